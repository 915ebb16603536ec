// A student's own image, drawn, chosen, pasted or dropped: encoded here, and placed among its neighbours on the map.
import type { Pair } from "./camera";
import { decoderOf, type Encoded } from "./decoder";
import { averaged, cropped, inverted, lightBorder, likeMnist, painted, raster, stepped, type Raster } from "./fitting";
import { Latest } from "./latest";
import { unpacked } from "./numbers";
import { EMPTY, Pad, type Work } from "./pad";
import { Panel } from "./panel";
import { photoOf, Refused } from "./photo";
import type { Ground, Point } from "./point";

const EMPTY_PAD = "Draw with the pointer or a finger: the point goes to the code that the encoder gives your image.";
const WAITING = "The encoder is on its way.";
const ALONE = "Without a decoder, no image can be encoded here either.";
const BOXED =
  "28 × 28, as MNIST was made (LeCun et al. 1998): the ink fitted to 20 × 20, its centre of mass put in the middle";
const INVERTED = "Inverted, since its rim is light and the data lie on black.";
const RIGHT = 0.6; // of the map: from there on the words stand to the left of the marker
const PENS = { boxed: 0.08, grey: 0.14, colours: 0.2 }; // of the pad: about as broad as the data's own strokes

const maps = new Set<WeakRef<Own>>(); // those that have left the page are not kept by this
let kept: Work = EMPTY; // on the next map, of another page or run, it is there again

// The browser tells the document of a paste, and not what has the focus.
function pasted({ clipboardData }: ClipboardEvent): void {
  const picture = [...(clipboardData?.files ?? [])].find((file) => file.type.startsWith("image/"));
  for (const map of maps) {
    const own = map.deref();
    if (own) own.paste(picture);
    else maps.delete(map);
  }
}

export class Own {
  private readonly panel: Panel;
  private readonly pad: Pad;
  private readonly mark = document.createElement("div");
  private readonly queue = new Latest<void>(() => this.encode());
  private id = ""; // of the decoder
  private encoded: Encoded | undefined;
  private place: Pair | undefined;
  private asked = false; // by the person who is here now: then the point goes there
  private wrong = ""; // with the last file

  constructor(
    private readonly frame: HTMLElement,
    private readonly point: Point,
    private readonly ground: () => Ground | undefined,
  ) {
    this.panel = new Panel(frame);
    this.pad = new Pad(this.panel.find<HTMLCanvasElement>(".pad"), () => this.changed());
    this.mark.className = "you";
    this.mark.innerHTML = "<i></i><span><b>you</b> <em></em></span>";
    this.mark.hidden = true;
    frame.querySelector(".map")!.append(this.mark);
    this.pad.set(kept, false);
    this.asked = false;
    this.panel.open = !this.pad.empty;
    this.buttons();
    this.arrivals();
  }

  // After the data have changed, or more has come of what the run needs.
  renew(): void {
    const ground = this.ground();
    if (!ground) return;
    const { data } = ground, { wide, high, grey, dark, boxed } = data, { pad, panel } = this;
    const found = this.decoder();
    if (found?.id !== this.id || !this.id) {
      this.id = found?.id ?? "";
      this.encoded = undefined;
      panel.lay(wide, high);
      panel.inks(!grey, (colour) => (pad.ink = colour));
      [pad.ink, pad.size] = [grey && !dark ? "#000000" : "#ffffff", boxed ? PENS.boxed : grey ? PENS.grey : PENS.colours];
      panel.find<HTMLInputElement>(".width input").value = String(100 * pad.size);
      pad.lay(wide, high, dark ? "#000000" : grey ? "#ffffff" : "#808080");
    }
    this.show();
    this.place = this.encoded && this.point.placeOf(this.encoded.z);
    if (!this.encoded) this.queue.offer();
    this.lay();
  }

  // The marker, where the map is looked at now.
  lay(): void {
    const camera = this.ground()?.camera, at = this.place && camera?.pixel(this.place);
    this.mark.hidden = !at;
    if (!at || !camera) return;
    this.mark.style.transform = `translate(${at[0]}px, ${at[1]}px)`;
    this.mark.classList.toggle("right", at[0] > RIGHT * camera.size[0]);
  }

  private decoder() {
    const ground = this.ground();
    return ground && decoderOf(ground.data.decoder);
  }

  // Why nothing can be encoded, or not yet.
  private missing(): string {
    if (this.ground()?.data.refused) return ALONE;
    const decoder = this.decoder();
    return decoder?.unable || (decoder?.encoding ? "" : WAITING);
  }

