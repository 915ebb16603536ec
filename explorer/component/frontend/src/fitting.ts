// How a picture of any size becomes one like the run's own: averaged down, made grey, inverted, or laid out as MNIST's.

// Values in [0, 1], channel by channel.
export interface Raster {
  wide: number;
  high: number;
  channels: number;
  values: Float32Array;
}

export type Box = [left: number, top: number, wide: number, high: number];

const LUMA = [0.299, 0.587, 0.114]; // ITU-R Rec. 601
const FIELD = 28; // pixels: the side of an MNIST image
const INK = 20; // the longer side of its digit: so of 9,997 in its 10,000 test images
const MIDDLE = 14.5; // where the centre of mass lies: 14.51 and 14.49 on average there
const LIGHT = 0.5;

// The pixels of a canvas, RGBA, as a raster of 1 channel or 3.
export function raster({ data, width, height }: Pick<ImageData, "data" | "width" | "height">, channels: number): Raster {
  const n = width * height, values = new Float32Array(channels * n);
  for (let i = 0; i < n; i++) {
    const at = (c: number) => data[4 * i + c] / 255;
    if (channels === 1) values[i] = LUMA.reduce((sum, w, c) => sum + w * at(c), 0);
    else for (let c = 0; c < channels; c++) values[c * n + i] = at(c);
  }
  return { wide: width, high: height, channels, values };
}

// Each pixel is the mean of what it covers of the box.
export function averaged(from: Raster, [left, top, across, down]: Box, wide: number, high: number): Raster {
  const columns = shares(left, across, wide), rows = shares(top, down, high);
  const values = new Float32Array(from.channels * wide * high), line = new Float64Array(from.wide);
  for (let c = 0, o = 0; c < from.channels; c++)
    for (const [first, weights] of rows) {
      line.fill(0);
      weights.forEach((w, k) => {
        const start = (c * from.high + first + k) * from.wide;
        for (let x = 0; x < from.wide; x++) line[x] += w * from.values[start + x];
      });
      for (const [at, parts] of columns) values[o++] = parts.reduce((sum, w, k) => sum + w * line[at + k], 0);
    }
  return { wide, high, channels: from.channels, values };
}

// Of `n` equal parts of a stretch: the first cell that each covers, and the shares of it and the next ones.
function shares(from: number, length: number, n: number): [number, number[]][] {
  const step = length / n;
  return Array.from({ length: n }, (_, k) => {
    const start = from + k * step, end = start + step;
    const first = Math.floor(start + 1e-9), last = Math.max(first + 1, Math.ceil(end - 1e-9));
    const cover = (i: number) => Math.max(0, Math.min(end, i + 1) - Math.max(start, i)) / step;
    return [first, Array.from({ length: last - first }, (_, i) => cover(first + i))];
  });
}

// The largest box in the middle that has the aspect, width to height.
export function cropped(wide: number, high: number, aspect: number): Box {
  const across = Math.min(wide, high * aspect), down = Math.min(high, wide / aspect);
  return [(wide - across) / 2, (high - down) / 2, across, down];
}

// The smallest box that holds all ink, in whole pixels; none without ink.
export function bounds({ wide, high, values }: Raster): Box | undefined {
  let [left, top, right, bottom] = [wide, high, 0, 0];
  for (let i = 0; i < wide * high; i++) {
    if (values[i] <= 0) continue;
    const x = i % wide, y = Math.floor(i / wide);
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x + 1), Math.min(top, y), Math.max(bottom, y + 1)];
  }
  return right > left ? [left, top, right - left, bottom - top] : undefined;
}

// The centre of mass of the ink, in pixels from the left and the top.
export function massCentre({ wide, high, values }: Raster): [number, number] {
  let [x, y, whole] = [0, 0, 0];
  for (let i = 0; i < wide * high; i++) {
    x += values[i] * ((i % wide) + 0.5);
    y += values[i] * (Math.floor(i / wide) + 0.5);
    whole += values[i];
  }
  return [x / whole, y / whole];
}

// As MNIST was made (LeCun et al. 1998): the ink fitted to 20 x 20 pixels with its aspect kept, and moved by whole
// pixels so that its centre of mass comes to the middle of 28 x 28.
export function likeMnist(drawn: Raster): Raster {
  const out = { wide: FIELD, high: FIELD, channels: 1, values: new Float32Array(FIELD * FIELD) };
  const box = bounds(drawn);
  if (!box) return out;
  const scale = INK / Math.max(box[2], box[3]);
  const [wide, high] = [box[2], box[3]].map((side) => Math.max(1, Math.round(side * scale)));
  const digit = averaged(drawn, box, wide, high);
  const shift = (centre: number, side: number) => Math.min(FIELD - side, Math.max(0, Math.round(MIDDLE - centre)));
  const [cx, cy] = massCentre(digit), [left, top] = [shift(cx, wide), shift(cy, high)];
  for (let y = 0; y < high; y++)
    out.values.set(digit.values.subarray(y * wide, (y + 1) * wide), (top + y) * FIELD + left);
  return out;
}

export function inverted(given: Raster): Raster {
  return { ...given, values: given.values.map((v) => 1 - v) };
}

// Whether the outermost pixels are light, as those of ink on paper.
export function lightBorder({ wide, high, channels, values }: Raster): boolean {
  const n = wide * high;
  let sum = 0, count = 0;
  for (let i = 0; i < channels * n; i++) {
    const x = i % wide, y = Math.floor((i % n) / wide);
    if (x > 0 && y > 0 && x < wide - 1 && y < high - 1) continue;
    sum += values[i];
    count++;
  }
  return sum / count > LIGHT;
}

// In the 256 steps of the data and of a canvas, so that what is shown is what is encoded.
export function stepped(given: Raster): Raster {
  return { ...given, values: given.values.map((v) => Math.round(v * 255) / 255) };
}

// As RGBA for a canvas.
export function painted({ wide, high, channels, values }: Raster): ImageData {
  const image = new ImageData(wide, high), n = wide * high;
  for (let i = 0; i < n; i++) {
    for (let c = 0; c < 3; c++) image.data[4 * i + c] = Math.round(values[(channels === 1 ? 0 : c) * n + i] * 255);
    image.data[4 * i + 3] = 255;
  }
  return image;
}
