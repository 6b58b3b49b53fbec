/** Exact enumeration for Fisher's test: the network of partly filled tables, met in the middle. */
import { argsort } from '@/analysis-kernel/numeric/sort';
import { type Counts, margins } from './contingency';

/** Relative tolerance within which probabilities are equal. */
const TOLERANCE = 1e-7;
/** Logarithms closer than this are of one product. */
const SAME = 1e-9;
/** About two seconds. */
const MAXIMUM_WORK = 6_000_000;
/** Estimated work, mergers aside, beyond which none is begun. */
const HOPELESS = 1e9;
/** What handling a node costs beside looking at one product. */
const NODE_WORK = 12;
/** Bounds by which products are settled early are worth their work where a column has few ways. */
const MAXIMUM_BOUND_WORK = 3_000_000;

class TooLarge extends Error {}

/** How many ways lead to which product: logarithms ascending, with their multiplicity. */
interface Spread {
  readonly logs: Float64Array;
  readonly times: Float64Array;
}

/**
 * Exact p value, or null when the table needs more work than the cap allows.
 *
 * The table is filled column by column; a column x of total c weighs c!/Πx!, and a table's probability is the product of its columns' weights over
 * n!/Πr!. What is left of the row totals after some columns is a node; rows are interchangeable, so nodes are sorted. The first columns are
 * followed forwards, giving each node the spread of the products that reach it; the others backwards, giving the spread of the products
 * that finish it. At each node both, sorted, are met with two pointers to sum the tables no more probable than the observed one.
 */
export function networkP(counts: Counts, logFactorial: Float64Array): number | null {
  const whole = margins(counts);
  const flipped = whole.rows.length > whole.columns.length;
  const rows = flipped ? whole.columns : whole.rows;
  const columns = [...(flipped ? whole.rows : whole.columns)].sort((a, b) => a - b);
  let observed = columns.reduce((sum, c) => sum + logFactorial[c], 0);
  for (const row of counts) for (const n of row) observed -= logFactorial[n];
  const all = rows.reduce((sum, r) => sum - logFactorial[r], logFactorial[whole.total]);
  const limit = observed + Math.log1p(TOLERANCE);
  const bounded = boundWork(rows, columns) < MAXIMUM_BOUND_WORK;
  // Large columns settle most early; without bounds small ones keep the beginnings few.
  if (bounded) columns.reverse();
  const cut = bounded ? Math.max(1, columns.length - 2) : bestCut(rows, columns);
  if (cut === null) return null;
  try {
    const network = new Network(columns, logFactorial, whole.total, rows.length);
    const { nodes, settled } = network.forwards(rows, cut, bounded ? limit : null, all);
    let p = settled;
    for (const { left, spread } of nodes) p += meet(spread, network.backwards(left, cut), limit, all);
    return Math.min(1, p);
  } catch (error) {
    if (error instanceof TooLarge) return null;
    throw error;
  }
}

/** Ways to fill each column, were the others empty. */
function waysOf(rows: readonly number[], columns: readonly number[]): number[] {
  return columns.map((c) => rows.slice(1).reduce((product, r) => product * (Math.min(c, r) + 1), 1));
}

/** Nodes there can be after some columns. */
function nodesAfter(rows: readonly number[], columns: readonly number[]): number {
  const filled = columns.reduce((a, b) => a + b, 0);
  return rows.slice(1).reduce((product, r) => product * (Math.min(filled, r) + 1), 1);
}

/** Work of visiting every node and way once. */
function boundWork(rows: readonly number[], columns: readonly number[]): number {
  return waysOf(rows, columns).reduce((work, ways, stage) => work + ways * nodesAfter(rows, columns.slice(0, stage)), 0);
}

/** The number of columns to follow forwards, by an estimate of the work that leaves mergers aside; null where every choice is hopeless. */
function bestCut(rows: readonly number[], columns: readonly number[]): number | null {
  const ways = waysOf(rows, columns);
  let best = 1;
  let least = Number.POSITIVE_INFINITY;
  for (let cut = 1; cut < columns.length; cut++) {
    const forwards = ways.slice(0, cut).reduce((a, b) => a * b, 1);
    const backwards = ways.slice(cut, -1).reduce((a, b) => a * b, 1);
    const work = forwards + Math.min(forwards, nodesAfter(rows, columns.slice(0, cut))) * backwards;
    if (work < least) {
      least = work;
      best = cut;
    }
  }
  return least > HOPELESS ? null : best;
}

