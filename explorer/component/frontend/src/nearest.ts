// The nearest of many: points on the screen, codes in latent space.
import type { Camera, Pair } from "./camera";

export interface Points {
  x: Float32Array;
  y: Float32Array;
}

const ASIDE = 1e6; // more than any map has pixels

export type Seen = (i: number) => boolean;

// The nearest of the first `reach` points within `most` pixels, or -1. All are looked at: 0.3 ms for 70,000 points,
// and 0.9 ms for the key below, so that an index would save nothing that is felt.
export function nearestPoint({ x, y }: Points, camera: Camera, [px, py]: Pair, most: number, reach: number, seen: Seen) {
  const [[ax, ay], [bx, by]] = [camera.stretch, camera.shift];
  let best = -1, least = most * most;
  for (let i = 0; i < reach; i++) {
    const dx = bx + x[i] * ax - px, dy = by + y[i] * ay - py;
    const d = dx * dx + dy * dy;
    if (d < least && seen(i)) [best, least] = [i, d];
  }
  return best;
}

// The next point from `from` in a direction: one straight ahead, else one anywhere ahead, else `from`.
export function beside({ x, y }: Points, camera: Camera, from: number, way: Pair, reach: number, seen: Seen): number {
  const [x0, y0] = camera.pixel([x[from], y[from]]);
  let best = from, least = Infinity;
  for (let i = 0; i < reach; i++) {
    const [px, py] = camera.pixel([x[i], y[i]]);
    const along = (px - x0) * way[0] + (py - y0) * way[1];
    const across = Math.abs((px - x0) * way[1]) + Math.abs((py - y0) * way[0]);
    const cost = along + 2 * across + (along < across ? ASIDE : 0);
    if (along > 1 && cost < least && seen(i)) [best, least] = [i, cost];
  }
  return best;
}

export interface Found {
  index: number;
  distance: number;
}

// The nearest of the first `reach` codes to z, and the distance to the nearest of all.
export function nearestCode(codes: Float32Array, z: Float32Array, reach = Infinity): Found {
  const size = z.length, n = codes.length / size;
  let index = -1, least = Infinity, closest = Infinity;
  for (let i = 0, o = 0; i < n; i++, o += size) {
    const bound = i < reach ? least : closest;
    let d = 0;
    for (let k = 0; k < size && d < bound; k++) {
      const off = codes[o + k] - z[k];
      d += off * off;
    }
    if (d < closest) closest = d;
    if (i < reach && d < least) [index, least] = [i, d];
  }
  return { index, distance: Math.sqrt(closest) };
}
