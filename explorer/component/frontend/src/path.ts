// Paths between two codes, with the numbers of explorer/latent/interpolation.py.

export type Path = (a: Float32Array, b: Float32Array, t: number) => Float32Array;

// The straight line.
export const lerp: Path = (a, b, t) => a.map((v, k) => (1 - t) * v + t * b[k]);

// The arc: the direction turns evenly (Shoemake 1985), the length goes straight. A sample of N(0, I) lies near the
// sphere of radius sqrt(d), which the straight line cuts through (White 2016).
export const slerp: Path = (a, b, t) => {
  const [long, wide] = [length(a), length(b)];
  if (Math.min(long, wide) < 1e-8) return lerp(a, b, t);
  const cosine = a.reduce((sum, v, k) => sum + (v / long) * (b[k] / wide), 0);
  const omega = Math.acos(Math.min(1, Math.max(-1, cosine)));
  const sine = Math.sin(omega);
  if (sine < 1e-4) return lerp(a, b, t); // parallel, or opposite: no arc is shorter than another
  const [from, to] = [Math.sin((1 - t) * omega) / sine / long, Math.sin(t * omega) / sine / wide];
  const reach = (1 - t) * long + t * wide;
  return a.map((v, k) => (from * v + to * b[k]) * reach);
};

export const PATHS = { lerp, slerp };

export function length(z: Float32Array): number {
  return Math.sqrt(z.reduce((sum, v) => sum + v * v, 0));
}

// There and back again: the place on the path, and which way it goes, after another `part` of a way.
export function swung(t: number, way: 1 | -1, part: number): { t: number; way: 1 | -1 } {
  const run = ((way > 0 ? t : 2 - t) + part) % 2;
  return run <= 1 ? { t: run, way: 1 } : { t: 2 - run, way: -1 };
}
