// Pictures and the ring on the canvas.
import type { Camera, Pair } from "./camera";
import { rgb } from "./colours";
import type { MapData } from "./data";
import type { Points, Seen } from "./nearest";

const ROW = 1 << 20; // cells: more than a row of any map has
const AROUND = [-1, 0, 1].flatMap((row) => [-1, 0, 1].map((column) => row * ROW + column));

export type Sheet = HTMLCanvasElement | HTMLImageElement;

export interface Scene extends Points {
  data: MapData;
  group: Uint16Array;
  inks: string[];
  seen: Seen;
  camera: Camera;
}

// A picture where no other lies near: decided on all of the map, so that a pan changes nothing.
export function drawPictures(c: CanvasRenderingContext2D, scene: Scene, sheet: Sheet): number {
  const { camera, data } = scene;
  const side = (data.side <= 32 ? 30 : 44) * Math.min(2, camera.times ** 0.35);
  const apart = new Apart(side * 0.8);
  let drawn = 0;
  for (let i = 0; i < data.thumbs; i++) {
    if (!scene.seen(i)) continue;
    const [x, y] = camera.pixel([scene.x[i], scene.y[i]]);
    if (!apart.take(x - camera.shift[0], y - camera.shift[1])) continue;
    if (x < -side || y < -side || x > camera.size[0] + side || y > camera.size[1] + side) continue;
    thumb(c, sheet, data, i, [x - side / 2, y - side / 2, side, side]);
    drawn++;
  }
  return drawn;
}

type Box = [x: number, y: number, wide: number, high: number];

export function thumb(c: CanvasRenderingContext2D, sheet: CanvasImageSource, data: MapData, i: number, to: Box): void {
  const { columns, wide, high } = data;
  const rim = c.imageSmoothingEnabled ? 0.5 : 0; // pixels: smoothed to its edge it would take from the next picture
  const left = (i % columns) * wide + rim, top = Math.floor(i / columns) * high + rim;
  c.drawImage(sheet, left, top, wide - 2 * rim, high - 2 * rim, ...to);
}

export function drawRing(c: CanvasRenderingContext2D, [x, y]: [number, number], ground: string): void {
  c.beginPath();
  c.arc(x, y, 9, 0, 7);
  for (const [width, ink] of [[6, ground], [3, "#ff9500"]] as const) {
    c.lineWidth = width;
    c.strokeStyle = ink;
    c.stroke();
  }
}

// Places of which no two are less than `least` pixels apart both ways, in a grid with one place to a cell.
export class Apart {
  private readonly cells = new Map<number, Pair>();

  constructor(private readonly least: number) {}

  take(x: number, y: number): boolean {
    const { cells, least } = this;
    const cell = Math.floor(y / least) * ROW + Math.floor(x / least);
    for (const near of AROUND) {
      const other = cells.get(cell + near);
      if (other && Math.abs(other[0] - x) < least && Math.abs(other[1] - y) < least) return false;
    }
    cells.set(cell, [x, y]);
    return true;
  }
}

// The sheet with its black made clear; grey pictures become ink in the colour of their point.
export function tinted(image: HTMLImageElement, { data, group, inks }: Pick<Scene, "data" | "group" | "inks">): Sheet {
  if (!data.ink) return image;
  const canvas = document.createElement("canvas");
  canvas.width = image.width;
  canvas.height = image.height;
  const c = canvas.getContext("2d", { willReadFrequently: true })!;
  c.drawImage(image, 0, 0);
  const pixels = c.getImageData(0, 0, image.width, image.height);
  const p = pixels.data;
  const colours = inks.map(rgb);
  for (let y = 0, o = 0; y < image.height; y++) {
    const row = Math.floor(y / data.high) * data.columns;
    for (let x = 0; x < image.width; x++, o += 4) {
      p[o + 3] = Math.max(p[o], p[o + 1], p[o + 2]);
      if (!data.grey) continue;
      const ink = colours[group[row + Math.floor(x / data.wide)] ?? 0];
      [p[o], p[o + 1], p[o + 2]] = ink;
    }
  }
  c.putImageData(pixels, 0, 0);
  return canvas;
}
