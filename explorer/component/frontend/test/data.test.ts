import { expect, test } from "vitest";

import { blended, levels, LEVELS } from "../src/colours";
import { kitOf, opened } from "../src/data";
import { unpacked, within } from "../src/numbers";

test("a parcel is read from bytes that begin anywhere", () => {
  const head = { kind: "decoder", id: "run-1", run: "run", size: 2, within: 1.5, sizes: [16, 3] };
  const text = new TextEncoder().encode(JSON.stringify(head));
  const start = Math.ceil((4 + text.length) / 4) * 4;
  const all = new Uint8Array(1 + start + 16 + 3); // off by one from a whole word
  const bytes = all.subarray(1);
  new DataView(bytes.buffer, 1).setUint32(0, text.length, true);
  bytes.set(text, 4);
  bytes.set(new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer), start);
  bytes.set([7, 8, 9], start + 16);
  const kit = kitOf(opened(bytes));
  expect([kit.id, kit.run, kit.size, kit.within]).toEqual(["run-1", "run", 2, 1.5]);
  expect(kit.codes).toEqual(Float32Array.of(1, 2, 3, 4));
  expect([...kit.onnx]).toEqual([7, 8, 9]);
});

test("numbers and colours", () => {
  expect(unpacked("AQACAA==", Uint16Array)).toEqual(Uint16Array.of(1, 2));
  expect([within(-1), within(0.5), within(2)]).toEqual([0, 0.5, 1]);
  expect(blended(["#000000", "#ffffff"], 3)).toEqual(["#000000", "#808080", "#ffffff"]);
  expect([...levels(Float32Array.of(-5, 0, 1, 9), 0, 1)]).toEqual([0, 0, LEVELS - 1, LEVELS - 1]);
});
