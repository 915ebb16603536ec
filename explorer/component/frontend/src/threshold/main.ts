// A histogram with a threshold to drag, and at once what becomes of the images: counts, ROC, precision and recall.
import type { Given } from "../data";
import { counts, falseRate, keyed, last, precision, recall, stepAt, valueAt, type Steps } from "./counts";
import "./threshold.css";

interface Scores extends Steps {
  id: string; // of what is judged: another one begins at its own step
  at: number; // step
  title: string;
  bins: [normal: number[], odd: number[]]; // per cent of each kind
  names: [normal: string, odd: string];
  inks: [normal: string, odd: string, own: string];
  own: number | null; // one's own image's score
  roc: [x: number, y: number][];
  pr: [x: number, y: number][];
  floor: number; // the lowest precision that is drawn
  words: [roc: string, pr: string];
}

const NS = "http://www.w3.org/2000/svg";
const TALL = 100; // of a drawing, whose sides are scaled to its room

class Threshold {
  private given!: Scores;
  private step = 0;
  private readonly plot: HTMLElement;
  private readonly line: HTMLElement;
  choose: (at: { id: string; step: number }) => void = () => undefined;

  constructor(private readonly root: HTMLElement) {
    this.plot = root.querySelector<HTMLElement>(".plot")!;
    this.line = root.querySelector<HTMLElement>(".line")!;
    this.plot.addEventListener("pointerdown", (e) => this.grab(e));
    this.plot.addEventListener("pointermove", (e) => this.plot.hasPointerCapture(e.pointerId) && this.follow(e));
    this.plot.addEventListener("pointerup", () => this.tell());
    this.line.addEventListener("keydown", (e) => this.key(e));
    this.line.addEventListener("keyup", () => this.tell());
  }

  show(given: Scores): void {
    if (this.given?.id !== given.id) this.step = given.at;
    this.given = given;
    this.bars();
    this.curve(".roc", given.roc, given.words[0], 0);
    this.curve(".pr", given.pr, given.words[1], given.floor);
    this.root.querySelector(".title")!.textContent = given.title;
    this.line.setAttribute("aria-valuemax", String(last(given)));
    this.move(this.step);
  }

  private grab(event: PointerEvent): void {
    this.plot.setPointerCapture(event.pointerId);
    this.line.focus({ preventScroll: true });
    this.follow(event);
  }

  private follow(event: PointerEvent): void {
    const { left, width } = this.plot.getBoundingClientRect();
    this.move(stepAt(this.given, (event.clientX - left) / width));
  }

  private key(event: KeyboardEvent): void {
    const to = keyed(event.key, this.step, last(this.given));
    if (to === undefined) return;
    event.preventDefault();
    this.move(to);
  }

  private tell(): void {
    this.choose({ id: this.given.id, step: this.step });
  }

  private move(step: number): void {
    const given = this.given, value = valueAt(given, step).toPrecision(3);
    this.step = step;
    this.line.style.left = `${(100 * step) / last(given)}%`;
    this.line.setAttribute("aria-valuenow", String(step));
    this.line.setAttribute("aria-valuetext", value);
    this.line.querySelector("span")!.textContent = `threshold ${value}`;
    this.line.classList.toggle("late", step > last(given) / 2);
    this.root.querySelector(".counts")!.replaceChildren(...counts(given, step).map(({ word, count, of }) => cell(word, count, of)));
    this.dot(".roc", falseRate(given, step), recall(given, step), 0);
    this.dot(".pr", recall(given, step), precision(given, step), given.floor);
  }

  private bars(): void {
    const { bins, inks, names, own, low, high } = this.given;
    const most = Math.max(...bins[0], ...bins[1]), svg = this.plot.querySelector("svg")!;
    svg.setAttribute("viewBox", `0 0 ${bins[0].length} ${TALL}`);
    svg.replaceChildren(...bins.flatMap((kind, k) => kind.map((percent, i) => {
      const tall = (TALL * percent) / most;
      return drawn("rect", { x: i, y: TALL - tall, width: 1, height: tall, fill: inks[k], "fill-opacity": 0.65 });
    })));
    const mine = this.plot.querySelector<HTMLElement>(".own")!;
    mine.hidden = own === null;
    mine.style.left = `${100 * Math.min(1, Math.max(0, ((own ?? low) - low) / (high - low)))}%`;
    mine.style.setProperty("--ink", inks[2]);
    this.root.querySelector(".legend")!.replaceChildren(...names.map((name, k) => {
      const entry = document.createElement("span");
      entry.style.setProperty("--ink", inks[k]);
      entry.textContent = name;
      return entry;
    }));
  }

  private curve(where: string, points: [number, number][], words: string, floor: number): void {
    const figure = this.root.querySelector<HTMLElement>(where)!;
    const line = points.map(([x, y]) => `${TALL * x},${TALL * (1 - (y - floor) / (1 - floor))}`).join(" ");
    const stroke = { points: line, stroke: this.given.inks[0], fill: "none", "vector-effect": "non-scaling-stroke", "stroke-width": 3 };
    figure.querySelector("svg")!.replaceChildren(drawn("polyline", stroke));
    figure.querySelector(".words")!.textContent = words;
    figure.querySelector(".floor")!.textContent = `${Math.round(100 * floor)} %`;
  }

  private dot(where: string, x: number, y: number, floor: number): void {
    const { style } = this.root.querySelector<HTMLElement>(`${where} .dot`)!;
    style.left = `${100 * x}%`;
    style.bottom = `${100 * Math.max(0, (y - floor) / (1 - floor))}%`;
  }
}

function drawn(name: string, attributes: Record<string, string | number>): SVGElement {
  const element = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

function cell(word: string, count: number, of: string): HTMLElement {
  const box = document.createElement("div");
  for (const [tag, text] of [["dt", word], ["dd", count.toLocaleString("en")], ["small", of]]) {
    const part = document.createElement(tag);
    part.textContent = text;
    box.append(part);
  }
  return box;
}

const thresholds = new WeakMap<object, Threshold>();

// Called again when the data or the theme change.
export default function ({ parentElement, data, setStateValue }: Given<Scores>): void {
  let threshold = thresholds.get(parentElement);
  if (!threshold) thresholds.set(parentElement, (threshold = new Threshold(parentElement.querySelector<HTMLElement>(".threshold")!)));
  threshold.choose = (at) => setStateValue("at", at);
  threshold.show(data);
}
