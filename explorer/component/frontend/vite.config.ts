// Three scripts with fixed names, their styles, and onnxruntime's WebAssembly, all served by the app itself.
import { defineConfig, type Plugin } from "vite";

import { licences, packedRuntime } from "./runtime.js";

// Packed once, here: Streamlit packs what it serves anew for each visit, 1.3 s for these 14 MB, but leaves a .gz alone.
const runtime: Plugin = {
  name: "runtime",
  enforce: "pre",
  transform(code, id) {
    // Where the library looks for its file when none is handed to it; Vite would copy 14 MB into the script.
    if (id.includes("onnxruntime-web")) return code.replaceAll('"ort-wasm-simd-threaded.wasm",import.meta.url', '"",location.href');
    return undefined;
  },
  generateBundle() {
    this.emitFile({ type: "asset", fileName: "ort-wasm-simd-threaded.wasm.gz", source: packedRuntime() });
    this.emitFile({ type: "asset", fileName: "licences.txt", source: licences() });
  },
};

export default defineConfig({
  plugins: [runtime],
  build: {
    outDir: "../build",
    emptyOutDir: true,
    target: "es2022",
    cssCodeSplit: true, // each component its own, by the name of its entry
    cssMinify: false, // a style of one line is a path to Streamlit
    lib: {
      entry: { point_map: "src/main.ts", worker: "src/worker.ts", scrubber: "src/scrubber/main.ts" },
      formats: ["es"],
      fileName: (_, name) => `${name}.js`,
    },
    rolldownOptions: { output: { chunkFileNames: "[name].js" } },
  },
});
