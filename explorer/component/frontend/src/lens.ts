// The lens: the picture and the words of the point under the pointer, beside it.
import type { Pair } from "./camera";
import type { MapData } from "./data";
import { thumb } from "./draw";
import type { Images } from "./slot";

const AWAY = 18; // pixels from the point

export class Lens {
  private readonly screen: HTMLCanvasElement;

  constructor(private readonly root: HTMLElement) {
    this.screen = root.querySelector("canvas")!;
  }

  hide(): void {
    this.root.hidden = true;
  }

  // A decoded picture has a dashed frame, a real one a solid frame, and without a picture there are words alone.
  show(i: number, data: MapData, images: Images | undefined, [label, ...words]: string[]): void {
    const { root, screen } = this, sheet = images?.sheet;
    root.hidden = false;
    screen.hidden = !sheet;
    root.classList.toggle("pictured", !!sheet);
    root.classList.toggle("real", !!sheet && images.real);
    if (sheet) {
      const c = screen.getContext("2d")!;
      c.imageSmoothingEnabled = false;
      c.clearRect(0, 0, screen.width, screen.height);
      thumb(c, sheet, { ...data, columns: images.columns }, i, [0, 0, screen.width, screen.height]);
    }
    const kind = sheet ? (images.real ? "real · " : "decoded · ") : "";
    root.querySelector("b")!.textContent = label;
    root.querySelector("span")!.textContent = [...words, `${kind}image ${i}`].join("\n");
  }

  stand([x, y]: Pair, room: Pair): void {
    const { root } = this, { offsetWidth: w, offsetHeight: h } = root;
    root.style.left = `${x + AWAY + w > room[0] ? x - AWAY - w : x + AWAY}px`;
    root.style.top = `${Math.max(0, Math.min(y - 60, room[1] - h))}px`;
  }
}
