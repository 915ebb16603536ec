import { expect, test } from "vitest";

import { epochAt, when } from "../src/scrubber/curve";
import { Frame, placeAt } from "../src/scrubber/plane";
import { cellOf, placeOf } from "../src/scrubber/pointed";
import { sameFilm, type Reel } from "../src/scrubber/reel";
import { between, decades, round, smooth, type Place } from "../src/scrubber/scales";

const reel: Reel = {
  epochs: [0, 2, 5, 40], x: [[0, 10], [10, 10], [20, 10], [30, 10]], y: [[5, 5], [5, 15], [5, 25], [5, 35]], label: [0, 1],
  box: [100, 80], window: [20, 10, 80, 70], cells: 7, sheets: ["a", "b", "c", "d"], curve: [], facts: [], what: "",
  names: [], palette: [],
};

test("a glide rests at both ends", () => {
  expect([0, 0.5, 1].map(smooth)).toEqual([0, 0.5, 1]);
  expect(smooth(0.01)).toBeLessThan(0.001);
  expect(1 - smooth(0.99)).toBeLessThan(0.001);
});

test("between points the value is on the line, beyond them at the nearest", () => {
  const line: Place[] = [[0, 1], [2, 5], [4, 5]];
  expect([-1, 0, 1, 2, 3, 9].map((at) => between(at, line))).toEqual([1, 1, 3, 5, 5, 5]);
});

test("an axis has one to four round numbers within its ends", () => {
  expect(round(0, 1)).toEqual([0, 0.5, 1]);
  expect(round(381.2, 412.9)).toEqual([400]);
  for (const [low, high] of [[0.1, 0.35], [7, 7], [-250, 800], [1e-4, 9e-4]]) {
    const found = round(low, high);
    expect(found.length).toBeLessThanOrEqual(4);
    for (const v of found) expect(v >= low - 1e-9 && v <= high + 1e-9).toBe(true);
  }
});

test("a logarithmic axis has 1, 2 and 5, or powers of ten where those are many", () => {
  expect(decades(30, 300)).toEqual([50, 100, 200]);
  expect(decades(3, 4000)).toEqual([10, 100, 1000]);
});

test("kept epochs stand at equal distances", () => {
  expect([0, 0.5, 1, 2.5, 3].map((t) => epochAt(reel.epochs, t))).toEqual([0, 1, 2, 22.5, 40]);
  expect([0, 1, 2, 22.5, 40].map((epoch) => when(reel.epochs, epoch))).toEqual([0, 0.5, 1, 2.5, 3]);
});

test("points stand at kept epochs where they were kept, and glide between", () => {
  expect([0, 1, 2, 3].map((t) => placeAt(reel, t, 0))).toEqual([[0, 5], [10, 5], [20, 5], [30, 5]]);
  expect(placeAt(reel, 2.5, 1)).toEqual([10, 30]);
  const still = { ...reel, x: [[4, 4]], y: [[6, 6]] };
  expect(placeAt(still, 0, 1)).toEqual([4, 6]); // one epoch is no film
});

test("the map lies in the middle, as large as it can be, and a pixel leads back to its place", () => {
  const frame = new Frame([100, 80], 300, 400);
  expect(frame.pixel([0, 0])).toEqual([0, 320]);
  expect(frame.pixel([100, 80])).toEqual([300, 80]);
  const [x, y] = frame.place(frame.pixel([37, 12]));
  expect(x).toBeCloseTo(37, 9);
  expect(y).toBeCloseTo(12, 9);
});

test("each picture's code lies where the window has it, the first in its upper left corner", () => {
  expect(placeOf([0, 0], reel)).toEqual([20, 70]);
  expect(placeOf([6, 6], reel)).toEqual([80, 10]);
  for (let k = 0; k < 49; k++) expect(cellOf(placeOf([k % 7, Math.floor(k / 7)], reel), reel)).toEqual([k % 7, Math.floor(k / 7)]);
  expect(cellOf([10, 40], reel)).toBeUndefined();
});

test("a film is the same after a rerun, another one is not", () => {
  expect(sameFilm(undefined, reel)).toBe(false);
  expect(sameFilm(reel, { ...reel, sheets: [...reel.sheets] })).toBe(true);
  expect(sameFilm(reel, { ...reel, sheets: ["z", "b", "c", "d"] })).toBe(false);
  expect(sameFilm(reel, { ...reel, epochs: [0, 2, 5, 41] })).toBe(false);
});
