// Scripts with fixed names, their styles, and onnxruntime's WebAssembly, all served by the app itself; and, in the
// mode "standalone", one script with the worker inside, for a page without a server.
import { defineConfig, type Plugin } from "vite";

import { licences, packedRuntime } from "./runtime.js";

// Where the library looks for its file when none is handed to it; Vite would copy 14 MB into the script.
const lean: Plugin = {
  name: "lean",
  enforce: "pre",
  transform(code, id) {
    if (id.includes("onnxruntime-web")) return code.replaceAll('"ort-wasm-simd-threaded.wasm",import.meta.url', '"",location.href');
    return undefined;
  },
};

// Packed once, here: Streamlit packs what it serves anew for each visit, 1.3 s for these 14 MB, but leaves a .gz alone.
const runtime: Plugin = {
  name: "runtime",
  generateBundle() {
    this.emitFile({ type: "asset", fileName: "ort-wasm-simd-threaded.wasm.gz", source: packedRuntime() });
    this.emitFile({ type: "asset", fileName: "licences.txt", source: licences() });
  },
};

// The page has the style of the app's own script.
const bare: Plugin = {
  name: "bare",
  enforce: "post",
  generateBundle(_, bundle) {
    for (const name of Object.keys(bundle)) if (name.endsWith(".css")) delete bundle[name];
  },
};

const entry = { point_map: "src/main.ts", worker: "src/worker.ts", scrubber: "src/scrubber/main.ts", wipe: "src/photos/wipe.ts", brush: "src/photos/brush.ts", contact: "src/contact/main.ts", board: "src/board/main.ts", threshold: "src/threshold/main.ts" };
const app = { entry, formats: ["es" as const] };
const page = { entry: { standalone: "src/standalone.ts" }, formats: ["iife" as const], name: "standalone" };

export default defineConfig(({ mode }) => {
  const alone = mode === "standalone";
  return {
    plugins: alone ? [lean, bare] : [lean, runtime],
    worker: { plugins: () => [lean] },
    build: {
      outDir: "../build",
      emptyOutDir: !alone,
      target: "es2022",
      cssCodeSplit: !alone, // each component its own, by the name of its entry
      cssMinify: false, // a style of one line is a path to Streamlit
      lib: { ...(alone ? page : app), fileName: (_, name) => `${name}.js`, cssFileName: "point_map" },
      rolldownOptions: { output: { chunkFileNames: "[name].js" } },
    },
  };
});
