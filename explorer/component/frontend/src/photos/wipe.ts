// The component: two pictures of one photo on top of each other, and a divider that is drawn across them.
import { opened, type Given } from "../data";
import { within } from "../numbers";
import { onPaste, type Pasted } from "./paste";
import { Picture } from "./picture";
import type { Size } from "./place";
import { Stage, TOOLS } from "./stage";
import "./wipe.css";

const HTML = `<div class="frame"><div class="layer"><img alt="" draggable="false"></div>
<div class="layer"><img alt="" draggable="false"></div>
<div class="plate left"></div><div class="plate right"></div>
<div class="divider" role="slider" tabindex="0" aria-label="Divider between the two pictures" aria-valuemin="0" aria-valuemax="100"></div></div>
<div class="tools">${TOOLS}<span class="hint">Draw the line across · wheel zooms · drag moves · double click fits</span></div>`;
const STEP = 0.02; // of the frame, by an arrow key

interface Head extends Size {
  left: { label: string; note: string };
  right: { label: string; note: string };
}

class Wipe {
  private readonly stage: Stage;
  private readonly frame: HTMLElement;
  private readonly divider: HTMLElement;
  private readonly layers: HTMLElement[];
  private readonly pictures: Picture[];
  private share = 0.5;
  private dragged = false;
  private silent = () => {};

  constructor(private readonly root: HTMLElement | ShadowRoot) {
    const box = document.createElement("div");
    box.className = "wipe";
    box.innerHTML = HTML;
    root.append(box);
    this.frame = box.querySelector(".frame")!;
    this.divider = box.querySelector(".divider")!;
    this.layers = [...box.querySelectorAll<HTMLElement>(".layer")];
    this.pictures = this.layers.map((layer) => new Picture(layer.querySelector("img")!));
    this.stage = new Stage(this.frame, box.querySelector(".tools")!, () => !this.dragged, () => this.draw());
    this.divider.addEventListener("pointerdown", (e) => this.grab(e));
    this.divider.addEventListener("pointermove", (e) => this.drag(e));
    for (const end of ["pointerup", "pointercancel"]) this.divider.addEventListener(end, () => (this.dragged = false));
    this.divider.addEventListener("keydown", (e) => this.key(e));
  }

  show(bytes: Uint8Array, pasted: (found: Pasted) => void): void {
    const { head, parts } = opened(bytes), { left, right, width, height } = head as unknown as Head;
    [left, right].forEach(({ label, note }, i) => {
      const plate = this.frame.querySelectorAll(".plate")[i];
      plate.replaceChildren(label, ...(note ? [small(note)] : []));
      this.layers[i].querySelector("img")!.alt = [label, note].filter(Boolean).join(", ");
      void this.pictures[i].show(parts[i]);
    });
    this.stage.take({ width, height });
    this.silent();
    this.silent = onPaste(pasted, (sentence) => this.say(sentence));
  }

  leave(): void {
    this.silent();
  }

  private say(sentence: string): void {
    this.root.querySelector(".hint")!.textContent = sentence;
  }

  private grab(e: PointerEvent): void {
    e.stopPropagation();
    this.dragged = true;
    this.divider.setPointerCapture(e.pointerId);
  }

  private drag(e: PointerEvent): void {
    if (!this.dragged) return;
    const box = this.frame.getBoundingClientRect();
    this.divide((e.clientX - box.left) / box.width);
  }

  private key(e: KeyboardEvent): void {
    const to = { ArrowLeft: this.share - STEP, ArrowRight: this.share + STEP, Home: 0, End: 1 }[e.key];
    if (to !== undefined) this.divide(to);
    if (to !== undefined || this.stage.key(e.key)) e.preventDefault();
  }

  private divide(share: number): void {
    this.share = within(share, 0, 1);
    this.draw();
  }

  private draw(): void {
    const at = this.share * this.stage.size.width;
    for (const picture of this.pictures) picture.lay(this.stage);
    this.layers[0].style.clipPath = `inset(0 calc(100% - ${at}px) 0 0)`;
    this.layers[1].style.clipPath = `inset(0 0 0 ${at}px)`;
    this.divider.style.left = `${at}px`;
    this.divider.setAttribute("aria-valuenow", String(Math.round(this.share * 100)));
  }
}

function small(text: string): HTMLElement {
  const found = document.createElement("small");
  found.textContent = text;
  return found;
}

const wipes = new WeakMap<object, Wipe>();

// Called again when the data or the theme change.
export default function ({ parentElement, data, setTriggerValue }: Given<Uint8Array>): () => void {
  let wipe = wipes.get(parentElement);
  if (!wipe) wipes.set(parentElement, (wipe = new Wipe(parentElement)));
  wipe.show(data, (found) => setTriggerValue("pasted", found));
  const shown = wipe;
  return () => shown.leave();
}
