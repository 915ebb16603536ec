// From a code to its place on the map, which is never fitted anew: on a plane its foot, else where its neighbours lie.
import type { Pair } from "./camera";
import type { Corner } from "./delaunay";
import type { Points } from "./nearest";

export type Placing = (z: Float32Array) => Pair;

const NEIGHBOURS = 5;
const CLOSE = 0.1; // of the map: a neighbour that lies farther from the nearest one's place belongs to another region

// The foot of the perpendicular from the code to the plane: least squares.
export function onPlane([origin, u, v]: number[][]): Placing {
  const dot = (a: ArrayLike<number>, b: ArrayLike<number>) => Array.from(a).reduce((sum, w, k) => sum + w * b[k], 0);
  const [uu, uv, vv] = [dot(u, u), dot(u, v), dot(v, v)];
  const whole = uu * vv - uv * uv || 1;
  return (z) => {
    const off = Float64Array.from(z, (w, k) => w - origin[k]);
    const [a, b] = [dot(off, u), dot(off, v)];
    return [(a * vv - b * uv) / whole, 1 - (b * uu - a * uv) / whole];
  };
}

// The mean of the places of the nearest codes, the nearer the heavier: exact at a stored code.
export function amongNeighbours(points: Points, codes: Float32Array, size: number): Placing {
  return (z) => centre(points, neighbours(codes, z, size));
}

// Whether these points lie near each other on the map: then what is mixed of them lies between them.
export function together({ x, y }: Points, corners: Corner[]): boolean {
  const [[first]] = corners;
  return corners.every(([i]) => Math.hypot(x[i] - x[first], y[i] - y[first]) <= CLOSE);
}

// The mean of the places of these points by their weights.
export function centre({ x, y }: Points, corners: Corner[]): Pair {
  const [[first]] = corners;
  const here = corners.filter(([i]) => Math.hypot(x[i] - x[first], y[i] - y[first]) <= CLOSE);
  const whole = here.reduce((sum, [, w]) => sum + w, 0);
  return [x, y].map((v) => here.reduce((sum, [i, w]) => sum + (w / whole) * v[i], 0)) as Pair;
}

// The nearest stored codes, the nearest first, each with a weight that falls with the square of its distance.
export function neighbours(codes: Float32Array, z: Float32Array, size: number, most = NEIGHBOURS): Corner[] {
  const best: Corner[] = [];
  for (let i = 0, o = 0; o < codes.length; i++, o += size) {
    const bound = best.length < most ? Infinity : best[most - 1][1];
    let d = 0;
    for (let k = 0; k < size && d < bound; k++) d += (codes[o + k] - z[k]) ** 2;
    if (d >= bound) continue;
    let at = best.length < most ? best.length : most - 1;
    for (; at > 0 && best[at - 1][1] > d; at--) best[at] = best[at - 1];
    best[at] = [i, d];
  }
  if (best[0][1] === 0) return [[best[0][0], 1]];
  const whole = best.reduce((sum, [, d]) => sum + 1 / d, 0);
  return best.map(([i, d]) => [i, 1 / d / whole]);
}
