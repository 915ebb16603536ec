// A row of pictures decoded along a path, which can be saved.
import type { Decoder } from "./decoder";
import { drawn } from "./pictured";
import { save } from "./saved";
import type { Picture } from "./worker";

const PICTURES = 8;
const SIDE = 112; // pixels of a picture as saved, about
const GAP = 8;

export class Strip {
  private turn = 0;

  constructor(private readonly canvas: HTMLCanvasElement) {}

  async show(decoder: Decoder, code: (t: number) => Float32Array): Promise<void> {
    const turn = ++this.turn;
    this.canvas.dataset.pictures = "0";
    for (let k = 0; k < PICTURES; k++) {
      const picture = await decoder.aside(code(k / (PICTURES - 1)));
      if (turn !== this.turn) return;
      this.paint(k, picture);
    }
  }

  save(name: string): void {
    this.canvas.toBlob((blob) => blob && save(blob, name));
  }

  private paint(k: number, picture: Picture): void {
    const { canvas } = this, times = Math.max(1, Math.round(SIDE / Math.max(picture.wide, picture.high)));
    const [wide, high] = [picture.wide * times, picture.high * times];
    const all = PICTURES * (wide + GAP) - GAP;
    if (canvas.width !== all || canvas.height !== high) [canvas.width, canvas.height] = [all, high];
    const c = canvas.getContext("2d")!;
    c.imageSmoothingEnabled = false;
    c.drawImage(drawn(picture), k * (wide + GAP), 0, wide, high);
    canvas.dataset.pictures = String(k + 1);
  }
}
