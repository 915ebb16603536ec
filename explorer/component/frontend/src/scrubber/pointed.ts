// A place in the manifold's window: pointed at on the map or on the pictures it is marked on both, at every epoch.
import { Frame } from "./plane";
import type { Reel } from "./reel";
import type { Place } from "./scales";

// The cell (column, row from the top) of the window in which a place lies, or undefined outside: the pictures are of
// codes at equal distances from rim to rim.
export function cellOf([x, y]: Place, { window, cells }: Reel): Place | undefined {
  const [left, foot, right, top] = window, last = cells - 1;
  const cell: Place = [Math.round(((x - left) / (right - left)) * last), Math.round(((top - y) / (top - foot)) * last)];
  return cell.every((k) => k >= 0 && k <= last) ? cell : undefined;
}

export function placeOf([column, row]: Place, { window, cells }: Reel): Place {
  const [left, foot, right, top] = window, last = cells - 1;
  return [left + ((right - left) * column) / last, top - ((top - foot) * row) / last];
}

export class Pointed {
  private cell: Place | undefined;
  private readonly ring: HTMLElement;
  private readonly pane: HTMLElement;

  constructor(
    private readonly map: HTMLCanvasElement,
    private readonly manifold: HTMLCanvasElement,
    private readonly reel: () => Reel | undefined,
  ) {
    [this.ring, this.pane] = [mark(map), mark(manifold)];
    map.addEventListener("pointermove", (e) => this.onMap([e.offsetX, e.offsetY]));
    manifold.addEventListener("pointermove", (e) => this.onManifold([e.offsetX, e.offsetY]));
  }

  private onMap(at: Place): void {
    const { map } = this, reel = this.reel();
    const cell = reel && cellOf(new Frame(reel.box, map.clientWidth, map.clientHeight).place(at), reel);
    if (cell) this.take(cell);
  }

  private onManifold([px, py]: Place): void {
    const { manifold } = this, cells = this.reel()?.cells;
    if (!cells) return;
    const cell = [px / manifold.clientWidth, py / manifold.clientHeight].map((part) => Math.floor(part * cells));
    this.take(cell.map((k) => Math.max(0, Math.min(cells - 1, k))) as Place);
  }

  private take(cell: Place): void {
    this.cell = cell;
    this.lay();
  }

  lay(): void {
    const { cell, ring, pane, map, manifold } = this, reel = this.reel();
    ring.hidden = pane.hidden = !cell || !reel;
    if (!cell || !reel) return;
    const [x, y] = new Frame(reel.box, map.clientWidth, map.clientHeight).pixel(placeOf(cell, reel));
    ring.style.translate = `${map.clientLeft + x}px ${map.clientTop + y}px`;
    const [wide, high] = [manifold.clientWidth / reel.cells, manifold.clientHeight / reel.cells];
    pane.style.translate = `${manifold.clientLeft + cell[0] * wide}px ${manifold.clientTop + cell[1] * high}px`;
    [pane.style.width, pane.style.height] = [`${wide}px`, `${high}px`];
    Object.assign(pane.dataset, { column: cell[0], row: cell[1] });
  }

  forget(): void {
    this.cell = undefined;
  }
}

function mark(beside: HTMLElement): HTMLElement {
  const found = document.createElement("i");
  found.hidden = true;
  beside.after(found);
  return found;
}
