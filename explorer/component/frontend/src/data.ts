// What Python sends.

export interface Scale {
  low: number;
  high: number;
  title: string;
  unit: string;
  values: string;
}

// A map. Its places are 16 bits of [0, 1], y upwards.
export interface MapData {
  x: string;
  y: string;
  colour: string;
  names: string[];
  inks: string[];
  group: string; // of `names`
  awaits: boolean; // the encoder is being written
  label: string; // of each point, 16 bits, -1 for none
  scale?: Scale;
  errors: string; // each point's squared error
  boxed: boolean; // the pictures are laid out as MNIST's are
  dark: boolean; // they lie on a dark ground
  selected: number;
  reach: number; // points that answer a click
  sheet: string;
  thumbs: number;
  thumbnails: boolean;
  columns: number;
  wide: number;
  high: number;
  side: number;
  grey: boolean;
  ink: boolean;
  ahead: string;
  decoder: string; // the id under which the decoder comes, "" for none
  refused: string; // why there is none
  plane: number[][] | null; // code = plane[0] + x plane[1] + y plane[2], or null: between the points
  link: string; // maps with the same one share a point, "" for none
}

// What comes beside the map, once for a run, each in an instance of its own: a head as JSON and its parts as bytes.
export interface Parcel {
  head: { kind: "decoder" | "encoder" | "unable" | "originals"; id: string; sizes: number[]; [name: string]: unknown };
  parts: Uint8Array<ArrayBuffer>[];
}

// What decodes: the codes of the map's points as floats, and the decoder as ONNX.
export interface Kit {
  id: string;
  run: string;
  size: number; // numbers in a code
  within: number; // distance to the nearest code that 95 % of the codes have at most
  codes: Float32Array;
  onnx: Uint8Array;
}

// What encodes: the shape of what the encoder sees, and the channels of a picture in it; one more is a mask of ones.
export interface Encoding {
  id: string; // of the kit that it belongs to
  shape: [channels: number, high: number, wide: number];
  channels: number;
  onnx: Uint8Array;
}

// The real images of the map's points, on one sheet laid out as that of the thumbnails.
export interface Originals {
  id: string; // of the kit
  n: number;
  columns: number;
  picture: Blob;
}

export interface Given<T> {
  parentElement: HTMLElement | ShadowRoot;
  data: T;
  setStateValue: (name: string, value: unknown) => void; // kept, and sent again with every rerun
  setTriggerValue: (name: string, value: unknown) => void; // sent once
}

const WORD = 4; // bytes

export function opened(bytes: Uint8Array): Parcel {
  const own = bytes.slice(); // a Float32Array must begin at a whole word
  const length = new DataView(own.buffer).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(own.subarray(WORD, WORD + length))) as Parcel["head"];
  let from = Math.ceil((WORD + length) / WORD) * WORD;
  const parts = head.sizes.map((size) => own.subarray(from, (from += size)));
  return { head, parts };
}

export function kitOf({ head, parts: [codes, onnx] }: Parcel): Kit {
  const { id, run, size, within } = head as unknown as Kit;
  const numbers = new Float32Array(codes.buffer, codes.byteOffset, codes.byteLength / WORD);
  return { id, run, size, within, codes: numbers, onnx };
}

export function encodingOf({ head, parts: [onnx] }: Parcel): Encoding {
  const { id, shape, channels } = head as unknown as Encoding;
  return { id, shape, channels, onnx };
}

export function originalsOf({ head, parts: [picture] }: Parcel): Originals {
  const { id, n, columns } = head as unknown as Originals;
  return { id, n, columns, picture: new Blob([picture]) };
}
