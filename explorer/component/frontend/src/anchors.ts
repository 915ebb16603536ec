// Two anchors, A and B, and the path between them: drawn, played, decoded, saved.
import type { Pair } from "./camera";
import type { Decoder } from "./decoder";
import { Flags } from "./overlay";
import { PATHS } from "./path";
import { Pictured } from "./pictured";
import { Player } from "./player";
import { Strip } from "./strip";
import { Trail } from "./trail";
import { Panel, type Desk } from "./tray";
import "./anchors.css";

type Name = "A" | "B";

interface Anchor {
  z: Float32Array;
  place: Pair; // where the point stood on this map
}

const NAMES: Name[] = ["A", "B"];

const PLACES = 65; // of the path, on the map
const WORDS = "Move the point and set A, then B (or press the keys a and b): the path from A to B is decoded here.";
const end = (name: Name, key: string) =>
  `<button class="end ${name}" title="${name}: the code of the point (key ${key})"><b>${name}</b>
  <canvas class="small" role="img" aria-label="${name}, decoded"></canvas></button>`;
const HTML = `${end("A", "a")}${end("B", "b")}<p class="dim">${WORDS}</p><div class="way" hidden>
<div class="row"><input class="t" type="range" min="0" max="1" step="0.001" value="0"
aria-label="Place on the path from A to B"></div>
<canvas class="strip" role="img" aria-label="Eight pictures decoded along the path"></canvas></div>
<div class="acts" hidden>
<div class="row"><button class="play" title="There and back (key p)">Play</button><output></output></div>
<div class="row kinds"><button class="lerp" title="The straight line">lerp</button><button class="slerp"
title="The arc, which keeps the length that codes of N(0, I) have">slerp</button></div>
<div class="row"><button class="save" title="The eight pictures">Save as PNG</button>
<button class="clear">Clear</button></div></div>`;

export class Anchors {
  private readonly panel: Panel;
  private readonly strip: Strip;
  private readonly pictures: Record<Name, Pictured>;
  private readonly trail: Trail;
  private readonly flags: Flags;
  private readonly player = new Player((t) => this.step(t), (playing) => this.played(playing));
  private anchors: Partial<Record<Name, Anchor>> = {};
  private kind: keyof typeof PATHS = "slerp";
  private t = 0;
  private own: Float32Array | undefined; // the code to which it moved the point last

  constructor(private readonly desk: Desk, over: HTMLElement, private readonly told: () => void) {
    const panel = (this.panel = new Panel(desk.find(".tray"), "anchors", HTML));
    this.strip = new Strip(panel.find(".strip"));
    this.pictures = { A: new Pictured(panel.find(".A canvas")), B: new Pictured(panel.find(".B canvas")) };
    [this.trail, this.flags] = [new Trail(over), new Flags(over)];
    for (const name of NAMES) panel.on(`.${name}`, () => this.set(name));
    for (const kind of ["lerp", "slerp"] as const) panel.on(`.${kind}`, () => this.turn(kind));
    panel.find<HTMLInputElement>(".t").oninput = (e) => this.slide(Number((e.target as HTMLInputElement).value));
    panel.on(".play", () => this.play());
    panel.on(".save", () => this.strip.save(`path-${this.kind}.png`));
    panel.on(".clear", () => this.clear());
  }

  get shown(): boolean {
    return this.panel.shown;
  }

  open(): void {
    this.panel.shown = true;
    this.told();
  }

  // The code of the point becomes an anchor.
  set(name: Name): void {
    const { point } = this.desk, decoder = point.stored(), camera = this.desk.ground()?.camera, at = point.at();
    this.open();
    if (!decoder || !camera || !point.z || !at) return;
    this.player.stop();
    const z = point.z.slice();
    this.anchors[name] = { z, place: camera.place(at) };
    this.pictures[name].show(decoder, z);
    this.panel.find(`.${name}`).classList.add("set");
    if (this.ends()) this.mark(name === "A" ? 0 : 1);
    this.show();
  }

  play(): void {
    if (this.player.playing) return this.player.stop();
    if (!this.ends()) return;
    this.go(this.t);
    this.player.play(this.t);
  }

  stop(): void {
    this.player.stop();
  }

  clear(): void {
    this.player.stop();
    this.anchors = {};
    for (const name of NAMES) this.panel.find(`.${name}`).classList.remove("set");
    this.mark(0);
    this.show();
    this.panel.shown = false;
    this.told();
  }

  // The same codes on another map.
  renew(): void {
    this.player.stop();
    for (const anchor of Object.values(this.anchors)) anchor.place = this.desk.point.placeOf(anchor.z) ?? anchor.place;
    this.show();
  }

  private show(): void {
    const { panel, desk } = this, decoder = desk.point.stored(), ends = this.ends();
    for (const name of NAMES) this.flags.put(name, this.anchors[name]?.place);
    for (const name of [".way", ".acts"]) panel.find(name).hidden = !ends;
    panel.find("p").hidden = !!ends;
    for (const kind of ["lerp", "slerp"]) panel.find(`.${kind}`).setAttribute("aria-pressed", String(kind === this.kind));
    const places = Array.from({ length: ends ? PLACES : 0 }, (_, k) => this.place(k / (PLACES - 1)));
    this.trail.show(places.filter((place) => place !== undefined));
    this.lay();
    if (ends && decoder) void this.decode(decoder);
  }

  lay(): void {
    const camera = this.desk.ground()?.camera;
    if (!camera) return;
    this.trail.lay(camera);
    this.flags.lay(camera);
  }

  private async decode(decoder: Decoder): Promise<void> {
    try {
      await this.strip.show(decoder, (t) => this.code(t));
    } catch (error) {
      console.error(error); // the slot says why nothing is decoded
    }
  }

  private ends(): [Anchor, Anchor] | undefined {
    const { A, B } = this.anchors;
    return A && B && [A, B];
  }

  private code(t: number): Float32Array {
    const [a, b] = this.ends()!;
    return PATHS[this.kind](a.z, b.z, t);
  }

  private place(t: number): Pair | undefined {
    const [a, b] = this.ends()!;
    return t === 0 ? a.place : t === 1 ? b.place : this.desk.point.placeOf(this.code(t));
  }

  private turn(kind: keyof typeof PATHS): void {
    this.kind = kind;
    this.show();
    if (this.desk.point.z === this.own && this.own) this.go(this.t);
  }

  private slide(t: number): void {
    this.player.stop();
    this.go(t);
  }

  private step(t: number): boolean {
    if (this.desk.point.z !== this.own || !this.desk.box.isConnected) return false;
    this.go(t);
    return true;
  }

  private go(t: number): void {
    this.mark(t);
    this.own = this.code(t);
    this.desk.point.go(this.own, performance.now(), this.place(t));
  }

  private mark(t: number): void {
    this.t = t;
    this.panel.find<HTMLInputElement>(".t").value = String(t);
    this.panel.find("output").textContent = `t = ${t.toFixed(2)}`;
  }

  private played(playing: boolean): void {
    const button = this.panel.find(".play");
    button.textContent = playing ? "Pause" : "Play";
    button.setAttribute("aria-pressed", String(playing));
  }
}
