// Two groups of images and the attribute vector from the mean of one to the mean of the other, which moves the point.
import { along, difference, mean } from "./groups";
import { Flags } from "./overlay";
import { length } from "./path";
import { Pictured } from "./pictured";
import { Panel, type Desk } from "./tray";
import "./attribute.css";

type Which = 1 | 2;

const figure = (k: Which) =>
  `<figure class="g${k}"><canvas class="small" role="img" aria-label="The mean of group ${k}, decoded"></canvas>
  <figcaption></figcaption></figure>`;
const HTML = `${figure(1)}${figure(2)}
<p class="dim">With a second group, the vector from one mean to the other moves the point.</p>
<div class="vector" hidden><b>Attribute vector</b><span class="dim length"></span>
<div class="row"><input class="strength" type="range" min="-2" max="2" step="0.01" value="0"
aria-label="Strength of the attribute vector"><output></output><button class="reset">Reset</button><button
class="clear">Clear</button><button class="keep" title="Add this vector to any image, on the page Generate">To
Generate</button></div></div>`;

export class Attribute {
  private readonly panel: Panel;
  private readonly pictures: Record<Which, Pictured>;
  private readonly flags: Flags;
  private means: Partial<Record<Which, Float32Array>> = {};
  private chosen: Record<Which, number[]> = { 1: [], 2: [] };
  private from: Float32Array | undefined; // where the point stood
  private own: Float32Array | undefined; // to where this moved it

  constructor(private readonly desk: Desk, over: HTMLElement) {
    const panel = (this.panel = new Panel(desk.find(".tray"), "attribute", HTML));
    this.pictures = { 1: new Pictured(panel.find(".g1 canvas")), 2: new Pictured(panel.find(".g2 canvas")) };
    this.flags = new Flags(over);
    panel.find<HTMLInputElement>(".strength").oninput = (e) => this.go(Number((e.target as HTMLInputElement).value));
    panel.on(".reset", () => this.go(0));
    panel.on(".clear", () => this.clear());
    panel.on(".keep", () => desk.keep?.(this.chosen[1], this.chosen[2]));
    panel.find(".keep").hidden = !desk.keep;
    // Whoever takes the point elsewhere begins there anew.
    desk.box.addEventListener("decoded", () => desk.point.z !== this.own && this.mark(0));
  }

  set(which: Which, chosen: number[]): void {
    const all = this.desk.point.stored();
    if (!all || !chosen.length) return;
    const z = mean(all, chosen);
    this.means[which] = z;
    this.chosen[which] = chosen;
    this.pictures[which].show(all, z);
    this.panel.find(`.g${which} figcaption`).textContent = `group ${which} · ${chosen.length}`;
    [this.from, this.own] = [undefined, undefined];
    this.mark(0);
    this.renew();
  }

  clear(): void {
    this.means = {};
    this.renew();
  }

  renew(): void {
    const { panel, means, desk } = this, { 1: one, 2: two } = means;
    for (const k of [1, 2] as const) {
      const z = means[k];
      this.flags.put(String(k), z && desk.point.placeOf(z));
      panel.find(`.g${k}`).hidden = !z;
    }
    panel.shown = !!one || !!two;
    panel.find("p").hidden = !!one && !!two;
    panel.find(".vector").hidden = !one || !two;
    if (one && two)
      panel.find(".length").textContent = `from mean 1 to mean 2, length ${length(difference(one, two)).toFixed(2)}`;
    this.lay();
  }

  lay(): void {
    const camera = this.desk.ground()?.camera;
    if (camera) this.flags.lay(camera);
  }

  private go(strength: number): void {
    const { 1: one, 2: two } = this.means, { point } = this.desk;
    if (!one || !two || !point.z) return;
    if (!this.from || point.z !== this.own) this.from = point.z;
    this.mark(strength);
    this.own = along(this.from, difference(one, two), strength);
    point.go(this.own);
  }

  private mark(strength: number): void {
    this.panel.find<HTMLInputElement>(".strength").value = String(strength);
    this.panel.find("output").textContent = `× ${strength.toFixed(2)}`;
  }
}
