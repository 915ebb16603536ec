// The drawing pad: strokes of a pen, over a picture or on an empty ground, and each step of it to be undone.
import { cropped } from "./fitting";

interface Stroke {
  ink: string;
  size: number; // of the pad's longer side
  points: [x: number, y: number][]; // in [0, 1] of the width and the height
}

// What is on the pad; never changed, so that undo only needs the one before.
export interface Work {
  photo: HTMLCanvasElement | undefined;
  strokes: readonly Stroke[];
  paper: boolean; // the photo's rim is light where the data are light on black
  invert: boolean;
}

export const EMPTY: Work = { photo: undefined, strokes: [], paper: false, invert: false };

export const SHOWN = 192; // pixels of the longer side on the page
const FINE = 2 * SHOWN; // and at least as many are drawn
const MOST = 1024; // of a photo
const STEPS = 100; // that undo keeps

export class Pad {
  ink = "#ffffff";
  size = 0.1;
  ground = "#000000";
  private now: Work = EMPTY;
  private past: Work[] = [];
  private aspect = 1;
  private pen: number | undefined; // the pointer that draws

  constructor(readonly canvas: HTMLCanvasElement, private readonly changed: () => void) {
    canvas.addEventListener("pointerdown", (e) => this.press(e));
    canvas.addEventListener("pointermove", (e) => this.follow(e));
    for (const end of ["pointerup", "pointercancel"] as const)
      canvas.addEventListener(end, (e) => e.pointerId === this.pen && (this.pen = undefined));
  }

  get work(): Work {
    return this.now;
  }

  get empty(): boolean {
    return !this.now.photo && !this.now.strokes.length;
  }

  get undoable(): boolean {
    return this.past.length > 0;
  }

  // The room that the run's pictures take.
  lay(wide: number, high: number, ground: string): void {
    [this.aspect, this.ground] = [wide / high, ground];
    this.canvas.style.width = `${Math.round(SHOWN * Math.min(1, this.aspect))}px`;
    this.canvas.style.height = `${Math.round(SHOWN / Math.max(1, this.aspect))}px`;
    this.draw();
  }

  set(work: Work, kept = true): void {
    if (kept) this.past = [...this.past.slice(-STEPS), this.now];
    this.now = work;
    this.draw();
    this.changed();
  }

  undo(): void {
    const before = this.past.pop();
    if (before) this.set(before, false);
  }

  pixels(): ImageData {
    return this.context().getImageData(0, 0, this.canvas.width, this.canvas.height);
  }

  private press(e: PointerEvent): void {
    if (e.button !== 0 || this.pen !== undefined) return;
    this.canvas.setPointerCapture(e.pointerId);
    this.pen = e.pointerId;
    const { ink, size, now } = this;
    this.set({ ...now, strokes: [...now.strokes, { ink, size, points: [this.at(e)] }] });
  }

  private follow(e: PointerEvent): void {
    if (e.pointerId !== this.pen) return;
    const last = this.now.strokes.at(-1)!;
    const more = e.getCoalescedEvents().map((event) => this.at(event));
    const points = [...last.points, ...(more.length ? more : [this.at(e)])];
    this.set({ ...this.now, strokes: [...this.now.strokes.slice(0, -1), { ...last, points }] }, false);
  }

  private at(e: PointerEvent): [number, number] {
    const box = this.canvas.getBoundingClientRect();
    return [(e.clientX - box.left) / box.width, (e.clientY - box.top) / box.height];
  }

  private context(): CanvasRenderingContext2D {
    return this.canvas.getContext("2d", { willReadFrequently: true })!;
  }

  // A photo lies in its own pixels, so that it is only averaged once; a small one is enlarged by a whole factor.
  private draw(): void {
    const { photo, strokes } = this.now, { canvas, aspect } = this;
    const box = photo && cropped(photo.width, photo.height, aspect);
    const own = box ? Math.max(box[2], box[3]) : FINE;
    const side = own < FINE ? own * Math.ceil(FINE / own) : Math.min(own, MOST);
    canvas.width = Math.round(side * Math.min(1, aspect));
    canvas.height = Math.round(side / Math.max(1, aspect));
    const c = this.context();
    c.fillStyle = this.ground;
    c.fillRect(0, 0, canvas.width, canvas.height);
    c.imageSmoothingEnabled = own > side;
    c.imageSmoothingQuality = "high";
    if (photo && box) c.drawImage(photo, ...box, 0, 0, canvas.width, canvas.height);
    for (const stroke of strokes) this.line(c, stroke, side);
  }

  private line(c: CanvasRenderingContext2D, { ink, size, points }: Stroke, side: number): void {
    const { width, height } = this.canvas;
    [c.strokeStyle, c.lineWidth, c.lineCap, c.lineJoin] = [ink, size * side, "round", "round"];
    c.beginPath();
    c.moveTo(points[0][0] * width, points[0][1] * height);
    for (const [x, y] of points) c.lineTo(x * width, y * height);
    c.stroke();
  }
}
