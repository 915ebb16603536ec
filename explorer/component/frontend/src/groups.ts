// Groups of stored codes: their mean, the vector from one group to another, and the codes as a table.

export interface Codes {
  codes: Float32Array; // n * size
  size: number;
}

export function mean({ codes, size }: Codes, chosen: number[]): Float32Array {
  const sum = new Float64Array(size);
  for (const i of chosen) for (let k = 0; k < size; k++) sum[k] += codes[i * size + k];
  return Float32Array.from(sum, (v) => v / chosen.length);
}

// The attribute vector from one mean to another (Radford et al. 2016; Larsen et al. 2016).
export function difference(from: Float32Array, to: Float32Array): Float32Array {
  return to.map((v, k) => v - from[k]);
}

export function along(z: Float32Array, vector: Float32Array, strength: number): Float32Array {
  return z.map((v, k) => v + strength * vector[k]);
}

export function rowsOf({ codes, size }: Codes, chosen: number[]): Float32Array {
  const rows = new Float32Array(chosen.length * size);
  chosen.forEach((i, row) => rows.set(codes.subarray(i * size, (i + 1) * size), row * size));
  return rows;
}

// image,label,z0,…: nine digits bring back every 32-bit number as it was.
export function table(all: Codes, chosen: number[], label: ArrayLike<number>): string {
  const rows = rowsOf(all, chosen), { size } = all;
  const head = ["image", "label", ...Array.from({ length: size }, (_, k) => `z${k}`)];
  const lines = chosen.map((i, row) => {
    const code = Array.from(rows.subarray(row * size, (row + 1) * size), (v) => Number(v.toPrecision(9)));
    return [i, label[i], ...code].join();
  });
  return [head.join(), ...lines, ""].join("\n");
}
