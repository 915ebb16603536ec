// The map: points in the plane on a canvas, what is shown of them, and what the pointer and the keys do.
import { Camera, type Pair } from "./camera";
import { blended, levels, LEVELS } from "./colours";
import type { Given, MapData } from "./data";
import { decoderOf, listen, type Listener } from "./decoder";
import { drawPictures, drawRing, tinted, type Scene, type Sheet } from "./draw";
import { Gestures } from "./gestures";
import { bar, entries } from "./legend";
import { Lens } from "./lens";
import { Link } from "./links";
import { Markers } from "./markers";
import { beside, nearestPoint } from "./nearest";
import { unpacked } from "./numbers";
import { Own } from "./own";
import { Painter } from "./painter";
import { Point } from "./point";
import { Slot, type Images } from "./slot";
import { Tools } from "./tools";
import { Wanted } from "./wanted";

const REACH = 40; // pixels from the pointer in which a point is found
const STEP = 8; // pixels that a key moves the point
const PLAIN = 0.85; // alpha of the points
const COVERED = 0.3; // where thumbnails lie on them, until one is near enough to tell the points apart
const ARROWS: Record<string, Pair> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class View implements Listener {
  tell: Given<MapData>["setStateValue"] = () => undefined;
  private readonly frame: HTMLElement;
  private readonly box: HTMLElement;
  private readonly lens: Lens;
  private readonly canvas: HTMLCanvasElement;
  private readonly camera = new Camera();
  private readonly markers: Markers;
  private readonly painter = new Painter();
  private readonly slot: Slot;
  private readonly point: Point;
  private readonly link: Link;
  private readonly own: Own;
  private readonly gestures: Gestures;
  private readonly tools: Tools;
  private readonly wanted: Wanted;
  private readonly hidden = new Set<string>(); // names of labels
  private scene: Scene | undefined;
  private values: Float32Array | undefined;
  private errors!: Float32Array;
  private labels!: Uint16Array; // of `names`
  private sheet: HTMLImageElement | undefined;
  private pictures: Sheet | undefined;
  private selected = 0;
  private hovered = -1;
  private stepped = false;
  private waiting: number | undefined;

  constructor(private readonly parent: Given<MapData>["parentElement"], served = false) {
    parent.append(parent.querySelector("template")!.content.cloneNode(true));
    const find = <T extends HTMLElement>(name: string) => parent.querySelector<T>(name)!;
    [this.frame, this.box] = [find(".frame"), find(".map")];
    this.lens = new Lens(find(".lens"));
    this.canvas = find<HTMLCanvasElement>(".map > canvas");
    this.markers = new Markers(this.box);
    this.slot = new Slot(find(".slot"));
    this.point = new Point(this.slot, this.markers, () => this.ground(), this.canvas);
    this.link = new Link({
      onPage: () => this.canvas.isConnected,
      follow: (corners, since) => this.point.follow(corners, since),
      chosen: (i) => this.select(i),
    });
    this.point.moved = (corners, since) => this.link.moved(corners, since);
    this.point.shared = () => this.link.stands();
    this.own = new Own(this.frame, this.point, () => this.ground());
    listen(this);
    new ResizeObserver(() => this.resized() && this.draw()).observe(this.box);
    this.gestures = new Gestures(this.canvas, {
      hover: (at) => this.hover(this.nearest(at)),
      leave: () => this.hover(-1),
      tap: (at) => this.choose(this.nearest(at)),
      drag: (at, since) => this.drag(at, since),
      drop: () => this.drop(),
      line: (at) => this.draws(at),
      close: (how) => this.tools.lasso.close(how),
      pan: (dx, dy) => this.moved(this.camera.pan(dx, dy)),
      zoom: this.zoom,
      whole: () => this.camera.times === 1,
    });
    const { frame, box, point, gestures } = this;
    const keep = served ? (one: number[], two: number[]) => this.tell("groups", [one, two]) : undefined;
    this.tools = new Tools({ frame, box, point, gestures, find, keep, ground: () => this.ground() });
    this.wanted = new Wanted((n) => this.tell("wanted", n), () => this.gestures.stirred);
    this.canvas.addEventListener("dblclick", this.reset);
    this.canvas.addEventListener("keydown", (e) => this.key(e));
    this.canvas.addEventListener("keyup", (e) => this.keyEnds(e));
    this.canvas.addEventListener("blur", () => (this.gestures.spaced = false));
    this.buttons(find);
  }

  private buttons(find: (name: string) => HTMLElement): void {
    const middle = (factor: number) => this.zoom(this.camera.size[0] / 2, this.camera.size[1] / 2, factor);
    find(".in").onclick = () => middle(1.5);
    find(".out").onclick = () => middle(1 / 1.5);
    find(".reset").onclick = this.reset;
    const full = () => (document.fullscreenElement ? document.exitFullscreen() : this.frame.requestFullscreen());
    find(".full").onclick = () => void full();
  }

  decoderCame(): void {
    if (!this.scene) return;
    this.point.renew(false, this.selected);
    this.tools.renew(false);
    this.point.again();
    this.own.renew();
  }

  // ---- what is shown

  show(data: MapData): void {
    const old = this.scene?.data;
    const moved = data.x !== old?.x || data.y !== old?.y;
    const x = moved ? Float32Array.from(unpacked(data.x, Uint16Array), (v) => v / 65535) : this.scene!.x;
    const y = moved ? Float32Array.from(unpacked(data.y, Uint16Array), (v) => 1 - v / 65535) : this.scene!.y;
    if (moved) this.camera.whole();
    if (data.selected !== old?.selected) this.selected = data.selected;
    if (data !== old) this.colour(data, x, y);
    this.hover(-1);
    if (data.sheet !== old?.sheet) this.load(data.sheet);
    else if (data !== old) this.tint();
    if (data !== old) this.slot.lay(data);
    this.link.join(data.link);
    if (moved || data.decoder !== old?.decoder || data.refused !== old?.refused) this.point.renew(moved, this.selected);
    this.tools.renew(moved);
    this.point.neighbour();
    this.own.renew();
    this.wanted.wait(() => this.scene!.data.awaits && this.canvas.isConnected);
    this.draw();
  }

  // The pictures come after the points: to decode them takes longer than to draw the map.
  private load(source: string): void {
    const image = new Image();
    this.sheet = undefined;
    this.tint();
    image.onload = () => {
      if (source !== this.scene?.data.sheet) return;
      this.sheet = image;
      this.tint();
      this.point.neighbour();
      this.draw();
    };
    image.src = source;
  }

  private tint(): void {
    this.pictures = this.sheet && this.scene && tinted(this.sheet, this.scene);
  }

  // Each point's group and each group's ink, from labels or from values on a scale.
  private colour(data: MapData, x: Float32Array, y: Float32Array): void {
    const { scale, names } = data;
    this.values = scale && unpacked(scale.values, Float32Array);
    const inks = scale ? blended(data.inks, LEVELS) : data.inks;
    this.errors = unpacked(data.errors, Float32Array);
    this.labels = unpacked(data.group, Uint16Array);
    const group = scale ? levels(this.values!, scale.low, scale.high) : this.labels;
    const seen = (i: number) => !!scale || this.hidden.size === 0 || !this.hidden.has(names[group[i]]);
    this.scene = { x, y, data, group, inks, seen, camera: this.camera };
    const changed = () => this.moved();
    const items = scale ? bar(scale, data.inks) : entries({ names, inks, hidden: this.hidden, changed });
    this.parent.querySelector(".legend")!.replaceChildren(...(scale || items.length > 1 ? items : []));
  }

  private ground() {
    const { scene, camera, sheet } = this;
    const ink = (i: number) => scene!.inks[scene!.group[i]], words = (i: number) => this.words(i);
    return scene && { points: scene, seen: scene.seen, camera, data: scene.data, sheet, words, ink };
  }

  // ---- where it is looked at

  private readonly reset = () => this.moved(this.camera.whole());
  private readonly zoom = (px: number, py: number, factor: number) => this.moved(this.camera.zoom(px, py, factor));

  // Many moves in a frame are one picture.
  private moved(_?: void): void {
    this.hover(-1);
    this.waiting ??= requestAnimationFrame(() => this.draw());
  }

  private resized(): boolean {
    return this.box.clientWidth !== this.camera.size[0] || this.box.clientHeight !== this.camera.size[1];
  }

  private draw(): void {
    if (this.waiting !== undefined) cancelAnimationFrame(this.waiting);
    this.waiting = undefined;
    const { scene, canvas, camera } = this;
    if (!scene || !this.box.clientWidth) return;
    camera.lay([this.box.clientWidth, this.box.clientHeight]);
    const ratio = devicePixelRatio || 1;
    const [width, height] = camera.size.map((s) => Math.round(s * ratio));
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    const c = canvas.getContext("2d")!, covered = scene.data.thumbnails;
    const alpha = covered ? Math.min(PLAIN, COVERED * Math.sqrt(camera.times)) : PLAIN;
    const points = this.painter.draw(c, scene, alpha, ratio);
    c.setTransform(ratio, 0, 0, ratio, 0, 0);
    const pictures = covered && this.pictures ? drawPictures(c, scene, this.pictures) : 0;
    const ground = getComputedStyle(this.frame).getPropertyValue("--st-background-color");
    drawRing(c, this.pixel(this.selected), ground);
    this.point.lay();
    this.tools.lay();
    this.own.lay();
    const { colour } = scene.data;
    Object.assign(canvas.dataset, { points, pictures, colour, selected: this.selected, zoom: camera.times.toFixed(2) });
    canvas.dispatchEvent(new CustomEvent("drawn", { bubbles: true, composed: true }));
  }

  private pixel(i: number): Pair {
    return this.camera.pixel([this.scene!.x[i], this.scene!.y[i]]);
  }

  // ---- the pointer

  private nearest(at: Pair): number {
    const { scene } = this;
    return scene ? nearestPoint(scene, this.camera, at, REACH, scene.data.reach, scene.seen) : -1;
  }

  private drag(at: Pair, since: number): void {
    this.hover(-1);
    this.point.move(this.camera.place(at), since);
  }

  private draws(at: Pair): void {
    this.hover(-1);
    this.tools.lasso.draw(at);
  }

  private drop(): void {
    if (this.point.z) this.tell("released", Array.from(this.point.z));
  }

  private hover(i: number): void {
    this.hovered = i;
    this.markers.put(".here", i < 0 ? undefined : this.pixel(i));
    if (i < 0) return this.lens.hide();
    const { data } = this.scene!, sheet = i < data.thumbs ? this.pictures : undefined;
    const words = [data.names[this.labels[i]], `squared error ${this.errors[i].toFixed(2)} per image`];
    if (data.scale && this.values![i] !== this.errors[i]) words.splice(1, 0, `${data.scale.title} ${this.words(i)}`);
    this.lens.show(i, data, sheet ? { sheet, columns: data.columns, real: false } : this.real(i), words);
    this.lens.stand(this.pixel(i), this.camera.size);
  }

  // The real image, where it has come.
  private real(i: number): Images | undefined {
    const found = decoderOf(this.scene!.data.decoder)?.originals;
    return found && i < found.n ? { ...found, real: true } : undefined;
  }

  private words(i: number): string {
    const { data, group } = this.scene!;
    return data.scale ? `${this.values![i].toFixed(2)} ${data.scale.unit}` : data.names[group[i]];
  }

  private choose(i: number): void {
    if (i < 0) return;
    this.point.stand(i);
    this.select(i);
    this.link.choose(i);
  }

  // Told by each linked map of itself: the server hears only what has changed of one.
  private select(i: number): void {
    this.selected = i;
    this.draw();
    this.tell("picked", i);
  }

  // Arrows go to the nearest code in their direction, with Shift a step into the open; Enter chooses.
  private key(e: KeyboardEvent): void {
    const { scene, camera } = this;
    if (!scene) return;
    const from = this.hovered < 0 ? Math.min(this.selected, scene.data.reach - 1) : this.hovered;
    if (e.key === "Enter") return this.choose(from);
    if (e.key === "0") return this.reset();
    if (e.key === " ") this.gestures.spaced = true;
    const factor = { "+": 1.5, "-": 1 / 1.5 }[e.key];
    if (factor) return this.zoom(...this.pixel(from), factor);
    const way = ARROWS[e.key];
    if (way || e.key === " ") e.preventDefault();
    if (!way) return;
    if (e.shiftKey) {
      const at = this.point.at() ?? this.pixel(from);
      this.drag([at[0] + STEP * way[0], at[1] + STEP * way[1]], e.timeStamp);
      this.stepped = true;
      return;
    }
    const next = beside(scene, camera, from, way, scene.data.reach, scene.seen);
    this.hover(next);
    this.point.stand(next, e.timeStamp);
  }

  private keyEnds(e: KeyboardEvent): void {
    if (e.key === " ") this.gestures.spaced = false;
    if (!this.stepped || !(e.key in ARROWS)) return;
    this.stepped = false;
    this.drop();
  }
}
