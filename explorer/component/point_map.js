// Points in the plane on a canvas: hover shows the nearest one's picture at once, a click tells Python its index.
const views = new WeakMap();

const PAD = 24; // pixels between the outermost points and the rim
const REACH = 40; // pixels from the pointer in which a point is found
const TREMBLE = 4; // pixels that a hand may move in a click
const DEEPEST = 64; // times: places come in 16 bits, so a step stays below a pixel
const LEVELS = 64; // colours of a continuous scale
const FEW = 1000; // points, up to which they are drawn larger
const AHEAD_AFTER = 1500; // ms: the page itself comes first

// A file of the app's own scripts, fetched before a page asks for it; it is not run until then.
function loadAhead(name) {
  const own = document.querySelector('script[src*="static/js/"]');
  if (!own) return;
  const link = document.createElement("link");
  link.rel = "modulepreload";
  link.href = new URL(name, own.src);
  document.head.append(link);
}

// Called again when the data or the theme change.
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
    const find = (name) => parent.querySelector(name);
    [this.frame, this.legend, this.box, this.lens] = [".frame", ".legend", ".map", ".lens"].map(find);
    this.here = find(".here");
    this.canvas = find(".map > canvas");
    this.hovered = -1;
    this.hidden = new Set(); // names of labels
    this.fingers = new Map(); // pointers that are down, by id
    this.wheeled = 0;
    this.whole();
    new ResizeObserver(() => this.box.clientWidth !== this.width || this.box.clientHeight !== this.height
      ? this.draw() : undefined).observe(this.box);
    const { canvas } = this;
    canvas.addEventListener("pointerdown", (e) => this.press(e));
    canvas.addEventListener("pointermove", (e) => this.move(e));
    canvas.addEventListener("pointerup", (e) => this.release(e));
    canvas.addEventListener("pointercancel", (e) => this.release(e, true));
    canvas.addEventListener("pointerleave", () => this.hover(-1));
    canvas.addEventListener("dblclick", () => this.reset());
    canvas.addEventListener("wheel", (e) => this.wheel(e), { passive: false });
    canvas.addEventListener("keydown", (e) => this.key(e));
    find(".in").onclick = () => this.zoom(this.width / 2, this.height / 2, 1.5);
    find(".out").onclick = () => this.zoom(this.width / 2, this.height / 2, 1 / 1.5);
    find(".reset").onclick = () => this.reset();
    find(".full").onclick = () => (document.fullscreenElement ? document.exitFullscreen() : this.frame.requestFullscreen());
  }

  // ---- what is shown

  show(data) {
    const old = this.data ?? {};
    this.data = data;
    if (data.x !== old.x || data.y !== old.y) {
      this.x = Float32Array.from(unpacked(data.x, Uint16Array), (v) => v / 65535);
      this.y = Float32Array.from(unpacked(data.y, Uint16Array), (v) => 1 - v / 65535);
      this.whole();
    }
    if (data.selected !== old.selected) this.selected = data.selected;
    if (data !== old) this.colour();
    this.hover(-1);
    if (data.sheet !== old.sheet) this.load(data.sheet);
    else if (data !== old) this.tint();
    this.draw();
  }

  // The pictures come after the points: to decode them takes longer than to draw the map.
  load(source) {
    const image = new Image();
    this.sheet = undefined;
    this.tint();
    image.onload = () => {
      if (source !== this.data.sheet) return;
      this.sheet = image;
      this.tint();
      this.draw();
    };
    image.src = source;
  }

  tint() {
    this.pictures = this.sheet && tinted(this.sheet, this);
  }

  // Each point's group and each group's ink, from labels or from values on a scale.
  colour() {
    const { scale, inks, names } = this.data;
    this.values = scale && unpacked(scale.values, Float32Array);
    this.inks = scale ? blended(inks, LEVELS) : inks;
    this.group = scale ? levels(this.values, scale.low, scale.high) : unpacked(this.data.group, Uint16Array);
    const entries = names.map((name, k) => this.entry(name, inks[k]));
    this.legend.replaceChildren(...(scale ? bar(scale, inks) : entries.length > 1 ? entries : []));
  }

  // A click hides or shows a label, a double click shows it alone or all again.
  entry(name, ink) {
    const item = document.createElement("button");
    item.style.setProperty("--ink", ink);
    item.textContent = name;
    item.title = "Click: hide or show. Double click: this one alone.";
    const others = this.data.names.filter((n) => n !== name);
    const mark = () => item.setAttribute("aria-pressed", !this.hidden.has(name));
    item.mark = mark;
    item.onclick = () => {
      if (!this.hidden.delete(name)) this.hidden.add(name);
      this.veil();
    };
    item.ondblclick = () => {
      const alone = others.every((n) => this.hidden.has(n));
      this.hidden = new Set(alone ? [] : others);
      this.veil();
    };
    mark();
    return item;
  }

  veil() {
    for (const item of this.legend.children) item.mark();
    this.hover(-1);
    this.draw();
  }

  seen(i) {
    return this.hidden.size === 0 || !this.hidden.has(this.data.names[this.group[i]]);
  }

  // ---- where it lies: a place in [0, 1] is `shift + place * stretch` pixels from the left or the top

  whole() {
    this.times = 1;
    this.centre = [0.5, 0.5];
  }

  reset() {
    this.whole();
    this.moved();
  }

  lay() {
    const size = [this.width, this.height];
    this.stretch = size.map((s) => (s - 2 * PAD) * this.times);
    this.shift = size.map((s, k) => s / 2 - this.centre[k] * this.stretch[k]);
  }

  at(i) {
    return [this.shift[0] + this.x[i] * this.stretch[0], this.shift[1] + this.y[i] * this.stretch[1]];
  }

  zoom(px, py, factor) {
    const times = Math.min(DEEPEST, Math.max(1, this.times * factor));
    const off = [px - this.width / 2, py - this.height / 2];
    const under = off.map((o, k) => this.centre[k] + o / this.stretch[k]);
    const grown = this.stretch.map((s) => (s * times) / this.times);
    this.times = times;
    this.centre = times === 1 ? [0.5, 0.5] : under.map((u, k) => within(u - off[k] / grown[k]));
    this.moved();
  }

  pan(dx, dy) {
    this.centre = [dx, dy].map((d, k) => within(this.centre[k] - d / this.stretch[k]));
    this.moved();
  }

  // Many moves in a frame are one picture.
  moved() {
    this.hover(-1);
    this.lay();
    this.waiting ??= requestAnimationFrame(() => this.draw());
  }

  // ---- the picture

  draw() {
    cancelAnimationFrame(this.waiting);
    this.waiting = undefined;
    this.width = this.box.clientWidth;
    this.height = this.box.clientHeight;
    if (!this.data || !this.width) return;
    this.lay();
    const ratio = devicePixelRatio || 1;
    this.canvas.width = Math.round(this.width * ratio);
    this.canvas.height = Math.round(this.height * ratio);
    const c = this.canvas.getContext("2d");
    const covered = this.data.thumbnails;
    const points = this.drawPoints(c, covered ? 0.3 : 0.85, ratio);
    c.scale(ratio, ratio);
    const pictures = covered && this.pictures ? this.drawPictures(c) : 0;
    this.drawRing(c);
    this.canvas.style.touchAction = this.times > 1 ? "none" : "pan-y"; // the whole map lets a page scroll
    const { selected, data: { colour } } = this;
    Object.assign(this.canvas.dataset, { points, pictures, colour, selected, zoom: this.times.toFixed(2) });
  }

  // Written pixel by pixel: a twentieth of the time that stamps or paths take.
  drawPoints(c, alpha, ratio) {
    const { x, y, group, canvas } = this;
    const [[ax, ay], [bx, by]] = [this.stretch, this.shift];
    const inks = this.inks.map(rgb);
    const { masks, half, side } = discs((x.length < FEW ? 3.5 : 2.5) * ratio, alpha);
    const image = c.createImageData(canvas.width, canvas.height);
    let shown = 0;
    for (let i = 0; i < x.length; i++) {
      if (!this.seen(i)) continue;
      shown++;
      const px = (bx + x[i] * ax) * ratio, py = (by + y[i] * ay) * ratio;
      const left = Math.floor(px), top = Math.floor(py);
      if (left < half || top < half || left + side > image.width || top + side > image.height) continue;
      const mask = masks[Math.floor((py - top) * 4) * 4 + Math.floor((px - left) * 4)];
      stain(image, left - half, top - half, mask, side, inks[group[i]]);
    }
    c.putImageData(image, 0, 0);
    return shown;
  }

  // A picture where no other lies near: decided on all of the map, so that a pan changes nothing.
  drawPictures(c) {
    const side = (this.data.side <= 32 ? 30 : 44) * Math.min(2, this.times ** 0.35);
    const apart = new Apart(side * 0.8);
    let drawn = 0;
    for (let i = 0; i < this.data.thumbs; i++) {
      if (!this.seen(i)) continue;
      const [x, y] = this.at(i);
      if (!apart.take(x - this.shift[0], y - this.shift[1])) continue;
      if (x < -side || y < -side || x > this.width + side || y > this.height + side) continue;
      this.thumb(c, i, x - side / 2, y - side / 2, side, side);
      drawn++;
    }
    return drawn;
  }

  drawRing(c) {
    const ground = getComputedStyle(this.frame).getPropertyValue("--st-background-color");
    c.beginPath();
    c.arc(...this.at(this.selected), 9, 0, 7);
    for (const [width, ink] of [[6, ground], [3, "#ff9500"]]) {
      c.lineWidth = width;
      c.strokeStyle = ink;
      c.stroke();
    }
  }

  thumb(c, i, x, y, w, h) {
    const { columns, wide, high } = this.data;
    c.drawImage(this.pictures, (i % columns) * wide, Math.floor(i / columns) * high, wide, high, x, y, w, h);
  }

  // ---- the pointer

  nearest(px, py) {
    const { x, y } = this;
    const [[ax, ay], [bx, by]] = [this.stretch, this.shift];
    let best = -1, least = REACH * REACH;
    for (let i = 0; i < this.data.reach; i++) {
      const dx = bx + x[i] * ax - px, dy = by + y[i] * ay - py;
      const d = dx * dx + dy * dy;
      if (d < least && this.seen(i)) [best, least] = [i, d];
    }
    return best;
  }

  press(e) {
    if (e.button) return;
    this.canvas.setPointerCapture(e.pointerId);
    this.fingers.set(e.pointerId, [e.offsetX, e.offsetY]);
    if (this.fingers.size === 1) [this.from, this.dragged] = [[e.offsetX, e.offsetY], false];
    else this.dragged = true; // two fingers are no click
  }

  move(e) {
    const now = [e.offsetX, e.offsetY], was = this.fingers.get(e.pointerId);
    if (!was) return this.hover(this.nearest(...now));
    if (!this.dragged && Math.hypot(now[0] - this.from[0], now[1] - this.from[1]) <= TREMBLE) return;
    this.dragged = true;
    this.canvas.classList.add("grabbed");
    this.fingers.set(e.pointerId, now);
    if (this.fingers.size === 1) return this.pan(now[0] - was[0], now[1] - was[1]);
    const other = [...this.fingers].find(([id]) => id !== e.pointerId)[1];
    const apart = (p) => Math.max(1, Math.hypot(p[0] - other[0], p[1] - other[1]));
    this.zoom((now[0] + other[0]) / 2, (now[1] + other[1]) / 2, apart(now) / apart(was));
  }

  release(e, cancelled = false) {
    if (!this.fingers.delete(e.pointerId) || this.fingers.size) return;
    this.canvas.classList.remove("grabbed");
    if (!this.dragged && !cancelled) this.choose(this.nearest(e.offsetX, e.offsetY));
  }

  // At the whole map a wheel that shrinks belongs to the page, but not in the swing of a zoom.
  wheel(e) {
    const now = performance.now();
    if (e.deltaY >= 0 && this.times === 1 && now - this.wheeled > 300) return;
    e.preventDefault();
    this.wheeled = now;
    const pixels = e.deltaY * (e.deltaMode === 1 ? 33 : 1); // Firefox counts in lines
    this.zoom(e.offsetX, e.offsetY, Math.exp(-Math.min(240, Math.max(-240, pixels)) * 0.002));
  }

  hover(i) {
    this.hovered = i;
    this.lens.hidden = this.here.hidden = i < 0;
    if (i < 0) return;
    const [x, y] = this.at(i);
    const pictured = Boolean(this.pictures) && i < this.data.thumbs;
    const screen = this.lens.querySelector("canvas");
    screen.hidden = !pictured;
    this.lens.classList.toggle("made", pictured);
    if (pictured) {
      const c = screen.getContext("2d");
      c.imageSmoothingEnabled = false;
      c.clearRect(0, 0, screen.width, screen.height);
      this.thumb(c, i, 0, 0, screen.width, screen.height);
    }
    this.lens.querySelector("b").textContent = this.words(i);
    this.lens.querySelector("span").textContent = `${pictured ? "decoded · " : ""}image ${i}`;
    const { offsetWidth: w, offsetHeight: h } = this.lens;
    this.lens.style.left = `${x + 18 + w > this.width ? x - 18 - w : x + 18}px`;
    this.lens.style.top = `${Math.max(0, Math.min(y - 60, this.height - h))}px`;
    this.here.style.transform = `translate(${x}px, ${y}px)`;
  }

  words(i) {
    const { scale, names } = this.data;
    return scale ? `${this.values[i].toFixed(2)} ${scale.unit}` : names[this.group[i]];
  }

  choose(i) {
    if (i < 0) return;
    this.selected = i;
    this.draw();
    this.pick(i);
  }

  // Arrows go to the nearest point in their direction, Enter chooses it; + - 0 as the buttons do.
  key(e) {
    const from = this.hovered < 0 ? Math.min(this.selected, this.data.reach - 1) : this.hovered;
    if (e.key === "Enter") return this.choose(from);
    if (e.key === "0") return this.reset();
    const factor = { "+": 1.5, "-": 1 / 1.5 }[e.key];
    if (factor) return this.zoom(...this.at(from), factor);
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[e.key];
    if (!way) return;
    e.preventDefault();
    this.hover(this.beside(from, way));
  }

  beside(from, way) {
    const [x0, y0] = this.at(from);
    let best = from, least = Infinity;
    for (let i = 0; i < this.data.reach; i++) {
      const [x, y] = this.at(i);
      const along = (x - x0) * way[0] + (y - y0) * way[1];
      const across = Math.abs((x - x0) * way[1]) + Math.abs((y - y0) * way[0]);
      if (along <= 1 || along < across || along + 2 * across >= least) continue;
      if (this.seen(i)) [best, least] = [i, along + 2 * across];
    }
    return best;
  }
}

