import { expect, test } from "vitest";

import { crc32, npy, npz } from "../src/npz";

const words = (bytes: Uint8Array) => new TextDecoder("latin1").decode(bytes);

test("the sum is that of every zip: the check value of CRC-32", () => {
  expect(crc32(new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
  expect(crc32(new Uint8Array())).toBe(0);
});

test.each([[[3, 2]], [[6]], [[1, 6]]])("an array of shape %j begins at a multiple of 64 bytes", (shape) => {
  const bytes = npy(Float32Array.of(1, 2, 3, 4, 5, 6), shape);
  const head = new DataView(bytes.buffer).getUint16(8, true);
  expect((10 + head) % 64).toBe(0);
  expect(words(bytes.subarray(1, 6))).toBe("NUMPY");
  expect(words(bytes)).toContain(`'descr': '<f4', 'fortran_order': False, 'shape': (${shape.join(", ")},)`);
  expect(new Float32Array(bytes.buffer.slice(10 + head))).toEqual(Float32Array.of(1, 2, 3, 4, 5, 6));
});

test("the list at the end of the zip leads to every file", () => {
  const bytes = npz([
    { name: "z", values: Float32Array.of(1, 2), shape: [1, 2] },
    { name: "label", values: Int32Array.of(-1), shape: [1] },
  ]);
  const view = new DataView(bytes.buffer), end = bytes.length - 22;
  expect(view.getUint32(end, true)).toBe(0x06054b50);
  expect(view.getUint16(end + 10, true)).toBe(2);
  let at = view.getUint32(end + 16, true);
  const names = [];
  for (let k = 0; k < 2; k++) {
    const long = view.getUint16(at + 28, true), start = view.getUint32(at + 42, true);
    names.push(words(bytes.subarray(at + 46, at + 46 + long)));
    expect(view.getUint32(start, true)).toBe(0x04034b50);
    const size = view.getUint32(start + 22, true), from = start + 30 + long;
    expect(crc32(bytes.subarray(from, from + size))).toBe(view.getUint32(at + 16, true));
    at += 46 + long;
  }
  expect(names).toEqual(["z.npy", "label.npy"]);
  expect(at).toBe(end);
});
