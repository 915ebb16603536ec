import { deflateSync, inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";

import { changed, deflated, inflated, Mask, packed, toggle, unpacked } from "../src/photos/mask";
import { fitted, moved, zoomed } from "../src/photos/place";
import { veil } from "../src/photos/veil";

const size = { width: 40, height: 30 };
const count = (mask: Mask) => mask.cells.reduce((sum, v) => sum + v, 0);

function stroked(mask: Mask, x0: number, y0: number, x1: number, y1: number, radius: number, value: 0 | 1 = 1): boolean {
  mask.begin();
  mask.sweep(x0, y0, x1, y1, radius, value);
  return mask.end();
}

describe("a mask", () => {
  it("is painted by discs: every pixel within the radius, and none beyond", () => {
    const mask = new Mask(size);
    stroked(mask, 20, 15, 20, 15, 6);
    for (let y = 0; y < 30; y++)
      for (let x = 0; x < 40; x++) expect(mask.cells[y * 40 + x]).toBe(Number((x - 20) ** 2 + (y - 15) ** 2 <= 36));
  });

  it("reaches every edge and never wraps to the next row", () => {
    const mask = new Mask(size);
    stroked(mask, -3, 10, 2, 10, 2);
    expect(mask.cells[10 * 40]).toBe(1);
    for (let y = 0; y < 30; y++) expect(mask.cells[y * 40 + 39]).toBe(0);
    stroked(mask, 45, 40, 39, 29, 0);
    expect(mask.cells[29 * 40 + 39]).toBe(1);
  });

  it("leaves no gap along a quick stroke", () => {
    const mask = new Mask(size);
    stroked(mask, 2, 3, 37, 27, 0);
    for (let x = 2; x <= 37; x++) expect([...Array(30).keys()].some((y) => mask.cells[y * 40 + x])).toBe(true);
  });

  it("is undone and redone to the bit through any edits", () => {
    const mask = new Mask(size), states = [mask.cells.slice()];
    const edits = [
      () => stroked(mask, 5, 5, 30, 20, 3), () => stroked(mask, 10, 10, 12, 14, 4, 0), () => mask.invert(), () => mask.clear(),
      () => stroked(mask, 1, 1, 1, 1, 0), () => mask.become(Uint8Array.from({ length: 1200 }, (_, i) => i % 3 & 1)),
    ];
    for (const edit of edits) {
      expect(edit()).toBe(true);
      states.push(mask.cells.slice());
    }
    for (let i = edits.length; i > 0; i--) {
      expect(mask.undo()).toBe(true);
      expect(mask.cells).toEqual(states[i - 1]);
    }
    expect(mask.undo()).toBe(false);
    for (let i = 1; i <= edits.length; i++) {
      mask.redo();
      expect(mask.cells).toEqual(states[i]);
    }
    expect(mask.canRedo).toBe(false);
  });

  it("forgets what was undone once something new is painted, and keeps no edit that changes nothing", () => {
    const mask = new Mask(size);
    stroked(mask, 5, 5, 5, 5, 2);
    mask.undo();
    stroked(mask, 9, 9, 9, 9, 1);
    expect(mask.canRedo).toBe(false);
    expect(stroked(mask, 9, 9, 9, 9, 1)).toBe(false);
    mask.undo();
    expect([count(mask), mask.canUndo, mask.clear()]).toEqual([0, false, false]);
  });

  it("lists what changed as runs, which toggle there and back", () => {
    const a = Uint8Array.of(0, 1, 1, 0, 0, 1), b = Uint8Array.of(0, 0, 0, 0, 1, 1), runs = changed(a, b);
    expect([...runs]).toEqual([1, 2, 4, 1]);
    toggle(a, runs);
    expect(a).toEqual(b);
  });

  it("is packed eight to a byte, the first highest, by zlib, and comes back", async () => {
    const cells = Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 1, 1, 0, 1);
    expect([...packed(cells)]).toEqual([0b10000001, 0b10100000]);
    expect(unpacked(packed(cells), 11)).toEqual(cells);
    expect([...inflateSync(await deflated(packed(cells)))]).toEqual([...packed(cells)]);
    expect([...(await inflated(new Uint8Array(deflateSync(packed(cells)))))]).toEqual([...packed(cells)]);
  });
});

describe("the place of a photo", () => {
  const photo = { width: 400, height: 200 }, frame = { width: 200, height: 200 };

  it("fits and lies in the middle", () => expect(fitted(photo, frame)).toEqual({ scale: 0.5, x: 0, y: 50 }));

  it("keeps what lies under the pointer while it zooms in", () => {
    const before = fitted(photo, frame), after = zoomed(before, 4, 60, 100, photo, frame);
    expect(after.scale).toBe(2);
    expect((60 - after.x) / after.scale).toBeCloseTo((60 - before.x) / before.scale);
    expect((100 - after.y) / after.scale).toBeCloseTo((100 - before.y) / before.scale);
  });

  it("never gets smaller than the frame, nor leaves a gap at an edge", () => {
    const near = zoomed(fitted(photo, frame), 4, 0, 0, photo, frame);
    expect(moved(near, 1e4, 1e4, photo, frame)).toEqual({ scale: 2, x: 0, y: 0 });
    expect(moved(near, -1e4, -1e4, photo, frame)).toEqual({ scale: 2, x: -600, y: -200 });
    expect(zoomed(near, 1e-3, 0, 0, photo, frame)).toEqual(fitted(photo, frame));
    expect(fitted({ width: 10, height: 10 }, frame).scale).toBe(20);
  });
});

describe("the veil", () => {
  it("lies on the hidden pixels alone, its rim opaque", () => {
    const mask = new Mask({ width: 8, height: 8 }), words = new Uint32Array(16 * 16);
    mask.begin();
    for (const y of [2, 3, 4, 5]) mask.sweep(2, y, 5, y, 0, 1);
    mask.end();
    veil(words, 16, 16, mask, { scale: 2, x: 0, y: 0 }, 1);
    for (let j = 0; j < 16; j++)
      for (let i = 0; i < 16; i++) {
        const inside = i >= 4 && i < 12 && j >= 4 && j < 12, rim = inside && (i === 4 || i === 11 || j === 4 || j === 11);
        expect(words[j * 16 + i] >>> 24).toBe(rim ? 0xff : inside ? 0x80 : 0);
      }
  });
});
