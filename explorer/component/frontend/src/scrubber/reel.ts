// What Python sends of a film, all by kept epoch; places are whole numbers, y upwards.
export type Fact = [what: string, number: string, unit: string];

export interface Reel {
  epochs: number[];
  x: number[][];
  y: number[][];
  label: number[];
  box: [wide: number, high: number];
  window: [left: number, foot: number, right: number, top: number]; // what the manifold spans
  cells: number; // of the manifold, to a side
  sheets: string[];
  curve: [epoch: number, loss: number][];
  facts: Fact[][];
  what: string; // the loss and its unit
  names: string[];
  palette: string[];
}

export function sameFilm(a: Reel | undefined, b: Reel): boolean {
  return a !== undefined && a.sheets[0] === b.sheets[0] && a.epochs.join() === b.epochs.join();
}
