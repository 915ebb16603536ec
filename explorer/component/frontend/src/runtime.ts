// onnxruntime's WebAssembly in the worker: unpacked once, from what the page brought or from beside this script.
import * as ort from "onnxruntime-web/wasm";

const FILE = "ort-wasm-simd-threaded.wasm.gz";
const here = import.meta.url;

let loading: Promise<void> | undefined;

export function bring(packed: Uint8Array<ArrayBuffer>): void {
  loading ??= load(new Response(packed));
}

export function runtime(): Promise<void> {
  return (loading ??= fetch(new URL(FILE, here)).then(load));
}

async function load(answer: Response): Promise<void> {
  if (!answer.ok || !answer.body) throw new Error(`the runtime answered ${answer.status}`);
  const clear = answer.body.pipeThrough(new DecompressionStream("gzip"));
  ort.env.wasm.wasmBinary = await new Response(clear).arrayBuffer();
  ort.env.wasm.numThreads = 1; // more need headers that Streamlit does not send
  ort.env.logLevel = "error";
}
