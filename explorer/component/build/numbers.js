// src/numbers.ts
function e(e) {
	return Math.min(1, Math.max(0, e));
}
function t(e, t) {
	return new t(Uint8Array.from(atob(e), (e) => e.charCodeAt(0)).buffer);
}
export { e as n, t };
