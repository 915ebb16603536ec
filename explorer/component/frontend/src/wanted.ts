// What the server is still making is asked for, but never while somebody is at the map: a drag sends no message.

const QUIET = 3000; // ms since the pointer was last seen, and since the last question

export class Wanted {
  private asked = 0;
  private last = 0;
  private waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly ask: (n: number) => void, private readonly stirred: () => number) {}

  // While something is awaited; the question is a number that grows, so that each is a change.
  wait(awaited: () => boolean): void {
    clearTimeout(this.waiting);
    if (!awaited()) return;
    const quiet = performance.now() - Math.max(this.stirred(), this.last);
    if (quiet >= QUIET && !document.hidden) {
      this.last = performance.now();
      this.ask(++this.asked);
    }
    this.waiting = setTimeout(() => this.wait(awaited), QUIET / 3);
  }
}
