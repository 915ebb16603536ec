// Plays a path there and back again, frame by frame, until it is stopped or the tab is hidden.
import { swung } from "./path";

const WAY = 3000; // ms from one end to the other
const LONGEST = 100; // ms: a frame that came late is no leap

export class Player {
  private frame = 0;
  private last = 0;
  private way: 1 | -1 = 1;

  // `step` goes to a place on the path, or says that somebody else has taken the point.
  constructor(private readonly step: (t: number) => boolean, private readonly told: (playing: boolean) => void) {}

  get playing(): boolean {
    return this.frame !== 0;
  }

  play(t: number): void {
    if (this.playing) return;
    this.last = performance.now();
    this.frame = requestAnimationFrame((now) => this.next(t, now));
    document.addEventListener("visibilitychange", this.stop);
    this.told(true);
  }

  readonly stop = (): void => {
    if (!this.playing) return;
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    document.removeEventListener("visibilitychange", this.stop);
    this.told(false);
  };

  private next(from: number, now: number): void {
    const passed = Math.min(LONGEST, Math.max(0, now - this.last));
    const { t, way } = swung(from, this.way, passed / WAY);
    [this.last, this.way] = [now, way];
    if (!this.step(t)) return this.stop();
    this.frame = requestAnimationFrame((then) => this.next(t, then));
  }
}
