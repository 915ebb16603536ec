import { expect, test } from "vitest";

import { next } from "../src/contact/walk";

test("the arrows walk the grid and stay on it", () => {
  expect(next("ArrowRight", 0, 10, 4)).toBe(1);
  expect(next("ArrowDown", 1, 10, 4)).toBe(5);
  expect(next("ArrowUp", 5, 10, 4)).toBe(1);
  expect(next("ArrowLeft", 0, 10, 4)).toBe(0);
  expect(next("ArrowDown", 7, 10, 4)).toBe(7);
  expect(next("ArrowRight", 9, 10, 4)).toBe(9);
  expect(next("Enter", 3, 10, 4)).toBeUndefined();
});
