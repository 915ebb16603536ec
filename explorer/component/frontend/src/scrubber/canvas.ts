// A canvas at the screen's own resolution, and what is drawn on it in CSS pixels.
export interface Sketch {
  c: CanvasRenderingContext2D;
  width: number;
  height: number;
  fresh: boolean; // nothing is on it yet
}

// Cleared, unless the caller draws over all of it.
export function fit(canvas: HTMLCanvasElement, clear = true): Sketch {
  const ratio = devicePixelRatio || 1;
  const width = canvas.clientWidth, height = canvas.clientHeight;
  const fresh = canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio);
  if (fresh) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  const c = canvas.getContext("2d")!;
  c.setTransform(ratio, 0, 0, ratio, 0, 0);
  c.globalAlpha = 1;
  c.textAlign = "left";
  c.textBaseline = "alphabetic";
  if (clear) c.clearRect(0, 0, width, height);
  return { c, width, height, fresh };
}

export function dot(c: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  c.beginPath();
  c.arc(x, y, radius, 0, 7);
  c.fill();
}

export function style(element: Element, name: string): string {
  return getComputedStyle(element).getPropertyValue(name).trim();
}
