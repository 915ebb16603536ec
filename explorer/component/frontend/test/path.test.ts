import { describe, expect, test } from "vitest";

import { length, lerp, slerp, swung } from "../src/path";

const a = Float32Array.of(3, 0, 0), b = Float32Array.of(0, 1, 0);
const near = (z: Float32Array, known: number[]) => known.forEach((v, k) => expect(z[k]).toBeCloseTo(v, 6));

test.each([["lerp", lerp], ["slerp", slerp]])("%s begins and ends exactly at its ends", (_, path) => {
  const [from, to] = [Float32Array.of(0.1, -2.3, 1.7, 0.4), Float32Array.of(-1.1, 0.2, 0.9, 3.3)];
  expect(path(from, to, 0)).toEqual(from);
  expect(path(from, to, 1)).toEqual(to);
});

test("the line is the weighted mean", () => near(lerp(a, b, 0.25), [2.25, 0.25, 0]));

describe("the arc", () => {
  test("turns by even angles while the length goes straight", () => {
    for (const t of [0.1, 1 / 3, 0.5, 0.9]) {
      const reach = 3 * (1 - t) + t, angle = (t * Math.PI) / 2;
      near(slerp(a, b, t), [reach * Math.cos(angle), reach * Math.sin(angle), 0]);
    }
  });

  test("has the values that explorer.latent.interpolation.slerp gives", () => {
    const [from, to] = [Float32Array.of(1, 2, -1, 0.5), Float32Array.of(-0.5, 1, 2, 1)];
    near(slerp(from, to, 0.25), [0.73253787, 2.23044252, -0.15851267, 0.84462333]);
    near(slerp(from.map((v) => 3 * v), to, 0.5), [0.70710683, 4.2426405, 1.41421366, 2.12132025]);
  });

  test("keeps the length of codes of one length", () => {
    const [from, to] = [Float32Array.of(0.6, 0.8), Float32Array.of(-0.8, 0.6)];
    for (let t = 0; t <= 1; t += 0.1) expect(length(slerp(from, to, t))).toBeCloseTo(1, 6);
  });

  const ends: [string, number[]][] = [["parallel", [2, 4, 6]], ["opposite", [-1, -2, -3]], ["zero", [0, 0, 0]]];
  test.each(ends)("is the line where codes are %s", (_, to) => {
    const [from, other] = [Float32Array.of(1, 2, 3), Float32Array.from(to)];
    expect(slerp(from, other, 0.3)).toEqual(lerp(from, other, 0.3));
  });
});

test("there and back again", () => {
  expect(swung(0.2, 1, 0.5)).toEqual({ t: 0.7, way: 1 });
  expect(swung(0.75, 1, 0.5)).toEqual({ t: 0.75, way: -1 });
  expect(swung(0.75, -1, 0.25)).toEqual({ t: 0.5, way: -1 });
  expect(swung(0.25, -1, 0.5)).toEqual({ t: 0.25, way: 1 });
});
