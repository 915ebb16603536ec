// How the film moves by itself: it plays evenly, and glides softly to a kept epoch after a key or a pull.
import { within } from "../numbers";
import { smooth } from "./scales";

const PER_EPOCH = 900; // ms from one kept epoch to the next while it plays
const WHOLE = 16000; // ms that a film of many epochs may take
const STEP = 260; // ms of a glide by a key or after the slider is let go

type Why = "play" | "step";

export interface Film {
  readonly t: number;
  readonly last: number;
  at(t: number): void;
  onPage(): boolean;
  moves(why: Why | undefined): void;
}

export class Pace {
  private readonly calm = matchMedia("(prefers-reduced-motion: reduce)");
  private why: Why | undefined;
  private aim = 0;
  private ticking = 0;

  constructor(private readonly film: Film) {}

  get playing(): boolean {
    return this.why === "play";
  }

  play(): void {
    const { film } = this;
    if (film.t >= film.last) film.at(0);
    this.glide(film.last, (film.last - film.t) * Math.min(PER_EPOCH, WHOLE / film.last), "play");
  }

  pause(): void {
    cancelAnimationFrame(this.ticking);
    this.say(undefined);
  }

  // To the nearest kept epoch.
  settle(): void {
    this.glide(Math.round(this.film.t));
  }

  // From kept epoch to kept epoch; several steps in a row add up.
  step(by: number): void {
    const from = this.why === "step" ? this.aim : Math.round(this.film.t);
    this.aim = Math.max(0, Math.min(this.film.last, from + by));
    this.glide(this.aim);
  }

  private glide(to: number, ms = STEP, why: Why = "step"): void {
    this.pause();
    const from = this.film.t, begun = performance.now();
    if (this.calm.matches && why === "step") return this.film.at(to);
    this.say(why);
    const tick = (now: number) => {
      const share = within((now - begun) / ms);
      this.film.at(from + (to - from) * (why === "play" ? share : smooth(share)));
      if (share === 1 || !this.film.onPage()) this.pause();
      else this.ticking = requestAnimationFrame(tick);
    };
    this.ticking = requestAnimationFrame(tick);
  }

  private say(why: Why | undefined): void {
    this.why = why;
    this.film.moves(why);
  }
}
