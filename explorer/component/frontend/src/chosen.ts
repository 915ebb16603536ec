// What the lasso chose: how many images, what the mean of their codes decodes to, and their codes as a file.
import { mean, rowsOf, table } from "./groups";
import { npz } from "./npz";
import { unpacked } from "./numbers";
import { Pictured } from "./pictured";
import { save } from "./saved";
import { Panel, type Desk } from "./tray";

const HTML = `<canvas class="small mean" role="img" aria-label="The mean of the codes, decoded"></canvas>
<div><b class="count"></b><span class="dim">mean of the codes, decoded</span>
<div class="row"><button class="one" title="Make these images group 1">Group 1</button><button class="two"
title="Make these images group 2">Group 2</button><button class="clear">Clear</button></div>
<div class="row"><button class="csv">Codes as CSV</button><button class="npz">Codes as NPZ</button></div></div>`;

export interface Wanted {
  group(which: 1 | 2): void;
  clear(): void;
}

export class Chosen {
  private readonly panel: Panel;
  private readonly picture: Pictured;
  private chosen: number[] = [];

  constructor(private readonly desk: Desk, wanted: Wanted) {
    const panel = (this.panel = new Panel(desk.find(".tray"), "chosen", HTML));
    this.picture = new Pictured(panel.find(".mean"));
    panel.on(".one", () => wanted.group(1));
    panel.on(".two", () => wanted.group(2));
    panel.on(".csv", () => this.csv());
    panel.on(".npz", () => this.npz());
    panel.on(".clear", () => wanted.clear());
  }

  show(chosen: number[]): void {
    const all = this.desk.point.stored();
    this.chosen = chosen;
    this.panel.shown = chosen.length > 0 && all !== undefined;
    if (!chosen.length || !all) return;
    this.panel.find(".count").textContent = chosen.length === 1 ? "1 image" : `${chosen.length} images`;
    this.picture.show(all, mean(all, chosen));
  }

  private labels(): Int16Array {
    return unpacked(this.desk.ground()!.data.label, Int16Array);
  }

  private csv(): void {
    const all = this.desk.point.stored();
    if (all) save(new Blob([table(all, this.chosen, this.labels())], { type: "text/csv" }), "codes.csv");
  }

  private npz(): void {
    const all = this.desk.point.stored(), { chosen } = this, n = chosen.length, label = this.labels();
    if (!all) return;
    const arrays = [
      { name: "z", values: rowsOf(all, chosen), shape: [n, all.size] },
      { name: "index", values: Int32Array.from(chosen), shape: [n] },
      { name: "label", values: Int32Array.from(chosen, (i) => label[i]), shape: [n] },
    ];
    save(new Blob([npz(arrays)]), "codes.npz");
  }
}
