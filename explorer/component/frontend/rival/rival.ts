// The bare scatter library on an empty page, for `bench map`: the same points, size and colours as our map.
import createScatterplot from "regl-scatterplot";

import { unpacked } from "../src/numbers";

interface Points {
  x: string; // 16 bits of [0, 1], as our map receives them
  y: string;
  group: string;
  inks: string[];
  wide: number; // pixels
  high: number;
}

const SIDE = 5; // pixels across a point, as ours has
const ALPHA = 0.85;

async function show({ x, y, group, inks, wide, high }: Points): Promise<void> {
  const canvas = document.querySelector("canvas")!;
  canvas.style.width = `${wide}px`;
  canvas.style.height = `${high}px`;
  const plot = createScatterplot({
    canvas, width: wide, height: high, aspectRatio: wide / high, pointSize: SIDE, opacity: ALPHA, colorBy: "valueA",
    pointColor: inks, backgroundColor: "#ffffff",
  });
  const places = (text: string) => Array.from(unpacked(text, Uint16Array), (v) => (v / 65535) * 1.9 - 0.95);
  await plot.draw({ x: places(x), y: places(y), z: Array.from(unpacked(group, Uint16Array)) }, { zDataType: "categorical" });
}

Object.assign(window, { show });
