// Numbers as they come from Python.

export function within(v: number, low = 0, high = 1): number {
  return Math.min(high, Math.max(low, v));
}

type Numbers<T> = new (buffer: ArrayBuffer) => T;

// Numbers that came as base64 of little-endian bytes.
export function unpacked<T>(text: string, Kind: Numbers<T>): T {
  return new Kind(Uint8Array.from(atob(text), (s) => s.charCodeAt(0)).buffer);
}
