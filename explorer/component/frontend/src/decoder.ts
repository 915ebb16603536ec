// The runs whose decoder has come, by id: each comes once, beside its map, and is opened in one worker for all.
import { hired } from "./assets";
import { encodingOf, kitOf, originalsOf, type Encoding, type Kit, type Originals, type Parcel } from "./data";
import type { Answer, Order, Picture } from "./worker";

// Of a code: how far the code of its decoded picture lies from it, and what 95 % of the stored codes have at most.
export interface Cycle {
  distance: number;
  usual: number;
}

// Of a picture: its code, the squared error of its reconstruction, summed over its values, and the distance to the
// nearest stored code.
export interface Encoded {
  z: Float32Array;
  error: number;
  distance: number;
}

export interface Decoded extends Picture {
  cycle: Promise<Cycle> | undefined; // settled only where the encoder has come
}

export class Decoder {
  readonly run: string;
  readonly size: number;
  readonly within: number;
  readonly codes: Float32Array;
  readonly ready: Promise<void>;
  encoding: Encoding | undefined; // once the worker has opened its encoder
  unable = ""; // why it has no encoder
  originals: { n: number; columns: number; sheet: ImageBitmap } | undefined;
  private before: Promise<unknown> = Promise.resolve(); // the last picture that was asked for aside

  constructor(readonly id: string, kit: Kit) {
    [this.run, this.size, this.within, this.codes] = [kit.run, kit.size, kit.within, kit.codes];
    this.ready = new Promise((resolve, reject) => {
      opening.set(id, { resolve, reject });
      send({ kind: "open", id, size: kit.size, codes: kit.codes, onnx: kit.onnx }); // fails where no worker starts
    });
    this.ready.catch(() => undefined); // who waits for it is told
  }

  // The picture of a code, with the nearest of the first `reach` codes.
  async decode(z: Float32Array, reach: number): Promise<Decoded> {
    const ticket = ++tickets;
    const cycle = this.encoding && new Promise<Cycle>((resolve) => cycles.set(ticket, resolve));
    const picture = await asked<Picture>(ticket, { kind: "decode", id: this.id, ticket, z, reach });
    return { ...picture, cycle };
  }

  // A picture that nobody drags for: one is asked for at a time, so that a drag waits for one at most.
  aside(z: Float32Array): Promise<Picture> {
    const ask = () => {
      const ticket = ++tickets;
      return asked<Picture>(ticket, { kind: "decode", id: this.id, ticket, z, reach: 0, alone: true });
    };
    const made = this.before.then(ask);
    this.before = made.catch(() => undefined);
    return made;
  }

  // The code of a picture, its values in [0, 1] channel by channel.
  encode(x: Float32Array): Promise<Encoded> {
    const ticket = ++tickets;
    return asked(ticket, { kind: "encode", id: this.id, ticket, x });
  }

  async takeOriginals({ n, columns, picture }: Originals): Promise<void> {
    if (!this.originals) this.originals = { n, columns, sheet: await createImageBitmap(picture) };
  }
}

interface Waiting<T> {
  resolve: (value: T) => void;
  reject: (why: Error) => void;
}

export interface Listener {
  decoderCame(): void;
}

const KEPT = 4; // as in the worker: two maps, and those before them
const kits = new Map<string, Decoder>();
const encodings = new Map<string, Encoding>();
const early: Parcel[] = []; // what came before its decoder
const listeners = new Set<WeakRef<Listener>>(); // a map that has left the page is not kept by this
const opening = new Map<string, Waiting<void>>();
const pending = new Map<number, Waiting<any>>();
const cycles = new Map<number, (cycle: Cycle) => void>();
let tickets = 0;
let worker: Worker | undefined;

// A decoder that has come, or undefined; a listener hears when another one comes, or what belongs to it.
export function decoderOf(id: string): Decoder | undefined {
  return kits.get(id);
}

export function listen(listener: Listener): void {
  listeners.add(new WeakRef(listener));
}

export function receive(parcel: Parcel): void {
  const { kind, id } = parcel.head;
  if (kind === "decoder") {
    if (kits.has(id)) return;
    kits.set(id, new Decoder(id, kitOf(parcel)));
    const [oldest] = kits.keys();
    if (kits.size > KEPT) {
      kits.delete(oldest);
      encodings.delete(oldest);
    }
    for (const waiting of early.splice(0)) receive(waiting);
    return tellAll();
  }
  const decoder = kits.get(id);
  if (!decoder) {
    early.push(parcel);
    if (early.length > 2 * KEPT) early.shift();
    return;
  }
  if (kind === "unable") return refuse(id, parcel.head.why as string);
  if (kind === "originals") return void decoder.takeOriginals(originalsOf(parcel)).then(tellAll);
  if (encodings.has(id)) return;
  const encoding = encodingOf(parcel);
  encodings.set(id, encoding);
  decoder.ready.then(() => send({ kind: "encoder", ...encoding })).catch(() => undefined); // without it, as before
}

function encodes(id: string): void {
  const decoder = kits.get(id);
  if (!decoder) return;
  decoder.encoding = encodings.get(id);
  tellAll();
}

function refuse(id: string, why: string): void {
  const decoder = kits.get(id);
  if (decoder) decoder.unable = why;
  tellAll();
}

function tellAll(): void {
  for (const reference of listeners) {
    const listener = reference.deref();
    if (listener) listener.decoderCame();
    else listeners.delete(reference);
  }
}

function asked<T>(ticket: number, order: Order): Promise<T> {
  return new Promise((resolve, reject) => {
    pending.set(ticket, { resolve, reject });
    send(order);
  });
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
  if (answer.kind === "encodes") encodes(answer.id);
  if (answer.kind === "blind") refuse(answer.id, `The encoder does not run in this browser (${answer.why}).`);
  if (answer.kind === "cycle") {
    cycles.get(answer.ticket)?.(answer);
    for (const ticket of cycles.keys()) if (ticket <= answer.ticket) cycles.delete(ticket);
  }
  if (answer.kind !== "decoded" && answer.kind !== "encoded" && answer.kind !== "lost") return;
  const waiting = pending.get(answer.ticket);
  pending.delete(answer.ticket);
  if (answer.kind === "lost") waiting?.reject(new Error(answer.why));
  else waiting?.resolve(answer);
}