// Places that keep `least` pixels from each other, in a grid with one place to a cell.
class Apart {
  constructor(least) {
    this.least = least;
    this.cells = new Map();
  }

  take(x, y) {
    const column = Math.floor(x / this.least), row = Math.floor(y / this.least);
    for (let r = row - 1; r <= row + 1; r++)
      for (let c = column - 1; c <= column + 1; c++) {
        const other = this.cells.get(`${c},${r}`);
        if (other && Math.hypot(other[0] - x, other[1] - y) < this.least) return false;
      }
    this.cells.set(`${column},${row}`, [x, y]);
    return true;
  }
}

function within(v) {
  return Math.min(1, Math.max(0, v));
}

// Numbers that came as base64 of little-endian bytes.
function unpacked(text, Kind) {
  return new Kind(Uint8Array.from(atob(text), (s) => s.charCodeAt(0)).buffer);
}

function levels(values, low, high) {
  const step = (LEVELS - 1) / Math.max(high - low, 1e-9);
  return Uint16Array.from(values, (v) => Math.round(Math.min(LEVELS - 1, Math.max(0, (v - low) * step))));
}

function rgb(hex) {
  return [1, 3, 5].map((k) => parseInt(hex.slice(k, k + 2), 16));
}

// `n` colours through the given ones.
function blended(stops, n) {
  const colours = stops.map(rgb);
  return Array.from({ length: n }, (_, k) => {
    const place = (k / (n - 1)) * (stops.length - 1);
    const a = Math.min(stops.length - 2, Math.floor(place));
    const mixed = colours[a].map((v, j) => Math.round(v + (colours[a + 1][j] - v) * (place - a)));
    return `#${mixed.map((v) => v.toString(16).padStart(2, "0")).join("")}`;
  });
}

