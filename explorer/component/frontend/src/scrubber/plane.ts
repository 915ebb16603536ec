// The map of a film: the test images' codes, gliding from kept epoch to kept epoch, and the box of the manifold.
import { fit, style } from "./canvas";
import type { Reel } from "./reel";
import { smooth, type Place } from "./scales";

// Where the box of a film lies on a canvas: as large as it can be, in the middle.
export class Frame {
  private readonly scale: number;
  private readonly left: number;
  private readonly foot: number;

  constructor([wide, high]: Reel["box"], width: number, height: number) {
    this.scale = Math.min(width / wide, height / high);
    this.left = (width - wide * this.scale) / 2;
    this.foot = (height + high * this.scale) / 2;
  }

  pixel([x, y]: Place): Place {
    return [this.left + x * this.scale, this.foot - y * this.scale];
  }

  place([px, py]: Place): Place {
    return [(px - this.left) / this.scale, (this.foot - py) / this.scale];
  }
}

// The place of point `n` at `t`, which counts kept epochs.
export function placeAt({ x, y }: Reel, t: number, n: number): Place {
  const i = Math.min(Math.floor(t), Math.max(0, x.length - 2)), j = Math.min(i + 1, x.length - 1);
  const share = smooth(t - i);
  return [x[i][n] + (x[j][n] - x[i][n]) * share, y[i][n] + (y[j][n] - y[i][n]) * share];
}

export function drawPlane(canvas: HTMLCanvasElement, reel: Reel, t: number): void {
  const { c, width, height } = fit(canvas);
  const frame = new Frame(reel.box, width, height);
  c.globalAlpha = 0.8;
  for (let n = 0; n < reel.label.length; n++) {
    c.fillStyle = reel.palette[Math.max(0, reel.label[n]) % reel.palette.length];
    c.beginPath();
    c.arc(...frame.pixel(placeAt(reel, t, n)), 4, 0, 7);
    c.fill();
  }
  c.globalAlpha = 1;
  const [left, foot, right, top] = reel.window;
  const [x0, y0] = frame.pixel([left, top]), [x1, y1] = frame.pixel([right, foot]);
  c.strokeStyle = style(canvas, "--st-primary-color");
  c.lineWidth = 2;
  c.setLineDash([6, 5]);
  c.strokeRect(x0, y0, x1 - x0, y1 - y0);
  c.setLineDash([]);
}
