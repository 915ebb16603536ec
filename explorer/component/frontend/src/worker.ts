// The worker: opens a run's decoder and turns codes into pictures.
import * as ort from "onnxruntime-web/wasm";

import { nearestCode, type Found } from "./nearest";
import { bring, runtime } from "./runtime";

export type Order =
  | { kind: "runtime"; packed: Uint8Array<ArrayBuffer> }
  | { kind: "open"; id: string; size: number; codes: Float32Array; onnx: Uint8Array }
  | { kind: "decode"; id: string; ticket: number; z: Float32Array; reach: number };

export interface Picture extends Found {
  wide: number;
  high: number;
  pixels: Uint8ClampedArray<ArrayBuffer>; // RGBA
}

export type Answer =
  | { kind: "opened"; id: string }
  | { kind: "failed"; id: string; why: string }
  | ({ kind: "decoded"; ticket: number } & Picture)
  | { kind: "lost"; ticket: number; why: string };

const KEPT = 2; // decoders that stay open

const open = new Map<string, { session: ort.InferenceSession; codes: Float32Array }>();

async function opened({ id, codes, onnx }: Extract<Order, { kind: "open" }>): Promise<void> {
  await runtime();
  const session = await ort.InferenceSession.create(onnx, { executionProviders: ["wasm"] });
  open.set(id, { session, codes });
  const [oldest] = open.keys();
  if (open.size <= KEPT) return;
  await open.get(oldest)?.session.release();
  open.delete(oldest);
}

async function decoded(id: string, z: Float32Array, reach: number): Promise<Picture> {
  const found = open.get(id);
  if (!found) throw new Error("this decoder is no longer open");
  const { session, codes } = found;
  const given = new ort.Tensor("float32", z, [1, z.length]);
  const out = (await session.run({ [session.inputNames[0]]: given }))[session.outputNames[0]];
  const [channels, high, wide] = out.dims.slice(1);
  const pixels = painted(out.data as Float32Array, channels, wide * high);
  return { wide, high, pixels, ...nearestCode(codes, z, reach) };
}

// Floats in [0, 1], channel by channel, as RGBA: rounded and clipped.
function painted(values: Float32Array, channels: number, n: number): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(n * 4).fill(255);
  for (let c = 0; c < 3; c++) {
    const from = (channels === 1 ? 0 : c) * n;
    for (let i = 0; i < n; i++) pixels[4 * i + c] = values[from + i] * 255;
  }
  return pixels;
}

const say = (answer: Answer, moved: Transferable[] = []) => self.postMessage(answer, { transfer: moved });
// The library's own reason, without its codes before it.
const words = (error: unknown) =>
  (error instanceof Error ? error.message : String(error)).replace(/^.*ERROR_MESSAGE: (Fatal error: )?/s, "");

self.onmessage = async ({ data: order }: MessageEvent<Order>) => {
  if (order.kind === "runtime") return bring(order.packed);
  if (order.kind === "open") {
    try {
      await opened(order);
      say({ kind: "opened", id: order.id });
    } catch (error) {
      say({ kind: "failed", id: order.id, why: words(error) });
    }
    return;
  }
  const { id, ticket, z, reach } = order;
  try {
    const picture = await decoded(id, z, reach);
    say({ kind: "decoded", ticket, ...picture }, [picture.pixels.buffer]);
  } catch (error) {
    say({ kind: "lost", ticket, why: words(error) });
  }
};
