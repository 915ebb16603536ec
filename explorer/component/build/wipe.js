import { r as e } from "./data.js";
import { n as t } from "./numbers.js";
import { a as n, n as r, r as i, t as a } from "./picture.js";
// src/photos/wipe.ts
var o = `<div class="frame"><div class="layer"><img alt="" draggable="false"></div>
<div class="layer"><img alt="" draggable="false"></div>
<div class="plate left"></div><div class="plate right"></div>
<div class="divider" role="slider" tabindex="0" aria-label="Divider between the two pictures" aria-valuemin="0" aria-valuemax="100"></div></div>
<div class="tools">${i}<span class="hint">Draw the line across · wheel zooms · drag moves · double click fits</span></div>`, s = .02, c = class {
	root;
	stage;
	frame;
	divider;
	layers;
	pictures;
	share = .5;
	dragged = !1;
	silent = () => {};
	constructor(e) {
		this.root = e;
		let t = document.createElement("div");
		t.className = "wipe", t.innerHTML = o, e.append(t), this.frame = t.querySelector(".frame"), this.divider = t.querySelector(".divider"), this.layers = [...t.querySelectorAll(".layer")], this.pictures = this.layers.map((e) => new a(e.querySelector("img"))), this.stage = new r(this.frame, t.querySelector(".tools"), () => !this.dragged, () => this.draw()), this.divider.addEventListener("pointerdown", (e) => this.grab(e)), this.divider.addEventListener("pointermove", (e) => this.drag(e));
		for (let e of ["pointerup", "pointercancel"]) this.divider.addEventListener(e, () => this.dragged = !1);
		this.divider.addEventListener("keydown", (e) => this.key(e));
	}
	show(t, r) {
		let { head: i, parts: a } = e(t), { left: o, right: s, width: c, height: u } = i;
		[o, s].forEach(({ label: e, note: t }, n) => {
			this.frame.querySelectorAll(".plate")[n].replaceChildren(e, ...t ? [l(t)] : []), this.layers[n].querySelector("img").alt = [e, t].filter(Boolean).join(", "), this.pictures[n].show(a[n]);
		}), this.stage.take({
			width: c,
			height: u
		}), this.silent(), this.silent = n(r, (e) => this.say(e));
	}
	leave() {
		this.silent();
	}
	say(e) {
		this.root.querySelector(".hint").textContent = e;
	}
	grab(e) {
		e.stopPropagation(), this.dragged = !0, this.divider.setPointerCapture(e.pointerId);
	}
	drag(e) {
		if (!this.dragged) return;
		let t = this.frame.getBoundingClientRect();
		this.divide((e.clientX - t.left) / t.width);
	}
	key(e) {
		let t = {
			ArrowLeft: this.share - s,
			ArrowRight: this.share + s,
			Home: 0,
			End: 1
		}[e.key];
		t !== void 0 && this.divide(t), (t !== void 0 || this.stage.key(e.key)) && e.preventDefault();
	}
	divide(e) {
		this.share = t(e, 0, 1), this.draw();
	}
	draw() {
		let e = this.share * this.stage.size.width;
		for (let e of this.pictures) e.lay(this.stage);
		this.layers[0].style.clipPath = `inset(0 calc(100% - ${e}px) 0 0)`, this.layers[1].style.clipPath = `inset(0 0 0 ${e}px)`, this.divider.style.left = `${e}px`, this.divider.setAttribute("aria-valuenow", String(Math.round(this.share * 100)));
	}
};
function l(e) {
	let t = document.createElement("small");
	return t.textContent = e, t;
}
var u = /* @__PURE__ */ new WeakMap();
function d({ parentElement: e, data: t, setTriggerValue: n }) {
	let r = u.get(e);
	r || u.set(e, r = new c(e)), r.show(t, (e) => n("pasted", e));
	let i = r;
	return () => i.leave();
}
export { d as default };
