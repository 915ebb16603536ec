// What a threshold does, by its step from 0 to `steps`: a score at or above it is an alarm.
export interface Steps {
  low: number; // the threshold of step 0
  high: number; // and of the last
  caught: number[]; // anomalies at or above each step
  alarms: number[]; // normal images at or above each
  odd: number; // anomalies in all
  normal: number;
}

export interface Counts {
  word: string;
  count: number;
  of: string;
}

export const last = (s: Steps): number => s.caught.length - 1;

export const valueAt = (s: Steps, step: number): number => s.low + ((s.high - s.low) * step) / last(s);

// The step at a share of the width, from 0 to 1.
export const stepAt = (s: Steps, share: number): number => Math.round(Math.min(1, Math.max(0, share)) * last(s));

// Where a key leads from a step; undefined where it says nothing.
export function keyed(key: string, step: number, most: number): number | undefined {
  const moves: Record<string, number> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };
  const to = key === "Home" ? 0 : key === "End" ? most : key in moves ? step + moves[key] : undefined;
  return to === undefined ? undefined : Math.min(most, Math.max(0, to));
}

export const recall = (s: Steps, step: number): number => s.caught[step] / s.odd;

export const falseRate = (s: Steps, step: number): number => s.alarms[step] / s.normal;

// Of the alarms, the share that are anomalies; 1 where there is none.
export function precision(s: Steps, step: number): number {
  const alarmed = s.caught[step] + s.alarms[step];
  return alarmed ? s.caught[step] / alarmed : 1;
}

const share = (x: number): string => `${(100 * x).toFixed(1)} %`;

export function counts(s: Steps, step: number): Counts[] {
  const odd = `of ${s.odd.toLocaleString("en")} anomalies`, normal = `of ${s.normal.toLocaleString("en")} normal images`;
  return [
    { word: "Caught", count: s.caught[step], of: `${odd}, ${share(recall(s, step))}` },
    { word: "Missed", count: s.odd - s.caught[step], of: odd },
    { word: "False alarms", count: s.alarms[step], of: `${normal}, ${share(falseRate(s, step))}` },
    { word: "Passed", count: s.normal - s.alarms[step], of: normal },
  ];
}
