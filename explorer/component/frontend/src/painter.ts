// The points of a map, written pixel by pixel into one image that is kept from frame to frame.
//
// No WebGL and no library: 70,000 points take 9 ms of one core at 588 x 486 pixels, 10,000 take 2 ms, and twice as many
// pixels a side 20 ms, with or without a GPU. Side by side without one, regl-scatterplot 1.16 (215 kB) made a third of
// the frames (`bench map`); a GPU would save less than a frame of 16.7 ms, and a second painter would have to look alike.
import { rgb, type Ink } from "./colours";
import type { Scene } from "./draw";

export interface Screen {
  words: Int32Array; // a pixel each: alpha, blue, green, red from the highest byte, as an ImageData has it
  wide: number;
  high: number;
}

// Which pixels a point covers, from its own on, and by how much of 255 each.
interface Disc {
  offsets: Int32Array;
  alphas: Int32Array; // shifted by a byte
}

interface Discs {
  places: Disc[]; // in each of 4 x 4 places within a pixel
  half: number; // pixels to the left of its own and above
}

const FEW = 1000, MANY = 20_000; // points, up to which they are drawn larger and beyond which smaller
const LARGEST = 3.5; // pixels
const FULL = 248; // of 255: what is covered so far counts as covered, and saves a fifth of the time

// Points grow a little as one comes nearer.
export function radius(points: number, times: number): number {
  const whole = points < FEW ? LARGEST : points <= MANY ? 2.5 : 1.75;
  return Math.min(LARGEST, whole * times ** 0.25);
}

export class Painter {
  private image: ImageData | undefined;
  private words = new Int32Array(0);
  private discs: Discs = { places: [], half: 0 };
  private made = ""; // what the discs are for
  private readonly under = new Under();

  draw(c: CanvasRenderingContext2D, scene: Scene, alpha: number, ratio: number): number {
    const { width, height } = c.canvas;
    if (this.image?.width !== width || this.image.height !== height) {
      this.image = c.createImageData(width, height);
      this.words = new Int32Array(this.image.data.buffer);
    }
    this.words.fill(0);
    const shown = this.paint({ words: this.words, wide: width, high: height }, scene, alpha, ratio);
    c.putImageData(this.image, 0, 0);
    return shown;
  }

  // From the last point, which lies on top, to the first: where the picture is full nothing more is done.
  paint({ words, wide, high }: Screen, scene: Scene, alpha: number, ratio: number): number {
    const { x, y, group, camera, seen } = scene;
    const { places, half } = this.discsOf(radius(x.length, camera.times) * ratio, alpha, wide);
    const inks = Int32Array.from(scene.inks.map(rgb), word);
    const [ax, ay] = camera.stretch.map((v) => v * ratio), [bx, by] = camera.shift.map((v) => v * ratio);
    const right = wide - half - 1, bottom = high - half - 1;
    let shown = 0;
    for (let i = x.length - 1; i >= 0; i--) {
      if (!seen(i)) continue;
      shown++;
      const px = bx + x[i] * ax, py = by + y[i] * ay;
      if (!(px >= half && py >= half && px < right && py < bottom)) continue;
      const left = px | 0, top = py | 0;
      const disc = places[(((py - top) * 4) | 0) * 4 + (((px - left) * 4) | 0)];
      this.under.lay(words, left + top * wide, disc, inks[group[i]]);
    }
    return shown;
  }

  private discsOf(size: number, alpha: number, wide: number): Discs {
    const made = `${size} ${alpha} ${wide}`;
    if (made !== this.made) [this.discs, this.made] = [discs(size, alpha, wide), made];
    return this.discs;
  }
}

// Lays a colour under what is there (Porter & Duff 1984), by tables over both alphas.
class Under {
  private readonly part = new Int32Array(1 << 16); // of 256, that the new colour has in what results
  private readonly all = new Int32Array(1 << 16); // the alpha that results, in its byte

  constructor() {
    for (let own = 0, k = 0; own < 256; own++)
      for (let there = 0; there < 256; there++, k++) {
        const added = (own * (255 - there)) / 255, all = there + added;
        this.part[k] = all ? Math.round((256 * added) / all) : 0;
        this.all[k] = (all < FULL ? Math.round(all) : 255) << 24;
      }
  }

  lay(words: Int32Array, at: number, { offsets, alphas }: Disc, ink: number): void {
    const { part, all } = this;
    const redBlue = ink & 0xff00ff, green = ink & 0xff00;
    for (let m = 0; m < offsets.length; m++) {
      const o = at + offsets[m], word = words[o], there = word >>> 24;
      if (there === 255) continue;
      const pair = alphas[m] | there;
      const own = part[pair], rest = 256 - own;
      words[o] =
        (((Math.imul(word & 0xff00ff, rest) + Math.imul(redBlue, own)) >>> 8) & 0xff00ff) |
        (((Math.imul(word & 0xff00, rest) + Math.imul(green, own)) >>> 8) & 0xff00) |
        all[pair];
    }
  }
}

function word([red, green, blue]: Ink): number {
  return red | (green << 8) | (blue << 16);
}

// A round point of `size` pixels' radius: a pixel at its rim is covered in part.
function discs(size: number, alpha: number, wide: number): Discs {
  const half = Math.ceil(size), side = 2 * half + 2;
  const places = Array.from({ length: 16 }, (_, q) => {
    const cx = half + ((q % 4) + 0.5) / 4, cy = half + (Math.floor(q / 4) + 0.5) / 4;
    const covered = Array.from({ length: side * side }, (_, m) => {
      const part = size + 0.5 - Math.hypot((m % side) + 0.5 - cx, Math.floor(m / side) + 0.5 - cy);
      return Math.round(Math.min(1, Math.max(0, part)) * alpha * 255);
    });
    const cells = [...covered.keys()].filter((m) => covered[m] > 0);
    return {
      offsets: Int32Array.from(cells, (m) => (m % side) - half + (Math.floor(m / side) - half) * wide),
      alphas: Int32Array.from(cells, (m) => covered[m] << 8),
    };
  });
  return { places, half };
}
