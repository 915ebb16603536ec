// Work on the latest only: what comes while one is at work replaces what waits.

export class Latest<T> {
  private busy = false;
  private waiting: { job: T } | undefined;

  constructor(private readonly work: (job: T) => Promise<void>) {}

  offer(job: T): void {
    this.waiting = { job };
    if (!this.busy) void this.run();
  }

  private async run(): Promise<void> {
    this.busy = true;
    while (this.waiting) {
      const { job } = this.waiting;
      this.waiting = undefined;
      try {
        await this.work(job);
      } catch (error) {
        console.error(error); // one that fails must not stop the next
      }
    }
    this.busy = false;
  }
}
