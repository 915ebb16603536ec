import { n as e, t } from "./numbers.js";
import { r as n, t as r } from "./nearest.js";
// src/data.ts
var i = 4;
function a(e) {
	let t = e.slice(), n = new DataView(t.buffer).getUint32(0, !0), r = JSON.parse(new TextDecoder().decode(t.subarray(i, i + n))), a = Math.ceil((i + n) / i) * i;
	return {
		head: r,
		parts: r.sizes.map((e) => t.subarray(a, a += e))
	};
}
function o({ head: e, parts: [t, n] }) {
	let { id: r, size: a, within: o } = e;
	return {
		id: r,
		size: a,
		within: o,
		codes: new Float32Array(t.buffer, t.byteOffset, t.byteLength / i),
		onnx: n
	};
}
function s({ head: e, parts: [t] }) {
	let { id: n, shape: r, channels: i } = e;
	return {
		id: n,
		shape: r,
		channels: i,
		onnx: t
	};
}
function c({ head: e, parts: [t] }) {
	let { id: n, n: r, columns: i } = e;
	return {
		id: n,
		n: r,
		columns: i,
		picture: new Blob([t])
	};
}
// src/decoder.ts
var l = class {
	id;
	size;
	within;
	codes;
	ready;
	encoding;
	originals;
	constructor(e, t) {
		this.id = e, [this.size, this.within, this.codes] = [
			t.size,
			t.within,
			t.codes
		], this.ready = new Promise((t, n) => _.set(e, {
			resolve: t,
			reject: n
		})), this.ready.catch(() => void 0), O({
			kind: "open",
			id: e,
			size: t.size,
			codes: t.codes,
			onnx: t.onnx
		});
	}
	async decode(e, t) {
		let n = ++b, r = this.encoding && new Promise((e) => y.set(n, e));
		return {
			...await D(n, {
				kind: "decode",
				id: this.id,
				ticket: n,
				z: e,
				reach: t
			}),
			cycle: r
		};
	}
	encode(e) {
		let t = ++b;
		return D(t, {
			kind: "encode",
			id: this.id,
			ticket: t,
			x: e
		});
	}
	async takeOriginals({ n: e, columns: t, picture: n }) {
		this.originals ||= {
			n: e,
			columns: t,
			sheet: await createImageBitmap(n)
		};
	}
}, u = 4, d = "worker.js", f = import.meta.url, p = /* @__PURE__ */ new Map(), m = /* @__PURE__ */ new Map(), h = [], g = /* @__PURE__ */ new Set(), _ = /* @__PURE__ */ new Map(), v = /* @__PURE__ */ new Map(), y = /* @__PURE__ */ new Map(), b = 0, x;
function S(e) {
	return p.get(e);
}
function C(e) {
	g.add(new WeakRef(e));
}
function w(e) {
	let { kind: t, id: n } = e.head;
	if (t === "decoder") {
		if (p.has(n)) return;
		p.set(n, new l(n, o(e)));
		let [t] = p.keys();
		p.size > u && (p.delete(t), m.delete(t));
		for (let e of h.splice(0)) w(e);
		return E();
	}
	let r = p.get(n);
	if (!r) h.push(e), h.length > 8 && h.shift();
	else {
		if (t === "originals") return void r.takeOriginals(c(e)).then(E);
		m.has(n) || (m.set(n, s(e)), O({
			kind: "encoder",
			...m.get(n)
		}));
	}
}
function T(e) {
	let t = p.get(e);
	t && (t.encoding = m.get(e), E());
}
function E() {
	for (let e of g) {
		let t = e.deref();
		t ? t.decoderCame() : g.delete(e);
	}
}
function D(e, t) {
	return new Promise((n, r) => {
		v.set(e, {
			resolve: n,
			reject: r
		}), O(t);
	});
}
function O(e) {
	x ??= k(), x.postMessage(e);
}
function k() {
	let e = new Worker(new URL(d, f), { type: "module" });
	return e.onmessage = ({ data: e }) => A(e), e.onerror = (e) => {
		let t = Error(e.message || "the worker did not start");
		for (let e of [..._.values(), ...v.values()]) e.reject(t);
	}, e;
}
function A(e) {
	if (e.kind === "opened" && _.get(e.id)?.resolve(), e.kind === "failed" && _.get(e.id)?.reject(Error(e.why)), e.kind === "encodes" && T(e.id), e.kind === "cycle") {
		y.get(e.ticket)?.(e);
		for (let t of y.keys()) t <= e.ticket && y.delete(t);
	}
	if (e.kind !== "decoded" && e.kind !== "encoded" && e.kind !== "lost") return;
	let t = v.get(e.ticket);
	v.delete(e.ticket), e.kind === "lost" ? t?.reject(Error(e.why)) : t?.resolve(e);
}
// src/camera.ts
var j = 64, M = class {
	size = [0, 0];
	times = 1;
	centre = [.5, .5];
	stretch = [1, 1];
	shift = [0, 0];
	whole() {
		this.times = 1, this.centre = [.5, .5], this.lay();
	}
	lay(e = this.size) {
		this.size = e, this.stretch = e.map((e) => (e - 48) * this.times), this.shift = e.map((e, t) => e / 2 - this.centre[t] * this.stretch[t]);
	}
	pixel([e, t]) {
		return [this.shift[0] + e * this.stretch[0], this.shift[1] + t * this.stretch[1]];
	}
	place([e, t]) {
		return [(e - this.shift[0]) / this.stretch[0], (t - this.shift[1]) / this.stretch[1]];
	}
	zoom(t, n, r) {
		let i = Math.min(j, Math.max(1, this.times * r)), a = [t - this.size[0] / 2, n - this.size[1] / 2], o = a.map((e, t) => this.centre[t] + e / this.stretch[t]), s = this.stretch.map((e) => e * i / this.times);
		this.times = i, this.centre = i === 1 ? [.5, .5] : o.map((t, n) => e(t - a[n] / s[n])), this.lay();
	}
	pan(t, n) {
		this.centre = [t, n].map((t, n) => e(this.centre[n] - t / this.stretch[n])), this.lay();
	}
};
// src/colours.ts
function N(e) {
	return [
		1,
		3,
		5
	].map((t) => parseInt(e.slice(t, t + 2), 16));
}
function ee(e, t) {
	let n = e.map(N);
	return Array.from({ length: t }, (r, i) => {
		let a = i / (t - 1) * (e.length - 1), o = Math.min(e.length - 2, Math.floor(a));
		return `#${n[o].map((e, t) => Math.round(e + (n[o + 1][t] - e) * (a - o))).map((e) => e.toString(16).padStart(2, "0")).join("")}`;
	});
}
function te(t, n, r) {
	let i = 1 / Math.max(r - n, 1e-9);
	return Uint16Array.from(t, (t) => Math.round(e((t - n) * i) * 63));
}
// src/draw.ts
var ne = 1e3;
function re(e, t, n, r) {
	let { x: i, y: a, group: o, camera: s } = t, [[c, l], [u, d]] = [s.stretch, s.shift], f = t.inks.map(N), { masks: p, half: m, side: h } = se((i.length < ne ? 3.5 : 2.5) * r, n), g = e.createImageData(e.canvas.width, e.canvas.height), _ = 0;
	for (let e = 0; e < i.length; e++) {
		if (!t.seen(e)) continue;
		_++;
		let n = (u + i[e] * c) * r, s = (d + a[e] * l) * r, v = Math.floor(n), y = Math.floor(s);
		if (v < m || y < m || v + h > g.width || y + h > g.height) continue;
		let b = p[Math.floor((s - y) * 4) * 4 + Math.floor((n - v) * 4)];
		ce(g, v - m, y - m, b, h, f[o[e]]);
	}
	return e.putImageData(g, 0, 0), _;
}
function ie(e, t, n) {
	let { camera: r, data: i } = t, a = (i.side <= 32 ? 30 : 44) * Math.min(2, r.times ** .35), o = new oe(a * .8), s = 0;
	for (let c = 0; c < i.thumbs; c++) {
		if (!t.seen(c)) continue;
		let [l, u] = r.pixel([t.x[c], t.y[c]]);
		o.take(l - r.shift[0], u - r.shift[1]) && (l < -a || u < -a || l > r.size[0] + a || u > r.size[1] + a || (P(e, n, i, c, [
			l - a / 2,
			u - a / 2,
			a,
			a
		]), s++));
	}
	return s;
}
function P(e, t, n, r, i) {
	let { columns: a, wide: o, high: s } = n;
	e.drawImage(t, r % a * o, Math.floor(r / a) * s, o, s, ...i);
}
function ae(e, [t, n], r) {
	e.beginPath(), e.arc(t, n, 9, 0, 7);
	for (let [t, n] of [[6, r], [3, "#ff9500"]]) e.lineWidth = t, e.strokeStyle = n, e.stroke();
}
var oe = class {
	least;
	cells = /* @__PURE__ */ new Map();
	constructor(e) {
		this.least = e;
	}
	take(e, t) {
		let n = Math.floor(e / this.least), r = Math.floor(t / this.least);
		for (let i = r - 1; i <= r + 1; i++) for (let r = n - 1; r <= n + 1; r++) {
			let n = this.cells.get(`${r},${i}`);
			if (n && Math.hypot(n[0] - e, n[1] - t) < this.least) return !1;
		}
		return this.cells.set(`${n},${r}`, [e, t]), !0;
	}
};
function se(t, n) {
	let r = Math.ceil(t), i = 2 * r + 2;
	return {
		masks: Array.from({ length: 16 }, (a, o) => {
			let s = r + (o % 4 + .5) / 4, c = r + (Math.floor(o / 4) + .5) / 4, l = (e) => t + .5 - Math.hypot(e % i + .5 - s, Math.floor(e / i) + .5 - c);
			return Float32Array.from({ length: i * i }, (t, r) => e(l(r)) * n);
		}),
		half: r,
		side: i
	};
}
function ce({ data: e, width: t }, n, r, i, a, o) {
	let [s, c, l] = o;
	for (let o = 0, u = 0; o < a; o++) for (let d = ((r + o) * t + n) * 4, f = d + a * 4; d < f; d += 4, u++) {
		let t = i[u];
		if (t === 0) continue;
		let n = t + e[d + 3] / 255 * (1 - t), r = t / n;
		e[d] += (s - e[d]) * r, e[d + 1] += (c - e[d + 1]) * r, e[d + 2] += (l - e[d + 2]) * r, e[d + 3] = n * 255;
	}
}
function le(e, { data: t, group: n, inks: r }) {
	if (!t.ink) return e;
	let i = document.createElement("canvas");
	i.width = e.width, i.height = e.height;
	let a = i.getContext("2d", { willReadFrequently: !0 });
	a.drawImage(e, 0, 0);
	let o = a.getImageData(0, 0, e.width, e.height), s = o.data, c = r.map(N);
	for (let r = 0, i = 0; r < e.height; r++) {
		let a = Math.floor(r / t.high) * t.columns;
		for (let r = 0; r < e.width; r++, i += 4) {
			if (s[i + 3] = Math.max(s[i], s[i + 1], s[i + 2]), !t.grey) continue;
			let e = c[n[a + Math.floor(r / t.wide)] ?? 0];
			[s[i], s[i + 1], s[i + 2]] = e;
		}
	}
	return a.putImageData(o, 0, 0), i;
}
// src/gestures.ts
var ue = 4, de = 300, fe = class {
	canvas;
	wish;
	hand = !1;
	spaced = !1;
	fingers = /* @__PURE__ */ new Map();
	from = [0, 0];
	moved = !1;
	dragging = !1;
	panning = !1;
	wheeled = 0;
	told = 0;
	constructor(e, t) {
		this.canvas = e, this.wish = t, e.addEventListener("pointerdown", (e) => this.press(e)), e.addEventListener("pointermove", (e) => this.move(e)), e.addEventListener("pointerrawupdate", (e) => this.follow(e)), e.addEventListener("pointerup", (e) => this.release(e)), e.addEventListener("pointercancel", (e) => this.release(e, !0)), e.addEventListener("pointerleave", () => t.leave()), e.addEventListener("contextmenu", (e) => e.preventDefault()), e.addEventListener("wheel", (e) => this.wheel(e), { passive: !1 });
	}
	press(e) {
		if (!(e.button > 2)) {
			if (this.canvas.setPointerCapture(e.pointerId), this.fingers.set(e.pointerId, [e.offsetX, e.offsetY]), this.fingers.size > 1) return this.settle();
			this.from = [e.offsetX, e.offsetY], this.moved = !1, this.panning = e.button > 0 || this.hand || this.spaced;
		}
	}
	move(e) {
		let t = [e.offsetX, e.offsetY], n = this.fingers.get(e.pointerId);
		if (!n) return this.wish.hover(t);
		if (!(!this.moved && Math.hypot(t[0] - this.from[0], t[1] - this.from[1]) <= ue)) {
			if (this.moved = !0, this.fingers.set(e.pointerId, t), this.fingers.size > 1) return this.pinch(e.pointerId, n, t);
			if (this.canvas.classList.toggle("grabbed", !0), this.panning) return this.wish.pan(t[0] - n[0], t[1] - n[1]);
			this.dragging = !0, this.follow(e);
		}
	}
	follow(e) {
		!this.dragging || e.timeStamp <= this.told || (this.told = e.timeStamp, this.wish.drag([e.offsetX, e.offsetY], e.timeStamp));
	}
	pinch(e, t, n) {
		let r = [...this.fingers].find(([t]) => t !== e)[1], i = (e) => Math.max(1, Math.hypot(e[0] - r[0], e[1] - r[1]));
		this.wish.pan((n[0] - t[0]) / 2, (n[1] - t[1]) / 2), this.wish.zoom((n[0] + r[0]) / 2, (n[1] + r[1]) / 2, i(n) / i(t));
	}
	release(e, t = !1) {
		if (!this.fingers.delete(e.pointerId) || this.fingers.size) return;
		let n = !this.moved && !t && e.button === 0;
		this.settle(), n && this.wish.tap([e.offsetX, e.offsetY]);
	}
	settle() {
		this.canvas.classList.remove("grabbed"), this.dragging && this.wish.drop(), this.dragging = !1, this.panning = !0, this.moved = !0;
	}
	wheel(e) {
		let t = performance.now();
		if (e.deltaY >= 0 && this.wish.whole() && t - this.wheeled > de) return;
		e.preventDefault(), this.wheeled = t;
		let n = e.deltaY * (e.deltaMode === 1 ? 33 : 1);
		this.wish.zoom(e.offsetX, e.offsetY, Math.exp(-Math.min(240, Math.max(-240, n)) * .002));
	}
};
// src/legend.ts
function pe({ names: e, inks: t, hidden: n, changed: r }) {
	let i = e.map((r, i) => {
		let a = document.createElement("button");
		a.style.setProperty("--ink", t[i]), a.textContent = r, a.title = "Click: hide or show. Double click: this one alone.";
		let s = e.filter((e) => e !== r);
		return a.onclick = () => {
			n.delete(r) || n.add(r), o();
		}, a.ondblclick = () => {
			let e = s.every((e) => n.has(e));
			n.clear(), e || s.forEach((e) => n.add(e)), o();
		}, a;
	}), a = () => i.forEach((t, r) => t.setAttribute("aria-pressed", String(!n.has(e[r])))), o = () => {
		a(), r();
	};
	return a(), i;
}
function me({ title: e, unit: t, low: n, high: r }, i) {
	let a = (e, t = "") => Object.assign(document.createElement("span"), {
		className: e,
		textContent: t
	}), o = a("strip");
	o.style.background = `linear-gradient(to right, ${i.join()})`;
	let s = [n, r].map((e) => Number(e.toPrecision(3)));
	return [
		a("title", `${e}, ${t}`),
		a("low", `≤ ${s[0]}`),
		o,
		a("high", `≥ ${s[1]}`)
	];
}
// src/lens.ts
var F = 18, he = class {
	root;
	screen;
	constructor(e) {
		this.root = e, this.screen = e.querySelector("canvas");
	}
	hide() {
		this.root.hidden = !0;
	}
	show(e, t, n, r, [i, a], o) {
		let { root: s, screen: c } = this, l = n !== void 0 && e < t.thumbs;
		if (s.hidden = !1, c.hidden = !l, s.classList.toggle("made", l), l) {
			let r = c.getContext("2d");
			r.imageSmoothingEnabled = !1, r.clearRect(0, 0, c.width, c.height), P(r, n, t, e, [
				0,
				0,
				c.width,
				c.height
			]);
		}
		s.querySelector("b").textContent = r, s.querySelector("span").textContent = `${l ? "decoded · " : ""}image ${e}`;
		let { offsetWidth: u, offsetHeight: d } = s;
		s.style.left = `${i + F + u > o[0] ? i - F - u : i + F}px`, s.style.top = `${Math.max(0, Math.min(a - 60, o[1] - d))}px`;
	}
}, I = /* @__PURE__ */ new Map(), ge = class {
	member;
	own = new WeakRef(this);
	id = "";
	constructor(e) {
		this.member = e;
	}
	join(e) {
		e !== this.id && (I.get(this.id)?.members.delete(this.own), this.id = e, e && (this.others().length || I.set(e, {
			members: /* @__PURE__ */ new Set(),
			stands: void 0
		}), I.get(e).members.add(this.own)));
	}
	stands() {
		return I.get(this.id)?.stands;
	}
	moved(e, t) {
		let n = I.get(this.id);
		if (n) {
			n.stands = e;
			for (let n of this.others()) n.follow(e, t);
		}
	}
	choose(e) {
		for (let t of this.others()) t.chosen(e);
	}
	others() {
		let e = I.get(this.id)?.members ?? /* @__PURE__ */ new Set(), t = [];
		for (let n of e) {
			let r = n.deref();
			r !== this && (r?.member.onPage() ? t.push(r.member) : e.delete(n));
		}
		return t;
	}
}, _e = class {
	find;
	constructor(e) {
		this.find = (t) => e.querySelector(t);
	}
	put(e, t) {
		let n = this.find(e);
		n.hidden = !t, t && (n.style.transform = `translate(${t[0]}px, ${t[1]}px)`);
	}
	tie(e, t) {
		let n = this.find(".thread");
		if (n.hidden = !e || !t, !e || !t) return;
		let [r, i] = [t[0] - e[0], t[1] - e[1]];
		n.style.width = `${Math.hypot(r, i)}px`, n.style.transform = `translate(${e[0]}px, ${e[1]}px) rotate(${Math.atan2(i, r)}rad)`;
	}
}, L = 11102230246251565e-32, R = 134217729, ve = 3.000000000000001 * L;
function z(e, t, n, r, i) {
	let a, o, s, c, l = t[0], u = r[0], d = 0, f = 0;
	u > l == u > -l ? (a = l, l = t[++d]) : (a = u, u = r[++f]);
	let p = 0;
	if (d < e && f < n) for (u > l == u > -l ? (o = l + a, s = a - (o - l), l = t[++d]) : (o = u + a, s = a - (o - u), u = r[++f]), a = o, s !== 0 && (i[p++] = s); d < e && f < n;) u > l == u > -l ? (o = a + l, c = o - a, s = a - (o - c) + (l - c), l = t[++d]) : (o = a + u, c = o - a, s = a - (o - c) + (u - c), u = r[++f]), a = o, s !== 0 && (i[p++] = s);
	for (; d < e;) o = a + l, c = o - a, s = a - (o - c) + (l - c), l = t[++d], a = o, s !== 0 && (i[p++] = s);
	for (; f < n;) o = a + u, c = o - a, s = a - (o - c) + (u - c), u = r[++f], a = o, s !== 0 && (i[p++] = s);
	return (a !== 0 || p === 0) && (i[p++] = a), p;
}
function ye(e, t) {
	let n = t[0];
	for (let r = 1; r < e; r++) n += t[r];
	return n;
}
function B(e) {
	return new Float64Array(e);
}
var be = 3.0000000000000018 * L, xe = 2.0000000000000013 * L, Se = 9.000000000000007 * L * L, V = B(4), H = B(8), Ce = B(12), we = B(16), U = B(4);
function Te(e, t, n, r, i, a, o) {
	let s, c, l, u, d, f, p, m, h, g, _, v, y, b, x, S, C, w, T = e - i, E = n - i, D = t - a, O = r - a;
	b = T * O, f = R * T, p = f - (f - T), m = T - p, f = R * O, h = f - (f - O), g = O - h, x = m * g - (b - p * h - m * h - p * g), S = D * E, f = R * D, p = f - (f - D), m = D - p, f = R * E, h = f - (f - E), g = E - h, C = m * g - (S - p * h - m * h - p * g), _ = x - C, d = x - _, V[0] = x - (_ + d) + (d - C), v = b + _, d = v - b, y = b - (v - d) + (_ - d), _ = y - S, d = y - _, V[1] = y - (_ + d) + (d - S), w = v + _, d = w - v, V[2] = v - (w - d) + (_ - d), V[3] = w;
	let k = ye(4, V), A = xe * o;
	if (k >= A || -k >= A || (d = e - T, s = e - (T + d) + (d - i), d = n - E, l = n - (E + d) + (d - i), d = t - D, c = t - (D + d) + (d - a), d = r - O, u = r - (O + d) + (d - a), s === 0 && c === 0 && l === 0 && u === 0) || (A = Se * o + ve * Math.abs(k), k += T * u + O * s - (D * l + E * c), k >= A || -k >= A)) return k;
	b = s * O, f = R * s, p = f - (f - s), m = s - p, f = R * O, h = f - (f - O), g = O - h, x = m * g - (b - p * h - m * h - p * g), S = c * E, f = R * c, p = f - (f - c), m = c - p, f = R * E, h = f - (f - E), g = E - h, C = m * g - (S - p * h - m * h - p * g), _ = x - C, d = x - _, U[0] = x - (_ + d) + (d - C), v = b + _, d = v - b, y = b - (v - d) + (_ - d), _ = y - S, d = y - _, U[1] = y - (_ + d) + (d - S), w = v + _, d = w - v, U[2] = v - (w - d) + (_ - d), U[3] = w;
	let j = z(4, V, 4, U, H);
	b = T * u, f = R * T, p = f - (f - T), m = T - p, f = R * u, h = f - (f - u), g = u - h, x = m * g - (b - p * h - m * h - p * g), S = D * l, f = R * D, p = f - (f - D), m = D - p, f = R * l, h = f - (f - l), g = l - h, C = m * g - (S - p * h - m * h - p * g), _ = x - C, d = x - _, U[0] = x - (_ + d) + (d - C), v = b + _, d = v - b, y = b - (v - d) + (_ - d), _ = y - S, d = y - _, U[1] = y - (_ + d) + (d - S), w = v + _, d = w - v, U[2] = v - (w - d) + (_ - d), U[3] = w;
	let M = z(j, H, 4, U, Ce);
	return b = s * u, f = R * s, p = f - (f - s), m = s - p, f = R * u, h = f - (f - u), g = u - h, x = m * g - (b - p * h - m * h - p * g), S = c * l, f = R * c, p = f - (f - c), m = c - p, f = R * l, h = f - (f - l), g = l - h, C = m * g - (S - p * h - m * h - p * g), _ = x - C, d = x - _, U[0] = x - (_ + d) + (d - C), v = b + _, d = v - b, y = b - (v - d) + (_ - d), _ = y - S, d = y - _, U[1] = y - (_ + d) + (d - S), w = v + _, d = w - v, U[2] = v - (w - d) + (_ - d), U[3] = w, we[z(M, Ce, 4, U, we) - 1];
}
function W(e, t, n, r, i, a) {
	let o = (t - a) * (n - i), s = (e - i) * (r - a), c = o - s, l = Math.abs(o + s);
	return Math.abs(c) >= be * l ? c : -Te(e, t, n, r, i, a, l);
}
B(4), B(4), B(4), B(4), B(4), B(4), B(4), B(4), B(4), B(8), B(8), B(8), B(4), B(8), B(8), B(16), B(12), B(192), B(192), B(4), B(4), B(4), B(4), B(4), B(4), B(4), B(4), B(8), B(8), B(8), B(8), B(8), B(8), B(8), B(8), B(8), B(4), B(4), B(4), B(8), B(16), B(16), B(16), B(32), B(32), B(48), B(64), B(1152), B(1152), B(4), B(4), B(4), B(4), B(4), B(4), B(4), B(4), B(4), B(4), B(24), B(24), B(24), B(24), B(24), B(24), B(24), B(24), B(24), B(24), B(1152), B(1152), B(1152), B(1152), B(1152), B(2304), B(2304), B(3456), B(5760), B(8), B(8), B(8), B(16), B(24), B(48), B(48), B(96), B(192), B(384), B(384), B(384), B(768), B(96), B(96), B(96), B(1152);
var Ee = 2 ** -52, G = /* @__PURE__ */ new Uint32Array(512), De = class e {
	static from(t, n = Me, r = Ne) {
		let i = t.length, a = new Float64Array(i * 2);
		for (let e = 0; e < i; e++) {
			let i = t[e];
			a[2 * e] = n(i), a[2 * e + 1] = r(i);
		}
		return new e(a);
	}
	constructor(e) {
		let t = e.length >> 1;
		if (t > 0 && typeof e[0] != "number") throw Error("Expected coords to contain numbers.");
		this.coords = e;
		let n = Math.max(2 * t - 5, 0);
		this._triangles = new Uint32Array(n * 3), this._halfedges = new Int32Array(n * 3), this._hashSize = Math.ceil(Math.sqrt(t)), this._hullPrev = new Uint32Array(t), this._hullNext = new Uint32Array(t), this._hullTri = new Uint32Array(t), this._hullHash = new Int32Array(this._hashSize), this._ids = new Uint32Array(t), this._dists = new Float64Array(t), this.trianglesLen = 0, this._cx = 0, this._cy = 0, this._hullStart = 0, this.hull = this._triangles, this.triangles = this._triangles, this.halfedges = this._halfedges, this.update();
	}
	update() {
		let { coords: e, _hullPrev: t, _hullNext: n, _hullTri: r, _hullHash: i } = this, a = e.length >> 1, o = Infinity, s = Infinity, c = -Infinity, l = -Infinity;
		for (let t = 0; t < a; t++) {
			let n = e[2 * t], r = e[2 * t + 1];
			n < o && (o = n), r < s && (s = r), n > c && (c = n), r > l && (l = r), this._ids[t] = t;
		}
		let u = (o + c) / 2, d = (s + l) / 2, f = 0, p = 0, m = 0;
		for (let t = 0, n = Infinity; t < a; t++) {
			let r = K(u, d, e[2 * t], e[2 * t + 1]);
			r < n && (f = t, n = r);
		}
		let h = e[2 * f], g = e[2 * f + 1];
		for (let t = 0, n = Infinity; t < a; t++) {
			if (t === f) continue;
			let r = K(h, g, e[2 * t], e[2 * t + 1]);
			r < n && r > 0 && (p = t, n = r);
		}
		let _ = e[2 * p], v = e[2 * p + 1], y = Infinity;
		for (let t = 0; t < a; t++) {
			if (t === f || t === p) continue;
			let n = Ae(h, g, _, v, e[2 * t], e[2 * t + 1]);
			n < y && (m = t, y = n);
		}
		let b = e[2 * m], x = e[2 * m + 1];
		if (y === Infinity) {
			for (let t = 0; t < a; t++) this._dists[t] = e[2 * t] - e[0] || e[2 * t + 1] - e[1];
			q(this._ids, this._dists, 0, a - 1);
			let t = new Uint32Array(a), n = 0;
			for (let e = 0, r = -Infinity; e < a; e++) {
				let i = this._ids[e], a = this._dists[i];
				a > r && (t[n++] = i, r = a);
			}
			this.hull = t.subarray(0, n), this.triangles = /* @__PURE__ */ new Uint32Array(), this.halfedges = /* @__PURE__ */ new Int32Array();
			return;
		}
		if (W(h, g, _, v, b, x) < 0) {
			let e = p, t = _, n = v;
			p = m, _ = b, v = x, m = e, b = t, x = n;
		}
		let S = je(h, g, _, v, b, x);
		this._cx = S.x, this._cy = S.y;
		for (let t = 0; t < a; t++) this._dists[t] = K(e[2 * t], e[2 * t + 1], S.x, S.y);
		q(this._ids, this._dists, 0, a - 1), this._hullStart = f;
		let C = 3;
		n[f] = t[m] = p, n[p] = t[f] = m, n[m] = t[p] = f, r[f] = 0, r[p] = 1, r[m] = 2, i.fill(-1), i[this._hashKey(h, g)] = f, i[this._hashKey(_, v)] = p, i[this._hashKey(b, x)] = m, this.trianglesLen = 0, this._addTriangle(f, p, m, -1, -1, -1);
		for (let a = 0, o = 0, s = 0; a < this._ids.length; a++) {
			let c = this._ids[a], l = e[2 * c], u = e[2 * c + 1];
			if (a > 0 && Math.abs(l - o) <= Ee && Math.abs(u - s) <= Ee || (o = l, s = u, c === f || c === p || c === m)) continue;
			let d = 0;
			for (let e = 0, t = this._hashKey(l, u); e < this._hashSize && (d = i[(t + e) % this._hashSize], d === -1 || d === n[d]); e++);
			d = t[d];
			let h = d, g;
			for (; g = n[h], W(l, u, e[2 * h], e[2 * h + 1], e[2 * g], e[2 * g + 1]) >= 0;) if (h = g, h === d) {
				h = -1;
				break;
			}
			if (h === -1) continue;
			let _ = this._addTriangle(h, c, n[h], -1, -1, r[h]);
			r[c] = this._legalize(_ + 2), r[h] = _, C++;
			let v = n[h];
			for (; g = n[v], W(l, u, e[2 * v], e[2 * v + 1], e[2 * g], e[2 * g + 1]) < 0;) _ = this._addTriangle(v, c, g, r[c], -1, r[v]), r[c] = this._legalize(_ + 2), n[v] = v, C--, v = g;
			if (h === d) for (; g = t[h], W(l, u, e[2 * g], e[2 * g + 1], e[2 * h], e[2 * h + 1]) < 0;) _ = this._addTriangle(g, c, h, -1, r[h], r[g]), this._legalize(_ + 2), r[g] = _, n[h] = h, C--, h = g;
			this._hullStart = t[c] = h, n[h] = t[v] = c, n[c] = v, i[this._hashKey(l, u)] = c, i[this._hashKey(e[2 * h], e[2 * h + 1])] = h;
		}
		this.hull = new Uint32Array(C);
		for (let e = 0, t = this._hullStart; e < C; e++) this.hull[e] = t, t = n[t];
		this.triangles = this._triangles.subarray(0, this.trianglesLen), this.halfedges = this._halfedges.subarray(0, this.trianglesLen);
	}
	_hashKey(e, t) {
		return Math.floor(Oe(e - this._cx, t - this._cy) * this._hashSize) % this._hashSize;
	}
	_legalize(e) {
		let { _triangles: t, _halfedges: n, coords: r } = this, i = 0, a = 0;
		for (;;) {
			let o = n[e], s = e - e % 3;
			if (a = s + (e + 2) % 3, o === -1) {
				if (i === 0) break;
				e = G[--i];
				continue;
			}
			let c = o - o % 3, l = s + (e + 1) % 3, u = c + (o + 2) % 3, d = t[a], f = t[e], p = t[l], m = t[u];
			if (ke(r[2 * d], r[2 * d + 1], r[2 * f], r[2 * f + 1], r[2 * p], r[2 * p + 1], r[2 * m], r[2 * m + 1])) {
				t[e] = m, t[o] = d;
				let r = n[u];
				if (r === -1) {
					let t = this._hullStart;
					do {
						if (this._hullTri[t] === u) {
							this._hullTri[t] = e;
							break;
						}
						t = this._hullPrev[t];
					} while (t !== this._hullStart);
				}
				this._link(e, r), this._link(o, n[a]), this._link(a, u);
				let s = c + (o + 1) % 3;
				i < G.length && (G[i++] = s);
			} else {
				if (i === 0) break;
				e = G[--i];
			}
		}
		return a;
	}
	_link(e, t) {
		this._halfedges[e] = t, t !== -1 && (this._halfedges[t] = e);
	}
	_addTriangle(e, t, n, r, i, a) {
		let o = this.trianglesLen;
		return this._triangles[o] = e, this._triangles[o + 1] = t, this._triangles[o + 2] = n, this._link(o, r), this._link(o + 1, i), this._link(o + 2, a), this.trianglesLen += 3, o;
	}
};
function Oe(e, t) {
	let n = e / (Math.abs(e) + Math.abs(t));
	return (t > 0 ? 3 - n : 1 + n) / 4;
}
function K(e, t, n, r) {
	let i = e - n, a = t - r;
	return i * i + a * a;
}
function ke(e, t, n, r, i, a, o, s) {
	let c = e - o, l = t - s, u = n - o, d = r - s, f = i - o, p = a - s, m = c * c + l * l, h = u * u + d * d, g = f * f + p * p;
	return c * (d * g - h * p) - l * (u * g - h * f) + m * (u * p - d * f) < 0;
}
function Ae(e, t, n, r, i, a) {
	let o = n - e, s = r - t, c = i - e, l = a - t, u = o * o + s * s, d = c * c + l * l, f = .5 / (o * l - s * c), p = (l * u - s * d) * f, m = (o * d - c * u) * f;
	return p * p + m * m;
}
function je(e, t, n, r, i, a) {
	let o = n - e, s = r - t, c = i - e, l = a - t, u = o * o + s * s, d = c * c + l * l, f = .5 / (o * l - s * c);
	return {
		x: e + (l * u - s * d) * f,
		y: t + (o * d - c * u) * f
	};
}
function q(e, t, n, r) {
	if (r - n <= 20) for (let i = n + 1; i <= r; i++) {
		let r = e[i], a = t[r], o = i - 1;
		for (; o >= n && t[e[o]] > a;) e[o + 1] = e[o--];
		e[o + 1] = r;
	}
	else {
		let i = n + r >> 1, a = n + 1, o = r;
		J(e, i, a), t[e[n]] > t[e[r]] && J(e, n, r), t[e[a]] > t[e[r]] && J(e, a, r), t[e[n]] > t[e[a]] && J(e, n, a);
		let s = e[a], c = t[s];
		for (;;) {
			do
				a++;
			while (t[e[a]] < c);
			do
				o--;
			while (t[e[o]] > c);
			if (o < a) break;
			J(e, a, o);
		}
		e[n + 1] = e[o], e[o] = s, r - a + 1 >= o - n ? (q(e, t, a, r), q(e, t, n, o - 1)) : (q(e, t, n, o - 1), q(e, t, a, r));
	}
}
function J(e, t, n) {
	let r = e[t];
	e[t] = e[n], e[n] = r;
}
function Me(e) {
	return e[0];
}
function Ne(e) {
	return e[1];
}
var Pe = 1e-6, Y = class {
	constructor() {
		this._x0 = this._y0 = this._x1 = this._y1 = null, this._ = "";
	}
	moveTo(e, t) {
		this._ += `M${this._x0 = this._x1 = +e},${this._y0 = this._y1 = +t}`;
	}
	closePath() {
		this._x1 !== null && (this._x1 = this._x0, this._y1 = this._y0, this._ += "Z");
	}
	lineTo(e, t) {
		this._ += `L${this._x1 = +e},${this._y1 = +t}`;
	}
	arc(e, t, n) {
		e = +e, t = +t, n = +n;
		let r = e + n, i = t;
		if (n < 0) throw Error("negative radius");
		this._x1 === null ? this._ += `M${r},${i}` : (Math.abs(this._x1 - r) > Pe || Math.abs(this._y1 - i) > Pe) && (this._ += "L" + r + "," + i), n && (this._ += `A${n},${n},0,1,1,${e - n},${t}A${n},${n},0,1,1,${this._x1 = r},${this._y1 = i}`);
	}
	rect(e, t, n, r) {
		this._ += `M${this._x0 = this._x1 = +e},${this._y0 = this._y1 = +t}h${+n}v${+r}h${-n}Z`;
	}
	value() {
		return this._ || null;
	}
}, X = class {
	constructor() {
		this._ = [];
	}
	moveTo(e, t) {
		this._.push([e, t]);
	}
	closePath() {
		this._.push(this._[0].slice());
	}
	lineTo(e, t) {
		this._.push([e, t]);
	}
	value() {
		return this._.length ? this._ : null;
	}
}, Fe = class {
	constructor(e, [t, n, r, i] = [
		0,
		0,
		960,
		500
	]) {
		if (!((r = +r) >= (t = +t)) || !((i = +i) >= (n = +n))) throw Error("invalid bounds");
		this.delaunay = e, this._circumcenters = new Float64Array(e.points.length * 2), this.vectors = new Float64Array(e.points.length * 2), this.xmax = r, this.xmin = t, this.ymax = i, this.ymin = n, this._init();
	}
	update() {
		return this.delaunay.update(), this._init(), this;
	}
	_init() {
		let { delaunay: { points: e, hull: t, triangles: n }, vectors: r } = this, i, a, o = this.circumcenters = this._circumcenters.subarray(0, n.length / 3 * 2);
		for (let r = 0, s = 0, c = n.length, l, u; r < c; r += 3, s += 2) {
			let c = n[r] * 2, d = n[r + 1] * 2, f = n[r + 2] * 2, p = e[c], m = e[c + 1], h = e[d], g = e[d + 1], _ = e[f], v = e[f + 1], y = h - p, b = g - m, x = _ - p, S = v - m, C = (y * S - b * x) * 2;
			if (Math.abs(C) < 1e-9) {
				if (i === void 0) {
					i = a = 0;
					for (let n of t) i += e[n * 2], a += e[n * 2 + 1];
					i /= t.length, a /= t.length;
				}
				let n = 1e9 * Math.sign((i - p) * S - (a - m) * x);
				l = (p + _) / 2 - n * S, u = (m + v) / 2 + n * x;
			} else {
				let e = 1 / C, t = y * y + b * b, n = x * x + S * S;
				l = p + (S * t - b * n) * e, u = m + (y * n - x * t) * e;
			}
			o[s] = l, o[s + 1] = u;
		}
		let s = t[t.length - 1], c, l = s * 4, u, d = e[2 * s], f, p = e[2 * s + 1];
		r.fill(0);
		for (let n = 0; n < t.length; ++n) s = t[n], c = l, u = d, f = p, l = s * 4, d = e[2 * s], p = e[2 * s + 1], r[c + 2] = r[l] = f - p, r[c + 3] = r[l + 1] = d - u;
	}
	render(e) {
		let t = e == null ? e = new Y() : void 0, { delaunay: { halfedges: n, inedges: r, hull: i }, circumcenters: a, vectors: o } = this;
		if (i.length <= 1) return null;
		for (let t = 0, r = n.length; t < r; ++t) {
			let r = n[t];
			if (r < t) continue;
			let i = Math.floor(t / 3) * 2, o = Math.floor(r / 3) * 2, s = a[i], c = a[i + 1], l = a[o], u = a[o + 1];
			this._renderSegment(s, c, l, u, e);
		}
		let s, c = i[i.length - 1];
		for (let t = 0; t < i.length; ++t) {
			s = c, c = i[t];
			let n = Math.floor(r[c] / 3) * 2, l = a[n], u = a[n + 1], d = s * 4, f = this._project(l, u, o[d + 2], o[d + 3]);
			f && this._renderSegment(l, u, f[0], f[1], e);
		}
		return t && t.value();
	}
	renderBounds(e) {
		let t = e == null ? e = new Y() : void 0;
		return e.rect(this.xmin, this.ymin, this.xmax - this.xmin, this.ymax - this.ymin), t && t.value();
	}
	renderCell(e, t) {
		let n = t == null ? t = new Y() : void 0, r = this._clip(e);
		if (r === null || !r.length) return;
		t.moveTo(r[0], r[1]);
		let i = r.length;
		for (; r[0] === r[i - 2] && r[1] === r[i - 1] && i > 1;) i -= 2;
		for (let e = 2; e < i; e += 2) (r[e] !== r[e - 2] || r[e + 1] !== r[e - 1]) && t.lineTo(r[e], r[e + 1]);
		return t.closePath(), n && n.value();
	}
	*cellPolygons() {
		let { delaunay: { points: e } } = this;
		for (let t = 0, n = e.length / 2; t < n; ++t) {
			let e = this.cellPolygon(t);
			e && (e.index = t, yield e);
		}
	}
	cellPolygon(e) {
		let t = new X();
		return this.renderCell(e, t), t.value();
	}
	_renderSegment(e, t, n, r, i) {
		let a, o = this._regioncode(e, t), s = this._regioncode(n, r);
		o === 0 && s === 0 ? (i.moveTo(e, t), i.lineTo(n, r)) : (a = this._clipSegment(e, t, n, r, o, s)) && (i.moveTo(a[0], a[1]), i.lineTo(a[2], a[3]));
	}
	contains(e, t, n) {
		return t = +t, t !== t || (n = +n, n !== n) ? !1 : this.delaunay._step(e, t, n) === e;
	}
	*neighbors(e) {
		let t = this._clip(e);
		if (t) for (let n of this.delaunay.neighbors(e)) {
			let e = this._clip(n);
			if (e) {
				loop: for (let r = 0, i = t.length; r < i; r += 2) for (let a = 0, o = e.length; a < o; a += 2) if (t[r] === e[a] && t[r + 1] === e[a + 1] && t[(r + 2) % i] === e[(a + o - 2) % o] && t[(r + 3) % i] === e[(a + o - 1) % o]) {
					yield n;
					break loop;
				}
			}
		}
	}
	_cell(e) {
		let { circumcenters: t, delaunay: { inedges: n, halfedges: r, triangles: i } } = this, a = n[e];
		if (a === -1) return null;
		let o = [], s = a;
		do {
			let n = Math.floor(s / 3);
			if (o.push(t[n * 2], t[n * 2 + 1]), s = s % 3 == 2 ? s - 2 : s + 1, i[s] !== e) break;
			s = r[s];
		} while (s !== a && s !== -1);
		return o;
	}
	_clip(e) {
		if (e === 0 && this.delaunay.hull.length === 1) return [
			this.xmax,
			this.ymin,
			this.xmax,
			this.ymax,
			this.xmin,
			this.ymax,
			this.xmin,
			this.ymin
		];
		let t = this._cell(e);
		if (t === null) return null;
		let { vectors: n } = this, r = e * 4;
		return this._simplify(n[r] || n[r + 1] ? this._clipInfinite(e, t, n[r], n[r + 1], n[r + 2], n[r + 3]) : this._clipFinite(e, t));
	}
	_clipFinite(e, t) {
		let n = t.length, r = null, i, a, o = t[n - 2], s = t[n - 1], c, l = this._regioncode(o, s), u, d = 0;
		for (let f = 0; f < n; f += 2) if (i = o, a = s, o = t[f], s = t[f + 1], c = l, l = this._regioncode(o, s), c === 0 && l === 0) u = d, d = 0, r ? r.push(o, s) : r = [o, s];
		else {
			let t, n, f, p, m;
			if (c === 0) {
				if ((t = this._clipSegment(i, a, o, s, c, l)) === null) continue;
				[n, f, p, m] = t;
			} else {
				if ((t = this._clipSegment(o, s, i, a, l, c)) === null) continue;
				[p, m, n, f] = t, u = d, d = this._edgecode(n, f), u && d && this._edge(e, u, d, r, r.length), r ? r.push(n, f) : r = [n, f];
			}
			u = d, d = this._edgecode(p, m), u && d && this._edge(e, u, d, r, r.length), r ? r.push(p, m) : r = [p, m];
		}
		if (r) u = d, d = this._edgecode(r[0], r[1]), u && d && this._edge(e, u, d, r, r.length);
		else if (this.contains(e, (this.xmin + this.xmax) / 2, (this.ymin + this.ymax) / 2)) return [
			this.xmax,
			this.ymin,
			this.xmax,
			this.ymax,
			this.xmin,
			this.ymax,
			this.xmin,
			this.ymin
		];
		return r;
	}
	_clipSegment(e, t, n, r, i, a) {
		let o = i < a;
		for (o && ([e, t, n, r, i, a] = [
			n,
			r,
			e,
			t,
			a,
			i
		]);;) {
			if (i === 0 && a === 0) return o ? [
				n,
				r,
				e,
				t
			] : [
				e,
				t,
				n,
				r
			];
			if (i & a) return null;
			let s, c, l = i || a;
			l & 8 ? (s = e + (n - e) * (this.ymax - t) / (r - t), c = this.ymax) : l & 4 ? (s = e + (n - e) * (this.ymin - t) / (r - t), c = this.ymin) : l & 2 ? (c = t + (r - t) * (this.xmax - e) / (n - e), s = this.xmax) : (c = t + (r - t) * (this.xmin - e) / (n - e), s = this.xmin), i ? (e = s, t = c, i = this._regioncode(e, t)) : (n = s, r = c, a = this._regioncode(n, r));
		}
	}
	_clipInfinite(e, t, n, r, i, a) {
		let o = Array.from(t), s;
		if ((s = this._project(o[0], o[1], n, r)) && o.unshift(s[0], s[1]), (s = this._project(o[o.length - 2], o[o.length - 1], i, a)) && o.push(s[0], s[1]), o = this._clipFinite(e, o)) for (let t = 0, n = o.length, r, i = this._edgecode(o[n - 2], o[n - 1]); t < n; t += 2) r = i, i = this._edgecode(o[t], o[t + 1]), r && i && (t = this._edge(e, r, i, o, t), n = o.length);
		else this.contains(e, (this.xmin + this.xmax) / 2, (this.ymin + this.ymax) / 2) && (o = [
			this.xmin,
			this.ymin,
			this.xmax,
			this.ymin,
			this.xmax,
			this.ymax,
			this.xmin,
			this.ymax
		]);
		return o;
	}
	_edge(e, t, n, r, i) {
		for (; t !== n;) {
			let n, a;
			switch (t) {
				case 5:
					t = 4;
					continue;
				case 4:
					t = 6, n = this.xmax, a = this.ymin;
					break;
				case 6:
					t = 2;
					continue;
				case 2:
					t = 10, n = this.xmax, a = this.ymax;
					break;
				case 10:
					t = 8;
					continue;
				case 8:
					t = 9, n = this.xmin, a = this.ymax;
					break;
				case 9:
					t = 1;
					continue;
				case 1: t = 5, n = this.xmin, a = this.ymin;
			}
			(r[i] !== n || r[i + 1] !== a) && this.contains(e, n, a) && (r.splice(i, 0, n, a), i += 2);
		}
		return i;
	}
	_project(e, t, n, r) {
		let i = Infinity, a, o, s;
		if (r < 0) {
			if (t <= this.ymin) return null;
			(a = (this.ymin - t) / r) < i && (s = this.ymin, o = e + (i = a) * n);
		} else if (r > 0) {
			if (t >= this.ymax) return null;
			(a = (this.ymax - t) / r) < i && (s = this.ymax, o = e + (i = a) * n);
		}
		if (n > 0) {
			if (e >= this.xmax) return null;
			(a = (this.xmax - e) / n) < i && (o = this.xmax, s = t + (i = a) * r);
		} else if (n < 0) {
			if (e <= this.xmin) return null;
			(a = (this.xmin - e) / n) < i && (o = this.xmin, s = t + (i = a) * r);
		}
		return [o, s];
	}
	_edgecode(e, t) {
		return (e === this.xmin ? 1 : e === this.xmax ? 2 : 0) | (t === this.ymin ? 4 : t === this.ymax ? 8 : 0);
	}
	_regioncode(e, t) {
		return (e < this.xmin ? 1 : e > this.xmax ? 2 : 0) | (t < this.ymin ? 4 : t > this.ymax ? 8 : 0);
	}
	_simplify(e) {
		if (e && e.length > 4) {
			for (let t = 0; t < e.length; t += 2) {
				let n = (t + 2) % e.length, r = (t + 4) % e.length;
				(e[t] === e[n] && e[n] === e[r] || e[t + 1] === e[n + 1] && e[n + 1] === e[r + 1]) && (e.splice(n, 2), t -= 2);
			}
			e.length || (e = null);
		}
		return e;
	}
}, Ie = 2 * Math.PI, Z = Math.pow;
function Le(e) {
	return e[0];
}
function Re(e) {
	return e[1];
}
function ze(e) {
	let { triangles: t, coords: n } = e;
	for (let e = 0; e < t.length; e += 3) {
		let r = 2 * t[e], i = 2 * t[e + 1], a = 2 * t[e + 2];
		if ((n[a] - n[r]) * (n[i + 1] - n[r + 1]) - (n[i] - n[r]) * (n[a + 1] - n[r + 1]) > 1e-10) return !1;
	}
	return !0;
}
function Be(e, t, n) {
	return [e + Math.sin(e + t) * n, t + Math.cos(e - t) * n];
}
var Ve = class e {
	static from(t, n = Le, r = Re, i) {
		return new e("length" in t ? He(t, n, r, i) : Float64Array.from(Ue(t, n, r, i)));
	}
	constructor(e) {
		this._delaunator = new De(e), this.inedges = new Int32Array(e.length / 2), this._hullIndex = new Int32Array(e.length / 2), this.points = this._delaunator.coords, this._init();
	}
	update() {
		return this._delaunator.update(), this._init(), this;
	}
	_init() {
		let e = this._delaunator, t = this.points;
		if (e.hull && e.hull.length > 2 && ze(e)) {
			this.collinear = Int32Array.from({ length: t.length / 2 }, (e, t) => t).sort((e, n) => t[2 * e] - t[2 * n] || t[2 * e + 1] - t[2 * n + 1]);
			let e = this.collinear[0], n = this.collinear[this.collinear.length - 1], r = [
				t[2 * e],
				t[2 * e + 1],
				t[2 * n],
				t[2 * n + 1]
			], i = 1e-8 * Math.hypot(r[3] - r[1], r[2] - r[0]);
			for (let e = 0, n = t.length / 2; e < n; ++e) {
				let n = Be(t[2 * e], t[2 * e + 1], i);
				t[2 * e] = n[0], t[2 * e + 1] = n[1];
			}
			this._delaunator = new De(t);
		} else delete this.collinear;
		let n = this.halfedges = this._delaunator.halfedges, r = this.hull = this._delaunator.hull, i = this.triangles = this._delaunator.triangles, a = this.inedges.fill(-1), o = this._hullIndex.fill(-1);
		for (let e = 0, t = n.length; e < t; ++e) {
			let t = i[e % 3 == 2 ? e - 2 : e + 1];
			(n[e] === -1 || a[t] === -1) && (a[t] = e);
		}
		for (let e = 0, t = r.length; e < t; ++e) o[r[e]] = e;
		r.length <= 2 && r.length > 0 && (this.triangles = (/* @__PURE__ */ new Int32Array(3)).fill(-1), this.halfedges = (/* @__PURE__ */ new Int32Array(3)).fill(-1), this.triangles[0] = r[0], a[r[0]] = 1, r.length === 2 && (a[r[1]] = 0, this.triangles[1] = r[1], this.triangles[2] = r[1]));
	}
	voronoi(e) {
		return new Fe(this, e);
	}
	*neighbors(e) {
		let { inedges: t, hull: n, _hullIndex: r, halfedges: i, triangles: a, collinear: o } = this;
		if (o) {
			let t = o.indexOf(e);
			t > 0 && (yield o[t - 1]), t < o.length - 1 && (yield o[t + 1]);
			return;
		}
		let s = t[e];
		if (s === -1) return;
		let c = s, l = -1;
		do {
			if (yield l = a[c], c = c % 3 == 2 ? c - 2 : c + 1, a[c] !== e) return;
			if (c = i[c], c === -1) {
				let t = n[(r[e] + 1) % n.length];
				t !== l && (yield t);
				return;
			}
		} while (c !== s);
	}
	find(e, t, n = 0) {
		if (e = +e, e !== e || (t = +t, t !== t)) return -1;
		let r = n, i;
		for (; (i = this._step(n, e, t)) >= 0 && i !== n && i !== r;) n = i;
		return i;
	}
	_step(e, t, n) {
		let { inedges: r, hull: i, _hullIndex: a, halfedges: o, triangles: s, points: c } = this;
		if (c.length < 2) return -1;
		if (r[e] === -1) return (e + 1) % (c.length >> 1);
		let l = e, u = Z(t - c[e * 2], 2) + Z(n - c[e * 2 + 1], 2), d = r[e], f = d;
		do {
			let r = s[f], d = Z(t - c[r * 2], 2) + Z(n - c[r * 2 + 1], 2);
			if (d < u && (u = d, l = r), f = f % 3 == 2 ? f - 2 : f + 1, s[f] !== e) break;
			if (f = o[f], f === -1) {
				if (f = i[(a[e] + 1) % i.length], f !== r && Z(t - c[f * 2], 2) + Z(n - c[f * 2 + 1], 2) < u) return f;
				break;
			}
		} while (f !== d);
		return l;
	}
	render(e) {
		let t = e == null ? e = new Y() : void 0, { points: n, halfedges: r, triangles: i } = this;
		for (let t = 0, a = r.length; t < a; ++t) {
			let a = r[t];
			if (a < t) continue;
			let o = i[t] * 2, s = i[a] * 2;
			e.moveTo(n[o], n[o + 1]), e.lineTo(n[s], n[s + 1]);
		}
		return this.renderHull(e), t && t.value();
	}
	renderPoints(e, t) {
		t !== void 0 || e && typeof e.moveTo == "function" || (t = e, e = null), t = t == null ? 2 : +t;
		let n = e == null ? e = new Y() : void 0, { points: r } = this;
		for (let n = 0, i = r.length & -2; n < i; n += 2) {
			let i = r[n], a = r[n + 1];
			e.moveTo(i + t, a), e.arc(i, a, t, 0, Ie);
		}
		return n && n.value();
	}
	renderHull(e) {
		let t = e == null ? e = new Y() : void 0, { hull: n, points: r } = this, i = n[0] * 2, a = n.length;
		e.moveTo(r[i], r[i + 1]);
		for (let t = 1; t < a; ++t) {
			let i = 2 * n[t];
			e.lineTo(r[i], r[i + 1]);
		}
		return e.closePath(), t && t.value();
	}
	hullPolygon() {
		let e = new X();
		return this.renderHull(e), e.value();
	}
	renderTriangle(e, t) {
		let n = t == null ? t = new Y() : void 0, { points: r, triangles: i } = this, a = i[e *= 3] * 2, o = i[e + 1] * 2, s = i[e + 2] * 2;
		return t.moveTo(r[a], r[a + 1]), t.lineTo(r[o], r[o + 1]), t.lineTo(r[s], r[s + 1]), t.closePath(), n && n.value();
	}
	*trianglePolygons() {
		let { triangles: e } = this;
		for (let t = 0, n = e.length / 3; t < n; ++t) yield this.trianglePolygon(t);
	}
	trianglePolygon(e) {
		let t = new X();
		return this.renderTriangle(e, t), t.value();
	}
};
function He(e, t, n, r) {
	let i = e.length, a = new Float64Array(i * 2);
	for (let o = 0; o < i; ++o) {
		let i = e[o];
		a[o * 2] = t.call(r, i, o, e), a[o * 2 + 1] = n.call(r, i, o, e);
	}
	return a;
}
function* Ue(e, t, n, r) {
	let i = 0;
	for (let a of e) yield t.call(r, a, i, e), yield n.call(r, a, i, e), ++i;
}
// src/delaunay.ts
var Q = 65535, We = class {
	mesh;
	flat;
	last = 0;
	constructor(e) {
		this.flat = new Float64Array(e.x.length * 2);
		for (let t = 0; t < e.x.length; t++) this.flat.set([e.x[t], e.y[t]].map((e) => Math.round(e * Q)), 2 * t);
		this.mesh = new Ve(this.flat);
	}
	locate(e) {
		let { place: t, corners: n } = this.find([e[0] * Q, e[1] * Q]);
		return {
			place: [t[0] / Q, t[1] / Q],
			corners: n
		};
	}
	find(e) {
		let { triangles: t, halfedges: n, hull: r, collinear: i } = this.mesh;
		if (i || r.length < 3) return this.alone(e);
		let a = this.last;
		for (let r = t.length / 3; r > 0; r--) {
			let [r, i, o] = [
				0,
				1,
				2
			].map((e) => t[3 * a + e]), s = this.area(r, i, this.at(o)), c = [
				this.area(i, o, e),
				this.area(o, r, e),
				this.area(r, i, e)
			].map((e) => e / s), l = c.indexOf(Math.min(...c));
			if (!(c[l] < 0)) return this.last = a, {
				place: e,
				corners: [
					[r, c[0]],
					[i, c[1]],
					[o, c[2]]
				]
			};
			let u = n[3 * a + (l + 1) % 3];
			if (u < 0) break;
			a = Math.floor(u / 3);
		}
		return this.rim(e);
	}
	rim(t) {
		let { hull: n } = this.mesh, r, i = Infinity;
		for (let a = 0; a < n.length; a++) {
			let [o, s] = [n[a], n[(a + 1) % n.length]], [c, l] = [this.at(o), this.at(s)], u = [l[0] - c[0], l[1] - c[1]], d = u[0] ** 2 + u[1] ** 2, f = d > 0 ? e(((t[0] - c[0]) * u[0] + (t[1] - c[1]) * u[1]) / d) : 0, p = [c[0] + f * u[0], c[1] + f * u[1]], m = (p[0] - t[0]) ** 2 + (p[1] - t[1]) ** 2;
			m < i && ([r, i] = [{
				place: p,
				corners: [[o, 1 - f], [s, f]]
			}, m]);
		}
		return r ?? this.alone(t);
	}
	alone([e, t]) {
		let n = 0, r = Infinity;
		for (let i = 0; i < this.flat.length / 2; i++) {
			let a = (this.flat[2 * i] - e) ** 2 + (this.flat[2 * i + 1] - t) ** 2;
			a < r && ([n, r] = [i, a]);
		}
		return {
			place: this.at(n),
			corners: [[n, 1]]
		};
	}
	at(e) {
		return [this.flat[2 * e], this.flat[2 * e + 1]];
	}
	area(e, t, [n, r]) {
		let [[i, a], [o, s]] = [this.at(e), this.at(t)];
		return (o - i) * (r - a) - (s - a) * (n - i);
	}
};
// src/inverse.ts
function Ge([e, t, n]) {
	return (r) => ({
		place: r,
		z: Float32Array.from(e, (e, i) => e + r[0] * t[i] + (1 - r[1]) * n[i]),
		corners: []
	});
}
function Ke(e, t, n) {
	let r = new We(e);
	return (e) => {
		let { place: i, corners: a } = r.locate(e);
		return {
			place: i,
			z: qe(a, t, n),
			corners: a
		};
	};
}
function qe(e, t, n) {
	let r = new Float32Array(n);
	for (let [i, a] of e) for (let e = 0; e < n; e++) r[e] += a * t[i * n + e];
	return r;
}
// src/latest.ts
var Je = class {
	work;
	busy = !1;
	waiting;
	constructor(e) {
		this.work = e;
	}
	offer(e) {
		this.waiting = { job: e }, this.busy || this.run();
	}
	async run() {
		for (this.busy = !0; this.waiting;) {
			let { job: e } = this.waiting;
			this.waiting = void 0;
			try {
				await this.work(e);
			} catch (e) {
				console.error(e);
			}
		}
		this.busy = !1;
	}
}, Ye = 5, Xe = .1;
function Ze([e, t, n]) {
	let r = (e, t) => Array.from(e).reduce((e, n, r) => e + n * t[r], 0), [i, a, o] = [
		r(t, t),
		r(t, n),
		r(n, n)
	], s = i * o - a * a || 1;
	return (c) => {
		let l = Float64Array.from(c, (t, n) => t - e[n]), [u, d] = [r(l, t), r(l, n)];
		return [(u * o - d * a) / s, 1 - (d * i - u * a) / s];
	};
}
function Qe(e, t, n) {
	return (r) => et(e, tt(t, r, n));
}
function $e({ x: e, y: t }, n) {
	let [[r]] = n;
	return n.every(([n]) => Math.hypot(e[n] - e[r], t[n] - t[r]) <= Xe);
}
function et({ x: e, y: t }, n) {
	let [[r]] = n, i = n.filter(([n]) => Math.hypot(e[n] - e[r], t[n] - t[r]) <= Xe), a = i.reduce((e, [, t]) => e + t, 0);
	return [e, t].map((e) => i.reduce((t, [n, r]) => t + r / a * e[n], 0));
}
function tt(e, t, n, r = Ye) {
	let i = [];
	for (let a = 0, o = 0; o < e.length; a++, o += n) {
		let s = i.length < r ? Infinity : i[r - 1][1], c = 0;
		for (let r = 0; r < n && c < s; r++) c += (e[o + r] - t[r]) ** 2;
		if (c >= s) continue;
		let l = i.length < r ? i.length : r - 1;
		for (; l > 0 && i[l - 1][1] > c; l--) i[l] = i[l - 1];
		i[l] = [a, c];
	}
	if (i[0][1] === 0) return [[i[0][0], 1]];
	let a = i.reduce((e, [, t]) => e + 1 / t, 0);
	return i.map(([e, t]) => [e, 1 / t / a]);
}
// src/point.ts
var nt = class {
	slot;
	markers;
	ground;
	canvas;
	z;
	moved;
	shared;
	place;
	index = -1;
	near = -1;
	decoder;
	inverse;
	placing;
	queue = new Je((e) => this.paint(e));
	constructor(e, t, n, r) {
		this.slot = e, this.markers = t, this.ground = n, this.canvas = r;
	}
	renew(e, t) {
		let n = this.ground();
		e && (this.inverse = this.placing = void 0);
		let { decoder: r, refused: i } = n.data;
		if (i) return this.slot.say(i, !0);
		let a = S(r), o = a !== this.decoder;
		if (this.decoder = a, o && (this.inverse = this.placing = this.z = void 0), !a) return this.slot.say("The decoder is on its way.");
		if (!o) return e ? this.stand(this.index < 0 ? t : this.index) : void 0;
		this.slot.say("The decoder is being opened."), a.ready.then(() => a === this.decoder && this.begin(t), (e) => a === this.decoder && this.fail(e));
	}
	begin(e) {
		this.follow(this.shared?.() ?? [[e, 1]], performance.now());
	}
	stand(e, t = performance.now()) {
		let n = this.ground();
		if (!this.decoder || !n) return;
		let { codes: r, size: i } = this.decoder;
		this.index = e, this.place = [n.points.x[e], n.points.y[e]], this.near = -1, this.ask(r.slice(e * i, (e + 1) * i), t), this.moved?.([[e, 1]], t);
	}
	move(e, t) {
		let n = this.ground();
		if (!this.decoder || !n) return;
		let { plane: r, link: i } = n.data, a = r && !i;
		this.inverse ??= a ? Ge(r) : Ke(n.points, this.decoder.codes, this.decoder.size);
		let o = this.inverse(e);
		this.index = -1, this.place = o.place, this.ask(o.z, t), this.moved?.(o.corners, t);
	}
	go(e, t = performance.now()) {
		this.place = this.placeOf(e), this.place && (this.index = -1, this.ask(e, t));
	}
	placeOf(e) {
		let { decoder: t } = this, n = this.ground();
		if (!t || !n) return;
		let { plane: r } = n.data;
		return this.placing ??= r ? Ze(r) : Qe(n.points, t.codes, t.size), this.placing(e);
	}
	follow(e, t) {
		let { decoder: n } = this, r = this.ground();
		if (!n || !r) return;
		let i = qe(e, n.codes, n.size);
		this.index = e.length === 1 ? e[0][0] : -1, this.place = $e(r.points, e) ? et(r.points, e) : this.placeOf(i), this.ask(i, t);
	}
	stored() {
		return this.decoder;
	}
	at() {
		return this.z && this.place && this.ground()?.camera.pixel(this.place);
	}
	lay() {
		let e = this.ground(), t = this.at(), n = e && t && this.near >= 0 && this.near < e.points.x.length ? e.camera.pixel([e.points.x[this.near], e.points.y[this.near]]) : void 0;
		this.markers.put(".point", t), this.markers.put(".near", this.index < 0 ? n : void 0), this.markers.tie(this.index < 0 ? t : void 0, n);
	}
	neighbour() {
		let e = this.ground(), t = this.decoder?.originals;
		if (!e || !this.z || this.near < 0) return;
		let { data: n } = e, r = t ? {
			...t,
			real: !0
		} : {
			sheet: e.sheet,
			columns: n.columns,
			real: !1
		};
		this.slot.neighbour(this.near, r, n, e.words(this.near));
	}
	again() {
		this.z && this.ask(this.z, performance.now());
	}
	ask(e, t) {
		this.z = e, this.lay(), this.queue.offer({
			z: e,
			since: t
		});
	}
	async paint({ z: e, since: t }) {
		let { decoder: n } = this, r = this.ground();
		if (n && r) try {
			await n.ready;
			let i = await n.decode(e, Math.min(r.points.x.length, n.originals?.n ?? r.data.thumbs));
			if (n !== this.decoder) return;
			this.near = i.index, this.lay(), this.slot.say(""), this.slot.paint(i, n.within, e), this.neighbour(), i.cycle?.then((t) => e === this.z && this.slot.cycle(t)).catch(() => void 0), this.canvas.dispatchEvent(new CustomEvent("decoded", {
				detail: { since: t },
				bubbles: !0,
				composed: !0
			}));
		} catch (e) {
			n === this.decoder && this.fail(e);
		}
	}
	fail(e) {
		this.z = void 0, this.lay(), this.slot.say(`The decoder does not run in this browser (${e.message}). A click on the map still selects.`, !0);
	}
}, rt = 192, it = 208, at = class {
	root;
	picture;
	near;
	find;
	shown = "";
	constructor(e) {
		this.root = e, this.find = (t) => e.querySelector(t), this.picture = e.querySelector(".picture"), this.near = e.querySelector(".nearest canvas");
	}
	lay({ wide: e, high: t, side: n }) {
		let r = Math.max(1, Math.ceil(rt / n)), i = n * r <= it ? r : it / n;
		this.root.classList.toggle("smooth", i < 1), [this.picture, this.near].forEach((n, r) => {
			n.style.width = `${e * i / (r + 1)}px`, n.style.height = `${t * i / (r + 1)}px`;
		}), this.shown = "";
	}
	say(e, t = !1) {
		this.find(".message").textContent = e, this.root.classList.toggle("failed", t), this.root.classList.toggle("waiting", e !== "");
	}
	paint({ pixels: e, wide: t, high: n, distance: r }, i, a) {
		let { picture: o } = this;
		(o.width !== t || o.height !== n) && ([o.width, o.height] = [t, n]), o.getContext("2d").putImageData(new ImageData(e, t, n), 0, 0);
		let s = r > i;
		this.root.classList.toggle("off", s), this.find(".where b").textContent = s ? "off the data" : "on the data", this.find(".where .distance").textContent = `${r.toFixed(2)} from the nearest code; 95 % of the data lie within ${i.toFixed(2)} of theirs`, Object.assign(o.dataset, {
			z: a.join(),
			off: String(s)
		});
	}
	cycle({ distance: e, usual: t }) {
		let n = this.find(".cycle");
		n.textContent = `encoded again: ${e.toFixed(2)} away; 95 % of the data's codes within ${t.toFixed(2)}`, n.classList.toggle("far", e > t), this.picture.dataset.cycle = String(e);
	}
	neighbour(e, { sheet: t, columns: n, real: r }, i, a) {
		let o = `${e} ${r}`;
		if (o === this.shown || e < 0 || !t) return;
		this.shown = o;
		let s = this.near.getContext("2d");
		[this.near.width, this.near.height] = [i.wide, i.high], P(s, t, {
			...i,
			columns: n
		}, e, [
			0,
			0,
			i.wide,
			i.high
		]), this.find(".nearest").classList.toggle("real", r), this.find(".nearest .what").textContent = r ? "nearest real image" : "nearest code", this.find(".nearest b").textContent = a, this.find(".nearest .index").textContent = `image ${e}`, this.find(".nearest .how").textContent = r ? "as it is" : "decoded, too", Object.assign(this.near.dataset, {
			index: String(e),
			real: String(r)
		});
	}
}, ot = 40, st = 8, ct = {
	ArrowLeft: [-1, 0],
	ArrowRight: [1, 0],
	ArrowUp: [0, -1],
	ArrowDown: [0, 1]
}, lt = class {
	parent;
	tell = () => void 0;
	frame;
	box;
	lens;
	canvas;
	camera = new M();
	markers;
	slot;
	point;
	link;
	gestures;
	hidden = /* @__PURE__ */ new Set();
	scene;
	values;
	sheet;
	pictures;
	selected = 0;
	hovered = -1;
	stepped = !1;
	waiting;
	constructor(e) {
		this.parent = e, e.append(e.querySelector("template").content.cloneNode(!0));
		let t = (t) => e.querySelector(t);
		[this.frame, this.box] = [t(".frame"), t(".map")], this.lens = new he(t(".lens")), this.canvas = t(".map > canvas"), this.markers = new _e(this.box), this.slot = new at(t(".slot")), this.point = new nt(this.slot, this.markers, () => this.ground(), this.canvas), this.link = new ge({
			onPage: () => this.canvas.isConnected,
			follow: (e, t) => this.point.follow(e, t),
			chosen: (e) => this.select(e)
		}), this.point.moved = (e, t) => this.link.moved(e, t), this.point.shared = () => this.link.stands(), C(this), new ResizeObserver(() => this.resized() && this.draw()).observe(this.box), this.gestures = new fe(this.canvas, {
			hover: (e) => this.hover(this.nearest(e)),
			leave: () => this.hover(-1),
			tap: (e) => this.choose(this.nearest(e)),
			drag: (e, t) => this.drag(e, t),
			drop: () => this.drop(),
			pan: (e, t) => this.moved(this.camera.pan(e, t)),
			zoom: this.zoom,
			whole: () => this.camera.times === 1
		}), this.canvas.addEventListener("dblclick", this.reset), this.canvas.addEventListener("keydown", (e) => this.key(e)), this.canvas.addEventListener("keyup", (e) => this.keyEnds(e)), this.canvas.addEventListener("blur", () => this.gestures.spaced = !1), this.buttons(t);
	}
	buttons(e) {
		let t = (e) => this.zoom(this.camera.size[0] / 2, this.camera.size[1] / 2, e);
		e(".in").onclick = () => t(1.5), e(".out").onclick = () => t(1 / 1.5), e(".reset").onclick = this.reset;
		let n = e(".hand");
		n.onclick = () => {
			this.gestures.hand = !this.gestures.hand, n.setAttribute("aria-pressed", String(this.gestures.hand)), this.canvas.classList.toggle("hand", this.gestures.hand);
		};
		let r = () => document.fullscreenElement ? document.exitFullscreen() : this.frame.requestFullscreen();
		e(".full").onclick = () => void r();
	}
	decoderCame() {
		this.scene && (this.point.renew(!1, this.selected), this.point.again());
	}
	show(e) {
		let n = this.scene?.data, r = e.x !== n?.x || e.y !== n?.y, i = r ? Float32Array.from(t(e.x, Uint16Array), (e) => e / 65535) : this.scene.x, a = r ? Float32Array.from(t(e.y, Uint16Array), (e) => 1 - e / 65535) : this.scene.y;
		r && this.camera.whole(), e.selected !== n?.selected && (this.selected = e.selected), e !== n && this.colour(e, i, a), this.hover(-1), e.sheet === n?.sheet ? e !== n && this.tint() : this.load(e.sheet), e !== n && this.slot.lay(e), this.link.join(e.link), (r || e.decoder !== n?.decoder || e.refused !== n?.refused) && this.point.renew(r, this.selected), this.point.neighbour(), this.draw();
	}
	load(e) {
		let t = new Image();
		this.sheet = void 0, this.tint(), t.onload = () => {
			e === this.scene?.data.sheet && (this.sheet = t, this.tint(), this.point.neighbour(), this.draw());
		}, t.src = e;
	}
	tint() {
		this.pictures = this.sheet && this.scene && le(this.sheet, this.scene);
	}
	colour(e, n, r) {
		let { scale: i, names: a } = e;
		this.values = i && t(i.values, Float32Array);
		let o = i ? ee(e.inks, 64) : e.inks, s = i ? te(this.values, i.low, i.high) : t(e.group, Uint16Array), c = (e) => this.hidden.size === 0 || !this.hidden.has(a[s[e]]);
		this.scene = {
			x: n,
			y: r,
			data: e,
			group: s,
			inks: o,
			seen: c,
			camera: this.camera
		};
		let l = i ? me(i, e.inks) : pe({
			names: a,
			inks: o,
			hidden: this.hidden,
			changed: () => this.moved()
		});
		this.parent.querySelector(".legend").replaceChildren(...i || l.length > 1 ? l : []);
	}
	ground() {
		let { scene: e, camera: t, sheet: n } = this;
		return e && {
			points: e,
			camera: t,
			data: e.data,
			sheet: n,
			words: (e) => this.words(e)
		};
	}
	reset = () => this.moved(this.camera.whole());
	zoom = (e, t, n) => this.moved(this.camera.zoom(e, t, n));
	moved(e) {
		this.hover(-1), this.waiting ??= requestAnimationFrame(() => this.draw());
	}
	resized() {
		return this.box.clientWidth !== this.camera.size[0] || this.box.clientHeight !== this.camera.size[1];
	}
	draw() {
		this.waiting !== void 0 && cancelAnimationFrame(this.waiting), this.waiting = void 0;
		let { scene: e, canvas: t, camera: n } = this;
		if (!e || !this.box.clientWidth) return;
		n.lay([this.box.clientWidth, this.box.clientHeight]);
		let r = devicePixelRatio || 1;
		t.width = Math.round(n.size[0] * r), t.height = Math.round(n.size[1] * r);
		let i = t.getContext("2d"), a = e.data.thumbnails, o = re(i, e, a ? .3 : .85, r);
		i.scale(r, r);
		let s = a && this.pictures ? ie(i, e, this.pictures) : 0, c = getComputedStyle(this.frame).getPropertyValue("--st-background-color");
		ae(i, this.pixel(this.selected), c), this.point.lay();
		let { colour: l } = e.data;
		Object.assign(t.dataset, {
			points: o,
			pictures: s,
			colour: l,
			selected: this.selected,
			zoom: n.times.toFixed(2)
		}), t.dispatchEvent(new CustomEvent("drawn", {
			bubbles: !0,
			composed: !0
		}));
	}
	pixel(e) {
		return this.camera.pixel([this.scene.x[e], this.scene.y[e]]);
	}
	nearest(e) {
		let { scene: t } = this;
		return t ? n(t, this.camera, e, ot, t.data.reach, t.seen) : -1;
	}
	drag(e, t) {
		this.hover(-1), this.point.move(this.camera.place(e), t);
	}
	drop() {
		this.point.z && this.tell("released", Array.from(this.point.z));
	}
	hover(e) {
		if (this.hovered = e, this.markers.put(".here", e < 0 ? void 0 : this.pixel(e)), e < 0) return this.lens.hide();
		this.lens.show(e, this.scene.data, this.pictures, this.words(e), this.pixel(e), this.camera.size);
	}
	words(e) {
		let { data: t, group: n } = this.scene;
		return t.scale ? `${this.values[e].toFixed(2)} ${t.scale.unit}` : t.names[n[e]];
	}
	choose(e) {
		e < 0 || (this.point.stand(e), this.select(e), this.link.choose(e));
	}
	select(e) {
		this.selected = e, this.draw(), this.tell("picked", e);
	}
	key(e) {
		let { scene: t, camera: n } = this;
		if (!t) return;
		let i = this.hovered < 0 ? Math.min(this.selected, t.data.reach - 1) : this.hovered;
		if (e.key === "Enter") return this.choose(i);
		if (e.key === "0") return this.reset();
		e.key === " " && (this.gestures.spaced = !0);
		let a = {
			"+": 1.5,
			"-": 1 / 1.5
		}[e.key];
		if (a) return this.zoom(...this.pixel(i), a);
		let o = ct[e.key];
		if ((o || e.key === " ") && e.preventDefault(), !o) return;
		if (e.shiftKey) {
			let t = this.point.at() ?? this.pixel(i);
			this.drag([t[0] + st * o[0], t[1] + st * o[1]], e.timeStamp), this.stepped = !0;
			return;
		}
		let s = r(t, n, i, o, t.data.reach, t.seen);
		this.hover(s), this.point.stand(s, e.timeStamp);
	}
	keyEnds(e) {
		e.key === " " && (this.gestures.spaced = !1), this.stepped && e.key in ct && (this.stepped = !1, this.drop());
	}
}, ut = 1500, $ = /* @__PURE__ */ new WeakMap();
function dt(e) {
	let t = document.querySelector("script[src*=\"static/js/\"]");
	if (!t) return;
	let n = document.createElement("link");
	n.rel = "modulepreload", n.href = new URL(e, t.src).href, document.head.append(n);
}
function ft({ parentElement: e, data: t, setStateValue: n }) {
	if (t instanceof Uint8Array) return w(a(t));
	let r = $.get(e);
	r || (r = new lt(e), $.set(e, r), t.ahead && setTimeout(dt, ut, t.ahead)), r.tell = n, r.show(t);
}
export { ft as default };
