// src/numbers.ts
function e(e, t = 0, n = 1) {
	return Math.min(n, Math.max(t, e));
}
function t(e, t) {
	return new t(Uint8Array.from(atob(e), (e) => e.charCodeAt(0)).buffer);
}
export { e as n, t };
