// Where the map is looked at: a place in [0, 1] lies `shift + place * stretch` pixels from the left or the top.
import { within } from "./numbers";

export type Pair = [number, number];

const PAD = 24; // pixels between the outermost points and the rim
const DEEPEST = 64; // times: places come in 16 bits, so a step stays below a pixel

export class Camera {
  size: Pair = [0, 0];
  times = 1;
  centre: Pair = [0.5, 0.5];
  stretch: Pair = [1, 1];
  shift: Pair = [0, 0];

  whole(): void {
    this.times = 1;
    this.centre = [0.5, 0.5];
    this.lay();
  }

  lay(size: Pair = this.size): void {
    this.size = size;
    this.stretch = size.map((s) => (s - 2 * PAD) * this.times) as Pair;
    this.shift = size.map((s, k) => s / 2 - this.centre[k] * this.stretch[k]) as Pair;
  }

  pixel([x, y]: Pair): Pair {
    return [this.shift[0] + x * this.stretch[0], this.shift[1] + y * this.stretch[1]];
  }

  place([px, py]: Pair): Pair {
    return [(px - this.shift[0]) / this.stretch[0], (py - this.shift[1]) / this.stretch[1]];
  }

  // The place under the pixel stays there.
  zoom(px: number, py: number, factor: number): void {
    const times = Math.min(DEEPEST, Math.max(1, this.times * factor));
    const off = [px - this.size[0] / 2, py - this.size[1] / 2];
    const under = off.map((o, k) => this.centre[k] + o / this.stretch[k]);
    const grown = this.stretch.map((s) => (s * times) / this.times);
    this.times = times;
    this.centre = times === 1 ? [0.5, 0.5] : (under.map((u, k) => within(u - off[k] / grown[k])) as Pair);
    this.lay();
  }

  pan(dx: number, dy: number): void {
    this.centre = [dx, dy].map((d, k) => within(this.centre[k] - d / this.stretch[k])) as Pair;
    this.lay();
  }
}
