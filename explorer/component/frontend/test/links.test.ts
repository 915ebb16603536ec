import { expect, test } from "vitest";

import type { Corner } from "../src/delaunay";
import { Link, type Member } from "../src/links";

class OneMap implements Member {
  here = true;
  followed: Corner[][] = [];
  selected: number[] = [];
  readonly link = new Link(this);

  constructor(id: string) {
    this.link.join(id);
  }

  onPage(): boolean {
    return this.here;
  }

  follow(corners: Corner[]): void {
    this.followed.push(corners);
    if (this.followed.length > 9) throw new Error("an echo");
  }

  chosen(i: number): void {
    this.selected.push(i);
  }
}

const mixture: Corner[] = [[3, 0.25], [8, 0.75]];

test("where one goes the others of its link go, and nobody else, nor itself", () => {
  const [a, b, c, other, alone] = ["digits", "digits", "digits", "faces", ""].map((id) => new OneMap(id));
  a.link.moved(mixture, 0);
  a.link.choose(8);
  expect([b.followed, c.followed]).toEqual([[mixture], [mixture]]);
  expect([a, other, alone].flatMap((map) => map.followed)).toEqual([]);
  expect([a, b, c, other, alone].map((map) => map.selected)).toEqual([[], [8], [8], [], []]);
  [a, b, c, other].forEach((map) => (map.here = false));
});

test("maps without a link have nothing to do with each other", () => {
  const [a, b] = [new OneMap(""), new OneMap("")];
  a.link.moved(mixture, 0);
  a.link.choose(1);
  expect([b.followed, b.selected, a.link.stands()]).toEqual([[], [], undefined]);
});

test("a map that comes later finds the point where it stands, one that has left hears no more", () => {
  const [a, b] = [new OneMap("faces"), new OneMap("faces")];
  expect(b.link.stands()).toBeUndefined();
  a.link.moved(mixture, 0);
  b.here = false;
  const c = new OneMap("faces");
  expect(c.link.stands()).toEqual(mixture);
  a.link.moved([[1, 1]], 1);
  expect([b.followed.length, c.followed]).toEqual([1, [[[1, 1]]]]);
});

test("after all have left a link begins anew", () => {
  const a = new OneMap("sprites");
  a.link.moved(mixture, 0);
  a.here = false;
  expect(new OneMap("sprites").link.stands()).toBeUndefined();
});

test("a map that is given another link leaves the one before", () => {
  const [a, b, c] = [new OneMap("one"), new OneMap("one"), new OneMap("two")];
  b.link.join("two");
  a.link.moved(mixture, 0);
  c.link.moved([[2, 1]], 0);
  expect(b.followed).toEqual([[[2, 1]]]);
});
