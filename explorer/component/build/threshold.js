// src/threshold/counts.ts
var e = (e) => e.caught.length - 1, t = (t, n) => t.low + (t.high - t.low) * n / e(t), n = (t, n) => Math.round(Math.min(1, Math.max(0, n)) * e(t));
function r(e, t, n) {
	let r = {
		ArrowLeft: -1,
		ArrowDown: -1,
		ArrowRight: 1,
		ArrowUp: 1,
		PageDown: -10,
		PageUp: 10
	}, i = e === "Home" ? 0 : e === "End" ? n : e in r ? t + r[e] : void 0;
	return i === void 0 ? void 0 : Math.min(n, Math.max(0, i));
}
var i = (e, t) => e.caught[t] / e.odd, a = (e, t) => e.alarms[t] / e.normal;
function o(e, t) {
	let n = e.caught[t] + e.alarms[t];
	return n ? e.caught[t] / n : 1;
}
var s = (e) => `${(100 * e).toFixed(1)} %`;
function c(e, t) {
	let n = `of ${e.odd.toLocaleString("en")} anomalies`, r = `of ${e.normal.toLocaleString("en")} normal images`;
	return [
		{
			word: "Caught",
			count: e.caught[t],
			of: `${n}, ${s(i(e, t))}`
		},
		{
			word: "Missed",
			count: e.odd - e.caught[t],
			of: n
		},
		{
			word: "False alarms",
			count: e.alarms[t],
			of: `${r}, ${s(a(e, t))}`
		},
		{
			word: "Passed",
			count: e.normal - e.alarms[t],
			of: r
		}
	];
}
// src/threshold/main.ts
var l = "http://www.w3.org/2000/svg", u = 100, d = class {
	root;
	given;
	step = 0;
	plot;
	line;
	choose = () => void 0;
	constructor(e) {
		this.root = e, this.plot = e.querySelector(".plot"), this.line = e.querySelector(".line"), this.plot.addEventListener("pointerdown", (e) => this.grab(e)), this.plot.addEventListener("pointermove", (e) => this.plot.hasPointerCapture(e.pointerId) && this.follow(e)), this.plot.addEventListener("pointerup", () => this.tell()), this.line.addEventListener("keydown", (e) => this.key(e)), this.line.addEventListener("keyup", () => this.tell());
	}
	show(t) {
		this.given?.id !== t.id && (this.step = t.at), this.given = t, this.bars(), this.curve(".roc", t.roc, t.words[0], 0), this.curve(".pr", t.pr, t.words[1], t.floor), this.root.querySelector(".title").textContent = t.title, this.line.setAttribute("aria-valuemax", String(e(t))), this.move(this.step);
	}
	grab(e) {
		this.plot.setPointerCapture(e.pointerId), this.line.focus({ preventScroll: !0 }), this.follow(e);
	}
	follow(e) {
		let { left: t, width: r } = this.plot.getBoundingClientRect();
		this.move(n(this.given, (e.clientX - t) / r));
	}
	key(t) {
		let n = r(t.key, this.step, e(this.given));
		n !== void 0 && (t.preventDefault(), this.move(n));
	}
	tell() {
		this.choose({
			id: this.given.id,
			step: this.step
		});
	}
	move(n) {
		let r = this.given, s = t(r, n).toPrecision(3);
		this.step = n, this.line.style.left = `${100 * n / e(r)}%`, this.line.setAttribute("aria-valuenow", String(n)), this.line.setAttribute("aria-valuetext", s), this.line.querySelector("span").textContent = `threshold ${s}`, this.line.classList.toggle("late", n > e(r) / 2), this.root.querySelector(".counts").replaceChildren(...c(r, n).map(({ word: e, count: t, of: n }) => p(e, t, n))), this.dot(".roc", a(r, n), i(r, n), 0), this.dot(".pr", i(r, n), o(r, n), r.floor);
	}
	bars() {
		let { bins: e, inks: t, names: n, own: r, low: i, high: a } = this.given, o = Math.max(...e[0], ...e[1]), s = this.plot.querySelector("svg");
		s.setAttribute("viewBox", `0 0 ${e[0].length} ${u}`), s.replaceChildren(...e.flatMap((e, n) => e.map((e, r) => {
			let i = u * e / o;
			return f("rect", {
				x: r,
				y: u - i,
				width: 1,
				height: i,
				fill: t[n],
				"fill-opacity": .65
			});
		})));
		let c = this.plot.querySelector(".own");
		c.hidden = r === null, c.style.left = `${100 * Math.min(1, Math.max(0, ((r ?? i) - i) / (a - i)))}%`, c.style.setProperty("--ink", t[2]), this.root.querySelector(".legend").replaceChildren(...n.map((e, n) => {
			let r = document.createElement("span");
			return r.style.setProperty("--ink", t[n]), r.textContent = e, r;
		}));
	}
	curve(e, t, n, r) {
		let i = this.root.querySelector(e), a = {
			points: t.map(([e, t]) => `${u * e},${u * (1 - (t - r) / (1 - r))}`).join(" "),
			stroke: this.given.inks[0],
			fill: "none",
			"vector-effect": "non-scaling-stroke",
			"stroke-width": 3
		};
		i.querySelector("svg").replaceChildren(f("polyline", a)), i.querySelector(".words").textContent = n, i.querySelector(".floor").textContent = `${Math.round(100 * r)} %`;
	}
	dot(e, t, n, r) {
		let { style: i } = this.root.querySelector(`${e} .dot`);
		i.left = `${100 * t}%`, i.bottom = `${100 * Math.max(0, (n - r) / (1 - r))}%`;
	}
};
function f(e, t) {
	let n = document.createElementNS(l, e);
	for (let [e, r] of Object.entries(t)) n.setAttribute(e, String(r));
	return n;
}
function p(e, t, n) {
	let r = document.createElement("div");
	for (let [i, a] of [
		["dt", e],
		["dd", t.toLocaleString("en")],
		["small", n]
	]) {
		let e = document.createElement(i);
		e.textContent = a, r.append(e);
	}
	return r;
}
var m = /* @__PURE__ */ new WeakMap();
function h({ parentElement: e, data: t, setStateValue: n }) {
	let r = m.get(e);
	r || m.set(e, r = new d(e.querySelector(".threshold"))), r.choose = (e) => n("at", e), r.show(t);
}
export { h as default };
