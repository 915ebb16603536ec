// The page of the bare scatter library, which `bench map` measures beside our map; it is no part of the app.
import { defineConfig, type Plugin } from "vite";

import { rivalLicences } from "./runtime.js";

const licences: Plugin = {
  name: "licences",
  generateBundle() {
    this.emitFile({ type: "asset", fileName: "licences.txt", source: rivalLicences() });
  },
};

export default defineConfig({
  root: "rival",
  base: "./",
  plugins: [licences],
  build: {
    outDir: "../../../bench/rival",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: false,
    rolldownOptions: { output: { entryFileNames: "rival.js", chunkFileNames: "[name].js", assetFileNames: "[name][extname]" } },
  },
});
