import { expect, test } from "vitest";

import { counts, falseRate, keyed, precision, recall, stepAt, valueAt, type Steps } from "../src/threshold/counts";

const steps: Steps = { low: 2, high: 4, caught: [8, 6, 0], alarms: [10, 2, 0], odd: 8, normal: 1000 };

test("a step is a threshold, and a place is a step", () => {
  expect([0, 1, 2].map((step) => valueAt(steps, step))).toEqual([2, 3, 4]);
  expect([-1, 0.1, 0.6, 2].map((share) => stepAt(steps, share))).toEqual([0, 0, 1, 2]);
});

test("what is not caught is missed, what is not alarmed passes", () => {
  expect(counts(steps, 1).map(({ count }) => count)).toEqual([6, 2, 2, 998]);
  expect(counts(steps, 1)[0].of).toBe("of 8 anomalies, 75.0 %");
  expect(counts(steps, 0)[2].of).toBe("of 1,000 normal images, 1.0 %");
});

test("the shares are those of the curves; without an alarm the precision is 1", () => {
  expect([recall(steps, 1), falseRate(steps, 1), precision(steps, 1)]).toEqual([0.75, 0.002, 0.75]);
  expect(precision(steps, 2)).toBe(1);
});

test("keys lead along the steps and stay on them", () => {
  expect(["ArrowLeft", "ArrowUp", "PageUp", "Home", "End", "a"].map((key) => keyed(key, 1, 5))).toEqual([0, 2, 5, 0, 5, undefined]);
  expect(keyed("ArrowLeft", 0, 5)).toBe(0);
});
