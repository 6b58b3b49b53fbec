/** Points counted on a grid: what a figure of many rows shows, none of them by itself. */

export interface Bin {
  readonly x: number;
  readonly y: number;
  readonly n: number;
}

/** Cells along each side of the grid. */
const CELLS = 48;

/** How many points lie in each cell of a grid over their ranges, at the cell's centre; a side without range has one cell. */
export function binned(x: Float64Array, y: Float64Array): readonly Bin[] {
  const [across, up] = [gridOf(x), gridOf(y)];
  const counts = new Map<number, number>();
  for (let row = 0; row < x.length; row++) {
    const cell = across.cell(x[row]) * CELLS + up.cell(y[row]);
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([cell, n]) => ({ x: across.centre(Math.floor(cell / CELLS)), y: up.centre(cell % CELLS), n }));
}

function gridOf(values: Float64Array) {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  const step = (high - low) / CELLS;
  return {
    cell: (value: number) => (step > 0 ? Math.min(CELLS - 1, Math.floor((value - low) / step)) : 0),
    centre: (cell: number) => (step > 0 ? low + (cell + 0.5) * step : low),
  };
}
