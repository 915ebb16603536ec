import { expect, test } from "vitest";

import { averaged, bounds, cropped, inverted, lightBorder, likeMnist, massCentre, raster, stepped, type Raster } from "../src/fitting";

let seed = 11;
const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;

function noise(wide: number, high: number, channels = 1): Raster {
  return { wide, high, channels, values: Float32Array.from({ length: channels * wide * high }, random) };
}

function mean({ values }: Raster): number {
  return values.reduce((sum, v) => sum + v, 0) / values.length;
}

// A bar of ink on an empty pad.
function bar(left: number, top: number, across: number, down: number, side = 384): Raster {
  const values = new Float32Array(side * side);
  for (let y = top; y < top + down; y++) values.fill(1, y * side + left, y * side + left + across);
  return { wide: side, high: side, channels: 1, values };
}

test("averaging keeps the mean, of whole and of broken factors, larger and smaller", () => {
  for (const [wide, high] of [[8, 8], [28, 28], [13, 7], [100, 90]]) {
    const given = noise(60, 45, 3);
    const fitted = averaged(given, [0, 0, 60, 45], wide, high);
    expect(fitted.values.length).toBe(3 * wide * high);
    expect(mean(fitted)).toBeCloseTo(mean(given), 5);
  }
});

test("averaging undoes an enlargement by a whole factor, and to the same size changes nothing", () => {
  const small = noise(8, 8);
  const large = averaged(small, [0, 0, 8, 8], 64, 64);
  expect(large.values[0]).toBe(small.values[0]);
  averaged(large, [0, 0, 64, 64], 8, 8).values.forEach((v, i) => expect(v).toBeCloseTo(small.values[i], 6));
  averaged(small, [0, 0, 8, 8], 8, 8).values.forEach((v, i) => expect(v).toBeCloseTo(small.values[i], 6));
});

test("a box that cuts pixels takes its share of them", () => {
  const row = { wide: 4, high: 1, channels: 1, values: Float32Array.of(0, 1, 0, 0) };
  const { values } = averaged(row, [0.5, 0, 2, 1], 1, 1);
  expect(values[0]).toBeCloseTo(0.5, 6);
});

test("the crop is in the middle, has the aspect and is as large as it can be", () => {
  expect(cropped(100, 60, 1)).toEqual([20, 0, 60, 60]);
  expect(cropped(60, 100, 1)).toEqual([0, 20, 60, 60]);
  const [, , across, down] = cropped(640, 480, 2);
  expect([across, down]).toEqual([640, 320]);
});

test("drawn ink, wherever it is and however large, comes to a box of 20 and its mass to the middle", () => {
  for (let k = 0; k < 100; k++) {
    const [across, down] = [random(), random()].map((v) => 20 + Math.floor(v * 200));
    const [left, top] = [across, down].map((side) => Math.floor(random() * (384 - side)));
    const fitted = likeMnist(bar(left, top, across, down));
    const [, , wide, high] = bounds(fitted)!;
    expect(Math.max(wide, high)).toBe(20);
    expect(Math.abs(wide / high - across / down) / (across / down)).toBeLessThan(0.5 / Math.min(wide, high) + 0.01);
    for (const c of massCentre(fitted)) expect(Math.abs(c - 14.5)).toBeLessThanOrEqual(0.5);
  }
});

test("ink whose mass lies at one end is moved by its mass, not by its box", () => {
  const lopsided = bar(40, 100, 200, 4);
  for (let y = 90; y < 110; y++) lopsided.values.fill(1, y * 384 + 40, y * 384 + 90);
  const fitted = likeMnist(lopsided);
  const [left, , wide] = bounds(fitted)!;
  expect(wide).toBe(20);
  expect(left + wide / 2).toBeGreaterThan(15.5);
  expect(Math.abs(massCentre(fitted)[0] - 14.5)).toBeLessThanOrEqual(0.5);
});

test("no ink leaves the field, where the mass is far from the middle of the box", () => {
  const lopsided = bar(40, 100, 200, 4);
  for (let y = 60; y < 140; y++) lopsided.values.fill(1, y * 384 + 40, y * 384 + 80);
  expect(bounds(likeMnist(lopsided))!.slice(0, 3)).toEqual([8, expect.any(Number), 20]);
});

test("an empty pad is an empty picture", () => {
  expect(mean(likeMnist(bar(0, 0, 0, 0)))).toBe(0);
});

test("grey is the luma of Rec. 601, and three channels stay three", () => {
  const pixels = { width: 4, height: 1, data: Uint8ClampedArray.of(255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 255, 255) };
  expect([...raster(pixels, 1).values].map((v) => Number(v.toFixed(3)))).toEqual([0.299, 0.587, 0.114, 1]);
  expect([...raster(pixels, 3).values]).toEqual([1, 0, 0, 1, 0, 1, 0, 1, 0, 0, 1, 1]);
});

test("to invert twice changes nothing, and white becomes black", () => {
  const given = noise(5, 5);
  inverted(inverted(given)).values.forEach((v, i) => expect(v).toBeCloseTo(given.values[i], 6));
  expect(inverted(bar(0, 0, 384, 384)).values[0]).toBe(0);
});

test("paper has a light border, whatever is drawn on it, and a black ground has none", () => {
  const drawn = bar(100, 100, 150, 150);
  expect(lightBorder(drawn)).toBe(false);
  expect(lightBorder(inverted(drawn))).toBe(true);
});

test("what is encoded are the 256 steps that a canvas shows", () => {
  const given = noise(6, 6);
  stepped(given).values.forEach((v, i) => {
    expect(v * 255).toBeCloseTo(Math.round(v * 255), 4);
    expect(Math.abs(v - given.values[i])).toBeLessThanOrEqual(0.5 / 255 + 1e-6);
  });
});
