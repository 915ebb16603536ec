// src/contact/walk.ts
function e(e, t, n, r) {
	let i = {
		ArrowLeft: -1,
		ArrowRight: 1,
		ArrowUp: -r,
		ArrowDown: r
	}[e];
	if (i === void 0 || t < 0) return;
	let a = t + i;
	return a < 0 || a >= n ? t : a;
}
// src/contact/main.ts
var t = class {
	box = document.createElement("div");
	cells = [];
	choose = () => void 0;
	constructor(e) {
		this.box.className = "contact", e.append(this.box), this.box.addEventListener("click", (e) => this.take(e.target.closest("button"))), this.box.addEventListener("keydown", (e) => this.key(e));
	}
	show({ sheet: e, n: t, columns: n, ratio: r, word: i, frame: a, selected: o }) {
		this.cells.length !== t && this.lay(t);
		let { style: s } = this.box, c = Math.ceil(t / n);
		for (let [t, i] of Object.entries({
			columns: n,
			rows: c,
			ratio: r,
			frame: a,
			sheet: `url("${e}")`
		})) s.setProperty(`--${t}`, String(i));
		this.box.dataset.n = String(t), this.cells.forEach((e, t) => {
			e.style.setProperty("--x", String(t % n)), e.style.setProperty("--y", String(Math.floor(t / n))), e.setAttribute("aria-label", `${i} ${t + 1}`);
		}), this.mark(o);
	}
	lay(e) {
		this.cells = Array.from({ length: e }, () => document.createElement("button")), this.box.replaceChildren(...this.cells);
	}
	mark(e) {
		this.cells.forEach((t, n) => {
			t.setAttribute("aria-pressed", String(n === e)), t.tabIndex = n === Math.max(e, 0) ? 0 : -1;
		});
	}
	take(e) {
		if (!e) return;
		let t = this.cells.indexOf(e);
		this.mark(t), this.choose(t);
	}
	key(t) {
		let n = Number(this.box.style.getPropertyValue("--columns")), r = e(t.key, this.cells.indexOf(t.target), this.cells.length, n);
		r !== void 0 && (t.preventDefault(), this.cells[r].focus());
	}
}, n = /* @__PURE__ */ new WeakMap();
function r({ parentElement: e, data: r, setStateValue: i }) {
	let a = n.get(e);
	a || n.set(e, a = new t(e)), a.choose = (e) => i("picked", e), a.show(r);
}
export { r as default };
