// The mask as it is seen over the photo: a red veil with a rim, at the screen's resolution.
import type { Mask } from "./mask";
import type { Place } from "./place";

const VEIL = 0x80, RIM = 0xff; // of 255: how much of it hides the photo
const INK = 0x3c38e0; // blue, green, red: as a canvas has them in a word of memory

export class Veil {
  private image: ImageData | undefined;

  constructor(private readonly canvas: HTMLCanvasElement) {}

  draw(mask: Mask, place: Place): void {
    const ratio = devicePixelRatio || 1, c = this.canvas.getContext("2d")!;
    const width = Math.max(1, Math.round(this.canvas.clientWidth * ratio)), height = Math.max(1, Math.round(this.canvas.clientHeight * ratio));
    if (this.canvas.width !== width || this.canvas.height !== height) [this.canvas.width, this.canvas.height] = [width, height];
    if (this.image?.width !== width || this.image.height !== height) this.image = c.createImageData(width, height);
    veil(new Uint32Array(this.image.data.buffer), width, height, mask, place, ratio);
    c.putImageData(this.image, 0, 0);
  }
}

// Words of the picture: the ink where the pixel's middle lies on a hidden cell, more of it at the hole's rim.
export function veil(words: Uint32Array, width: number, height: number, mask: Mask, place: Place, ratio: number): void {
  const columns = Int32Array.from({ length: width }, (_, i) => Math.floor(((i + 0.5) / ratio - place.x) / place.scale));
  const wide = mask.size.width, high = mask.size.height;
  words.fill(0);
  for (let j = 0; j < height; j++) {
    const row = Math.floor(((j + 0.5) / ratio - place.y) / place.scale);
    if (row < 0 || row >= high) continue;
    for (let i = 0, last = 0; i < width; i++) {
      const column = columns[i];
      const cell = column < 0 || column >= wide ? 0 : mask.cells[row * wide + column];
      const above = j > 0 && words[(j - 1) * width + i] >>> 24 > 0;
      if (cell) words[j * width + i] = ((last && above ? VEIL : RIM) << 24) | INK;
      if (!cell && last) words[j * width + i - 1] = (RIM << 24) | INK;
      if (!cell && above) words[(j - 1) * width + i] = (RIM << 24) | INK;
      last = cell;
    }
  }
}
