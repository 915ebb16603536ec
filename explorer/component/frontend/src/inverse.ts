// From a place on the map back to a code.
import Delaunay, { type Corner } from "./delaunay";
import type { Pair } from "./camera";
import type { Points } from "./nearest";

export interface Spot {
  place: Pair; // where the code lies, which is not where it was asked for outside of all points
  z: Float32Array;
  corners: Corner[]; // of which stored codes it is mixed; none on a plane
}

export type Inverse = (place: Pair) => Spot;

// A plane through latent space: code = origin + x u + y v, y upwards.
export function affine([origin, u, v]: number[][]): Inverse {
  return (place) => ({
    place,
    z: Float32Array.from(origin, (o, k) => o + place[0] * u[k] + (1 - place[1]) * v[k]),
    corners: [],
  });
}

// Between the points: linear in each triangle of their Delaunay triangulation, so exact at a point and continuous
// across every edge; outside of the hull the nearest place on it.
export function barycentric(points: Points, codes: Float32Array, size: number): Inverse {
  const mesh = new Delaunay(points);
  return (asked) => {
    const { place, corners } = mesh.locate(asked);
    return { place, z: mixed(corners, codes, size), corners };
  };
}

export function mixed(corners: Corner[], codes: Float32Array, size: number): Float32Array {
  const z = new Float32Array(size);
  for (const [i, weight] of corners) for (let k = 0; k < size; k++) z[k] += weight * codes[i * size + k];
  return z;
}
