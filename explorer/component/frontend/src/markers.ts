// What lies over the map and moves without it being drawn anew: the point, the nearest code, the one under the pointer.
import type { Pair } from "./camera";

export class Markers {
  private readonly find: (name: string) => HTMLElement;

  constructor(box: HTMLElement) {
    this.find = (name) => box.querySelector<HTMLElement>(name)!;
  }

  put(name: ".here" | ".point" | ".near", at: Pair | undefined): void {
    const mark = this.find(name);
    mark.hidden = !at;
    if (at) mark.style.transform = `translate(${at[0]}px, ${at[1]}px)`;
  }

  // The thread from the point to the nearest code.
  tie(from: Pair | undefined, to: Pair | undefined): void {
    const thread = this.find(".thread");
    thread.hidden = !from || !to;
    if (!from || !to) return;
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    thread.style.width = `${Math.hypot(dx, dy)}px`;
    thread.style.transform = `translate(${from[0]}px, ${from[1]}px) rotate(${Math.atan2(dy, dx)}rad)`;
  }
}
