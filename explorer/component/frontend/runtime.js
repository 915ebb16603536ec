import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const WASM = "onnxruntime-web/ort-wasm-simd-threaded.wasm";

// The bytes of the WebAssembly file of the installed library, packed.
export function packedRuntime() {
  return gzipSync(readFileSync(fileURLToPath(import.meta.resolve(WASM))), { level: 9 });
}
