// The lasso: a closed line on the map, and the points inside of it, which are marked.
import type { Pair } from "./camera";
import type { Closing } from "./gestures";
import { Overlay } from "./overlay";
import type { Ground } from "./point";
import { inside } from "./polygon";
import type { Desk } from "./tray";
import "./lasso.css";

const MARK = 5.5; // pixels, half the side of a mark

export class Lasso {
  chosen: number[] = [];
  private line: Pair[] = []; // places
  private readonly marks: Overlay;
  private readonly shape: SVGPolygonElement;

  // `told` hears of another choice, `empty` of a line with no point inside.
  constructor(
    private readonly desk: Desk,
    over: HTMLElement,
    private readonly told: () => void,
    private readonly empty: () => void,
  ) {
    this.marks = new Overlay(over, "marks");
    over.insertAdjacentHTML("beforeend", '<svg class="loop"><polygon/></svg>');
    this.shape = over.querySelector<SVGPolygonElement>(".loop polygon")!;
  }

  draw(at: Pair): void {
    const ground = this.desk.ground();
    if (!ground) return;
    this.line.push(ground.camera.place(at));
    this.outline(ground);
  }

  close(how: Closing): void {
    const ground = this.desk.ground(), line = this.line.splice(0);
    if (!ground) return;
    this.outline(ground);
    if (how === "dropped") return;
    const found = within(ground, line);
    if (!found.length) return this.empty();
    this.choose(how === "more" ? [...new Set([...this.chosen, ...found])].sort((a, b) => a - b) : found);
  }

  choose(chosen: number[]): void {
    this.chosen = chosen;
    this.lay();
    this.told();
  }

  lay(): void {
    const ground = this.desk.ground();
    if (!ground) return;
    this.outline(ground);
    this.marks.canvas.dataset.chosen = String(this.chosen.length);
    if (!this.chosen.length && !this.marks.canvas.width) return;
    const { points, camera, seen, ink } = ground, c = this.marks.begin(camera.size);
    const rim = getComputedStyle(this.desk.frame).getPropertyValue("--st-text-color");
    const stamps = new Map<string, HTMLCanvasElement>(), ratio = devicePixelRatio || 1;
    const whole = (v: number) => Math.round((v - MARK) * ratio) / ratio;
    for (const i of this.chosen) {
      if (!seen(i)) continue;
      const [x, y] = camera.pixel([points.x[i], points.y[i]]), own = stamps.get(ink(i)) ?? stamp(ink(i), rim);
      stamps.set(ink(i), own);
      c.drawImage(own, whole(x), whole(y), own.width / ratio, own.height / ratio);
    }
  }

  private outline({ camera }: Ground): void {
    const pixels = this.line.map((place) => camera.pixel(place).map((v) => v.toFixed(1)).join());
    this.shape.setAttribute("points", pixels.join(" "));
  }
}

function within({ points, seen }: Ground, line: Pair[]): number[] {
  const { x, y } = points, found: number[] = [];
  for (let i = 0; i < x.length; i++) if (seen(i) && inside(line, [x[i], y[i]])) found.push(i);
  return found;
}

// A larger point with a rim, drawn once for each colour: 3,000 stamps on whole pixels take 9 ms, as many circles 53 ms.
function stamp(ink: string, rim: string): HTMLCanvasElement {
  const ratio = devicePixelRatio || 1, canvas = document.createElement("canvas"), c = canvas.getContext("2d")!;
  canvas.width = canvas.height = Math.round(2 * MARK * ratio);
  c.scale(ratio, ratio);
  Object.assign(c, { fillStyle: ink, strokeStyle: rim, lineWidth: 1.25 });
  c.beginPath();
  c.arc(MARK, MARK, MARK - 1.25, 0, 7);
  c.fill();
  c.stroke();
  return canvas;
}
