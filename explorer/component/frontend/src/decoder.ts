// The decoders of the runs, by id: each comes once, beside its map, and is opened in one worker for all.
import { hired } from "./assets";
import type { Kit } from "./data";
import type { Answer, Order, Picture } from "./worker";

export class Decoder {
  readonly run: string;
  readonly size: number;
  readonly within: number;
  readonly codes: Float32Array;
  readonly ready: Promise<void>;

  constructor(readonly id: string, kit: Kit) {
    [this.run, this.size, this.within, this.codes] = [kit.run, kit.size, kit.within, kit.codes];
    this.ready = new Promise((resolve, reject) => {
      opening.set(id, { resolve, reject });
      send({ kind: "open", id, size: kit.size, codes: kit.codes, onnx: kit.onnx }); // fails where no worker starts
    });
    this.ready.catch(() => undefined); // who waits for it is told
  }

  // The picture of a code, with the nearest of the first `reach` codes.
  decode(z: Float32Array, reach: number): Promise<Picture> {
    const ticket = ++tickets;
    return new Promise((resolve, reject) => {
      pending.set(ticket, { resolve, reject });
      send({ kind: "decode", id: this.id, ticket, z, reach });
    });
  }
}

interface Waiting<T> {
  resolve: (value: T) => void;
  reject: (why: Error) => void;
}

const KEPT = 2; // as in the worker
const kits = new Map<string, Decoder>();
const listeners = new Set<WeakRef<Listener>>(); // a map that has left the page is not kept by this
const opening = new Map<string, Waiting<void>>();
const pending = new Map<number, Waiting<Picture>>();
let tickets = 0;
let worker: Worker | undefined;

export interface Listener {
  decoderCame(): void;
}

// A decoder that has come, or undefined; a listener hears when another one comes.
export function decoderOf(id: string): Decoder | undefined {
  return kits.get(id);
}

export function listen(listener: Listener): void {
  listeners.add(new WeakRef(listener));
}

export function receive(kit: Kit): void {
  if (kits.has(kit.id)) return;
  kits.set(kit.id, new Decoder(kit.id, kit));
  const [oldest] = kits.keys();
  if (kits.size > KEPT) kits.delete(oldest);
  for (const reference of listeners) {
    const listener = reference.deref();
    if (listener) listener.decoderCame();
    else listeners.delete(reference);
  }
}

function send(order: Order): void {
  worker ??= started();
  worker.postMessage(order);
}

function started(): Worker {
  const made = hired();
  made.onmessage = ({ data }: MessageEvent<Answer>) => heard(data);
  made.onerror = (e) => {
    const why = new Error(e.message || "the worker did not start");
    for (const waiting of [...opening.values(), ...pending.values()]) waiting.reject(why);
  };
  return made;
}

function heard(answer: Answer): void {
  if (answer.kind === "opened") opening.get(answer.id)?.resolve();
  if (answer.kind === "failed") opening.get(answer.id)?.reject(new Error(answer.why));
  if (answer.kind !== "decoded" && answer.kind !== "lost") return;
  const waiting = pending.get(answer.ticket);
  pending.delete(answer.ticket);
  if (answer.kind === "decoded") waiting?.resolve(answer);
  else waiting?.reject(new Error(answer.why));
}
