// Where an arrow key leads on a grid of `n` cells, filled row by row.
export function next(key: string, from: number, n: number, columns: number): number | undefined {
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[key];
  if (step === undefined || from < 0) return undefined;
  const to = from + step;
  return to < 0 || to >= n ? from : to;
}
