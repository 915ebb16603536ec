// The pointer: press and move drags the point, or draws where the lasso is taken; the right button, the space bar, the
// hand or two fingers move the map.
import type { Pair } from "./camera";

export type Tool = "" | "hand" | "lasso"; // what the first button does: it drags the point, or moves the map, or draws
export type Closing = "anew" | "more" | "dropped"; // of a line: alone, beside what is chosen, or not at all

export interface Wishes {
  hover(at: Pair): void;
  leave(): void;
  tap(at: Pair): void;
  drag(at: Pair, since: number): void;
  drop(): void;
  line(at: Pair): void;
  close(how: Closing): void;
  pan(dx: number, dy: number): void;
  zoom(px: number, py: number, factor: number): void;
  whole(): boolean;
}

const TREMBLE = 4; // pixels that a hand may move in a click
const SWING = 300; // ms in which a wheel still zooms after it has reached the whole map

export class Gestures {
  tool: Tool = "";
  spaced = false;
  private readonly fingers = new Map<number, Pair>(); // pointers that are down, by id
  private from: Pair = [0, 0];
  private moved = false;
  private dragging = false;
  private panning = false;
  private drawing = false;
  private wheeled = 0;
  stirred = 0; // when the pointer was last seen
  private told = 0; // when the last move of a drag was

  constructor(private readonly canvas: HTMLCanvasElement, private readonly wish: Wishes) {
    canvas.addEventListener("pointerdown", (e) => this.press(e));
    canvas.addEventListener("pointermove", (e) => this.move(e));
    // Where the browser has it, a move is told as it comes, and not kept until the next frame is begun.
    canvas.addEventListener("pointerrawupdate", (e) => this.follow(e as PointerEvent));
    canvas.addEventListener("pointerup", (e) => this.release(e));
    canvas.addEventListener("pointercancel", (e) => this.release(e, true));
    canvas.addEventListener("pointerleave", () => wish.leave());
    canvas.addEventListener("contextmenu", (e) => e.preventDefault());
    for (const kind of ["pointerdown", "pointermove", "pointerup", "wheel"])
      canvas.addEventListener(kind, (e) => (this.stirred = e.timeStamp), { passive: true });
    canvas.addEventListener("wheel", (e) => this.wheel(e), { passive: false });
  }

  private press(e: PointerEvent): void {
    if (e.button > 2) return;
    this.canvas.setPointerCapture(e.pointerId);
    this.fingers.set(e.pointerId, [e.offsetX, e.offsetY]);
    if (this.fingers.size > 1) return this.settle(); // two fingers are no click
    this.from = [e.offsetX, e.offsetY];
    this.moved = false;
    this.panning = e.button > 0 || this.tool === "hand" || this.spaced;
    this.drawing = !this.panning && this.tool === "lasso";
  }

  private move(e: PointerEvent): void {
    const now: Pair = [e.offsetX, e.offsetY], was = this.fingers.get(e.pointerId);
    if (!was) return this.wish.hover(now);
    if (!this.moved && Math.hypot(now[0] - this.from[0], now[1] - this.from[1]) <= TREMBLE) return;
    this.moved = true;
    this.fingers.set(e.pointerId, now);
    if (this.fingers.size > 1) return this.pinch(e.pointerId, was, now);
    if (this.drawing) return this.wish.line(now);
    this.canvas.classList.toggle("grabbed", true);
    if (this.panning) return this.wish.pan(now[0] - was[0], now[1] - was[1]);
    this.dragging = true;
    this.follow(e);
  }

  private follow(e: PointerEvent): void {
    if (!this.dragging || e.timeStamp <= this.told) return;
    this.told = e.timeStamp;
    this.wish.drag([e.offsetX, e.offsetY], e.timeStamp);
  }

  private pinch(id: number, was: Pair, now: Pair): void {
    const other = [...this.fingers].find(([k]) => k !== id)![1];
    const apart = (p: Pair) => Math.max(1, Math.hypot(p[0] - other[0], p[1] - other[1]));
    this.wish.pan((now[0] - was[0]) / 2, (now[1] - was[1]) / 2);
    this.wish.zoom((now[0] + other[0]) / 2, (now[1] + other[1]) / 2, apart(now) / apart(was));
  }

  private release(e: PointerEvent, cancelled = false): void {
    if (!this.fingers.delete(e.pointerId) || this.fingers.size) return;
    const tapped = !this.moved && !cancelled && e.button === 0;
    this.settle(cancelled ? "dropped" : e.shiftKey ? "more" : "anew");
    if (tapped) this.wish.tap([e.offsetX, e.offsetY]);
  }

  take(tool: Tool): void {
    this.tool = tool;
    if (this.drawing) this.settle();
  }

  private settle(how: Closing = "dropped"): void {
    this.canvas.classList.remove("grabbed");
    if (this.dragging) this.wish.drop();
    if (this.drawing && this.moved) this.wish.close(how);
    this.drawing = false;
    this.dragging = false;
    this.panning = true; // whatever is still down
    this.moved = true;
  }

  // At the whole map a wheel that shrinks belongs to the page, but not in the swing of a zoom.
  private wheel(e: WheelEvent): void {
    const now = performance.now();
    if (e.deltaY >= 0 && this.wish.whole() && now - this.wheeled > SWING) return;
    e.preventDefault();
    this.wheeled = now;
    const pixels = e.deltaY * (e.deltaMode === 1 ? 33 : 1); // Firefox counts in lines
    this.wish.zoom(e.offsetX, e.offsetY, Math.exp(-Math.min(240, Math.max(-240, pixels)) * 0.002));
  }
}
