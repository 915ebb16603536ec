// Points and pictures on the canvas.
import type { Camera } from "./camera";
import { rgb, type Ink } from "./colours";
import type { MapData } from "./data";
import type { Points, Seen } from "./nearest";
import { within } from "./numbers";

export type Sheet = HTMLCanvasElement | HTMLImageElement;

const FEW = 1000; // points, up to which they are drawn larger

export interface Scene extends Points {
  data: MapData;
  group: Uint16Array;
  inks: string[];
  seen: Seen;
  camera: Camera;
}

// Written pixel by pixel: a twentieth of the time that stamps or paths take.
export function drawPoints(c: CanvasRenderingContext2D, scene: Scene, alpha: number, ratio: number): number {
  const { x, y, group, camera } = scene;
  const [[ax, ay], [bx, by]] = [camera.stretch, camera.shift];
  const inks = scene.inks.map(rgb);
  const { masks, half, side } = discs((x.length < FEW ? 3.5 : 2.5) * ratio, alpha);
  const image = c.createImageData(c.canvas.width, c.canvas.height);
  let shown = 0;
  for (let i = 0; i < x.length; i++) {
    if (!scene.seen(i)) continue;
    shown++;
    const px = (bx + x[i] * ax) * ratio, py = (by + y[i] * ay) * ratio;
    const left = Math.floor(px), top = Math.floor(py);
    if (left < half || top < half || left + side > image.width || top + side > image.height) continue;
    const mask = masks[Math.floor((py - top) * 4) * 4 + Math.floor((px - left) * 4)];
    stain(image, left - half, top - half, mask, side, inks[group[i]]);
  }
  c.putImageData(image, 0, 0);
  return shown;
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
  c.drawImage(sheet, (i % columns) * wide, Math.floor(i / columns) * high, wide, high, ...to);
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

// Places that keep `least` pixels from each other, in a grid with one place to a cell.
export class Apart {
  private readonly cells = new Map<string, [number, number]>();

  constructor(private readonly least: number) {}

  take(x: number, y: number): boolean {
    const column = Math.floor(x / this.least), row = Math.floor(y / this.least);
    for (let r = row - 1; r <= row + 1; r++)
      for (let c = column - 1; c <= column + 1; c++) {
        const other = this.cells.get(`${c},${r}`);
        if (other && Math.hypot(other[0] - x, other[1] - y) < this.least) return false;
      }
    this.cells.set(`${column},${row}`, [x, y]);
    return true;
  }
}

// A round point in each of 4 x 4 places within a pixel: how much of every pixel it covers.
function discs(radius: number, alpha: number): { masks: Float32Array[]; half: number; side: number } {
  const half = Math.ceil(radius), side = 2 * half + 2;
  const masks = Array.from({ length: 16 }, (_, q) => {
    const cx = half + ((q % 4) + 0.5) / 4, cy = half + (Math.floor(q / 4) + 0.5) / 4;
    const covered = (m: number) =>
      radius + 0.5 - Math.hypot((m % side) + 0.5 - cx, Math.floor(m / side) + 0.5 - cy);
    return Float32Array.from({ length: side * side }, (_, m) => within(covered(m)) * alpha);
  });
  return { masks, half, side };
}

// Lay a colour over what an image has, by a mask (Porter-Duff "over", alpha not multiplied in).
function stain({ data: d, width }: ImageData, left: number, top: number, mask: Float32Array, side: number, ink: Ink) {
  const [red, green, blue] = ink;
  for (let row = 0, m = 0; row < side; row++) {
    for (let o = ((top + row) * width + left) * 4, end = o + side * 4; o < end; o += 4, m++) {
      const a = mask[m];
      if (a === 0) continue;
      const all = a + (d[o + 3] / 255) * (1 - a), part = a / all;
      d[o] += (red - d[o]) * part;
      d[o + 1] += (green - d[o + 1]) * part;
      d[o + 2] += (blue - d[o + 2]) * part;
      d[o + 3] = all * 255;
    }
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
