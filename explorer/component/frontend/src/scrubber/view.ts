// A training as a film: one slider moves the points of the map, the manifold, the numbers and the curve together.
// `t` counts kept epochs: 2.5 is half way between the third and the fourth. Points glide between them; pictures and
// numbers are always those of the nearest kept epoch, because only kept epochs were measured.
import { fit } from "./canvas";
import { drawCurve } from "./curve";
import { Pace, type Film } from "./pace";
import { drawPlane } from "./plane";
import { Pointed } from "./pointed";
import { sameFilm, type Fact, type Reel } from "./reel";

const STEPS: Record<string, number> = {
  ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 3, PageDown: -3, Home: -Infinity, End: Infinity,
};

export class View implements Film {
  t = 0;
  private reel: Reel | undefined;
  private sheets: CanvasImageSource[] = [];
  private told: number | undefined; // the kept epoch whose numbers stand there
  private drawn: number | undefined; // and whose pictures
  private asked: number | undefined;
  private readonly map: HTMLCanvasElement;
  private readonly manifold: HTMLCanvasElement;
  private readonly time: HTMLCanvasElement;
  private readonly slider: HTMLInputElement;
  private readonly button: HTMLButtonElement;
  private readonly find: <T extends Element>(name: string) => T;
  private readonly pace: Pace;
  private readonly pointed: Pointed;

  constructor(private readonly parent: HTMLElement | ShadowRoot) {
    this.find = <T extends Element>(name: string) => parent.querySelector<T>(name)!;
    const canvases = ["map", "manifold", "time"].map((name) => this.find<HTMLCanvasElement>(`.${name} canvas`));
    [this.map, this.manifold, this.time] = canvases;
    [this.slider, this.button] = [this.find("input"), this.find("button")];
    this.pace = new Pace(this);
    this.pointed = new Pointed(this.map, this.manifold, () => this.reel);
    const sizes = new ResizeObserver(() => this.soon());
    for (const canvas of canvases) sizes.observe(canvas);
    this.slider.addEventListener("input", () => {
      this.pace.pause();
      this.at(Number(this.slider.value));
    });
    this.slider.addEventListener("change", () => this.pace.settle());
    this.slider.addEventListener("keydown", (e) => this.key(e));
    this.button.addEventListener("click", () => (this.pace.playing ? this.pace.pause() : this.pace.play()));
  }

  get last(): number {
    return this.reel!.epochs.length - 1;
  }

  onPage(): boolean {
    return this.parent.isConnected;
  }

  moves(why: string | undefined): void {
    this.button.textContent = why === "play" ? "Pause" : "Play";
  }

  pause(): void {
    this.pace.pause();
  }

  // The same film again (a rerun, another theme) stays where it is; another one begins at its end, the trained run.
  show(reel: Reel): void {
    const same = sameFilm(this.reel, reel);
    this.reel = reel;
    this.find(".legend").replaceChildren(...reel.names.map((name, k) => entry(name, reel.palette[k % reel.palette.length])));
    this.told = this.drawn = undefined;
    if (!same) this.begin(reel);
    this.at(this.t);
  }

  private begin(reel: Reel): void {
    this.pace.pause();
    this.pointed.forget();
    this.slider.max = String(this.last);
    this.slider.disabled = this.button.disabled = !this.last; // one epoch is no film
    this.t = this.last;
    void this.load(reel);
  }

  // All sheets are decoded ahead, the shown one first: a step of the slider only copies.
  private async load(reel: Reel): Promise<void> {
    this.sheets = [];
    for (let i = reel.sheets.length - 1; i >= 0; i--) {
      const image = new Image();
      image.src = reel.sheets[i];
      await image.decode().catch(() => undefined);
      if (this.reel!.sheets[0] !== reel.sheets[0]) return;
      this.sheets[i] = await createImageBitmap(image).catch(() => image);
      this.soon();
    }
    this.map.dataset.ready = String(reel.epochs.length);
  }

  at(t: number): void {
    this.t = Math.max(0, Math.min(this.last, t));
    this.slider.value = String(this.t);
    this.soon();
  }

  private soon(): void {
    this.asked ??= requestAnimationFrame(() => {
      this.asked = undefined;
      if (this.reel) this.draw(this.reel);
    });
  }

  private key(e: KeyboardEvent): void {
    const by = STEPS[e.key];
    if (e.key === " ") this.button.click();
    if (by || e.key === " ") e.preventDefault();
    if (by) this.pace.step(by);
  }

  private draw(reel: Reel): void {
    const k = Math.round(this.t);
    drawPlane(this.map, reel, this.t);
    this.drawManifold(k);
    drawCurve(this.time, reel, this.t, getComputedStyle(this.button).fontFamily);
    this.tell(reel, k);
    this.pointed.lay();
    this.map.dataset.at = this.t.toFixed(3);
  }

  private drawManifold(k: number): void {
    const sheet = this.sheets[k];
    if (!sheet) return; // the last picture stays until this one is there
    const { c, width, height, fresh } = fit(this.manifold, false);
    if (this.drawn === k && !fresh) return;
    this.drawn = k;
    c.imageSmoothingQuality = "high";
    c.drawImage(sheet, 0, 0, width, height);
  }

  private tell(reel: Reel, k: number): void {
    if (this.told === k) return;
    this.told = k;
    const facts = reel.facts[k], [[, epoch]] = facts;
    this.find(".manifold figcaption").textContent = `decoded ${epoch === "0" ? "before training" : `after epoch ${epoch}`}`;
    this.find(".facts").replaceChildren(...facts.map(cell));
    this.slider.setAttribute("aria-valuetext", facts.map((fact) => fact.join(" ").trim()).join(", "));
    this.time.setAttribute("aria-label", `${reel.what}, over the epochs`);
  }
}

function entry(name: string, ink: string): HTMLElement {
  const item = document.createElement("span");
  item.style.setProperty("--ink", ink);
  item.textContent = name;
  return item;
}

function cell(fact: Fact): HTMLElement {
  const found = document.createElement("div");
  found.innerHTML = "<dt></dt><dd><span></span><small></small></dd>";
  ["dt", "span", "small"].forEach((name, k) => (found.querySelector(name)!.textContent = fact[k]));
  return found;
}
