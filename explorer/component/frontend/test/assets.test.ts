import { expect, test } from "vitest";

import { hired, provide } from "../src/assets";

const able = { Worker: 1, WebAssembly: 1, DecompressionStream: 1 };

// A worker that keeps what it is sent.
function hearing() {
  const heard: unknown[] = [];
  return { heard, worker: () => ({ postMessage: (order: unknown) => heard.push(order) }) as unknown as Worker };
}

test("a worker is given the runtime that the page has, and nothing where it is to fetch it", () => {
  const { heard, worker } = hearing();
  provide({ worker });
  hired(able);
  expect(heard).toEqual([]);
  provide({ worker, runtime: Uint8Array.of(1, 2) });
  hired(able);
  expect(heard).toEqual([{ kind: "runtime", packed: Uint8Array.of(1, 2) }]);
});

test.each(Object.keys(able))("a browser without %s is told so, and no worker starts", (name) => {
  provide({ worker: () => expect.fail("started") });
  const { [name as keyof typeof able]: _, ...old } = able;
  expect(() => hired(old)).toThrow(name);
});
