import { i as e, n as t, r as n, t as r } from "./data.js";
import { n as i, t as a } from "./numbers.js";
import { r as o, t as s } from "./nearest.js";
// src/assets.ts
var c = [
	"Worker",
	"WebAssembly",
	"DecompressionStream"
], l;
function u(e) {
	l = e;
}
function d(e = globalThis) {
	let t = c.find((t) => !(t in e));
	if (t) throw Error(`it has no ${t}, as browsers have since 2023`);
	let n = l.worker(), r = l.runtime;
	return r && n.postMessage({
		kind: "runtime",
		packed: r
	}), n;
}
function f(e) {
	let t = !1, n = new Worker(e, { get type() {
		return t = !0, "module";
	} });
	if (t) return n;
	throw n.terminate(), Error("it has no module workers, as browsers have since 2023");
}
// src/decoder.ts
var p = class {
	id;
	run;
	size;
	within;
	codes;
	ready;
	encoding;
	unable = "";
	originals;
	before = Promise.resolve();
	constructor(e, t) {
		this.id = e, [this.run, this.size, this.within, this.codes] = [
			t.run,
			t.size,
			t.within,
			t.codes
		], this.ready = new Promise((n, r) => {
			y.set(e, {
				resolve: n,
				reject: r
			}), j({
				kind: "open",
				id: e,
				size: t.size,
				codes: t.codes,
				onnx: t.onnx
			});
		}), this.ready.catch(() => void 0);
	}
	async decode(e, t) {
		let n = ++S, r = this.encoding && new Promise((e) => x.set(n, e));
		return {
			...await A(n, {
				kind: "decode",
				id: this.id,
				ticket: n,
				z: e,
				reach: t
			}),
			cycle: r
		};
	}
	aside(e) {
		let t = this.before.then(() => {
			let t = ++S;
			return A(t, {
				kind: "decode",
				id: this.id,
				ticket: t,
				z: e,
				reach: 0,
				alone: !0
			});
		});
		return this.before = t.catch(() => void 0), t;
	}
	encode(e) {
		let t = ++S;
		return A(t, {
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
}, m = 4, h = /* @__PURE__ */ new Map(), g = /* @__PURE__ */ new Map(), _ = [], v = /* @__PURE__ */ new Set(), y = /* @__PURE__ */ new Map(), b = /* @__PURE__ */ new Map(), x = /* @__PURE__ */ new Map(), S = 0, C;
function w(e) {
	return h.get(e);
}
function T(e) {
	v.add(new WeakRef(e));
}
function E(n) {
	let { kind: i, id: a } = n.head;
	if (i === "decoder") {
		if (h.has(a)) return;
		h.set(a, new p(a, t(n)));
		let [e] = h.keys();
		h.size > m && (h.delete(e), g.delete(e));
		for (let e of _.splice(0)) E(e);
		return k();
	}
	let o = h.get(a);
	if (!o) {
		_.push(n), _.length > 8 && _.shift();
		return;
	}
	if (i === "unable") return O(a, n.head.why);
	if (i === "originals") return void o.takeOriginals(e(n)).then(k);
	if (g.has(a)) return;
	let s = r(n);
	g.set(a, s), o.ready.then(() => j({
		kind: "encoder",
		...s
	})).catch(() => void 0);
}
function D(e) {
	let t = h.get(e);
	t && (t.encoding = g.get(e), k());
}
function O(e, t) {
	let n = h.get(e);
	n && (n.unable = t), k();
}
function k() {
	for (let e of v) {
		let t = e.deref();
		t ? t.decoderCame() : v.delete(e);
	}
}
function A(e, t) {
	return new Promise((n, r) => {
		b.set(e, {
			resolve: n,
			reject: r
		}), j(t);
	});
}
function j(e) {
	C ??= ee(), C.postMessage(e);
}
function ee() {
	let e = d();
	return e.onmessage = ({ data: e }) => te(e), e.onerror = (e) => {
		let t = Error(e.message || "the worker did not start");
		for (let e of [...y.values(), ...b.values()]) e.reject(t);
	}, e;
}
function te(e) {
	if (e.kind === "opened" && y.get(e.id)?.resolve(), e.kind === "failed" && y.get(e.id)?.reject(Error(e.why)), e.kind === "encodes" && D(e.id), e.kind === "blind" && O(e.id, `The encoder does not run in this browser (${e.why}).`), e.kind === "cycle") {
		x.get(e.ticket)?.(e);
		for (let t of x.keys()) t <= e.ticket && x.delete(t);
	}
	if (e.kind !== "decoded" && e.kind !== "encoded" && e.kind !== "lost") return;
	let t = b.get(e.ticket);
	b.delete(e.ticket), e.kind === "lost" ? t?.reject(Error(e.why)) : t?.resolve(e);
}
// src/camera.ts
var ne = 64, re = class {
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
		let r = Math.min(ne, Math.max(1, this.times * n)), a = [e - this.size[0] / 2, t - this.size[1] / 2], o = a.map((e, t) => this.centre[t] + e / this.stretch[t]), s = this.stretch.map((e) => e * r / this.times);
		this.times = r, this.centre = r === 1 ? [.5, .5] : o.map((e, t) => i(e - a[t] / s[t])), this.lay();
	}
	pan(e, t) {
		this.centre = [e, t].map((e, t) => i(this.centre[t] - e / this.stretch[t])), this.lay();
	}
};
// src/colours.ts
function ie(e) {
	return [
		1,
		3,
		5
	].map((t) => parseInt(e.slice(t, t + 2), 16));
}
function ae(e, t) {
	let n = e.map(ie);
	return Array.from({ length: t }, (r, i) => {
		let a = i / (t - 1) * (e.length - 1), o = Math.min(e.length - 2, Math.floor(a));
		return `#${n[o].map((e, t) => Math.round(e + (n[o + 1][t] - e) * (a - o))).map((e) => e.toString(16).padStart(2, "0")).join("")}`;
	});
}
function oe(e, t, n) {
	let r = 1 / Math.max(n - t, 1e-9);
	return Uint16Array.from(e, (e) => Math.round(i((e - t) * r) * 63));
}
// src/draw.ts
var se = 1 << 20, ce = [
	-1,
	0,
	1
].flatMap((e) => [
	-1,
	0,
	1
].map((t) => e * se + t));
function le(e, t, n) {
	let { camera: r, data: i } = t, a = (i.side <= 32 ? 30 : 44) * Math.min(2, r.times ** .35), o = new fe(a * .8), s = 0;
	for (let c = 0; c < i.thumbs; c++) {
		if (!t.seen(c)) continue;
		let [l, u] = r.pixel([t.x[c], t.y[c]]);
		o.take(l - r.shift[0], u - r.shift[1]) && (l < -a || u < -a || l > r.size[0] + a || u > r.size[1] + a || (ue(e, n, i, c, [
			l - a / 2,
			u - a / 2,
			a,
			a
		]), s++));
	}
	return s;
}
function ue(e, t, n, r, i) {
	let { columns: a, wide: o, high: s } = n, c = e.imageSmoothingEnabled ? .5 : 0, l = r % a * o + c, u = Math.floor(r / a) * s + c;
	e.drawImage(t, l, u, o - 2 * c, s - 2 * c, ...i);
}
function de(e, [t, n], r) {
	e.beginPath(), e.arc(t, n, 9, 0, 7);
	for (let [t, n] of [[6, r], [3, "#ff9500"]]) e.lineWidth = t, e.strokeStyle = n, e.stroke();
}
var fe = class {
	least;
	cells = /* @__PURE__ */ new Map();
	constructor(e) {
		this.least = e;
	}
	take(e, t) {
		let { cells: n, least: r } = this, i = Math.floor(t / r) * se + Math.floor(e / r);
		for (let a of ce) {
			let o = n.get(i + a);
			if (o && Math.abs(o[0] - e) < r && Math.abs(o[1] - t) < r) return !1;
		}
		return n.set(i, [e, t]), !0;
	}
};
function pe(e, { data: t, group: n, inks: r }) {
	if (!t.ink) return e;
	let i = document.createElement("canvas");
	i.width = e.width, i.height = e.height;
	let a = i.getContext("2d", { willReadFrequently: !0 });
	a.drawImage(e, 0, 0);
	let o = a.getImageData(0, 0, e.width, e.height), s = o.data, c = r.map(ie);
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
var me = 4, he = 300, ge = class {
	canvas;
	wish;
	tool = "";
	spaced = !1;
	fingers = /* @__PURE__ */ new Map();
	from = [0, 0];
	moved = !1;
	dragging = !1;
	panning = !1;
	drawing = !1;
	wheeled = 0;
	stirred = 0;
	told = 0;
	constructor(e, t) {
		this.canvas = e, this.wish = t, e.addEventListener("pointerdown", (e) => this.press(e)), e.addEventListener("pointermove", (e) => this.move(e)), e.addEventListener("pointerrawupdate", (e) => this.follow(e)), e.addEventListener("pointerup", (e) => this.release(e)), e.addEventListener("pointercancel", (e) => this.release(e, !0)), e.addEventListener("pointerleave", () => t.leave()), e.addEventListener("contextmenu", (e) => e.preventDefault());
		for (let t of [
			"pointerdown",
			"pointermove",
			"pointerup",
			"wheel"
		]) e.addEventListener(t, (e) => this.stirred = e.timeStamp, { passive: !0 });
		e.addEventListener("wheel", (e) => this.wheel(e), { passive: !1 });
	}
	press(e) {
		if (!(e.button > 2)) {
			if (this.canvas.setPointerCapture(e.pointerId), this.fingers.set(e.pointerId, [e.offsetX, e.offsetY]), this.fingers.size > 1) return this.settle();
			this.from = [e.offsetX, e.offsetY], this.moved = !1, this.panning = e.button > 0 || this.tool === "hand" || this.spaced, this.drawing = !this.panning && this.tool === "lasso";
		}
	}
	move(e) {
		let t = [e.offsetX, e.offsetY], n = this.fingers.get(e.pointerId);
		if (!n) return this.wish.hover(t);
		if (!(!this.moved && Math.hypot(t[0] - this.from[0], t[1] - this.from[1]) <= me)) {
			if (this.moved = !0, this.fingers.set(e.pointerId, t), this.fingers.size > 1) return this.pinch(e.pointerId, n, t);
			if (this.drawing) return this.wish.line(t);
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
		this.settle(t ? "dropped" : e.shiftKey ? "more" : "anew"), n && this.wish.tap([e.offsetX, e.offsetY]);
	}
	take(e) {
		this.tool = e, this.drawing && this.settle();
	}
	settle(e = "dropped") {
		this.canvas.classList.remove("grabbed"), this.dragging && this.wish.drop(), this.drawing && this.moved && this.wish.close(e), this.drawing = !1, this.dragging = !1, this.panning = !0, this.moved = !0;
	}
	wheel(e) {
		let t = performance.now();
		if (e.deltaY >= 0 && this.wish.whole() && t - this.wheeled > he) return;
		e.preventDefault(), this.wheeled = t;
		let n = e.deltaY * (e.deltaMode === 1 ? 33 : 1);
		this.wish.zoom(e.offsetX, e.offsetY, Math.exp(-Math.min(240, Math.max(-240, n)) * .002));
	}
};
// src/legend.ts
function _e({ names: e, inks: t, hidden: n, changed: r }) {
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
function ve({ title: e, unit: t, low: n, high: r }, i) {
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
var ye = 18, be = class {
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
			r.imageSmoothingEnabled = !1, r.clearRect(0, 0, o.width, o.height), ue(r, s, {
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
		r.style.left = `${e + ye + i > n[0] ? e - ye - i : e + ye}px`, r.style.top = `${Math.max(0, Math.min(t - 60, n[1] - a))}px`;
	}
}, M = /* @__PURE__ */ new Map(), xe = class {
	member;
	own = new WeakRef(this);
	id = "";
	constructor(e) {
		this.member = e;
	}
	join(e) {
		e !== this.id && (M.get(this.id)?.members.delete(this.own), this.id = e, e && (this.others().length || M.set(e, {
			members: /* @__PURE__ */ new Set(),
			stands: void 0
		}), M.get(e).members.add(this.own)));
	}
	stands() {
		return M.get(this.id)?.stands;
	}
	moved(e, t) {
		let n = M.get(this.id);
		if (n) {
			n.stands = e;
			for (let n of this.others()) n.follow(e, t);
		}
	}
	choose(e) {
		for (let t of this.others()) t.chosen(e);
	}
	others() {
		let e = M.get(this.id)?.members ?? /* @__PURE__ */ new Set(), t = [];
		for (let n of e) {
			let r = n.deref();
			r !== this && (r?.member.onPage() ? t.push(r.member) : e.delete(n));
		}
		return t;
	}
}, Se = class {
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
}, Ce = [
	.299,
	.587,
	.114
], N = 28, we = 20, Te = 14.5, Ee = .5;
function De({ data: e, width: t, height: n }, r) {
	let i = t * n, a = new Float32Array(r * i);
	for (let t = 0; t < i; t++) {
		let n = (n) => e[4 * t + n] / 255;
		if (r === 1) a[t] = Ce.reduce((e, t, r) => e + t * n(r), 0);
		else for (let e = 0; e < r; e++) a[e * i + t] = n(e);
	}
	return {
		wide: t,
		high: n,
		channels: r,
		values: a
	};
}
function P(e, [t, n, r, i], a, o) {
	let s = Oe(t, r, a), c = Oe(n, i, o), l = new Float32Array(e.channels * a * o), u = new Float64Array(e.wide);
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
function Oe(e, t, n) {
	let r = t / n;
	return Array.from({ length: n }, (t, n) => {
		let i = e + n * r, a = i + r, o = Math.floor(i + 1e-9), s = Math.max(o + 1, Math.ceil(a - 1e-9)), c = (e) => Math.max(0, Math.min(a, e + 1) - Math.max(i, e)) / r;
		return [o, Array.from({ length: s - o }, (e, t) => c(o + t))];
	});
}
function ke(e, t, n) {
	let r = Math.min(e, t * n), i = Math.min(t, e / n);
	return [
		(e - r) / 2,
		(t - i) / 2,
		r,
		i
	];
}
function Ae({ wide: e, high: t, values: n }) {
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
function je({ wide: e, high: t, values: n }) {
	let [r, i, a] = [
		0,
		0,
		0
	];
	for (let o = 0; o < e * t; o++) r += n[o] * (o % e + .5), i += n[o] * (Math.floor(o / e) + .5), a += n[o];
	return [r / a, i / a];
}
function Me(e) {
	let t = {
		wide: N,
		high: N,
		channels: 1,
		values: /* @__PURE__ */ new Float32Array(784)
	}, n = Ae(e);
	if (!n) return t;
	let r = we / Math.max(n[2], n[3]), [i, a] = [n[2], n[3]].map((e) => Math.max(1, Math.round(e * r))), o = P(e, n, i, a), s = (e, t) => Math.min(N - t, Math.max(0, Math.round(Te - e))), [c, l] = je(o), [u, d] = [s(c, i), s(l, a)];
	for (let e = 0; e < a; e++) t.values.set(o.values.subarray(e * i, (e + 1) * i), (d + e) * N + u);
	return t;
}
function Ne(e) {
	return {
		...e,
		values: e.values.map((e) => 1 - e)
	};
}
function Pe({ wide: e, high: t, channels: n, values: r }) {
	let i = e * t, a = 0, o = 0;
	for (let s = 0; s < n * i; s++) {
		let n = s % e, c = Math.floor(s % i / e);
		n > 0 && c > 0 && n < e - 1 && c < t - 1 || (a += r[s], o++);
	}
	return a / o > Ee;
}
function Fe(e) {
	return {
		...e,
		values: e.values.map((e) => Math.round(e * 255) / 255)
	};
}
function Ie({ wide: e, high: t, channels: n, values: r }) {
	let i = new ImageData(e, t), a = e * t;
	for (let e = 0; e < a; e++) {
		for (let t = 0; t < 3; t++) i.data[4 * e + t] = Math.round(r[(n === 1 ? 0 : t) * a + e] * 255);
		i.data[4 * e + 3] = 255;
	}
	return i;
}
// src/latest.ts
var F = class {
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
}, Le = {
	photo: void 0,
	strokes: [],
	paper: !1,
	invert: !1
}, Re = 384, ze = 1024, Be = class {
	canvas;
	changed;
	ink = "#ffffff";
	size = .1;
	ground = "#000000";
	now = Le;
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
		let { photo: e, strokes: t } = this.now, { canvas: n, aspect: r } = this, i = e && ke(e.width, e.height, r), a = i ? Math.max(i[2], i[3]) : Re, o = a < Re ? a * Math.ceil(Re / a) : Math.min(a, ze);
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
}, Ve = "<button class=\"yours\" aria-expanded=\"false\" title=\"Your image: draw, choose, paste or drop one\">\n<svg viewBox=\"0 0 14 14\"><path d=\"M2 12l.7-3L9.6 2.1l2.3 2.3L5 11.3zM8.3 3.4l2.3 2.3\"/></svg> Your image</button>", He = "<section class=\"own\" aria-label=\"Your image\" hidden>\n<canvas class=\"pad\" role=\"img\" aria-label=\"Drawing pad: draw with the pointer or a finger\"></canvas>\n<div class=\"pens\"><div class=\"inks\" role=\"group\" aria-label=\"Colour of the pen\"></div>\n<label class=\"width\">Pen <input type=\"range\" min=\"3\" max=\"30\" aria-label=\"Width of the pen\"></label>\n<div><button class=\"undo\">Undo</button><button class=\"clear\">Clear</button></div>\n<button class=\"choose\">Choose a file</button><input type=\"file\" accept=\"image/*\" aria-label=\"Image file\" hidden>\n<p>or paste one, or drop it here</p>\n<label class=\"invert\" hidden><input type=\"checkbox\"> Invert</label></div>\n<figure><canvas class=\"seen\" role=\"img\" aria-label=\"Your image as the model sees it\"></canvas>\n<figcaption><b>as the model sees it</b><span></span></figcaption></figure>\n<div class=\"facts\"><p class=\"note\" aria-live=\"polite\"></p><div class=\"known\" hidden><p><b></b></p>\n<p class=\"error\"></p><p class=\"away\"></p><button class=\"back\">Back to it</button></div></div></section>", Ue = {
	White: "#ffffff",
	Red: "#ff4040",
	Yellow: "#ffff40",
	Green: "#40ff40",
	Blue: "#4040ff",
	Violet: "#ff40ff"
}, We = 112, Ge = class {
	root;
	button;
	seen;
	constructor(e) {
		e.querySelector(".tools").insertAdjacentHTML("afterbegin", Ve), e.querySelector(".tray").insertAdjacentHTML("beforeend", He), this.button = e.querySelector(".yours"), this.root = e.querySelector(".own"), this.seen = this.find(".seen");
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
		let n = Object.entries(e ? Ue : {}).map(([e, r]) => {
			let i = document.createElement("button");
			return i.title = i.ariaLabel = e, i.style.setProperty("--ink", r), i.ariaPressed = String(r === Ue.White), i.onclick = () => {
				n.forEach((e) => e.ariaPressed = String(e === i)), t(r);
			}, i;
		});
		this.find(".inks").replaceChildren(...n);
	}
	lay(e, t) {
		let n = Math.max(1, Math.round(We / Math.max(e, t)));
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
}, Ke = 2e7, qe = 5e7, Je = 1024, I = class extends Error {};
async function Ye(e) {
	let t = e instanceof File && e.name ? e.name : "This picture";
	if (e.size > Ke) throw new I(`${t} is ${Math.round(e.size / 1e6)} MB; the limit is 20 MB.`);
	let [n, r] = await Xe(e).catch(() => {
		throw new I(`${t} is not an image that this browser can read.`);
	}), i = n * r;
	if (i > qe) throw new I(`${t} has ${Math.round(i / 1e6)} million pixels; the limit is 50 million.`);
	try {
		return Ze(await createImageBitmap(e, { imageOrientation: "from-image" }));
	} catch {
		throw new I(`${t} is a broken image.`);
	}
}
function Xe(e) {
	let t = URL.createObjectURL(e), n = new Image(), r = new Promise((e, t) => {
		n.onload = () => e([n.naturalWidth, n.naturalHeight]), n.onerror = t;
	});
	return n.src = t, r.finally(() => URL.revokeObjectURL(t));
}
function Ze(e) {
	let t = Math.min(1, Je / Math.min(e.width, e.height)), n = document.createElement("canvas");
	[n.width, n.height] = [e.width, e.height].map((e) => Math.max(1, Math.round(e * t)));
	let r = n.getContext("2d");
	return r.fillStyle = "#fff", r.fillRect(0, 0, n.width, n.height), r.imageSmoothingQuality = "high", r.drawImage(e, 0, 0, n.width, n.height), e.close(), n;
}
// src/own.ts
var Qe = "Draw with the pointer or a finger: the point goes to the code that the encoder gives your image.", $e = "The encoder is on its way.", et = "Without a decoder, no image can be encoded here either.", tt = "28 × 28, as MNIST was made (LeCun et al. 1998): the ink fitted to 20 × 20, its centre of mass put in the middle", nt = "Inverted, since its rim is light and the data lie on black.", rt = .6, it = {
	boxed: .08,
	grey: .14,
	colours: .2
}, at = /* @__PURE__ */ new Set(), ot = Le;
function st({ clipboardData: e }) {
	let t = [...e?.files ?? []].find((e) => e.type.startsWith("image/"));
	for (let e of at) {
		let n = e.deref();
		n ? n.paste(t) : at.delete(e);
	}
}
var ct = class {
	frame;
	point;
	ground;
	panel;
	pad;
	mark = document.createElement("div");
	queue = new F(() => this.encode());
	id = "";
	encoded;
	place;
	asked = !1;
	wrong = "";
	constructor(e, t, n) {
		this.frame = e, this.point = t, this.ground = n, this.panel = new Ge(e), this.pad = new Be(this.panel.find(".pad"), () => this.changed()), this.mark.className = "you", this.mark.innerHTML = "<i></i><span><b>you</b> <em></em></span>", this.mark.hidden = !0, e.querySelector(".map").append(this.mark), this.pad.set(ot, !1), this.asked = !1, this.panel.open = !this.pad.empty, this.buttons(), this.arrivals();
	}
	renew() {
		let e = this.ground();
		if (!e) return;
		let { data: t } = e, { wide: n, high: r, grey: i, dark: a, boxed: o } = t, { pad: s, panel: c } = this, l = this.decoder();
		l?.id === this.id && this.id || (this.id = l?.id ?? "", this.encoded = void 0, c.lay(n, r), c.inks(!i, (e) => s.ink = e), [s.ink, s.size] = [i && !a ? "#000000" : "#ffffff", o ? it.boxed : i ? it.grey : it.colours], c.find(".width input").value = String(100 * s.size), s.lay(n, r, a ? "#000000" : i ? "#ffffff" : "#808080")), this.show(), this.place = this.encoded && this.point.placeOf(this.encoded.z), this.encoded || this.queue.offer(), this.lay();
	}
	lay() {
		let e = this.ground()?.camera, t = this.place && e?.pixel(this.place);
		this.mark.hidden = !t, t && e && (this.mark.style.transform = `translate(${t[0]}px, ${t[1]}px)`, this.mark.classList.toggle("right", t[0] > rt * e.size[0]));
	}
	decoder() {
		let e = this.ground();
		return e && w(e.data.decoder);
	}
	missing() {
		if (this.ground()?.data.refused) return et;
		let e = this.decoder();
		return e?.unable || (e?.encoding ? "" : $e);
	}
	buttons() {
		let { panel: e, pad: t } = this;
		e.button.onclick = () => {
			e.open = !e.open, e.open && e.root.scrollIntoView({
				block: "nearest",
				behavior: "smooth"
			});
		}, e.find(".undo").onclick = () => t.undo(), e.find(".clear").onclick = () => !t.empty && t.set(Le), e.find(".back").onclick = () => this.encoded && this.point.go(this.encoded.z);
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
		}), at.add(new WeakRef(this)), document.addEventListener("paste", st);
	}
	paste(e) {
		let { activeElement: t } = this.frame.getRootNode();
		this.frame.contains(t) && this.take(e);
	}
	async take(e) {
		if (e) {
			this.panel.open = !0;
			try {
				let t = await Ye(e), n = this.onPaper(t);
				this.pad.set({
					photo: t,
					strokes: [],
					paper: n,
					invert: n
				});
			} catch (e) {
				if (!(e instanceof I)) throw e;
				this.wrong = e.message, this.show();
			}
		}
	}
	onPaper(e) {
		let t = this.ground()?.data, { width: n, height: r } = e;
		return t?.dark ? Pe(P(De(e.getContext("2d").getImageData(0, 0, n, r), 1), ke(n, r, t.wide / t.high), t.wide, t.high)) : !1;
	}
	changed() {
		ot = this.pad.work, this.asked = !0, this.wrong = "", this.show(), this.queue.offer();
	}
	show() {
		let { panel: e, pad: t } = this, n = this.ground()?.data;
		if (!n) return;
		let { photo: r, paper: i, invert: a } = t.work, o = `${n.wide} × ${n.high}`, s = n.grey ? " in grey" : "";
		e.find(".invert").hidden = !r, e.find(".invert input").checked = a, e.find(".undo").disabled = !t.undoable, e.find(".clear").disabled = t.empty;
		let c = r ? `${o}, the middle of your picture averaged${s}` : `${o}, the whole pad averaged: draw large`;
		e.caption(n.boxed && !r ? tt : c);
		let l = t.empty ? Qe : i && a ? nt : "";
		e.say(this.wrong || this.missing() || l, this.wrong !== "");
	}
	fitted() {
		let e = this.ground()?.data, { pad: t } = this;
		if (!e || t.empty) return;
		let n = De(t.pixels(), e.grey ? 1 : 3), { photo: r, invert: i } = t.work;
		if (e.boxed && !r) return Fe(Me(n));
		let a = P(n, [
			0,
			0,
			n.wide,
			n.high
		], e.wide, e.high);
		return Fe(i ? Ne(a) : a);
	}
	async encode() {
		let e = this.ground(), t = this.fitted(), n = this.decoder();
		if (!e) return;
		if (!t) return this.forget();
		if (this.panel.paint(Ie(t)), !n?.encoding) return;
		let r = await n.encode(t.values);
		n.id !== this.id || this.pad.empty || (this.encoded = r, this.asked && this.point.go(r.z), this.place = this.point.placeOf(r.z), this.tell(e, n.within), this.lay());
	}
	tell({ data: e }, t) {
		let { error: n, distance: r, z: i } = this.encoded, o = a(e.errors, Float32Array), s = o.reduce((e, t) => e + t, 0) / o.length;
		this.panel.tell({
			error: n,
			usual: s,
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
}, lt = 1e3, ut = 2e4, dt = 3.5, ft = 248;
function pt(e, t) {
	return Math.min(dt, (e < lt ? dt : e <= ut ? 2.5 : 1.75) * t ** .25);
}
var mt = class {
	image;
	words = /* @__PURE__ */ new Int32Array();
	discs = {
		places: [],
		half: 0
	};
	made = "";
	under = new ht();
	draw(e, t, n, r) {
		let { width: i, height: a } = e.canvas;
		(this.image?.width !== i || this.image.height !== a) && (this.image = e.createImageData(i, a), this.words = new Int32Array(this.image.data.buffer)), this.words.fill(0);
		let o = this.paint({
			words: this.words,
			wide: i,
			high: a
		}, t, n, r);
		return e.putImageData(this.image, 0, 0), o;
	}
	paint({ words: e, wide: t, high: n }, r, i, a) {
		let { x: o, y: s, group: c, camera: l, seen: u } = r, { places: d, half: f } = this.discsOf(pt(o.length, l.times) * a, i, t), p = Int32Array.from(r.inks.map(ie), gt), [m, h] = l.stretch.map((e) => e * a), [g, _] = l.shift.map((e) => e * a), v = t - f - 1, y = n - f - 1, b = 0;
		for (let n = o.length - 1; n >= 0; n--) {
			if (!u(n)) continue;
			b++;
			let r = g + o[n] * m, i = _ + s[n] * h;
			if (!(r >= f && i >= f && r < v && i < y)) continue;
			let a = r | 0, l = i | 0, x = d[((i - l) * 4 | 0) * 4 + ((r - a) * 4 | 0)];
			this.under.lay(e, a + l * t, x, p[c[n]]);
		}
		return b;
	}
	discsOf(e, t, n) {
		let r = `${e} ${t} ${n}`;
		return r !== this.made && ([this.discs, this.made] = [_t(e, t, n), r]), this.discs;
	}
}, ht = class {
	part = /* @__PURE__ */ new Int32Array(65536);
	all = /* @__PURE__ */ new Int32Array(65536);
	constructor() {
		for (let e = 0, t = 0; e < 256; e++) for (let n = 0; n < 256; n++, t++) {
			let r = e * (255 - n) / 255, i = n + r;
			this.part[t] = i ? Math.round(256 * r / i) : 0, this.all[t] = (i < ft ? Math.round(i) : 255) << 24;
		}
	}
	lay(e, t, { offsets: n, alphas: r }, i) {
		let { part: a, all: o } = this, s = i & 16711935, c = i & 65280;
		for (let i = 0; i < n.length; i++) {
			let l = t + n[i], u = e[l], d = u >>> 24;
			if (d === 255) continue;
			let f = r[i] | d, p = a[f], m = 256 - p;
			e[l] = Math.imul(u & 16711935, m) + Math.imul(s, p) >>> 8 & 16711935 | Math.imul(u & 65280, m) + Math.imul(c, p) >>> 8 & 65280 | o[f];
		}
	}
};
function gt([e, t, n]) {
	return e | t << 8 | n << 16;
}
function _t(e, t, n) {
	let r = Math.ceil(e), i = 2 * r + 2;
	return {
		places: Array.from({ length: 16 }, (a, o) => {
			let s = r + (o % 4 + .5) / 4, c = r + (Math.floor(o / 4) + .5) / 4, l = Array.from({ length: i * i }, (n, r) => {
				let a = e + .5 - Math.hypot(r % i + .5 - s, Math.floor(r / i) + .5 - c);
				return Math.round(Math.min(1, Math.max(0, a)) * t * 255);
			}), u = [...l.keys()].filter((e) => l[e] > 0);
			return {
				offsets: Int32Array.from(u, (e) => e % i - r + (Math.floor(e / i) - r) * n),
				alphas: Int32Array.from(u, (e) => l[e] << 8)
			};
		}),
		half: r
	};
}
// node_modules/d3-delaunay/dist/d3-delaunay.mjs
var L = 11102230246251565e-32, R = 134217729, vt = 3.000000000000001 * L;
function yt(e, t, n, r, i) {
	let a, o, s, c, l = t[0], u = r[0], d = 0, f = 0;
	u > l == u > -l ? (a = l, l = t[++d]) : (a = u, u = r[++f]);
	let p = 0;
	if (d < e && f < n) for (u > l == u > -l ? (o = l + a, s = a - (o - l), l = t[++d]) : (o = u + a, s = a - (o - u), u = r[++f]), a = o, s !== 0 && (i[p++] = s); d < e && f < n;) u > l == u > -l ? (o = a + l, c = o - a, s = a - (o - c) + (l - c), l = t[++d]) : (o = a + u, c = o - a, s = a - (o - c) + (u - c), u = r[++f]), a = o, s !== 0 && (i[p++] = s);
	for (; d < e;) o = a + l, c = o - a, s = a - (o - c) + (l - c), l = t[++d], a = o, s !== 0 && (i[p++] = s);
	for (; f < n;) o = a + u, c = o - a, s = a - (o - c) + (u - c), u = r[++f], a = o, s !== 0 && (i[p++] = s);
	return (a !== 0 || p === 0) && (i[p++] = a), p;
}
function bt(e, t) {
	let n = t[0];
	for (let r = 1; r < e; r++) n += t[r];
	return n;
}
function z(e) {
	return new Float64Array(e);
}
var xt = 3.0000000000000018 * L, St = 2.0000000000000013 * L, Ct = 9.000000000000007 * L * L, B = z(4), wt = z(8), Tt = z(12), Et = z(16), V = z(4);
function Dt(e, t, n, r, i, a, o) {
	let s, c, l, u, d, f, p, m, h, g, _, v, y, b, x, S, C, w, T = e - i, E = n - i, D = t - a, O = r - a;
	b = T * O, f = R * T, p = f - (f - T), m = T - p, f = R * O, h = f - (f - O), g = O - h, x = m * g - (b - p * h - m * h - p * g), S = D * E, f = R * D, p = f - (f - D), m = D - p, f = R * E, h = f - (f - E), g = E - h, C = m * g - (S - p * h - m * h - p * g), _ = x - C, d = x - _, B[0] = x - (_ + d) + (d - C), v = b + _, d = v - b, y = b - (v - d) + (_ - d), _ = y - S, d = y - _, B[1] = y - (_ + d) + (d - S), w = v + _, d = w - v, B[2] = v - (w - d) + (_ - d), B[3] = w;
	let k = bt(4, B), A = St * o;
	if (k >= A || -k >= A || (d = e - T, s = e - (T + d) + (d - i), d = n - E, l = n - (E + d) + (d - i), d = t - D, c = t - (D + d) + (d - a), d = r - O, u = r - (O + d) + (d - a), s === 0 && c === 0 && l === 0 && u === 0) || (A = Ct * o + vt * Math.abs(k), k += T * u + O * s - (D * l + E * c), k >= A || -k >= A)) return k;
	b = s * O, f = R * s, p = f - (f - s), m = s - p, f = R * O, h = f - (f - O), g = O - h, x = m * g - (b - p * h - m * h - p * g), S = c * E, f = R * c, p = f - (f - c), m = c - p, f = R * E, h = f - (f - E), g = E - h, C = m * g - (S - p * h - m * h - p * g), _ = x - C, d = x - _, V[0] = x - (_ + d) + (d - C), v = b + _, d = v - b, y = b - (v - d) + (_ - d), _ = y - S, d = y - _, V[1] = y - (_ + d) + (d - S), w = v + _, d = w - v, V[2] = v - (w - d) + (_ - d), V[3] = w;
	let j = yt(4, B, 4, V, wt);
	b = T * u, f = R * T, p = f - (f - T), m = T - p, f = R * u, h = f - (f - u), g = u - h, x = m * g - (b - p * h - m * h - p * g), S = D * l, f = R * D, p = f - (f - D), m = D - p, f = R * l, h = f - (f - l), g = l - h, C = m * g - (S - p * h - m * h - p * g), _ = x - C, d = x - _, V[0] = x - (_ + d) + (d - C), v = b + _, d = v - b, y = b - (v - d) + (_ - d), _ = y - S, d = y - _, V[1] = y - (_ + d) + (d - S), w = v + _, d = w - v, V[2] = v - (w - d) + (_ - d), V[3] = w;
	let ee = yt(j, wt, 4, V, Tt);
	return b = s * u, f = R * s, p = f - (f - s), m = s - p, f = R * u, h = f - (f - u), g = u - h, x = m * g - (b - p * h - m * h - p * g), S = c * l, f = R * c, p = f - (f - c), m = c - p, f = R * l, h = f - (f - l), g = l - h, C = m * g - (S - p * h - m * h - p * g), _ = x - C, d = x - _, V[0] = x - (_ + d) + (d - C), v = b + _, d = v - b, y = b - (v - d) + (_ - d), _ = y - S, d = y - _, V[1] = y - (_ + d) + (d - S), w = v + _, d = w - v, V[2] = v - (w - d) + (_ - d), V[3] = w, Et[yt(ee, Tt, 4, V, Et) - 1];
}
function H(e, t, n, r, i, a) {
	let o = (t - a) * (n - i), s = (e - i) * (r - a), c = o - s, l = Math.abs(o + s);
	return Math.abs(c) >= xt * l ? c : -Dt(e, t, n, r, i, a, l);
}
z(4), z(4), z(4), z(4), z(4), z(4), z(4), z(4), z(4), z(8), z(8), z(8), z(4), z(8), z(8), z(16), z(12), z(192), z(192), z(4), z(4), z(4), z(4), z(4), z(4), z(4), z(4), z(8), z(8), z(8), z(8), z(8), z(8), z(8), z(8), z(8), z(4), z(4), z(4), z(8), z(16), z(16), z(16), z(32), z(32), z(48), z(64), z(1152), z(1152), z(4), z(4), z(4), z(4), z(4), z(4), z(4), z(4), z(4), z(4), z(24), z(24), z(24), z(24), z(24), z(24), z(24), z(24), z(24), z(24), z(1152), z(1152), z(1152), z(1152), z(1152), z(2304), z(2304), z(3456), z(5760), z(8), z(8), z(8), z(16), z(24), z(48), z(48), z(96), z(192), z(384), z(384), z(384), z(768), z(96), z(96), z(96), z(1152);
var Ot = 2 ** -52, U = /* @__PURE__ */ new Uint32Array(512), kt = class e {
	static from(t, n = Ft, r = It) {
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
			let r = jt(u, d, e[2 * t], e[2 * t + 1]);
			r < n && (f = t, n = r);
		}
		let h = e[2 * f], g = e[2 * f + 1];
		for (let t = 0, n = Infinity; t < a; t++) {
			if (t === f) continue;
			let r = jt(h, g, e[2 * t], e[2 * t + 1]);
			r < n && r > 0 && (p = t, n = r);
		}
		let _ = e[2 * p], v = e[2 * p + 1], y = Infinity;
		for (let t = 0; t < a; t++) {
			if (t === f || t === p) continue;
			let n = Nt(h, g, _, v, e[2 * t], e[2 * t + 1]);
			n < y && (m = t, y = n);
		}
		let b = e[2 * m], x = e[2 * m + 1];
		if (y === Infinity) {
			for (let t = 0; t < a; t++) this._dists[t] = e[2 * t] - e[0] || e[2 * t + 1] - e[1];
			W(this._ids, this._dists, 0, a - 1);
			let t = new Uint32Array(a), n = 0;
			for (let e = 0, r = -Infinity; e < a; e++) {
				let i = this._ids[e], a = this._dists[i];
				a > r && (t[n++] = i, r = a);
			}
			this.hull = t.subarray(0, n), this.triangles = /* @__PURE__ */ new Uint32Array(), this.halfedges = /* @__PURE__ */ new Int32Array();
			return;
		}
		if (H(h, g, _, v, b, x) < 0) {
			let e = p, t = _, n = v;
			p = m, _ = b, v = x, m = e, b = t, x = n;
		}
		let S = Pt(h, g, _, v, b, x);
		this._cx = S.x, this._cy = S.y;
		for (let t = 0; t < a; t++) this._dists[t] = jt(e[2 * t], e[2 * t + 1], S.x, S.y);
		W(this._ids, this._dists, 0, a - 1), this._hullStart = f;
		let C = 3;
		n[f] = t[m] = p, n[p] = t[f] = m, n[m] = t[p] = f, r[f] = 0, r[p] = 1, r[m] = 2, i.fill(-1), i[this._hashKey(h, g)] = f, i[this._hashKey(_, v)] = p, i[this._hashKey(b, x)] = m, this.trianglesLen = 0, this._addTriangle(f, p, m, -1, -1, -1);
		for (let a = 0, o = 0, s = 0; a < this._ids.length; a++) {
			let c = this._ids[a], l = e[2 * c], u = e[2 * c + 1];
			if (a > 0 && Math.abs(l - o) <= Ot && Math.abs(u - s) <= Ot || (o = l, s = u, c === f || c === p || c === m)) continue;
			let d = 0;
			for (let e = 0, t = this._hashKey(l, u); e < this._hashSize && (d = i[(t + e) % this._hashSize], d === -1 || d === n[d]); e++);
			d = t[d];
			let h = d, g;
			for (; g = n[h], H(l, u, e[2 * h], e[2 * h + 1], e[2 * g], e[2 * g + 1]) >= 0;) if (h = g, h === d) {
				h = -1;
				break;
			}
			if (h === -1) continue;
			let _ = this._addTriangle(h, c, n[h], -1, -1, r[h]);
			r[c] = this._legalize(_ + 2), r[h] = _, C++;
			let v = n[h];
			for (; g = n[v], H(l, u, e[2 * v], e[2 * v + 1], e[2 * g], e[2 * g + 1]) < 0;) _ = this._addTriangle(v, c, g, r[c], -1, r[v]), r[c] = this._legalize(_ + 2), n[v] = v, C--, v = g;
			if (h === d) for (; g = t[h], H(l, u, e[2 * g], e[2 * g + 1], e[2 * h], e[2 * h + 1]) < 0;) _ = this._addTriangle(g, c, h, -1, r[h], r[g]), this._legalize(_ + 2), r[g] = _, n[h] = h, C--, h = g;
			this._hullStart = t[c] = h, n[h] = t[v] = c, n[c] = v, i[this._hashKey(l, u)] = c, i[this._hashKey(e[2 * h], e[2 * h + 1])] = h;
		}
		this.hull = new Uint32Array(C);
		for (let e = 0, t = this._hullStart; e < C; e++) this.hull[e] = t, t = n[t];
		this.triangles = this._triangles.subarray(0, this.trianglesLen), this.halfedges = this._halfedges.subarray(0, this.trianglesLen);
	}
	_hashKey(e, t) {
		return Math.floor(At(e - this._cx, t - this._cy) * this._hashSize) % this._hashSize;
	}
	_legalize(e) {
		let { _triangles: t, _halfedges: n, coords: r } = this, i = 0, a = 0;
		for (;;) {
			let o = n[e], s = e - e % 3;
			if (a = s + (e + 2) % 3, o === -1) {
				if (i === 0) break;
				e = U[--i];
				continue;
			}
			let c = o - o % 3, l = s + (e + 1) % 3, u = c + (o + 2) % 3, d = t[a], f = t[e], p = t[l], m = t[u];
			if (Mt(r[2 * d], r[2 * d + 1], r[2 * f], r[2 * f + 1], r[2 * p], r[2 * p + 1], r[2 * m], r[2 * m + 1])) {
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
				i < U.length && (U[i++] = s);
			} else {
				if (i === 0) break;
				e = U[--i];
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
function At(e, t) {
	let n = e / (Math.abs(e) + Math.abs(t));
	return (t > 0 ? 3 - n : 1 + n) / 4;
}
function jt(e, t, n, r) {
	let i = e - n, a = t - r;
	return i * i + a * a;
}
function Mt(e, t, n, r, i, a, o, s) {
	let c = e - o, l = t - s, u = n - o, d = r - s, f = i - o, p = a - s, m = c * c + l * l, h = u * u + d * d, g = f * f + p * p;
	return c * (d * g - h * p) - l * (u * g - h * f) + m * (u * p - d * f) < 0;
}
function Nt(e, t, n, r, i, a) {
	let o = n - e, s = r - t, c = i - e, l = a - t, u = o * o + s * s, d = c * c + l * l, f = .5 / (o * l - s * c), p = (l * u - s * d) * f, m = (o * d - c * u) * f;
	return p * p + m * m;
}
function Pt(e, t, n, r, i, a) {
	let o = n - e, s = r - t, c = i - e, l = a - t, u = o * o + s * s, d = c * c + l * l, f = .5 / (o * l - s * c);
	return {
		x: e + (l * u - s * d) * f,
		y: t + (o * d - c * u) * f
	};
}
function W(e, t, n, r) {
	if (r - n <= 20) for (let i = n + 1; i <= r; i++) {
		let r = e[i], a = t[r], o = i - 1;
		for (; o >= n && t[e[o]] > a;) e[o + 1] = e[o--];
		e[o + 1] = r;
	}
	else {
		let i = n + r >> 1, a = n + 1, o = r;
		G(e, i, a), t[e[n]] > t[e[r]] && G(e, n, r), t[e[a]] > t[e[r]] && G(e, a, r), t[e[n]] > t[e[a]] && G(e, n, a);
		let s = e[a], c = t[s];
		for (;;) {
			do
				a++;
			while (t[e[a]] < c);
			do
				o--;
			while (t[e[o]] > c);
			if (o < a) break;
			G(e, a, o);
		}
		e[n + 1] = e[o], e[o] = s, r - a + 1 >= o - n ? (W(e, t, a, r), W(e, t, n, o - 1)) : (W(e, t, n, o - 1), W(e, t, a, r));
	}
}
function G(e, t, n) {
	let r = e[t];
	e[t] = e[n], e[n] = r;
}
function Ft(e) {
	return e[0];
}
function It(e) {
	return e[1];
}
var Lt = 1e-6, K = class {
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
		this._x1 === null ? this._ += `M${r},${i}` : (Math.abs(this._x1 - r) > Lt || Math.abs(this._y1 - i) > Lt) && (this._ += "L" + r + "," + i), n && (this._ += `A${n},${n},0,1,1,${e - n},${t}A${n},${n},0,1,1,${this._x1 = r},${this._y1 = i}`);
	}
	rect(e, t, n, r) {
		this._ += `M${this._x0 = this._x1 = +e},${this._y0 = this._y1 = +t}h${+n}v${+r}h${-n}Z`;
	}
	value() {
		return this._ || null;
	}
}, Rt = class {
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
}, zt = class {
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
		let t = e == null ? e = new K() : void 0, { delaunay: { halfedges: n, inedges: r, hull: i }, circumcenters: a, vectors: o } = this;
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
		let t = e == null ? e = new K() : void 0;
		return e.rect(this.xmin, this.ymin, this.xmax - this.xmin, this.ymax - this.ymin), t && t.value();
	}
	renderCell(e, t) {
		let n = t == null ? t = new K() : void 0, r = this._clip(e);
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
		let t = new Rt();
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
}, Bt = 2 * Math.PI, q = Math.pow;
function Vt(e) {
	return e[0];
}
function Ht(e) {
	return e[1];
}
function Ut(e) {
	let { triangles: t, coords: n } = e;
	for (let e = 0; e < t.length; e += 3) {
		let r = 2 * t[e], i = 2 * t[e + 1], a = 2 * t[e + 2];
		if ((n[a] - n[r]) * (n[i + 1] - n[r + 1]) - (n[i] - n[r]) * (n[a + 1] - n[r + 1]) > 1e-10) return !1;
	}
	return !0;
}
function Wt(e, t, n) {
	return [e + Math.sin(e + t) * n, t + Math.cos(e - t) * n];
}
var Gt = class e {
	static from(t, n = Vt, r = Ht, i) {
		return new e("length" in t ? Kt(t, n, r, i) : Float64Array.from(qt(t, n, r, i)));
	}
	constructor(e) {
		this._delaunator = new kt(e), this.inedges = new Int32Array(e.length / 2), this._hullIndex = new Int32Array(e.length / 2), this.points = this._delaunator.coords, this._init();
	}
	update() {
		return this._delaunator.update(), this._init(), this;
	}
	_init() {
		let e = this._delaunator, t = this.points;
		if (e.hull && e.hull.length > 2 && Ut(e)) {
			this.collinear = Int32Array.from({ length: t.length / 2 }, (e, t) => t).sort((e, n) => t[2 * e] - t[2 * n] || t[2 * e + 1] - t[2 * n + 1]);
			let e = this.collinear[0], n = this.collinear[this.collinear.length - 1], r = [
				t[2 * e],
				t[2 * e + 1],
				t[2 * n],
				t[2 * n + 1]
			], i = 1e-8 * Math.hypot(r[3] - r[1], r[2] - r[0]);
			for (let e = 0, n = t.length / 2; e < n; ++e) {
				let n = Wt(t[2 * e], t[2 * e + 1], i);
				t[2 * e] = n[0], t[2 * e + 1] = n[1];
			}
			this._delaunator = new kt(t);
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
		return new zt(this, e);
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
		let l = e, u = q(t - c[e * 2], 2) + q(n - c[e * 2 + 1], 2), d = r[e], f = d;
		do {
			let r = s[f], d = q(t - c[r * 2], 2) + q(n - c[r * 2 + 1], 2);
			if (d < u && (u = d, l = r), f = f % 3 == 2 ? f - 2 : f + 1, s[f] !== e) break;
			if (f = o[f], f === -1) {
				if (f = i[(a[e] + 1) % i.length], f !== r && q(t - c[f * 2], 2) + q(n - c[f * 2 + 1], 2) < u) return f;
				break;
			}
		} while (f !== d);
		return l;
	}
	render(e) {
		let t = e == null ? e = new K() : void 0, { points: n, halfedges: r, triangles: i } = this;
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
		let n = e == null ? e = new K() : void 0, { points: r } = this;
		for (let n = 0, i = r.length & -2; n < i; n += 2) {
			let i = r[n], a = r[n + 1];
			e.moveTo(i + t, a), e.arc(i, a, t, 0, Bt);
		}
		return n && n.value();
	}
	renderHull(e) {
		let t = e == null ? e = new K() : void 0, { hull: n, points: r } = this, i = n[0] * 2, a = n.length;
		e.moveTo(r[i], r[i + 1]);
		for (let t = 1; t < a; ++t) {
			let i = 2 * n[t];
			e.lineTo(r[i], r[i + 1]);
		}
		return e.closePath(), t && t.value();
	}
	hullPolygon() {
		let e = new Rt();
		return this.renderHull(e), e.value();
	}
	renderTriangle(e, t) {
		let n = t == null ? t = new K() : void 0, { points: r, triangles: i } = this, a = i[e *= 3] * 2, o = i[e + 1] * 2, s = i[e + 2] * 2;
		return t.moveTo(r[a], r[a + 1]), t.lineTo(r[o], r[o + 1]), t.lineTo(r[s], r[s + 1]), t.closePath(), n && n.value();
	}
	*trianglePolygons() {
		let { triangles: e } = this;
		for (let t = 0, n = e.length / 3; t < n; ++t) yield this.trianglePolygon(t);
	}
	trianglePolygon(e) {
		let t = new Rt();
		return this.renderTriangle(e, t), t.value();
	}
};
function Kt(e, t, n, r) {
	let i = e.length, a = new Float64Array(i * 2);
	for (let o = 0; o < i; ++o) {
		let i = e[o];
		a[o * 2] = t.call(r, i, o, e), a[o * 2 + 1] = n.call(r, i, o, e);
	}
	return a;
}
function* qt(e, t, n, r) {
	let i = 0;
	for (let a of e) yield t.call(r, a, i, e), yield n.call(r, a, i, e), ++i;
}
// src/delaunay.ts
var J = 65535, Jt = class {
	mesh;
	flat;
	last = 0;
	constructor(e) {
		this.flat = new Float64Array(e.x.length * 2);
		for (let t = 0; t < e.x.length; t++) this.flat.set([e.x[t], e.y[t]].map((e) => Math.round(e * J)), 2 * t);
		this.mesh = new Gt(this.flat);
	}
	locate(e) {
		let { place: t, corners: n } = this.find([e[0] * J, e[1] * J]);
		return {
			place: [t[0] / J, t[1] / J],
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
		for (let a = 0; a < t.length; a++) {
			let [o, s] = [t[a], t[(a + 1) % t.length]], [c, l] = [this.at(o), this.at(s)], u = [l[0] - c[0], l[1] - c[1]], d = u[0] ** 2 + u[1] ** 2, f = d > 0 ? i(((e[0] - c[0]) * u[0] + (e[1] - c[1]) * u[1]) / d) : 0, p = [c[0] + f * u[0], c[1] + f * u[1]], m = (p[0] - e[0]) ** 2 + (p[1] - e[1]) ** 2;
			m < r && ([n, r] = [{
				place: p,
				corners: [[o, 1 - f], [s, f]]
			}, m]);
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
function Yt([e, t, n]) {
	return (r) => ({
		place: r,
		z: Float32Array.from(e, (e, i) => e + r[0] * t[i] + (1 - r[1]) * n[i]),
		corners: []
	});
}
function Xt(e, t, n) {
	let r = new Jt(e);
	return (e) => {
		let { place: i, corners: a } = r.locate(e);
		return {
			place: i,
			z: Zt(a, t, n),
			corners: a
		};
	};
}
function Zt(e, t, n) {
	let r = new Float32Array(n);
	for (let [i, a] of e) for (let e = 0; e < n; e++) r[e] += a * t[i * n + e];
	return r;
}
// src/placed.ts
var Qt = 5, $t = .1;
function en([e, t, n]) {
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
function tn(e, t, n) {
	return (r) => rn(e, an(t, r, n));
}
function nn({ x: e, y: t }, n) {
	let [[r]] = n;
	return n.every(([n]) => Math.hypot(e[n] - e[r], t[n] - t[r]) <= $t);
}
function rn({ x: e, y: t }, n) {
	let [[r]] = n, i = n.filter(([n]) => Math.hypot(e[n] - e[r], t[n] - t[r]) <= $t), a = i.reduce((e, [, t]) => e + t, 0);
	return [e, t].map((e) => i.reduce((t, [n, r]) => t + r / a * e[n], 0));
}
function an(e, t, n, r = Qt) {
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
var on = class {
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
	queue = new F((e) => this.paint(e));
	constructor(e, t, n, r) {
		this.slot = e, this.markers = t, this.ground = n, this.canvas = r;
	}
	renew(e, t) {
		let n = this.ground();
		e && (this.inverse = this.placing = void 0);
		let { decoder: r, refused: i } = n.data;
		if (i) return this.slot.say(i, !0);
		let a = w(r), o = a !== this.decoder;
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
		let n = this.spotAt(e);
		n && (this.index = -1, this.place = n.place, this.ask(n.z, t), this.moved?.(n.corners, t));
	}
	spotAt(e) {
		let { decoder: t } = this, n = this.ground();
		if (!t || !n) return;
		let { plane: r, link: i } = n.data, a = r && !i;
		return this.inverse ??= a ? Yt(r) : Xt(n.points, t.codes, t.size), this.inverse(e);
	}
	go(e, t = performance.now(), n = this.placeOf(e)) {
		n && (this.place = n, this.index = -1, this.ask(e, t), this.moved?.(an(this.decoder.codes, e, e.length), t));
	}
	placeOf(e) {
		let { decoder: t } = this, n = this.ground();
		if (!t || !n) return;
		let { plane: r } = n.data;
		return this.placing ??= r ? en(r) : tn(n.points, t.codes, t.size), this.placing(e);
	}
	follow(e, t) {
		let { decoder: n } = this, r = this.ground();
		if (!n || !r) return;
		let i = Zt(e, n.codes, n.size);
		this.index = e.length === 1 ? e[0][0] : -1, this.place = nn(r.points, e) ? rn(r.points, e) : this.placeOf(i), this.ask(i, t);
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
		this.z = void 0, this.lay();
		let { run: t } = this.decoder;
		this.slot.say(`The decoder of ${t} does not run in this browser (${e.message}). A click still selects.`, !0);
	}
}, sn = 192, cn = 208, ln = class {
	root;
	picture;
	near;
	find;
	shown = "";
	stored = !0;
	away = !1;
	astray = !1;
	constructor(e) {
		this.root = e, this.find = (t) => e.querySelector(t), this.picture = e.querySelector(".picture"), this.near = e.querySelector(".nearest canvas");
	}
	lay({ wide: e, high: t, side: n }) {
		let r = Math.max(1, Math.ceil(sn / n)), i = n * r <= cn ? r : cn / n;
		this.root.classList.toggle("smooth", i < 1), [this.picture, this.near].forEach((n, r) => {
			n.style.width = `${e * i / (r + 1)}px`, n.style.height = `${t * i / (r + 1)}px`;
		}), this.shown = "";
	}
	say(e, t = !1) {
		this.find(".message").textContent = e, this.root.classList.toggle("failed", t), this.root.classList.toggle("waiting", e !== "");
	}
	paint({ pixels: e, wide: t, high: n, distance: r, cycle: i }, a, o) {
		let { picture: s } = this;
		(s.width !== t || s.height !== n) && ([s.width, s.height] = [t, n]), s.getContext("2d").putImageData(new ImageData(e, t, n), 0, 0), s.dataset.z = o.join(), this.stored = r === 0, this.away = r > a, i || (this.astray = !1), this.find(".distance").textContent = `${r.toFixed(2)} from the nearest code; 95 % of the data lie within ${a.toFixed(2)} of theirs`, this.judge();
	}
	cycle({ distance: e, usual: t }) {
		this.find(".cycle").textContent = `encoded again: ${e.toFixed(2)} away; 95 % of the data's codes within ${t.toFixed(2)}`, this.picture.dataset.cycle = String(e), this.astray = e > t, this.judge();
	}
	judge() {
		let e = !this.stored && (this.away || this.astray);
		this.root.classList.toggle("off", e), this.find(".where b").textContent = e ? "off the data" : "on the data", this.find(".distance").classList.toggle("reason", e && this.away), this.find(".cycle").classList.toggle("reason", e && this.astray), this.picture.dataset.off = String(e);
	}
	neighbour(e, { sheet: t, columns: n, real: r }, i, a) {
		let o = `${e} ${r}`;
		if (o === this.shown || e < 0 || !t) return;
		this.shown = o;
		let s = this.near.getContext("2d");
		[this.near.width, this.near.height] = [i.wide, i.high], ue(s, t, {
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
}, un = class {
	canvas = document.createElement("canvas");
	constructor(e, t) {
		this.canvas.className = t, e.append(this.canvas);
	}
	begin([e, t]) {
		let n = devicePixelRatio || 1, r = this.canvas.getContext("2d");
		return [this.canvas.width, this.canvas.height] = [Math.round(e * n), Math.round(t * n)], r.scale(n, n), r;
	}
}, dn = class {
	over;
	flags = /* @__PURE__ */ new Map();
	constructor(e) {
		this.over = e;
	}
	put(e, t) {
		if (this.flags.get(e)?.mark.remove(), this.flags.delete(e), !t) return;
		let n = Object.assign(document.createElement("div"), {
			className: "flag",
			textContent: e
		});
		this.over.append(n), this.flags.set(e, {
			mark: n,
			place: t
		});
	}
	lay(e) {
		for (let { mark: t, place: n } of this.flags.values()) {
			let [r, i] = e.pixel(n);
			t.style.transform = `translate(${r}px, ${i}px)`;
		}
	}
}, fn = (e, t, n) => e.map((e, r) => (1 - n) * e + n * t[r]), pn = {
	lerp: fn,
	slerp: (e, t, n) => {
		let [r, i] = [mn(e), mn(t)];
		if (Math.min(r, i) < 1e-8) return fn(e, t, n);
		let a = e.reduce((e, n, a) => e + n / r * (t[a] / i), 0), o = Math.acos(Math.min(1, Math.max(-1, a))), s = Math.sin(o);
		if (s < 1e-4) return fn(e, t, n);
		let [c, l] = [Math.sin((1 - n) * o) / s / r, Math.sin(n * o) / s / i], u = (1 - n) * r + n * i;
		return e.map((e, n) => (c * e + l * t[n]) * u);
	}
};
function mn(e) {
	return Math.sqrt(e.reduce((e, t) => e + t * t, 0));
}
function hn(e, t, n) {
	let r = ((t > 0 ? e : 2 - e) + n) % 2;
	return r <= 1 ? {
		t: r,
		way: 1
	} : {
		t: 2 - r,
		way: -1
	};
}
// src/pictured.ts
var Y = class {
	canvas;
	queue = new F((e) => this.paint(e.decoder, e.z));
	constructor(e) {
		this.canvas = e;
	}
	show(e, t) {
		this.queue.offer({
			decoder: e,
			z: t
		});
	}
	async paint(e, t) {
		gn(await e.aside(t), this.canvas), this.canvas.dataset.z = t.join();
	}
};
function gn({ pixels: e, wide: t, high: n }, r = document.createElement("canvas")) {
	return [r.width, r.height] = [t, n], r.getContext("2d").putImageData(new ImageData(e, t, n), 0, 0), r;
}
// src/player.ts
var _n = 3e3, vn = 100, yn = class {
	step;
	told;
	frame = 0;
	last = 0;
	way = 1;
	constructor(e, t) {
		this.step = e, this.told = t;
	}
	get playing() {
		return this.frame !== 0;
	}
	play(e) {
		this.playing || (this.last = performance.now(), this.frame = requestAnimationFrame((t) => this.next(e, t)), document.addEventListener("visibilitychange", this.stop), this.told(!0));
	}
	stop = () => {
		this.playing && (cancelAnimationFrame(this.frame), this.frame = 0, document.removeEventListener("visibilitychange", this.stop), this.told(!1));
	};
	next(e, t) {
		let n = Math.min(vn, Math.max(0, t - this.last)), { t: r, way: i } = hn(e, this.way, n / _n);
		if ([this.last, this.way] = [t, i], !this.step(r)) return this.stop();
		this.frame = requestAnimationFrame((e) => this.next(r, e));
	}
}, bn = 1e4;
function xn(e, t) {
	let n = document.createElement("a");
	n.href = URL.createObjectURL(e), n.download = t, n.click(), setTimeout(() => URL.revokeObjectURL(n.href), bn);
}
// src/strip.ts
var Sn = 8, Cn = 112, wn = 8, Tn = class {
	canvas;
	turn = 0;
	constructor(e) {
		this.canvas = e;
	}
	async show(e, t) {
		let n = ++this.turn;
		this.canvas.dataset.pictures = "0";
		for (let r = 0; r < Sn; r++) {
			let i = await e.aside(t(r / 7));
			if (n !== this.turn) return;
			this.paint(r, i);
		}
	}
	save(e) {
		this.canvas.toBlob((t) => t && xn(t, e));
	}
	paint(e, t) {
		let { canvas: n } = this, r = Math.max(1, Math.round(Cn / Math.max(t.wide, t.high))), [i, a] = [t.wide * r, t.high * r], o = Sn * (i + wn) - wn;
		(n.width !== o || n.height !== a) && ([n.width, n.height] = [o, a]);
		let s = n.getContext("2d");
		s.imageSmoothingEnabled = !1, s.drawImage(gn(t), e * (i + wn), 0, i, a), n.dataset.pictures = String(e + 1);
	}
}, En = .06, Dn = class {
	lines;
	places = [];
	constructor(e) {
		e.insertAdjacentHTML("beforeend", "<svg class=\"trail\"><path class=\"ground\"/><path class=\"line\"/><path class=\"leap\"/></svg>"), this.lines = [...e.querySelectorAll(".trail path")];
	}
	show(e) {
		this.places = e;
	}
	lay(e) {
		let t = this.places.map((t) => e.pixel(t).map((e) => e.toFixed(1)).join()), [n, r] = ["", ""];
		this.places.forEach(([e, i], a) => {
			let o = a > 0 && Math.hypot(e - this.places[a - 1][0], i - this.places[a - 1][1]) <= En;
			n += `${o ? "L" : "M"}${t[a]}`, a > 0 && !o && (r += `M${t[a - 1]}L${t[a]}`);
		}), [
			n,
			n,
			r
		].forEach((e, t) => this.lines[t].setAttribute("d", e));
	}
}, X = class {
	root = document.createElement("section");
	constructor(e, t, n) {
		this.root.className = `panel ${t}`, this.root.innerHTML = n, this.root.hidden = !0, e.append(this.root);
	}
	find(e) {
		return this.root.querySelector(e);
	}
	on(e, t) {
		this.find(e).onclick = t;
	}
	get shown() {
		return !this.root.hidden;
	}
	set shown(e) {
		this.root.hidden = !e;
	}
}, On = ["A", "B"], kn = 65, An = "Move the point and set A, then B (or press the keys a and b): the path from A to B is decoded here.", jn = (e, t) => `<button class="end ${e}" title="${e}: the code of the point (key ${t})"><b>${e}</b>
  <canvas class="small" role="img" aria-label="${e}, decoded"></canvas></button>`, Mn = `${jn("A", "a")}${jn("B", "b")}<p class="dim">${An}</p><div class="way" hidden>
<div class="row"><input class="t" type="range" min="0" max="1" step="0.001" value="0"
aria-label="Place on the path from A to B"></div>
<canvas class="strip" role="img" aria-label="Eight pictures decoded along the path"></canvas></div>
<div class="acts" hidden>
<div class="row"><button class="play" title="There and back (key p)">Play</button><output></output></div>
<div class="row kinds"><button class="lerp" title="The straight line">lerp</button><button class="slerp"
title="The arc, which keeps the length that codes of N(0, I) have">slerp</button></div>
<div class="row"><button class="save" title="The eight pictures">Save as PNG</button>
<button class="clear">Clear</button></div></div>`, Nn = class {
	desk;
	told;
	panel;
	strip;
	pictures;
	trail;
	flags;
	player = new yn((e) => this.step(e), (e) => this.played(e));
	anchors = {};
	kind = "slerp";
	t = 0;
	own;
	constructor(e, t, n) {
		this.desk = e, this.told = n;
		let r = this.panel = new X(e.find(".tray"), "anchors", Mn);
		this.strip = new Tn(r.find(".strip")), this.pictures = {
			A: new Y(r.find(".A canvas")),
			B: new Y(r.find(".B canvas"))
		}, [this.trail, this.flags] = [new Dn(t), new dn(t)];
		for (let e of On) r.on(`.${e}`, () => this.set(e));
		for (let e of ["lerp", "slerp"]) r.on(`.${e}`, () => this.turn(e));
		r.find(".t").oninput = (e) => this.slide(Number(e.target.value)), r.on(".play", () => this.play()), r.on(".save", () => this.strip.save(`path-${this.kind}.png`)), r.on(".clear", () => this.clear());
	}
	get shown() {
		return this.panel.shown;
	}
	open() {
		this.panel.shown = !0, this.told();
	}
	set(e) {
		let { point: t } = this.desk, n = t.stored(), r = this.desk.ground()?.camera, i = t.at();
		if (this.open(), !n || !r || !t.z || !i) return;
		this.player.stop();
		let a = t.z.slice();
		this.anchors[e] = {
			z: a,
			place: r.place(i)
		}, this.pictures[e].show(n, a), this.panel.find(`.${e}`).classList.add("set"), this.ends() && this.mark(e === "A" ? 0 : 1), this.show();
	}
	play() {
		if (this.player.playing) return this.player.stop();
		this.ends() && (this.go(this.t), this.player.play(this.t));
	}
	stop() {
		this.player.stop();
	}
	clear() {
		this.player.stop(), this.anchors = {};
		for (let e of On) this.panel.find(`.${e}`).classList.remove("set");
		this.mark(0), this.show(), this.panel.shown = !1, this.told();
	}
	renew() {
		this.player.stop();
		for (let e of Object.values(this.anchors)) e.place = this.desk.point.placeOf(e.z) ?? e.place;
		this.show();
	}
	show() {
		let { panel: e, desk: t } = this, n = t.point.stored(), r = this.ends();
		for (let e of On) this.flags.put(e, this.anchors[e]?.place);
		for (let t of [".way", ".acts"]) e.find(t).hidden = !r;
		e.find("p").hidden = !!r;
		for (let t of ["lerp", "slerp"]) e.find(`.${t}`).setAttribute("aria-pressed", String(t === this.kind));
		let i = Array.from({ length: r ? kn : 0 }, (e, t) => this.place(t / 64));
		this.trail.show(i.filter((e) => e !== void 0)), this.lay(), r && n && this.decode(n);
	}
	lay() {
		let e = this.desk.ground()?.camera;
		e && (this.trail.lay(e), this.flags.lay(e));
	}
	async decode(e) {
		try {
			await this.strip.show(e, (e) => this.code(e));
		} catch (e) {
			console.error(e);
		}
	}
	ends() {
		let { A: e, B: t } = this.anchors;
		return e && t && [e, t];
	}
	code(e) {
		let [t, n] = this.ends();
		return pn[this.kind](t.z, n.z, e);
	}
	place(e) {
		let [t, n] = this.ends();
		return e === 0 ? t.place : e === 1 ? n.place : this.desk.point.placeOf(this.code(e));
	}
	turn(e) {
		this.kind = e, this.show(), this.desk.point.z === this.own && this.own && this.go(this.t);
	}
	slide(e) {
		this.player.stop(), this.go(e);
	}
	step(e) {
		return this.desk.point.z !== this.own || !this.desk.box.isConnected ? !1 : (this.go(e), !0);
	}
	go(e) {
		this.mark(e), this.own = this.code(e), this.desk.point.go(this.own, performance.now(), this.place(e));
	}
	mark(e) {
		this.t = e, this.panel.find(".t").value = String(e), this.panel.find("output").textContent = `t = ${e.toFixed(2)}`;
	}
	played(e) {
		let t = this.panel.find(".play");
		t.textContent = e ? "Pause" : "Play", t.setAttribute("aria-pressed", String(e));
	}
};
// src/groups.ts
function Pn({ codes: e, size: t }, n) {
	let r = new Float64Array(t);
	for (let i of n) for (let n = 0; n < t; n++) r[n] += e[i * t + n];
	return Float32Array.from(r, (e) => e / n.length);
}
function Fn(e, t) {
	return t.map((t, n) => t - e[n]);
}
function In(e, t, n) {
	return e.map((e, r) => e + n * t[r]);
}
function Ln({ codes: e, size: t }, n) {
	let r = new Float32Array(n.length * t);
	return n.forEach((n, i) => r.set(e.subarray(n * t, (n + 1) * t), i * t)), r;
}
function Rn(e, t, n) {
	let r = Ln(e, t), { size: i } = e, a = [
		"image",
		"label",
		...Array.from({ length: i }, (e, t) => `z${t}`)
	], o = t.map((e, t) => {
		let a = Array.from(r.subarray(t * i, (t + 1) * i), (e) => Number(e.toPrecision(9)));
		return [
			e,
			n[e],
			...a
		].join();
	});
	return [
		a.join(),
		...o,
		""
	].join("\n");
}
// src/attribute.ts
var zn = (e) => `<figure class="g${e}"><canvas class="small" role="img" aria-label="The mean of group ${e}, decoded"></canvas>
  <figcaption></figcaption></figure>`, Bn = `${zn(1)}${zn(2)}
<p class="dim">With a second group, the vector from one mean to the other moves the point.</p>
<div class="vector" hidden><b>Attribute vector</b><span class="dim length"></span>
<div class="row"><input class="strength" type="range" min="-2" max="2" step="0.01" value="0"
aria-label="Strength of the attribute vector"><output></output><button class="reset">Reset</button><button
class="clear">Clear</button><button class="keep" title="Add this vector to any image, on the page Generate">To
Generate</button></div></div>`, Vn = class {
	desk;
	panel;
	pictures;
	flags;
	means = {};
	chosen = {
		1: [],
		2: []
	};
	from;
	own;
	constructor(e, t) {
		this.desk = e;
		let n = this.panel = new X(e.find(".tray"), "attribute", Bn);
		this.pictures = {
			1: new Y(n.find(".g1 canvas")),
			2: new Y(n.find(".g2 canvas"))
		}, this.flags = new dn(t), n.find(".strength").oninput = (e) => this.go(Number(e.target.value)), n.on(".reset", () => this.go(0)), n.on(".clear", () => this.clear()), n.on(".keep", () => e.keep?.(this.chosen[1], this.chosen[2])), n.find(".keep").hidden = !e.keep, e.box.addEventListener("decoded", () => e.point.z !== this.own && this.mark(0));
	}
	set(e, t) {
		let n = this.desk.point.stored();
		if (!n || !t.length) return;
		let r = Pn(n, t);
		this.means[e] = r, this.chosen[e] = t, this.pictures[e].show(n, r), this.panel.find(`.g${e} figcaption`).textContent = `group ${e} · ${t.length}`, [this.from, this.own] = [void 0, void 0], this.mark(0), this.renew();
	}
	clear() {
		this.means = {}, this.renew();
	}
	renew() {
		let { panel: e, means: t, desk: n } = this, { 1: r, 2: i } = t;
		for (let r of [1, 2]) {
			let i = t[r];
			this.flags.put(String(r), i && n.point.placeOf(i)), e.find(`.g${r}`).hidden = !i;
		}
		e.shown = !!r || !!i, e.find("p").hidden = !!r && !!i, e.find(".vector").hidden = !r || !i, r && i && (e.find(".length").textContent = `from mean 1 to mean 2, length ${mn(Fn(r, i)).toFixed(2)}`), this.lay();
	}
	lay() {
		let e = this.desk.ground()?.camera;
		e && this.flags.lay(e);
	}
	go(e) {
		let { 1: t, 2: n } = this.means, { point: r } = this.desk;
		t && n && r.z && (this.from && r.z === this.own || (this.from = r.z), this.mark(e), this.own = In(this.from, Fn(t, n), e), r.go(this.own));
	}
	mark(e) {
		this.panel.find(".strength").value = String(e), this.panel.find("output").textContent = `× ${e.toFixed(2)}`;
	}
}, Hn = 33;
function Un(e) {
	return qn(e.map(({ name: e, values: t, shape: n }) => {
		let r = Wn(t, n);
		return {
			name: new TextEncoder().encode(`${e}.npy`),
			bytes: r,
			sum: Kn(r)
		};
	}));
}
function Wn(e, t) {
	let n = `{'descr': '${e instanceof Float32Array ? "<f4" : "<i4"}', 'fortran_order': False, 'shape': (${t.map((e) => `${e},`).join(" ")}), }`, r = n.padEnd(Math.ceil((n.length + 11) / 64) * 64 - 11) + "\n", i = [
		147,
		...new TextEncoder().encode("NUMPY"),
		1,
		0,
		r.length & 255,
		r.length >> 8
	];
	return Q([
		Uint8Array.from(i),
		new TextEncoder().encode(r),
		Yn(e)
	]);
}
var Gn = Uint32Array.from({ length: 256 }, (e, t) => {
	for (let e = 0; e < 8; e++) t = t & 1 ? t >>> 1 ^ 3988292384 : t >>> 1;
	return t;
});
function Kn(e) {
	let t = -1;
	for (let n of e) t = Gn[(t ^ n) & 255] ^ t >>> 8;
	return ~t >>> 0;
}
function qn(e) {
	let t = [], n = [], r = 0;
	for (let i of e) {
		let e = Q([
			Z([[4, 67324752]]),
			Jn(i),
			i.name,
			i.bytes
		]), a = Z([
			[2, 0],
			[2, 0],
			[2, 0],
			[4, 0],
			[4, r]
		]);
		n.push(Q([
			Z([[4, 33639248], [2, 20]]),
			Jn(i),
			a,
			i.name
		])), t.push(e), r += e.length;
	}
	let i = Q(n), a = e.length, o = Z([
		[4, 101010256],
		[2, 0],
		[2, 0],
		[2, a],
		[2, a],
		[4, i.length],
		[4, r],
		[2, 0]
	]);
	return Q([
		...t,
		i,
		o
	]);
}
function Jn({ name: e, bytes: t, sum: n }) {
	let { length: r } = t, i = [[2, 0], [2, Hn]], a = [
		[4, r],
		[4, r],
		[2, e.length],
		[2, 0]
	];
	return Z([
		[2, 20],
		[2, 0],
		[2, 0],
		...i,
		[4, n],
		...a
	]);
}
function Z(e) {
	let t = new DataView(new ArrayBuffer(e.reduce((e, [t]) => e + t, 0))), n = 0;
	for (let [r, i] of e) r === 2 ? t.setUint16(n, i, !0) : t.setUint32(n, i, !0), n += r;
	return new Uint8Array(t.buffer);
}
function Yn(e) {
	let t = /* @__PURE__ */ new DataView(/* @__PURE__ */ new ArrayBuffer(e.length * 4)), n = e instanceof Int32Array;
	return e.forEach((e, r) => n ? t.setInt32(4 * r, e, !0) : t.setFloat32(4 * r, e, !0)), new Uint8Array(t.buffer);
}
function Q(e) {
	let t = new Uint8Array(e.reduce((e, t) => e + t.length, 0)), n = 0;
	for (let r of e) t.set(r, n), n += r.length;
	return t;
}
// src/chosen.ts
var Xn = "<canvas class=\"small mean\" role=\"img\" aria-label=\"The mean of the codes, decoded\"></canvas>\n<div><b class=\"count\"></b><span class=\"dim\">mean of the codes, decoded</span>\n<div class=\"row\"><button class=\"one\" title=\"Make these images group 1\">Group 1</button><button class=\"two\"\ntitle=\"Make these images group 2\">Group 2</button><button class=\"clear\">Clear</button></div>\n<div class=\"row\"><button class=\"csv\">Codes as CSV</button><button class=\"npz\">Codes as NPZ</button></div></div>", Zn = class {
	desk;
	panel;
	picture;
	chosen = [];
	constructor(e, t) {
		this.desk = e;
		let n = this.panel = new X(e.find(".tray"), "chosen", Xn);
		this.picture = new Y(n.find(".mean")), n.on(".one", () => t.group(1)), n.on(".two", () => t.group(2)), n.on(".csv", () => this.csv()), n.on(".npz", () => this.npz()), n.on(".clear", () => t.clear());
	}
	show(e) {
		let t = this.desk.point.stored();
		this.chosen = e, this.panel.shown = e.length > 0 && t !== void 0, e.length && t && (this.panel.find(".count").textContent = e.length === 1 ? "1 image" : `${e.length} images`, this.picture.show(t, Pn(t, e)));
	}
	labels() {
		return a(this.desk.ground().data.label, Int16Array);
	}
	csv() {
		let e = this.desk.point.stored();
		e && xn(new Blob([Rn(e, this.chosen, this.labels())], { type: "text/csv" }), "codes.csv");
	}
	npz() {
		let e = this.desk.point.stored(), { chosen: t } = this, n = t.length, r = this.labels();
		if (!e) return;
		let i = [
			{
				name: "z",
				values: Ln(e, t),
				shape: [n, e.size]
			},
			{
				name: "index",
				values: Int32Array.from(t),
				shape: [n]
			},
			{
				name: "label",
				values: Int32Array.from(t, (e) => r[e]),
				shape: [n]
			}
		];
		xn(new Blob([Un(i)]), "codes.npz");
	}
};
// src/polygon.ts
function Qn(e, [t, n]) {
	let r = !1;
	for (let i = 0, a = e.length - 1; i < e.length; a = i++) {
		let [[o, s], [c, l]] = [e[i], e[a]];
		s > n != l > n && t < o + (n - s) / (l - s) * (c - o) && (r = !r);
	}
	return r;
}
// src/lasso.ts
var $ = 5.5, $n = class {
	desk;
	told;
	empty;
	chosen = [];
	line = [];
	marks;
	shape;
	constructor(e, t, n, r) {
		this.desk = e, this.told = n, this.empty = r, this.marks = new un(t, "marks"), t.insertAdjacentHTML("beforeend", "<svg class=\"loop\"><polygon/></svg>"), this.shape = t.querySelector(".loop polygon");
	}
	draw(e) {
		let t = this.desk.ground();
		t && (this.line.push(t.camera.place(e)), this.outline(t));
	}
	close(e) {
		let t = this.desk.ground(), n = this.line.splice(0);
		if (!t || (this.outline(t), e === "dropped")) return;
		let r = er(t, n);
		if (!r.length) return this.empty();
		this.choose(e === "more" ? [.../* @__PURE__ */ new Set([...this.chosen, ...r])].sort((e, t) => e - t) : r);
	}
	choose(e) {
		this.chosen = e, this.lay(), this.told();
	}
	lay() {
		let e = this.desk.ground();
		if (!e || (this.outline(e), this.marks.canvas.dataset.chosen = String(this.chosen.length), !this.chosen.length && !this.marks.canvas.width)) return;
		let { points: t, camera: n, seen: r, ink: i } = e, a = this.marks.begin(n.size), o = getComputedStyle(this.desk.frame).getPropertyValue("--st-text-color"), s = /* @__PURE__ */ new Map(), c = devicePixelRatio || 1, l = (e) => Math.round((e - $) * c) / c;
		for (let e of this.chosen) {
			if (!r(e)) continue;
			let [u, d] = n.pixel([t.x[e], t.y[e]]), f = s.get(i(e)) ?? tr(i(e), o);
			s.set(i(e), f), a.drawImage(f, l(u), l(d), f.width / c, f.height / c);
		}
	}
	outline({ camera: e }) {
		let t = this.line.map((t) => e.pixel(t).map((e) => e.toFixed(1)).join());
		this.shape.setAttribute("points", t.join(" "));
	}
};
function er({ points: e, seen: t }, n) {
	let { x: r, y: i } = e, a = [];
	for (let e = 0; e < r.length; e++) t(e) && Qn(n, [r[e], i[e]]) && a.push(e);
	return a;
}
function tr(e, t) {
	let n = devicePixelRatio || 1, r = document.createElement("canvas"), i = r.getContext("2d");
	return r.width = r.height = Math.round(2 * $ * n), i.scale(n, n), Object.assign(i, {
		fillStyle: e,
		strokeStyle: t,
		lineWidth: 1.25
	}), i.beginPath(), i.arc($, $, 4.25, 0, 7), i.fill(), i.stroke(), r;
}
// src/cells.ts
var nr = 9;
function rr([e, t], n) {
	let [r, i] = [e, t].map((e) => Math.max(1, Math.floor(e / n))), a = Array.from({ length: r * i }, (a, o) => {
		let [s, c] = [o % r, Math.floor(o / r)];
		return [e / 2 + (s - (r - 1) / 2) * n, t / 2 + (c - (i - 1) / 2) * n];
	}), o = ([n, r]) => Math.hypot(n - e / 2, r - t / 2);
	return a.sort((e, t) => o(e) - o(t));
}
function ir(e, t) {
	return e < 1.5 * t ? Math.max(1, Math.round(t / e)) * e : t;
}
function ar(e, t, n) {
	let r = n / Math.max(e, t);
	return [e * r, t * r];
}
function or(e, t, n) {
	let r = devicePixelRatio || 1, [i, a] = ar(e.wide, e.high, t), o = document.createElement("canvas"), s = o.getContext("2d");
	return [o.width, o.height] = [Math.round(i * r), Math.round(a * r)], s.scale(r, r), s.imageSmoothingEnabled = i % e.wide !== 0, n && Object.assign(s, {
		globalAlpha: .6,
		filter: "saturate(0.15) brightness(0.75)"
	}), s.drawImage(gn(e), 0, 0, i, a), Object.assign(s, {
		filter: "none",
		strokeStyle: "#fff7",
		lineWidth: 2
	}), n && sr(s, i, a), Object.assign(s, {
		globalAlpha: 1,
		strokeStyle: "#fffa",
		lineWidth: 1
	}), s.strokeRect(.5, .5, i - 1, a - 1), o;
}
function sr(e, t, n) {
	e.beginPath();
	for (let r = -n; r < t; r += nr * Math.SQRT2) e.moveTo(r, n), e.lineTo(r + n, 0);
	e.stroke();
}
// src/manifold.ts
var cr = 56, lr = [16, 10], ur = 4, dr = 150, fr = 1e-5, pr = class {
	desk;
	on = !1;
	overlay;
	grid;
	seen = "";
	turn = 0;
	timer;
	constructor(e, t) {
		this.desk = e, this.overlay = new un(t, "manifold");
	}
	toggle() {
		this.on = !this.on, this.forget(), this.lay();
	}
	forget() {
		this.turn++, this.grid = void 0, this.seen = "", this.count(void 0);
	}
	lay() {
		let e = this.desk.ground()?.camera;
		if (!e?.size[0]) return;
		let t = this.overlay.begin(this.on ? e.size : [0, 0]);
		if (clearTimeout(this.timer), !this.on) return this.count(void 0);
		for (let n of this.grid?.cells ?? []) this.draw(t, e, n);
		let n = [
			...e.stretch,
			...e.shift,
			...e.size
		].join();
		n !== this.seen && (this.timer = window.setTimeout(() => {
			this.seen = n, this.fill().catch(console.error);
		}, this.grid ? dr : 0));
	}
	async fill() {
		let { desk: e } = this, t = ++this.turn, n = e.point.stored(), r = e.ground();
		if (!n || !r) return this.forget();
		let { camera: i, data: a } = r;
		if (await n.ready, t !== this.turn) return;
		let o = ir(a.side, Math.max(cr, ...i.size.map((e, t) => e / lr[t] - ur))), s = {
			cells: [],
			side: o,
			stretch: i.stretch[0]
		}, c = !this.grid;
		for (let r of rr(i.size, o + ur).map((e) => i.place(e))) {
			if (t !== this.turn) return;
			let a = e.point.spotAt(r);
			if (!a || Math.hypot(a.place[0] - r[0], a.place[1] - r[1]) > fr) continue;
			let l = await n.aside(a.z);
			if (t !== this.turn) return;
			let u = l.distance > n.within;
			s.cells.push({
				place: r,
				off: u,
				picture: or(l, o, u)
			}), c && (this.grid = s, this.draw(this.overlay.canvas.getContext("2d"), i, s.cells.at(-1)));
		}
		this.grid = s, this.lay(), this.count(s);
	}
	draw(e, t, { place: n, picture: r }) {
		let { side: i, stretch: a } = this.grid, o = t.stretch[0] / a, [s, c] = t.pixel(n), [l, u] = ar(r.width, r.height, i * o);
		e.drawImage(r, Math.round(s - l / 2), Math.round(c - u / 2), l, u);
	}
	count(e) {
		let { dataset: t } = this.overlay.canvas;
		if (!e) return void delete t.cells;
		Object.assign(t, {
			cells: e.cells.length,
			off: e.cells.filter((e) => e.off).length
		});
	}
}, mr = "No image lies inside of this line, so that nothing is chosen anew.", hr = "The decoder is on its way.", gr = class {
	desk;
	lasso;
	manifold;
	anchors;
	chosen;
	attribute;
	note;
	run;
	constructor(e) {
		this.desk = e;
		let t = Object.assign(document.createElement("div"), { className: "over" });
		e.find(".map > canvas").after(t), this.manifold = new pr(e, t), this.lasso = new $n(e, t, () => this.choice(), () => this.say(mr)), this.anchors = new Nn(e, t, () => this.opened(".path", this.anchors.shown)), this.chosen = new Zn(e, {
			group: (e) => this.attribute.set(e, this.lasso.chosen),
			clear: () => this.lasso.choose([])
		}), this.attribute = new Vn(e, t), this.note = new X(e.find(".tray"), "note", "<p role=\"status\"></p>"), this.buttons(), e.frame.addEventListener("keydown", (e) => this.key(e));
	}
	renew(e) {
		let t = this.desk.ground()?.data.decoder, n = t !== this.run;
		this.run = t, n ? this.clear() : e && (this.anchors.renew(), this.attribute.renew()), (n || e) && this.manifold.forget(), this.manifold.on && this.manifold.lay(), this.note.shown && this.desk.point.stored() && this.choice();
	}
	lay() {
		for (let e of [
			this.manifold,
			this.lasso,
			this.anchors,
			this.attribute
		]) e.lay();
	}
	clear() {
		this.anchors.clear(), this.attribute.clear(), this.lasso.choose([]);
	}
	buttons() {
		let { find: e, gestures: t } = this.desk;
		for (let n of ["hand", "lasso"]) e(`.${n}`).onclick = () => this.take(t.tool === n ? "" : n);
		e(".path").onclick = () => this.anchors.shown ? this.anchors.clear() : this.anchors.open(), e(".grid").onclick = () => {
			this.manifold.toggle(), this.opened(".grid", this.manifold.on);
		};
	}
	take(e) {
		this.desk.gestures.take(e), this.say("");
		for (let t of ["hand", "lasso"]) this.press(`.${t}`, t === e);
		this.desk.find(".map > canvas").classList.toggle("hand", e === "hand");
	}
	key(e) {
		let t = e.target;
		e.ctrlKey || e.metaKey || e.altKey || t.matches("textarea, input:not([type=range])") || (e.key === "a" && this.anchors.set("A"), e.key === "b" && this.anchors.set("B"), e.key === "p" && this.anchors.play(), e.key === "Escape" && (this.anchors.stop(), this.take("")));
	}
	choice() {
		this.tell(this.lasso.chosen.length > 0), this.chosen.show(this.lasso.chosen);
	}
	opened(e, t) {
		this.press(e, t), this.tell(t);
	}
	tell(e = !1) {
		let t = this.desk.ground()?.data;
		this.say(e && t && !this.desk.point.stored() ? t.refused || hr : "");
	}
	press(e, t) {
		this.desk.find(e).setAttribute("aria-pressed", String(t));
	}
	say(e) {
		this.note.shown = e !== "", this.note.find("p").textContent = e;
	}
}, _r = 3e3, vr = class {
	ask;
	stirred;
	asked = 0;
	last = 0;
	waiting;
	constructor(e, t) {
		this.ask = e, this.stirred = t;
	}
	wait(e) {
		clearTimeout(this.waiting), e() && (performance.now() - Math.max(this.stirred(), this.last) >= _r && !document.hidden && (this.last = performance.now(), this.ask(++this.asked)), this.waiting = setTimeout(() => this.wait(e), _r / 3));
	}
}, yr = 40, br = 8, xr = .85, Sr = .3, Cr = {
	ArrowLeft: [-1, 0],
	ArrowRight: [1, 0],
	ArrowUp: [0, -1],
	ArrowDown: [0, 1]
}, wr = class {
	parent;
	tell = () => void 0;
	frame;
	box;
	lens;
	canvas;
	camera = new re();
	markers;
	painter = new mt();
	slot;
	point;
	link;
	own;
	gestures;
	tools;
	wanted;
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
	constructor(e, t = !1) {
		this.parent = e, e.append(e.querySelector("template").content.cloneNode(!0));
		let n = (t) => e.querySelector(t);
		[this.frame, this.box] = [n(".frame"), n(".map")], this.lens = new be(n(".lens")), this.canvas = n(".map > canvas"), this.markers = new Se(this.box), this.slot = new ln(n(".slot")), this.point = new on(this.slot, this.markers, () => this.ground(), this.canvas), this.link = new xe({
			onPage: () => this.canvas.isConnected,
			follow: (e, t) => this.point.follow(e, t),
			chosen: (e) => this.select(e)
		}), this.point.moved = (e, t) => this.link.moved(e, t), this.point.shared = () => this.link.stands(), this.own = new ct(this.frame, this.point, () => this.ground()), T(this), new ResizeObserver(() => this.resized() && this.draw()).observe(this.box), this.gestures = new ge(this.canvas, {
			hover: (e) => this.hover(this.nearest(e)),
			leave: () => this.hover(-1),
			tap: (e) => this.choose(this.nearest(e)),
			drag: (e, t) => this.drag(e, t),
			drop: () => this.drop(),
			line: (e) => this.draws(e),
			close: (e) => this.tools.lasso.close(e),
			pan: (e, t) => this.moved(this.camera.pan(e, t)),
			zoom: this.zoom,
			whole: () => this.camera.times === 1
		});
		let { frame: r, box: i, point: a, gestures: o } = this, s = t ? (e, t) => this.tell("groups", [e, t]) : void 0;
		this.tools = new gr({
			frame: r,
			box: i,
			point: a,
			gestures: o,
			find: n,
			keep: s,
			ground: () => this.ground()
		}), this.wanted = new vr((e) => this.tell("wanted", e), () => this.gestures.stirred), this.canvas.addEventListener("dblclick", this.reset), this.canvas.addEventListener("keydown", (e) => this.key(e)), this.canvas.addEventListener("keyup", (e) => this.keyEnds(e)), this.canvas.addEventListener("blur", () => this.gestures.spaced = !1), this.buttons(n);
	}
	buttons(e) {
		let t = (e) => this.zoom(this.camera.size[0] / 2, this.camera.size[1] / 2, e);
		e(".in").onclick = () => t(1.5), e(".out").onclick = () => t(1 / 1.5), e(".reset").onclick = this.reset;
		let n = () => document.fullscreenElement ? document.exitFullscreen() : this.frame.requestFullscreen();
		e(".full").onclick = () => void n();
	}
	decoderCame() {
		this.scene && (this.point.renew(!1, this.selected), this.tools.renew(!1), this.point.again(), this.own.renew());
	}
	show(e) {
		let t = this.scene?.data, n = e.x !== t?.x || e.y !== t?.y, r = n ? Float32Array.from(a(e.x, Uint16Array), (e) => e / 65535) : this.scene.x, i = n ? Float32Array.from(a(e.y, Uint16Array), (e) => 1 - e / 65535) : this.scene.y;
		n && this.camera.whole(), e.selected !== t?.selected && (this.selected = e.selected), e !== t && this.colour(e, r, i), this.hover(-1), e.sheet === t?.sheet ? e !== t && this.tint() : this.load(e.sheet), e !== t && this.slot.lay(e), this.link.join(e.link), (n || e.decoder !== t?.decoder || e.refused !== t?.refused) && this.point.renew(n, this.selected), this.tools.renew(n), this.point.neighbour(), this.own.renew(), this.wanted.wait(() => this.scene.data.awaits && this.canvas.isConnected), this.draw();
	}
	load(e) {
		let t = new Image();
		this.sheet = void 0, this.tint(), t.onload = () => {
			e === this.scene?.data.sheet && (this.sheet = t, this.tint(), this.point.neighbour(), this.draw());
		}, t.src = e;
	}
	tint() {
		this.pictures = this.sheet && this.scene && pe(this.sheet, this.scene);
	}
	colour(e, t, n) {
		let { scale: r, names: i } = e;
		this.values = r && a(r.values, Float32Array);
		let o = r ? ae(e.inks, 64) : e.inks;
		this.errors = a(e.errors, Float32Array), this.labels = a(e.group, Uint16Array);
		let s = r ? oe(this.values, r.low, r.high) : this.labels, c = (e) => !!r || this.hidden.size === 0 || !this.hidden.has(i[s[e]]);
		this.scene = {
			x: t,
			y: n,
			data: e,
			group: s,
			inks: o,
			seen: c,
			camera: this.camera
		};
		let l = r ? ve(r, e.inks) : _e({
			names: i,
			inks: o,
			hidden: this.hidden,
			changed: () => this.moved()
		});
		this.parent.querySelector(".legend").replaceChildren(...r || l.length > 1 ? l : []);
	}
	ground() {
		let { scene: e, camera: t, sheet: n } = this;
		return e && {
			points: e,
			seen: e.seen,
			camera: t,
			data: e.data,
			sheet: n,
			words: (e) => this.words(e),
			ink: (t) => e.inks[e.group[t]]
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
		let r = devicePixelRatio || 1, [i, a] = n.size.map((e) => Math.round(e * r));
		(t.width !== i || t.height !== a) && Object.assign(t, {
			width: i,
			height: a
		});
		let o = t.getContext("2d"), s = e.data.thumbnails, c = s ? Math.min(xr, Sr * Math.sqrt(n.times)) : xr, l = this.painter.draw(o, e, c, r);
		o.setTransform(r, 0, 0, r, 0, 0);
		let u = s && this.pictures ? le(o, e, this.pictures) : 0, d = getComputedStyle(this.frame).getPropertyValue("--st-background-color");
		de(o, this.pixel(this.selected), d), this.point.lay(), this.tools.lay(), this.own.lay();
		let { colour: f } = e.data;
		Object.assign(t.dataset, {
			points: l,
			pictures: u,
			colour: f,
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
		return t ? o(t, this.camera, e, yr, t.data.reach, t.seen) : -1;
	}
	drag(e, t) {
		this.hover(-1), this.point.move(this.camera.place(e), t);
	}
	draws(e) {
		this.hover(-1), this.tools.lasso.draw(e);
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
		let t = w(this.scene.data.decoder)?.originals;
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
		e < 0 || (this.point.stand(e), this.select(e), this.link.choose(e));
	}
	select(e) {
		this.selected = e, this.draw(), this.tell("picked", e);
	}
	key(e) {
		let { scene: t, camera: n } = this;
		if (!t) return;
		let r = this.hovered < 0 ? Math.min(this.selected, t.data.reach - 1) : this.hovered;
		if (e.key === "Enter") return this.choose(r);
		if (e.key === "0") return this.reset();
		e.key === " " && (this.gestures.spaced = !0);
		let i = {
			"+": 1.5,
			"-": 1 / 1.5
		}[e.key];
		if (i) return this.zoom(...this.pixel(r), i);
		let a = Cr[e.key];
		if ((a || e.key === " ") && e.preventDefault(), !a) return;
		if (e.shiftKey) {
			let t = this.point.at() ?? this.pixel(r);
			this.drag([t[0] + br * a[0], t[1] + br * a[1]], e.timeStamp), this.stepped = !0;
			return;
		}
		let o = s(t, n, r, a, t.data.reach, t.seen);
		this.hover(o), this.point.stand(o, e.timeStamp);
	}
	keyEnds(e) {
		e.key === " " && (this.gestures.spaced = !1), this.stepped && e.key in Cr && (this.stepped = !1, this.drop());
	}
}, Tr = 1500, Er = "worker.js", Dr = import.meta.url;
u({ worker: () => f(new URL(Er, Dr)) });
var Or = /* @__PURE__ */ new WeakMap();
function kr(e) {
	let t = document.querySelector("script[src*=\"static/js/\"]");
	if (!t) return;
	let n = document.createElement("link");
	n.rel = "modulepreload", n.href = new URL(e, t.src).href, document.head.append(n);
}
function Ar({ parentElement: e, data: t, setStateValue: r }) {
	if (t instanceof Uint8Array) return E(n(t));
	let i = Or.get(e);
	i || (i = new wr(e, !0), Or.set(e, i), t.ahead && setTimeout(kr, Tr, t.ahead)), i.tell = r, i.show(t);
}
export { Ar as default };
