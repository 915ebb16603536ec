// The triangle that holds a place, by a walk through the triangulation.
import { Delaunay as Triangles } from "d3-delaunay";

import type { Pair } from "./camera";
import type { Points } from "./nearest";
import { within } from "./numbers";

export type Corner = [index: number, weight: number];

interface Located {
  place: Pair;
  corners: Corner[];
}

const UNITS = 65535; // in which places come: whole numbers, so that no area is lost by rounding

export default class Delaunay {
  private readonly mesh: Triangles<Pair>;
  private readonly flat: Float64Array;
  private last = 0; // a triangle: the next place is likely to lie near it

  constructor(points: Points) {
    this.flat = new Float64Array(points.x.length * 2);
    for (let i = 0; i < points.x.length; i++)
      this.flat.set([points.x[i], points.y[i]].map((v) => Math.round(v * UNITS)), 2 * i);
    this.mesh = new Triangles(this.flat);
  }

  locate(asked: Pair): Located {
    const { place, corners } = this.find([asked[0] * UNITS, asked[1] * UNITS]);
    return { place: [place[0] / UNITS, place[1] / UNITS], corners };
  }

  private find(p: Pair): Located {
    const { triangles, halfedges, hull, collinear } = this.mesh as Triangles<Pair> & { collinear?: Int32Array };
    if (collinear || hull.length < 3) return this.alone(p);
    let t = this.last;
    for (let steps = triangles.length / 3; steps > 0; steps--) {
      const [a, b, c] = [0, 1, 2].map((k) => triangles[3 * t + k]);
      const whole = this.area(a, b, this.at(c));
      const parts = [this.area(b, c, p), this.area(c, a, p), this.area(a, b, p)].map((v) => v / whole);
      const worst = parts.indexOf(Math.min(...parts));
      if (!(parts[worst] < 0)) {
        this.last = t;
        return { place: p, corners: [[a, parts[0]], [b, parts[1]], [c, parts[2]]] };
      }
      const over = halfedges[3 * t + ((worst + 1) % 3)]; // the edge opposite to that corner
      if (over < 0) break;
      t = Math.floor(over / 3);
    }
    return this.rim(p);
  }

  // The nearest place on the hull.
  private rim(p: Pair): Located {
    const { hull } = this.mesh;
    let best: Located | undefined, least = Infinity;
    for (let k = 0; k < hull.length; k++) {
      const [a, b] = [hull[k], hull[(k + 1) % hull.length]];
      const [from, to] = [this.at(a), this.at(b)];
      const way = [to[0] - from[0], to[1] - from[1]];
      const long = way[0] ** 2 + way[1] ** 2;
      const part = long > 0 ? within(((p[0] - from[0]) * way[0] + (p[1] - from[1]) * way[1]) / long) : 0;
      const place: Pair = [from[0] + part * way[0], from[1] + part * way[1]];
      const d = (place[0] - p[0]) ** 2 + (place[1] - p[1]) ** 2;
      if (d < least) [best, least] = [{ place, corners: [[a, 1 - part], [b, part]] }, d];
    }
    return best ?? this.alone(p);
  }

  // The nearest point: where there is no triangle.
  private alone([x, y]: Pair): Located {
    let i = 0, least = Infinity;
    for (let k = 0; k < this.flat.length / 2; k++) {
      const d = (this.flat[2 * k] - x) ** 2 + (this.flat[2 * k + 1] - y) ** 2;
      if (d < least) [i, least] = [k, d];
    }
    return { place: this.at(i), corners: [[i, 1]] };
  }

  private at(i: number): Pair {
    return [this.flat[2 * i], this.flat[2 * i + 1]];
  }

  // Twice the area of a triangle, with the sign of its turn.
  private area(a: number, b: number, [px, py]: Pair): number {
    const [[ax, ay], [bx, by]] = [this.at(a), this.at(b)];
    return (bx - ax) * (py - ay) - (by - ay) * (px - ax);
  }
}
