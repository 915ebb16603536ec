import { expect, test } from "vitest";

import { affine } from "../src/inverse";
import { amongNeighbours, centre, neighbours, onPlane, together } from "../src/placed";

const N = 300, SIZE = 4;
let seed = 7;
const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
const points = { x: Float32Array.from({ length: N }, random), y: Float32Array.from({ length: N }, random) };
const codes = Float32Array.from({ length: N * SIZE }, () => random() * 2 - 1);

test("a stored code lies at its own point", () => {
  const placing = amongNeighbours(points, codes, SIZE);
  for (let i = 0; i < N; i++) {
    const at = placing(codes.slice(i * SIZE, (i + 1) * SIZE));
    expect(at).toEqual([points.x[i], points.y[i]]);
  }
});

test("the neighbours are those that sorting finds, and their weights are those of a mean", () => {
  for (let k = 0; k < 50; k++) {
    const z = Float32Array.from({ length: SIZE }, () => random() * 2 - 1);
    const far = (i: number) => z.reduce((sum, v, j) => sum + (codes[i * SIZE + j] - v) ** 2, 0);
    const sorted = [...Array(N).keys()].sort((a, b) => far(a) - far(b)).slice(0, 5);
    const found = neighbours(codes, z, SIZE);
    expect(found.map(([i]) => i)).toEqual(sorted);
    expect(found.reduce((sum, [, w]) => sum + w, 0)).toBeCloseTo(1, 9);
  }
});

test("a neighbour in another region of the map does not pull the place between both", () => {
  const two = { x: Float32Array.of(0.1, 0.12, 0.9), y: Float32Array.of(0.5, 0.5, 0.5) };
  const [x] = amongNeighbours(two, Float32Array.of(0, 1, -1), 1)(Float32Array.of(0.3));
  expect(x).toBeGreaterThan(0.1);
  expect(x).toBeLessThan(0.12);
});

test("a mixture of points that lie together lies between them", () => {
  const three = { x: Float32Array.of(0.5, 0.54, 0.9), y: Float32Array.of(0.2, 0.24, 0.2) };
  expect(together(three, [[0, 0.25], [1, 0.75]])).toBe(true);
  const [x, y] = centre(three, [[0, 0.25], [1, 0.75]]);
  expect(x).toBeCloseTo(0.53, 5);
  expect(y).toBeCloseTo(0.23, 5);
  expect(together(three, [[0, 0.5], [1, 0.3], [2, 0.2]])).toBe(false);
});

test("on a plane it undoes the way from place to code, whatever the axes", () => {
  const plane = [[1, 2, 3], [2, 0, 1], [0.5, 3, 0]];
  for (const place of [[0, 0], [0.3, 0.9], [1.4, -0.2]] as [number, number][]) {
    const back = onPlane(plane)(affine(plane)(place).z);
    expect(back[0]).toBeCloseTo(place[0], 5);
    expect(back[1]).toBeCloseTo(place[1], 5);
  }
});
