import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const WASM = "onnxruntime-web/ort-wasm-simd-threaded.wasm";

// The bytes of the WebAssembly file of the installed library, packed.
export function packedRuntime() {
  return gzipSync(readFileSync(fileURLToPath(import.meta.resolve(WASM))), { level: 9 });
}

const MICROSOFT = `MIT License

Copyright (c) Microsoft Corporation

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`; // its package on npm comes without the file

// The licences of what is bundled.
export function licences() {
  const others = ["d3-delaunay", "delaunator", "robust-predicates"].map(own);
  return [`onnxruntime-web, onnxruntime-common\n\n${MICROSOFT}`, ...others].join(BETWEEN);
}

// The licences of what the rival of `bench map` is made of.
export function rivalLicences() {
  const names = ["regl-scatterplot", "regl", "regl-line", "@flekschas/utils", "camera-2d-simple", "dom-2d-camera", "earcut"];
  return [...names, "gl-matrix", "pub-sub-es"].map(own).join(BETWEEN);
}

const BETWEEN = "\n----\n\n";

function own(name) {
  const folder = new URL(`node_modules/${name}/`, import.meta.url);
  const file = readdirSync(folder).find((found) => found.startsWith("LICENSE"));
  return `${name}\n\n${readFileSync(new URL(file, folder), "utf8")}`;
}
