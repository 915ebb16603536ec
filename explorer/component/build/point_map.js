import { r as e, t } from "./nearest.js";
// src/data.ts
var n = 4;
function r(e) {
	let t = e.slice(), r = new DataView(t.buffer).getUint32(0, !0), i = JSON.parse(new TextDecoder().decode(t.subarray(n, n + r))), a = Math.ceil((n + r) / n) * n;
	return {
		head: i,
		parts: i.sizes.map((e) => t.subarray(a, a += e))
	};
}
function i({ head: e, parts: [t, r] }) {
	let { id: i, size: a, within: o } = e;
	return {
		id: i,
		size: a,
		within: o,
		codes: new Float32Array(t.buffer, t.byteOffset, t.byteLength / n),
		onnx: r
	};
}
function a({ head: e, parts: [t] }) {
	let { id: n, shape: r, channels: i } = e;
	return {
		id: n,
		shape: r,
		channels: i,
		onnx: t
	};
}
function o({ head: e, parts: [t] }) {
	let { id: n, n: r, columns: i } = e;
	return {
		id: n,
		n: r,
		columns: i,
		picture: new Blob([t])
	};
}
// src/decoder.ts
var s = class {
	id;
	size;
	within;
	codes;
	ready;
	encoding;
	unable = "";
	originals;
	constructor(e, t) {
		this.id = e, [this.size, this.within, this.codes] = [
			t.size,
			t.within,
			t.codes
		], this.ready = new Promise((t, n) => h.set(e, {
			resolve: t,
			reject: n
		})), this.ready.catch(() => void 0), D({
			kind: "open",
			id: e,
			size: t.size,
			codes: t.codes,
			onnx: t.onnx
		});
	}
	async decode(e, t) {
		let n = ++v, r = this.encoding && new Promise((e) => _.set(n, e));
		return {
			...await E(n, {
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
		let t = ++v;
		return E(t, {
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
}, c = 4, l = "worker.js", u = import.meta.url, d = /* @__PURE__ */ new Map(), f = /* @__PURE__ */ new Map(), p = [], m = /* @__PURE__ */ new Set(), h = /* @__PURE__ */ new Map(), g = /* @__PURE__ */ new Map(), _ = /* @__PURE__ */ new Map(), v = 0, y;
function b(e) {
	return d.get(e);
}
function x(e) {
	m.add(new WeakRef(e));
}
function S(e) {
	let { kind: t, id: n } = e.head;
	if (t === "decoder") {
		if (d.has(n)) return;
		d.set(n, new s(n, i(e)));
		let [t] = d.keys();
		d.size > c && (d.delete(t), f.delete(t));
		for (let e of p.splice(0)) S(e);
		return T();
	}
	let r = d.get(n);
	if (!r) p.push(e), p.length > 8 && p.shift();
	else {
		if (t === "unable") return w(n, e.head.why);
		if (t === "originals") return void r.takeOriginals(o(e)).then(T);
		f.has(n) || (f.set(n, a(e)), D({
			kind: "encoder",
			...f.get(n)
		}));
	}
}
function C(e) {
	let t = d.get(e);
	t && (t.encoding = f.get(e), T());
}
function w(e, t) {
	let n = d.get(e);
	n && (n.unable = t), T();
}
function T() {
	for (let e of m) {
		let t = e.deref();
		t ? t.decoderCame() : m.delete(e);
	}
}
function E(e, t) {
	return new Promise((n, r) => {
		g.set(e, {
			resolve: n,
			reject: r
		}), D(t);
	});
}
function D(e) {
	y ??= O(), y.postMessage(e);
}
function O() {
	let e = new Worker(new URL(l, u), { type: "module" });
	return e.onmessage = ({ data: e }) => k(e), e.onerror = (e) => {
		let t = Error(e.message || "the worker did not start");
		for (let e of [...h.values(), ...g.values()]) e.reject(t);
	}, e;
}
function k(e) {
	if (e.kind === "opened" && h.get(e.id)?.resolve(), e.kind === "failed" && h.get(e.id)?.reject(Error(e.why)), e.kind === "encodes" && C(e.id), e.kind === "blind" && w(e.id, `The encoder does not run in this browser (${e.why}).`), e.kind === "cycle") {
		_.get(e.ticket)?.(e);
		for (let t of _.keys()) t <= e.ticket && _.delete(t);
	}
	if (e.kind !== "decoded" && e.kind !== "encoded" && e.kind !== "lost") return;
	let t = g.get(e.ticket);
	g.delete(e.ticket), e.kind === "lost" ? t?.reject(Error(e.why)) : t?.resolve(e);
}
// src/numbers.ts
function A(e) {
	return Math.min(1, Math.max(0, e));
}
function j(e, t) {
	return new t(Uint8Array.from(atob(e), (e) => e.charCodeAt(0)).buffer);
}
// src/camera.ts
var ee = 64, te = class {
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
	zoom(e, t, n) {
		let r = Math.min(ee, Math.max(1, this.times * n)), i = [e - this.size[0] / 2, t - this.size[1] / 2], a = i.map((e, t) => this.centre[t] + e / this.stretch[t]), o = this.stretch.map((e) => e * r / this.times);
		this.times = r, this.centre = r === 1 ? [.5, .5] : a.map((e, t) => A(e - i[t] / o[t])), this.lay();
	}
	pan(e, t) {
		this.centre = [e, t].map((e, t) => A(this.centre[t] - e / this.stretch[t])), this.lay();
	}
};
// src/colours.ts
function M(e) {
	return [
		1,
		3,
		5
	].map((t) => parseInt(e.slice(t, t + 2), 16));
}
function ne(e, t) {
	let n = e.map(M);
	return Array.from({ length: t }, (r, i) => {
		let a = i / (t - 1) * (e.length - 1), o = Math.min(e.length - 2, Math.floor(a));
		return `#${n[o].map((e, t) => Math.round(e + (n[o + 1][t] - e) * (a - o))).map((e) => e.toString(16).padStart(2, "0")).join("")}`;
	});
}
function re(e, t, n) {
	let r = 1 / Math.max(n - t, 1e-9);
	return Uint16Array.from(e, (e) => Math.round(A((e - t) * r) * 63));
}
// src/draw.ts
var ie = 1e3;
function ae(e, t, n, r) {
	let { x: i, y: a, group: o, camera: s } = t, [[c, l], [u, d]] = [s.stretch, s.shift], f = t.inks.map(M), { masks: p, half: m, side: h } = le((i.length < ie ? 3.5 : 2.5) * r, n), g = e.createImageData(e.canvas.width, e.canvas.height), _ = 0;
	for (let e = 0; e < i.length; e++) {
		if (!t.seen(e)) continue;
		_++;
		let n = (u + i[e] * c) * r, s = (d + a[e] * l) * r, v = Math.floor(n), y = Math.floor(s);
		if (v < m || y < m || v + h > g.width || y + h > g.height) continue;
		let b = p[Math.floor((s - y) * 4) * 4 + Math.floor((n - v) * 4)];
		ue(g, v - m, y - m, b, h, f[o[e]]);
	}
	return e.putImageData(g, 0, 0), _;
}
function oe(e, t, n) {
	let { camera: r, data: i } = t, a = (i.side <= 32 ? 30 : 44) * Math.min(2, r.times ** .35), o = new ce(a * .8), s = 0;
	for (let c = 0; c < i.thumbs; c++) {
		if (!t.seen(c)) continue;
		let [l, u] = r.pixel([t.x[c], t.y[c]]);
		o.take(l - r.shift[0], u - r.shift[1]) && (l < -a || u < -a || l > r.size[0] + a || u > r.size[1] + a || (N(e, n, i, c, [
			l - a / 2,
			u - a / 2,
			a,
			a
		]), s++));
	}
	return s;
}
function N(e, t, n, r, i) {
	let { columns: a, wide: o, high: s } = n;
	e.drawImage(t, r % a * o, Math.floor(r / a) * s, o, s, ...i);
}
function se(e, [t, n], r) {
	e.beginPath(), e.arc(t, n, 9, 0, 7);
	for (let [t, n] of [[6, r], [3, "#ff9500"]]) e.lineWidth = t, e.strokeStyle = n, e.stroke();
}
var ce = class {
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
function le(e, t) {
	let n = Math.ceil(e), r = 2 * n + 2;
	return {
		masks: Array.from({ length: 16 }, (i, a) => {
			let o = n + (a % 4 + .5) / 4, s = n + (Math.floor(a / 4) + .5) / 4, c = (t) => e + .5 - Math.hypot(t % r + .5 - o, Math.floor(t / r) + .5 - s);
			return Float32Array.from({ length: r * r }, (e, n) => A(c(n)) * t);
		}),
		half: n,
		side: r
	};
}
function ue({ data: e, width: t }, n, r, i, a, o) {
	let [s, c, l] = o;
	for (let o = 0, u = 0; o < a; o++) for (let d = ((r + o) * t + n) * 4, f = d + a * 4; d < f; d += 4, u++) {
		let t = i[u];
		if (t === 0) continue;
		let n = t + e[d + 3] / 255 * (1 - t), r = t / n;
		e[d] += (s - e[d]) * r, e[d + 1] += (c - e[d + 1]) * r, e[d + 2] += (l - e[d + 2]) * r, e[d + 3] = n * 255;
	}
}
function de(e, { data: t, group: n, inks: r }) {
	if (!t.ink) return e;
	let i = document.createElement("canvas");
	i.width = e.width, i.height = e.height;
	let a = i.getContext("2d", { willReadFrequently: !0 });
	a.drawImage(e, 0, 0);
	let o = a.getImageData(0, 0, e.width, e.height), s = o.data, c = r.map(M);
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
var fe = 4, pe = 300, me = class {
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
		if (!(!this.moved && Math.hypot(t[0] - this.from[0], t[1] - this.from[1]) <= fe)) {
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
		if (e.deltaY >= 0 && this.wish.whole() && t - this.wheeled > pe) return;
		e.preventDefault(), this.wheeled = t;
		let n = e.deltaY * (e.deltaMode === 1 ? 33 : 1);
		this.wish.zoom(e.offsetX, e.offsetY, Math.exp(-Math.min(240, Math.max(-240, n)) * .002));
	}
};
// src/legend.ts
function he({ names: e, inks: t, hidden: n, changed: r }) {
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
function ge({ title: e, unit: t, low: n, high: r }, i) {
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
var _e = 18, ve = class {
	root;
	screen;
	constructor(e) {
		this.root = e, this.screen = e.querySelector("canvas");
	}
	hide() {
		this.root.hidden = !0;
	}
	show(e, t, n, [r, ...i]) {
		let { root: a, screen: o } = this, s = n?.sheet;
		if (a.hidden = !1, o.hidden = !s, a.classList.toggle("pictured", !!s), a.classList.toggle("real", !!s && n.real), s) {
			let r = o.getContext("2d");
			r.imageSmoothingEnabled = !1, r.clearRect(0, 0, o.width, o.height), N(r, s, {
				...t,
				columns: n.columns
			}, e, [
				0,
				0,
				o.width,
				o.height
			]);
		}
		let c = s ? n.real ? "real · " : "decoded · " : "";
		a.querySelector("b").textContent = r, a.querySelector("span").textContent = [...i, `${c}image ${e}`].join("\n");
	}
	stand([e, t], n) {
		let { root: r } = this, { offsetWidth: i, offsetHeight: a } = r;
		r.style.left = `${e + _e + i > n[0] ? e - _e - i : e + _e}px`, r.style.top = `${Math.max(0, Math.min(t - 60, n[1] - a))}px`;
	}
}, ye = class {
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
}, be = [
	.299,
	.587,
	.114
], P = 28, xe = 20, Se = 14.5, Ce = .5;
function we({ data: e, width: t, height: n }, r) {
	let i = t * n, a = new Float32Array(r * i);
	for (let t = 0; t < i; t++) {
		let n = (n) => e[4 * t + n] / 255;
		if (r === 1) a[t] = be.reduce((e, t, r) => e + t * n(r), 0);
		else for (let e = 0; e < r; e++) a[e * i + t] = n(e);
	}
	return {
		wide: t,
		high: n,
		channels: r,
		values: a
	};
}
function F(e, [t, n, r, i], a, o) {
	let s = Te(t, r, a), c = Te(n, i, o), l = new Float32Array(e.channels * a * o), u = new Float64Array(e.wide);
	for (let t = 0, n = 0; t < e.channels; t++) for (let [r, i] of c) {
		u.fill(0), i.forEach((n, i) => {
			let a = (t * e.high + r + i) * e.wide;
			for (let t = 0; t < e.wide; t++) u[t] += n * e.values[a + t];
		});
		for (let [e, t] of s) l[n++] = t.reduce((t, n, r) => t + n * u[e + r], 0);
	}
	return {
		wide: a,
		high: o,
		channels: e.channels,
		values: l
	};
}
function Te(e, t, n) {
	let r = t / n;
	return Array.from({ length: n }, (t, n) => {
		let i = e + n * r, a = i + r, o = Math.floor(i + 1e-9), s = Math.max(o + 1, Math.ceil(a - 1e-9)), c = (e) => Math.max(0, Math.min(a, e + 1) - Math.max(i, e)) / r;
		return [o, Array.from({ length: s - o }, (e, t) => c(o + t))];
	});
}
function Ee(e, t, n) {
	let r = Math.min(e, t * n), i = Math.min(t, e / n);
	return [
		(e - r) / 2,
		(t - i) / 2,
		r,
		i
	];
}
function De({ wide: e, high: t, values: n }) {
	let [r, i, a, o] = [
		e,
		t,
		0,
		0
	];
	for (let s = 0; s < e * t; s++) {
		if (n[s] <= 0) continue;
		let t = s % e, c = Math.floor(s / e);
		[r, a, i, o] = [
			Math.min(r, t),
			Math.max(a, t + 1),
			Math.min(i, c),
			Math.max(o, c + 1)
		];
	}
	return a > r ? [
		r,
		i,
		a - r,
		o - i
	] : void 0;
}
function Oe({ wide: e, high: t, values: n }) {
	let [r, i, a] = [
		0,
		0,
		0
	];
	for (let o = 0; o < e * t; o++) r += n[o] * (o % e + .5), i += n[o] * (Math.floor(o / e) + .5), a += n[o];
	return [r / a, i / a];
}
function ke(e) {
	let t = {
		wide: P,
		high: P,
		channels: 1,
		values: /* @__PURE__ */ new Float32Array(784)
	}, n = De(e);
	if (!n) return t;
	let r = xe / Math.max(n[2], n[3]), [i, a] = [n[2], n[3]].map((e) => Math.max(1, Math.round(e * r))), o = F(e, n, i, a), s = (e, t) => Math.min(P - t, Math.max(0, Math.round(Se - e))), [c, l] = Oe(o), [u, d] = [s(c, i), s(l, a)];
	for (let e = 0; e < a; e++) t.values.set(o.values.subarray(e * i, (e + 1) * i), (d + e) * P + u);
	return t;
}
function Ae(e) {
	return {
		...e,
		values: e.values.map((e) => 1 - e)
	};
}
function je({ wide: e, high: t, channels: n, values: r }) {
	let i = e * t, a = 0, o = 0;
	for (let s = 0; s < n * i; s++) {
		let n = s % e, c = Math.floor(s % i / e);
		n > 0 && c > 0 && n < e - 1 && c < t - 1 || (a += r[s], o++);
	}
	return a / o > Ce;
}
function Me(e) {
	return {
		...e,
		values: e.values.map((e) => Math.round(e * 255) / 255)
	};
}
function Ne({ wide: e, high: t, channels: n, values: r }) {
	let i = new ImageData(e, t), a = e * t;
	for (let e = 0; e < a; e++) {
		for (let t = 0; t < 3; t++) i.data[4 * e + t] = Math.round(r[(n === 1 ? 0 : t) * a + e] * 255);
		i.data[4 * e + 3] = 255;
	}
	return i;
}
// src/latest.ts
var Pe = class {
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
}, I = {
	photo: void 0,
	strokes: [],
	paper: !1,
	invert: !1
}, L = 384, Fe = 1024, Ie = class {
	canvas;
	changed;
	ink = "#ffffff";
	size = .1;
	ground = "#000000";
	now = I;
	past = [];
	aspect = 1;
	pen;
	constructor(e, t) {
		this.canvas = e, this.changed = t, e.addEventListener("pointerdown", (e) => this.press(e)), e.addEventListener("pointermove", (e) => this.follow(e));
		for (let t of ["pointerup", "pointercancel"]) e.addEventListener(t, (e) => e.pointerId === this.pen && (this.pen = void 0));
	}
	get work() {
		return this.now;
	}
	get empty() {
		return !this.now.photo && !this.now.strokes.length;
	}
	get undoable() {
		return this.past.length > 0;
	}
	lay(e, t, n) {
		[this.aspect, this.ground] = [e / t, n], this.canvas.style.width = `${Math.round(192 * Math.min(1, this.aspect))}px`, this.canvas.style.height = `${Math.round(192 / Math.max(1, this.aspect))}px`, this.draw();
	}
	set(e, t = !0) {
		t && (this.past = [...this.past.slice(-100), this.now]), this.now = e, this.draw(), this.changed();
	}
	undo() {
		let e = this.past.pop();
		e && this.set(e, !1);
	}
	pixels() {
		return this.context().getImageData(0, 0, this.canvas.width, this.canvas.height);
	}
	press(e) {
		if (e.button !== 0 || this.pen !== void 0) return;
		this.canvas.setPointerCapture(e.pointerId), this.pen = e.pointerId;
		let { ink: t, size: n, now: r } = this;
		this.set({
			...r,
			strokes: [...r.strokes, {
				ink: t,
				size: n,
				points: [this.at(e)]
			}]
		});
	}
	follow(e) {
		if (e.pointerId !== this.pen) return;
		let t = this.now.strokes.at(-1), n = e.getCoalescedEvents().map((e) => this.at(e)), r = [...t.points, ...n.length ? n : [this.at(e)]];
		this.set({
			...this.now,
			strokes: [...this.now.strokes.slice(0, -1), {
				...t,
				points: r
			}]
		}, !1);
	}
	at(e) {
		let t = this.canvas.getBoundingClientRect();
		return [(e.clientX - t.left) / t.width, (e.clientY - t.top) / t.height];
	}
	context() {
		return this.canvas.getContext("2d", { willReadFrequently: !0 });
	}
	draw() {
		let { photo: e, strokes: t } = this.now, { canvas: n, aspect: r } = this, i = e && Ee(e.width, e.height, r), a = i ? Math.max(i[2], i[3]) : L, o = a < L ? a * Math.ceil(L / a) : Math.min(a, Fe);
		n.width = Math.round(o * Math.min(1, r)), n.height = Math.round(o / Math.max(1, r));
		let s = this.context();
		s.fillStyle = this.ground, s.fillRect(0, 0, n.width, n.height), s.imageSmoothingEnabled = a > o, s.imageSmoothingQuality = "high", e && i && s.drawImage(e, ...i, 0, 0, n.width, n.height);
		for (let e of t) this.line(s, e, o);
	}
	line(e, { ink: t, size: n, points: r }, i) {
		let { width: a, height: o } = this.canvas;
		[e.strokeStyle, e.lineWidth, e.lineCap, e.lineJoin] = [
			t,
			n * i,
			"round",
			"round"
		], e.beginPath(), e.moveTo(r[0][0] * a, r[0][1] * o);
		for (let [t, n] of r) e.lineTo(t * a, n * o);
		e.stroke();
	}
}, Le = "<button class=\"yours\" aria-expanded=\"false\" title=\"Your image: draw, choose, paste or drop one\">\n<svg viewBox=\"0 0 14 14\"><path d=\"M2 12l.7-3L9.6 2.1l2.3 2.3L5 11.3zM8.3 3.4l2.3 2.3\"/></svg> Your image</button>", Re = "<section class=\"own\" aria-label=\"Your image\" hidden>\n<canvas class=\"pad\" role=\"img\" aria-label=\"Drawing pad: draw with the pointer or a finger\"></canvas>\n<div class=\"pens\"><div class=\"inks\" role=\"group\" aria-label=\"Colour of the pen\"></div>\n<label class=\"width\">Pen <input type=\"range\" min=\"3\" max=\"30\" aria-label=\"Width of the pen\"></label>\n<div><button class=\"undo\">Undo</button><button class=\"clear\">Clear</button></div>\n<button class=\"choose\">Choose a file</button><input type=\"file\" accept=\"image/*\" aria-label=\"Image file\" hidden>\n<p>or paste one, or drop it here</p>\n<label class=\"invert\" hidden><input type=\"checkbox\"> Invert</label></div>\n<figure><canvas class=\"seen\" role=\"img\" aria-label=\"Your image as the model sees it\"></canvas>\n<figcaption><b>as the model sees it</b><span></span></figcaption></figure>\n<div class=\"facts\"><p class=\"note\" aria-live=\"polite\"></p><div class=\"known\" hidden><p><b></b></p>\n<p class=\"error\"></p><p class=\"away\"></p><button class=\"back\">Back to it</button></div></div></section>", ze = {
	White: "#ffffff",
	Red: "#ff4040",
	Yellow: "#ffff40",
	Green: "#40ff40",
	Blue: "#4040ff",
	Violet: "#ff40ff"
}, Be = 112, Ve = class {
	root;
	button;
	seen;
	constructor(e) {
		e.querySelector(".tools").insertAdjacentHTML("afterbegin", Le), e.querySelector(".tray").insertAdjacentHTML("beforeend", Re), this.button = e.querySelector(".yours"), this.root = e.querySelector(".own"), this.seen = this.find(".seen");
		let t = this.find("input[type=file]");
		this.find(".choose").onclick = () => t.click();
	}
	find(e) {
		return this.root.querySelector(e);
	}
	get open() {
		return !this.root.hidden;
	}
	set open(e) {
		this.root.hidden = !e, this.button.setAttribute("aria-expanded", String(e));
	}
	inks(e, t) {
		let n = Object.entries(e ? ze : {}).map(([e, r]) => {
			let i = document.createElement("button");
			return i.title = i.ariaLabel = e, i.style.setProperty("--ink", r), i.ariaPressed = String(r === ze.White), i.onclick = () => {
				n.forEach((e) => e.ariaPressed = String(e === i)), t(r);
			}, i;
		});
		this.find(".inks").replaceChildren(...n);
	}
	lay(e, t) {
		let n = Math.max(1, Math.round(Be / Math.max(e, t)));
		[this.seen.width, this.seen.height] = [e, t], [this.seen.style.width, this.seen.style.height] = [`${e * n}px`, `${t * n}px`];
	}
	paint(e) {
		this.seen.getContext("2d").putImageData(e, 0, 0);
	}
	caption(e) {
		this.find("figcaption span").textContent = e;
	}
	say(e, t = !1) {
		let n = this.find(".note");
		n.textContent = e, n.classList.toggle("wrong", t);
	}
	tell(e) {
		if (this.find(".known").hidden = !e, !e) return;
		let { error: t, usual: n, distance: r, within: i } = e, a = r > i;
		this.root.classList.toggle("off", a), this.find(".known b").textContent = a ? "off the data" : "on the data", this.find(".error").textContent = `squared error ${t.toFixed(1)} of its reconstruction, per image; the map's images have ${n.toFixed(1)} on average`, this.find(".away").textContent = `${r.toFixed(2)} from the nearest code; 95 % of the data lie within ${i.toFixed(2)} of theirs`;
	}
}, He = 2e7, Ue = 5e7, We = 1024, R = class extends Error {};
async function Ge(e) {
	let t = e instanceof File && e.name ? e.name : "This picture";
	if (e.size > He) throw new R(`${t} is ${Math.round(e.size / 1e6)} MB; the limit is 20 MB.`);
	let [n, r] = await Ke(e).catch(() => {
		throw new R(`${t} is not an image that this browser can read.`);
	}), i = n * r;
	if (i > Ue) throw new R(`${t} has ${Math.round(i / 1e6)} million pixels; the limit is 50 million.`);
	try {
		return qe(await createImageBitmap(e, { imageOrientation: "from-image" }));
	} catch {
		throw new R(`${t} is a broken image.`);
	}
}
function Ke(e) {
	let t = URL.createObjectURL(e), n = new Image(), r = new Promise((e, t) => {
		n.onload = () => e([n.naturalWidth, n.naturalHeight]), n.onerror = t;
	});
	return n.src = t, r.finally(() => URL.revokeObjectURL(t));
}
function qe(e) {
	let t = Math.min(1, We / Math.min(e.width, e.height)), n = document.createElement("canvas");
	[n.width, n.height] = [e.width, e.height].map((e) => Math.max(1, Math.round(e * t)));
	let r = n.getContext("2d");
	return r.fillStyle = "#fff", r.fillRect(0, 0, n.width, n.height), r.imageSmoothingQuality = "high", r.drawImage(e, 0, 0, n.width, n.height), e.close(), n;
}
// src/own.ts
var Je = "Draw with the pointer or a finger: the point goes to the code that the encoder gives your image.", Ye = "The encoder is on its way.", Xe = "Without a decoder, no image can be encoded here either.", Ze = "28 × 28, as MNIST was made (LeCun et al. 1998): the ink fitted to 20 × 20, its centre of mass put in the middle", Qe = "Inverted, since its rim is light and the data lie on black.", $e = .6, z = {
	boxed: .08,
	grey: .14,
	colours: .2
}, B = /* @__PURE__ */ new Set(), et = I;
function tt({ clipboardData: e }) {
	let t = [...e?.files ?? []].find((e) => e.type.startsWith("image/"));
	for (let e of B) {
		let n = e.deref();
		n ? n.paste(t) : B.delete(e);
	}
}
var nt = class {
	frame;
	point;
	ground;
	panel;
	pad;
	mark = document.createElement("div");
	queue = new Pe(() => this.encode());
	id = "";
	encoded;
	place;
	asked = !1;
	wrong = "";
	constructor(e, t, n) {
		this.frame = e, this.point = t, this.ground = n, this.panel = new Ve(e), this.pad = new Ie(this.panel.find(".pad"), () => this.changed()), this.mark.className = "you", this.mark.innerHTML = "<i></i><span><b>you</b> <em></em></span>", this.mark.hidden = !0, e.querySelector(".map").append(this.mark), this.pad.set(et, !1), this.asked = !1, this.panel.open = !this.pad.empty, this.buttons(), this.arrivals();
	}
	renew() {
		let e = this.ground();
		if (!e) return;
		let { data: t } = e, { wide: n, high: r, grey: i, dark: a, boxed: o } = t, { pad: s, panel: c } = this, l = this.decoder();
		l?.id === this.id && this.id || (this.id = l?.id ?? "", this.encoded = void 0, c.lay(n, r), c.inks(!i, (e) => s.ink = e), [s.ink, s.size] = [i && !a ? "#000000" : "#ffffff", o ? z.boxed : i ? z.grey : z.colours], c.find(".width input").value = String(100 * s.size), s.lay(n, r, a ? "#000000" : i ? "#ffffff" : "#808080")), this.show(), this.place = this.encoded && this.point.placeOf(this.encoded.z), this.encoded || this.queue.offer(), this.lay();
	}
	lay() {
		let e = this.ground()?.camera, t = this.place && e?.pixel(this.place);
		this.mark.hidden = !t, t && e && (this.mark.style.transform = `translate(${t[0]}px, ${t[1]}px)`, this.mark.classList.toggle("right", t[0] > $e * e.size[0]));
	}
	decoder() {
		let e = this.ground();
		return e && b(e.data.decoder);
	}
	missing() {
		if (this.ground()?.data.refused) return Xe;
		let e = this.decoder();
		return e?.unable || (e?.encoding ? "" : Ye);
	}
	buttons() {
		let { panel: e, pad: t } = this;
		e.button.onclick = () => {
			e.open = !e.open, e.open && e.root.scrollIntoView({
				block: "nearest",
				behavior: "smooth"
			});
		}, e.find(".undo").onclick = () => t.undo(), e.find(".clear").onclick = () => !t.empty && t.set(I), e.find(".back").onclick = () => this.encoded && this.point.go(this.encoded.z);
		let n = e.find(".width input");
		n.oninput = () => t.size = Number(n.value) / 100;
		let r = e.find(".invert input");
		r.onchange = () => t.set({
			...t.work,
			invert: r.checked
		});
		let i = e.find("input[type=file]");
		i.onchange = () => {
			this.take(i.files?.[0]), i.value = "";
		};
	}
	arrivals() {
		let { root: e } = this.panel;
		e.addEventListener("dragover", (e) => e.preventDefault()), e.addEventListener("drop", (e) => {
			e.preventDefault(), this.take(e.dataTransfer?.files[0]);
		}), B.add(new WeakRef(this)), document.addEventListener("paste", tt);
	}
	paste(e) {
		let { activeElement: t } = this.frame.getRootNode();
		this.frame.contains(t) && this.take(e);
	}
	async take(e) {
		if (e) {
			this.panel.open = !0;
			try {
				let t = await Ge(e), n = this.onPaper(t);
				this.pad.set({
					photo: t,
					strokes: [],
					paper: n,
					invert: n
				});
			} catch (e) {
				if (!(e instanceof R)) throw e;
				this.wrong = e.message, this.show();
			}
		}
	}
	onPaper(e) {
		let t = this.ground()?.data, { width: n, height: r } = e;
		return t?.dark ? je(F(we(e.getContext("2d").getImageData(0, 0, n, r), 1), Ee(n, r, t.wide / t.high), t.wide, t.high)) : !1;
	}
	changed() {
		et = this.pad.work, this.asked = !0, this.wrong = "", this.show(), this.queue.offer();
	}
	show() {
		let { panel: e, pad: t } = this, n = this.ground()?.data;
		if (!n) return;
		let { photo: r, paper: i, invert: a } = t.work, o = `${n.wide} × ${n.high}`, s = n.grey ? " in grey" : "";
		e.find(".invert").hidden = !r, e.find(".invert input").checked = a, e.find(".undo").disabled = !t.undoable, e.find(".clear").disabled = t.empty;
		let c = r ? `${o}, the middle of your picture averaged${s}` : `${o}, the whole pad averaged: draw large`;
		e.caption(n.boxed && !r ? Ze : c);
		let l = t.empty ? Je : i && a ? Qe : "";
		e.say(this.wrong || this.missing() || l, this.wrong !== "");
	}
	fitted() {
		let e = this.ground()?.data, { pad: t } = this;
		if (!e || t.empty) return;
		let n = we(t.pixels(), e.grey ? 1 : 3), { photo: r, invert: i } = t.work;
		if (e.boxed && !r) return Me(ke(n));
		let a = F(n, [
			0,
			0,
			n.wide,
			n.high
		], e.wide, e.high);
		return Me(i ? Ae(a) : a);
	}
	async encode() {
		let e = this.ground(), t = this.fitted(), n = this.decoder();
		if (!e) return;
		if (!t) return this.forget();
		if (this.panel.paint(Ne(t)), !n?.encoding) return;
		let r = await n.encode(t.values);
		n.id !== this.id || this.pad.empty || (this.encoded = r, this.asked && this.point.go(r.z), this.place = this.point.placeOf(r.z), this.tell(e, n.within), this.lay());
	}
	tell({ data: e }, t) {
		let { error: n, distance: r, z: i } = this.encoded, a = j(e.errors, Float32Array), o = a.reduce((e, t) => e + t, 0) / a.length;
		this.panel.tell({
			error: n,
			usual: o,
			distance: r,
			within: t
		}), this.mark.querySelector("em").textContent = `squared error ${n.toFixed(1)}, ${r > t ? "off" : "on"} the data`, Object.assign(this.mark.dataset, {
			z: Array.from(i).join(),
			place: this.place?.join(),
			error: String(n)
		});
	}
	forget() {
		this.encoded = this.place = void 0, this.panel.tell(void 0);
		let { wide: e, high: t } = this.ground().data;
		this.panel.lay(e, t), this.lay();
	}
}, V = 11102230246251565e-32, H = 134217729, rt = 3.000000000000001 * V;
function U(e, t, n, r, i) {
	let a, o, s, c, l = t[0], u = r[0], d = 0, f = 0;
	u > l == u > -l ? (a = l, l = t[++d]) : (a = u, u = r[++f]);
	let p = 0;
	if (d < e && f < n) for (u > l == u > -l ? (o = l + a, s = a - (o - l), l = t[++d]) : (o = u + a, s = a - (o - u), u = r[++f]), a = o, s !== 0 && (i[p++] = s); d < e && f < n;) u > l == u > -l ? (o = a + l, c = o - a, s = a - (o - c) + (l - c), l = t[++d]) : (o = a + u, c = o - a, s = a - (o - c) + (u - c), u = r[++f]), a = o, s !== 0 && (i[p++] = s);
	for (; d < e;) o = a + l, c = o - a, s = a - (o - c) + (l - c), l = t[++d], a = o, s !== 0 && (i[p++] = s);
	for (; f < n;) o = a + u, c = o - a, s = a - (o - c) + (u - c), u = r[++f], a = o, s !== 0 && (i[p++] = s);
	return (a !== 0 || p === 0) && (i[p++] = a), p;
}
function it(e, t) {
	let n = t[0];
	for (let r = 1; r < e; r++) n += t[r];
	return n;
}
function W(e) {
	return new Float64Array(e);
}
var at = 3.0000000000000018 * V, ot = 2.0000000000000013 * V, st = 9.000000000000007 * V * V, G = W(4), ct = W(8), lt = W(12), ut = W(16), K = W(4);
function dt(e, t, n, r, i, a, o) {
	let s, c, l, u, d, f, p, m, h, g, _, v, y, b, x, S, C, w, T = e - i, E = n - i, D = t - a, O = r - a;
	b = T * O, f = H * T, p = f - (f - T), m = T - p, f = H * O, h = f - (f - O), g = O - h, x = m * g - (b - p * h - m * h - p * g), S = D * E, f = H * D, p = f - (f - D), m = D - p, f = H * E, h = f - (f - E), g = E - h, C = m * g - (S - p * h - m * h - p * g), _ = x - C, d = x - _, G[0] = x - (_ + d) + (d - C), v = b + _, d = v - b, y = b - (v - d) + (_ - d), _ = y - S, d = y - _, G[1] = y - (_ + d) + (d - S), w = v + _, d = w - v, G[2] = v - (w - d) + (_ - d), G[3] = w;
	let k = it(4, G), A = ot * o;
	if (k >= A || -k >= A || (d = e - T, s = e - (T + d) + (d - i), d = n - E, l = n - (E + d) + (d - i), d = t - D, c = t - (D + d) + (d - a), d = r - O, u = r - (O + d) + (d - a), s === 0 && c === 0 && l === 0 && u === 0) || (A = st * o + rt * Math.abs(k), k += T * u + O * s - (D * l + E * c), k >= A || -k >= A)) return k;
	b = s * O, f = H * s, p = f - (f - s), m = s - p, f = H * O, h = f - (f - O), g = O - h, x = m * g - (b - p * h - m * h - p * g), S = c * E, f = H * c, p = f - (f - c), m = c - p, f = H * E, h = f - (f - E), g = E - h, C = m * g - (S - p * h - m * h - p * g), _ = x - C, d = x - _, K[0] = x - (_ + d) + (d - C), v = b + _, d = v - b, y = b - (v - d) + (_ - d), _ = y - S, d = y - _, K[1] = y - (_ + d) + (d - S), w = v + _, d = w - v, K[2] = v - (w - d) + (_ - d), K[3] = w;
	let j = U(4, G, 4, K, ct);
	b = T * u, f = H * T, p = f - (f - T), m = T - p, f = H * u, h = f - (f - u), g = u - h, x = m * g - (b - p * h - m * h - p * g), S = D * l, f = H * D, p = f - (f - D), m = D - p, f = H * l, h = f - (f - l), g = l - h, C = m * g - (S - p * h - m * h - p * g), _ = x - C, d = x - _, K[0] = x - (_ + d) + (d - C), v = b + _, d = v - b, y = b - (v - d) + (_ - d), _ = y - S, d = y - _, K[1] = y - (_ + d) + (d - S), w = v + _, d = w - v, K[2] = v - (w - d) + (_ - d), K[3] = w;
	let ee = U(j, ct, 4, K, lt);
	return b = s * u, f = H * s, p = f - (f - s), m = s - p, f = H * u, h = f - (f - u), g = u - h, x = m * g - (b - p * h - m * h - p * g), S = c * l, f = H * c, p = f - (f - c), m = c - p, f = H * l, h = f - (f - l), g = l - h, C = m * g - (S - p * h - m * h - p * g), _ = x - C, d = x - _, K[0] = x - (_ + d) + (d - C), v = b + _, d = v - b, y = b - (v - d) + (_ - d), _ = y - S, d = y - _, K[1] = y - (_ + d) + (d - S), w = v + _, d = w - v, K[2] = v - (w - d) + (_ - d), K[3] = w, ut[U(ee, lt, 4, K, ut) - 1];
}
function q(e, t, n, r, i, a) {
	let o = (t - a) * (n - i), s = (e - i) * (r - a), c = o - s, l = Math.abs(o + s);
	return Math.abs(c) >= at * l ? c : -dt(e, t, n, r, i, a, l);
}
W(4), W(4), W(4), W(4), W(4), W(4), W(4), W(4), W(4), W(8), W(8), W(8), W(4), W(8), W(8), W(16), W(12), W(192), W(192), W(4), W(4), W(4), W(4), W(4), W(4), W(4), W(4), W(8), W(8), W(8), W(8), W(8), W(8), W(8), W(8), W(8), W(4), W(4), W(4), W(8), W(16), W(16), W(16), W(32), W(32), W(48), W(64), W(1152), W(1152), W(4), W(4), W(4), W(4), W(4), W(4), W(4), W(4), W(4), W(4), W(24), W(24), W(24), W(24), W(24), W(24), W(24), W(24), W(24), W(24), W(1152), W(1152), W(1152), W(1152), W(1152), W(2304), W(2304), W(3456), W(5760), W(8), W(8), W(8), W(16), W(24), W(48), W(48), W(96), W(192), W(384), W(384), W(384), W(768), W(96), W(96), W(96), W(1152);
var ft = 2 ** -52, J = /* @__PURE__ */ new Uint32Array(512), pt = class e {
	static from(t, n = yt, r = bt) {
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
			let r = ht(u, d, e[2 * t], e[2 * t + 1]);
			r < n && (f = t, n = r);
		}
		let h = e[2 * f], g = e[2 * f + 1];
		for (let t = 0, n = Infinity; t < a; t++) {
			if (t === f) continue;
			let r = ht(h, g, e[2 * t], e[2 * t + 1]);
			r < n && r > 0 && (p = t, n = r);
		}
		let _ = e[2 * p], v = e[2 * p + 1], y = Infinity;
		for (let t = 0; t < a; t++) {
			if (t === f || t === p) continue;
			let n = _t(h, g, _, v, e[2 * t], e[2 * t + 1]);
			n < y && (m = t, y = n);
		}
		let b = e[2 * m], x = e[2 * m + 1];
		if (y === Infinity) {
			for (let t = 0; t < a; t++) this._dists[t] = e[2 * t] - e[0] || e[2 * t + 1] - e[1];
			Y(this._ids, this._dists, 0, a - 1);
			let t = new Uint32Array(a), n = 0;
			for (let e = 0, r = -Infinity; e < a; e++) {
				let i = this._ids[e], a = this._dists[i];
				a > r && (t[n++] = i, r = a);
			}
			this.hull = t.subarray(0, n), this.triangles = /* @__PURE__ */ new Uint32Array(), this.halfedges = /* @__PURE__ */ new Int32Array();
			return;
		}
		if (q(h, g, _, v, b, x) < 0) {
			let e = p, t = _, n = v;
			p = m, _ = b, v = x, m = e, b = t, x = n;
		}
		let S = vt(h, g, _, v, b, x);
		this._cx = S.x, this._cy = S.y;
		for (let t = 0; t < a; t++) this._dists[t] = ht(e[2 * t], e[2 * t + 1], S.x, S.y);
		Y(this._ids, this._dists, 0, a - 1), this._hullStart = f;
		let C = 3;
		n[f] = t[m] = p, n[p] = t[f] = m, n[m] = t[p] = f, r[f] = 0, r[p] = 1, r[m] = 2, i.fill(-1), i[this._hashKey(h, g)] = f, i[this._hashKey(_, v)] = p, i[this._hashKey(b, x)] = m, this.trianglesLen = 0, this._addTriangle(f, p, m, -1, -1, -1);
		for (let a = 0, o = 0, s = 0; a < this._ids.length; a++) {
			let c = this._ids[a], l = e[2 * c], u = e[2 * c + 1];
			if (a > 0 && Math.abs(l - o) <= ft && Math.abs(u - s) <= ft || (o = l, s = u, c === f || c === p || c === m)) continue;
			let d = 0;
			for (let e = 0, t = this._hashKey(l, u); e < this._hashSize && (d = i[(t + e) % this._hashSize], d === -1 || d === n[d]); e++);
			d = t[d];
			let h = d, g;
			for (; g = n[h], q(l, u, e[2 * h], e[2 * h + 1], e[2 * g], e[2 * g + 1]) >= 0;) if (h = g, h === d) {
				h = -1;
				break;
			}
			if (h === -1) continue;
			let _ = this._addTriangle(h, c, n[h], -1, -1, r[h]);
			r[c] = this._legalize(_ + 2), r[h] = _, C++;
			let v = n[h];
			for (; g = n[v], q(l, u, e[2 * v], e[2 * v + 1], e[2 * g], e[2 * g + 1]) < 0;) _ = this._addTriangle(v, c, g, r[c], -1, r[v]), r[c] = this._legalize(_ + 2), n[v] = v, C--, v = g;
			if (h === d) for (; g = t[h], q(l, u, e[2 * g], e[2 * g + 1], e[2 * h], e[2 * h + 1]) < 0;) _ = this._addTriangle(g, c, h, -1, r[h], r[g]), this._legalize(_ + 2), r[g] = _, n[h] = h, C--, h = g;
			this._hullStart = t[c] = h, n[h] = t[v] = c, n[c] = v, i[this._hashKey(l, u)] = c, i[this._hashKey(e[2 * h], e[2 * h + 1])] = h;
		}
		this.hull = new Uint32Array(C);
		for (let e = 0, t = this._hullStart; e < C; e++) this.hull[e] = t, t = n[t];
		this.triangles = this._triangles.subarray(0, this.trianglesLen), this.halfedges = this._halfedges.subarray(0, this.trianglesLen);
	}
	_hashKey(e, t) {
		return Math.floor(mt(e - this._cx, t - this._cy) * this._hashSize) % this._hashSize;
	}
	_legalize(e) {
		let { _triangles: t, _halfedges: n, coords: r } = this, i = 0, a = 0;
		for (;;) {
			let o = n[e], s = e - e % 3;
			if (a = s + (e + 2) % 3, o === -1) {
				if (i === 0) break;
				e = J[--i];
				continue;
			}
			let c = o - o % 3, l = s + (e + 1) % 3, u = c + (o + 2) % 3, d = t[a], f = t[e], p = t[l], m = t[u];
			if (gt(r[2 * d], r[2 * d + 1], r[2 * f], r[2 * f + 1], r[2 * p], r[2 * p + 1], r[2 * m], r[2 * m + 1])) {
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
				i < J.length && (J[i++] = s);
			} else {
				if (i === 0) break;
				e = J[--i];
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
function mt(e, t) {
	let n = e / (Math.abs(e) + Math.abs(t));
	return (t > 0 ? 3 - n : 1 + n) / 4;
}
function ht(e, t, n, r) {
	let i = e - n, a = t - r;
	return i * i + a * a;
}
function gt(e, t, n, r, i, a, o, s) {
	let c = e - o, l = t - s, u = n - o, d = r - s, f = i - o, p = a - s, m = c * c + l * l, h = u * u + d * d, g = f * f + p * p;
	return c * (d * g - h * p) - l * (u * g - h * f) + m * (u * p - d * f) < 0;
}
function _t(e, t, n, r, i, a) {
	let o = n - e, s = r - t, c = i - e, l = a - t, u = o * o + s * s, d = c * c + l * l, f = .5 / (o * l - s * c), p = (l * u - s * d) * f, m = (o * d - c * u) * f;
	return p * p + m * m;
}
function vt(e, t, n, r, i, a) {
	let o = n - e, s = r - t, c = i - e, l = a - t, u = o * o + s * s, d = c * c + l * l, f = .5 / (o * l - s * c);
	return {
		x: e + (l * u - s * d) * f,
		y: t + (o * d - c * u) * f
	};
}
function Y(e, t, n, r) {
	if (r - n <= 20) for (let i = n + 1; i <= r; i++) {
		let r = e[i], a = t[r], o = i - 1;
		for (; o >= n && t[e[o]] > a;) e[o + 1] = e[o--];
		e[o + 1] = r;
	}
	else {
		let i = n + r >> 1, a = n + 1, o = r;
		X(e, i, a), t[e[n]] > t[e[r]] && X(e, n, r), t[e[a]] > t[e[r]] && X(e, a, r), t[e[n]] > t[e[a]] && X(e, n, a);
		let s = e[a], c = t[s];
		for (;;) {
			do
				a++;
			while (t[e[a]] < c);
			do
				o--;
			while (t[e[o]] > c);
			if (o < a) break;
			X(e, a, o);
		}
		e[n + 1] = e[o], e[o] = s, r - a + 1 >= o - n ? (Y(e, t, a, r), Y(e, t, n, o - 1)) : (Y(e, t, n, o - 1), Y(e, t, a, r));
	}
}
function X(e, t, n) {
	let r = e[t];
	e[t] = e[n], e[n] = r;
}
function yt(e) {
	return e[0];
}
function bt(e) {
	return e[1];
}
var xt = 1e-6, Z = class {
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
		this._x1 === null ? this._ += `M${r},${i}` : (Math.abs(this._x1 - r) > xt || Math.abs(this._y1 - i) > xt) && (this._ += "L" + r + "," + i), n && (this._ += `A${n},${n},0,1,1,${e - n},${t}A${n},${n},0,1,1,${this._x1 = r},${this._y1 = i}`);
	}
	rect(e, t, n, r) {
		this._ += `M${this._x0 = this._x1 = +e},${this._y0 = this._y1 = +t}h${+n}v${+r}h${-n}Z`;
	}
	value() {
		return this._ || null;
	}
}, St = class {
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
}, Ct = class {
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
		let t = e == null ? e = new Z() : void 0, { delaunay: { halfedges: n, inedges: r, hull: i }, circumcenters: a, vectors: o } = this;
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
		let t = e == null ? e = new Z() : void 0;
		return e.rect(this.xmin, this.ymin, this.xmax - this.xmin, this.ymax - this.ymin), t && t.value();
	}
	renderCell(e, t) {
		let n = t == null ? t = new Z() : void 0, r = this._clip(e);
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
		let t = new St();
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
}, wt = 2 * Math.PI, Q = Math.pow;
function Tt(e) {
	return e[0];
}
function Et(e) {
	return e[1];
}
function Dt(e) {
	let { triangles: t, coords: n } = e;
	for (let e = 0; e < t.length; e += 3) {
		let r = 2 * t[e], i = 2 * t[e + 1], a = 2 * t[e + 2];
		if ((n[a] - n[r]) * (n[i + 1] - n[r + 1]) - (n[i] - n[r]) * (n[a + 1] - n[r + 1]) > 1e-10) return !1;
	}
	return !0;
}
function Ot(e, t, n) {
	return [e + Math.sin(e + t) * n, t + Math.cos(e - t) * n];
}
var kt = class e {
	static from(t, n = Tt, r = Et, i) {
		return new e("length" in t ? At(t, n, r, i) : Float64Array.from(jt(t, n, r, i)));
	}
	constructor(e) {
		this._delaunator = new pt(e), this.inedges = new Int32Array(e.length / 2), this._hullIndex = new Int32Array(e.length / 2), this.points = this._delaunator.coords, this._init();
	}
	update() {
		return this._delaunator.update(), this._init(), this;
	}
	_init() {
		let e = this._delaunator, t = this.points;
		if (e.hull && e.hull.length > 2 && Dt(e)) {
			this.collinear = Int32Array.from({ length: t.length / 2 }, (e, t) => t).sort((e, n) => t[2 * e] - t[2 * n] || t[2 * e + 1] - t[2 * n + 1]);
			let e = this.collinear[0], n = this.collinear[this.collinear.length - 1], r = [
				t[2 * e],
				t[2 * e + 1],
				t[2 * n],
				t[2 * n + 1]
			], i = 1e-8 * Math.hypot(r[3] - r[1], r[2] - r[0]);
			for (let e = 0, n = t.length / 2; e < n; ++e) {
				let n = Ot(t[2 * e], t[2 * e + 1], i);
				t[2 * e] = n[0], t[2 * e + 1] = n[1];
			}
			this._delaunator = new pt(t);
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
		return new Ct(this, e);
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
		let l = e, u = Q(t - c[e * 2], 2) + Q(n - c[e * 2 + 1], 2), d = r[e], f = d;
		do {
			let r = s[f], d = Q(t - c[r * 2], 2) + Q(n - c[r * 2 + 1], 2);
			if (d < u && (u = d, l = r), f = f % 3 == 2 ? f - 2 : f + 1, s[f] !== e) break;
			if (f = o[f], f === -1) {
				if (f = i[(a[e] + 1) % i.length], f !== r && Q(t - c[f * 2], 2) + Q(n - c[f * 2 + 1], 2) < u) return f;
				break;
			}
		} while (f !== d);
		return l;
	}
	render(e) {
		let t = e == null ? e = new Z() : void 0, { points: n, halfedges: r, triangles: i } = this;
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
		let n = e == null ? e = new Z() : void 0, { points: r } = this;
		for (let n = 0, i = r.length & -2; n < i; n += 2) {
			let i = r[n], a = r[n + 1];
			e.moveTo(i + t, a), e.arc(i, a, t, 0, wt);
		}
		return n && n.value();
	}
	renderHull(e) {
		let t = e == null ? e = new Z() : void 0, { hull: n, points: r } = this, i = n[0] * 2, a = n.length;
		e.moveTo(r[i], r[i + 1]);
		for (let t = 1; t < a; ++t) {
			let i = 2 * n[t];
			e.lineTo(r[i], r[i + 1]);
		}
		return e.closePath(), t && t.value();
	}
	hullPolygon() {
		let e = new St();
		return this.renderHull(e), e.value();
	}
	renderTriangle(e, t) {
		let n = t == null ? t = new Z() : void 0, { points: r, triangles: i } = this, a = i[e *= 3] * 2, o = i[e + 1] * 2, s = i[e + 2] * 2;
		return t.moveTo(r[a], r[a + 1]), t.lineTo(r[o], r[o + 1]), t.lineTo(r[s], r[s + 1]), t.closePath(), n && n.value();
	}
	*trianglePolygons() {
		let { triangles: e } = this;
		for (let t = 0, n = e.length / 3; t < n; ++t) yield this.trianglePolygon(t);
	}
	trianglePolygon(e) {
		let t = new St();
		return this.renderTriangle(e, t), t.value();
	}
};
function At(e, t, n, r) {
	let i = e.length, a = new Float64Array(i * 2);
	for (let o = 0; o < i; ++o) {
		let i = e[o];
		a[o * 2] = t.call(r, i, o, e), a[o * 2 + 1] = n.call(r, i, o, e);
	}
	return a;
}
function* jt(e, t, n, r) {
	let i = 0;
	for (let a of e) yield t.call(r, a, i, e), yield n.call(r, a, i, e), ++i;
}
// src/delaunay.ts
var $ = 65535, Mt = class {
	mesh;
	flat;
	last = 0;
	constructor(e) {
		this.flat = new Float64Array(e.x.length * 2);
		for (let t = 0; t < e.x.length; t++) this.flat.set([e.x[t], e.y[t]].map((e) => Math.round(e * $)), 2 * t);
		this.mesh = new kt(this.flat);
	}
	locate(e) {
		let { place: t, corners: n } = this.find([e[0] * $, e[1] * $]);
		return {
			place: [t[0] / $, t[1] / $],
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
	rim(e) {
		let { hull: t } = this.mesh, n, r = Infinity;
		for (let i = 0; i < t.length; i++) {
			let [a, o] = [t[i], t[(i + 1) % t.length]], [s, c] = [this.at(a), this.at(o)], l = [c[0] - s[0], c[1] - s[1]], u = l[0] ** 2 + l[1] ** 2, d = u > 0 ? A(((e[0] - s[0]) * l[0] + (e[1] - s[1]) * l[1]) / u) : 0, f = [s[0] + d * l[0], s[1] + d * l[1]], p = (f[0] - e[0]) ** 2 + (f[1] - e[1]) ** 2;
			p < r && ([n, r] = [{
				place: f,
				corners: [[a, 1 - d], [o, d]]
			}, p]);
		}
		return n ?? this.alone(e);
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
function Nt([e, t, n]) {
	return (r) => ({
		place: r,
		z: Float32Array.from(e, (e, i) => e + r[0] * t[i] + (1 - r[1]) * n[i]),
		corners: []
	});
}
function Pt(e, t, n) {
	let r = new Mt(e);
	return (e) => {
		let { place: i, corners: a } = r.locate(e);
		return {
			place: i,
			z: Ft(a, t, n),
			corners: a
		};
	};
}
function Ft(e, t, n) {
	let r = new Float32Array(n);
	for (let [i, a] of e) for (let e = 0; e < n; e++) r[e] += a * t[i * n + e];
	return r;
}
// src/placed.ts
var It = 5, Lt = .1;
function Rt([e, t, n]) {
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
function zt(e, t, n) {
	return (r) => Bt(e, Vt(t, r, n));
}
function Bt({ x: e, y: t }, n) {
	let [[r]] = n, i = n.filter(([n]) => Math.hypot(e[n] - e[r], t[n] - t[r]) <= Lt), a = i.reduce((e, [, t]) => e + t, 0);
	return [e, t].map((e) => i.reduce((t, [n, r]) => t + r / a * e[n], 0));
}
function Vt(e, t, n, r = It) {
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
var Ht = class {
	slot;
	markers;
	ground;
	canvas;
	z;
	moved;
	place;
	index = -1;
	near = -1;
	decoder;
	inverse;
	placing;
	mesh;
	queue = new Pe((e) => this.paint(e));
	constructor(e, t, n, r) {
		this.slot = e, this.markers = t, this.ground = n, this.canvas = r;
	}
	renew(e, t) {
		let n = this.ground();
		e && (this.inverse = this.placing = this.mesh = void 0);
		let { decoder: r, refused: i } = n.data;
		if (i) return this.slot.say(i, !0);
		let a = b(r), o = a !== this.decoder;
		if (this.decoder = a, o && (this.inverse = this.placing = this.z = void 0), !a) return this.slot.say("The decoder is on its way.");
		if (!o) return e ? this.stand(this.index < 0 ? t : this.index) : void 0;
		this.slot.say("The decoder is being opened."), a.ready.then(() => a === this.decoder && this.stand(t), (e) => a === this.decoder && this.fail(e));
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
		let { plane: r } = n.data;
		this.inverse ??= r ? Nt(r) : Pt(n.points, this.decoder.codes, this.decoder.size);
		let i = this.inverse(e);
		this.index = -1, this.place = i.place, this.ask(i.z, t), this.moved && this.moved(r ? (this.mesh ??= new Mt(n.points)).locate(e).corners : i.corners, t);
	}
	go(e, t = performance.now()) {
		this.place = this.placeOf(e), this.place && (this.index = -1, this.ask(e, t));
	}
	placeOf(e) {
		let { decoder: t } = this, n = this.ground();
		if (!t || !n) return;
		let { plane: r } = n.data;
		return this.placing ??= r ? Rt(r) : zt(n.points, t.codes, t.size), this.placing(e);
	}
	follow(e, t) {
		let { decoder: n } = this, r = this.ground();
		if (!n || !r) return;
		let i = Ft(e, n.codes, n.size);
		this.index = e.length === 1 ? e[0][0] : -1, this.place = r.data.plane ? this.placeOf(i) : Bt(r.points, e), this.ask(i, t);
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
			let i = await n.decode(e, n.originals?.n ?? r.data.thumbs);
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
}, Ut = 192, Wt = 208, Gt = class {
	root;
	picture;
	near;
	find;
	shown = "";
	constructor(e) {
		this.root = e, this.find = (t) => e.querySelector(t), this.picture = e.querySelector(".picture"), this.near = e.querySelector(".nearest canvas");
	}
	lay({ wide: e, high: t, side: n }) {
		let r = Math.max(1, Math.ceil(Ut / n)), i = n * r <= Wt ? r : Wt / n;
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
		[this.near.width, this.near.height] = [i.wide, i.high], N(s, t, {
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
}, Kt = 40, qt = 8, Jt = {
	ArrowLeft: [-1, 0],
	ArrowRight: [1, 0],
	ArrowUp: [0, -1],
	ArrowDown: [0, 1]
}, Yt = class {
	parent;
	tell = () => void 0;
	frame;
	box;
	lens;
	canvas;
	camera = new te();
	markers;
	slot;
	point;
	own;
	gestures;
	hidden = /* @__PURE__ */ new Set();
	scene;
	values;
	errors;
	labels;
	sheet;
	pictures;
	selected = 0;
	hovered = -1;
	stepped = !1;
	waiting;
	constructor(e) {
		this.parent = e, e.append(e.querySelector("template").content.cloneNode(!0));
		let t = (t) => e.querySelector(t);
		[this.frame, this.box] = [t(".frame"), t(".map")], this.lens = new ve(t(".lens")), this.canvas = t(".map > canvas"), this.markers = new ye(this.box), this.slot = new Gt(t(".slot")), this.point = new Ht(this.slot, this.markers, () => this.ground(), this.canvas), this.own = new nt(this.frame, this.point, () => this.ground()), x(this), new ResizeObserver(() => this.resized() && this.draw()).observe(this.box), this.gestures = new me(this.canvas, {
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
		this.scene && (this.point.renew(!1, this.selected), this.point.again(), this.own.renew());
	}
	show(e) {
		let t = this.scene?.data, n = e.x !== t?.x || e.y !== t?.y, r = n ? Float32Array.from(j(e.x, Uint16Array), (e) => e / 65535) : this.scene.x, i = n ? Float32Array.from(j(e.y, Uint16Array), (e) => 1 - e / 65535) : this.scene.y;
		n && this.camera.whole(), e.selected !== t?.selected && (this.selected = e.selected), e !== t && this.colour(e, r, i), this.hover(-1), e.sheet === t?.sheet ? e !== t && this.tint() : this.load(e.sheet), e !== t && this.slot.lay(e), (n || e.decoder !== t?.decoder || e.refused !== t?.refused) && this.point.renew(n, this.selected), this.point.neighbour(), this.own.renew(), this.draw();
	}
	load(e) {
		let t = new Image();
		this.sheet = void 0, this.tint(), t.onload = () => {
			e === this.scene?.data.sheet && (this.sheet = t, this.tint(), this.point.neighbour(), this.draw());
		}, t.src = e;
	}
	tint() {
		this.pictures = this.sheet && this.scene && de(this.sheet, this.scene);
	}
	colour(e, t, n) {
		let { scale: r, names: i } = e;
		this.values = r && j(r.values, Float32Array);
		let a = r ? ne(e.inks, 64) : e.inks;
		this.errors = j(e.errors, Float32Array), this.labels = j(e.group, Uint16Array);
		let o = r ? re(this.values, r.low, r.high) : this.labels, s = (e) => !!r || this.hidden.size === 0 || !this.hidden.has(i[o[e]]);
		this.scene = {
			x: t,
			y: n,
			data: e,
			group: o,
			inks: a,
			seen: s,
			camera: this.camera
		};
		let c = r ? ge(r, e.inks) : he({
			names: i,
			inks: a,
			hidden: this.hidden,
			changed: () => this.moved()
		});
		this.parent.querySelector(".legend").replaceChildren(...r || c.length > 1 ? c : []);
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
		let i = t.getContext("2d"), a = e.data.thumbnails, o = ae(i, e, a ? .3 : .85, r);
		i.scale(r, r);
		let s = a && this.pictures ? oe(i, e, this.pictures) : 0, c = getComputedStyle(this.frame).getPropertyValue("--st-background-color");
		se(i, this.pixel(this.selected), c), this.point.lay(), this.own.lay();
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
	nearest(t) {
		let { scene: n } = this;
		return n ? e(n, this.camera, t, Kt, n.data.reach, n.seen) : -1;
	}
	drag(e, t) {
		this.hover(-1), this.point.move(this.camera.place(e), t);
	}
	drop() {
		this.point.z && this.tell("released", Array.from(this.point.z));
	}
	hover(e) {
		if (this.hovered = e, this.markers.put(".here", e < 0 ? void 0 : this.pixel(e)), e < 0) return this.lens.hide();
		let { data: t } = this.scene, n = e < t.thumbs ? this.pictures : void 0, r = [t.names[this.labels[e]], `squared error ${this.errors[e].toFixed(2)} per image`];
		t.scale && this.values[e] !== this.errors[e] && r.splice(1, 0, `${t.scale.title} ${this.words(e)}`), this.lens.show(e, t, n ? {
			sheet: n,
			columns: t.columns,
			real: !1
		} : this.real(e), r), this.lens.stand(this.pixel(e), this.camera.size);
	}
	real(e) {
		let t = b(this.scene.data.decoder)?.originals;
		return t && e < t.n ? {
			...t,
			real: !0
		} : void 0;
	}
	words(e) {
		let { data: t, group: n } = this.scene;
		return t.scale ? `${this.values[e].toFixed(2)} ${t.scale.unit}` : t.names[n[e]];
	}
	choose(e) {
		e < 0 || (this.selected = e, this.point.stand(e), this.draw(), this.tell("picked", e));
	}
	key(e) {
		let { scene: n, camera: r } = this;
		if (!n) return;
		let i = this.hovered < 0 ? Math.min(this.selected, n.data.reach - 1) : this.hovered;
		if (e.key === "Enter") return this.choose(i);
		if (e.key === "0") return this.reset();
		e.key === " " && (this.gestures.spaced = !0);
		let a = {
			"+": 1.5,
			"-": 1 / 1.5
		}[e.key];
		if (a) return this.zoom(...this.pixel(i), a);
		let o = Jt[e.key];
		if ((o || e.key === " ") && e.preventDefault(), !o) return;
		if (e.shiftKey) {
			let t = this.point.at() ?? this.pixel(i);
			this.drag([t[0] + qt * o[0], t[1] + qt * o[1]], e.timeStamp), this.stepped = !0;
			return;
		}
		let s = t(n, r, i, o, n.data.reach, n.seen);
		this.hover(s), this.point.stand(s, e.timeStamp);
	}
	keyEnds(e) {
		e.key === " " && (this.gestures.spaced = !1), this.stepped && e.key in Jt && (this.stepped = !1, this.drop());
	}
}, Xt = 1500, Zt = /* @__PURE__ */ new WeakMap();
function Qt(e) {
	let t = document.querySelector("script[src*=\"static/js/\"]");
	if (!t) return;
	let n = document.createElement("link");
	n.rel = "modulepreload", n.href = new URL(e, t.src).href, document.head.append(n);
}
function $t({ parentElement: e, data: t, setStateValue: n }) {
	if (t instanceof Uint8Array) return S(r(t));
	let i = Zt.get(e);
	i || (i = new Yt(e), Zt.set(e, i), t.ahead && setTimeout(Qt, Xt, t.ahead)), i.tell = n, i.show(t);
}
export { $t as default };
