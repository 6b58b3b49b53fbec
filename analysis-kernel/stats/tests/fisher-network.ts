/** The network algorithm of Fisher's exact test. */
import { type Counts, margins } from './contingency';

/** Relative tolerance within which probabilities are equal. */
const TOLERANCE = 1e-7;
const MAXIMUM_NODES = 60_000;
const MAXIMUM_STEPS = 4_000_000;

/** What is left of the row totals, descending: rows are interchangeable, so their order does not matter. */
interface Node {
  readonly left: readonly number[];
  /** Logarithms of Σ Π c!/Πx! over all ways to finish, and of the largest and smallest of its terms. */
  readonly all: number;
  readonly most: number;
  readonly least: number;
  readonly arcs: readonly Arc[];
}

interface Arc {
  readonly to: Node;
  readonly log: number;
}

class TooLarge extends Error {}

/**
 * Exact p value, or null when the table needs more work than the cap allows.
 *
 * Columns are filled one after another. A node is what is left of the row totals; an arc fills a column with x and weighs c!/Πx!. A path from the start
 * carries the product so far: where even its most probable completion is no more probable than the observed table, all completions count at once; where
 * its least probable one is more probable, none does; otherwise it goes on. Paths of equal weight at a node are one.
 */
export function networkP(counts: Counts, logFactorial: Float64Array): number | null {
  const whole = margins(counts);
  const flipped = whole.rows.length > whole.columns.length;
  const rows = flipped ? whole.columns : whole.rows;
  const columns = [...(flipped ? whole.rows : whole.columns)].sort((a, b) => a - b);
  let observed = columns.reduce((sum, c) => sum + logFactorial[c], 0);
  for (const row of counts) for (const n of row) observed -= logFactorial[n];
  try {
    const start = new Network(columns, logFactorial).node(rows, 0);
    return sumPaths(start, columns.length, observed + Math.log1p(TOLERANCE));
  } catch (error) {
    if (error instanceof TooLarge) return null;
    throw error;
  }
}

class Network {
  private readonly stages: Map<string, Node>[];
  private nodes = 0;
  private steps = 0;

  constructor(
    private readonly columns: readonly number[],
    private readonly logFactorial: Float64Array,
  ) {
    this.stages = columns.map(() => new Map());
  }

  node(left: readonly number[], stage: number): Node {
    const sorted = [...left].sort((a, b) => b - a);
    const key = sorted.join(',');
    const known = this.stages[stage].get(key);
    if (known !== undefined) return known;
    if (++this.nodes > MAXIMUM_NODES) throw new TooLarge();
    const arcs = stage === this.columns.length - 1 ? [] : this.arcs(sorted, stage);
    const total = sorted.reduce((sum, n) => sum + n, 0);
    const all = sorted.reduce((sum, n) => sum - this.logFactorial[n], this.logFactorial[total]);
    let most = arcs.length === 0 ? all : Number.NEGATIVE_INFINITY;
    let least = arcs.length === 0 ? all : Number.POSITIVE_INFINITY;
    for (const arc of arcs) {
      most = Math.max(most, arc.log + arc.to.most);
      least = Math.min(least, arc.log + arc.to.least);
    }
    const node = { left: sorted, all, most, least, arcs };
    this.stages[stage].set(key, node);
    return node;
  }

  private arcs(left: readonly number[], stage: number): Arc[] {
    const arcs: Arc[] = [];
    const rest = [...left];
    const after = left.map((_, i) => left.slice(i + 1).reduce((sum, n) => sum + n, 0));
    const fill = (row: number, open: number, log: number): void => {
      if (++this.steps > MAXIMUM_STEPS) throw new TooLarge();
      if (row === left.length - 1) {
        rest[row] = left[row] - open;
        arcs.push({ to: this.node(rest, stage + 1), log: log - this.logFactorial[open] });
        return;
      }
      for (let x = Math.max(0, open - after[row]); x <= Math.min(left[row], open); x++) {
        rest[row] = left[row] - x;
        fill(row + 1, open - x, log - this.logFactorial[x]);
      }
    };
    fill(0, this.columns[stage], this.logFactorial[this.columns[stage]]);
    return arcs;
  }
}

/** Sums the probability of the paths that end no more probable than the limit. */
function sumPaths(start: Node, stages: number, limit: number): number {
  let p = 0;
  let steps = 0;
  let level = new Map<Node, Map<number, { log: number; times: number }>>([[start, new Map([[0, { log: 0, times: 1 }]])]]);
  for (let stage = 0; stage < stages && level.size > 0; stage++) {
    const next: typeof level = new Map();
    for (const [node, pasts] of level) {
      for (const { log, times } of pasts.values()) {
        if (log + node.most <= limit) {
          p += times * Math.exp(log + node.all - start.all);
          continue;
        }
        if (log + node.least > limit) continue;
        for (const arc of node.arcs) {
          if (++steps > MAXIMUM_STEPS) throw new TooLarge();
          addPast(next, arc.to, log + arc.log, times);
        }
      }
    }
    level = next;
  }
  return Math.min(1, p);
}

function addPast(level: Map<Node, Map<number, { log: number; times: number }>>, node: Node, log: number, times: number): void {
  let pasts = level.get(node);
  if (pasts === undefined) {
    pasts = new Map();
    level.set(node, pasts);
  }
  const key = Math.round(log * 1e9);
  const past = pasts.get(key);
  if (past === undefined) pasts.set(key, { log, times });
  else past.times += times;
}
