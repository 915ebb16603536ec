import { expect, test } from "vitest";

import { centres, fitted, sideOf } from "../src/cells";

test.each([[720, 486], [300, 200], [40, 30]])("%d x %d pixels are filled from the centre, cells apart", (wide, high) => {
  const all = centres([wide, high], 60);
  expect(all.length).toBe(Math.max(1, Math.floor(wide / 60)) * Math.max(1, Math.floor(high / 60)));
  const far = all.map(([x, y]) => Math.hypot(x - wide / 2, y - high / 2));
  expect(far).toEqual([...far].sort((a, b) => a - b));
  for (const [x, y] of all) {
    expect(x > 0 && x < wide && y > 0 && y < high).toBe(true);
    expect(all.every(([u, v]) => (u === x && v === y) || Math.max(Math.abs(u - x), Math.abs(v - y)) > 59.9)).toBe(true);
  }
});

test("a picture takes whole pixels where there is room, and keeps its shape", () => {
  expect([8, 28, 32, 64, 256].map((own) => sideOf(own, 56))).toEqual([56, 56, 64, 64, 56]);
  expect(fitted(64, 32, 56)).toEqual([56, 28]);
});
