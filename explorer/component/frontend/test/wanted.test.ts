import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { Wanted } from "../src/wanted";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  vi.stubGlobal("document", { hidden: false });
});
afterEach(() => vi.useRealTimers());

test("it asks while nothing stirs, and no more once it has come", () => {
  const asked: number[] = [];
  let awaited = true;
  new Wanted((n) => asked.push(n), () => 0).wait(() => awaited);
  vi.advanceTimersByTime(10_000);
  expect(asked.length).toBeGreaterThanOrEqual(2);
  expect(asked).toEqual([...asked].sort((a, b) => a - b));
  awaited = false;
  const before = asked.length;
  vi.advanceTimersByTime(20_000);
  expect(asked.length).toBe(before);
});

test("it never asks while somebody is at the map", () => {
  const asked: number[] = [];
  new Wanted((n) => asked.push(n), () => performance.now() - 100).wait(() => true);
  vi.advanceTimersByTime(60_000);
  expect(asked).toEqual([]);
});
