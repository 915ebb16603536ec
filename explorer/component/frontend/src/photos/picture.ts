// An <img> of a photo in a frame, and how it changes to another without an empty moment.
import type { Stage } from "./stage";
import { SHARP } from "./stage";

export class Picture {
  private url = "";
  private bytes: Uint8Array | undefined;
  private asked = 0;

  constructor(private readonly image: HTMLImageElement) {}

  // What it showed stays until the new one is decoded.
  async show(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    if (this.bytes && equal(this.bytes, bytes)) return;
    this.bytes = bytes;
    const turn = ++this.asked, url = URL.createObjectURL(new Blob([bytes])), loading = new Image();
    loading.src = url;
    await loading.decode();
    if (turn !== this.asked) return URL.revokeObjectURL(url); // another came meanwhile
    this.image.src = url;
    URL.revokeObjectURL(this.url);
    this.url = url;
  }

  lay(stage: Stage): void {
    const { scale, x, y } = stage.place, style = this.image.style;
    style.width = `${stage.photo.width}px`;
    style.height = `${stage.photo.height}px`;
    style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
    style.imageRendering = scale >= SHARP ? "pixelated" : "auto";
  }
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((v, i) => v === b[i]);
}
