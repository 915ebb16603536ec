// What stands in the tray for a student's own image: the pad and its pens, the picture as the model sees it, the figures.
import "./own.css";

const BUTTON = `<button class="yours" aria-expanded="false" title="Your image: draw, choose, paste or drop one">
<svg viewBox="0 0 14 14"><path d="M2 12l.7-3L9.6 2.1l2.3 2.3L5 11.3zM8.3 3.4l2.3 2.3"/></svg> Your image</button>`;
const PANEL = `<section class="own" aria-label="Your image" hidden>
<canvas class="pad" role="img" aria-label="Drawing pad: draw with the pointer or a finger"></canvas>
<div class="pens"><div class="inks" role="group" aria-label="Colour of the pen"></div>
<label class="width">Pen <input type="range" min="3" max="30" aria-label="Width of the pen"></label>
<div><button class="undo">Undo</button><button class="clear">Clear</button></div>
<button class="choose">Choose a file</button><input type="file" accept="image/*" aria-label="Image file" hidden>
<p>or paste one, or drop it here</p>
<label class="invert" hidden><input type="checkbox"> Invert</label></div>
<figure><canvas class="seen" role="img" aria-label="Your image as the model sees it"></canvas>
<figcaption><b>as the model sees it</b><span></span></figcaption></figure>
<div class="facts"><p class="note" aria-live="polite"></p><div class="known" hidden><p><b></b></p>
<p class="error"></p><p class="away"></p><button class="back">Back to it</button></div></div></section>`;
const INKS = { White: "#ffffff", Red: "#ff4040", Yellow: "#ffff40", Green: "#40ff40", Blue: "#4040ff", Violet: "#ff40ff" };
const LEAST = 112; // pixels of the fitted picture on the page

export interface Facts {
  error: number; // sum of squares
  usual: number; // of the map's own images, on average
  distance: number;
  within: number;
}

export class Panel {
  readonly root: HTMLElement;
  readonly button: HTMLElement;
  private readonly seen: HTMLCanvasElement;

  constructor(frame: HTMLElement) {
    frame.querySelector(".tools")!.insertAdjacentHTML("afterbegin", BUTTON);
    frame.querySelector(".tray")!.insertAdjacentHTML("beforeend", PANEL);
    this.button = frame.querySelector<HTMLElement>(".yours")!;
    this.root = frame.querySelector<HTMLElement>(".own")!;
    this.seen = this.find<HTMLCanvasElement>(".seen");
    const choice = this.find<HTMLInputElement>("input[type=file]");
    this.find(".choose").onclick = () => choice.click();
  }

  find<T extends HTMLElement>(name: string): T {
    return this.root.querySelector<T>(name)!;
  }

  get open(): boolean {
    return !this.root.hidden;
  }

  set open(open: boolean) {
    this.root.hidden = !open;
    this.button.setAttribute("aria-expanded", String(open));
  }

  // A grey run's pen has one colour.
  inks(many: boolean, taken: (ink: string) => void): void {
    const buttons = Object.entries(many ? INKS : {}).map(([name, ink]) => {
      const button = document.createElement("button");
      button.title = button.ariaLabel = name;
      button.style.setProperty("--ink", ink);
      button.ariaPressed = String(ink === INKS.White);
      button.onclick = () => {
        buttons.forEach((other) => (other.ariaPressed = String(other === button)));
        taken(ink);
      };
      return button;
    });
    this.find(".inks").replaceChildren(...buttons);
  }

  // The room of the fitted picture, in whole pixels of the screen to each of its own.
  lay(wide: number, high: number): void {
    const factor = Math.max(1, Math.round(LEAST / Math.max(wide, high)));
    [this.seen.width, this.seen.height] = [wide, high];
    [this.seen.style.width, this.seen.style.height] = [`${wide * factor}px`, `${high * factor}px`];
  }

  paint(image: ImageData): void {
    this.seen.getContext("2d")!.putImageData(image, 0, 0);
  }

  caption(words: string): void {
    this.find("figcaption span").textContent = words;
  }

  say(words: string, wrong = false): void {
    const note = this.find(".note");
    note.textContent = words;
    note.classList.toggle("wrong", wrong);
  }

  tell(facts: Facts | undefined): void {
    this.find(".known").hidden = !facts;
    if (!facts) return;
    const { error, usual, distance, within } = facts, off = distance > within;
    this.root.classList.toggle("off", off);
    this.find(".known b").textContent = off ? "off the data" : "on the data";
    this.find(".error").textContent =
      `squared error ${error.toFixed(1)} of its reconstruction, per image; the map's images have ${usual.toFixed(1)} on average`;
    this.find(".away").textContent =
      `${distance.toFixed(2)} from the nearest code; 95 % of the data lie within ${within.toFixed(2)} of theirs`;
  }
}
