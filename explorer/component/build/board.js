// src/board/order.ts
function e(e, t, n) {
	let r = [...e];
	return [r[t], r[n]] = [r[n], r[t]], r;
}
function t(e, t, n) {
	let [r, i] = [t % n, Math.floor(t / n)], a = (e) => Math.min(n - 1, Math.max(0, e));
	switch (e) {
		case "ArrowLeft": return i * n + a(r - 1);
		case "ArrowRight": return i * n + a(r + 1);
		case "ArrowUp": return a(i - 1) * n + r;
		case "ArrowDown": return a(i + 1) * n + r;
		default: return;
	}
}
function n(e, t, n, r, i) {
	let [a, o] = [Math.floor(e / n * i), Math.floor(t / r * i)];
	return a >= 0 && o >= 0 && a < i && o < i ? o * i + a : void 0;
}
// src/board/main.ts
var r = {
	true: "✓",
	false: "✗"
}, i = class {
	box = document.createElement("div");
	done = document.createElement("button");
	said = document.createElement("output");
	cells = [];
	puzzle;
	order = [];
	picked;
	drag;
	hand = () => void 0;
	constructor(e) {
		let t = document.createElement("div");
		t.className = "sorting", this.box.className = "board", this.box.setAttribute("role", "group"), this.box.setAttribute("aria-label", "Board"), Object.assign(this.done, {
			className: "done",
			type: "button",
			textContent: "Done"
		}), t.append(this.box, this.done, this.said), e.append(t), this.done.addEventListener("click", () => this.puzzle && !this.puzzle.right && this.hand(this.order)), this.box.addEventListener("keydown", (e) => this.key(e)), this.box.addEventListener("pointerdown", (e) => this.down(e)), this.box.addEventListener("pointermove", (e) => this.move(e)), this.box.addEventListener("pointerup", (e) => this.up(e)), this.box.addEventListener("pointercancel", () => this.drop());
	}
	show(e) {
		let t = e.grid ** 2, n = e.id !== this.puzzle?.id;
		this.puzzle = e, (n || this.cells.length !== t) && this.lay(t), e.order && (this.order = [...e.order]), e.right && (this.picked = void 0);
		let { style: r } = this.box;
		r.setProperty("--sheet", `url("${e.sheet}")`);
		for (let t of ["grid", "ratio"]) r.setProperty(`--${t}`, String(e[t]));
		r.setProperty("--count", String(t)), this.done.hidden = e.right !== null, this.draw();
	}
	lay(e) {
		this.order = Array.from({ length: e }, (e, t) => t), this.picked = this.drag = void 0, this.said.textContent = "", this.cells = this.order.map(() => Object.assign(document.createElement("button"), { type: "button" })), this.box.replaceChildren(...this.cells), this.focus(0, !1);
	}
	draw() {
		let { grid: e, right: t } = this.puzzle;
		this.box.dataset.order = this.order.join(" "), this.cells.forEach((n, i) => {
			n.style.setProperty("--tile", String(this.order[i]));
			let a = t ? r[`${t[i]}`] : "";
			n.dataset.mark = a, n.setAttribute("aria-pressed", String(this.picked?.at === i)), n.setAttribute("aria-disabled", String(t !== null));
			let o = `row ${Math.floor(i / e) + 1}, column ${i % e + 1}`;
			n.setAttribute("aria-label", `Tile ${this.order[i] + 1}, ${o}${a && (a === "✓" ? ", right" : ", wrong")}`);
		});
	}
	focus(e, t = !0) {
		this.cells.forEach((t, n) => t.tabIndex = n === e ? 0 : -1), t && this.cells[e].focus();
	}
	swap(t, n) {
		this.order = e(this.order, t, n), this.draw();
	}
	press(e) {
		let { picked: t } = this;
		this.picked = t ? void 0 : {
			at: e,
			before: this.order
		}, t && t.at !== e && this.swap(t.at, e), this.say(t ? "put down" : "picked up: arrows carry it"), this.draw(), this.focus(e);
	}
	key(e) {
		let n = this.cells.indexOf(e.target), { picked: r } = this;
		if (n < 0 || !this.puzzle || this.puzzle.right) return;
		let i = t(e.key, n, this.puzzle.grid);
		if (e.key === "Enter" || e.key === " ") this.press(n);
		else if (e.key === "Escape" && r) this.back(r.before);
		else if (i !== void 0) this.carry(n, i);
		else return;
		e.preventDefault();
	}
	carry(e, t) {
		this.picked && (this.picked.at = t, this.swap(e, t)), this.focus(t);
	}
	back(e) {
		this.order = e, this.picked = void 0, this.say("put back"), this.draw();
	}
	say(e) {
		this.said.textContent = `Tile ${e}`;
	}
	down(e) {
		let t = this.cells.indexOf(e.target.closest("button"));
		t < 0 || e.button !== 0 || this.drag || !this.puzzle || this.puzzle.right || (this.drag = {
			from: t,
			x: e.clientX,
			y: e.clientY,
			pointer: e.pointerId,
			moved: !1
		}, this.box.setPointerCapture(e.pointerId));
	}
	move(e) {
		let { drag: t } = this;
		if (!t || t.pointer !== e.pointerId) return;
		let [n, r] = [e.clientX - t.x, e.clientY - t.y];
		if (t.moved ||= Math.hypot(n, r) > 6, !t.moved) return;
		let i = this.cells[t.from], a = this.under(e);
		i.classList.add("lifted"), i.style.transform = `translate(${n}px, ${r}px)`, this.cells.forEach((e, n) => e.classList.toggle("over", n === a && n !== t.from));
	}
	up(e) {
		let { drag: t } = this;
		if (!t || t.pointer !== e.pointerId) return;
		let n = this.under(e);
		if (this.drop(), !t.moved) return this.press(t.from);
		this.picked = void 0, n !== void 0 && n !== t.from ? this.swap(t.from, n) : this.draw(), this.focus(n ?? t.from);
	}
	drop() {
		this.drag = void 0;
		for (let e of this.cells) e.classList.remove("lifted", "over"), e.style.transform = "";
	}
	under(e) {
		let { left: t, top: r, width: i, height: a } = this.box.getBoundingClientRect();
		return n(e.clientX - t, e.clientY - r, i, a, this.puzzle.grid);
	}
}, a = /* @__PURE__ */ new WeakMap();
function o({ parentElement: e, data: t, setStateValue: n }) {
	let r = a.get(e);
	r || a.set(e, r = new i(e)), r.hand = (e) => n("sorted", {
		id: t.id,
		order: e
	}), r.show(t);
}
export { o as default };
