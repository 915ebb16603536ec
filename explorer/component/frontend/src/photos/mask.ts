// A mask at the photo's own resolution, one byte a pixel: painted by whole numbers, and every edit a list of toggled runs.
import type { Size } from "./place";

export type Runs = Uint32Array; // start, length, start, length, …

const KEPT = 100; // edits that can be undone

export class Mask {
  readonly cells: Uint8Array;
  private readonly done: Runs[] = [];
  private readonly undone: Runs[] = [];
  private before: Uint8Array | undefined; // the cells when the stroke began

  constructor(readonly size: Size) {
    this.cells = new Uint8Array(size.width * size.height);
  }

  get canUndo(): boolean {
    return this.done.length > 0;
  }

  get canRedo(): boolean {
    return this.undone.length > 0;
  }

  begin(): void {
    this.before = this.cells.slice();
  }

  // A disc drawn along a line of the photo's pixels, put on or taken off.
  sweep(x0: number, y0: number, x1: number, y1: number, radius: number, value: 0 | 1): void {
    const steps = Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0));
    for (let i = 0; i <= steps; i++) {
      const t = steps ? i / steps : 0;
      disc(this.cells, this.size, Math.round(x0 + (x1 - x0) * t), Math.round(y0 + (y1 - y0) * t), radius, value);
    }
  }

  // End of a stroke: whether it changed anything.
  end(): boolean {
    const before = this.before;
    this.before = undefined;
    return before !== undefined && this.keep(changed(before, this.cells));
  }

  clear(): boolean {
    return this.become(new Uint8Array(this.cells.length));
  }

  invert(): boolean {
    const runs = Uint32Array.of(0, this.cells.length);
    toggle(this.cells, runs);
    return this.keep(runs);
  }

  become(cells: Uint8Array): boolean {
    const runs = changed(this.cells, cells);
    toggle(this.cells, runs);
    return this.keep(runs);
  }

  undo(): boolean {
    return this.step(this.done, this.undone);
  }

  redo(): boolean {
    return this.step(this.undone, this.done);
  }

  private step(from: Runs[], to: Runs[]): boolean {
    const runs = from.pop();
    if (!runs) return false;
    toggle(this.cells, runs);
    to.push(runs);
    return true;
  }

  private keep(runs: Runs): boolean {
    if (!runs.length) return false;
    this.done.push(runs);
    if (this.done.length > KEPT) this.done.shift();
    this.undone.length = 0;
    return true;
  }
}

// The pixels whose middle is no farther than `radius` from (x, y)'s.
function disc(cells: Uint8Array, { width, height }: Size, x: number, y: number, radius: number, value: 0 | 1): void {
  for (let row = Math.max(0, y - radius); row <= Math.min(height - 1, y + radius); row++) {
    const half = Math.floor(Math.sqrt(radius * radius - (row - y) * (row - y)));
    const from = Math.max(0, x - half), to = Math.min(width, x + half + 1);
    if (from < to) cells.fill(value, row * width + from, row * width + to);
  }
}

export function changed(before: Uint8Array, after: Uint8Array): Runs {
  const runs: number[] = [];
  for (let i = 0; i < before.length; i++) {
    if (before[i] === after[i]) continue;
    const start = i;
    while (i < before.length && before[i] !== after[i]) i++;
    runs.push(start, i - start);
  }
  return Uint32Array.from(runs);
}

export function toggle(cells: Uint8Array, runs: Runs): void {
  for (let k = 0; k < runs.length; k += 2) for (let i = runs[k], end = i + runs[k + 1]; i < end; i++) cells[i] ^= 1;
}

// Eight cells to a byte, the first in its highest bit, as numpy's packbits does; and back.
export function packed(cells: Uint8Array): Uint8Array<ArrayBuffer> {
  const bits = new Uint8Array(Math.ceil(cells.length / 8));
  for (let i = 0; i < cells.length; i++) bits[i >> 3] |= cells[i] << (7 - (i & 7));
  return bits;
}

export function unpacked(bits: Uint8Array, length: number): Uint8Array {
  const cells = new Uint8Array(length);
  for (let i = 0; i < length; i++) cells[i] = (bits[i >> 3] >> (7 - (i & 7))) & 1;
  return cells;
}

// As zlib packs (RFC 1950).
export async function deflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return through(bytes, new CompressionStream("deflate"));
}

export async function inflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return through(bytes, new DecompressionStream("deflate"));
}

async function through(bytes: Uint8Array<ArrayBuffer>, stream: GenericTransformStream): Promise<Uint8Array> {
  const out = new Blob([bytes]).stream().pipeThrough(stream as unknown as ReadableWritablePair<Uint8Array, Uint8Array>);
  return new Uint8Array(await new Response(out).arrayBuffer());
}
