// The component: a photo that holes are painted on. The mask goes to Python when a stroke ends, and only then.
import { opened, type Given } from "../data";
import { within } from "../numbers";
import { deflated, inflated, Mask, packed, unpacked } from "./mask";
import { base64, onPaste, type Pasted } from "./paste";
import { Picture } from "./picture";
import type { Size } from "./place";
import { Stage, TOOLS } from "./stage";
import { Veil } from "./veil";
import "./brush.css";

const HTML = `<div class="frame" tabindex="0" role="application" aria-label="Photo to paint on">
<img alt="" draggable="false"><canvas></canvas><div class="ring" hidden></div></div>
<div class="tools"><button type="button" data-tool="1" aria-pressed="true" title="B">Brush</button>
<button type="button" data-tool="0" aria-pressed="false" title="E">Eraser</button>
<label>Size <input type="range" min="1" max="200" value="24" aria-label="Size in pixels of the photo"><span class="size"></span></label></div>
<div class="tools"><button type="button" data-edit="undo" title="Ctrl+Z">Undo</button>
<button type="button" data-edit="redo" title="Ctrl+Shift+Z">Redo</button><button type="button" data-edit="clear">Clear</button>
<button type="button" data-edit="invert">Invert</button></div>
<div class="tools">${TOOLS}</div>
<div class="tools"><span class="hint"></span></div>`;
const HINT = "Wheel zooms, middle button or two fingers move. Keys: B E [ ] + − 0, arrows and space paint, Ctrl+Z.";
const ARROWS: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const EDITS = ["undo", "redo", "clear", "invert"] as const;
type Edit = (typeof EDITS)[number];

interface Head extends Size {
  id: string; // of the photo
  given: string; // of the mask that came with it, "" for none
}

// What Python reads.
interface Painted extends Size {
  photo: string;
  given: string; // the mask that it began with
  bits: string; // base64 of zlib of eight cells a byte
}

class Brush {
  private readonly frame: HTMLElement;
  private readonly ring: HTMLElement;
  private readonly slider: HTMLInputElement;
  private readonly stage: Stage;
  private readonly picture: Picture;
  private readonly veil: Veil;
  private mask = new Mask({ width: 1, height: 1 });
  private id = "";
  private given = "";
  private value: 0 | 1 = 1;
  private last: [number, number] | undefined; // of the stroke
  private cursor: [number, number] = [0, 0];
  private asked = 0;
  private silent = () => {};
  private tell = (_: Painted) => {};

  constructor(private readonly root: HTMLElement | ShadowRoot) {
    const box = document.createElement("div");
    box.className = "brush";
    box.innerHTML = HTML;
    root.append(box);
    this.frame = box.querySelector(".frame")!;
    this.ring = box.querySelector(".ring")!;
    this.slider = box.querySelector("input")!;
    this.picture = new Picture(box.querySelector("img")!);
    this.veil = new Veil(box.querySelector("canvas")!);
    const tools = box.querySelector<HTMLElement>(".tools:has([data-zoom])")!;
    this.stage = new Stage(this.frame, tools, (e) => e.button === 1 || (e.buttons & 4) > 0, () => this.draw());
    this.listen(box);
    this.say(HINT);
  }

  show(bytes: Uint8Array, tell: (painted: Painted) => void, pasted: (found: Pasted) => void): void {
    const { head, parts } = opened(bytes), { id, given, width, height } = head as unknown as Head;
    this.tell = tell;
    if (id !== this.id) {
      this.mask = new Mask({ width, height });
      this.cursor = [width >> 1, height >> 1];
      [this.id, this.given] = [id, ""];
      const least = Math.min(width, height);
      this.slider.max = String(Math.max(8, least >> 1));
      this.slider.value = String(Math.max(2, Math.round(least / 20)));
    }
    void this.picture.show(parts[0]);
    this.stage.take({ width, height });
    if (given !== this.given) this.begin(given, parts[1]);
    this.said();
    this.silent();
    this.silent = onPaste(pasted, (sentence) => this.say(sentence));
  }

  leave(): void {
    this.silent();
  }

  // Python knows the mask that it gave, so that is not told; when it gives none any more, what is painted stays.
  private begin(given: string, bits: Uint8Array<ArrayBuffer>): void {
    this.given = given;
    if (given) void this.become(bits);
    else void this.send();
  }

  private async become(bits: Uint8Array<ArrayBuffer>): Promise<void> {
    const mask = this.mask, cells = unpacked(await inflated(bits), mask.cells.length);
    if (mask !== this.mask || !mask.become(cells)) return;
    this.draw();
    this.said();
  }

  private listen(box: HTMLElement): void {
    this.frame.addEventListener("pointerdown", (e) => this.down(e));
    this.frame.addEventListener("pointermove", (e) => this.move(e));
    for (const end of ["pointerup", "pointercancel"]) this.frame.addEventListener(end, () => this.up());
    this.frame.addEventListener("pointerleave", () => (this.ring.hidden = true));
    this.frame.addEventListener("keydown", (e) => this.key(e));
    this.slider.addEventListener("input", () => this.said());
    for (const button of box.querySelectorAll<HTMLElement>("[data-tool]"))
      button.addEventListener("click", () => this.take(Number(button.dataset.tool) as 0 | 1));
    for (const edit of EDITS) this.button(edit).addEventListener("click", () => this.edit(edit));
  }

