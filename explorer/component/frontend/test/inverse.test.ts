import { describe, expect, test } from "vitest";

import type { Pair } from "../src/camera";
import Delaunay from "../src/delaunay";
import { affine, barycentric } from "../src/inverse";

let seed = 1;
const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
const SIZE = 5;
const N = 400;
const step = () => Math.round(random() * 65535) / 65535; // places come in 16 bits
const points = { x: Float32Array.from({ length: N }, step), y: Float32Array.from({ length: N }, step) };
const codes = Float32Array.from({ length: N * SIZE }, () => random() * 4 - 2);
const code = (i: number) => codes.subarray(i * SIZE, (i + 1) * SIZE);
const inverse = barycentric(points, codes, SIZE);
const apart = (a: Float32Array, b: Float32Array) => Math.max(...a.map((v, k) => Math.abs(v - b[k])));

describe("between the points", () => {
  test("it is exact at every point", () => {
    for (let i = 0; i < N; i++) expect(apart(inverse([points.x[i], points.y[i]]).z, code(i))).toBeLessThan(1e-3);
  });

  test("it is continuous: a step of a thousandth of a pixel changes no code by much, across edges and the hull", () => {
    const tiny = 1e-6;
    for (let k = 0; k < 5000; k++) {
      const at: Pair = [random() * 1.4 - 0.2, random() * 1.4 - 0.2];
      const way = random() * 6.3;
      const there: Pair = [at[0] + tiny * Math.cos(way), at[1] + tiny * Math.sin(way)];
      expect(apart(inverse(at).z, inverse(there).z)).toBeLessThan(0.02);
    }
  });

  test("along a line through all of the map no step jumps", () => {
    let last = inverse([-0.1, 0.37]).z;
    for (let k = 1; k <= 20000; k++) {
      const next = inverse([-0.1 + (1.2 * k) / 20000, 0.37 + 0.1 * (k / 20000)]).z;
      expect(apart(last, next)).toBeLessThan(0.25);
      last = next;
    }
  });

  test("the weights are those of a mean, and the place is their mean", () => {
    const mesh = new Delaunay(points);
    for (let k = 0; k < 1000; k++) {
      const { place, corners } = mesh.locate([random() * 1.4 - 0.2, random() * 1.4 - 0.2]);
      expect(corners.reduce((sum, [, w]) => sum + w, 0)).toBeCloseTo(1, 9);
      for (const [, w] of corners) expect(w).toBeGreaterThanOrEqual(0);
      expect(corners.reduce((sum, [i, w]) => sum + w * points.x[i], 0)).toBeCloseTo(place[0], 6);
      expect(corners.reduce((sum, [i, w]) => sum + w * points.y[i], 0)).toBeCloseTo(place[1], 6);
    }
  });

  test("outside of the hull it is the nearest place on it", () => {
    const square = { x: Float32Array.of(0, 1, 1, 0), y: Float32Array.of(0, 0, 1, 1) };
    const found = barycentric(square, Float32Array.of(0, 10, 30, 20), 1);
    expect(found([0.5, -3])).toMatchObject({ place: [0.5, 0], z: Float32Array.of(5) });
    expect(found([2, 2])).toMatchObject({ place: [1, 1], z: Float32Array.of(30) });
  });

  test("points that coincide, lie on a line, or are one are no failure", () => {
    const flat = barycentric({ x: Float32Array.of(0, 0.5, 1), y: Float32Array.of(0, 0, 0) }, Float32Array.of(1, 2, 3), 1);
    expect(flat([0.9, 0.3]).z[0]).toBe(3);
    const same = { x: Float32Array.of(0, 1, 1, 0.5, 0.5), y: Float32Array.of(0, 0, 1, 0.5, 0.5) };
    expect(Number.isFinite(barycentric(same, Float32Array.of(1, 2, 3, 4, 4), 1)([0.5, 0.5]).z[0])).toBe(true);
    const one = { x: Float32Array.of(0.5), y: Float32Array.of(0.5) };
    expect(barycentric(one, Float32Array.of(7), 1)([0, 0]).z[0]).toBe(7);
  });
});

describe("on a plane", () => {
  test("it goes from corner to corner, y upwards", () => {
    const at = affine([[1, 0, 0], [0, 2, 0], [0, 0, 4]]);
    expect(at([0, 1]).z).toEqual(Float32Array.of(1, 0, 0));
    expect(at([1, 1]).z).toEqual(Float32Array.of(1, 2, 0));
    expect(at([0.5, 0]).z).toEqual(Float32Array.of(1, 1, 4));
  });

  test("it goes on beyond the points", () => {
    expect(affine([[0], [1], [0]])([1.5, 0])).toMatchObject({ place: [1.5, 0], z: Float32Array.of(1.5) });
  });
});
