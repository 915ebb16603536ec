import { n as e } from "./numbers.js";
// src/photos/paste.ts
var t = 3e7;
function n(e, n) {
	let i = async (i) => {
		let a = i.composedPath()[0];
		if (a instanceof HTMLInputElement || a instanceof HTMLTextAreaElement) return;
		let o = [...i.clipboardData?.files ?? []].find((e) => e.type.startsWith("image/"));
		if (o) {
			if (i.preventDefault(), o.size > t) return n("A pasted picture may have 30 MB: upload this one as a file.");
			e({
				name: o.name || "pasted.png",
				data: r(new Uint8Array(await o.arrayBuffer()))
			});
		}
	};
	return document.addEventListener("paste", i), () => document.removeEventListener("paste", i);
}
function r(e) {
	let t = [];
	for (let n = 0; n < e.length; n += 32768) t.push(String.fromCharCode(...e.subarray(n, n + 32768)));
	return btoa(t.join(""));
}
function i(e, t) {
	return s({
		scale: Math.min(t.width / e.width, t.height / e.height),
		x: 0,
		y: 0
	}, e, t);
}
function a(t, n, r, a, o, c) {
	let l = Math.min(1, i(o, c).scale), u = e(t.scale * n, l, Math.max(16, l)), d = u / t.scale;
	return s({
		scale: u,
		x: r - (r - t.x) * d,
		y: a - (a - t.y) * d
	}, o, c);
}
function o(e, t, n, r, i) {
	return s({
		scale: e.scale,
		x: e.x + t,
		y: e.y + n
	}, r, i);
}
function s(t, n, r) {
	let i = (t, n, r) => n <= r ? (r - n) / 2 : e(t, r - n, 0);
	return {
		scale: t.scale,
		x: i(t.x, n.width * t.scale, r.width),
		y: i(t.y, n.height * t.scale, r.height)
	};
}
// src/photos/stage.ts
var c = 1.5, l = .0015, u = "<button type=\"button\" data-zoom=\"out\" aria-label=\"Smaller\">−</button>\n<button type=\"button\" data-zoom=\"fit\">Fit</button><button type=\"button\" data-zoom=\"one\">1:1</button>\n<button type=\"button\" data-zoom=\"in\" aria-label=\"Larger\">+</button><output></output>", d = class {
	frame;
	tools;
	pans;
	changed;
	place = {
		scale: 1,
		x: 0,
		y: 0
	};
	photo = {
		width: 1,
		height: 1
	};
	whole = !0;
	fingers = /* @__PURE__ */ new Map();
	constructor(e, t, n, r) {
		this.frame = e, this.tools = t, this.pans = n, this.changed = r, e.addEventListener("wheel", (e) => this.wheel(e), { passive: !1 }), e.addEventListener("pointerdown", (e) => this.down(e)), e.addEventListener("pointermove", (e) => this.move(e));
		for (let t of ["pointerup", "pointercancel"]) e.addEventListener(t, (e) => this.fingers.delete(e.pointerId));
		e.addEventListener("dblclick", (e) => this.pans(e) && this.fit());
		for (let e of t.querySelectorAll("[data-zoom]")) e.addEventListener("click", () => this.press(e.dataset.zoom));
		new ResizeObserver(() => this.resized()).observe(e);
	}
	get size() {
		return {
			width: this.frame.clientWidth || 1,
			height: this.frame.clientHeight || 1
		};
	}
	get fingersDown() {
		return this.fingers.size;
	}
	take(e) {
		let t = e.width === this.photo.width && e.height === this.photo.height;
		this.photo = e, this.frame.style.aspectRatio = `${e.width} / ${e.height}`, t ? this.changed() : this.fit();
	}
	fit() {
		this.whole = !0, this.set(i(this.photo, this.size));
	}
	key(e) {
		let t = {
			"+": "in",
			"=": "in",
			"-": "out",
			0: "fit",
			1: "one"
		}[e];
		return t && this.press(t), !!t;
	}
	at(e) {
		let t = this.frame.getBoundingClientRect();
		return [(e.clientX - t.left - this.place.x) / this.place.scale, (e.clientY - t.top - this.place.y) / this.place.scale];
	}
	press(e) {
		let { width: t, height: n } = this.size;
		if (e === "fit") return this.fit();
		let r = e === "in" ? c : e === "out" ? 1 / c : 1 / this.place.scale;
		this.zoom(r, t / 2, n / 2);
	}
	zoom(e, t, n) {
		this.whole = !1, this.set(a(this.place, e, t, n, this.photo, this.size));
	}
	set(e) {
		this.place = e, this.tools.querySelector("output").textContent = `${Math.round(e.scale * 100)} %`, this.changed();
	}
	resized() {
		this.whole ? this.fit() : this.set(o(this.place, 0, 0, this.photo, this.size));
	}
	wheel(e) {
		e.preventDefault();
		let t = this.frame.getBoundingClientRect(), n = e.deltaMode === WheelEvent.DOM_DELTA_LINE ? 33 : 1;
		this.zoom(Math.exp(-e.deltaY * n * l), e.clientX - t.left, e.clientY - t.top);
	}
	down(e) {
		(e.pointerType === "touch" || this.pans(e)) && (this.fingers.set(e.pointerId, [e.clientX, e.clientY]), this.pans(e) && this.frame.setPointerCapture(e.pointerId));
	}
	move(e) {
		let t = this.fingers.get(e.pointerId);
		if (!t) return;
		this.fingers.set(e.pointerId, [e.clientX, e.clientY]);
		let n = [...this.fingers].find(([t]) => t !== e.pointerId)?.[1];
		if (n) return this.pinch(t, [e.clientX, e.clientY], n);
		this.pans(e) && (this.whole = !1, this.set(o(this.place, e.clientX - t[0], e.clientY - t[1], this.photo, this.size)));
	}
	pinch(e, t, n) {
		let r = this.frame.getBoundingClientRect(), i = (e) => Math.hypot(e[0] - n[0], e[1] - n[1]) || 1;
		this.set(o(this.place, (t[0] - e[0]) / 2, (t[1] - e[1]) / 2, this.photo, this.size)), this.zoom(i(t) / i(e), (t[0] + n[0]) / 2 - r.left, (t[1] + n[1]) / 2 - r.top);
	}
}, f = class {
	image;
	url = "";
	bytes;
	asked = 0;
	constructor(e) {
		this.image = e;
	}
	async show(e) {
		if (this.bytes && p(this.bytes, e)) return;
		this.bytes = e;
		let t = ++this.asked, n = URL.createObjectURL(new Blob([e])), r = new Image();
		if (r.src = n, await r.decode(), t !== this.asked) return URL.revokeObjectURL(n);
		this.image.src = n, URL.revokeObjectURL(this.url), this.url = n;
	}
	lay(e) {
		let { scale: t, x: n, y: r } = e.place, i = this.image.style;
		i.width = `${e.photo.width}px`, i.height = `${e.photo.height}px`, i.transform = `translate(${n}px, ${r}px) scale(${t})`, i.imageRendering = t >= 2 ? "pixelated" : "auto";
	}
};
function p(e, t) {
	return e.length === t.length && e.every((e, n) => e === t[n]);
}
export { n as a, r as i, d as n, u as r, f as t };
