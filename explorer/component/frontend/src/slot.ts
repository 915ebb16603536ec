// The slot beside the map: the decoded picture, whether its code is like the data's, and the nearest stored code.
import type { MapData } from "./data";
import type { Cycle, Decoded } from "./decoder";
import { thumb } from "./draw";

export interface Images {
  sheet: CanvasImageSource | undefined;
  columns: number;
  real: boolean; // not decoded
}

const LEAST = 192; // pixels: the decoded picture is at least as wide
const MOST = 208;

export class Slot {
  private readonly picture: HTMLCanvasElement;
  private readonly near: HTMLCanvasElement;
  private readonly find: (name: string) => HTMLElement;
  private shown = ""; // the nearest image, as drawn
  private stored = true; // the code is one of the data's own
  private away = false; // farther from all stored codes than they are from each other
  private astray = false; // decoded and encoded it does not come back to where it was

  constructor(private readonly root: HTMLElement) {
    this.find = (name) => root.querySelector<HTMLElement>(name)!;
    this.picture = root.querySelector<HTMLCanvasElement>(".picture")!;
    this.near = root.querySelector<HTMLCanvasElement>(".nearest canvas")!;
  }

  // The room is taken before there is a picture, so that nothing jumps.
  lay({ wide, high, side }: MapData): void {
    const factor = Math.max(1, Math.ceil(LEAST / side));
    const scale = side * factor <= MOST ? factor : MOST / side;
    this.root.classList.toggle("smooth", scale < 1);
    [this.picture, this.near].forEach((canvas, k) => {
      canvas.style.width = `${(wide * scale) / (k + 1)}px`;
      canvas.style.height = `${(high * scale) / (k + 1)}px`;
    });
    this.shown = "";
  }

  say(words: string, failed = false): void {
    this.find(".message").textContent = words;
    this.root.classList.toggle("failed", failed);
    this.root.classList.toggle("waiting", words !== "");
  }

  paint({ pixels, wide, high, distance, cycle }: Decoded, within: number, z: Float32Array): void {
    const { picture } = this;
    if (picture.width !== wide || picture.height !== high) [picture.width, picture.height] = [wide, high];
    picture.getContext("2d")!.putImageData(new ImageData(pixels, wide, high), 0, 0);
    picture.dataset.z = z.join();
    this.stored = distance === 0;
    this.away = distance > within;
    if (!cycle) this.astray = false; // else as for the last one until its own is there, so that nothing flickers
    this.find(".distance").textContent =
      `${distance.toFixed(2)} from the nearest code; 95 % of the data lie within ${within.toFixed(2)} of theirs`;
    this.judge();
  }

  cycle({ distance, usual }: Cycle): void {
    this.find(".cycle").textContent =
      `encoded again: ${distance.toFixed(2)} away; 95 % of the data's codes within ${usual.toFixed(2)}`;
    this.picture.dataset.cycle = String(distance);
    this.astray = distance > usual;
    this.judge();
  }

  // Between the clusters of mnist-ae's UMAP the distance finds 1 % of the places off the data, the cycle error 69 %
  // (mnist-vae: 0 and 13 %): the codes of an empty region may lie near others and still not be what the encoder says.
  private judge(): void {
    const off = !this.stored && (this.away || this.astray);
    this.root.classList.toggle("off", off);
    this.find(".where b").textContent = off ? "off the data" : "on the data";
    this.find(".distance").classList.toggle("reason", off && this.away);
    this.find(".cycle").classList.toggle("reason", off && this.astray);
    this.picture.dataset.off = String(off);
  }

  neighbour(i: number, { sheet, columns, real }: Images, data: MapData, words: string): void {
    const shown = `${i} ${real}`;
    if (shown === this.shown || i < 0 || !sheet) return;
    this.shown = shown;
    const c = this.near.getContext("2d")!;
    [this.near.width, this.near.height] = [data.wide, data.high];
    thumb(c, sheet, { ...data, columns }, i, [0, 0, data.wide, data.high]);
    this.find(".nearest").classList.toggle("real", real);
    this.find(".nearest .what").textContent = real ? "nearest real image" : "nearest code";
    this.find(".nearest b").textContent = words;
    this.find(".nearest .index").textContent = `image ${i}`;
    this.find(".nearest .how").textContent = real ? "as it is" : "decoded, too";
    Object.assign(this.near.dataset, { index: String(i), real: String(real) });
  }
}
