// The bare scatter library on an empty page, for `bench map`: the same points, size and shade as our map.
import createScatterplot from "regl-scatterplot";

import { radius } from "../src/painter";

interface Points {
  x: number[]; // of [-1, 1]
  y: number[];
  group: number[];
  wide: number; // pixels
  high: number;
}

const INKS = [
  "#4e79a7", "#f28e2b", "#e15759", "#76b7b2", "#59a14f", "#edc948", "#b07aa1", "#ff9da7", "#9c755f", "#79706e",
];

async function show({ x, y, group, wide, high }: Points): Promise<void> {
  const canvas = document.querySelector("canvas")!;
  canvas.style.width = `${wide}px`;
  canvas.style.height = `${high}px`;
  const plot = createScatterplot({
    canvas, width: wide, height: high, aspectRatio: wide / high, pointSize: 2 * radius(x.length, 1), opacity: 0.85,
    colorBy: "valueA", pointColor: INKS, backgroundColor: "#ffffff",
  });
  await plot.draw({ x, y, z: group }, { zDataType: "categorical" });
  plot.subscribe("draw", () => dispatchEvent(new Event("drawn")));
}

Object.assign(window, { show });
