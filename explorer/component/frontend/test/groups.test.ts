import { expect, test } from "vitest";

import { along, difference, mean, rowsOf, table } from "../src/groups";

const all = { codes: Float32Array.of(1, 2, 3, 4, 5, 6, 0.1, -0.2), size: 2 };

test("the mean of one is itself, of all it is theirs", () => {
  expect(mean(all, [1])).toEqual(Float32Array.of(3, 4));
  expect(mean(all, [0, 1, 2])).toEqual(Float32Array.of(3, 4));
});

test("at strength 1 the vector leads from one mean to the other, at 0 nowhere, at -1 back", () => {
  const [one, two] = [mean(all, [0, 1]), mean(all, [2])];
  const vector = difference(one, two);
  expect(along(one, vector, 1)).toEqual(two);
  expect(along(one, vector, 0)).toEqual(one);
  expect(along(two, vector, -1)).toEqual(one);
});

test("the table has the image, its label and its code, and brings every number back", () => {
  const lines = table(all, [3, 0], [7, -1, 5, 4]).trimEnd().split("\n");
  expect(lines).toEqual(["image,label,z0,z1", "3,4,0.100000001,-0.200000003", "0,7,1,2"]);
  expect(Float32Array.from(lines[1].split(",").slice(2), Number)).toEqual(rowsOf(all, [3]));
});
