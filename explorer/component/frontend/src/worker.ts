// The worker: opens a run's decoder and encoder, turns codes into pictures and pictures into codes.
import * as ort from "onnxruntime-web/wasm";

import type { Encoding } from "./data";
import type { Encoded } from "./decoder";
import { nearestCode, type Found } from "./nearest";
import { bring, runtime } from "./runtime";

export type Order =
  | { kind: "runtime"; packed: Uint8Array<ArrayBuffer> }
  | { kind: "open"; id: string; size: number; codes: Float32Array; onnx: Uint8Array }
  | ({ kind: "encoder" } & Encoding)
  | { kind: "decode"; id: string; ticket: number; z: Float32Array; reach: number; alone?: boolean } // alone: no cycle
  | { kind: "encode"; id: string; ticket: number; x: Float32Array };

export interface Picture extends Found {
  wide: number;
  high: number;
  pixels: Uint8ClampedArray<ArrayBuffer>; // RGBA
}

export type Answer =
  | { kind: "opened"; id: string }
  | { kind: "failed"; id: string; why: string }
  | ({ kind: "decoded"; ticket: number } & Picture)
  | { kind: "encodes"; id: string }
  | { kind: "cycle"; ticket: number; distance: number; usual: number }
  | { kind: "blind"; id: string; why: string }
  | ({ kind: "encoded"; ticket: number } & Encoded)
  | { kind: "lost"; ticket: number; why: string };

interface Run {
  decoder: ort.InferenceSession;
  codes: Float32Array;
  size: number;
  encoder?: ort.InferenceSession;
  encoding?: Encoding;
  usual?: number; // the cycle error that 95 % of some stored codes stay within
}

const KEPT = 4; // runs that stay open
const SOME = 100; // stored codes whose own cycle error is the measure of others'

const runs = new Map<string, Run>();

async function session(onnx: Uint8Array): Promise<ort.InferenceSession> {
  await runtime();
  return ort.InferenceSession.create(onnx, { executionProviders: ["wasm"] });
}

async function opened({ id, codes, size, onnx }: Extract<Order, { kind: "open" }>): Promise<void> {
  runs.set(id, { decoder: await session(onnx), codes, size });
  const [oldest] = runs.keys();
  if (runs.size <= KEPT) return;
  const run = runs.get(oldest);
  runs.delete(oldest);
  await run?.decoder.release();
  await run?.encoder?.release();
}

function runOf(id: string): Run {
  const found = runs.get(id);
  if (!found) throw new Error("this run is no longer open");
  return found;
}

async function through(session: ort.InferenceSession, values: Float32Array, shape: readonly number[]): Promise<ort.Tensor> {
  const given = new ort.Tensor("float32", values, [1, ...shape]);
  return (await session.run({ [session.inputNames[0]]: given }))[session.outputNames[0]];
}

async function decoded({ decoder, codes }: Run, z: Float32Array, reach: number): Promise<[Picture, Float32Array]> {
  const out = await through(decoder, z, [z.length]);
  const [channels, high, wide] = out.dims.slice(1);
  const values = out.data as Float32Array;
  const pixels = painted(values, channels, wide * high);
  return [{ wide, high, pixels, ...nearestCode(codes, z, reach) }, values];
}

// A picture's code. An encoder that was trained on holes sees one channel more: all is seen.
async function encoded({ encoder, encoding }: Run, x: Float32Array): Promise<Float32Array> {
  if (!encoder || !encoding) throw new Error("this run has no encoder here");
  const { shape } = encoding;
  const seen = new Float32Array(shape.reduce((a, b) => a * b)).fill(1);
  seen.set(x);
  return (await through(encoder, seen, shape)).data as Float32Array;
}

async function known(run: Run, x: Float32Array): Promise<Encoded> {
  const z = await encoded(run, x);
  const made = (await through(run.decoder, z, [z.length])).data as Float32Array;
  const error = x.reduce((sum, v, k) => sum + (v - made[k]) ** 2, 0);
  return { z, error, distance: nearestCode(run.codes, z).distance };
}

// Decoded and encoded again: how far from where it began (the cycle error).
async function cycle(run: Run, z: Float32Array, values: Float32Array): Promise<number> {
  const back = await encoded(run, values);
  return Math.sqrt(z.reduce((sum, v, k) => sum + (back[k] - v) ** 2, 0));
}

async function usual(run: Run): Promise<number> {
  const n = run.codes.length / run.size, found: number[] = [];
  for (let k = 0; k < Math.min(n, SOME); k++) {
    const i = Math.floor((k * n) / Math.min(n, SOME));
    const z = run.codes.slice(i * run.size, (i + 1) * run.size);
    found.push(await cycle(run, z, (await through(run.decoder, z, [run.size])).data as Float32Array));
    await new Promise((resolve) => setTimeout(resolve)); // whoever drags goes first
  }
  return found.sort((a, b) => a - b)[Math.floor(0.95 * (found.length - 1))];
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

async function takeDecoder(order: Extract<Order, { kind: "open" }>): Promise<void> {
  try {
    await opened(order);
    say({ kind: "opened", id: order.id });
  } catch (error) {
    say({ kind: "failed", id: order.id, why: words(error) });
  }
}

// Without its encoder a run decodes as well: only the cycle error is not told.
async function takeEncoder(encoding: Encoding): Promise<void> {
  try {
    const encoder = await session(encoding.onnx);
    const run = runOf(encoding.id);
    Object.assign(run, { encoder, encoding });
    run.usual = await usual(run);
    say({ kind: "encodes", id: encoding.id });
  } catch (error) {
    say({ kind: "blind", id: encoding.id, why: words(error) });
  }
}

async function answered(order: Extract<Order, { ticket: number }>): Promise<void> {
  const { ticket } = order;
  try {
    const run = runOf(order.id);
    if (order.kind === "encode") return say({ kind: "encoded", ticket, ...(await known(run, order.x)) });
    const [picture, values] = await decoded(run, order.z, order.reach);
    say({ kind: "decoded", ticket, ...picture }, [picture.pixels.buffer]);
    if (run.usual === undefined || order.alone) return;
    say({ kind: "cycle", ticket, distance: await cycle(run, order.z, values), usual: run.usual });
  } catch (error) {
    say({ kind: "lost", ticket, why: words(error) });
  }
}

self.onmessage = ({ data: order }: MessageEvent<Order>) => {
  if (order.kind === "runtime") return bring(order.packed);
  if (order.kind === "open") return takeDecoder(order);
  if (order.kind === "encoder") return takeEncoder(order);
  return answered(order);
};
