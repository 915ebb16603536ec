// What decodes: a worker and the packed runtime that it unpacks; where both come from is for the page to say.
import type { Order } from "./worker";

export interface Assets {
  worker(): Worker;
  runtime?: Uint8Array<ArrayBuffer>; // the packed WebAssembly, where the page has it; else the worker fetches it
}

const NEEDED = ["Worker", "WebAssembly", "DecompressionStream"] as const;

let assets: Assets;

export function provide(found: Assets): void {
  assets = found;
}

// The worker, with its runtime where the page has it; an error says what an old browser lacks.
export function hired(has: object = globalThis): Worker {
  const lacking = NEEDED.find((name) => !(name in has));
  if (lacking) throw new Error(`it has no ${lacking}, as browsers have since 2023`);
  const worker = assets.worker(), packed = assets.runtime;
  if (packed) worker.postMessage({ kind: "runtime", packed } satisfies Order);
  return worker;
}

// A worker from a file that imports others; a browser that knows no such worker never asks for the type.
export function moduleWorker(from: URL): Worker {
  let asked = false;
  const worker = new Worker(from, {
    get type() {
      asked = true;
      return "module" as const;
    },
  });
  if (asked) return worker;
  worker.terminate();
  throw new Error("it has no module workers, as browsers have since 2023");
}
