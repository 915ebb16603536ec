import { n as e } from "./nearest.js";
// \0rolldown/runtime.js
var t = /* @__PURE__ */ ((e) => typeof require < "u" ? require : typeof Proxy < "u" ? new Proxy(e, { get: (e, t) => (typeof require < "u" ? require : e)[t] }) : e)(function(e) {
	if (typeof require < "u") return require.apply(this, arguments);
	throw Error("Calling `require` for \"" + e + "\" in an environment that doesn't expose the `require` function. See https://rolldown.rs/in-depth/bundling-cjs#require-external-modules for more details.");
}), n = Object.defineProperty, r = Object.getOwnPropertyDescriptor, i = Object.getOwnPropertyNames, a = Object.prototype.hasOwnProperty, o = ((e) => typeof t < "u" ? t : typeof Proxy < "u" ? new Proxy(e, { get: (e, n) => (typeof t < "u" ? t : e)[n] }) : e)(function(e) {
	if (typeof t < "u") return t.apply(this, arguments);
	throw Error("Dynamic require of \"" + e + "\" is not supported");
}), s = (e, t, n) => () => {
	if (n) throw n[0];
	try {
		return e && (t = e(e = 0)), t;
	} catch (e) {
		throw n = [e], e;
	}
}, c = (e, t) => {
	for (var r in t) n(e, r, {
		get: t[r],
		enumerable: !0
	});
}, l = (e, t, o, s) => {
	if (t && typeof t == "object" || typeof t == "function") for (let c of i(t)) !a.call(e, c) && c !== o && n(e, c, {
		get: () => t[c],
		enumerable: !(s = r(t, c)) || s.enumerable
	});
	return e;
}, u = (e) => l(n({}, "__esModule", { value: !0 }), e), d, f, p, m, h, g = s(() => {
	d = /* @__PURE__ */ new Map(), f = [], p = (e, t, n) => {
		if (t && typeof t.init == "function" && typeof t.createInferenceSessionHandler == "function") {
			let r = d.get(e);
			if (r === void 0) d.set(e, {
				backend: t,
				priority: n
			});
			else {
				if (r.priority > n) return;
				if (r.priority === n && r.backend !== t) throw Error(`cannot register backend "${e}" using priority ${n}`);
			}
			if (n >= 0) {
				let t = f.indexOf(e);
				t !== -1 && f.splice(t, 1);
				for (let t = 0; t < f.length; t++) if (d.get(f[t]).priority <= n) {
					f.splice(t, 0, e);
					return;
				}
				f.push(e);
			}
		} else throw TypeError("not a valid backend");
	}, m = async (e) => {
		let t = d.get(e);
		if (!t) return "backend not found.";
		if (t.initialized) return t.backend;
		if (t.aborted) return t.error;
		{
			let n = !!t.initPromise;
			try {
				return n || (t.initPromise = t.backend.init(e)), await t.initPromise, t.initialized = !0, t.backend;
			} catch (e) {
				return n || (t.error = `${e}`, t.aborted = !0), t.error;
			} finally {
				delete t.initPromise;
			}
		}
	}, h = async (e) => {
		let t = e.executionProviders || [], n = t.map((e) => typeof e == "string" ? e : e.name), r = n.length === 0 ? f : n, i, a = [], o = /* @__PURE__ */ new Set();
		for (let e of r) {
			let t = await m(e);
			typeof t == "string" ? a.push({
				name: e,
				err: t
			}) : (i ||= t, i === t && o.add(e));
		}
		if (!i) throw Error(`no available backend found. ERR: ${a.map((e) => `[${e.name}] ${e.err}`).join(", ")}`);
		for (let { name: e, err: t } of a) n.includes(e) && console.warn(`removing requested execution provider "${e}" from session options because it is not available: ${t}`);
		let s = t.filter((e) => o.has(typeof e == "string" ? e : e.name));
		return [i, new Proxy(e, { get: (e, t) => t === "executionProviders" ? s : Reflect.get(e, t) })];
	};
}), _ = s(() => {
	g();
}), v, y = s(() => {
	v = "1.30.0";
}), b, x, S = s(() => {
	y(), b = "warning", x = {
		wasm: {},
		webgl: {},
		webgpu: {},
		versions: { common: v },
		set logLevel(e) {
			if (e !== void 0) {
				if (typeof e != "string" || [
					"verbose",
					"info",
					"warning",
					"error",
					"fatal"
				].indexOf(e) === -1) throw Error(`Unsupported logging level: ${e}`);
				b = e;
			}
		},
		get logLevel() {
			return b;
		}
	}, Object.defineProperty(x, "logLevel", { enumerable: !0 });
}), C, w = s(() => {
	S(), C = x;
}), T, ee, E = s(() => {
	T = (e, t) => {
		let n = typeof document < "u" ? document.createElement("canvas") : new OffscreenCanvas(1, 1);
		n.width = e.dims[3], n.height = e.dims[2];
		let r = n.getContext("2d");
		if (r != null) {
			let i, a;
			t?.tensorLayout !== void 0 && t.tensorLayout === "NHWC" ? (i = e.dims[2], a = e.dims[3]) : (i = e.dims[3], a = e.dims[2]);
			let o = t?.format === void 0 ? "RGB" : t.format, s = t?.norm, c, l;
			s === void 0 || s.mean === void 0 ? c = [
				255,
				255,
				255,
				255
			] : typeof s.mean == "number" ? c = [
				s.mean,
				s.mean,
				s.mean,
				s.mean
			] : (c = [
				s.mean[0],
				s.mean[1],
				s.mean[2],
				0
			], s.mean[3] !== void 0 && (c[3] = s.mean[3])), s === void 0 || s.bias === void 0 ? l = [
				0,
				0,
				0,
				0
			] : typeof s.bias == "number" ? l = [
				s.bias,
				s.bias,
				s.bias,
				s.bias
			] : (l = [
				s.bias[0],
				s.bias[1],
				s.bias[2],
				0
			], s.bias[3] !== void 0 && (l[3] = s.bias[3]));
			let u = a * i, d = 0, f = u, p = u * 2, m = -1;
			o === "RGBA" ? (d = 0, f = u, p = u * 2, m = u * 3) : o === "RGB" ? (d = 0, f = u, p = u * 2) : o === "RBG" && (d = 0, p = u, f = u * 2);
			for (let t = 0; t < a; t++) for (let n = 0; n < i; n++) {
				let i = (e.data[d++] - l[0]) * c[0], a = (e.data[f++] - l[1]) * c[1], o = (e.data[p++] - l[2]) * c[2], s = m === -1 ? 255 : (e.data[m++] - l[3]) * c[3];
				r.fillStyle = "rgba(" + i + "," + a + "," + o + "," + s + ")", r.fillRect(n, t, 1, 1);
			}
			if ("toDataURL" in n) return n.toDataURL();
			throw Error("toDataURL is not supported");
		}
		throw Error("Can not access image data");
	}, ee = (e, t) => {
		let n = typeof document < "u" ? document.createElement("canvas").getContext("2d") : new OffscreenCanvas(1, 1).getContext("2d"), r;
		if (n != null) {
			let i, a, o;
			t?.tensorLayout !== void 0 && t.tensorLayout === "NHWC" ? (i = e.dims[2], a = e.dims[1], o = e.dims[3]) : (i = e.dims[3], a = e.dims[2], o = e.dims[1]);
			let s = t !== void 0 && t.format !== void 0 ? t.format : "RGB", c = t?.norm, l, u;
			c === void 0 || c.mean === void 0 ? l = [
				255,
				255,
				255,
				255
			] : typeof c.mean == "number" ? l = [
				c.mean,
				c.mean,
				c.mean,
				c.mean
			] : (l = [
				c.mean[0],
				c.mean[1],
				c.mean[2],
				255
			], c.mean[3] !== void 0 && (l[3] = c.mean[3])), c === void 0 || c.bias === void 0 ? u = [
				0,
				0,
				0,
				0
			] : typeof c.bias == "number" ? u = [
				c.bias,
				c.bias,
				c.bias,
				c.bias
			] : (u = [
				c.bias[0],
				c.bias[1],
				c.bias[2],
				0
			], c.bias[3] !== void 0 && (u[3] = c.bias[3]));
			let d = a * i;
			if (t !== void 0 && (t.format !== void 0 && o === 4 && t.format !== "RGBA" || o === 3 && t.format !== "RGB" && t.format !== "BGR")) throw Error("Tensor format doesn't match input tensor dims");
			let f = 0, p = 1, m = 2, h = 3, g = 0, _ = d, v = d * 2, y = -1;
			s === "RGBA" ? (g = 0, _ = d, v = d * 2, y = d * 3) : s === "RGB" ? (g = 0, _ = d, v = d * 2) : s === "RBG" && (g = 0, v = d, _ = d * 2), r = n.createImageData(i, a);
			for (let t = 0; t < a * i; f += 4, p += 4, m += 4, h += 4, t++) r.data[f] = (e.data[g++] - u[0]) * l[0], r.data[p] = (e.data[_++] - u[1]) * l[1], r.data[m] = (e.data[v++] - u[2]) * l[2], r.data[h] = y === -1 ? 255 : (e.data[y++] - u[3]) * l[3];
		} else throw Error("Can not access image data");
		return r;
	};
}), D, te, ne, O, re, ie, ae = s(() => {
	fe(), D = (e, t) => {
		if (e === void 0) throw Error("Image buffer must be defined");
		if (t.height === void 0 || t.width === void 0) throw Error("Image height and width must be defined");
		if (t.tensorLayout === "NHWC") throw Error("NHWC Tensor layout is not supported yet");
		let { height: n, width: r } = t, i = t.norm ?? {
			mean: 255,
			bias: 0
		}, a, o;
		a = typeof i.mean == "number" ? [
			i.mean,
			i.mean,
			i.mean,
			i.mean
		] : [
			i.mean[0],
			i.mean[1],
			i.mean[2],
			i.mean[3] ?? 255
		], o = typeof i.bias == "number" ? [
			i.bias,
			i.bias,
			i.bias,
			i.bias
		] : [
			i.bias[0],
			i.bias[1],
			i.bias[2],
			i.bias[3] ?? 0
		];
		let s = t.format === void 0 ? "RGBA" : t.format, c = t.tensorFormat !== void 0 && t.tensorFormat !== void 0 ? t.tensorFormat : "RGB", l = n * r, u = c === "RGBA" ? new Float32Array(l * 4) : new Float32Array(l * 3), d = 4, f = 0, p = 1, m = 2, h = 3, g = 0, _ = l, v = l * 2, y = -1;
		s === "RGB" && (d = 3, f = 0, p = 1, m = 2, h = -1), c === "RGBA" ? y = l * 3 : c === "RBG" ? (g = 0, v = l, _ = l * 2) : c === "BGR" && (v = 0, _ = l, g = l * 2);
		for (let t = 0; t < l; t++, f += d, m += d, p += d, h += d) u[g++] = (e[f] + o[0]) / a[0], u[_++] = (e[p] + o[1]) / a[1], u[v++] = (e[m] + o[2]) / a[2], y !== -1 && h !== -1 && (u[y++] = (e[h] + o[3]) / a[3]);
		return c === "RGBA" ? new j("float32", u, [
			1,
			4,
			n,
			r
		]) : new j("float32", u, [
			1,
			3,
			n,
			r
		]);
	}, te = async (e, t) => {
		let n = typeof HTMLImageElement < "u" && e instanceof HTMLImageElement, r = typeof ImageData < "u" && e instanceof ImageData, i = typeof ImageBitmap < "u" && e instanceof ImageBitmap, a = typeof e == "string", o, s = t ?? {}, c = () => {
			if (typeof document < "u") return document.createElement("canvas");
			if (typeof OffscreenCanvas < "u") return new OffscreenCanvas(1, 1);
			throw Error("Canvas is not supported");
		}, l = (e) => typeof HTMLCanvasElement < "u" && e instanceof HTMLCanvasElement || e instanceof OffscreenCanvas ? e.getContext("2d") : null;
		if (n) {
			let n = c();
			n.width = e.width, n.height = e.height;
			let r = l(n);
			if (r != null) {
				let n = e.height, i = e.width;
				if (t !== void 0 && t.resizedHeight !== void 0 && t.resizedWidth !== void 0 && (n = t.resizedHeight, i = t.resizedWidth), t !== void 0) {
					if (s = t, t.tensorFormat !== void 0) throw Error("Image input config format must be RGBA for HTMLImageElement");
					s.tensorFormat = "RGBA", s.height = n, s.width = i;
				} else s.tensorFormat = "RGBA", s.height = n, s.width = i;
				r.drawImage(e, 0, 0), o = r.getImageData(0, 0, i, n).data;
			} else throw Error("Can not access image data");
		} else if (r) {
			let n, r;
			if (t !== void 0 && t.resizedWidth !== void 0 && t.resizedHeight !== void 0 ? (n = t.resizedHeight, r = t.resizedWidth) : (n = e.height, r = e.width), t !== void 0 && (s = t), s.format = "RGBA", s.height = n, s.width = r, t !== void 0) {
				let t = c();
				t.width = r, t.height = n;
				let i = l(t);
				if (i != null) i.putImageData(e, 0, 0), o = i.getImageData(0, 0, r, n).data;
				else throw Error("Can not access image data");
			} else o = e.data;
		} else if (i) {
			if (t === void 0) throw Error("Please provide image config with format for Imagebitmap");
			let n = c();
			n.width = e.width, n.height = e.height;
			let r = l(n);
			if (r != null) {
				let t = e.height, n = e.width;
				return r.drawImage(e, 0, 0, n, t), o = r.getImageData(0, 0, n, t).data, s.height = t, s.width = n, D(o, s);
			}
			throw Error("Can not access image data");
		} else {
			if (a) return new Promise((t, n) => {
				let r = c(), i = l(r);
				if (!e || !i) return n();
				let a = new Image();
				a.crossOrigin = "Anonymous", a.src = e, a.onload = () => {
					r.width = a.width, r.height = a.height, i.drawImage(a, 0, 0, r.width, r.height);
					let e = i.getImageData(0, 0, r.width, r.height);
					s.height = r.height, s.width = r.width, t(D(e.data, s));
				};
			});
			throw Error("Input data provided is not supported - aborted tensor creation");
		}
		if (o !== void 0) return D(o, s);
		throw Error("Input data provided is not supported - aborted tensor creation");
	}, ne = (e, t) => {
		let { width: n, height: r, download: i, dispose: a } = t;
		return new j({
			location: "texture",
			type: "float32",
			texture: e,
			dims: [
				1,
				r,
				n,
				4
			],
			download: i,
			dispose: a
		});
	}, O = (e, t) => {
		let { dataType: n, dims: r, download: i, dispose: a } = t;
		return new j({
			location: "gpu-buffer",
			type: n ?? "float32",
			gpuBuffer: e,
			dims: r,
			download: i,
			dispose: a
		});
	}, re = (e, t) => {
		let { dataType: n, dims: r, download: i, dispose: a } = t;
		return new j({
			location: "ml-tensor",
			type: n ?? "float32",
			mlTensor: e,
			dims: r,
			download: i,
			dispose: a
		});
	}, ie = (e, t, n) => new j({
		location: "cpu-pinned",
		type: e,
		data: t,
		dims: n ?? [t.length]
	});
}), k, A, oe, se, ce = s(() => {
	k = /* @__PURE__ */ new Map([
		["float32", Float32Array],
		["uint8", Uint8Array],
		["int8", Int8Array],
		["uint16", Uint16Array],
		["int16", Int16Array],
		["int32", Int32Array],
		["bool", Uint8Array],
		["float64", Float64Array],
		["uint32", Uint32Array],
		["int4", Uint8Array],
		["uint4", Uint8Array]
	]), A = /* @__PURE__ */ new Map([
		[Float32Array, "float32"],
		[Uint8Array, "uint8"],
		[Int8Array, "int8"],
		[Uint16Array, "uint16"],
		[Int16Array, "int16"],
		[Int32Array, "int32"],
		[Float64Array, "float64"],
		[Uint32Array, "uint32"]
	]), oe = !1, se = () => {
		if (!oe) {
			oe = !0;
			let e = typeof BigInt64Array < "u" && BigInt64Array.from, t = typeof BigUint64Array < "u" && BigUint64Array.from, n = globalThis.Float16Array, r = typeof n < "u" && n.from;
			e && (k.set("int64", BigInt64Array), A.set(BigInt64Array, "int64")), t && (k.set("uint64", BigUint64Array), A.set(BigUint64Array, "uint64")), r ? (k.set("float16", n), A.set(n, "float16")) : k.set("float16", Uint16Array);
		}
	};
}), le, ue, de = s(() => {
	fe(), le = (e) => {
		let t = 1;
		for (let n = 0; n < e.length; n++) {
			let r = e[n];
			if (typeof r != "number" || !Number.isSafeInteger(r)) throw TypeError(`dims[${n}] must be an integer, got: ${r}`);
			if (r < 0) throw RangeError(`dims[${n}] must be a non-negative integer, got: ${r}`);
			t *= r;
		}
		return t;
	}, ue = (e, t) => {
		switch (e.location) {
			case "cpu": return new j(e.type, e.data, t);
			case "cpu-pinned": return new j({
				location: "cpu-pinned",
				data: e.data,
				type: e.type,
				dims: t
			});
			case "texture": return new j({
				location: "texture",
				texture: e.texture,
				type: e.type,
				dims: t
			});
			case "gpu-buffer": return new j({
				location: "gpu-buffer",
				gpuBuffer: e.gpuBuffer,
				type: e.type,
				dims: t
			});
			case "ml-tensor": return new j({
				location: "ml-tensor",
				mlTensor: e.mlTensor,
				type: e.type,
				dims: t
			});
			default: throw Error(`tensorReshape: tensor location ${e.location} is not supported`);
		}
	};
}), j, fe = s(() => {
	E(), ae(), ce(), de(), j = class {
		constructor(e, t, n) {
			se();
			let r, i;
			if (typeof e == "object" && "location" in e) switch (this.dataLocation = e.location, r = e.type, i = e.dims, e.location) {
				case "cpu-pinned": {
					let t = k.get(r);
					if (!t) throw TypeError(`unsupported type "${r}" to create tensor from pinned buffer`);
					if (!(e.data instanceof t)) throw TypeError(`buffer should be of type ${t.name}`);
					this.cpuData = e.data;
					break;
				}
				case "texture":
					if (r !== "float32") throw TypeError(`unsupported type "${r}" to create tensor from texture`);
					this.gpuTextureData = e.texture, this.downloader = e.download, this.disposer = e.dispose;
					break;
				case "gpu-buffer":
					if (r !== "float32" && r !== "float16" && r !== "int32" && r !== "int64" && r !== "uint32" && r !== "uint8" && r !== "bool" && r !== "uint4" && r !== "int4") throw TypeError(`unsupported type "${r}" to create tensor from gpu buffer`);
					this.gpuBufferData = e.gpuBuffer, this.downloader = e.download, this.disposer = e.dispose;
					break;
				case "ml-tensor":
					if (r !== "float32" && r !== "float16" && r !== "int32" && r !== "int64" && r !== "uint32" && r !== "uint64" && r !== "int8" && r !== "uint8" && r !== "bool" && r !== "uint4" && r !== "int4") throw TypeError(`unsupported type "${r}" to create tensor from MLTensor`);
					this.mlTensorData = e.mlTensor, this.downloader = e.download, this.disposer = e.dispose;
					break;
				default: throw Error(`Tensor constructor: unsupported location '${this.dataLocation}'`);
			}
			else {
				let a, o;
				if (typeof e == "string") {
					if (r = e, o = n, e === "string") {
						if (!Array.isArray(t)) throw TypeError("A string tensor's data must be a string array.");
						a = t;
					} else {
						let n = k.get(e);
						if (n === void 0) throw TypeError(`Unsupported tensor type: ${e}.`);
						if (Array.isArray(t)) {
							if (e === "float16" && n === Uint16Array || e === "uint4" || e === "int4") throw TypeError(`Creating a ${e} tensor from number array is not supported. Please use ${n.name} as data.`);
							a = e === "uint64" || e === "int64" ? n.from(t, BigInt) : n.from(t);
						} else if (t instanceof n) a = t;
						else if (t instanceof Uint8ClampedArray) {
							if (e === "uint8") a = Uint8Array.from(t);
							else throw TypeError("A Uint8ClampedArray tensor's data must be type of uint8");
						} else if (e === "float16" && t instanceof Uint16Array && n !== Uint16Array) a = new globalThis.Float16Array(t.buffer, t.byteOffset, t.length);
						else throw TypeError(`A ${r} tensor's data must be type of ${n}`);
					}
				} else if (o = t, Array.isArray(e)) {
					if (e.length === 0) throw TypeError("Tensor type cannot be inferred from an empty array.");
					let t = typeof e[0];
					if (t === "string") r = "string", a = e;
					else if (t === "boolean") r = "bool", a = Uint8Array.from(e);
					else throw TypeError(`Invalid element type of data array: ${t}.`);
				} else if (e instanceof Uint8ClampedArray) r = "uint8", a = Uint8Array.from(e);
				else {
					let t = A.get(e.constructor);
					if (t === void 0) throw TypeError(`Unsupported type for tensor data: ${e.constructor}.`);
					r = t, a = e;
				}
				if (o === void 0) o = [a.length];
				else if (!Array.isArray(o)) throw TypeError("A tensor's dims must be a number array");
				i = o, this.cpuData = a, this.dataLocation = "cpu";
			}
			let a = le(i);
			if (this.cpuData && a !== this.cpuData.length && (r !== "uint4" && r !== "int4" || Math.ceil(a / 2) !== this.cpuData.length)) throw Error(`Tensor's size(${a}) does not match data length(${this.cpuData.length}).`);
			this.type = r, this.dims = i, this.size = a;
		}
		static async fromImage(e, t) {
			return te(e, t);
		}
		static fromTexture(e, t) {
			return ne(e, t);
		}
		static fromGpuBuffer(e, t) {
			return O(e, t);
		}
		static fromMLTensor(e, t) {
			return re(e, t);
		}
		static fromPinnedBuffer(e, t, n) {
			return ie(e, t, n);
		}
		toDataURL(e) {
			return T(this, e);
		}
		toImageData(e) {
			return ee(this, e);
		}
		get data() {
			if (this.ensureValid(), !this.cpuData) throw Error("The data is not on CPU. Use `getData()` to download GPU data to CPU, or use `texture` or `gpuBuffer` property to access the GPU data directly.");
			return this.cpuData;
		}
		get location() {
			return this.dataLocation;
		}
		get texture() {
			if (this.ensureValid(), !this.gpuTextureData) throw Error("The data is not stored as a WebGL texture.");
			return this.gpuTextureData;
		}
		get gpuBuffer() {
			if (this.ensureValid(), !this.gpuBufferData) throw Error("The data is not stored as a WebGPU buffer.");
			return this.gpuBufferData;
		}
		get mlTensor() {
			if (this.ensureValid(), !this.mlTensorData) throw Error("The data is not stored as a WebNN MLTensor.");
			return this.mlTensorData;
		}
		async getData(e) {
			switch (this.ensureValid(), this.dataLocation) {
				case "cpu":
				case "cpu-pinned": return this.data;
				case "texture":
				case "gpu-buffer":
				case "ml-tensor":
					if (!this.downloader) throw Error("The current tensor is not created with a specified data downloader.");
					if (this.isDownloading) throw Error("The current tensor is being downloaded.");
					try {
						this.isDownloading = !0;
						let t = await this.downloader();
						return this.downloader = void 0, this.dataLocation = "cpu", this.cpuData = t, e && this.disposer && (this.disposer(), this.disposer = void 0), t;
					} finally {
						this.isDownloading = !1;
					}
				default: throw Error(`cannot get data from location: ${this.dataLocation}`);
			}
		}
		dispose() {
			if (this.isDownloading) throw Error("The current tensor is being downloaded.");
			this.disposer &&= (this.disposer(), void 0), this.cpuData = void 0, this.gpuTextureData = void 0, this.gpuBufferData = void 0, this.mlTensorData = void 0, this.downloader = void 0, this.isDownloading = void 0, this.dataLocation = "none";
		}
		ensureValid() {
			if (this.dataLocation === "none") throw Error("The tensor is disposed.");
		}
		reshape(e) {
			if (this.ensureValid(), this.downloader || this.disposer) throw Error("Cannot reshape a tensor that owns GPU resource.");
			return ue(this, e);
		}
	};
}), M, N = s(() => {
	fe(), M = j;
}), pe, me, P, F, I, he, ge = s(() => {
	S(), pe = (e, t) => {
		(typeof x.trace > "u" ? !x.wasm.trace : !x.trace) || console.timeStamp(`${e}::ORT::${t}`);
	}, me = (e, t) => {
		let n = (/* @__PURE__ */ Error()).stack?.split(/\r\n|\r|\n/g) || [], r = !1;
		for (let i = 0; i < n.length; i++) {
			if (r && !n[i].includes("TRACE_FUNC")) {
				let r = `FUNC_${e}::${n[i].trim().split(" ")[1]}`;
				t && (r += `::${t}`), pe("CPU", r);
				return;
			}
			n[i].includes("TRACE_FUNC") && (r = !0);
		}
	}, P = (e) => {
		(typeof x.trace > "u" ? !x.wasm.trace : !x.trace) || me("BEGIN", e);
	}, F = (e) => {
		(typeof x.trace > "u" ? !x.wasm.trace : !x.trace) || me("END", e);
	}, I = (e) => {
		(typeof x.trace > "u" ? !x.wasm.trace : !x.trace) || console.time(`ORT::${e}`);
	}, he = (e) => {
		(typeof x.trace > "u" ? !x.wasm.trace : !x.trace) || console.timeEnd(`ORT::${e}`);
	};
}), _e, ve = s(() => {
	g(), N(), ge(), _e = class e {
		constructor(e) {
			this.handler = e;
		}
		async run(e, t, n) {
			P(), I("InferenceSession.run");
			let r = {}, i = {};
			if (typeof e != "object" || !e || e instanceof M || Array.isArray(e)) throw TypeError("'feeds' must be an object that use input names as keys and OnnxValue as corresponding values.");
			let a = !0;
			if (typeof t == "object") {
				if (t === null) throw TypeError("Unexpected argument[1]: cannot be null.");
				if (t instanceof M) throw TypeError("'fetches' cannot be a Tensor");
				if (Array.isArray(t)) {
					if (t.length === 0) throw TypeError("'fetches' cannot be an empty array.");
					a = !1;
					for (let e of t) {
						if (typeof e != "string") throw TypeError("'fetches' must be a string array or an object.");
						if (this.outputNames.indexOf(e) === -1) throw RangeError(`'fetches' contains invalid output name: ${e}.`);
						r[e] = null;
					}
					if (typeof n == "object" && n) i = n;
					else if (typeof n < "u") throw TypeError("'options' must be an object.");
				} else {
					let e = !1, o = Object.getOwnPropertyNames(t);
					for (let n of this.outputNames) if (o.indexOf(n) !== -1) {
						let i = t[n];
						(i === null || i instanceof M) && (e = !0, a = !1, r[n] = i);
					}
					if (e) {
						if (typeof n == "object" && n) i = n;
						else if (typeof n < "u") throw TypeError("'options' must be an object.");
					} else i = t;
				}
			} else if (typeof t < "u") throw TypeError("Unexpected argument[1]: must be 'fetches' or 'options'.");
			for (let t of this.inputNames) if (typeof e[t] > "u") throw Error(`input '${t}' is missing in 'feeds'.`);
			if (a) for (let e of this.outputNames) r[e] = null;
			let o = await this.handler.run(e, r, i), s = {};
			for (let e in o) if (Object.hasOwnProperty.call(o, e)) {
				let t = o[e];
				s[e] = t instanceof M ? t : new M(t.type, t.data, t.dims);
			}
			return he("InferenceSession.run"), F(), s;
		}
		async release() {
			return this.handler.dispose();
		}
		static async create(t, n, r, i) {
			P(), I("InferenceSession.create");
			let a, o = {};
			if (typeof t == "string") {
				if (a = t, typeof n == "object" && n) o = n;
				else if (typeof n < "u") throw TypeError("'options' must be an object.");
			} else if (t instanceof Uint8Array) {
				if (a = t, typeof n == "object" && n) o = n;
				else if (typeof n < "u") throw TypeError("'options' must be an object.");
			} else if (t instanceof ArrayBuffer || typeof SharedArrayBuffer < "u" && t instanceof SharedArrayBuffer) {
				let e = t, s = 0, c = t.byteLength;
				if (typeof n == "object" && n) o = n;
				else if (typeof n == "number") {
					if (s = n, !Number.isSafeInteger(s)) throw RangeError("'byteOffset' must be an integer.");
					if (s < 0 || s >= e.byteLength) throw RangeError(`'byteOffset' is out of range [0, ${e.byteLength}).`);
					if (c = t.byteLength - s, typeof r == "number") {
						if (c = r, !Number.isSafeInteger(c)) throw RangeError("'byteLength' must be an integer.");
						if (c <= 0 || s + c > e.byteLength) throw RangeError(`'byteLength' is out of range (0, ${e.byteLength - s}].`);
						if (typeof i == "object" && i) o = i;
						else if (typeof i < "u") throw TypeError("'options' must be an object.");
					} else if (typeof r < "u") throw TypeError("'byteLength' must be a number.");
				} else if (typeof n < "u") throw TypeError("'options' must be an object.");
				a = new Uint8Array(e, s, c);
			} else throw TypeError("Unexpected argument[0]: must be 'path' or 'buffer'.");
			let [s, c] = await h(o), l = await s.createInferenceSessionHandler(a, c);
			return he("InferenceSession.create"), F(), new e(l);
		}
		startProfiling() {
			this.handler.startProfiling();
		}
		endProfiling() {
			this.handler.endProfiling();
		}
		get inputNames() {
			return this.handler.inputNames;
		}
		get outputNames() {
			return this.handler.outputNames;
		}
		get inputMetadata() {
			return this.handler.inputMetadata;
		}
		get outputMetadata() {
			return this.handler.outputMetadata;
		}
	};
}), ye, be = s(() => {
	ve(), ye = _e;
}), xe = s(() => {}), Se = s(() => {}), L = s(() => {}), Ce = s(() => {});
c({}, {
	InferenceSession: () => ye,
	TRACE: () => pe,
	TRACE_EVENT_BEGIN: () => I,
	TRACE_EVENT_END: () => he,
	TRACE_FUNC_BEGIN: () => P,
	TRACE_FUNC_END: () => F,
	Tensor: () => M,
	env: () => C,
	registerBackend: () => p
});
var R = s(() => {
	_(), w(), be(), N(), xe(), Se(), ge(), L(), Ce();
}), we = s(() => {}), Te = {};
c(Te, { default: () => Oe });
var Ee, De, Oe, ke = s(() => {
	It(), V(), Je(), Ee = "ort-wasm-proxy-worker", De = globalThis.self?.name === Ee, De && (self.onmessage = (e) => {
		let { type: t, in: n } = e.data;
		try {
			switch (t) {
				case "init-wasm":
					nt(n.wasm).then(() => {
						Tt(n).then(() => {
							postMessage({ type: t });
						}, (e) => {
							postMessage({
								type: t,
								err: e
							});
						});
					}, (e) => {
						postMessage({
							type: t,
							err: e
						});
					});
					break;
				case "init-ep": {
					let { epName: e, env: r } = n;
					Et(r, e).then(() => {
						postMessage({ type: t });
					}, (e) => {
						postMessage({
							type: t,
							err: e
						});
					});
					break;
				}
				case "copy-from": {
					let { buffer: e } = n, r = At(e);
					postMessage({
						type: t,
						out: r
					});
					break;
				}
				case "create": {
					let { model: e, options: r } = n;
					jt(e, r).then((e) => {
						postMessage({
							type: t,
							out: e
						});
					}, (e) => {
						postMessage({
							type: t,
							err: e
						});
					});
					break;
				}
				case "release":
					G(n), postMessage({ type: t });
					break;
				case "run": {
					let { sessionId: e, inputIndices: r, inputs: i, outputIndices: a, options: o } = n;
					Nt(e, r, i, a, Array(a.length).fill(null), o).then((e) => {
						e.some((e) => e[3] !== "cpu") ? postMessage({
							type: t,
							err: "Proxy does not support non-cpu tensor location."
						}) : postMessage({
							type: t,
							out: e
						}, Ft([...i, ...e]));
					}, (e) => {
						postMessage({
							type: t,
							err: e
						});
					});
					break;
				}
				case "end-profiling": Pt(n), postMessage({ type: t });
			}
		} catch (e) {
			postMessage({
				type: t,
				err: e
			});
		}
	}), Oe = De ? null : (e) => new Worker(e ?? z, {
		type: "module",
		name: Ee
	});
}), Ae = {};
c(Ae, { default: () => Me });
async function je(e = {}) {
	var t = e, n = !!globalThis.window, r = !!globalThis.WorkerGlobalScope, i = r && self.name?.startsWith("em-pthread");
	t.mountExternalData = (e, n) => {
		e.startsWith("./") && (e = e.substring(2)), (t.Tb ||= /* @__PURE__ */ new Map()).set(e, n);
	}, t.unmountExternalData = () => {
		delete t.Tb, delete t.mc, delete t.lc, delete t.nc;
	}, globalThis.SharedArrayBuffer ?? new WebAssembly.Memory({
		initial: 0,
		maximum: 0,
		shared: !0
	}).buffer.constructor;
	var a, o, s = (e, t) => {
		throw t;
	}, c = import.meta.url, l = "";
	if (n || r) {
		try {
			l = new URL(".", c).href;
		} catch {}
		r && (o = (e) => {
			var t = new XMLHttpRequest();
			return t.open("GET", e, !1), t.responseType = "arraybuffer", t.send(null), new Uint8Array(t.response);
		}), a = async (e) => {
			if (x(e)) return new Promise((t, n) => {
				var r = new XMLHttpRequest();
				r.open("GET", e, !0), r.responseType = "arraybuffer", r.onload = () => {
					r.status == 200 || r.status == 0 && r.response ? t(r.response) : n(r.status);
				}, r.onerror = n, r.send(null);
			});
			var t = await fetch(e, { credentials: "same-origin" });
			if (t.ok) return t.arrayBuffer();
			throw Error(t.status + " : " + t.url);
		};
	}
	var u, d, f, p, m, h, g = console.log.bind(console), _ = console.error.bind(console), v = g, y = _, b = !1, x = (e) => e.startsWith("file://");
	function S() {
		xe.buffer != w.buffer && ae();
	}
	if (i) {
		let e = function(n) {
			try {
				var r = n.data, i = r.Rb;
				if (i === "load") {
					let n = [];
					self.onmessage = (e) => n.push(e), h = () => {
						postMessage({ Rb: "loaded" });
						for (let t of n) e(t);
						self.onmessage = e;
					};
					for (let e of r.ac) t[e] && !t[e].proxy || (t[e] = (...t) => {
						postMessage({
							Rb: "callHandler",
							$b: e,
							args: t
						});
					}, e == "print" && (v = t[e]), e == "printErr" && (y = t[e]));
					xe = r.fc, ae(), d = r.hc, se(), $n();
				} else if (i === "run") {
					(function(e) {
						var t = (S(), D)[e + 52 >>> 2 >>> 0];
						e = (S(), D)[e + 56 >>> 2 >>> 0], rn(t, t - e), Q(t);
					})(r.Qb), Yt(r.Qb, 0, 0, 1, 0, 0), ve(), rt(r.Qb), C ||= !0;
					try {
						Ce(r.dc, r.Vb);
					} catch (e) {
						if (e != "unwind") throw e;
					}
				} else r.target !== "setimmediate" && (i === "checkMailbox" ? C && U() : i && (y(`worker: received unknown command ${i}`), y(r)));
			} catch (e) {
				throw Xt(), e;
			}
		};
		var C = !1;
		self.onunhandledrejection = (e) => {
			throw e.reason || e;
		}, self.onmessage = e;
	}
	var w, T, ee, E, D, te, ne, O, re, ie = !1;
	function ae() {
		var e = xe.buffer;
		t.HEAP8 = w = new Int8Array(e), ee = new Int16Array(e), t.HEAPU8 = T = new Uint8Array(e), new Uint16Array(e), t.HEAP32 = E = new Int32Array(e), t.HEAPU32 = D = new Uint32Array(e), te = new Float32Array(e), ne = new Float64Array(e), O = new BigInt64Array(e), new BigUint64Array(e);
	}
	function k() {
		ie = !0, i ? h() : dn.Va();
	}
	function A(e) {
		throw y(e = "Aborted(" + e + ")"), b = !0, e = new WebAssembly.RuntimeError(e + ". Build with -sASSERTIONS for more info."), m?.(e), e;
	}
	function oe() {
		return { a: {
			T: mn,
			f: Te,
			w: De,
			e: Me,
			k: Ne,
			h: Pe,
			L: Fe,
			b: Ie,
			G: Le,
			ua: Re,
			j: ze,
			M: Ue,
			La: We,
			qa: Ge,
			sa: Ke,
			Ma: qe,
			Ja: Je,
			Ca: Ye,
			Ia: Xe,
			Z: Ze,
			ra: Qe,
			oa: $e,
			Ka: et,
			pa: tt,
			Ra: nt,
			Fa: B,
			ma: it,
			va: ot,
			ja: st,
			U: ct,
			Ea: rt,
			Oa: lt,
			za: ut,
			Aa: mt,
			Ba: ht,
			xa: gt,
			ya: _t,
			ka: bt,
			Ta: xt,
			Qa: wt,
			W: Et,
			V: Dt,
			Pa: St,
			F: Ot,
			Na: kt,
			na: At,
			u: yt,
			H: jt,
			S: It,
			la: K,
			ba: Ft,
			Ua: q,
			Ga: zt,
			Ha: Bt,
			ta: P,
			I: Vt,
			wa: Y,
			Y: X,
			Da: Ht,
			X: Wt,
			$: Zn,
			N: Kn,
			aa: Xn,
			O: Gn,
			v: Pn,
			d: vn,
			m: gn,
			n: hn,
			r: On,
			ca: Hn,
			E: Vn,
			o: xn,
			P: Un,
			C: qn,
			J: Bn,
			da: zn,
			ea: Rn,
			z: kn,
			fa: In,
			Q: Ln,
			ga: Fn,
			y: Mn,
			D: Wn,
			c: _n,
			q: bn,
			i: yn,
			_: Qn,
			l: Cn,
			p: wn,
			s: Sn,
			t: Tn,
			x: An,
			R: Nn,
			A: Jn,
			K: jn,
			B: Yn,
			ha: Dn,
			ia: En,
			g: Gt,
			a: xe,
			Sa: pe
		} };
	}
	async function se() {
		function e(e, n) {
			return dn = e.exports, dn = (function() {
				var e = dn, t = (e) => () => e() >>> 0, n = (e) => (t) => e(t) >>> 0;
				return (e = Object.assign({}, e)).ub = t(e.ub), e.wb = n(e.wb), e.Kb = n(e.Kb), e.Lb = t(e.Lb), e.Pb = n(e.Pb), e;
			})(), he.push(dn.xb), e = dn, t._OrtInit = e.Wa, t._OrtGetLastError = e.Xa, t._OrtCreateSessionOptions = e.Ya, t._OrtAppendExecutionProvider = e.Za, t._OrtAddFreeDimensionOverride = e._a, t._OrtAddSessionConfigEntry = e.$a, t._OrtReleaseSessionOptions = e.ab, t._OrtCreateSession = e.bb, t._OrtReleaseSession = e.cb, t._OrtGetInputOutputCount = e.db, t._OrtGetInputOutputMetadata = e.eb, t._OrtFree = e.fb, t._OrtCreateTensor = e.gb, t._OrtGetTensorData = e.hb, t._OrtReleaseTensor = e.ib, t._OrtCreateRunOptions = e.jb, t._OrtAddRunConfigEntry = e.kb, t._OrtReleaseRunOptions = e.lb, t._OrtCreateBinding = e.mb, t._OrtBindInput = e.nb, t._OrtBindOutput = e.ob, t._OrtClearBoundOutputs = e.pb, t._OrtReleaseBinding = e.qb, t._OrtRunWithBinding = e.rb, t._OrtRun = e.sb, t._OrtEndProfiling = e.tb, Kt = e.ub, qt = t._free = e.vb, Jt = t._malloc = e.wb, Yt = e.zb, Xt = e.Ab, Zt = e.Bb, Qt = e.Cb, $t = e.Db, en = e.Eb, tn = e.Fb, Z = e.Gb, nn = e.Hb, rn = e.Ib, Q = e.Jb, an = e.Kb, $ = e.Lb, on = e.Mb, sn = e.Nb, cn = e.Ob, ln = e.Pb, un = e.yb, d = n, dn;
		}
		var n, r = oe();
		return t.instantiateWasm ? new Promise((n) => {
			t.instantiateWasm(r, (t, r) => {
				n(e(t, r));
			});
		}) : i ? e(new WebAssembly.Instance(d, oe()), d) : (re ??= t.locateFile ? t.locateFile ? t.locateFile("ort-wasm-simd-threaded.wasm", l) : l + "ort-wasm-simd-threaded.wasm" : new URL("", location.href).href, n = await (async function(e) {
			var t = re;
			if (!u && !x(t)) try {
				var n = fetch(t, { credentials: "same-origin" });
				return await WebAssembly.instantiateStreaming(n, e);
			} catch (e) {
				y(`wasm streaming compile failed: ${e}`), y("falling back to ArrayBuffer instantiation");
			}
			return (async function(e, t) {
				try {
					var n = await (async function(e) {
						if (!u) try {
							var t = await a(e);
							return new Uint8Array(t);
						} catch {}
						if (e == re && u) e = new Uint8Array(u);
						else {
							if (!o) throw "both async and sync fetching of the wasm failed";
							e = o(e);
						}
						return e;
					})(e);
					return await WebAssembly.instantiate(n, t);
				} catch (e) {
					y(`failed to asynchronously prepare wasm: ${e}`), A(e);
				}
			})(t, e);
		})(r), e(n.instance, n.module));
	}
	class ce {
		name = "ExitStatus";
		constructor(e) {
			this.message = `Program terminated with exit(${e})`, this.status = e;
		}
	}
	var le = (e) => {
		e.terminate(), e.onmessage = () => {};
	}, ue = [], de = 0, j = null, fe = (e) => {
		F.length == 0 && (be(), ye(F[0]));
		var t = F.pop();
		if (!t) return 6;
		I.push(t), ge[e.Qb] = t, t.Qb = e.Qb;
		var n = {
			Rb: "run",
			dc: e.cc,
			Vb: e.Vb,
			Qb: e.Qb
		};
		return t.postMessage(n, e.Zb), 0;
	}, M = 0, N = (e, t, ...n) => {
		var r, i = 16 * n.length, a = $(), o = an(i), s = o >>> 3;
		for (r of n) typeof r == "bigint" ? ((S(), O)[s++ >>> 0] = 1n, (S(), O)[s++ >>> 0] = r) : ((S(), O)[s++ >>> 0] = 0n, (S(), ne)[s++ >>> 0] = r);
		return e = Zt(e, 0, i, o, t), Q(a), e;
	};
	function pe(e) {
		if (i) return N(0, 1, e);
		if (f = e, !(0 < M)) {
			for (var t of I) le(t);
			for (t of F) le(t);
			F = [], I = [], ge = {}, b = !0;
		}
		s(0, new ce(e));
	}
	function me(e) {
		if (i) return N(1, 0, e);
		P(e);
	}
	var P = (e) => {
		if (f = e, i) throw me(e), "unwind";
		pe(e);
	}, F = [], I = [], he = [], ge = {}, _e = (e) => {
		var t = e.Qb;
		delete ge[t], F.push(e), I.splice(I.indexOf(e), 1), e.Qb = 0, Qt(t);
	};
	function ve() {
		he.forEach((e) => e());
	}
	var ye = (e) => new Promise((n) => {
		e.onmessage = (r) => {
			var i = r.data;
			if (r = i.Rb, i.Ub && i.Ub != Kt()) {
				var a = ge[i.Ub];
				a ? a.postMessage(i, i.Zb) : y(`Internal error! Worker sent a message "${r}" to target pthread ${i.Ub}, but that thread no longer exists!`);
			} else r === "checkMailbox" ? U() : r === "spawnThread" ? fe(i) : r === "cleanupThread" ? V(() => {
				_e(ge[i.ec]);
			}) : r === "loaded" ? (e.loaded = !0, n(e)) : i.target === "setimmediate" ? e.postMessage(i) : r === "uncaughtException" ? e.onerror(i.error) : r === "callHandler" ? t[i.$b](...i.args) : r && y(`worker sent an unknown command ${r}`);
		}, e.onerror = (e) => {
			throw y(`worker sent an error! ${e.filename}:${e.lineno}: ${e.message}`), e;
		};
		var r, i = [];
		for (r of []) t.propertyIsEnumerable(r) && i.push(r);
		e.postMessage({
			Rb: "load",
			ac: i,
			fc: xe,
			hc: d
		});
	});
	function be() {
		var e = new Worker((() => {
			let e = URL;
			return import.meta.url > "file:" && import.meta.url < "file;" ? new e("ort.wasm.bundle.min.mjs", import.meta.url) : new URL(import.meta.url);
		})(), {
			type: "module",
			workerData: "em-pthread",
			name: "em-pthread"
		});
		F.push(e);
	}
	var xe, Se = [], L = (e) => {
		var t = Se[e];
		return t || (Se[e] = t = un.get(e)), t;
	}, Ce = (e, t) => {
		M = 0, e = L(e)(t), 0 < M ? f = e : $t(e);
	}, R = [], we = 0;
	function Te(e) {
		var t = new Ae(e >>>= 0);
		return (S(), w)[t.Sb + 12 >>> 0] == 0 && (Oe(t, !0), we--), ke(t, !1), R.push(t), ln(e);
	}
	var Ee = 0, De = () => {
		Z(0, 0);
		var e = R.pop();
		on(e.Wb), Ee = 0;
	};
	function Oe(e, t) {
		t = +!!t, (S(), w)[e.Sb + 12 >>> 0] = t;
	}
	function ke(e, t) {
		t = +!!t, (S(), w)[e.Sb + 13 >>> 0] = t;
	}
	class Ae {
		constructor(e) {
			this.Wb = e, this.Sb = e - 24;
		}
	}
	var je = (e) => {
		var t = Ee;
		if (!t) return nn(0), 0;
		var n = new Ae(t);
		(S(), D)[n.Sb + 16 >>> 2 >>> 0] = t;
		var r = (S(), D)[n.Sb + 4 >>> 2 >>> 0];
		if (!r) return nn(0), t;
		for (var i of e) {
			if (i === 0 || i === r) break;
			if (cn(i, r, n.Sb + 16)) return nn(i), t;
		}
		return nn(r), t;
	};
	function Me() {
		return je([]);
	}
	function Ne(e) {
		return je([e >>> 0]);
	}
	function Pe(e, t, n, r) {
		return je([
			e >>> 0,
			t >>> 0,
			n >>> 0,
			r >>> 0
		]);
	}
	var Fe = () => {
		var e = R.pop();
		e || A("no exception to throw");
		var t = e.Wb;
		throw (S(), w)[e.Sb + 13 >>> 0] == 0 && (R.push(e), ke(e, !0), Oe(e, !1), we++), sn(t), Ee = t;
	};
	function Ie(e, t, n) {
		var r = new Ae(e >>>= 0);
		throw t >>>= 0, n >>>= 0, (S(), D)[r.Sb + 16 >>> 2 >>> 0] = 0, (S(), D)[r.Sb + 4 >>> 2 >>> 0] = t, (S(), D)[r.Sb + 8 >>> 2 >>> 0] = n, sn(e), we++, Ee = e;
	}
	var Le = () => we;
	function z(e, t, n, r) {
		return i ? N(2, 1, e, t, n, r) : Re(e, t, n, r);
	}
	function Re(e, t, n, r) {
		if (e >>>= 0, t >>>= 0, n >>>= 0, r >>>= 0, !globalThis.SharedArrayBuffer) return 6;
		var a = [];
		return i && a.length === 0 ? z(e, t, n, r) : (e = {
			cc: n,
			Qb: e,
			Vb: r,
			Zb: a
		}, i ? (e.Rb = "spawnThread", postMessage(e, a), 0) : fe(e));
	}
	function ze(e) {
		throw Ee ||= e >>> 0, Ee;
	}
	var Be = globalThis.TextDecoder && new TextDecoder(), Ve = (e, t = 0, n, r) => {
		var i = t >>>= 0;
		if (n = i + n, r) r = n;
		else {
			for (; e[i] && !(i >= n);) ++i;
			r = i;
		}
		if (16 < r - t && e.buffer && Be) return Be.decode(e.buffer instanceof ArrayBuffer ? e.subarray(t, r) : e.slice(t, r));
		for (i = ""; t < r;) if (128 & (n = e[t++])) {
			var a = 63 & e[t++];
			if ((224 & n) == 192) i += String.fromCharCode((31 & n) << 6 | a);
			else {
				var o = 63 & e[t++];
				65536 > (n = (240 & n) == 224 ? (15 & n) << 12 | a << 6 | o : (7 & n) << 18 | a << 12 | o << 6 | 63 & e[t++]) ? i += String.fromCharCode(n) : (n -= 65536, i += String.fromCharCode(55296 | n >> 10, 56320 | 1023 & n));
			}
		} else i += String.fromCharCode(n);
		return i;
	}, He = (e, t, n) => (e >>>= 0) ? Ve((S(), T), e, t, n) : "";
	function Ue(e, t, n) {
		return i ? N(3, 1, e, t, n) : 0;
	}
	function We(e, t) {
		if (i) return N(4, 1, e, t);
	}
	function Ge(e, t) {
		if (i) return N(5, 1, e, t);
	}
	function Ke(e, t, n) {
		if (i) return N(6, 1, e, t, n);
	}
	function qe(e, t, n) {
		return i ? N(7, 1, e, t, n) : 0;
	}
	function Je(e, t) {
		if (i) return N(8, 1, e, t);
	}
	function Ye(e, t, n) {
		if (i) return N(9, 1, e, t, n);
	}
	function Xe(e, t, n, r) {
		if (i) return N(10, 1, e, t, n, r);
	}
	function Ze(e, t, n, r) {
		if (i) return N(11, 1, e, t, n, r);
	}
	function Qe(e, t, n, r) {
		if (i) return N(12, 1, e, t, n, r);
	}
	function $e(e) {
		if (i) return N(13, 1, e);
	}
	function et(e, t) {
		if (i) return N(14, 1, e, t);
	}
	function tt(e, t, n) {
		if (i) return N(15, 1, e, t, n);
	}
	var nt = () => A("");
	function B(e) {
		Yt(e >>> 0, !r, 1, !n, 131072, !1), ve();
	}
	var V = (e) => {
		if (!b) try {
			if (e(), !(0 < M)) try {
				i ? Kt() && $t(f) : P(f);
			} catch (e) {
				e instanceof ce || e == "unwind" || s(0, e);
			}
		} catch (e) {
			e instanceof ce || e == "unwind" || s(0, e);
		}
	}, H = !Atomics.waitAsync || globalThis.navigator?.userAgent && 91 > Number((navigator.userAgent.match(/Chrom(e|ium)\/([0-9]+)\./) || [])[2]);
	function rt(e) {
		e >>>= 0, H || (Atomics.waitAsync((S(), E), e >>> 2, e).value.then(U), e += 128, Atomics.store((S(), E), e >>> 2, 1));
	}
	var U = () => V(() => {
		var e = Kt();
		e && (rt(e), tn());
	});
	function it(e, t) {
		(e >>>= 0) == t >>> 0 ? setTimeout(U) : i ? postMessage({
			Ub: e,
			Rb: "checkMailbox"
		}) : (e = ge[e]) && e.postMessage({ Rb: "checkMailbox" });
	}
	var at = [];
	function ot(e, t, n, r, i) {
		for (t >>>= 0, i >>>= 0, at.length = 0, n = i >>> 3, r = i + r >>> 3; n < r;) {
			var a = (S(), O)[n++ >>> 0] ? (S(), O)[n++ >>> 0] : (S(), ne)[n++ >>> 0];
			at.push(a);
		}
		return (t ? pn[t] : fn[e])(...at);
	}
	var st = () => {
		M = 0;
	};
	function ct(e) {
		e >>>= 0, i ? postMessage({
			Rb: "cleanupThread",
			ec: e
		}) : _e(ge[e]);
	}
	function lt(e) {}
	function ut(e, t) {
		e = -9007199254740992 > e || 9007199254740992 < e ? NaN : Number(e), t >>>= 0, e = /* @__PURE__ */ new Date(1e3 * e), (S(), E)[t >>> 2 >>> 0] = e.getUTCSeconds(), (S(), E)[t + 4 >>> 2 >>> 0] = e.getUTCMinutes(), (S(), E)[t + 8 >>> 2 >>> 0] = e.getUTCHours(), (S(), E)[t + 12 >>> 2 >>> 0] = e.getUTCDate(), (S(), E)[t + 16 >>> 2 >>> 0] = e.getUTCMonth(), (S(), E)[t + 20 >>> 2 >>> 0] = e.getUTCFullYear() - 1900, (S(), E)[t + 24 >>> 2 >>> 0] = e.getUTCDay(), e = (e.getTime() - Date.UTC(e.getUTCFullYear(), 0, 1, 0, 0, 0, 0)) / 864e5 | 0, (S(), E)[t + 28 >>> 2 >>> 0] = e;
	}
	var dt = (e) => e % 4 == 0 && (e % 100 != 0 || e % 400 == 0), ft = [
		0,
		31,
		60,
		91,
		121,
		152,
		182,
		213,
		244,
		274,
		305,
		335
	], pt = [
		0,
		31,
		59,
		90,
		120,
		151,
		181,
		212,
		243,
		273,
		304,
		334
	];
	function mt(e, t) {
		e = -9007199254740992 > e || 9007199254740992 < e ? NaN : Number(e), t >>>= 0, e = /* @__PURE__ */ new Date(1e3 * e), (S(), E)[t >>> 2 >>> 0] = e.getSeconds(), (S(), E)[t + 4 >>> 2 >>> 0] = e.getMinutes(), (S(), E)[t + 8 >>> 2 >>> 0] = e.getHours(), (S(), E)[t + 12 >>> 2 >>> 0] = e.getDate(), (S(), E)[t + 16 >>> 2 >>> 0] = e.getMonth(), (S(), E)[t + 20 >>> 2 >>> 0] = e.getFullYear() - 1900, (S(), E)[t + 24 >>> 2 >>> 0] = e.getDay();
		var n = (dt(e.getFullYear()) ? ft : pt)[e.getMonth()] + e.getDate() - 1 | 0;
		(S(), E)[t + 28 >>> 2 >>> 0] = n, (S(), E)[t + 36 >>> 2 >>> 0] = -60 * e.getTimezoneOffset(), n = new Date(e.getFullYear(), 6, 1).getTimezoneOffset();
		var r = new Date(e.getFullYear(), 0, 1).getTimezoneOffset();
		e = 0 | (n != r && e.getTimezoneOffset() == Math.min(r, n)), (S(), E)[t + 32 >>> 2 >>> 0] = e;
	}
	function ht(e) {
		e >>>= 0;
		var t = new Date((S(), E)[e + 20 >>> 2 >>> 0] + 1900, (S(), E)[e + 16 >>> 2 >>> 0], (S(), E)[e + 12 >>> 2 >>> 0], (S(), E)[e + 8 >>> 2 >>> 0], (S(), E)[e + 4 >>> 2 >>> 0], (S(), E)[e >>> 2 >>> 0], 0), n = (S(), E)[e + 32 >>> 2 >>> 0], r = t.getTimezoneOffset(), i = new Date(t.getFullYear(), 6, 1).getTimezoneOffset(), a = new Date(t.getFullYear(), 0, 1).getTimezoneOffset(), o = Math.min(a, i);
		return 0 > n ? (S(), E)[e + 32 >>> 2 >>> 0] = +(i != a && o == r) : 0 < n != (o == r) && (i = Math.max(a, i), t.setTime(t.getTime() + 6e4 * ((0 < n ? o : i) - r))), (S(), E)[e + 24 >>> 2 >>> 0] = t.getDay(), n = (dt(t.getFullYear()) ? ft : pt)[t.getMonth()] + t.getDate() - 1 | 0, (S(), E)[e + 28 >>> 2 >>> 0] = n, (S(), E)[e >>> 2 >>> 0] = t.getSeconds(), (S(), E)[e + 4 >>> 2 >>> 0] = t.getMinutes(), (S(), E)[e + 8 >>> 2 >>> 0] = t.getHours(), (S(), E)[e + 12 >>> 2 >>> 0] = t.getDate(), (S(), E)[e + 16 >>> 2 >>> 0] = t.getMonth(), (S(), E)[e + 20 >>> 2 >>> 0] = t.getYear(), e = t.getTime(), BigInt(isNaN(e) ? -1 : e / 1e3);
	}
	function gt(e, t, n, r, a, o, s) {
		return i ? N(16, 1, e, t, n, r, a, o, s) : -52;
	}
	function _t(e, t, n, r, a, o) {
		if (i) return N(17, 1, e, t, n, r, a, o);
	}
	var vt = {}, yt = () => performance.timeOrigin + performance.now();
	function bt(e, t) {
		return i ? N(18, 1, e, t) : (vt[e] && (clearTimeout(vt[e].id), delete vt[e]), t && (vt[e] = {
			id: setTimeout(() => {
				delete vt[e], V(() => en(e, performance.timeOrigin + performance.now()));
			}, t),
			oc: t
		}), 0);
	}
	var W = (e, t, n) => {
		var r = (S(), T);
		if (t >>>= 0, 0 < n) {
			var i = t;
			n = t + n - 1;
			for (var a = 0; a < e.length; ++a) {
				var o = e.codePointAt(a);
				if (127 >= o) {
					if (t >= n) break;
					r[t++ >>> 0] = o;
				} else if (2047 >= o) {
					if (t + 1 >= n) break;
					r[t++ >>> 0] = 192 | o >> 6, r[t++ >>> 0] = 128 | 63 & o;
				} else if (65535 >= o) {
					if (t + 2 >= n) break;
					r[t++ >>> 0] = 224 | o >> 12, r[t++ >>> 0] = 128 | o >> 6 & 63, r[t++ >>> 0] = 128 | 63 & o;
				} else {
					if (t + 3 >= n) break;
					r[t++ >>> 0] = 240 | o >> 18, r[t++ >>> 0] = 128 | o >> 12 & 63, r[t++ >>> 0] = 128 | o >> 6 & 63, r[t++ >>> 0] = 128 | 63 & o, a++;
				}
			}
			r[t >>> 0] = 0, e = t - i;
		} else e = 0;
		return e;
	};
	function xt(e, t, n, r) {
		e >>>= 0, t >>>= 0, n >>>= 0, r >>>= 0;
		var i = (/* @__PURE__ */ new Date()).getFullYear(), a = new Date(i, 0, 1).getTimezoneOffset();
		i = new Date(i, 6, 1).getTimezoneOffset();
		var o = Math.max(a, i);
		(S(), D)[e >>> 2 >>> 0] = 60 * o, (S(), E)[t >>> 2 >>> 0] = +(a != i), e = (t = (e) => {
			var t = Math.abs(e);
			return `UTC${0 <= e ? "-" : "+"}${String(Math.floor(t / 60)).padStart(2, "0")}${String(t % 60).padStart(2, "0")}`;
		})(a), t = t(i), i < a ? (W(e, n, 17), W(t, r, 17)) : (W(e, r, 17), W(t, n, 17));
	}
	var St = () => Date.now(), Ct = 1;
	function wt(e, t, n) {
		if (n >>>= 0, !(0 <= e && 3 >= e)) return 28;
		if (e === 0) e = Date.now();
		else {
			if (!Ct) return 52;
			e = performance.timeOrigin + performance.now();
		}
		return e = Math.round(1e6 * e), (S(), O)[n >>> 3 >>> 0] = BigInt(e), 0;
	}
	var Tt = [];
	function Et(e, t, n) {
		e >>>= 0, t >>>= 0, n >>>= 0, Tt.length = 0;
		for (var r; r = (S(), T)[t++ >>> 0];) {
			var i = r != 105;
			n += (i &= r != 112) && n % 8 ? 4 : 0, Tt.push(r == 112 ? (S(), D)[n >>> 2 >>> 0] : r == 106 ? (S(), O)[n >>> 3 >>> 0] : r == 105 ? (S(), E)[n >>> 2 >>> 0] : (S(), ne)[n >>> 3 >>> 0]), n += i ? 8 : 4;
		}
		return pn[e](...Tt);
	}
	var Dt = () => {};
	function Ot(e, t) {
		return y(He(e >>> 0, t >>> 0));
	}
	var kt = () => {
		throw M += 1, "unwind";
	};
	function At() {
		return 4294901760;
	}
	var jt = () => navigator.hardwareConcurrency, G = {}, Mt = (e) => {
		for (var t = 0, n = 0; n < e.length; ++n) {
			var r = e.charCodeAt(n);
			127 >= r ? t++ : 2047 >= r ? t += 2 : 55296 <= r && 57343 >= r ? (t += 4, ++n) : t += 3;
		}
		return t;
	}, Nt = (e) => {
		var t;
		return (t = /\bwasm-function\[\d+\]:(0x[0-9a-f]+)/.exec(e)) ? +t[1] : (t = /:(\d+):\d+(?:\)|$)/.exec(e)) ? 2147483648 | t[1] : 0;
	}, Pt = (e) => {
		for (var t of e) (e = Nt(t)) && (G[e] = t);
	};
	function Ft() {
		var e = Error().stack.toString().split("\n");
		return e[0] == "Error" && e.shift(), Pt(e), G.Xb = Nt(e[3]), G.bc = e, G.Xb;
	}
	function It(e) {
		if (!(e = G[e >>> 0])) return 0;
		var t;
		if (t = /^\s+at .*\.wasm\.(.*) \(.*\)$/.exec(e)) e = t[1];
		else if (t = /^\s+at (.*) \(.*\)$/.exec(e)) e = t[1];
		else {
			if (!(t = /^(.+?)@/.exec(e))) return 0;
			e = t[1];
		}
		qt(It.Yb ?? 0), t = Mt(e) + 1;
		var n = Jt(t);
		return n && W(e, n, t), It.Yb = n, It.Yb;
	}
	function K(e) {
		e >>>= 0;
		var t = (S(), T).length;
		if (e <= t || 4294901760 < e) return !1;
		for (var n = 1; 4 >= n; n *= 2) {
			var r = t * (1 + .2 / n);
			r = Math.min(r, e + 100663296);
			e: {
				r = (Math.min(4294901760, 65536 * Math.ceil(Math.max(e, r) / 65536)) - xe.buffer.byteLength + 65535) / 65536 | 0;
				try {
					xe.grow(r), ae();
					var i = 1;
					break e;
				} catch {}
				i = void 0;
			}
			if (i) return !0;
		}
		return !1;
	}
	function q(e, t, n) {
		if (e >>>= 0, t >>>= 0, G.Xb == e) var r = G.bc;
		else (r = Error().stack.toString().split("\n"))[0] == "Error" && r.shift(), Pt(r);
		for (var i = 3; r[i] && Nt(r[i]) != e;) ++i;
		for (e = 0; e < n && r[e + i]; ++e) (S(), E)[t + 4 * e >>> 2 >>> 0] = Nt(r[e + i]);
		return e;
	}
	var J, Lt = {}, Rt = () => {
		if (!J) {
			var e, t = {
				USER: "web_user",
				LOGNAME: "web_user",
				PATH: "/",
				PWD: "/",
				HOME: "/home/web_user",
				LANG: (globalThis.navigator?.language ?? "C").replace("-", "_") + ".UTF-8",
				_: "./this.program"
			};
			for (e in Lt) Lt[e] === void 0 ? delete t[e] : t[e] = Lt[e];
			var n = [];
			for (e in t) n.push(`${e}=${t[e]}`);
			J = n;
		}
		return J;
	};
	function zt(e, t) {
		if (i) return N(19, 1, e, t);
		e >>>= 0, t >>>= 0;
		var n, r = 0, a = 0;
		for (n of Rt()) {
			var o = t + r;
			(S(), D)[e + a >>> 2 >>> 0] = o, r += W(n, o, 1 / 0) + 1, a += 4;
		}
		return 0;
	}
	function Bt(e, t) {
		if (i) return N(20, 1, e, t);
		e >>>= 0, t >>>= 0;
		var n = Rt();
		for (var r of ((S(), D)[e >>> 2 >>> 0] = n.length, e = 0, n)) e += Mt(r) + 1;
		return (S(), D)[t >>> 2 >>> 0] = e, 0;
	}
	function Vt(e) {
		return i ? N(21, 1, e) : 52;
	}
	function Y(e, t, n, r, a) {
		return i ? N(22, 1, e, t, n, r, a) : 52;
	}
	function X(e, t, n, r) {
		return i ? N(23, 1, e, t, n, r) : 52;
	}
	function Ht(e, t, n, r) {
		return i ? N(24, 1, e, t, n, r) : 70;
	}
	var Ut = [
		null,
		[],
		[]
	];
	function Wt(e, t, n, r) {
		if (i) return N(25, 1, e, t, n, r);
		t >>>= 0, n >>>= 0, r >>>= 0;
		for (var a = 0, o = 0; o < n; o++) {
			var s = (S(), D)[t >>> 2 >>> 0], c = (S(), D)[t + 4 >>> 2 >>> 0];
			t += 8;
			for (var l = 0; l < c; l++) {
				var u = e, d = (S(), T)[s + l >>> 0], f = Ut[u];
				d === 0 || d === 10 ? ((u === 1 ? v : y)(Ve(f)), f.length = 0) : f.push(d);
			}
			a += c;
		}
		return (S(), D)[r >>> 2 >>> 0] = a, 0;
	}
	function Gt(e) {
		return e >>> 0;
	}
	i || (function() {
		for (var e = t.numThreads - 1; e--;) be();
		ue.push(async () => {
			var e = (async function() {
				if (!i) return Promise.all(F.map(ye));
			})();
			de++, await e, --de == 0 && j && (e = j, j = null, e());
		});
	})(), i || (xe = new WebAssembly.Memory({
		initial: 256,
		maximum: 65536,
		shared: !0
	}), ae()), t.wasmBinary && (u = t.wasmBinary), t.stackSave = () => $(), t.stackRestore = (e) => Q(e), t.stackAlloc = (e) => an(e), t.setValue = function(e, t, n = "i8") {
		switch (n.endsWith("*") && (n = "*"), n) {
			case "i1":
			case "i8":
				(S(), w)[e >>> 0] = t;
				break;
			case "i16":
				(S(), ee)[e >>> 1 >>> 0] = t;
				break;
			case "i32":
				(S(), E)[e >>> 2 >>> 0] = t;
				break;
			case "i64":
				(S(), O)[e >>> 3 >>> 0] = BigInt(t);
				break;
			case "float":
				(S(), te)[e >>> 2 >>> 0] = t;
				break;
			case "double":
				(S(), ne)[e >>> 3 >>> 0] = t;
				break;
			case "*":
				(S(), D)[e >>> 2 >>> 0] = t;
				break;
			default: A(`invalid type for setValue: ${n}`);
		}
	}, t.getValue = function(e, t = "i8") {
		switch (t.endsWith("*") && (t = "*"), t) {
			case "i1":
			case "i8": return (S(), w)[e >>> 0];
			case "i16": return (S(), ee)[e >>> 1 >>> 0];
			case "i32": return (S(), E)[e >>> 2 >>> 0];
			case "i64": return (S(), O)[e >>> 3 >>> 0];
			case "float": return (S(), te)[e >>> 2 >>> 0];
			case "double": return (S(), ne)[e >>> 3 >>> 0];
			case "*": return (S(), D)[e >>> 2 >>> 0];
			default: A(`invalid type for getValue: ${t}`);
		}
	}, t.UTF8ToString = He, t.stringToUTF8 = W, t.lengthBytesUTF8 = Mt;
	var Kt, qt, Jt, Yt, Xt, Zt, Qt, $t, en, tn, Z, nn, rn, Q, an, $, on, sn, cn, ln, un, dn, fn = [
		pe,
		me,
		z,
		Ue,
		We,
		Ge,
		Ke,
		qe,
		Je,
		Ye,
		Xe,
		Ze,
		Qe,
		$e,
		et,
		tt,
		gt,
		_t,
		bt,
		zt,
		Bt,
		Vt,
		Y,
		X,
		Ht,
		Wt
	], pn = {
		1042604: (e, n, r, i, a) => {
			if (t === void 0 || !t.Tb) return 1;
			if ((e = He(Number(e >>> 0))).startsWith("./") && (e = e.substring(2)), !(e = t.Tb.get(e))) return 2;
			if (n = Number(n >>> 0), r = Number(r >>> 0), i = Number(i >>> 0), n + r > e.byteLength) return 3;
			try {
				let o = e.subarray(n, n + r);
				switch (a) {
					case 0:
						(S(), T).set(o, i >>> 0);
						break;
					case 1:
						t.ic ? t.ic(i, o) : t.kc(i, o);
						break;
					default: return 4;
				}
				return 0;
			} catch {
				return 4;
			}
		},
		1043428: () => typeof wasmOffsetConverter < "u"
	};
	function mn() {
		return typeof wasmOffsetConverter < "u";
	}
	function hn(e, t, n, r) {
		var i = $();
		try {
			return L(e)(t, n, r);
		} catch (e) {
			if (Q(i), e !== e + 0) throw e;
			Z(1, 0);
		}
	}
	function gn(e, t, n) {
		var r = $();
		try {
			return L(e)(t, n);
		} catch (e) {
			if (Q(r), e !== e + 0) throw e;
			Z(1, 0);
		}
	}
	function _n(e) {
		var t = $();
		try {
			L(e)();
		} catch (e) {
			if (Q(t), e !== e + 0) throw e;
			Z(1, 0);
		}
	}
	function vn(e, t) {
		var n = $();
		try {
			return L(e)(t);
		} catch (e) {
			if (Q(n), e !== e + 0) throw e;
			Z(1, 0);
		}
	}
	function yn(e, t, n) {
		var r = $();
		try {
			L(e)(t, n);
		} catch (e) {
			if (Q(r), e !== e + 0) throw e;
			Z(1, 0);
		}
	}
	function bn(e, t) {
		var n = $();
		try {
			L(e)(t);
		} catch (e) {
			if (Q(n), e !== e + 0) throw e;
			Z(1, 0);
		}
	}
	function xn(e, t, n, r, i, a, o) {
		var s = $();
		try {
			return L(e)(t, n, r, i, a, o);
		} catch (e) {
			if (Q(s), e !== e + 0) throw e;
			Z(1, 0);
		}
	}
	function Sn(e, t, n, r, i, a) {
		var o = $();
		try {
			L(e)(t, n, r, i, a);
		} catch (e) {
			if (Q(o), e !== e + 0) throw e;
			Z(1, 0);
		}
	}
	function Cn(e, t, n, r) {
		var i = $();
		try {
			L(e)(t, n, r);
		} catch (e) {
			if (Q(i), e !== e + 0) throw e;
			Z(1, 0);
		}
	}
	function wn(e, t, n, r, i) {
		var a = $();
		try {
			L(e)(t, n, r, i);
		} catch (e) {
			if (Q(a), e !== e + 0) throw e;
			Z(1, 0);
		}
	}
	function Tn(e, t, n, r, i, a, o) {
		var s = $();
		try {
			L(e)(t, n, r, i, a, o);
		} catch (e) {
			if (Q(s), e !== e + 0) throw e;
			Z(1, 0);
		}
	}
	function En(e, t, n, r, i, a, o) {
		var s = $();
		try {
			L(e)(t, n, r, i, a, o);
		} catch (e) {
			if (Q(s), e !== e + 0) throw e;
			Z(1, 0);
		}
	}
	function Dn(e, t, n, r, i, a, o, s) {
		var c = $();
		try {
			L(e)(t, n, r, i, a, o, s);
		} catch (e) {
			if (Q(c), e !== e + 0) throw e;
			Z(1, 0);
		}
	}
	function On(e, t, n, r, i) {
		var a = $();
		try {
			return L(e)(t, n, r, i);
		} catch (e) {
			if (Q(a), e !== e + 0) throw e;
			Z(1, 0);
		}
	}
	function kn(e, t, n) {
		var r = $();
		try {
			return L(e)(t, n);
		} catch (e) {
			if (Q(r), e !== e + 0) throw e;
			Z(1, 0);
		}
	}
	function An(e, t, n, r, i, a, o, s) {
		var c = $();
		try {
			L(e)(t, n, r, i, a, o, s);
		} catch (e) {
			if (Q(c), e !== e + 0) throw e;
			Z(1, 0);
		}
	}
	function jn(e, t, n, r, i, a, o, s, c, l, u, d) {
		var f = $();
		try {
			L(e)(t, n, r, i, a, o, s, c, l, u, d);
		} catch (e) {
			if (Q(f), e !== e + 0) throw e;
			Z(1, 0);
		}
	}
	function Mn(e, t, n) {
		var r = $();
		try {
			return L(e)(t, n);
		} catch (e) {
			if (Q(r), e !== e + 0) throw e;
			return Z(1, 0), 0n;
		}
	}
	function Nn(e, t, n, r, i, a, o, s, c) {
		var l = $();
		try {
			L(e)(t, n, r, i, a, o, s, c);
		} catch (e) {
			if (Q(l), e !== e + 0) throw e;
			Z(1, 0);
		}
	}
	function Pn(e) {
		var t = $();
		try {
			return L(e)();
		} catch (e) {
			if (Q(t), e !== e + 0) throw e;
			Z(1, 0);
		}
	}
	function Fn(e, t) {
		var n = $();
		try {
			return L(e)(t);
		} catch (e) {
			if (Q(n), e !== e + 0) throw e;
			return Z(1, 0), 0n;
		}
	}
	function In(e, t, n, r) {
		var i = $();
		try {
			return L(e)(t, n, r);
		} catch (e) {
			if (Q(i), e !== e + 0) throw e;
			Z(1, 0);
		}
	}
	function Ln(e) {
		var t = $();
		try {
			return L(e)();
		} catch (e) {
			if (Q(t), e !== e + 0) throw e;
			return Z(1, 0), 0n;
		}
	}
	function Rn(e, t, n, r) {
		var i = $();
		try {
			return L(e)(t, n, r);
		} catch (e) {
			if (Q(i), e !== e + 0) throw e;
			Z(1, 0);
		}
	}
	function zn(e, t, n, r, i) {
		var a = $();
		try {
			return L(e)(t, n, r, i);
		} catch (e) {
			if (Q(a), e !== e + 0) throw e;
			Z(1, 0);
		}
	}
	function Bn(e, t, n, r, i, a) {
		var o = $();
		try {
			return L(e)(t, n, r, i, a);
		} catch (e) {
			if (Q(o), e !== e + 0) throw e;
			Z(1, 0);
		}
	}
	function Vn(e, t, n, r, i, a) {
		var o = $();
		try {
			return L(e)(t, n, r, i, a);
		} catch (e) {
			if (Q(o), e !== e + 0) throw e;
			Z(1, 0);
		}
	}
	function Hn(e, t, n, r, i, a) {
		var o = $();
		try {
			return L(e)(t, n, r, i, a);
		} catch (e) {
			if (Q(o), e !== e + 0) throw e;
			Z(1, 0);
		}
	}
	function Un(e, t, n, r, i, a, o, s) {
		var c = $();
		try {
			return L(e)(t, n, r, i, a, o, s);
		} catch (e) {
			if (Q(c), e !== e + 0) throw e;
			Z(1, 0);
		}
	}
	function Wn(e, t, n, r, i) {
		var a = $();
		try {
			return L(e)(t, n, r, i);
		} catch (e) {
			if (Q(a), e !== e + 0) throw e;
			return Z(1, 0), 0n;
		}
	}
	function Gn(e, t, n, r) {
		var i = $();
		try {
			return L(e)(t, n, r);
		} catch (e) {
			if (Q(i), e !== e + 0) throw e;
			Z(1, 0);
		}
	}
	function Kn(e, t, n, r) {
		var i = $();
		try {
			return L(e)(t, n, r);
		} catch (e) {
			if (Q(i), e !== e + 0) throw e;
			Z(1, 0);
		}
	}
	function qn(e, t, n, r, i, a, o, s, c, l, u, d) {
		var f = $();
		try {
			return L(e)(t, n, r, i, a, o, s, c, l, u, d);
		} catch (e) {
			if (Q(f), e !== e + 0) throw e;
			Z(1, 0);
		}
	}
	function Jn(e, t, n, r, i, a, o, s, c, l, u) {
		var d = $();
		try {
			L(e)(t, n, r, i, a, o, s, c, l, u);
		} catch (e) {
			if (Q(d), e !== e + 0) throw e;
			Z(1, 0);
		}
	}
	function Yn(e, t, n, r, i, a, o, s, c, l, u, d, f, p, m, h) {
		var g = $();
		try {
			L(e)(t, n, r, i, a, o, s, c, l, u, d, f, p, m, h);
		} catch (e) {
			if (Q(g), e !== e + 0) throw e;
			Z(1, 0);
		}
	}
	function Xn(e, t, n) {
		var r = $();
		try {
			return L(e)(t, n);
		} catch (e) {
			if (Q(r), e !== e + 0) throw e;
			Z(1, 0);
		}
	}
	function Zn(e, t, n) {
		var r = $();
		try {
			return L(e)(t, n);
		} catch (e) {
			if (Q(r), e !== e + 0) throw e;
			Z(1, 0);
		}
	}
	function Qn(e, t, n, r) {
		var i = $();
		try {
			L(e)(t, n, r);
		} catch (e) {
			if (Q(i), e !== e + 0) throw e;
			Z(1, 0);
		}
	}
	function $n() {
		if (0 < de) j = $n;
		else if (i) p?.(t), k();
		else {
			for (var e = ue; 0 < e.length;) e.shift()(t);
			0 < de ? j = $n : (t.calledRun = !0, b || (k(), p?.(t)));
		}
	}
	return i || (dn = await se(), $n()), t.PTR_SIZE = 4, ie ? t : new Promise((e, t) => {
		p = e, m = t;
	});
}
var Me, Ne, Pe = s(() => {
	Me = je, Ne = globalThis.self?.name?.startsWith("em-pthread"), Ne && je();
}), Fe, Ie, Le, z, Re, ze, Be, Ve, He, Ue, We, Ge, Ke, qe, Je = s(() => {
	we(), Fe = typeof location > "u" ? void 0 : location.origin, Ie = import.meta.url > "file:" && import.meta.url < "file;", Le = () => Ie ? new URL(new URL("ort.wasm.bundle.min.mjs", import.meta.url).href, Fe).href : import.meta.url, z = Le(), Re = () => {
		if (z && !z.startsWith("blob:")) return z.substring(0, z.lastIndexOf("/") + 1);
	}, ze = (e, t) => {
		try {
			let n = t ?? z;
			return (n ? new URL(e, n) : new URL(e)).origin === Fe;
		} catch {
			return !1;
		}
	}, Be = (e, t) => {
		let n = t ?? z;
		try {
			return (n ? new URL(e, n) : new URL(e)).href;
		} catch {
			return;
		}
	}, Ve = (e, t) => `${t ?? "./"}${e}`, He = async (e) => {
		let t = await (await fetch(e, { credentials: "same-origin" })).blob();
		return URL.createObjectURL(t);
	}, Ue = async (e) => (await import(
		/*webpackIgnore:true*/
		/*@vite-ignore*/
		e
)).default, We = (ke(), u(Te)).default, Ge = async () => {
		if (!z) throw Error("Failed to load proxy worker: cannot determine the script source URL.");
		if (ze(z)) return [void 0, We()];
		let e = await He(z);
		return [e, We(e)];
	}, Ke = (Pe(), u(Ae)).default, qe = async (e, t, n, r) => {
		let i = Ke && !(e || t);
		if (i) {
			if (z) i = ze(z) || r && !n;
			else if (r && !n) i = !0;
			else throw Error("cannot determine the script source URL.");
		}
		if (i) return [void 0, Ke];
		{
			let r = "ort-wasm-simd-threaded.mjs", i = e ?? Be(r, t), a = n && i && !ze(i, t), o = a ? await He(i) : i ?? Ve(r, t);
			return [a ? o : void 0, await Ue(o)];
		}
	};
}), Ye, Xe, Ze, Qe, $e, et, tt, nt, B, V = s(() => {
	Je(), Xe = !1, Ze = !1, Qe = !1, $e = () => {
		if (typeof SharedArrayBuffer > "u") return !1;
		try {
			return typeof MessageChannel < "u" && new MessageChannel().port1.postMessage(new SharedArrayBuffer(1)), WebAssembly.validate(new Uint8Array([
				0,
				97,
				115,
				109,
				1,
				0,
				0,
				0,
				1,
				4,
				1,
				96,
				0,
				0,
				3,
				2,
				1,
				0,
				5,
				4,
				1,
				3,
				1,
				1,
				10,
				11,
				1,
				9,
				0,
				65,
				0,
				254,
				16,
				2,
				0,
				26,
				11
			]));
		} catch {
			return !1;
		}
	}, et = () => {
		try {
			return WebAssembly.validate(new Uint8Array([
				0,
				97,
				115,
				109,
				1,
				0,
				0,
				0,
				1,
				4,
				1,
				96,
				0,
				0,
				3,
				2,
				1,
				0,
				10,
				30,
				1,
				28,
				0,
				65,
				0,
				253,
				15,
				253,
				12,
				0,
				0,
				0,
				0,
				0,
				0,
				0,
				0,
				0,
				0,
				0,
				0,
				0,
				0,
				0,
				0,
				253,
				186,
				1,
				26,
				11
			]));
		} catch {
			return !1;
		}
	}, tt = () => {
		try {
			return WebAssembly.validate(new Uint8Array([
				0,
				97,
				115,
				109,
				1,
				0,
				0,
				0,
				1,
				5,
				1,
				96,
				0,
				1,
				123,
				3,
				2,
				1,
				0,
				10,
				19,
				1,
				17,
				0,
				65,
				1,
				253,
				15,
				65,
				2,
				253,
				15,
				65,
				3,
				253,
				15,
				253,
				147,
				2,
				11
			]));
		} catch {
			return !1;
		}
	}, nt = async (e) => {
		if (Xe) return Promise.resolve();
		if (Ze) throw Error("multiple calls to 'initializeWebAssembly()' detected.");
		if (Qe) throw Error("previous call to 'initializeWebAssembly()' failed.");
		Ze = !0;
		let t = e.initTimeout, n = e.numThreads;
		if (e.simd !== !1) {
			if (e.simd === "relaxed") {
				if (!tt()) throw Error("Relaxed WebAssembly SIMD is not supported in the current environment.");
			} else if (!et()) throw Error("WebAssembly SIMD is not supported in the current environment.");
		}
		let r = $e();
		n > 1 && !r && (typeof self < "u" && !self.crossOriginIsolated && console.warn("env.wasm.numThreads is set to " + n + ", but this will not work unless you enable crossOriginIsolated mode. See https://web.dev/cross-origin-isolation-guide/ for more info."), console.warn("WebAssembly multi-threading is not supported in the current environment. Falling back to single-threading."), e.numThreads = n = 1);
		let i = e.wasmPaths, a = typeof i == "string" ? i : void 0, o = i?.mjs, s = o?.href ?? o, c = i?.wasm, l = c?.href ?? c, u = e.wasmBinary, [d, f] = await qe(s, a, n > 1, !!u || !!l), p = !1, m = [];
		if (t > 0 && m.push(new Promise((e) => {
			setTimeout(() => {
				p = !0, e();
			}, t);
		})), m.push(new Promise((e, t) => {
			let r = { numThreads: n };
			if (u) r.wasmBinary = u, r.locateFile = (e) => e;
			else if (l || a) r.locateFile = (e) => l ?? a + e;
			else if (s && s.indexOf("blob:") !== 0) r.locateFile = (e) => new URL(e, s).href;
			else if (d) {
				let e = Re();
				e && (r.locateFile = (t) => e + t);
			}
			f(r).then((t) => {
				Ze = !1, Xe = !0, Ye = t, e(), d && URL.revokeObjectURL(d);
			}, (e) => {
				Ze = !1, Qe = !0, t(e);
			});
		})), await Promise.race(m), p) throw Error(`WebAssembly backend initializing failed due to timeout: ${t}ms`);
	}, B = () => {
		if (Xe && Ye) return Ye;
		throw Error("WebAssembly is not initialized yet.");
	};
}), H, rt, U, it = s(() => {
	V(), H = (e, t) => {
		let n = B(), r = n.lengthBytesUTF8(e) + 1, i = n._malloc(r);
		return n.stringToUTF8(e, i, r), t.push(i), i;
	}, rt = (e, t, n, r) => {
		if (typeof e == "object" && e) {
			if (n.has(e)) throw Error("Circular reference in options");
			n.add(e);
		}
		Object.entries(e).forEach(([e, i]) => {
			let a = t ? t + e : e;
			if (typeof i == "object") rt(i, a + ".", n, r);
			else if (typeof i == "string" || typeof i == "number") r(a, i.toString());
			else if (typeof i == "boolean") r(a, i ? "1" : "0");
			else throw Error(`Can't handle extra config type: ${typeof i}`);
		});
	}, U = (e) => {
		let t = B(), n = t.stackSave();
		try {
			let n = t.PTR_SIZE, r = t.stackAlloc(2 * n);
			t._OrtGetLastError(r, r + n);
			let i = Number(t.getValue(r, n === 4 ? "i32" : "i64")), a = t.getValue(r + n, "*"), o = a ? t.UTF8ToString(a) : "";
			throw Error(`${e} ERROR_CODE: ${i}, ERROR_MESSAGE: ${o}`);
		} finally {
			t.stackRestore(n);
		}
	};
}), at, ot = s(() => {
	V(), it(), at = (e) => {
		let t = B(), n = 0, r = [], i = e || {};
		try {
			if (e?.logSeverityLevel === void 0) i.logSeverityLevel = 2;
			else if (typeof e.logSeverityLevel != "number" || !Number.isInteger(e.logSeverityLevel) || e.logSeverityLevel < 0 || e.logSeverityLevel > 4) throw Error(`log severity level is not valid: ${e.logSeverityLevel}`);
			if (e?.logVerbosityLevel === void 0) i.logVerbosityLevel = 0;
			else if (typeof e.logVerbosityLevel != "number" || !Number.isInteger(e.logVerbosityLevel)) throw Error(`log verbosity level is not valid: ${e.logVerbosityLevel}`);
			e?.terminate === void 0 && (i.terminate = !1);
			let a = 0;
			return e?.tag !== void 0 && (a = H(e.tag, r)), n = t._OrtCreateRunOptions(i.logSeverityLevel, i.logVerbosityLevel, !!i.terminate, a), n === 0 && U("Can't create run options."), e?.extra !== void 0 && rt(e.extra, "", /* @__PURE__ */ new WeakSet(), (e, i) => {
				let a = H(e, r), o = H(i, r);
				t._OrtAddRunConfigEntry(n, a, o) !== 0 && U(`Can't set a run config entry: ${e} - ${i}.`);
			}), [n, r];
		} catch (e) {
			throw n !== 0 && t._OrtReleaseRunOptions(n), r.forEach((e) => t._free(e)), e;
		}
	};
}), st, ct, lt, ut, dt, ft, pt = s(() => {
	V(), it(), st = (e) => {
		switch (e) {
			case "disabled": return 0;
			case "basic": return 1;
			case "extended": return 2;
			case "layout": return 3;
			case "all": return 99;
			default: throw Error(`unsupported graph optimization level: ${e}`);
		}
	}, ct = (e) => {
		switch (e) {
			case "sequential": return 0;
			case "parallel": return 1;
			default: throw Error(`unsupported execution mode: ${e}`);
		}
	}, lt = (e) => {
		e.extra ||= {}, e.extra.session || (e.extra.session = {});
		let t = e.extra.session;
		t.use_ort_model_bytes_directly ||= "1", e.executionProviders && e.executionProviders.some((e) => (typeof e == "string" ? e : e.name) === "webgpu") && (e.enableMemPattern = !1);
	}, ut = (e, t, n, r) => {
		let i = H(t, r), a = H(n, r);
		B()._OrtAddSessionConfigEntry(e, i, a) !== 0 && U(`Can't set a session config entry: ${t} - ${n}.`);
	}, dt = async (e, t, n) => {
		let r = t.executionProviders;
		for (let t of r) {
			let r = typeof t == "string" ? t : t.name, i = [];
			switch (r) {
				case "webnn":
					if (r = "WEBNN", ut(e, "session.disable_quant_qdq", "1", n), ut(e, "session.disable_qdq_constant_folding", "1", n), typeof t != "string") {
						let r = t?.deviceType;
						r && ut(e, "deviceType", r, n);
					}
					break;
				case "webgpu":
					if (r = "JS", typeof t != "string") {
						let r = t;
						if (r?.preferredLayout) {
							if (r.preferredLayout !== "NCHW" && r.preferredLayout !== "NHWC") throw Error(`preferredLayout must be either 'NCHW' or 'NHWC': ${r.preferredLayout}`);
							ut(e, "preferredLayout", r.preferredLayout, n);
						}
					}
					break;
				case "wasm":
				case "cpu": continue;
				default: throw Error(`not supported execution provider: ${r}`);
			}
			let a = H(r, n), o = i.length, s = 0, c = 0;
			if (o > 0) {
				s = B()._malloc(o * B().PTR_SIZE), n.push(s), c = B()._malloc(o * B().PTR_SIZE), n.push(c);
				for (let e = 0; e < o; e++) B().setValue(s + e * B().PTR_SIZE, i[e][0], "*"), B().setValue(c + e * B().PTR_SIZE, i[e][1], "*");
			}
			await B()._OrtAppendExecutionProvider(e, a, s, c, o) !== 0 && U(`Can't append execution provider: ${r}.`);
		}
	}, ft = async (e) => {
		let t = B(), n = 0, r = [], i = e || {};
		lt(i);
		try {
			let e = st(i.graphOptimizationLevel ?? "all"), a = ct(i.executionMode ?? "sequential"), o = typeof i.logId == "string" ? H(i.logId, r) : 0, s = i.logSeverityLevel ?? 2;
			if (!Number.isInteger(s) || s < 0 || s > 4) throw Error(`log severity level is not valid: ${s}`);
			let c = i.logVerbosityLevel ?? 0;
			if (!Number.isInteger(c) || c < 0 || c > 4) throw Error(`log verbosity level is not valid: ${c}`);
			let l = typeof i.optimizedModelFilePath == "string" ? H(i.optimizedModelFilePath, r) : 0;
			if (n = t._OrtCreateSessionOptions(e, !!i.enableCpuMemArena, !!i.enableMemPattern, a, !!i.enableProfiling, 0, o, s, c, l), n === 0 && U("Can't create session options."), i.executionProviders && await dt(n, i, r), i.enableGraphCapture !== void 0) {
				if (typeof i.enableGraphCapture != "boolean") throw Error(`enableGraphCapture must be a boolean value: ${i.enableGraphCapture}`);
				ut(n, "enableGraphCapture", i.enableGraphCapture.toString(), r);
			}
			if (i.freeDimensionOverrides) for (let [e, a] of Object.entries(i.freeDimensionOverrides)) {
				if (typeof e != "string") throw Error(`free dimension override name must be a string: ${e}`);
				if (typeof a != "number" || !Number.isInteger(a) || a < 0) throw Error(`free dimension override value must be a non-negative integer: ${a}`);
				let i = H(e, r);
				t._OrtAddFreeDimensionOverride(n, i, a) !== 0 && U(`Can't set a free dimension override: ${e} - ${a}.`);
			}
			return i.extra !== void 0 && rt(i.extra, "", /* @__PURE__ */ new WeakSet(), (e, t) => {
				ut(n, e, t, r);
			}), [n, r];
		} catch (e) {
			throw n !== 0 && t._OrtReleaseSessionOptions(n) !== 0 && U("Can't release session options."), r.forEach((e) => t._free(e)), e;
		}
	};
}), mt, ht, gt, _t, vt, yt, bt, W, xt = s(() => {
	mt = (e) => {
		switch (e) {
			case "int8": return 3;
			case "uint8": return 2;
			case "bool": return 9;
			case "int16": return 5;
			case "uint16": return 4;
			case "int32": return 6;
			case "uint32": return 12;
			case "float16": return 10;
			case "float32": return 1;
			case "float64": return 11;
			case "string": return 8;
			case "int64": return 7;
			case "uint64": return 13;
			case "int4": return 22;
			case "uint4": return 21;
			default: throw Error(`unsupported data type: ${e}`);
		}
	}, ht = (e) => {
		switch (e) {
			case 3: return "int8";
			case 2: return "uint8";
			case 9: return "bool";
			case 5: return "int16";
			case 4: return "uint16";
			case 6: return "int32";
			case 12: return "uint32";
			case 10: return "float16";
			case 1: return "float32";
			case 11: return "float64";
			case 8: return "string";
			case 7: return "int64";
			case 13: return "uint64";
			case 22: return "int4";
			case 21: return "uint4";
			default: throw Error(`unsupported data type: ${e}`);
		}
	}, gt = (e, t) => {
		let n = [
			-1,
			4,
			1,
			1,
			2,
			2,
			4,
			8,
			-1,
			1,
			2,
			8,
			4,
			8,
			-1,
			-1,
			-1,
			-1,
			-1,
			-1,
			-1,
			.5,
			.5
		][e], r = typeof t == "number" ? t : t.reduce((e, t) => e * t, 1);
		return n > 0 ? Math.ceil(r * n) : void 0;
	}, _t = (e) => {
		switch (e) {
			case "float16": return typeof Float16Array < "u" ? Float16Array : Uint16Array;
			case "float32": return Float32Array;
			case "uint8": return Uint8Array;
			case "int8": return Int8Array;
			case "uint16": return Uint16Array;
			case "int16": return Int16Array;
			case "int32": return Int32Array;
			case "bool": return Uint8Array;
			case "float64": return Float64Array;
			case "uint32": return Uint32Array;
			case "int64": return BigInt64Array;
			case "uint64": return BigUint64Array;
			default: throw Error(`unsupported type: ${e}`);
		}
	}, vt = (e) => {
		switch (e) {
			case "verbose": return 0;
			case "info": return 1;
			case "warning": return 2;
			case "error": return 3;
			case "fatal": return 4;
			default: throw Error(`unsupported logging level: ${e}`);
		}
	}, yt = (e) => e === "float32" || e === "float16" || e === "int32" || e === "int64" || e === "uint32" || e === "uint8" || e === "bool" || e === "uint4" || e === "int4", bt = (e) => e === "float32" || e === "float16" || e === "int32" || e === "int64" || e === "uint32" || e === "uint64" || e === "int8" || e === "uint8" || e === "bool" || e === "uint4" || e === "int4", W = (e) => {
		switch (e) {
			case "none": return 0;
			case "cpu": return 1;
			case "cpu-pinned": return 2;
			case "texture": return 3;
			case "gpu-buffer": return 4;
			case "ml-tensor": return 5;
			default: throw Error(`unsupported data location: ${e}`);
		}
	};
}), St, Ct = s(() => {
	we(), St = async (e) => {
		if (typeof e == "string") {
			let t = await fetch(e);
			if (!t.ok) throw Error(`failed to load external data file: ${e}`);
			let n = t.headers.get("Content-Length"), r = n ? parseInt(n, 10) : 0;
			if (r < 1073741824) return new Uint8Array(await t.arrayBuffer());
			{
				if (!t.body) throw Error(`failed to load external data file: ${e}, no response body.`);
				let n = t.body.getReader(), i;
				try {
					i = new ArrayBuffer(r);
				} catch (e) {
					if (e instanceof RangeError) {
						let e = Math.ceil(r / 65536);
						i = new WebAssembly.Memory({
							initial: e,
							maximum: e
						}).buffer;
					} else throw e;
				}
				let a = 0;
				for (;;) {
					let { done: e, value: t } = await n.read();
					if (e) break;
					let r = t.byteLength;
					new Uint8Array(i, a, r).set(t), a += r;
				}
				return new Uint8Array(i, 0, r);
			}
		}
		return e instanceof Blob ? new Uint8Array(await e.arrayBuffer()) : e instanceof Uint8Array ? e : new Uint8Array(e);
	};
}), wt, Tt, Et, Dt, Ot, kt, At, jt, G, Mt, Nt, Pt, Ft, It = s(() => {
	R(), ot(), pt(), xt(), V(), it(), Ct(), wt = (e, t) => {
		B()._OrtInit(e, t) !== 0 && U("Can't initialize onnxruntime.");
	}, Tt = async (e) => {
		wt(e.wasm.numThreads, vt(e.logLevel));
	}, Et = async (e, t) => {
		B().asyncInit?.();
		let n = e.webgpu.adapter;
		if (t === "webgpu") {
			if (typeof navigator > "u" || !navigator.gpu) throw Error("WebGPU is not supported in current environment");
			if (n) {
				if (typeof n.limits != "object" || typeof n.features != "object" || typeof n.requestDevice != "function") throw Error("Invalid GPU adapter set in `env.webgpu.adapter`. It must be a GPUAdapter object.");
			} else {
				let t = e.webgpu.powerPreference;
				if (t !== void 0 && t !== "low-power" && t !== "high-performance") throw Error(`Invalid powerPreference setting: "${t}"`);
				let r = e.webgpu.forceFallbackAdapter;
				if (r !== void 0 && typeof r != "boolean") throw Error(`Invalid forceFallbackAdapter setting: "${r}"`);
				if (n = await navigator.gpu.requestAdapter({
					powerPreference: t,
					forceFallbackAdapter: r
				}), !n) throw Error("Failed to get GPU adapter. You may need to enable flag \"--enable-unsafe-webgpu\" if you are using Chrome.");
			}
		}
		if (t === "webnn" && (typeof navigator > "u" || !navigator.ml)) throw Error("WebNN is not supported in current environment");
	}, Dt = /* @__PURE__ */ new Map(), Ot = (e) => {
		let t = B(), n = t.stackSave();
		try {
			let n = t.PTR_SIZE, r = t.stackAlloc(2 * n);
			t._OrtGetInputOutputCount(e, r, r + n) !== 0 && U("Can't get session input/output count.");
			let i = n === 4 ? "i32" : "i64";
			return [Number(t.getValue(r, i)), Number(t.getValue(r + n, i))];
		} finally {
			t.stackRestore(n);
		}
	}, kt = (e, t) => {
		let n = B(), r = n.stackSave(), i = 0;
		try {
			let r = n.PTR_SIZE, a = n.stackAlloc(2 * r);
			n._OrtGetInputOutputMetadata(e, t, a, a + r) !== 0 && U("Can't get session input/output metadata.");
			let o = Number(n.getValue(a, "*"));
			i = Number(n.getValue(a + r, "*"));
			let s = n.HEAP32[i / 4];
			if (s === 0) return [o, 0];
			let c = n.HEAPU32[i / 4 + 1], l = [];
			for (let e = 0; e < c; e++) {
				let t = Number(n.getValue(i + 8 + e * r, "*"));
				l.push(t === 0 ? Number(n.getValue(i + 8 + (e + c) * r, "*")) : n.UTF8ToString(t));
			}
			return [
				o,
				s,
				l
			];
		} finally {
			n.stackRestore(r), i !== 0 && n._OrtFree(i);
		}
	}, At = (e) => {
		let t = B(), n = t._malloc(e.byteLength);
		if (n === 0) throw Error(`Can't create a session. failed to allocate a buffer of size ${e.byteLength}.`);
		return t.HEAPU8.set(e, n), [n, e.byteLength];
	}, jt = async (e, t) => {
		let n, r, i = B();
		Array.isArray(e) ? [n, r] = e : e.buffer === i.HEAPU8.buffer ? [n, r] = [e.byteOffset, e.byteLength] : [n, r] = At(e);
		let a = 0, o = 0, s = [], c = [], l = [];
		try {
			if ([o, s] = await ft(t), t?.externalData && i.mountExternalData) {
				let e = [];
				for (let n of t.externalData) {
					let t = typeof n == "string" ? n : n.path, r = typeof n == "string" ? n : n.data;
					e.push(St(r).then((e) => {
						i.mountExternalData(t, e);
					}));
				}
				await Promise.all(e);
			}
			for (let e of t?.executionProviders ?? []) if ((typeof e == "string" ? e : e.name) === "webnn") {
				if (i.shouldTransferToMLTensor = !1, typeof e != "string") {
					let t = e, n = t?.context, r = t?.gpuDevice, a = t?.deviceType, o = t?.powerPreference;
					i.currentContext = n || (r ? await i.webnnCreateMLContext(r) : await i.webnnCreateMLContext({
						deviceType: a,
						powerPreference: o
					}));
				} else i.currentContext = await i.webnnCreateMLContext();
				break;
			}
			a = await i._OrtCreateSession(n, r, o), i.webgpuOnCreateSession?.(a), a === 0 && U("Can't create a session."), i.jsepOnCreateSession?.(), i.currentContext && (i.webnnRegisterMLContext(a, i.currentContext), i.currentContext = void 0, i.shouldTransferToMLTensor = !0);
			let [e, u] = Ot(a), d = !!t?.enableGraphCapture, f = [], p = [], m = [], h = [];
			for (let t = 0; t < e; t++) {
				let [e, n, r] = kt(a, t);
				e === 0 && U("Can't get an input name."), c.push(e);
				let o = i.UTF8ToString(e);
				f.push(o), m.push(n === 0 ? {
					name: o,
					isTensor: !1
				} : {
					name: o,
					isTensor: !0,
					type: ht(n),
					shape: r
				});
			}
			for (let t = 0; t < u; t++) {
				let [n, r, o] = kt(a, t + e);
				n === 0 && U("Can't get an output name."), l.push(n);
				let s = i.UTF8ToString(n);
				p.push(s), h.push(r === 0 ? {
					name: s,
					isTensor: !1
				} : {
					name: s,
					isTensor: !0,
					type: ht(r),
					shape: o
				});
			}
			return Dt.set(a, [
				a,
				c,
				l,
				null,
				d,
				!1
			]), [
				a,
				f,
				p,
				m,
				h
			];
		} catch (e) {
			throw c.forEach((e) => i._OrtFree(e)), l.forEach((e) => i._OrtFree(e)), a !== 0 && i._OrtReleaseSession(a) !== 0 && U("Can't release session."), e;
		} finally {
			i._free(n), o !== 0 && i._OrtReleaseSessionOptions(o) !== 0 && U("Can't release session options."), s.forEach((e) => i._free(e)), i.unmountExternalData?.();
		}
	}, G = (e) => {
		let t = B(), n = Dt.get(e);
		if (!n) throw Error(`cannot release session. invalid session id: ${e}`);
		let [r, i, a, o, s] = n;
		o && (s && t._OrtClearBoundOutputs(o.handle) !== 0 && U("Can't clear bound outputs."), t._OrtReleaseBinding(o.handle) !== 0 && U("Can't release IO binding.")), t.jsepOnReleaseSession?.(e), t.webnnOnReleaseSession?.(e), t.webgpuOnReleaseSession?.(e), i.forEach((e) => t._OrtFree(e)), a.forEach((e) => t._OrtFree(e)), t._OrtReleaseSession(r) !== 0 && U("Can't release session."), Dt.delete(e);
	}, Mt = async (e, t, n, r, i, a, o = !1) => {
		if (!e) {
			t.push(0);
			return;
		}
		let s = B(), c = s.PTR_SIZE, l = e[0], u = e[1], d = e[3], f = d, p, m;
		if (l === "string" && (d === "gpu-buffer" || d === "ml-tensor")) throw Error("String tensor is not supported on GPU.");
		if (o && d !== "gpu-buffer") throw Error(`External buffer must be provided for input/output index ${a} when enableGraphCapture is true.`);
		if (d === "gpu-buffer") {
			let t = e[2].gpuBuffer;
			m = gt(mt(l), u);
			{
				let e = s.jsepRegisterBuffer;
				if (!e) throw Error("Tensor location \"gpu-buffer\" is not supported without using WebGPU.");
				p = e(r, a, t, m);
			}
		} else if (d === "ml-tensor") {
			let t = e[2].mlTensor;
			m = gt(mt(l), u);
			let n = s.webnnRegisterMLTensor;
			if (!n) throw Error("Tensor location \"ml-tensor\" is not supported without using WebNN.");
			p = n(r, t, mt(l), u);
		} else {
			let t = e[2];
			if (Array.isArray(t)) {
				m = c * t.length, p = s._malloc(m), n.push(p);
				for (let e = 0; e < t.length; e++) {
					if (typeof t[e] != "string") throw TypeError(`tensor data at index ${e} is not a string`);
					s.setValue(p + e * c, H(t[e], n), "*");
				}
			} else {
				let e = s.webnnIsGraphInput, a = s.webnnIsGraphOutput;
				if (l !== "string" && e && a) {
					let o = s.UTF8ToString(i);
					if (e(r, o) || a(r, o)) {
						let e = mt(l);
						m = gt(e, u), f = "ml-tensor";
						let n = s.webnnCreateTemporaryTensor, i = s.webnnUploadTensor;
						if (!n || !i) throw Error("Tensor location \"ml-tensor\" is not supported without using WebNN.");
						let a = await n(r, e, u);
						i(a, new Uint8Array(t.buffer, t.byteOffset, t.byteLength)), p = a;
					} else m = t.byteLength, p = s._malloc(m), n.push(p), s.HEAPU8.set(new Uint8Array(t.buffer, t.byteOffset, m), p);
				} else m = t.byteLength, p = s._malloc(m), n.push(p), s.HEAPU8.set(new Uint8Array(t.buffer, t.byteOffset, m), p);
			}
		}
		let h = s.stackSave(), g = s.stackAlloc(4 * u.length);
		try {
			u.forEach((e, t) => s.setValue(g + t * c, e, c === 4 ? "i32" : "i64"));
			let e = s._OrtCreateTensor(mt(l), p, m, g, u.length, W(f));
			e === 0 && U(`Can't create tensor for input/output. session=${r}, index=${a}.`), t.push(e);
		} finally {
			s.stackRestore(h);
		}
	}, Nt = async (e, t, n, r, i, a) => {
		let o = B(), s = o.PTR_SIZE, c = Dt.get(e);
		if (!c) throw Error(`cannot run inference. invalid session id: ${e}`);
		let l = c[0], u = c[1], d = c[2], f = c[3], p = c[4];
		c[5];
		let m = t.length, h = r.length, g = 0, _ = [], v = [], y = [], b = [], x = [], S = o.stackSave(), C = o.stackAlloc(m * s), w = o.stackAlloc(m * s), T = o.stackAlloc(h * s), ee = o.stackAlloc(h * s);
		try {
			[g, _] = at(a), I("wasm prepareInputOutputTensor");
			for (let r = 0; r < m; r++) await Mt(n[r], v, b, e, u[t[r]], t[r], p);
			for (let t = 0; t < h; t++) await Mt(i[t], y, b, e, d[r[t]], m + r[t], p);
			he("wasm prepareInputOutputTensor");
			for (let e = 0; e < m; e++) o.setValue(C + e * s, v[e], "*"), o.setValue(w + e * s, u[t[e]], "*");
			for (let e = 0; e < h; e++) o.setValue(T + e * s, y[e], "*"), o.setValue(ee + e * s, d[r[e]], "*");
			o.jsepOnRunStart?.(l), o.webnnOnRunStart?.(l);
			let c;
			c = await o._OrtRun(l, w, C, m, ee, h, T, g), c !== 0 && U("failed to call OrtRun().");
			let S = [], E = [];
			I("wasm ProcessOutputTensor");
			for (let t = 0; t < h; t++) {
				let n = Number(o.getValue(T + t * s, "*"));
				if (n === y[t] || x.includes(y[t])) {
					S.push(i[t]), n !== y[t] && o._OrtReleaseTensor(n) !== 0 && U("Can't release tensor.");
					continue;
				}
				let a = o.stackSave(), c = o.stackAlloc(4 * s), l = !1, u, d = 0;
				try {
					o._OrtGetTensorData(n, c, c + s, c + 2 * s, c + 3 * s) !== 0 && U(`Can't access output tensor data on index ${t}.`);
					let i = s === 4 ? "i32" : "i64", a = Number(o.getValue(c, i));
					d = o.getValue(c + s, "*");
					let p = o.getValue(c + s * 2, "*"), m = Number(o.getValue(c + s * 3, i)), h = [];
					for (let e = 0; e < m; e++) h.push(Number(o.getValue(p + e * s, i)));
					o._OrtFree(p) !== 0 && U("Can't free memory for tensor dims.");
					let g = h.reduce((e, t) => e * t, 1);
					u = ht(a);
					let _ = f?.outputPreferredLocations[r[t]];
					if (u === "string") {
						if (_ === "gpu-buffer" || _ === "ml-tensor") throw Error("String tensor is not supported on GPU.");
						let e = [];
						for (let t = 0; t < g; t++) {
							let n = o.getValue(d + t * s, "*"), r = o.getValue(d + (t + 1) * s, "*"), i = t === g - 1 ? void 0 : r - n;
							e.push(o.UTF8ToString(n, i));
						}
						S.push([
							u,
							h,
							e,
							"cpu"
						]);
					} else if (_ === "gpu-buffer" && g > 0) {
						let e = o.jsepGetBuffer;
						if (!e) throw Error("preferredLocation \"gpu-buffer\" is not supported without using WebGPU.");
						let t = e(d), r = gt(a, g);
						if (r === void 0 || !yt(u)) throw Error(`Unsupported data type: ${u}`);
						l = !0, S.push([
							u,
							h,
							{
								gpuBuffer: t,
								download: o.jsepCreateDownloader(t, r, u),
								dispose: () => {
									o._OrtReleaseTensor(n) !== 0 && U("Can't release tensor.");
								}
							},
							"gpu-buffer"
						]);
					} else if (_ === "ml-tensor" && g > 0) {
						let t = o.webnnEnsureTensor, r = o.webnnIsGraphInputOutputTypeSupported;
						if (!t || !r) throw Error("preferredLocation \"ml-tensor\" is not supported without using WebNN.");
						if (gt(a, g) === void 0 || !bt(u)) throw Error(`Unsupported data type: ${u}`);
						if (!r(e, u, !1)) throw Error(`preferredLocation "ml-tensor" for ${u} output is not supported by current WebNN Context.`);
						let i = await t(e, d, a, h, !1);
						l = !0, S.push([
							u,
							h,
							{
								mlTensor: i,
								download: o.webnnCreateMLTensorDownloader(d, u),
								dispose: () => {
									o.webnnReleaseTensorId(d), o._OrtReleaseTensor(n);
								}
							},
							"ml-tensor"
						]);
					} else if (_ === "ml-tensor-cpu-output" && g > 0) {
						let e = o.webnnCreateMLTensorDownloader(d, u)(), t = S.length;
						l = !0, E.push((async () => {
							let r = [t, await e];
							return o.webnnReleaseTensorId(d), o._OrtReleaseTensor(n), r;
						})()), S.push([
							u,
							h,
							[],
							"cpu"
						]);
					} else {
						let e = new (_t(u))(g);
						new Uint8Array(e.buffer, e.byteOffset, e.byteLength).set(o.HEAPU8.subarray(d, d + e.byteLength)), S.push([
							u,
							h,
							e,
							"cpu"
						]);
					}
				} finally {
					o.stackRestore(a), u === "string" && d && o._free(d), l || o._OrtReleaseTensor(n);
				}
			}
			f && !p && (o._OrtClearBoundOutputs(f.handle) !== 0 && U("Can't clear bound outputs."), Dt.set(e, [
				l,
				u,
				d,
				f,
				p,
				!1
			]));
			for (let [e, t] of await Promise.all(E)) S[e][2] = t;
			return he("wasm ProcessOutputTensor"), S;
		} finally {
			o.webnnOnRunEnd?.(l), o.stackRestore(S), v.forEach((e) => o._OrtReleaseTensor(e)), y.forEach((e) => o._OrtReleaseTensor(e)), b.forEach((e) => o._free(e)), g !== 0 && o._OrtReleaseRunOptions(g), _.forEach((e) => o._free(e));
		}
	}, Pt = (e) => {
		let t = B(), n = Dt.get(e);
		if (!n) throw Error("invalid session id");
		let r = n[0], i = t._OrtEndProfiling(r);
		i === 0 && U("Can't get an profile file name."), t._OrtFree(i);
	}, Ft = (e) => {
		let t = [];
		for (let n of e) {
			let e = n[2];
			!Array.isArray(e) && "buffer" in e && t.push(e.buffer);
		}
		return t;
	};
}), K, q, J, Lt, Rt, zt, Bt, Vt, Y, X, Ht, Ut, Wt, Gt, Kt, qt, Jt, Yt, Xt = s(() => {
	R(), It(), V(), Je(), K = () => !!C.wasm.proxy && typeof document < "u", J = !1, Lt = !1, Rt = !1, Vt = /* @__PURE__ */ new Map(), Y = (e, t) => {
		let n = Vt.get(e);
		n ? n.push(t) : Vt.set(e, [t]);
	}, X = () => {
		if (J || !Lt || Rt || !q) throw Error("worker not ready");
	}, Ht = (e) => {
		switch (e.data.type) {
			case "init-wasm":
				J = !1, e.data.err ? (Rt = !0, Bt[1](e.data.err)) : (Lt = !0, Bt[0]()), zt &&= (URL.revokeObjectURL(zt), void 0);
				break;
			case "init-ep":
			case "copy-from":
			case "create":
			case "release":
			case "run":
			case "end-profiling": {
				let t = Vt.get(e.data.type);
				e.data.err ? t.shift()[1](e.data.err) : t.shift()[0](e.data.out);
				break;
			}
		}
	}, Ut = async () => {
		if (!Lt) {
			if (J) throw Error("multiple calls to 'initWasm()' detected.");
			if (Rt) throw Error("previous call to 'initWasm()' failed.");
			if (J = !0, K()) return new Promise((e, t) => {
				q?.terminate(), Ge().then(([n, r]) => {
					try {
						q = r, q.onerror = (e) => t(e), q.onmessage = Ht, Bt = [e, t];
						let i = {
							type: "init-wasm",
							in: C
						};
						!i.in.wasm.wasmPaths && (n || Ie) && (i.in.wasm.wasmPaths = { wasm: new URL("", location.href).href }), q.postMessage(i), zt = n;
					} catch (e) {
						t(e);
					}
				}, t);
			});
			try {
				await nt(C.wasm), await Tt(C), Lt = !0;
			} catch (e) {
				throw Rt = !0, e;
			} finally {
				J = !1;
			}
		}
	}, Wt = async (e) => {
		if (K()) return X(), new Promise((t, n) => {
			Y("init-ep", [t, n]);
			let r = {
				type: "init-ep",
				in: {
					epName: e,
					env: C
				}
			};
			q.postMessage(r);
		});
		await Et(C, e);
	}, Gt = async (e) => K() ? (X(), new Promise((t, n) => {
		Y("copy-from", [t, n]);
		let r = {
			type: "copy-from",
			in: { buffer: e }
		};
		q.postMessage(r, [e.buffer]);
	})) : At(e), Kt = async (e, t) => {
		if (K()) {
			if (t?.preferredOutputLocation) throw Error("session option \"preferredOutputLocation\" is not supported for proxy.");
			return X(), new Promise((n, r) => {
				Y("create", [n, r]);
				let i = {
					type: "create",
					in: {
						model: e,
						options: { ...t }
					}
				}, a = [];
				e instanceof Uint8Array && a.push(e.buffer), q.postMessage(i, a);
			});
		}
		return jt(e, t);
	}, qt = async (e) => {
		if (K()) return X(), new Promise((t, n) => {
			Y("release", [t, n]);
			let r = {
				type: "release",
				in: e
			};
			q.postMessage(r);
		});
		G(e);
	}, Jt = async (e, t, n, r, i, a) => {
		if (K()) {
			if (n.some((e) => e[3] !== "cpu")) throw Error("input tensor on GPU is not supported for proxy.");
			if (i.some((e) => e)) throw Error("pre-allocated output tensor is not supported for proxy.");
			return X(), new Promise((i, o) => {
				Y("run", [i, o]);
				let s = n, c = {
					type: "run",
					in: {
						sessionId: e,
						inputIndices: t,
						inputs: s,
						outputIndices: r,
						options: a
					}
				};
				q.postMessage(c, Ft(s));
			});
		}
		return Nt(e, t, n, r, i, a);
	}, Yt = async (e) => {
		if (K()) return X(), new Promise((t, n) => {
			Y("end-profiling", [t, n]);
			let r = {
				type: "end-profiling",
				in: e
			};
			q.postMessage(r);
		});
		Pt(e);
	};
}), Zt, Qt, $t, en = s(() => {
	R(), Xt(), xt(), we(), Ct(), Zt = (e, t) => {
		switch (e.location) {
			case "cpu": return [
				e.type,
				e.dims,
				e.data,
				"cpu"
			];
			case "gpu-buffer": return [
				e.type,
				e.dims,
				{ gpuBuffer: e.gpuBuffer },
				"gpu-buffer"
			];
			case "ml-tensor": return [
				e.type,
				e.dims,
				{ mlTensor: e.mlTensor },
				"ml-tensor"
			];
			default: throw Error(`invalid data location: ${e.location} for ${t()}`);
		}
	}, Qt = (e) => {
		switch (e[3]) {
			case "cpu": return new M(e[0], e[2], e[1]);
			case "gpu-buffer": {
				let t = e[0];
				if (!yt(t)) throw Error(`not supported data type: ${t} for deserializing GPU tensor`);
				let { gpuBuffer: n, download: r, dispose: i } = e[2];
				return M.fromGpuBuffer(n, {
					dataType: t,
					dims: e[1],
					download: r,
					dispose: i
				});
			}
			case "ml-tensor": {
				let t = e[0];
				if (!bt(t)) throw Error(`not supported data type: ${t} for deserializing MLTensor tensor`);
				let { mlTensor: n, download: r, dispose: i } = e[2];
				return M.fromMLTensor(n, {
					dataType: t,
					dims: e[1],
					download: r,
					dispose: i
				});
			}
			default: throw Error(`invalid data location: ${e[3]}`);
		}
	}, $t = class {
		async fetchModelAndCopyToWasmMemory(e) {
			return Gt(await St(e));
		}
		async loadModel(e, t) {
			P();
			let n;
			n = typeof e == "string" ? await this.fetchModelAndCopyToWasmMemory(e) : e, [this.sessionId, this.inputNames, this.outputNames, this.inputMetadata, this.outputMetadata] = await Kt(n, t), F();
		}
		async dispose() {
			return qt(this.sessionId);
		}
		async run(e, t, n) {
			P();
			let r = [], i = [];
			Object.entries(e).forEach((e) => {
				let t = e[0], n = e[1], a = this.inputNames.indexOf(t);
				if (a === -1) throw Error(`invalid input '${t}'`);
				r.push(n), i.push(a);
			});
			let a = [], o = [];
			Object.entries(t).forEach((e) => {
				let t = e[0], n = e[1], r = this.outputNames.indexOf(t);
				if (r === -1) throw Error(`invalid output '${t}'`);
				a.push(n), o.push(r);
			});
			let s = r.map((e, t) => Zt(e, () => `input "${this.inputNames[i[t]]}"`)), c = a.map((e, t) => e ? Zt(e, () => `output "${this.outputNames[o[t]]}"`) : null), l = await Jt(this.sessionId, i, s, o, c, n), u = {};
			for (let e = 0; e < l.length; e++) u[this.outputNames[o[e]]] = a[e] ?? Qt(l[e]);
			return F(), u;
		}
		startProfiling() {}
		endProfiling() {
			Yt(this.sessionId);
		}
	};
}), tn = {};
c(tn, {
	OnnxruntimeWebAssemblyBackend: () => nn,
	initializeFlags: () => Z,
	wasmBackend: () => rn
});
var Z, nn, rn, Q = s(() => {
	R(), Xt(), en(), Z = () => {
		(typeof C.wasm.initTimeout != "number" || C.wasm.initTimeout < 0) && (C.wasm.initTimeout = 0);
		let e = C.wasm.simd;
		if (typeof e != "boolean" && e !== void 0 && e !== "fixed" && e !== "relaxed" && (console.warn(`Property "env.wasm.simd" is set to unknown value "${e}". Reset it to \`false\` and ignore SIMD feature checking.`), C.wasm.simd = !1), typeof C.wasm.proxy != "boolean" && (C.wasm.proxy = !1), typeof C.wasm.trace != "boolean" && (C.wasm.trace = !1), typeof C.wasm.numThreads != "number" || !Number.isInteger(C.wasm.numThreads) || C.wasm.numThreads <= 0) {
			if (typeof self < "u" && !self.crossOriginIsolated) C.wasm.numThreads = 1;
			else {
				let e = typeof navigator > "u" ? o("node:os").cpus().length : navigator.hardwareConcurrency;
				C.wasm.numThreads = Math.min(4, Math.ceil((e || 1) / 2));
			}
		}
	}, nn = class {
		async init(e) {
			Z(), await Ut(), await Wt(e);
		}
		async createInferenceSessionHandler(e, t) {
			let n = new $t();
			return await n.loadModel(e, t), n;
		}
	}, rn = new nn();
});
R(), R(), R();
var an = "1.30.0";
{
	let e = (Q(), u(tn)).wasmBackend;
	p("cpu", e, 10), p("wasm", e, 10);
}
Object.defineProperty(C.versions, "web", {
	value: an,
	enumerable: !0
});
// src/worker.ts
var $ = 4, on = 100, sn = "ort-wasm-simd-threaded.wasm.gz", cn = /* @__PURE__ */ new Map(), ln = import.meta.url, un;
async function dn() {
	let e = await fetch(new URL(sn, ln));
	if (!e.ok || !e.body) throw Error(`the runtime answered ${e.status}`);
	let t = e.body.pipeThrough(new DecompressionStream("gzip"));
	C.wasm.wasmBinary = await new Response(t).arrayBuffer(), C.wasm.numThreads = 1, C.logLevel = "error";
}
async function fn(e) {
	return await (un ??= dn()), ye.create(e, { executionProviders: ["wasm"] });
}
async function pn({ id: e, codes: t, size: n, onnx: r }) {
	cn.set(e, {
		decoder: await fn(r),
		codes: t,
		size: n
	});
	let [i] = cn.keys();
	if (cn.size <= $) return;
	let a = cn.get(i);
	cn.delete(i), await a?.decoder.release(), await a?.encoder?.release();
}
function mn(e) {
	let t = cn.get(e);
	if (!t) throw Error("this run is no longer open");
	return t;
}
async function hn(e, t, n) {
	let r = new M("float32", t, [1, ...n]);
	return (await e.run({ [e.inputNames[0]]: r }))[e.outputNames[0]];
}
async function gn({ decoder: t, codes: n }, r, i) {
	let a = await hn(t, r, [r.length]), [o, s, c] = a.dims.slice(1), l = a.data;
	return [{
		wide: c,
		high: s,
		pixels: xn(l, o, c * s),
		...e(n, r, i)
	}, l];
}
async function _n({ encoder: e, encoding: t }, n) {
	if (!e || !t) throw Error("this run has no encoder here");
	let { shape: r } = t, i = new Float32Array(r.reduce((e, t) => e * t)).fill(1);
	return i.set(n), (await hn(e, i, r)).data;
}
async function vn(t, n) {
	let r = await _n(t, n), i = (await hn(t.decoder, r, [r.length])).data;
	return {
		z: r,
		error: n.reduce((e, t, n) => e + (t - i[n]) ** 2, 0),
		distance: e(t.codes, r).distance
	};
}
async function yn(e, t, n) {
	let r = await _n(e, n);
	return Math.sqrt(t.reduce((e, t, n) => e + (r[n] - t) ** 2, 0));
}
async function bn(e) {
	let t = e.codes.length / e.size, n = [];
	for (let r = 0; r < Math.min(t, on); r++) {
		let i = Math.floor(r * t / Math.min(t, on)), a = e.codes.slice(i * e.size, (i + 1) * e.size);
		n.push(await yn(e, a, (await hn(e.decoder, a, [e.size])).data)), await new Promise((e) => setTimeout(e));
	}
	return n.sort((e, t) => e - t)[Math.floor(.95 * (n.length - 1))];
}
function xn(e, t, n) {
	let r = new Uint8ClampedArray(n * 4).fill(255);
	for (let i = 0; i < 3; i++) {
		let a = (t === 1 ? 0 : i) * n;
		for (let t = 0; t < n; t++) r[4 * t + i] = e[a + t] * 255;
	}
	return r;
}
var Sn = (e, t = []) => self.postMessage(e, { transfer: t }), Cn = (e) => e instanceof Error ? e.message : String(e);
async function wn(e) {
	try {
		await pn(e), Sn({
			kind: "opened",
			id: e.id
		});
	} catch (t) {
		Sn({
			kind: "failed",
			id: e.id,
			why: Cn(t)
		});
	}
}
async function Tn(e) {
	try {
		let t = await fn(e.onnx), n = mn(e.id);
		Object.assign(n, {
			encoder: t,
			encoding: e
		}), n.usual = await bn(n), Sn({
			kind: "encodes",
			id: e.id
		});
	} catch (t) {
		Sn({
			kind: "blind",
			id: e.id,
			why: Cn(t)
		});
	}
}
async function En(e) {
	let { ticket: t } = e;
	try {
		let n = mn(e.id);
		if (e.kind === "encode") return Sn({
			kind: "encoded",
			ticket: t,
			...await vn(n, e.x)
		});
		let [r, i] = await gn(n, e.z, e.reach);
		Sn({
			kind: "decoded",
			ticket: t,
			...r
		}, [r.pixels.buffer]), n.usual !== void 0 && Sn({
			kind: "cycle",
			ticket: t,
			distance: await yn(n, e.z, i),
			usual: n.usual
		});
	} catch (e) {
		Sn({
			kind: "lost",
			ticket: t,
			why: Cn(e)
		});
	}
}
self.onmessage = ({ data: e }) => e.kind === "open" ? wn(e) : e.kind === "encoder" ? Tn(e) : En(e);
