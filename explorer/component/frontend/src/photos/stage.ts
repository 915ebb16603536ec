// A frame that a photo is zoomed and panned in: wheel, pinch, drag, keys and the four buttons.
import { fitted, moved, zoomed, type Place, type Size } from "./place";

const STEP = 1.5; // of a button or a key
const PER_PIXEL = 0.0015; // of the wheel
export const SHARP = 2; // from here on one sees the pixels

export const TOOLS = `<button type="button" data-zoom="out" aria-label="Smaller">−</button>
<button type="button" data-zoom="fit">Fit</button><button type="button" data-zoom="one">1:1</button>
<button type="button" data-zoom="in" aria-label="Larger">+</button><output></output>`;

export class Stage {
  place: Place = { scale: 1, x: 0, y: 0 };
  photo: Size = { width: 1, height: 1 };
  private whole = true; // fits, and goes on fitting when the frame changes
  private readonly fingers = new Map<number, [number, number]>();

  // `pans` says whether a pointer that went down here moves the photo; `changed` draws.
  constructor(
    readonly frame: HTMLElement,
    private readonly tools: HTMLElement,
    private readonly pans: (e: PointerEvent) => boolean,
    private readonly changed: () => void,
  ) {
    frame.addEventListener("wheel", (e) => this.wheel(e), { passive: false });
    frame.addEventListener("pointerdown", (e) => this.down(e));
    frame.addEventListener("pointermove", (e) => this.move(e));
    for (const end of ["pointerup", "pointercancel"] as const) frame.addEventListener(end, (e) => this.fingers.delete(e.pointerId));
    frame.addEventListener("dblclick", (e) => this.pans(e as unknown as PointerEvent) && this.fit());
    for (const button of tools.querySelectorAll<HTMLElement>("[data-zoom]"))
      button.addEventListener("click", () => this.press(button.dataset.zoom!));
    new ResizeObserver(() => this.resized()).observe(frame);
  }

  get size(): Size {
    return { width: this.frame.clientWidth || 1, height: this.frame.clientHeight || 1 };
  }

  get fingersDown(): number {
    return this.fingers.size;
  }

  // A photo of another size fits; one of the same size stays where it is.
  take(photo: Size): void {
    const same = photo.width === this.photo.width && photo.height === this.photo.height;
    this.photo = photo;
    this.frame.style.aspectRatio = `${photo.width} / ${photo.height}`;
    if (same) this.changed();
    else this.fit();
  }

  fit(): void {
    this.whole = true;
    this.set(fitted(this.photo, this.size));
  }

  // Keys that every frame knows; whether it was one.
  key(key: string): boolean {
    const press = { "+": "in", "=": "in", "-": "out", "0": "fit", "1": "one" }[key];
    if (press) this.press(press);
    return Boolean(press);
  }

  // The photo's pixel, as a fraction, below a pointer.
  at(e: { clientX: number; clientY: number }): [number, number] {
    const box = this.frame.getBoundingClientRect();
    return [(e.clientX - box.left - this.place.x) / this.place.scale, (e.clientY - box.top - this.place.y) / this.place.scale];
  }

  private press(what: string): void {
    const { width, height } = this.size;
    if (what === "fit") return this.fit();
    const by = what === "in" ? STEP : what === "out" ? 1 / STEP : 1 / this.place.scale;
    this.zoom(by, width / 2, height / 2);
  }

  private zoom(by: number, x: number, y: number): void {
    this.whole = false;
    this.set(zoomed(this.place, by, x, y, this.photo, this.size));
  }

  private set(place: Place): void {
    this.place = place;
    this.tools.querySelector("output")!.textContent = `${Math.round(place.scale * 100)} %`;
    this.changed();
  }

  private resized(): void {
    if (this.whole) this.fit();
    else this.set(moved(this.place, 0, 0, this.photo, this.size));
  }

  private wheel(e: WheelEvent): void {
    e.preventDefault();
    const box = this.frame.getBoundingClientRect();
    const lines = e.deltaMode === WheelEvent.DOM_DELTA_LINE ? 33 : 1; // px of a line
    this.zoom(Math.exp(-e.deltaY * lines * PER_PIXEL), e.clientX - box.left, e.clientY - box.top);
  }

  private down(e: PointerEvent): void {
    if (e.pointerType !== "touch" && !this.pans(e)) return;
    this.fingers.set(e.pointerId, [e.clientX, e.clientY]);
    if (this.pans(e)) this.frame.setPointerCapture(e.pointerId);
  }

  private move(e: PointerEvent): void {
    const was = this.fingers.get(e.pointerId);
    if (!was) return;
    this.fingers.set(e.pointerId, [e.clientX, e.clientY]);
    const other = [...this.fingers].find(([id]) => id !== e.pointerId)?.[1];
    if (other) return this.pinch(was, [e.clientX, e.clientY], other);
    if (!this.pans(e)) return;
    this.whole = false;
    this.set(moved(this.place, e.clientX - was[0], e.clientY - was[1], this.photo, this.size));
  }

  // The middle of two fingers stays on the photo, their distance zooms.
  private pinch(was: [number, number], now: [number, number], other: [number, number]): void {
    const box = this.frame.getBoundingClientRect();
    const distance = (a: [number, number]) => Math.hypot(a[0] - other[0], a[1] - other[1]) || 1;
    this.set(moved(this.place, (now[0] - was[0]) / 2, (now[1] - was[1]) / 2, this.photo, this.size));
    this.zoom(distance(now) / distance(was), (now[0] + other[0]) / 2 - box.left, (now[1] + other[1]) / 2 - box.top);
  }
}
