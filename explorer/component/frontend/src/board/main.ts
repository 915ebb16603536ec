// A board of shuffled tiles that a person sorts: a tile dragged onto another changes places with it. By keys, Enter or
// Space picks a tile up and puts it down, arrows carry it, Escape brings it back.
import type { Given } from "../data";
import { beside, placeAt, swapped } from "./order";
import "./board.css";

interface Puzzle {
  id: string; // another one is another puzzle
  sheet: string; // address of the tiles side by side, in the order in which they are handed out
  grid: number;
  ratio: number; // width / height of a tile
  right: boolean[] | null; // of each place, once it is over
  order: number[] | null; // the tile of each place, once it is over
}

const STILL = 6; // px: a pointer that has moved less has picked a tile, not dragged it
const SIGNS = { true: "✓", false: "✗" };

class Board {
  private readonly box = document.createElement("div");
  private readonly done = document.createElement("button");
  private readonly said = document.createElement("output");
  private cells: HTMLButtonElement[] = [];
  private puzzle?: Puzzle;
  private order: number[] = [];
  private picked?: { at: number; before: number[] };
  private drag?: { from: number; x: number; y: number; pointer: number; moved: boolean };
  hand: (order: number[]) => void = () => undefined;

  constructor(parent: HTMLElement | ShadowRoot) {
    const whole = document.createElement("div");
    whole.className = "sorting";
    this.box.className = "board";
    this.box.setAttribute("role", "group");
    this.box.setAttribute("aria-label", "Board");
    Object.assign(this.done, { className: "done", type: "button", textContent: "Done" });
    whole.append(this.box, this.done, this.said);
    parent.append(whole);
    this.done.addEventListener("click", () => this.puzzle && !this.puzzle.right && this.hand(this.order));
    this.box.addEventListener("keydown", (e) => this.key(e));
    this.box.addEventListener("pointerdown", (e) => this.down(e));
    this.box.addEventListener("pointermove", (e) => this.move(e));
    this.box.addEventListener("pointerup", (e) => this.up(e));
    this.box.addEventListener("pointercancel", () => this.drop());
  }

  show(puzzle: Puzzle): void {
    const count = puzzle.grid ** 2, other = puzzle.id !== this.puzzle?.id;
    this.puzzle = puzzle;
    if (other || this.cells.length !== count) this.lay(count);
    if (puzzle.order) this.order = [...puzzle.order];
    if (puzzle.right) this.picked = undefined;
    const { style } = this.box;
    style.setProperty("--sheet", `url("${puzzle.sheet}")`);
    for (const name of ["grid", "ratio"] as const) style.setProperty(`--${name}`, String(puzzle[name]));
    style.setProperty("--count", String(count));
    this.done.hidden = puzzle.right !== null;
    this.draw();
  }

  private lay(count: number): void {
    this.order = Array.from({ length: count }, (_, i) => i);
    this.picked = this.drag = undefined;
    this.said.textContent = "";
    this.cells = this.order.map(() => Object.assign(document.createElement("button"), { type: "button" }));
    this.box.replaceChildren(...this.cells);
    this.focus(0, false);
  }

  private draw(): void {
    const { grid, right } = this.puzzle!;
    this.box.dataset.order = this.order.join(" ");
    this.cells.forEach((cell, place) => {
      cell.style.setProperty("--tile", String(this.order[place]));
      const mark = right ? SIGNS[`${right[place]}`] : "";
      cell.dataset.mark = mark;
      cell.setAttribute("aria-pressed", String(this.picked?.at === place));
      cell.setAttribute("aria-disabled", String(right !== null));
      const where = `row ${Math.floor(place / grid) + 1}, column ${(place % grid) + 1}`;
      cell.setAttribute("aria-label", `Tile ${this.order[place] + 1}, ${where}${mark && (mark === "✓" ? ", right" : ", wrong")}`);
    });
  }

  // One cell alone is reached by Tab; the arrows go on from there.
  private focus(place: number, now = true): void {
    this.cells.forEach((cell, i) => (cell.tabIndex = i === place ? 0 : -1));
    if (now) this.cells[place].focus();
  }

  private swap(a: number, b: number): void {
    this.order = swapped(this.order, a, b);
    this.draw();
  }

  // The first press picks a tile up, the second puts it down where it is pressed.
  private press(place: number): void {
    const { picked } = this;
    this.picked = picked ? undefined : { at: place, before: this.order };
    if (picked && picked.at !== place) this.swap(picked.at, place);
    this.say(picked ? "put down" : "picked up: arrows carry it");
    this.draw();
    this.focus(place);
  }

  private key(e: KeyboardEvent): void {
    const place = this.cells.indexOf(e.target as HTMLButtonElement), { picked } = this;
    if (place < 0 || !this.puzzle || this.puzzle.right) return;
    const to = beside(e.key, place, this.puzzle.grid);
    if (e.key === "Enter" || e.key === " ") this.press(place);
    else if (e.key === "Escape" && picked) this.back(picked.before);
    else if (to !== undefined) this.carry(place, to);
    else return;
    e.preventDefault();
  }

  private carry(place: number, to: number): void {
    if (this.picked) {
      this.picked.at = to;
      this.swap(place, to);
    }
    this.focus(to);
  }

  private back(before: number[]): void {
    this.order = before;
    this.picked = undefined;
    this.say("put back");
    this.draw();
  }

  private say(words: string): void {
    this.said.textContent = `Tile ${words}`;
  }

  private down(e: PointerEvent): void {
    const from = this.cells.indexOf((e.target as Element).closest("button")!);
    if (from < 0 || e.button !== 0 || this.drag || !this.puzzle || this.puzzle.right) return;
    this.drag = { from, x: e.clientX, y: e.clientY, pointer: e.pointerId, moved: false };
    this.box.setPointerCapture(e.pointerId);
  }

  private move(e: PointerEvent): void {
    const { drag } = this;
    if (!drag || drag.pointer !== e.pointerId) return;
    const [x, y] = [e.clientX - drag.x, e.clientY - drag.y];
    drag.moved ||= Math.hypot(x, y) > STILL;
    if (!drag.moved) return;
    const cell = this.cells[drag.from], over = this.under(e);
    cell.classList.add("lifted");
    cell.style.transform = `translate(${x}px, ${y}px)`;
    this.cells.forEach((other, i) => other.classList.toggle("over", i === over && i !== drag.from));
  }

  private up(e: PointerEvent): void {
    const { drag } = this;
    if (!drag || drag.pointer !== e.pointerId) return;
    const to = this.under(e);
    this.drop();
    if (!drag.moved) return this.press(drag.from);
    this.picked = undefined;
    if (to !== undefined && to !== drag.from) this.swap(drag.from, to);
    else this.draw();
    this.focus(to ?? drag.from);
  }

  private drop(): void {
    this.drag = undefined;
    for (const cell of this.cells) {
      cell.classList.remove("lifted", "over");
      cell.style.transform = "";
    }
  }

  private under(e: PointerEvent): number | undefined {
    const { left, top, width, height } = this.box.getBoundingClientRect();
    return placeAt(e.clientX - left, e.clientY - top, width, height, this.puzzle!.grid);
  }
}

const boards = new WeakMap<object, Board>();

// Called again when the data or the theme change.
export default function ({ parentElement, data, setStateValue }: Given<Puzzle>): void {
  let board = boards.get(parentElement);
  if (!board) boards.set(parentElement, (board = new Board(parentElement)));
  board.hand = (order) => setStateValue("sorted", { id: data.id, order });
  board.show(data);
}
