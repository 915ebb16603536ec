import { expect, test } from "vitest";

import { Camera } from "../src/camera";
import { beside, nearestCode, nearestPoint } from "../src/nearest";

const all = () => true;
const points = { x: Float32Array.of(0, 0.5, 1), y: Float32Array.of(0, 0.5, 1) };
const camera = new Camera();
camera.lay([448, 248]); // 400 x 200 pixels and the rim

test("the nearest point within reach, among those that are seen", () => {
  expect(nearestPoint(points, camera, [230, 120], 40, 3, all)).toBe(1);
  expect(nearestPoint(points, camera, [120, 60], 40, 3, all)).toBe(-1);
  expect(nearestPoint(points, camera, [424, 224], 40, 2, all)).toBe(-1); // beyond those that answer
  expect(nearestPoint(points, camera, [230, 120], 400, 3, (i) => i !== 1)).not.toBe(1);
});

test("the next point in a direction, or none", () => {
  expect(beside(points, camera, 0, [1, 0], 3, all)).toBe(1);
  expect(beside(points, camera, 2, [1, 0], 3, all)).toBe(2);
  const steep = { x: Float32Array.of(0, 0.1, 0.9), y: Float32Array.of(0, 1, 0.1) };
  expect(beside(steep, camera, 0, [1, 0], 3, all)).toBe(2); // straight ahead, though farther
  expect(beside(steep, camera, 0, [1, 0], 2, all)).toBe(1); // else to the side: no key is stuck before the rim
});

test("the nearest code is that of a plain search, with the distance to the nearest of all", () => {
  const size = 6, n = 200;
  const codes = Float32Array.from({ length: n * size }, (_, k) => Math.sin(k * 12.9898) * 3);
  for (let t = 0; t < 50; t++) {
    const z = Float32Array.from({ length: size }, (_, k) => Math.cos((t + 1) * (k + 3)) * 2);
    const all = Array.from({ length: n }, (_, i) => Math.hypot(...z.map((v, k) => codes[i * size + k] - v)));
    const some = all.slice(0, 80);
    const found = nearestCode(codes, z, 80);
    expect(found.index).toBe(some.indexOf(Math.min(...some)));
    expect(found.distance).toBeCloseTo(Math.min(...all), 5);
  }
});

test("what is under the pointer stays there in a zoom, and the whole map fits again", () => {
  const c = new Camera();
  c.lay([448, 248]);
  const under = c.place([300, 100]);
  c.zoom(300, 100, 3);
  c.place([300, 100]).forEach((v, k) => expect(v).toBeCloseTo(under[k], 9));
  c.pixel(c.place([17, 33])).forEach((v, k) => expect(v).toBeCloseTo([17, 33][k], 9));
  c.zoom(300, 100, 1e-9);
  expect(c.times).toBe(1);
  expect(c.pixel([0, 0])).toEqual([24, 24]);
});