interface ReachedNode {
  readonly left: Int32Array;
  readonly spread: Spread;
}

class Network {
  private work = 0;
  private readonly finishing: Map<number | string, Spread>[];
  private readonly limits: Map<number | string, { most: number; least: number }>[];
  private readonly base: number;
  private readonly numeric: boolean;
  private readonly sorted: Int32Array;

  constructor(
    private readonly columns: readonly number[],
    private readonly logFactorial: Float64Array,
    total: number,
    private readonly width: number,
  ) {
    this.base = total + 1;
    this.numeric = this.base ** width < Number.MAX_SAFE_INTEGER;
    this.sorted = new Int32Array(width);
    this.finishing = columns.map(() => new Map());
    this.limits = columns.map(() => new Map());
  }

  /**
   * Nodes after the first `cut` columns, each with the products that reach it. With a limit, products whose every completion is at most the limit, or above
   * it, are settled on the way: `settled` is the probability of the former.
   */
  forwards(rows: readonly number[], cut: number, limit: number | null, all: number): { nodes: ReachedNode[]; settled: number } {
    let nodes: ReachedNode[] = [{ left: Int32Array.from(rows), spread: { logs: new Float64Array(1), times: new Float64Array([1]) } }];
    let settled = 0;
    for (let stage = 0; stage < cut; stage++) {
      const next = new Map<number | string, { left: Int32Array; parts: Part[] }>();
      for (const { left, spread } of nodes) {
        this.fills(left, stage, (rest, shift) => {
          this.spend(spread.logs.length + NODE_WORK);
          const sorted = this.descending(rest);
          const key = this.key(sorted);
          const node = next.get(key);
          if (node === undefined) next.set(key, { left: sorted.slice(), parts: [{ spread, shift }] });
          else node.parts.push({ spread, shift });
        });
      }
      nodes = [];
      for (const { left, parts } of next.values()) {
        const spread = merge(parts);
        if (limit === null) {
          nodes.push({ left, spread });
          continue;
        }
        const open = this.settle(left, stage + 1, spread, limit);
        for (let i = 0; i < open.from; i++) settled += spread.times[i] * Math.exp(spread.logs[i] + this.completions(left) - all);
        if (open.to > open.from) {
          nodes.push({
            left,
            spread: { logs: spread.logs.subarray(open.from, open.to), times: spread.times.subarray(open.from, open.to) },
          });
        }
      }
    }
    return { nodes, settled };
  }

  /** Places of the products that are not settled: before them all completions count, after them none. */
  private settle(left: Int32Array, stage: number, { logs }: Spread, limit: number): { from: number; to: number } {
    const { most, least } = this.bounds(left, stage);
    let from = 0;
    while (from < logs.length && logs[from] + most <= limit) from++;
    let to = logs.length;
    while (to > from && logs[to - 1] + least > limit) to--;
    return { from, to };
  }

  /** Logarithm of the sum over all ways to finish a node. */
  private completions(left: Int32Array): number {
    const f = this.logFactorial;
    let total = 0;
    let log = 0;
    for (let i = 0; i < left.length; i++) {
      total += left[i];
      log += f[left[i]];
    }
    return f[total] - log;
  }

  /** Logarithms of the largest and the smallest product that finishes a node. */
  private bounds(left: Int32Array, stage: number): { most: number; least: number } {
    if (stage === this.columns.length - 1) {
      const log = this.completions(left);
      return { most: log, least: log };
    }
    const key = this.key(left);
    const known = this.limits[stage].get(key);
    if (known !== undefined) return known;
    let most = Number.NEGATIVE_INFINITY;
    let least = Number.POSITIVE_INFINITY;
    this.fills(left, stage, (rest, shift) => {
      const end = this.bounds(this.descending(rest), stage + 1);
      most = Math.max(most, shift + end.most);
      least = Math.min(least, shift + end.least);
    });
    const found = { most, least };
    this.limits[stage].set(key, found);
    return found;
  }

  /** The products that finish a node by the columns from `stage` on. */
  backwards(left: Int32Array, stage: number): Spread {
    const key = this.key(left);
    const known = this.finishing[stage].get(key);
    if (known !== undefined) return known;
    let spread: Spread;
    if (stage === this.columns.length - 1) {
      spread = { logs: new Float64Array([this.completions(left)]), times: new Float64Array([1]) };
    } else if (stage === this.columns.length - 2) spread = this.lastTwo(left, stage);
    else {
      const parts: Part[] = [];
      this.fills(left, stage, (rest, shift) => {
        const part = this.backwards(this.descending(rest), stage + 1);
        this.spend(part.logs.length + NODE_WORK);
        parts.push({ spread: part, shift });
      });
      spread = merge(parts);
    }
    this.finishing[stage].set(key, spread);
    return spread;
  }

