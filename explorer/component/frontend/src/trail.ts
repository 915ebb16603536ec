// The path between the anchors, drawn on the map: where it leaps to another region, it is dotted.
import type { Camera, Pair } from "./camera";

const LEAP = 0.06; // of the map, between two places that follow each other

export class Trail {
  private readonly lines: SVGPathElement[];
  private places: Pair[] = [];

  constructor(over: HTMLElement) {
    over.insertAdjacentHTML(
      "beforeend",
      '<svg class="trail"><path class="ground"/><path class="line"/><path class="leap"/></svg>',
    );
    this.lines = [...over.querySelectorAll<SVGPathElement>(".trail path")];
  }

  show(places: Pair[]): void {
    this.places = places;
  }

  lay(camera: Camera): void {
    const pixels = this.places.map((place) => camera.pixel(place).map((v) => v.toFixed(1)).join());
    let [whole, leaps] = ["", ""];
    this.places.forEach(([x, y], k) => {
      const near = k > 0 && Math.hypot(x - this.places[k - 1][0], y - this.places[k - 1][1]) <= LEAP;
      whole += `${near ? "L" : "M"}${pixels[k]}`;
      if (k > 0 && !near) leaps += `M${pixels[k - 1]}L${pixels[k]}`;
    });
    [whole, whole, leaps].forEach((d, k) => this.lines[k].setAttribute("d", d));
  }
}
