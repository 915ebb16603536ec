// A contact sheet of decoded pictures: a click, or the arrow keys and Enter, choose one.
import type { Given } from "../data";
import { next } from "./walk";
import "./contact.css";

interface Sheet {
  sheet: string; // address of the pictures side by side, `columns` to a row
  n: number;
  columns: number;
  ratio: number; // width / height of one
  word: string; // what one is called
  frame: string; // colour
  selected: number; // -1: none
}

class Contact {
  private readonly box = document.createElement("div");
  private cells: HTMLButtonElement[] = [];
  choose: (index: number) => void = () => undefined;

  constructor(parent: HTMLElement | ShadowRoot) {
    this.box.className = "contact";
    parent.append(this.box);
    this.box.addEventListener("click", (e) => this.take((e.target as Element).closest("button")));
    this.box.addEventListener("keydown", (e) => this.key(e));
  }

  show({ sheet, n, columns, ratio, word, frame, selected }: Sheet): void {
    if (this.cells.length !== n) this.lay(n);
    const { style } = this.box, rows = Math.ceil(n / columns);
    for (const [name, value] of Object.entries({ columns, rows, ratio, frame, sheet: `url("${sheet}")` }))
      style.setProperty(`--${name}`, String(value));
    this.box.dataset.n = String(n);
    this.cells.forEach((cell, i) => {
      cell.style.setProperty("--x", String(i % columns));
      cell.style.setProperty("--y", String(Math.floor(i / columns)));
      cell.setAttribute("aria-label", `${word} ${i + 1}`);
    });
    this.mark(selected);
  }

  private lay(n: number): void {
    this.cells = Array.from({ length: n }, () => document.createElement("button"));
    this.box.replaceChildren(...this.cells);
  }

  // One cell alone is reached by Tab; the arrows go on from there.
  private mark(selected: number): void {
    this.cells.forEach((cell, i) => {
      cell.setAttribute("aria-pressed", String(i === selected));
      cell.tabIndex = i === Math.max(selected, 0) ? 0 : -1;
    });
  }

  private take(cell: HTMLButtonElement | null): void {
    if (!cell) return;
    const index = this.cells.indexOf(cell);
    this.mark(index); // seen at once, before the server has answered
    this.choose(index);
  }

  private key(event: KeyboardEvent): void {
    const columns = Number(this.box.style.getPropertyValue("--columns"));
    const to = next(event.key, this.cells.indexOf(event.target as HTMLButtonElement), this.cells.length, columns);
    if (to === undefined) return;
    event.preventDefault();
    this.cells[to].focus();
  }
}

const contacts = new WeakMap<object, Contact>();

// Called again when the data or the theme change.
export default function ({ parentElement, data, setStateValue }: Given<Sheet>): void {
  let contact = contacts.get(parentElement);
  if (!contact) contacts.set(parentElement, (contact = new Contact(parentElement)));
  contact.choose = (index) => setStateValue("picked", index);
  contact.show(data);
}
