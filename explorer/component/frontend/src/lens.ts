// The lens: the picture and the words of the point under the pointer, beside it.
import type { Pair } from "./camera";
import type { MapData } from "./data";
import { thumb, type Sheet } from "./draw";

const AWAY = 18; // pixels from the point

export class Lens {
  private readonly screen: HTMLCanvasElement;

  constructor(private readonly root: HTMLElement) {
    this.screen = root.querySelector("canvas")!;
  }

  hide(): void {
    this.root.hidden = true;
  }

  show(i: number, data: MapData, pictures: Sheet | undefined, words: string, [x, y]: Pair, room: Pair): void {
    const { root, screen } = this;
    const pictured = pictures !== undefined && i < data.thumbs;
    root.hidden = false;
    screen.hidden = !pictured;
    root.classList.toggle("made", pictured);
    if (pictured) {
      const c = screen.getContext("2d")!;
      c.imageSmoothingEnabled = false;
      c.clearRect(0, 0, screen.width, screen.height);
      thumb(c, pictures, data, i, [0, 0, screen.width, screen.height]);
    }
    root.querySelector("b")!.textContent = words;
    root.querySelector("span")!.textContent = `${pictured ? "decoded · " : ""}image ${i}`;
    const { offsetWidth: w, offsetHeight: h } = root;
    root.style.left = `${x + AWAY + w > room[0] ? x - AWAY - w : x + AWAY}px`;
    root.style.top = `${Math.max(0, Math.min(y - 60, room[1] - h))}px`;
  }
}
