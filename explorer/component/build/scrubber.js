import { n as e } from "./numbers.js";
// src/scrubber/canvas.ts
function t(e, t = !0) {
	let n = devicePixelRatio || 1, r = e.clientWidth, i = e.clientHeight, a = e.width !== Math.round(r * n) || e.height !== Math.round(i * n);
	a && (e.width = Math.round(r * n), e.height = Math.round(i * n));
	let o = e.getContext("2d");
	return o.setTransform(n, 0, 0, n, 0, 0), o.globalAlpha = 1, o.textAlign = "left", o.textBaseline = "alphabetic", t && o.clearRect(0, 0, r, i), {
		c: o,
		width: r,
		height: i,
		fresh: a
	};
}
function n(e, t, n, r) {
	e.beginPath(), e.arc(t, n, r, 0, 7), e.fill();
}
function r(e, t) {
	return getComputedStyle(e).getPropertyValue(t).trim();
}
// src/scrubber/scales.ts
function i(e) {
	return e * e * (3 - 2 * e);
}
function a(t, n) {
	let r = n.findIndex((e) => e[0] >= t);
	r < 0 && (r = n.length - 1);
	let [i, a] = n[r], [o, s] = n[Math.max(0, r - 1)];
	return i > o ? s + (a - s) * e((t - o) / (i - o)) : a;
}
function o(e, t) {
	let n = (t - e || Math.abs(t) || 1) / 3, r = 10 ** Math.floor(Math.log10(n)), i = [
		1,
		2,
		5,
		10
	].map((e) => e * r).find((e) => e >= n), a = Math.ceil(e / i), o = Math.floor(t / i);
	return Array.from({ length: o - a + 1 }, (e, t) => Number(((a + t) * i).toPrecision(6)));
}
function s(e, t) {
	let n = [];
	for (let r = 10 ** Math.floor(Math.log10(e)); r <= t; r *= 10) n.push(r);
	let r = n.flatMap((e) => [
		e,
		2 * e,
		5 * e
	]).filter((n) => n >= e && n <= t);
	return r.length <= 4 ? r : n.filter((t) => t >= e);
}
// src/scrubber/curve.ts
var c = 4, l = 20, u = 122;
function d(e, t) {
	let n = Math.floor(t), r = Math.min(n + 1, e.length - 1);
	return e[n] + (e[r] - e[n]) * (t - n);
}
function f(e, t) {
	return a(t, e.map((e, t) => [e, t]));
}
function p(e, i, p, _) {
	let { c: v, width: y, height: b } = t(e), x = i.curve.map((e) => e[1]), S = i.epochs.length - 1;
	if (!x.length) return;
	let C = Math.min(...x), w = Math.max(...x), T = C > 0 && w > c * C, E = T ? Math.log : Number, D = b - 28, O = y - l / 2, k = (e) => u + (O - u) * (S ? e / S : 0), A = (e) => D - (e - E(C)) / (E(w) - E(C) || 1) * (D - 26);
	v.font = `13px ${_}`, v.fillStyle = v.strokeStyle = r(e, "--st-text-color"), v.fillText(i.what + (T ? ", logarithmic" : ""), u, 12), m(v, i.epochs, k, b - 6);
	for (let e of T ? s(C, w) : o(C, w)) h(v, A(E(e)), O, e);
	let j = i.curve.map(([e, t]) => [e, E(t)]);
	g(v, j.map(([e, t]) => [k(f(i.epochs, e)), A(t)])), i.epochs.forEach((e, t) => n(v, k(t), A(a(e, j)), 3)), v.fillStyle = r(e, "--st-primary-color"), v.fillRect(k(p) - 1, 20, 2, D - 26 + 6), n(v, k(p), A(a(d(i.epochs, p), j)), 6);
}
function m(e, t, n, r) {
	let i = Math.ceil(38 * t.length / (n(t.length - 1) - u || 1));
	e.globalAlpha = .8, e.textAlign = "center", t.forEach((t, a) => {
		a % i === 0 && e.fillText(String(t), n(a), r);
	}), e.textAlign = "right", e.fillText("epoch", 110, r);
}
function h(e, t, n, r) {
	e.globalAlpha = .15, e.fillRect(u, Math.round(t), n - u, 1), e.globalAlpha = .8, e.textAlign = "right", e.textBaseline = "middle", e.fillText(r.toLocaleString("en").replace("-", "−"), 110, t);
}
function g(e, t) {
	e.globalAlpha = .55, e.lineWidth = 2, e.beginPath();
	for (let n of t) e.lineTo(...n);
	e.stroke(), e.globalAlpha = 1;
}
// src/scrubber/pace.ts
var _ = 900, v = 16e3, y = 260, b = class {
	film;
	calm = matchMedia("(prefers-reduced-motion: reduce)");
	why;
	aim = 0;
	ticking = 0;
	constructor(e) {
		this.film = e;
	}
	get playing() {
		return this.why === "play";
	}
	play() {
		let { film: e } = this;
		e.t >= e.last && e.at(0), this.glide(e.last, (e.last - e.t) * Math.min(_, v / e.last), "play");
	}
	pause() {
		cancelAnimationFrame(this.ticking), this.say(void 0);
	}
	settle() {
		this.glide(Math.round(this.film.t));
	}
	step(e) {
		let t = this.why === "step" ? this.aim : Math.round(this.film.t);
		this.aim = Math.max(0, Math.min(this.film.last, t + e)), this.glide(this.aim);
	}
	glide(t, n = y, r = "step") {
		this.pause();
		let a = this.film.t, o = performance.now();
		if (this.calm.matches && r === "step") return this.film.at(t);
		this.say(r);
		let s = (c) => {
			let l = e((c - o) / n);
			this.film.at(a + (t - a) * (r === "play" ? l : i(l))), l === 1 || !this.film.onPage() ? this.pause() : this.ticking = requestAnimationFrame(s);
		};
		this.ticking = requestAnimationFrame(s);
	}
	say(e) {
		this.why = e, this.film.moves(e);
	}
}, x = class {
	scale;
	left;
	foot;
	constructor([e, t], n, r) {
		this.scale = Math.min(n / e, r / t), this.left = (n - e * this.scale) / 2, this.foot = (r + t * this.scale) / 2;
	}
	pixel([e, t]) {
		return [this.left + e * this.scale, this.foot - t * this.scale];
	}
	place([e, t]) {
		return [(e - this.left) / this.scale, (this.foot - t) / this.scale];
	}
};
function S({ x: e, y: t }, n, r) {
	let a = Math.min(Math.floor(n), Math.max(0, e.length - 2)), o = Math.min(a + 1, e.length - 1), s = i(n - a);
	return [e[a][r] + (e[o][r] - e[a][r]) * s, t[a][r] + (t[o][r] - t[a][r]) * s];
}
function C(e, n, i) {
	let { c: a, width: o, height: s } = t(e), c = new x(n.box, o, s);
	a.globalAlpha = .8;
	for (let e = 0; e < n.label.length; e++) a.fillStyle = n.palette[Math.max(0, n.label[e]) % n.palette.length], a.beginPath(), a.arc(...c.pixel(S(n, i, e)), 4, 0, 7), a.fill();
	a.globalAlpha = 1;
	let [l, u, d, f] = n.window, [p, m] = c.pixel([l, f]), [h, g] = c.pixel([d, u]);
	a.strokeStyle = r(e, "--st-primary-color"), a.lineWidth = 2, a.setLineDash([6, 5]), a.strokeRect(p, m, h - p, g - m), a.setLineDash([]);
}
// src/scrubber/pointed.ts
function w([e, t], { window: n, cells: r }) {
	let [i, a, o, s] = n, c = r - 1, l = [Math.round((e - i) / (o - i) * c), Math.round((s - t) / (s - a) * c)];
	return l.every((e) => e >= 0 && e <= c) ? l : void 0;
}
function T([e, t], { window: n, cells: r }) {
	let [i, a, o, s] = n, c = r - 1;
	return [i + (o - i) * e / c, s - (s - a) * t / c];
}
var E = class {
	map;
	manifold;
	reel;
	cell;
	ring;
	pane;
	constructor(e, t, n) {
		this.map = e, this.manifold = t, this.reel = n, [this.ring, this.pane] = [D(e), D(t)], e.addEventListener("pointermove", (e) => this.onMap([e.offsetX, e.offsetY])), t.addEventListener("pointermove", (e) => this.onManifold([e.offsetX, e.offsetY]));
	}
	onMap(e) {
		let { map: t } = this, n = this.reel(), r = n && w(new x(n.box, t.clientWidth, t.clientHeight).place(e), n);
		r && this.take(r);
	}
	onManifold([e, t]) {
		let { manifold: n } = this, r = this.reel()?.cells;
		if (!r) return;
		let i = [e / n.clientWidth, t / n.clientHeight].map((e) => Math.floor(e * r));
		this.take(i.map((e) => Math.max(0, Math.min(r - 1, e))));
	}
	take(e) {
		this.cell = e, this.lay();
	}
	lay() {
		let { cell: e, ring: t, pane: n, map: r, manifold: i } = this, a = this.reel();
		if (t.hidden = n.hidden = !e || !a, !e || !a) return;
		let [o, s] = new x(a.box, r.clientWidth, r.clientHeight).pixel(T(e, a));
		t.style.translate = `${r.clientLeft + o}px ${r.clientTop + s}px`;
		let [c, l] = [i.clientWidth / a.cells, i.clientHeight / a.cells];
		n.style.translate = `${i.clientLeft + e[0] * c}px ${i.clientTop + e[1] * l}px`, [n.style.width, n.style.height] = [`${c}px`, `${l}px`], Object.assign(n.dataset, {
			column: e[0],
			row: e[1]
		});
	}
	forget() {
		this.cell = void 0;
	}
};
function D(e) {
	let t = document.createElement("i");
	return t.hidden = !0, e.after(t), t;
}
// src/scrubber/reel.ts
function O(e, t) {
	return e !== void 0 && e.sheets[0] === t.sheets[0] && e.epochs.join() === t.epochs.join();
}
// src/scrubber/view.ts
var k = {
	ArrowRight: 1,
	ArrowUp: 1,
	ArrowLeft: -1,
	ArrowDown: -1,
	PageUp: 3,
	PageDown: -3,
	Home: -Infinity,
	End: Infinity
}, A = class {
	parent;
	t = 0;
	reel;
	sheets = [];
	told;
	drawn;
	asked;
	map;
	manifold;
	time;
	slider;
	button;
	find;
	pace;
	pointed;
	constructor(e) {
		this.parent = e, this.find = (t) => e.querySelector(t);
		let t = [
			"map",
			"manifold",
			"time"
		].map((e) => this.find(`.${e} canvas`));
		[this.map, this.manifold, this.time] = t, [this.slider, this.button] = [this.find("input"), this.find("button")], this.pace = new b(this), this.pointed = new E(this.map, this.manifold, () => this.reel);
		let n = new ResizeObserver(() => this.soon());
		for (let e of t) n.observe(e);
		this.slider.addEventListener("input", () => {
			this.pace.pause(), this.at(Number(this.slider.value));
		}), this.slider.addEventListener("change", () => this.pace.settle()), this.slider.addEventListener("keydown", (e) => this.key(e)), this.button.addEventListener("click", () => this.pace.playing ? this.pace.pause() : this.pace.play());
	}
	get last() {
		return this.reel.epochs.length - 1;
	}
	onPage() {
		return this.parent.isConnected;
	}
	moves(e) {
		this.button.textContent = e === "play" ? "Pause" : "Play";
	}
	pause() {
		this.pace.pause();
	}
	show(e) {
		let t = O(this.reel, e);
		this.reel = e, this.find(".legend").replaceChildren(...e.names.map((t, n) => j(t, e.palette[n % e.palette.length]))), this.told = this.drawn = void 0, t || this.begin(e), this.at(this.t);
	}
	begin(e) {
		this.pace.pause(), this.pointed.forget(), this.slider.max = String(this.last), this.slider.disabled = this.button.disabled = !this.last, this.t = this.last, this.load(e);
	}
	async load(e) {
		this.sheets = [];
		for (let t = e.sheets.length - 1; t >= 0; t--) {
			let n = new Image();
			if (n.src = e.sheets[t], await n.decode().catch(() => void 0), this.reel.sheets[0] !== e.sheets[0]) return;
			this.sheets[t] = await createImageBitmap(n).catch(() => n), this.soon();
		}
		this.map.dataset.ready = String(e.epochs.length);
	}
	at(e) {
		this.t = Math.max(0, Math.min(this.last, e)), this.slider.value = String(this.t), this.soon();
	}
	soon() {
		this.asked ??= requestAnimationFrame(() => {
			this.asked = void 0, this.reel && this.draw(this.reel);
		});
	}
	key(e) {
		let t = k[e.key];
		e.key === " " && this.button.click(), (t || e.key === " ") && e.preventDefault(), t && this.pace.step(t);
	}
	draw(e) {
		let t = Math.round(this.t);
		C(this.map, e, this.t), this.drawManifold(t), p(this.time, e, this.t, getComputedStyle(this.button).fontFamily), this.tell(e, t), this.pointed.lay(), this.map.dataset.at = this.t.toFixed(3);
	}
	drawManifold(e) {
		let n = this.sheets[e];
		if (!n) return;
		let { c: r, width: i, height: a, fresh: o } = t(this.manifold, !1);
		(this.drawn !== e || o) && (this.drawn = e, r.imageSmoothingQuality = "high", r.drawImage(n, 0, 0, i, a));
	}
	tell(e, t) {
		if (this.told === t) return;
		this.told = t;
		let n = e.facts[t], [[, r]] = n;
		this.find(".manifold figcaption").textContent = `decoded ${r === "0" ? "before training" : `after epoch ${r}`}`, this.find(".facts").replaceChildren(...n.map(M)), this.slider.setAttribute("aria-valuetext", n.map((e) => e.join(" ").trim()).join(", ")), this.time.setAttribute("aria-label", `${e.what}, over the epochs`);
	}
};
function j(e, t) {
	let n = document.createElement("span");
	return n.style.setProperty("--ink", t), n.textContent = e, n;
}
function M(e) {
	let t = document.createElement("div");
	return t.innerHTML = "<dt></dt><dd><span></span><small></small></dd>", [
		"dt",
		"span",
		"small"
	].forEach((n, r) => t.querySelector(n).textContent = e[r]), t;
}
// src/scrubber/main.ts
var N = /* @__PURE__ */ new WeakMap();
function P({ parentElement: e, data: t }) {
	let n = N.get(e);
	return n || (n = new A(e), N.set(e, n)), n.show(t), () => n.pause();
}
export { P as default };
