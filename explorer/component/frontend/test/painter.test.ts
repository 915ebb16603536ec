import { expect, test } from "vitest";

import { Camera } from "../src/camera";
import type { MapData } from "../src/data";
import { Apart, type Scene } from "../src/draw";
import { Painter, radius } from "../src/painter";

const WIDE = 148, HIGH = 98; // 100 x 50 pixels and the rim
const RED = "#ff0000", BLUE = "#0000ff";

function scene(x: number[], y: number[], group: number[], inks = [RED, BLUE]): Scene {
  const camera = new Camera();
  camera.lay([WIDE, HIGH]);
  const data = {} as MapData, seen = () => true;
  return { x: Float32Array.from(x), y: Float32Array.from(y), group: Uint16Array.from(group), inks, data, seen, camera };
}

function painted(what: Scene, alpha = 1, ratio = 1) {
  const wide = WIDE * ratio, high = HIGH * ratio;
  const words = new Int32Array(wide * high);
  const shown = new Painter().paint({ words, wide, high }, what, alpha, ratio);
  const at = (px: number, py: number) => [...new Uint8Array(words.buffer, 4 * (py * wide + px), 4)];
  return { words, shown, at };
}

test("a point's centre has its colour, and what lies outside of its radius stays clear", () => {
  const { at, words } = painted(scene([0.5], [0.5], [1]));
  expect(at(74, 49)).toEqual([0, 0, 255, 255]);
  const size = radius(1, 1);
  for (let py = 0; py < HIGH; py++)
    for (let px = 0; px < WIDE; px++)
      if (Math.hypot(px + 0.5 - 74, py + 0.5 - 49) > size + 1) expect(words[py * WIDE + px]).toBe(0);
});

test("a point covers as much as a disc of its size does", () => {
  for (const ratio of [1, 2]) {
    const { words } = painted(scene([0.513], [0.487], [0]), 1, ratio);
    const covered = words.reduce((sum, w) => sum + (w >>> 24) / 255, 0);
    expect(covered / (Math.PI * (radius(1, 1) * ratio) ** 2)).toBeCloseTo(1, 1);
  }
});

test("later points lie on top", () => {
  expect(painted(scene([0.5, 0.5], [0.5, 0.5], [0, 1])).at(74, 49)).toEqual([0, 0, 255, 255]);
  expect(painted(scene([0.5, 0.5], [0.5, 0.5], [1, 0])).at(74, 49)).toEqual([255, 0, 0, 255]);
});

test("through a clear point the one below is seen, in the shares that painting one over the other gives", () => {
  const [red, , blue, alpha] = painted(scene([0.5, 0.5], [0.5, 0.5], [0, 1]), 0.6).at(74, 49);
  const all = 0.6 + 0.4 * 0.6;
  expect(alpha / 255).toBeCloseTo(all, 1);
  expect(blue / 255).toBeCloseTo(0.6 / all, 1);
  expect(red / 255).toBeCloseTo(0.24 / all, 1);
});

test("many clear points on one place cover it wholly and keep their colour", () => {
  const n = 40;
  const { at } = painted(scene(Array(n).fill(0.5), Array(n).fill(0.5), Array(n).fill(0)), 0.3);
  expect(at(74, 49)[3]).toBe(255);
  expect(at(74, 49)[0]).toBeGreaterThan(245);
  expect(at(74, 49)[2]).toBe(0);
});

test("points outside write nothing, though they count; hidden ones do neither", () => {
  const outside = painted(scene([-3, 9, 0.5, 0.5, NaN], [0.5, 0.5, -4, 7, 0.5], [0, 0, 0, 0, 0]));
  expect(outside.words.every((w) => w === 0)).toBe(true);
  expect(outside.shown).toBe(5);
  const hidden = painted({ ...scene([0.5, 0.2], [0.5, 0.5], [0, 1]), seen: (i) => i === 1 });
  expect(hidden.at(74, 49)).toEqual([0, 0, 0, 0]);
  expect(hidden.shown).toBe(1);
});

test("many points are smaller, and all grow as one comes nearer, up to one size", () => {
  expect(radius(70_000, 1)).toBeLessThan(radius(10_000, 1));
  expect(radius(70_000, 4)).toBeGreaterThan(radius(70_000, 1));
  expect(radius(70_000, 64)).toBe(radius(10, 1));
});

test("pictures keep their distance both ways, and none is left out that had room", () => {
  const apart = new Apart(10);
  const asked = Array.from({ length: 400 }, (_, k) => [Math.sin(k * 12.9898) * 80, Math.cos(k * 78.233) * 80]);
  const taken: number[][] = [];
  for (const [x, y] of asked) {
    const room = taken.every(([u, v]) => Math.abs(u - x) >= 10 || Math.abs(v - y) >= 10);
    expect(apart.take(x, y)).toBe(room);
    if (room) taken.push([x, y]);
  }
});
