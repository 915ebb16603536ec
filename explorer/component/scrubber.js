// A training as a film: one slider moves the points of the map, the manifold, the numbers and the curve together.
// `t` counts kept epochs: 2.5 is half way between the third and the fourth. Points glide between them; pictures and
// numbers are always those of the nearest kept epoch, because only kept epochs were measured.
const views = new WeakMap();

const PER_EPOCH = 900; // ms from one kept epoch to the next while it plays
const WHOLE = 16000; // ms that a film of many epochs may take
const STEP = 260; // ms of a glide by a key or after the slider is let go
const WIDE = 4; // times its least value: where the loss was more at first, its axis is logarithmic
const THUMB = 20; // px of the slider's thumb, as in the CSS
const LEFT = 96 + 16 + THUMB / 2; // px before the curve: the slider lies below it, mark above thumb

export default function ({ parentElement, data }) {
  let view = views.get(parentElement);
  if (!view) {
    view = new View(parentElement);
    views.set(parentElement, view);
  }
  view.show(data);
  return () => view.pause();
}

class View {
  constructor(parent) {
    this.parent = parent;
    for (const name of ["legend", "facts"]) this[name] = parent.querySelector(`.${name}`);
    for (const name of ["map", "manifold", "time"]) this[name] = parent.querySelector(`.${name} canvas`);
    this.words = parent.querySelector(".manifold figcaption");
    this.slider = parent.querySelector("input");
    this.button = parent.querySelector("button");
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    const sizes = new ResizeObserver(() => this.soon());
    for (const canvas of [this.map, this.manifold, this.time]) sizes.observe(canvas);
    this.slider.addEventListener("input", () => {
      this.pause();
      this.at(Number(this.slider.value));
    });
    this.slider.addEventListener("change", () => this.glide(Math.round(this.t)));
    this.slider.addEventListener("keydown", (e) => this.key(e));
    this.button.addEventListener("click", () => (this.moving === "play" ? this.pause() : this.play()));
  }

  get last() {
    return this.data.epochs.length - 1;
  }

  // The same film again (a rerun, another theme) stays where it is; another one begins at its end, the trained run.
  show(data) {
    const same = this.data && this.data.sheets[0] === data.sheets[0] && this.data.epochs.join() === data.epochs.join();
    this.data = data;
    this.legend.replaceChildren(...data.names.map((name, k) => {
      const item = document.createElement("span");
      item.style.setProperty("--ink", data.palette[k % data.palette.length]);
      item.textContent = name;
      return item;
    }));
    this.told = this.drawn = undefined;
    if (!same) {
      this.pause();
      this.slider.max = this.last;
      this.slider.disabled = this.button.disabled = !this.last; // one epoch is no film
      this.t = this.last;
      this.load(data);
    }
    this.at(this.t);
  }

  // All sheets are decoded ahead, the shown one first: a step of the slider only copies.
  async load(data) {
    this.sheets = [];
    for (let i = data.sheets.length - 1; i >= 0; i--) {
      const image = new Image();
      image.src = data.sheets[i];
      await image.decode().catch(() => undefined);
      if (this.data.sheets[0] !== data.sheets[0]) return;
      this.sheets[i] = await createImageBitmap(image).catch(() => image);
      this.soon();
    }
    this.map.dataset.ready = data.epochs.length;
  }

  at(t) {
    this.t = Math.max(0, Math.min(this.last, t));
    this.slider.value = this.t;
    this.soon();
  }

  soon() {
    this.asked ??= requestAnimationFrame(() => {
      this.asked = undefined;
      if (this.data) this.draw();
    });
  }

  // Move to `t` within `ms`, evenly while it plays, softly otherwise.
  glide(t, ms = STEP, why = "step") {
    this.pause();
    const from = this.t, begun = performance.now();
    if (this.calm.matches && why === "step") return this.at(t);
    this.say(why);
    const tick = (now) => {
      const share = Math.min(1, Math.max(0, (now - begun) / ms));
      this.at(from + (t - from) * (why === "play" ? share : smooth(share)));
      if (share === 1 || !this.parent.isConnected) this.pause();
      else this.ticking = requestAnimationFrame(tick);
    };
    this.ticking = requestAnimationFrame(tick);
  }

  play() {
    if (this.t >= this.last) this.at(0);
    const pace = Math.min(PER_EPOCH, WHOLE / this.last);
    this.glide(this.last, (this.last - this.t) * pace, "play");
  }

