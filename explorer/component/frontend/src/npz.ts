// Arrays as the bytes of an .npz: .npy files in a zip, stored and not packed.

export interface Named {
  name: string;
  values: Float32Array | Int32Array;
  shape: number[];
}

type Bytes = Uint8Array<ArrayBuffer>;

type Field = [bytes: 2 | 4, value: number];

interface Entry {
  name: Bytes;
  bytes: Bytes;
  sum: number;
}

const JANUARY = 0x21; // 1980-01-01, the first day that a zip knows: the same arrays are the same bytes

export function npz(arrays: Named[]): Bytes {
  const entries = arrays.map(({ name, values, shape }) => {
    const bytes = npy(values, shape);
    return { name: new TextEncoder().encode(`${name}.npy`), bytes, sum: crc32(bytes) };
  });
  return zip(entries);
}

// Magic, version 1.0, the length of the head, the head padded to 64 bytes, the numbers in little-endian order.
export function npy(values: Float32Array | Int32Array, shape: number[]): Bytes {
  const kind = values instanceof Float32Array ? "<f4" : "<i4";
  const words = `{'descr': '${kind}', 'fortran_order': False, 'shape': (${shape.map((n) => `${n},`).join(" ")}), }`;
  const head = words.padEnd(Math.ceil((words.length + 11) / 64) * 64 - 11) + "\n";
  const start = [0x93, ...new TextEncoder().encode("NUMPY"), 1, 0, head.length & 255, head.length >> 8];
  return joined([Uint8Array.from(start), new TextEncoder().encode(head), bytesOf(values)]);
}

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n;
});

export function crc32(bytes: Uint8Array): number {
  let sum = ~0;
  for (const byte of bytes) sum = TABLE[(sum ^ byte) & 255] ^ (sum >>> 8);
  return ~sum >>> 0;
}

function zip(entries: Entry[]): Bytes {
  const local: Bytes[] = [], central: Bytes[] = [];
  let at = 0;
  for (const entry of entries) {
    const record = joined([fields([[4, 0x04034b50]]), facts(entry), entry.name, entry.bytes]);
    const place = fields([[2, 0], [2, 0], [2, 0], [4, 0], [4, at]]); // comment, disk, attributes, where it begins
    central.push(joined([fields([[4, 0x02014b50], [2, 20]]), facts(entry), place, entry.name]));
    local.push(record);
    at += record.length;
  }
  const list = joined(central), n = entries.length;
  const end = fields([[4, 0x06054b50], [2, 0], [2, 0], [2, n], [2, n], [4, list.length], [4, at], [2, 0]]);
  return joined([...local, list, end]);
}

// What stands before a file and in the list of files: version, flags, method, time, day, sum, sizes, lengths.
function facts({ name, bytes, sum }: Entry): Bytes {
  const { length } = bytes;
  const when: Field[] = [[2, 0], [2, JANUARY]], sizes: Field[] = [[4, length], [4, length], [2, name.length], [2, 0]];
  return fields([[2, 20], [2, 0], [2, 0], ...when, [4, sum], ...sizes]);
}

function fields(list: Field[]): Bytes {
  const view = new DataView(new ArrayBuffer(list.reduce((sum, [wide]) => sum + wide, 0)));
  let at = 0;
  for (const [wide, value] of list) {
    if (wide === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += wide;
  }
  return new Uint8Array(view.buffer);
}

function bytesOf(values: Float32Array | Int32Array): Bytes {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  const whole = values instanceof Int32Array;
  values.forEach((v, i) => (whole ? view.setInt32(4 * i, v, true) : view.setFloat32(4 * i, v, true)));
  return new Uint8Array(view.buffer);
}

function joined(parts: Bytes[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
