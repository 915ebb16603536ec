// The tray under the map: a row of panels, each without height until it is used.
import type { Gestures } from "./gestures";
import type { Ground, Point } from "./point";
import "./tray.css";

// What every tool works on.
export interface Desk {
  frame: HTMLElement;
  box: HTMLElement; // the map
  point: Point;
  gestures: Gestures;
  find: (name: string) => HTMLElement;
  ground: () => Ground | undefined;
  keep?: (one: number[], two: number[]) => void; // where there is a server: two groups of images, for other pages
}

export class Panel {
  private readonly root = document.createElement("section");

  constructor(tray: HTMLElement, name: string, html: string) {
    this.root.className = `panel ${name}`;
    this.root.innerHTML = html;
    this.root.hidden = true;
    tray.append(this.root);
  }

  find<T extends HTMLElement>(name: string): T {
    return this.root.querySelector<T>(name)!;
  }

  on(name: string, act: () => void): void {
    this.find(name).onclick = act;
  }

  get shown(): boolean {
    return !this.root.hidden;
  }

  set shown(shown: boolean) {
    this.root.hidden = !shown;
  }
}
