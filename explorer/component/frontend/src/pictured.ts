// Pictures in the tray, decoded from codes: the last stays until the next is there.
import type { Decoder } from "./decoder";
import { Latest } from "./latest";
import type { Picture } from "./worker";

export class Pictured {
  private readonly queue = new Latest<{ decoder: Decoder; z: Float32Array }>((job) => this.paint(job.decoder, job.z));

  constructor(private readonly canvas: HTMLCanvasElement) {}

  show(decoder: Decoder, z: Float32Array): void {
    this.queue.offer({ decoder, z });
  }

  private async paint(decoder: Decoder, z: Float32Array): Promise<void> {
    drawn(await decoder.aside(z), this.canvas);
    this.canvas.dataset.z = z.join();
  }
}

export function drawn({ pixels, wide, high }: Picture, canvas = document.createElement("canvas")): HTMLCanvasElement {
  [canvas.width, canvas.height] = [wide, high];
  canvas.getContext("2d")!.putImageData(new ImageData(pixels, wide, high), 0, 0);
  return canvas;
}
