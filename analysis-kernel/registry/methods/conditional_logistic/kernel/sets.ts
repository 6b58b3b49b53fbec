/** What matched sets tell by themselves: how many inform, what varies within them, what separates them, what the exact likelihood costs. */

/** Rows of matched sets, complete. */
export interface MatchedRows {
  readonly n: number;
  readonly p: number;
  /** n × p, column by column. */
  readonly x: Float64Array;
  /** 1 for a case, 0 for a control. */
  readonly cases: Uint8Array;
  /** The set of each row, from 0. */
  readonly set: Int32Array;
  readonly sets: number;
  /** How many rows each stands for; null where each is one. */
  readonly copies: Float64Array | null;
}

export interface SetSizes {
  /** Of each set. */
  readonly cases: Float64Array;
  readonly controls: Float64Array;
}

/** Cases and controls of each set, each row as often as it counts. */
export function setSizes({ n, cases, set, sets, copies }: Omit<MatchedRows, 'x' | 'p'>): SetSizes {
  const sizes = { cases: new Float64Array(sets), controls: new Float64Array(sets) };
  for (let i = 0; i < n; i++) (cases[i] === 1 ? sizes.cases : sizes.controls)[set[i]] += copies === null ? 1 : copies[i];
  return sizes;
}

/** Columns that have one value within every set: they cancel from the conditional likelihood. */
export function constantColumns({ n, p, x, set, sets }: MatchedRows): number[] {
  const first = firstRows(set, sets);
  return Array.from({ length: p }, (_, j) => j).filter((j) => {
    for (let i = 0; i < n; i++) if (x[j * n + i] !== x[j * n + first[set[i]]]) return false;
    return true;
  });
}

function firstRows(set: Int32Array, sets: number): Int32Array {
  const first = new Int32Array(sets).fill(-1);
  for (let i = 0; i < set.length; i++) if (first[set[i]] < 0) first[set[i]] = i;
  return first;
}

/** How a column by itself separates cases from controls. */
export interface OneSided {
  /** Whether the cases have the larger values. */
  readonly higher: boolean;
  /** Sets in which the column differs at all. */
  readonly sets: number;
}

/** Whether in every set no case has a smaller (or none a larger) value than a control; null where some sets say otherwise, or none differ. */
export function oneSided(column: number, { n, x, cases, set, sets }: MatchedRows): OneSided | null {
  const bounds = () => ({ low: new Float64Array(sets).fill(Infinity), high: new Float64Array(sets).fill(-Infinity) });
  const [ofCases, ofControls] = [bounds(), bounds()];
  for (let i = 0; i < n; i++) {
    const { low, high } = cases[i] === 1 ? ofCases : ofControls;
    const value = x[column * n + i];
    low[set[i]] = Math.min(low[set[i]], value);
    high[set[i]] = Math.max(high[set[i]], value);
  }
  let differing = 0;
  let [isHigher, isLower] = [true, true];
  for (let s = 0; s < sets; s++) {
    if (ofCases.low[s] === ofCases.high[s] && ofControls.low[s] === ofCases.low[s] && ofControls.high[s] === ofCases.low[s]) continue;
    differing++;
    isHigher &&= ofCases.low[s] >= ofControls.high[s];
    isLower &&= ofCases.high[s] <= ofControls.low[s];
  }
  return differing === 0 || isHigher === isLower ? null : { higher: isHigher, sets: differing };
}

/** Multiplications of one pass of the exact likelihood: rows × the smaller of cases and controls of their set × derivatives. */
export function exactSetsWork({ cases, controls }: SetSizes, p: number): number {
  const pairs = cases.reduce((sum, m, s) => sum + (m + controls[s]) * Math.min(m, controls[s]), 0);
  return pairs * (1 + p + (p * (p + 1)) / 2);
}

/**
 * The same likelihood with cases and controls changed places in the sets that have more cases than controls, and the signs of their covariates
 * with them: the sum over all choices of m of m + k rows is the sum over the k left out. What is summed over is then the smaller number.
 */
export function fewerAsCases(
  { n, p, x, cases, set }: MatchedRows,
  offset: Float64Array | null,
  sizes: SetSizes,
): { readonly x: Float64Array; readonly event: Uint8Array; readonly offset: Float64Array | null } {
  const isTurned = (row: number) => sizes.cases[set[row]] > sizes.controls[set[row]];
  const turned = { x: Float64Array.from(x), event: Uint8Array.from(cases), offset: offset && Float64Array.from(offset) };
  for (let i = 0; i < n; i++) {
    if (!isTurned(i)) continue;
    turned.event[i] = 1 - cases[i];
    for (let j = 0; j < p; j++) turned.x[j * n + i] = -x[j * n + i];
    if (turned.offset !== null) turned.offset[i] = -turned.offset[i];
  }
  return turned;
}
