import { expect, test } from "vitest";

import type { Pair } from "../src/camera";
import { inside } from "../src/polygon";

let seed = 3;
const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
const some = Array.from({ length: 2000 }, (): Pair => [random() * 4 - 2, random() * 4 - 2]);
const ring = (n: number): Pair[] =>
  Array.from({ length: n }, (_, k) => [Math.cos((k / n) * 2 * Math.PI), Math.sin((k / n) * 2 * Math.PI)]);

test("of a fine ring the inside is the disc", () => {
  const line = ring(720);
  for (const at of some)
    if (Math.abs(Math.hypot(...at) - 1) > 1e-3) expect(inside(line, at)).toBe(Math.hypot(...at) < 1);
});

test("neither the way round nor where the line begins changes what is inside", () => {
  const line = Array.from({ length: 12 }, (): Pair => [random() * 4 - 2, random() * 4 - 2]);
  const back = [...line].reverse(), later = [...line.slice(5), ...line.slice(0, 5)];
  for (const at of some) {
    expect(inside(back, at)).toBe(inside(line, at));
    expect(inside(later, at)).toBe(inside(line, at));
  }
});

test("the bay of a hollow shape is outside", () => {
  const line: Pair[] = [[-1, -1], [1, -1], [1, 1], [0.5, 1], [0.5, -0.5], [-0.5, -0.5], [-0.5, 1], [-1, 1]];
  expect(inside(line, [0, 0])).toBe(false);
  expect(inside(line, [0, -0.75])).toBe(true);
  expect(inside(line, [-0.75, 0.9])).toBe(true);
});

test("a line of no, one or two places holds nothing", () => {
  for (const n of [0, 1, 2]) for (const at of some.slice(0, 50)) expect(inside(ring(n), at)).toBe(false);
});
