// The manifold: a grid of pictures decoded over the visible part of the map, from its centre outwards.
import type { Camera, Pair } from "./camera";
import { centres, fitted, framed, sideOf } from "./cells";
import { Overlay } from "./overlay";
import type { Desk } from "./tray";

const SIDE = 56; // pixels of a picture, about
const MOST = [16, 10]; // pictures from side to side and from top to bottom
const GAP = 4;
const REST = 150; // ms after the last move of the map
const ASIDE = 1e-5; // of the map: what is decoded farther from its cell lies outside of all points

interface Cell {
  place: Pair;
  off: boolean; // the data
  picture: HTMLCanvasElement;
}

interface Grid {
  cells: Cell[];
  side: number; // pixels
  stretch: number; // of the camera for which it was made
}

export class Manifold {
  on = false;
  private readonly overlay: Overlay;
  private grid: Grid | undefined;
  private seen = ""; // where the camera looked
  private turn = 0;
  private timer: number | undefined;

  constructor(private readonly desk: Desk, over: HTMLElement) {
    this.overlay = new Overlay(over, "manifold");
  }

  toggle(): void {
    this.on = !this.on;
    this.forget();
    this.lay();
  }

  // On another map, or of another run, none of it is true any more.
  forget(): void {
    this.turn++;
    this.grid = undefined;
    this.seen = "";
    this.count(undefined);
  }

  // What is there goes along with the map; what belongs there comes once the map rests.
  lay(): void {
    const camera = this.desk.ground()?.camera;
    if (!camera?.size[0]) return;
    const c = this.overlay.begin(this.on ? camera.size : [0, 0]);
    clearTimeout(this.timer);
    if (!this.on) return this.count(undefined);
    for (const cell of this.grid?.cells ?? []) this.draw(c, camera, cell);
    const look = [...camera.stretch, ...camera.shift, ...camera.size].join();
    if (look === this.seen) return;
    this.timer = window.setTimeout(() => {
      this.seen = look;
      void this.fill().catch(console.error); // the slot says why nothing is decoded
    }, this.grid ? REST : 0);
  }

  private async fill(): Promise<void> {
    const { desk } = this, turn = ++this.turn, decoder = desk.point.stored(), ground = desk.ground();
    if (!decoder || !ground) return this.forget();
    const { camera, data } = ground;
    await decoder.ready;
    if (turn !== this.turn) return;
    const side = sideOf(data.side, Math.max(SIDE, ...camera.size.map((v, k) => v / MOST[k] - GAP)));
    const made: Grid = { cells: [], side, stretch: camera.stretch[0] };
    const first = !this.grid;
    for (const place of centres(camera.size, side + GAP).map((at) => camera.place(at))) {
      if (turn !== this.turn) return;
      const spot = desk.point.spotAt(place);
      if (!spot || Math.hypot(spot.place[0] - place[0], spot.place[1] - place[1]) > ASIDE) continue;
      const picture = await decoder.aside(spot.z);
      if (turn !== this.turn) return;
      const off = picture.distance > decoder.within;
      made.cells.push({ place, off, picture: framed(picture, side, off) });
      if (!first) continue;
      this.grid = made;
      this.draw(this.overlay.canvas.getContext("2d")!, camera, made.cells.at(-1)!);
    }
    this.grid = made;
    this.lay();
    this.count(made);
  }

  private draw(c: CanvasRenderingContext2D, camera: Camera, { place, picture }: Cell): void {
    const { side, stretch } = this.grid!, times = camera.stretch[0] / stretch;
    const [x, y] = camera.pixel(place), [wide, high] = fitted(picture.width, picture.height, side * times);
    c.drawImage(picture, Math.round(x - wide / 2), Math.round(y - high / 2), wide, high);
  }

  private count(grid: Grid | undefined): void {
    const { dataset } = this.overlay.canvas;
    if (!grid) return void delete dataset.cells;
    Object.assign(dataset, { cells: grid.cells.length, off: grid.cells.filter((cell) => cell.off).length });
  }
}