// The scale in words and colours: both ends are clipped.
function bar({ title, unit, low, high }, inks) {
  const part = (kind, text = "") => Object.assign(document.createElement("span"), { className: kind, textContent: text });
  const strip = part("strip");
  strip.style.background = `linear-gradient(to right, ${inks.join()})`;
  const ends = [low, high].map((v) => Number(v.toPrecision(3)));
  return [part("title", `${title}, ${unit}`), part("low", `≤ ${ends[0]}`), strip, part("high", `≥ ${ends[1]}`)];
}

// A round point in each of 4 x 4 places within a pixel: how much of every pixel it covers.
function discs(radius, alpha) {
  const half = Math.ceil(radius), side = 2 * half + 2;
  const masks = Array.from({ length: 16 }, (_, q) => {
    const cx = half + ((q % 4) + 0.5) / 4, cy = half + (Math.floor(q / 4) + 0.5) / 4;
    const covered = (m) => radius + 0.5 - Math.hypot((m % side) + 0.5 - cx, Math.floor(m / side) + 0.5 - cy);
    return Float32Array.from({ length: side * side }, (_, m) => within(covered(m)) * alpha);
  });
  return { masks, half, side };
}

// Lay a colour over what an image has, by a mask (Porter-Duff "over", alpha not multiplied in).
function stain({ data: d, width }, left, top, mask, side, [red, green, blue]) {
  for (let row = 0, m = 0; row < side; row++) {
    for (let o = ((top + row) * width + left) * 4, end = o + side * 4; o < end; o += 4, m++) {
      const a = mask[m];
      if (a === 0) continue;
      const all = a + (d[o + 3] / 255) * (1 - a), part = a / all;
      d[o] += (red - d[o]) * part;
      d[o + 1] += (green - d[o + 1]) * part;
      d[o + 2] += (blue - d[o + 2]) * part;
      d[o + 3] = all * 255;
    }
  }
}

// The sheet with its black made clear; grey pictures become ink in the colour of their point.
function tinted(image, { data, group, inks }) {
  if (!data.ink) return image;
  const canvas = document.createElement("canvas");
  canvas.width = image.width;
  canvas.height = image.height;
  const c = canvas.getContext("2d", { willReadFrequently: true });
  c.drawImage(image, 0, 0);
  const pixels = c.getImageData(0, 0, image.width, image.height);
  const p = pixels.data;
  const colours = inks.map(rgb);
  for (let y = 0, o = 0; y < image.height; y++) {
    const row = Math.floor(y / data.high) * data.columns;
    for (let x = 0; x < image.width; x++, o += 4) {
      p[o + 3] = Math.max(p[o], p[o + 1], p[o + 2]);
      if (!data.grey) continue;
      const ink = colours[group[row + Math.floor(x / data.wide)] ?? 0];
      p[o] = ink[0];
      p[o + 1] = ink[1];
      p[o + 2] = ink[2];
    }
  }
  c.putImageData(pixels, 0, 0);
  return canvas;
}
