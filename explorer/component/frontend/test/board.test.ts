import { expect, test } from "vitest";

import { beside, placeAt, swapped } from "../src/board/order";

test("two tiles change places, and all others stay", () => {
  const order = [3, 0, 2, 1];
  expect(swapped(order, 0, 3)).toEqual([1, 0, 2, 3]);
  expect(swapped(swapped(order, 1, 2), 1, 2)).toEqual(order);
  expect(swapped(order, 2, 2)).toEqual(order);
  expect(order).toEqual([3, 0, 2, 1]);
});

test("an arrow leads to the place beside and not around a rim", () => {
  expect(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"].map((key) => beside(key, 4, 3))).toEqual([3, 5, 1, 7]);
  expect(["ArrowLeft", "ArrowUp"].map((key) => beside(key, 0, 3))).toEqual([0, 0]);
  expect(["ArrowRight", "ArrowDown"].map((key) => beside(key, 8, 3))).toEqual([8, 8]);
  expect([beside("ArrowLeft", 3, 3), beside("ArrowRight", 1, 2)]).toEqual([3, 1]);
  expect(beside("Enter", 4, 3)).toBeUndefined();
});

test("a pointer is above one place, or beside the board", () => {
  const places = [10, 50, 90].flatMap((y) => [10, 50, 90].map((x) => placeAt(x, y, 100, 100, 3)));
  expect(places).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect([placeAt(-1, 5, 100, 100, 3), placeAt(5, 101, 100, 100, 3), placeAt(100, 5, 100, 100, 3)]).toEqual([undefined, undefined, undefined]);
});
