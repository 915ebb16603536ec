// A map of decoded thumbnails on a canvas: hover shows the nearest picture at once, a click tells Python its index.
const views = new WeakMap();

const AHEAD_AFTER = 1500; // ms: the page itself comes first

// A file of the app's own scripts, fetched before a page asks for it; one that does not come is asked for again then.
function loadAhead(name) {
  const own = document.querySelector('script[src*="static/js/"]');
  if (own) import(new URL(name, own.src)).catch(() => undefined);
}

export default function ({ parentElement, data, setStateValue }) {
  let view = views.get(parentElement);
  if (!view) {
    view = new View(parentElement);
    views.set(parentElement, view);
    if (data.ahead) setTimeout(loadAhead, AHEAD_AFTER, data.ahead);
  }
  view.pick = (i) => setStateValue("picked", i);
  view.show(data);
}

class View {
  constructor(parent) {
    this.box = parent.querySelector(".map");
    this.canvas = this.box.querySelector("canvas");
    this.lens = this.box.querySelector(".lens");
    this.legend = parent.querySelector(".legend");
    this.hovered = -1;
    new ResizeObserver(() => this.draw()).observe(this.box);
    this.canvas.addEventListener("pointermove", (e) => this.hover(this.nearest(e.offsetX, e.offsetY)));
    this.canvas.addEventListener("pointerleave", () => this.hover(-1));
    this.canvas.addEventListener("click", (e) => this.choose(this.nearest(e.offsetX, e.offsetY)));
    this.canvas.addEventListener("keydown", (e) => this.key(e));
  }

  show(data) {
    const other = !this.data || this.data.sheet !== data.sheet;
    this.data = data;
    this.selected = data.selected;
    this.legend.replaceChildren(...data.names.map((name, k) => {
      const item = document.createElement("span");
      item.style.setProperty("--ink", data.palette[k % data.palette.length]);
      item.textContent = name;
      return item;
    }));
    if (!other) return this.draw();
    const image = new Image();
    image.onload = () => {
      this.inks = tint(image, data);
      this.draw();
      this.canvas.dataset.points = data.x.length;
    };
    image.src = data.sheet;
  }

  place(i) {
    const pad = 24;
    return [pad + this.data.x[i] * (this.width - 2 * pad), pad + (1 - this.data.y[i]) * (this.height - 2 * pad)];
  }

  draw() {
    if (!this.inks) return;
    const ratio = devicePixelRatio || 1;
    this.width = this.box.clientWidth;
    this.height = this.box.clientHeight;
    this.canvas.width = this.width * ratio;
    this.canvas.height = this.height * ratio;
    const c = this.canvas.getContext("2d");
    c.scale(ratio, ratio);
    const { data } = this;
    c.globalAlpha = 0.3;
    for (let i = 0; i < data.x.length; i++) {
      const [x, y] = this.place(i);
      c.fillStyle = data.palette[Math.max(0, data.label[i]) % data.palette.length];
      c.fillRect(x - 1.5, y - 1.5, 3, 3);
    }
    c.globalAlpha = 1;
    const side = data.side <= 32 ? 30 : 44;
    const taken = new Set();
    for (let i = 0; i < data.thumbs; i++) {
      const [x, y] = this.place(i);
      const cell = `${Math.floor(x / side)},${Math.floor(y / side)}`;
      if (taken.has(cell)) continue;
      taken.add(cell);
      this.thumb(c, i, x - side / 2, y - side / 2, side, side);
    }
    const [x, y] = this.place(this.selected);
    c.strokeStyle = "#ff9500";
    c.lineWidth = 3;
    c.beginPath();
    c.arc(x, y, 9, 0, 7);
    c.stroke();
  }

  thumb(c, i, x, y, w, h) {
    const { columns, wide, high } = this.data;
    c.drawImage(this.inks, (i % columns) * wide, Math.floor(i / columns) * high, wide, high, x, y, w, h);
  }

  nearest(px, py) {
    let best = -1, least = 40 * 40;
    for (let i = 0; i < this.data.thumbs; i++) {
      const [x, y] = this.place(i);
      const d = (x - px) ** 2 + (y - py) ** 2;
      if (d < least) [best, least] = [i, d];
    }
    return best;
  }

  hover(i) {
    this.hovered = i;
    this.lens.hidden = i < 0;
    if (i < 0) return;
    const [x, y] = this.place(i);
    const c = this.lens.querySelector("canvas").getContext("2d");
    c.imageSmoothingEnabled = false;
    c.clearRect(0, 0, 112, 112);
    this.thumb(c, i, 0, 0, 112, 112);
    this.lens.querySelector("span").textContent = `decoded · ${this.data.names[this.data.label[i]] ?? "image"}`;
    this.lens.style.left = `${x + 18 + 130 > this.width ? x - 148 : x + 18}px`;
    this.lens.style.top = `${Math.max(0, Math.min(y - 60, this.height - 150))}px`;
  }

  choose(i) {
    if (i < 0) return;
    this.selected = i;
    this.draw();
    this.pick(i);
  }

  // Arrows go to the nearest picture in their direction; Enter chooses it.
  key(e) {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[e.key];
    const from = this.hovered < 0 ? Math.min(this.selected, this.data.thumbs - 1) : this.hovered;
    if (e.key === "Enter") this.choose(from);
    if (!way) return;
    e.preventDefault();
    const [x0, y0] = this.place(from);
    let best = from, least = Infinity;
    for (let i = 0; i < this.data.thumbs; i++) {
      const [x, y] = this.place(i);
      const along = (x - x0) * way[0] + (y - y0) * way[1];
      const across = Math.abs((x - x0) * way[1]) + Math.abs((y - y0) * way[0]);
      if (along > 1 && along >= across && along + 2 * across < least) [best, least] = [i, along + 2 * across];
    }
    this.hover(best);
  }
}

// The sheet with its black made clear; grey pictures become ink in the colour of their label.
function tint(image, data) {
  const canvas = document.createElement("canvas");
  canvas.width = image.width;
  canvas.height = image.height;
  const c = canvas.getContext("2d", { willReadFrequently: true });
  c.drawImage(image, 0, 0);
  if (!data.ink) return canvas;
  const pixels = c.getImageData(0, 0, image.width, image.height);
  const p = pixels.data;
  const colours = data.palette.map((h) => [1, 3, 5].map((k) => parseInt(h.slice(k, k + 2), 16)));
  for (let y = 0, o = 0; y < image.height; y++) {
    const row = Math.floor(y / data.high) * data.columns;
    for (let x = 0; x < image.width; x++, o += 4) {
      p[o + 3] = Math.max(p[o], p[o + 1], p[o + 2]);
      if (!data.grey) continue;
      const label = data.label[row + Math.floor(x / data.wide)] ?? 0;
      const colour = colours[Math.max(0, label) % colours.length];
      p[o] = colour[0];
      p[o + 1] = colour[1];
      p[o + 2] = colour[2];
    }
  }
  c.putImageData(pixels, 0, 0);
  return canvas;
}