  /** Both last columns at once: what the first takes fixes the second. */
  private lastTwo(left: Int32Array, stage: number): Spread {
    const logs: number[] = [];
    const f = this.logFactorial;
    const last = this.logFactorial[this.columns[stage + 1]];
    this.fills(left, stage, (rest, shift) => {
      let log = shift + last;
      for (let i = 0; i < rest.length; i++) log -= f[rest[i]];
      logs.push(log);
    });
    return compress(Float64Array.from(logs), null);
  }

  /** Every way to take a column's total from what is left: calls with the rest and log c!/Πx!. */
  private fills(given: Int32Array, stage: number, each: (rest: Int32Array, log: number) => void): void {
    // What is given may be the memory that `each` sorts in.
    const left = given.slice();
    const rest = given.slice();
    const after = new Int32Array(left.length);
    for (let i = left.length - 2; i >= 0; i--) after[i] = after[i + 1] + left[i + 1];
    const f = this.logFactorial;
    const final = left.length - 1;
    const fill = (row: number, open: number, log: number): void => {
      if (row === final) {
        this.spend(1);
        rest[row] = left[row] - open;
        each(rest, log - f[open]);
        return;
      }
      const high = Math.min(left[row], open);
      for (let x = Math.max(0, open - after[row]); x <= high; x++) {
        rest[row] = left[row] - x;
        fill(row + 1, open - x, log - f[x]);
      }
    };
    fill(0, this.columns[stage], f[this.columns[stage]]);
  }

  private spend(work: number): void {
    this.work += work;
    if (this.work > MAXIMUM_WORK) throw new TooLarge();
  }

  /** The values from large to small, until the next call. */
  private descending(values: Int32Array): Int32Array {
    const { sorted } = this;
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      let j = i - 1;
      for (; j >= 0 && sorted[j] < value; j--) sorted[j + 1] = sorted[j];
      sorted[j + 1] = value;
    }
    return sorted;
  }

  private key(sorted: Int32Array): number | string {
    if (!this.numeric) return sorted.join(',');
    let key = 0;
    for (let i = 0; i < this.width; i++) key = key * this.base + sorted[i];
    return key;
  }
}

interface Part {
  readonly spread: Spread;
  readonly shift: number;
}

/** One spread of several, each shifted by a logarithm. */
function merge(parts: readonly Part[]): Spread {
  const size = parts.reduce((sum, part) => sum + part.spread.logs.length, 0);
  const logs = new Float64Array(size);
  const times = new Float64Array(size);
  let at = 0;
  for (const { spread, shift } of parts) {
    for (let i = 0; i < spread.logs.length; i++) {
      logs[at] = spread.logs[i] + shift;
      times[at++] = spread.times[i];
    }
  }
  return compress(logs, times);
}

/** Sorted, with equal products taken together. */
function compress(logs: Float64Array, times: Float64Array | null): Spread {
  const order = argsort(logs);
  const outLogs = new Float64Array(logs.length);
  const outTimes = new Float64Array(logs.length);
  let n = 0;
  for (let k = 0; k < order.length; k++) {
    const i = order[k];
    const count = times === null ? 1 : times[i];
    if (n > 0 && logs[i] - outLogs[n - 1] < SAME) outTimes[n - 1] += count;
    else {
      outLogs[n] = logs[i];
      outTimes[n++] = count;
    }
  }
  return { logs: outLogs.slice(0, n), times: outTimes.slice(0, n) };
}

/**
 * Probability of the pairs of a beginning and an ending whose product is at most the limit. The endings met so far are summed relative to
 * their largest, so that no product of a large table leaves the range of numbers.
 */
function meet(reach: Spread, finish: Spread, limit: number, all: number): number {
  let p = 0;
  let mass = 0;
  let largest = 0;
  let j = 0;
  for (let i = reach.logs.length - 1; i >= 0; i--) {
    while (j < finish.logs.length && reach.logs[i] + finish.logs[j] <= limit) {
      mass = (mass > 0 ? mass * Math.exp(largest - finish.logs[j]) : 0) + finish.times[j];
      largest = finish.logs[j];
      j++;
    }
    if (mass > 0) p += reach.times[i] * mass * Math.exp(reach.logs[i] + largest - all);
  }
  return p;
}
