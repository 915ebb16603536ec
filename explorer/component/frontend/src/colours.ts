// Colours: hexadecimal, blended, on a scale.
import { within } from "./numbers";

export type Ink = [number, number, number];

export const LEVELS = 64; // colours of a continuous scale

export function rgb(hex: string): Ink {
  return [1, 3, 5].map((k) => parseInt(hex.slice(k, k + 2), 16)) as Ink;
}

// `n` colours through the given ones.
export function blended(stops: string[], n: number): string[] {
  const colours = stops.map(rgb);
  return Array.from({ length: n }, (_, k) => {
    const place = (k / (n - 1)) * (stops.length - 1);
    const a = Math.min(stops.length - 2, Math.floor(place));
    const mixed = colours[a].map((v, j) => Math.round(v + (colours[a + 1][j] - v) * (place - a)));
    return `#${mixed.map((v) => v.toString(16).padStart(2, "0")).join("")}`;
  });
}

// Which of the `LEVELS` colours each value takes; both ends are clipped.
export function levels(values: Float32Array, low: number, high: number): Uint16Array {
  const step = 1 / Math.max(high - low, 1e-9);
  return Uint16Array.from(values, (v) => Math.round(within((v - low) * step) * (LEVELS - 1)));
}
