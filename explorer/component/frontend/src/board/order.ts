// The board in numbers: which tile lies at each place, row by row, and where keys and pointers lead.

export function swapped(order: readonly number[], a: number, b: number): number[] {
  const out = [...order];
  [out[a], out[b]] = [out[b], out[a]];
  return out;
}

// The place an arrow leads to, at a rim the same one; nothing for other keys.
export function beside(key: string, at: number, grid: number): number | undefined {
  const [x, y] = [at % grid, Math.floor(at / grid)];
  const inside = (v: number) => Math.min(grid - 1, Math.max(0, v));
  switch (key) {
    case "ArrowLeft": return y * grid + inside(x - 1);
    case "ArrowRight": return y * grid + inside(x + 1);
    case "ArrowUp": return inside(y - 1) * grid + x;
    case "ArrowDown": return inside(y + 1) * grid + x;
    default: return undefined;
  }
}

// The place below a point of a box of `width` by `height`; nothing outside of it.
export function placeAt(x: number, y: number, width: number, height: number, grid: number): number | undefined {
  const [column, row] = [Math.floor((x / width) * grid), Math.floor((y / height) * grid)];
  return column >= 0 && row >= 0 && column < grid && row < grid ? row * grid + column : undefined;
}
