import { expect, test, vi } from "vitest";

import { Latest } from "../src/latest";

const turn = () => new Promise<void>((resolve) => setTimeout(resolve));

test("what comes while one is at work replaces what waits", async () => {
  const done: number[] = [];
  const ends: (() => void)[] = [];
  const queue = new Latest<number>(async (job) => {
    await new Promise<void>((resolve) => ends.push(resolve));
    done.push(job);
  });
  for (const job of [1, 2, 3, 4]) queue.offer(job);
  ends[0]();
  await turn();
  ends[1]();
  await turn();
  expect(done).toEqual([1, 4]);
  queue.offer(5);
  ends[2]();
  await turn();
  expect(done).toEqual([1, 4, 5]);
});

test("one that fails does not stop the next", async () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const done: number[] = [];
  const queue = new Latest<number>(async (job) => {
    if (job === 1) throw new Error("no");
    done.push(job);
  });
  queue.offer(1);
  queue.offer(2);
  await turn();
  expect(done).toEqual([2]);
  expect(said).toHaveBeenCalledOnce();
});
