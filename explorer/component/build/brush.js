import { r as e } from "./data.js";
import { n as t } from "./numbers.js";
import { a as n, i as r, n as i, r as a, t as o } from "./picture.js";
// src/photos/mask.ts
var s = 100, c = class {
	size;
	cells;
	done = [];
	undone = [];
	before;
	constructor(e) {
		this.size = e, this.cells = new Uint8Array(e.width * e.height);
	}
	get canUndo() {
		return this.done.length > 0;
	}
	get canRedo() {
		return this.undone.length > 0;
	}
	begin() {
		this.before = this.cells.slice();
	}
	sweep(e, t, n, r, i, a) {
		let o = Math.max(Math.abs(n - e), Math.abs(r - t));
		for (let s = 0; s <= o; s++) {
			let c = o ? s / o : 0;
			l(this.cells, this.size, Math.round(e + (n - e) * c), Math.round(t + (r - t) * c), i, a);
		}
	}
	end() {
		let e = this.before;
		return this.before = void 0, e !== void 0 && this.keep(u(e, this.cells));
	}
	clear() {
		return this.become(new Uint8Array(this.cells.length));
	}
	invert() {
		let e = Uint32Array.of(0, this.cells.length);
		return d(this.cells, e), this.keep(e);
	}
	become(e) {
		let t = u(this.cells, e);
		return d(this.cells, t), this.keep(t);
	}
	undo() {
		return this.step(this.done, this.undone);
	}
	redo() {
		return this.step(this.undone, this.done);
	}
	step(e, t) {
		let n = e.pop();
		return n ? (d(this.cells, n), t.push(n), !0) : !1;
	}
	keep(e) {
		return e.length ? (this.done.push(e), this.done.length > s && this.done.shift(), this.undone.length = 0, !0) : !1;
	}
};
function l(e, { width: t, height: n }, r, i, a, o) {
	for (let s = Math.max(0, i - a); s <= Math.min(n - 1, i + a); s++) {
		let n = Math.floor(Math.sqrt(a * a - (s - i) * (s - i))), c = Math.max(0, r - n), l = Math.min(t, r + n + 1);
		c < l && e.fill(o, s * t + c, s * t + l);
	}
}
function u(e, t) {
	let n = [];
	for (let r = 0; r < e.length; r++) {
		if (e[r] === t[r]) continue;
		let i = r;
		for (; r < e.length && e[r] !== t[r];) r++;
		n.push(i, r - i);
	}
	return Uint32Array.from(n);
}
function d(e, t) {
	for (let n = 0; n < t.length; n += 2) for (let r = t[n], i = r + t[n + 1]; r < i; r++) e[r] ^= 1;
}
function f(e) {
	let t = new Uint8Array(Math.ceil(e.length / 8));
	for (let n = 0; n < e.length; n++) t[n >> 3] |= e[n] << 7 - (n & 7);
	return t;
}
function p(e, t) {
	let n = new Uint8Array(t);
	for (let r = 0; r < t; r++) n[r] = e[r >> 3] >> 7 - (r & 7) & 1;
	return n;
}
async function m(e) {
	return g(e, new CompressionStream("deflate"));
}
async function h(e) {
	return g(e, new DecompressionStream("deflate"));
}
async function g(e, t) {
	let n = new Blob([e]).stream().pipeThrough(t);
	return new Uint8Array(await new Response(n).arrayBuffer());
}
// src/photos/veil.ts
var _ = 128, v = 255, y = 3946720, b = class {
	canvas;
	image;
	constructor(e) {
		this.canvas = e;
	}
	draw(e, t) {
		let n = devicePixelRatio || 1, r = this.canvas.getContext("2d"), i = Math.max(1, Math.round(this.canvas.clientWidth * n)), a = Math.max(1, Math.round(this.canvas.clientHeight * n));
		(this.canvas.width !== i || this.canvas.height !== a) && ([this.canvas.width, this.canvas.height] = [i, a]), (this.image?.width !== i || this.image.height !== a) && (this.image = r.createImageData(i, a)), x(new Uint32Array(this.image.data.buffer), i, a, e, t, n), r.putImageData(this.image, 0, 0);
	}
};
function x(e, t, n, r, i, a) {
	let o = Int32Array.from({ length: t }, (e, t) => Math.floor(((t + .5) / a - i.x) / i.scale)), s = r.size.width, c = r.size.height;
	e.fill(0);
	for (let l = 0; l < n; l++) {
		let n = Math.floor(((l + .5) / a - i.y) / i.scale);
		if (!(n < 0 || n >= c)) for (let i = 0, a = 0; i < t; i++) {
			let c = o[i], u = c < 0 || c >= s ? 0 : r.cells[n * s + c], d = l > 0 && e[(l - 1) * t + i] >>> 24 > 0;
			u && (e[l * t + i] = (a && d ? _ : v) << 24 | y), !u && a && (e[l * t + i - 1] = -12830496), !u && d && (e[(l - 1) * t + i] = -12830496), a = u;
		}
	}
}
// src/photos/brush.ts
var S = `<div class="frame" tabindex="0" role="application" aria-label="Photo to paint on">
<img alt="" draggable="false"><canvas></canvas><div class="ring" hidden></div></div>
<div class="tools"><button type="button" data-tool="1" aria-pressed="true" title="B">Brush</button>
<button type="button" data-tool="0" aria-pressed="false" title="E">Eraser</button>
<label>Size <input type="range" min="1" max="200" value="24" aria-label="Size in pixels of the photo"><span class="size"></span></label></div>
<div class="tools"><button type="button" data-edit="undo" title="Ctrl+Z">Undo</button>
<button type="button" data-edit="redo" title="Ctrl+Shift+Z">Redo</button><button type="button" data-edit="clear">Clear</button>
<button type="button" data-edit="invert">Invert</button></div>
<div class="tools">${a}</div>
<div class="tools"><span class="hint"></span></div>`, C = "Wheel zooms, middle button or two fingers move. Keys: B E [ ] + − 0, arrows and space paint, Ctrl+Z.", w = {
	ArrowLeft: [-1, 0],
	ArrowRight: [1, 0],
	ArrowUp: [0, -1],
	ArrowDown: [0, 1]
}, T = [
	"undo",
	"redo",
	"clear",
	"invert"
], E = class {
	root;
	frame;
	ring;
	slider;
	stage;
	picture;
	veil;
	mask = new c({
		width: 1,
		height: 1
	});
	id = "";
	given = "";
	value = 1;
	last;
	cursor = [0, 0];
	asked = 0;
	silent = () => {};
	tell = (e) => {};
	constructor(e) {
		this.root = e;
		let t = document.createElement("div");
		t.className = "brush", t.innerHTML = S, e.append(t), this.frame = t.querySelector(".frame"), this.ring = t.querySelector(".ring"), this.slider = t.querySelector("input"), this.picture = new o(t.querySelector("img")), this.veil = new b(t.querySelector("canvas"));
		let n = t.querySelector(".tools:has([data-zoom])");
		this.stage = new i(this.frame, n, (e) => e.button === 1 || (e.buttons & 4) > 0, () => this.draw()), this.listen(t), this.say(C);
	}
	show(t, r, i) {
		let { head: a, parts: o } = e(t), { id: s, given: l, width: u, height: d } = a;
		if (this.tell = r, s !== this.id) {
			this.mask = new c({
				width: u,
				height: d
			}), this.cursor = [u >> 1, d >> 1], [this.id, this.given] = [s, ""];
			let e = Math.min(u, d);
			this.slider.max = String(Math.max(8, e >> 1)), this.slider.value = String(Math.max(2, Math.round(e / 20)));
		}
		this.picture.show(o[0]), this.stage.take({
			width: u,
			height: d
		}), l !== this.given && this.begin(l, o[1]), this.said(), this.silent(), this.silent = n(i, (e) => this.say(e));
	}
	leave() {
		this.silent();
	}
	begin(e, t) {
		this.given = e, e ? this.become(t) : this.send();
	}
	async become(e) {
		let t = this.mask, n = p(await h(e), t.cells.length);
		t === this.mask && t.become(n) && (this.draw(), this.said());
	}
	listen(e) {
		this.frame.addEventListener("pointerdown", (e) => this.down(e)), this.frame.addEventListener("pointermove", (e) => this.move(e));
		for (let e of ["pointerup", "pointercancel"]) this.frame.addEventListener(e, () => this.up());
		this.frame.addEventListener("pointerleave", () => this.ring.hidden = !0), this.frame.addEventListener("keydown", (e) => this.key(e)), this.slider.addEventListener("input", () => this.said());
		for (let t of e.querySelectorAll("[data-tool]")) t.addEventListener("click", () => this.take(Number(t.dataset.tool)));
		for (let e of T) this.button(e).addEventListener("click", () => this.edit(e));
	}
	get radius() {
		return Math.max(0, Math.round((Number(this.slider.value) - 1) / 2));
	}
	button(e) {
		return this.root.querySelector(`[data-edit=${e}]`);
	}
	take(e) {
		this.value = e;
		for (let t of this.root.querySelectorAll("[data-tool]")) t.setAttribute("aria-pressed", String(Number(t.dataset.tool) === e));
	}
	down(e) {
		if (this.stage.fingersDown > 1) return this.up();
		e.button === 0 && (this.frame.setPointerCapture(e.pointerId), this.mask.begin(), this.stroke(e));
	}
	move(e) {
		if (this.encircle(this.stage.at(e)), this.last && this.stage.fingersDown < 2) for (let t of D(e)) this.stroke(t);
	}
	stroke(e) {
		let [t, n] = this.stage.at(e).map(Math.floor), [r, i] = this.last ?? [t, n];
		this.mask.sweep(r, i, t, n, this.radius, this.value), this.last = this.cursor = [t, n], this.draw();
	}
	up() {
		this.last && (this.last = void 0, this.mask.end() && this.edited());
	}
	edit(e) {
		!this.last && this.mask[e]() && this.edited();
	}
	key(e) {
		let t = e.ctrlKey || e.metaKey, n = e.key.length === 1 ? e.key.toLowerCase() : e.key;
		if (t) {
			let t = n === "z" ? e.shiftKey ? "redo" : "undo" : n === "y" ? "redo" : void 0;
			if (!t) return;
			this.edit(t);
		} else if (n === "b" || n === "e") this.take(+(n === "b"));
		else if (n === "[" || n === "]") this.resize(n === "]" ? 1.25 : .8);
		else if (n === " " || n === "Enter") this.dab();
		else if (w[n]) this.walk(...w[n]);
		else if (!this.stage.key(n)) return;
		e.preventDefault();
	}
	resize(e) {
		let t = Number(this.slider.value), n = t * e;
		this.slider.value = String(e > 1 ? Math.max(t + 1, Math.round(n)) : Math.min(t - 1, Math.round(n))), this.said();
	}
	walk(e, n) {
		let r = Math.max(1, this.radius), { width: i, height: a } = this.mask.size;
		this.cursor = [t(this.cursor[0] + e * r, 0, i - 1), t(this.cursor[1] + n * r, 0, a - 1)], this.encircle([this.cursor[0] + .5, this.cursor[1] + .5]);
	}
	dab() {
		this.mask.begin(), this.mask.sweep(...this.cursor, ...this.cursor, this.radius, this.value), this.mask.end() && this.edited();
	}
	encircle([e, t]) {
		let { scale: n, x: r, y: i } = this.stage.place, a = (2 * this.radius + 1) * n;
		this.ring.hidden = !1, this.ring.style.width = this.ring.style.height = `${a}px`, this.ring.style.transform = `translate(${e * n + r - a / 2}px, ${t * n + i - a / 2}px)`;
	}
	edited() {
		this.draw(), this.said(), this.send();
	}
	async send() {
		let e = ++this.asked, { width: t, height: n } = this.mask.size, i = r(await m(f(this.mask.cells)));
		e === this.asked && this.tell({
			photo: this.id,
			given: this.given,
			width: t,
			height: n,
			bits: i
		});
	}
	said() {
		this.root.querySelector(".size").textContent = `${2 * this.radius + 1} px`, this.button("undo").disabled = !this.mask.canUndo, this.button("redo").disabled = !this.mask.canRedo;
	}
	say(e) {
		this.root.querySelector(".hint").textContent = e;
	}
	draw() {
		this.picture.lay(this.stage), this.veil.draw(this.mask, this.stage.place);
	}
};
function D(e) {
	let t = e.getCoalescedEvents?.() ?? [];
	return t.length ? t : [e];
}
var O = /* @__PURE__ */ new WeakMap();
function k({ parentElement: e, data: t, setStateValue: n, setTriggerValue: r }) {
	let i = O.get(e);
	i || O.set(e, i = new E(e));
	let a = i;
	return a.show(t, (e) => n("mask", e), (e) => r("pasted", e)), () => a.leave();
}
export { k as default };
