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
  group?: string;
  scale?: Scale;
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
}

// What comes beside the map, once for a run: a head as JSON, the codes as floats, the decoder as ONNX.
export interface Kit {
  id: string;
  run: string;
  size: number; // numbers in a code
  within: number; // distance to the nearest code that 95 % of the codes have at most
  codes: Float32Array;
  onnx: Uint8Array;
}

export interface Given<T> {
  parentElement: HTMLElement | ShadowRoot;
  data: T;
  setStateValue: (name: string, value: unknown) => void;
}

const WORD = 4; // bytes

export function unpackedKit(bytes: Uint8Array): Kit {
  const own = bytes.slice(); // a Float32Array must begin at a whole word
  const length = new DataView(own.buffer).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(own.subarray(WORD, WORD + length)));
  const start = Math.ceil((WORD + length) / WORD) * WORD;
  const codes = new Float32Array(own.buffer, start, head.n * head.size);
  return { ...head, codes, onnx: own.subarray(start + codes.byteLength) };
}
