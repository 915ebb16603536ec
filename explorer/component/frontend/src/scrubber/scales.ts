// Numbers along the way and along the axes.
import { within } from "../numbers";

export type Place = [x: number, y: number];

// From 0 to 1, at rest at both ends.
export function smooth(u: number): number {
  return u * u * (3 - 2 * u);
}

// The value at `at` on the straight lines through `points`, x rising.
export function between(at: number, points: Place[]): number {
  let n = points.findIndex((p) => p[0] >= at);
  if (n < 0) n = points.length - 1;
  const [x1, y1] = points[n], [x0, y0] = points[Math.max(0, n - 1)];
  return x1 > x0 ? y0 + (y1 - y0) * within((at - x0) / (x1 - x0)) : y1;
}

// One to four round numbers from `low` to `high`.
export function round(low: number, high: number): number[] {
  const rough = (high - low || Math.abs(high) || 1) / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough)!;
  const first = Math.ceil(low / step), last = Math.floor(high / step);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(6)));
}

// The numbers 1, 2, 5 times a power of ten from `low` to `high`, or the powers alone where those are many.
export function decades(low: number, high: number): number[] {
  const powers: number[] = [];
  for (let p = 10 ** Math.floor(Math.log10(low)); p <= high; p *= 10) powers.push(p);
  const fine = powers.flatMap((p) => [p, 2 * p, 5 * p]).filter((v) => v >= low && v <= high);
  return fine.length <= 4 ? fine : powers.filter((v) => v >= low);
}