  private buttons(): void {
    const { panel, pad } = this;
    panel.button.onclick = () => {
      panel.open = !panel.open;
      if (panel.open) panel.root.scrollIntoView({ block: "nearest", behavior: "smooth" });
    };
    panel.find(".undo").onclick = () => pad.undo();
    panel.find(".clear").onclick = () => !pad.empty && pad.set(EMPTY);
    panel.find(".back").onclick = () => this.encoded && this.point.go(this.encoded.z);
    const width = panel.find<HTMLInputElement>(".width input");
    width.oninput = () => (pad.size = Number(width.value) / 100);
    const invert = panel.find<HTMLInputElement>(".invert input");
    invert.onchange = () => pad.set({ ...pad.work, invert: invert.checked });
    const choice = panel.find<HTMLInputElement>("input[type=file]");
    choice.onchange = () => {
      void this.take(choice.files?.[0]);
      choice.value = ""; // the same file may be chosen again
    };
  }

  private arrivals(): void {
    const { root } = this.panel;
    root.addEventListener("dragover", (e) => e.preventDefault());
    root.addEventListener("drop", (e) => {
      e.preventDefault();
      void this.take(e.dataTransfer?.files[0]);
    });
    maps.add(new WeakRef(this));
    document.addEventListener("paste", pasted); // once, however many maps there are
  }

  paste(file: File | undefined): void {
    const { activeElement } = this.frame.getRootNode() as Document | ShadowRoot;
    if (this.frame.contains(activeElement)) void this.take(file);
  }

  private async take(file: File | undefined): Promise<void> {
    if (!file) return;
    this.panel.open = true;
    try {
      const photo = await photoOf(file);
      const paper = this.onPaper(photo);
      this.pad.set({ photo, strokes: [], paper, invert: paper });
    } catch (why) {
      if (!(why instanceof Refused)) throw why;
      this.wrong = why.message;
      this.show();
    }
  }

  // Dark on light, where the data are light on black.
  private onPaper(photo: HTMLCanvasElement): boolean {
    const data = this.ground()?.data, { width, height } = photo;
    if (!data?.dark) return false;
    const grey = raster(photo.getContext("2d")!.getImageData(0, 0, width, height), 1);
    return lightBorder(averaged(grey, cropped(width, height, data.wide / data.high), data.wide, data.high));
  }

  private changed(): void {
    kept = this.pad.work;
    this.asked = true;
    this.wrong = "";
    this.show();
    this.queue.offer();
  }

  // What the pad has, in words.
  private show(): void {
    const { panel, pad } = this, data = this.ground()?.data;
    if (!data) return;
    const { photo, paper, invert } = pad.work, size = `${data.wide} × ${data.high}`;
    const grey = data.grey ? " in grey" : "";
    panel.find(".invert").hidden = !photo;
    panel.find<HTMLInputElement>(".invert input").checked = invert;
    panel.find<HTMLButtonElement>(".undo").disabled = !pad.undoable;
    panel.find<HTMLButtonElement>(".clear").disabled = pad.empty;
    const whole = photo ? `${size}, the middle of your picture averaged${grey}` : `${size}, the whole pad averaged: draw large`;
    panel.caption(data.boxed && !photo ? BOXED : whole);
    const usual = pad.empty ? EMPTY_PAD : paper && invert ? INVERTED : "";
    panel.say(this.wrong || this.missing() || usual, this.wrong !== "");
  }

  // The pad's picture as one of the run's; none where it is empty.
  private fitted(): Raster | undefined {
    const data = this.ground()?.data, { pad } = this;
    if (!data || pad.empty) return undefined;
    const given = raster(pad.pixels(), data.grey ? 1 : 3);
    const { photo, invert } = pad.work;
    if (data.boxed && !photo) return stepped(likeMnist(given));
    const small = averaged(given, [0, 0, given.wide, given.high], data.wide, data.high);
    return stepped(invert ? inverted(small) : small);
  }

  private async encode(): Promise<void> {
    const ground = this.ground(), fitted = this.fitted(), decoder = this.decoder();
    if (!ground) return;
    if (!fitted) return this.forget();
    this.panel.paint(painted(fitted));
    if (!decoder?.encoding) return;
    const found = await decoder.encode(fitted.values);
    if (decoder.id !== this.id || this.pad.empty) return;
    this.encoded = found;
    if (this.asked) this.point.go(found.z);
    this.place = this.point.placeOf(found.z);
    this.tell(ground, decoder.within);
    this.lay();
  }

  private tell({ data }: Ground, within: number): void {
    const { error, distance, z } = this.encoded!;
    const errors = unpacked(data.errors, Float32Array);
    const usual = errors.reduce((sum, v) => sum + v, 0) / errors.length;
    this.panel.tell({ error, usual, distance, within });
    this.mark.querySelector("em")!.textContent =
      `squared error ${error.toFixed(1)}, ${distance > within ? "off" : "on"} the data`;
    Object.assign(this.mark.dataset, { z: Array.from(z).join(), place: this.place?.join(), error: String(error) });
  }

  private forget(): void {
    this.encoded = this.place = undefined;
    this.panel.tell(undefined);
    const { wide, high } = this.ground()!.data;
    this.panel.lay(wide, high);
    this.lay();
  }
}
