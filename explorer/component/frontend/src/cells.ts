// The cells of the manifold: where they lie, and how the picture in one is drawn.
import type { Pair } from "./camera";
import { drawn } from "./pictured";
import type { Picture } from "./worker";

const HATCH = 9; // pixels from line to line

// The centres of the cells, in pixels, the innermost first.
export function centres([wide, high]: Pair, apart: number): Pair[] {
  const [columns, rows] = [wide, high].map((v) => Math.max(1, Math.floor(v / apart)));
  const all = Array.from({ length: columns * rows }, (_, k): Pair => {
    const [column, row] = [k % columns, Math.floor(k / columns)];
    return [wide / 2 + (column - (columns - 1) / 2) * apart, high / 2 + (row - (rows - 1) / 2) * apart];
  });
  const far = ([x, y]: Pair) => Math.hypot(x - wide / 2, y - high / 2);
  return all.sort((a, b) => far(a) - far(b));
}

// About as large as asked, with a whole number of pixels for each one of the picture unless it is much larger itself.
export function sideOf(own: number, asked: number): number {
  return own < 1.5 * asked ? Math.max(1, Math.round(asked / own)) * own : asked;
}

// As large as a square of this side holds it.
export function fitted(wide: number, high: number, side: number): Pair {
  const times = side / Math.max(wide, high);
  return [wide * times, high * times];
}

// With a light frame; off the data faded and hatched, as in the slot.
export function framed(picture: Picture, side: number, off: boolean): HTMLCanvasElement {
  const ratio = devicePixelRatio || 1, [wide, high] = fitted(picture.wide, picture.high, side);
  const canvas = document.createElement("canvas"), c = canvas.getContext("2d")!;
  [canvas.width, canvas.height] = [Math.round(wide * ratio), Math.round(high * ratio)];
  c.scale(ratio, ratio);
  c.imageSmoothingEnabled = wide % picture.wide !== 0;
  if (off) Object.assign(c, { globalAlpha: 0.6, filter: "saturate(0.15) brightness(0.75)" });
  c.drawImage(drawn(picture), 0, 0, wide, high);
  Object.assign(c, { filter: "none", strokeStyle: "#fff7", lineWidth: 2 });
  if (off) hatch(c, wide, high);
  Object.assign(c, { globalAlpha: 1, strokeStyle: "#fffa", lineWidth: 1 });
  c.strokeRect(0.5, 0.5, wide - 1, high - 1);
  return canvas;
}

function hatch(c: CanvasRenderingContext2D, wide: number, high: number): void {
  c.beginPath();
  for (let x = -high; x < wide; x += HATCH * Math.SQRT2) {
    c.moveTo(x, high);
    c.lineTo(x + high, 0);
  }
  c.stroke();
}
