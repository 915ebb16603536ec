// The test loss over the epochs, with a mark that stands above the slider's thumb.
import { dot, fit, style } from "./canvas";
import type { Reel } from "./reel";
import { between, decades, round, type Place } from "./scales";

const WIDE = 4; // times its least value: where the loss was more at first, its axis is logarithmic
const THUMB = 20; // px of the slider's thumb, as in the CSS
const LEFT = 96 + 16 + THUMB / 2; // px before the curve: the slider lies below it, mark above thumb

// The epoch at `t`, and the place among the kept ones of an epoch; straight between them.
export function epochAt(epochs: number[], t: number): number {
  const i = Math.floor(t), j = Math.min(i + 1, epochs.length - 1);
  return epochs[i] + (epochs[j] - epochs[i]) * (t - i);
}

export function when(epochs: number[], epoch: number): number {
  return between(epoch, epochs.map((e, i) => [e, i]));
}

// Kept epochs stand at equal distances, as on the slider; the curve runs straight through those between.
export function drawCurve(canvas: HTMLCanvasElement, reel: Reel, t: number, font: string): void {
  const { c, width, height } = fit(canvas);
  const values = reel.curve.map((p) => p[1]), last = reel.epochs.length - 1;
  if (!values.length) return;
  const low = Math.min(...values), high = Math.max(...values), log = low > 0 && high > WIDE * low;
  const f = log ? Math.log : Number;
  const top = 26, foot = height - 28, right = width - THUMB / 2;
  const x = (at: number) => LEFT + (right - LEFT) * (last ? at / last : 0);
  const y = (v: number) => foot - ((v - f(low)) / (f(high) - f(low) || 1)) * (foot - top);
  c.font = `13px ${font}`;
  c.fillStyle = c.strokeStyle = style(canvas, "--st-text-color");
  c.fillText(reel.what + (log ? ", logarithmic" : ""), LEFT, 12);
  drawTicks(c, reel.epochs, x, height - 6);
  for (const v of log ? decades(low, high) : round(low, high)) drawRule(c, y(f(v)), right, v);
  const curve = reel.curve.map(([epoch, v]): Place => [epoch, f(v)]);
  drawLine(c, curve.map(([epoch, v]) => [x(when(reel.epochs, epoch)), y(v)]));
  reel.epochs.forEach((epoch, i) => dot(c, x(i), y(between(epoch, curve)), 3));
  c.fillStyle = style(canvas, "--st-primary-color");
  c.fillRect(x(t) - 1, top - 6, 2, foot - top + 6);
  dot(c, x(t), y(between(epochAt(reel.epochs, t), curve)), 6);
}

// The kept epochs below the curve, as many as there is room for.
function drawTicks(c: CanvasRenderingContext2D, epochs: number[], x: (at: number) => number, foot: number): void {
  const every = Math.ceil((38 * epochs.length) / (x(epochs.length - 1) - LEFT || 1));
  c.globalAlpha = 0.8;
  c.textAlign = "center";
  epochs.forEach((epoch, i) => {
    if (i % every === 0) c.fillText(String(epoch), x(i), foot);
  });
  c.textAlign = "right";
  c.fillText("epoch", LEFT - 12, foot);
}

// A faint line across the curve, with its number before it.
function drawRule(c: CanvasRenderingContext2D, y: number, right: number, v: number): void {
  c.globalAlpha = 0.15;
  c.fillRect(LEFT, Math.round(y), right - LEFT, 1);
  c.globalAlpha = 0.8;
  c.textAlign = "right";
  c.textBaseline = "middle";
  c.fillText(v.toLocaleString("en").replace("-", "−"), LEFT - 12, y);
}

function drawLine(c: CanvasRenderingContext2D, pixels: Place[]): void {
  c.globalAlpha = 0.55;
  c.lineWidth = 2;
  c.beginPath();
  for (const pixel of pixels) c.lineTo(...pixel);
  c.stroke();
  c.globalAlpha = 1;
}