  pause() {
    cancelAnimationFrame(this.ticking);
    this.say(undefined);
  }

  say(moving) {
    this.moving = moving;
    this.button.textContent = moving === "play" ? "Pause" : "Play";
  }

  // Keys go from kept epoch to kept epoch; several in a row add up.
  key(e) {
    const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 3, PageDown: -3,
      Home: -Infinity, End: Infinity }[e.key];
    if (e.key === " ") this.button.click();
    if (by || e.key === " ") e.preventDefault();
    if (!by) return;
    const from = this.moving === "step" ? this.aim : Math.round(this.t);
    this.aim = Math.max(0, Math.min(this.last, from + by));
    this.glide(this.aim);
  }

  draw() {
    const k = Math.round(this.t);
    this.drawPoints();
    this.drawManifold(k);
    this.drawCurve();
    this.tell(k);
    this.map.dataset.at = this.t.toFixed(3);
  }

  drawPoints() {
    const { c, width, height } = fit(this.map);
    const { data } = this, [wide, high] = data.box;
    const scale = Math.min(width / wide, height / high);
    const left = (width - wide * scale) / 2, foot = (height + high * scale) / 2;
    const i = Math.min(Math.floor(this.t), Math.max(0, this.last - 1)), j = Math.min(i + 1, this.last);
    const share = smooth(this.t - i);
    const [x0, x1, y0, y1] = [data.x[i], data.x[j], data.y[i], data.y[j]];
    c.globalAlpha = 0.8;
    for (let n = 0; n < x0.length; n++) {
      c.fillStyle = data.palette[Math.max(0, data.label[n]) % data.palette.length];
      c.beginPath();
      const x = x0[n] + (x1[n] - x0[n]) * share, y = y0[n] + (y1[n] - y0[n]) * share;
      c.arc(left + x * scale, foot - y * scale, 4, 0, 7);
      c.fill();
    }
    c.globalAlpha = 1;
    const [a, b, d, e] = data.window;
    c.strokeStyle = this.style(this.map, "--st-primary-color");
    c.lineWidth = 2;
    c.setLineDash([6, 5]);
    c.strokeRect(left + a * scale, foot - e * scale, (d - a) * scale, (e - b) * scale);
    c.setLineDash([]);
  }

  drawManifold(k) {
    const sheet = this.sheets[k];
    if (!sheet) return; // the last picture stays until this one is there
    const { c, width, height, fresh } = fit(this.manifold, false);
    if (this.drawn === k && !fresh) return;
    this.drawn = k;
    c.imageSmoothingQuality = "high";
    c.drawImage(sheet, 0, 0, width, height);
  }

  // Kept epochs stand at equal distances, as on the slider; the curve runs straight through those between.
  drawCurve() {
    const { c, width, height } = fit(this.time);
    const values = this.data.curve.map((p) => p[1]);
    if (!values.length) return;
    const low = Math.min(...values), high = Math.max(...values), log = low > 0 && high > WIDE * low;
    const f = log ? Math.log : Number;
    const top = 26, foot = height - 28, right = width - THUMB / 2;
    const x = (t) => LEFT + (right - LEFT) * (this.last ? t / this.last : 0);
    const y = (v) => foot - ((v - f(low)) / (f(high) - f(low) || 1)) * (foot - top);
    c.font = `13px ${getComputedStyle(this.button).fontFamily}`;
    c.fillStyle = c.strokeStyle = this.style(this.time, "--st-text-color");
    c.fillText(this.data.what + (log ? ", logarithmic" : ""), LEFT, 12);
    this.drawTicks(c, x, height - 6);
    for (const v of log ? decades(low, high) : round(low, high)) rule(c, y(f(v)), right, v);
    const curve = this.data.curve.map(([epoch, v]) => [epoch, f(v)]);
    c.globalAlpha = 0.55;
    c.lineWidth = 2;
    c.beginPath();
    for (const [epoch, v] of curve) c.lineTo(x(this.when(epoch)), y(v));
    c.stroke();
    c.globalAlpha = 1;
    this.data.epochs.forEach((epoch, i) => dot(c, x(i), y(between(epoch, curve)), 3));
    c.fillStyle = this.style(this.time, "--st-primary-color");
    c.fillRect(x(this.t) - 1, top - 6, 2, foot - top + 6);
    dot(c, x(this.t), y(between(this.epoch(), curve)), 6);
  }

  // The kept epochs below the curve, as many as there is room for.
  drawTicks(c, x, foot) {
    const { epochs } = this.data;
    const every = Math.ceil((38 * epochs.length) / (x(this.last) - LEFT || 1));
    c.globalAlpha = 0.8;
    c.textAlign = "center";
    epochs.forEach((epoch, i) => {
      if (i % every === 0) c.fillText(epoch, x(i), foot);
    });
    c.textAlign = "right";
    c.fillText("epoch", LEFT - 12, foot);
  }

  // The epoch at `t`, and the place among the kept ones of an epoch; straight between them.
  epoch() {
    const { epochs } = this.data, i = Math.floor(this.t), j = Math.min(i + 1, this.last);
    return epochs[i] + (epochs[j] - epochs[i]) * (this.t - i);
  }

  when(epoch) {
    return between(epoch, this.data.epochs.map((e, i) => [e, i]));
  }

  tell(k) {
    if (this.told === k) return;
    this.told = k;
    const facts = this.data.facts[k];
    this.words.textContent = `decoded ${facts[0][1] === "0" ? "before training" : `after epoch ${facts[0][1]}`}`;
    this.facts.replaceChildren(...facts.map(([what, number, unit]) => {
      const cell = document.createElement("div");
      cell.innerHTML = "<dt></dt><dd><span></span><small></small></dd>";
      cell.querySelector("dt").textContent = what;
      cell.querySelector("span").textContent = number;
      cell.querySelector("small").textContent = unit;
      return cell;
    }));
    this.slider.setAttribute("aria-valuetext", facts.map((fact) => fact.join(" ").trim()).join(", "));
    this.time.setAttribute("aria-label", `${this.data.what}, over the epochs`);
  }

  style(element, name) {
    return getComputedStyle(element).getPropertyValue(name).trim();
  }
}

