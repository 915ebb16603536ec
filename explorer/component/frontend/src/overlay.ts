// What is drawn over the points without them being drawn anew: a canvas of the map's size, and flags with a letter.
import type { Camera, Pair } from "./camera";

export class Overlay {
  readonly canvas = document.createElement("canvas");

  constructor(over: HTMLElement, name: string) {
    this.canvas.className = name;
    over.append(this.canvas);
  }

  // Cleared, in pixels of the page.
  begin([wide, high]: Pair): CanvasRenderingContext2D {
    const ratio = devicePixelRatio || 1, c = this.canvas.getContext("2d")!;
    [this.canvas.width, this.canvas.height] = [Math.round(wide * ratio), Math.round(high * ratio)];
    c.scale(ratio, ratio);
    return c;
  }
}

export class Flags {
  private readonly flags = new Map<string, { mark: HTMLElement; place: Pair }>();

  constructor(private readonly over: HTMLElement) {}

  put(letter: string, place: Pair | undefined): void {
    this.flags.get(letter)?.mark.remove();
    this.flags.delete(letter);
    if (!place) return;
    const mark = Object.assign(document.createElement("div"), { className: "flag", textContent: letter });
    this.over.append(mark);
    this.flags.set(letter, { mark, place });
  }

  lay(camera: Camera): void {
    for (const { mark, place } of this.flags.values()) {
      const [x, y] = camera.pixel(place);
      mark.style.transform = `translate(${x}px, ${y}px)`;
    }
  }
}
