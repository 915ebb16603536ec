function e(e) {
	let t = e.slice(), n = new DataView(t.buffer).getUint32(0, !0), r = JSON.parse(new TextDecoder().decode(t.subarray(4, 4 + n))), i = Math.ceil((4 + n) / 4) * 4;
	return {
		head: r,
		parts: r.sizes.map((e) => t.subarray(i, i += e))
	};
}
function t({ head: e, parts: [t, n] }) {
	let { id: r, run: i, size: a, within: o } = e;
	return {
		id: r,
		run: i,
		size: a,
		within: o,
		codes: new Float32Array(t.buffer, t.byteOffset, t.byteLength / 4),
		onnx: n
	};
}
function n({ head: e, parts: [t] }) {
	let { id: n, shape: r, channels: i } = e;
	return {
		id: n,
		shape: r,
		channels: i,
		onnx: t
	};
}
function r({ head: e, parts: [t] }) {
	let { id: n, n: r, columns: i } = e;
	return {
		id: n,
		n: r,
		columns: i,
		picture: new Blob([t])
	};
}
export { r as i, t as n, e as r, n as t };