// From 0 to 1, at rest at both ends.
function smooth(u) {
  return u * u * (3 - 2 * u);
}

// The value at `at` on the straight lines through `points` [[x, y], …], x rising.
function between(at, points) {
  let n = points.findIndex((p) => p[0] >= at);
  if (n < 0) n = points.length - 1;
  const [x1, y1] = points[n], [x0, y0] = points[Math.max(0, n - 1)];
  return x1 > x0 ? y0 + ((y1 - y0) * Math.max(0, Math.min(1, (at - x0) / (x1 - x0)))) : y1;
}

// One to four round numbers from `low` to `high`.
function round(low, high) {
  const rough = (high - low || Math.abs(high) || 1) / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough);
  const first = Math.ceil(low / step), last = Math.floor(high / step);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(6)));
}

// The numbers 1, 2, 5 times a power of ten from `low` to `high`, or the powers alone where those are many.
function decades(low, high) {
  const powers = [];
  for (let p = 10 ** Math.floor(Math.log10(low)); p <= high; p *= 10) powers.push(p);
  const fine = powers.flatMap((p) => [p, 2 * p, 5 * p]).filter((v) => v >= low && v <= high);
  return fine.length <= 4 ? fine : powers.filter((v) => v >= low);
}

// A faint line across the curve, with its number before it.
function rule(c, y, right, v) {
  c.globalAlpha = 0.15;
  c.fillRect(LEFT, Math.round(y), right - LEFT, 1);
  c.globalAlpha = 0.8;
  c.textAlign = "right";
  c.textBaseline = "middle";
  c.fillText(v.toLocaleString("en").replace("-", "−"), LEFT - 12, y);
}

function dot(c, x, y, radius) {
  c.beginPath();
  c.arc(x, y, radius, 0, 7);
  c.fill();
}

// The canvas at the screen's own resolution, in CSS pixels; cleared, unless the caller draws over all of it.
function fit(canvas, clear = true) {
  const ratio = devicePixelRatio || 1;
  const width = canvas.clientWidth, height = canvas.clientHeight;
  const fresh = canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio);
  if (fresh) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  const c = canvas.getContext("2d");
  c.setTransform(ratio, 0, 0, ratio, 0, 0);
  c.globalAlpha = 1;
  c.textAlign = "left";
  c.textBaseline = "alphabetic";
  if (clear) c.clearRect(0, 0, width, height);
  return { c, width, height, fresh };
}
