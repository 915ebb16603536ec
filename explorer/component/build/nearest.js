function e({ x: e, y: t }, n, [r, i], a, o, s) {
	let [[c, l], [u, d]] = [n.stretch, n.shift], f = -1, p = a * a;
	for (let n = 0; n < o; n++) {
		let a = u + e[n] * c - r, o = d + t[n] * l - i, m = a * a + o * o;
		m < p && s(n) && ([f, p] = [n, m]);
	}
	return f;
}
function t({ x: e, y: t }, n, r, i, a, o) {
	let [s, c] = n.pixel([e[r], t[r]]), l = r, u = Infinity;
	for (let r = 0; r < a; r++) {
		let [a, d] = n.pixel([e[r], t[r]]), f = (a - s) * i[0] + (d - c) * i[1], p = Math.abs((a - s) * i[1]) + Math.abs((d - c) * i[0]), m = f + 2 * p + (f < p ? 1e6 : 0);
		f > 1 && m < u && o(r) && ([l, u] = [r, m]);
	}
	return l;
}
function n(e, t, n = Infinity) {
	let r = t.length, i = e.length / r, a = -1, o = Infinity, s = Infinity;
	for (let c = 0, l = 0; c < i; c++, l += r) {
		let i = c < n ? o : s, u = 0;
		for (let n = 0; n < r && u < i; n++) {
			let r = e[l + n] - t[n];
			u += r * r;
		}
		u < s && (s = u), c < n && u < o && ([a, o] = [c, u]);
	}
	return {
		index: a,
		distance: Math.sqrt(s)
	};
}
export { n, e as r, t };
