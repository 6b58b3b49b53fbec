/** The conditional odds ratio of a 2 × 2 table. */
import { dhyper } from '../../../../numeric/dist/hypergeometric';
import { bracketedRoot } from '../../../../numeric/root';
import type { Alternative } from '../../../../stats/hypothesis/alternative';
import { type Asked, type Interval, sided, tailOf } from '../../../../stats/hypothesis/interval';

/** The first cell of a table, given its margins. */
interface FirstCell {
  readonly observed: number;
  readonly low: number;
  readonly high: number;
  /** Log probabilities of low … high at an odds ratio of 1. */
  readonly logs: Float64Array;
}

function firstCell([[a, b], [c, d]]: readonly (readonly number[])[]): FirstCell {
  const [row, other, column] = [a + b, c + d, a + c];
  const low = Math.max(0, column - other);
  const high = Math.min(row, column);
  return {
    observed: a,
    low,
    high,
    logs: Float64Array.from({ length: high - low + 1 }, (_, i) => dhyper(low + i, row, other, column, { log: true })),
  };
}

/** Probabilities of low … high at a log odds ratio: the noncentral hypergeometric distribution of Fisher. */
function probabilities({ low, logs }: FirstCell, logOdds: number): Float64Array {
  const weights = logs.map((log, i) => log + (low + i) * logOdds);
  const most = weights.reduce((a, b) => Math.max(a, b), -Infinity);
  const scaled = weights.map((weight) => Math.exp(weight - most));
  const total = scaled.reduce((a, b) => a + b, 0);
  return scaled.map((value) => value / total);
}

const WIDEST = 700;

/** The log odds ratio at which an expectation that grows with it reaches a value. */
function solved(cell: FirstCell, of: (x: number) => number, value: number): number {
  const gap = (logOdds: number) => probabilities(cell, logOdds).reduce((sum, p, i) => sum + p * of(cell.low + i), 0) - value;
  let reach = 1;
  while (reach < WIDEST && !(gap(-reach) < 0 && gap(reach) > 0)) reach *= 2;
  return bracketedRoot(gap, -reach, reach);
}

/**
 * The conditional maximum likelihood estimate of (a d) / (b c) with the exact interval that either tail test leaves: 0 or Infinity where the observed
 * table is the least or greatest its margins allow. NaN where the margins allow one table only.
 * R: `fisher.test(table)$estimate`, `$conf.int`, which stop at four digits.
 */
export function conditionalOddsRatio(counts: readonly (readonly number[])[], asked: Omit<Asked, 'mu'>): Interval {
  const cell = firstCell(counts);
  const { observed, low, high } = cell;
  if (low === high) return { estimate: Number.NaN, low: Number.NaN, high: Number.NaN };
  const tail = tailOf(asked);
  const least = observed === low;
  const greatest = observed === high;
  const interval = {
    estimate: least ? 0 : greatest ? Infinity : Math.exp(solved(cell, (x) => x, observed)),
    low: least ? 0 : Math.exp(solved(cell, (x) => (x >= observed ? 1 : 0), tail)),
    high: greatest ? Infinity : Math.exp(solved(cell, (x) => (x > observed ? 1 : 0), 1 - tail)),
  };
  return sided(interval, asked.alternative, 0);
}

/** Tables this close in probability to the observed one count as equally probable. */
const EQUAL = 1e-7;

/**
 * Fisher's p value of a 2 × 2 table; two-sided the tables no more probable than the observed one. With `mid` those as probable as it count by half
 * (one-sided: the observed table). R: `fisher.test(table, alternative)`. Lancaster 1961, doi:10.1080/01621459.1961.10482105.
 */
export function fisherP(counts: readonly (readonly number[])[], alternative: Alternative, mid: boolean): number {
  const { observed, low, logs } = firstCell(counts);
  const own = Math.exp(logs[observed - low]);
  let p = 0;
  logs.forEach((log, i) => {
    const probability = Math.exp(log);
    const tie = alternative === 'two_sided' ? Math.abs(probability - own) <= EQUAL * own : low + i === observed;
    const beyond = alternative === 'two_sided' ? probability < own : alternative === 'less' ? low + i < observed : low + i > observed;
    if (tie) p += probability * (mid ? 0.5 : 1);
    else if (beyond) p += probability;
  });
  return Math.min(1, p);
}