  private get radius(): number {
    return Math.max(0, Math.round((Number(this.slider.value) - 1) / 2));
  }

  private button(edit: Edit): HTMLButtonElement {
    return this.root.querySelector(`[data-edit=${edit}]`)!;
  }

  private take(value: 0 | 1): void {
    this.value = value;
    for (const button of this.root.querySelectorAll<HTMLElement>("[data-tool]"))
      button.setAttribute("aria-pressed", String(Number(button.dataset.tool) === value));
  }

  private down(e: PointerEvent): void {
    if (this.stage.fingersDown > 1) return this.up(); // two fingers move the photo
    if (e.button !== 0) return;
    this.frame.setPointerCapture(e.pointerId);
    this.mask.begin();
    this.stroke(e);
  }

  private move(e: PointerEvent): void {
    this.encircle(this.stage.at(e));
    if (this.last && this.stage.fingersDown < 2) for (const each of whole(e)) this.stroke(each);
  }

  private stroke(e: PointerEvent): void {
    const [x, y] = this.stage.at(e).map(Math.floor), [x0, y0] = this.last ?? [x, y];
    this.mask.sweep(x0, y0, x, y, this.radius, this.value);
    this.last = this.cursor = [x, y];
    this.draw();
  }

  private up(): void {
    if (!this.last) return;
    this.last = undefined;
    if (this.mask.end()) this.edited();
  }

  private edit(edit: Edit): void {
    if (!this.last && this.mask[edit]()) this.edited();
  }

  private key(e: KeyboardEvent): void {
    const control = e.ctrlKey || e.metaKey, key = e.key.length === 1 ? e.key.toLowerCase() : e.key;
    if (control) {
      const edit = key === "z" ? (e.shiftKey ? "redo" : "undo") : key === "y" ? "redo" : undefined;
      if (!edit) return;
      this.edit(edit);
    } else if (key === "b" || key === "e") this.take(key === "b" ? 1 : 0);
    else if (key === "[" || key === "]") this.resize(key === "]" ? 1.25 : 0.8);
    else if (key === " " || key === "Enter") this.dab();
    else if (ARROWS[key]) this.walk(...ARROWS[key]);
    else if (!this.stage.key(key)) return;
    e.preventDefault();
  }

  private resize(by: number): void {
    const size = Number(this.slider.value), to = size * by;
    this.slider.value = String(by > 1 ? Math.max(size + 1, Math.round(to)) : Math.min(size - 1, Math.round(to)));
    this.said();
  }

  private walk(dx: number, dy: number): void {
    const step = Math.max(1, this.radius), { width, height } = this.mask.size;
    this.cursor = [within(this.cursor[0] + dx * step, 0, width - 1), within(this.cursor[1] + dy * step, 0, height - 1)];
    this.encircle([this.cursor[0] + 0.5, this.cursor[1] + 0.5]);
  }

  private dab(): void {
    this.mask.begin();
    this.mask.sweep(...this.cursor, ...this.cursor, this.radius, this.value);
    if (this.mask.end()) this.edited();
  }

  private encircle([x, y]: [number, number]): void {
    const { scale, x: left, y: top } = this.stage.place, across = (2 * this.radius + 1) * scale;
    this.ring.hidden = false;
    this.ring.style.width = this.ring.style.height = `${across}px`;
    this.ring.style.transform = `translate(${x * scale + left - across / 2}px, ${y * scale + top - across / 2}px)`;
  }

  private edited(): void {
    this.draw();
    this.said();
    void this.send();
  }

  // The newest mask alone is told, however long packing an older one took.
  private async send(): Promise<void> {
    const turn = ++this.asked, { width, height } = this.mask.size;
    const bits = base64(await deflated(packed(this.mask.cells)));
    if (turn === this.asked) this.tell({ photo: this.id, given: this.given, width, height, bits });
  }

  private said(): void {
    this.root.querySelector(".size")!.textContent = `${2 * this.radius + 1} px`;
    this.button("undo").disabled = !this.mask.canUndo;
    this.button("redo").disabled = !this.mask.canRedo;
  }

  private say(sentence: string): void {
    this.root.querySelector(".hint")!.textContent = sentence;
  }

  private draw(): void {
    this.picture.lay(this.stage);
    this.veil.draw(this.mask, this.stage.place);
  }
}

// Every place that the pointer was at since the last event.
function whole(e: PointerEvent): PointerEvent[] {
  const all = e.getCoalescedEvents?.() ?? [];
  return all.length ? all : [e];
}

const brushes = new WeakMap<object, Brush>();

// Called again when the data or the theme change.
export default function ({ parentElement, data, setStateValue, setTriggerValue }: Given<Uint8Array>): () => void {
  let brush = brushes.get(parentElement);
  if (!brush) brushes.set(parentElement, (brush = new Brush(parentElement)));
  const shown = brush;
  shown.show(data, (painted) => setStateValue("mask", painted), (found) => setTriggerValue("pasted", found));
  return () => shown.leave();
}
