/** Intervals of a proportion and of a difference of two. */
import { dbinom, pbinom } from '../../numeric/dist/binomial';
import { qnorm } from '../../numeric/dist/normal';
import { bracketedRoot } from '../../numeric/root';
import { type Alternative, normalP } from './alternative';
import { clopperPearson } from './exact-interval';
import { type Asked, type Interval, sided, tailOf } from './interval';
import type { OneInterval, TwoInterval } from './proportion-intervals';

type Limits = readonly [low: number, high: number];

/**
 * The interval of events / n by one of three methods, within 0 and 1. R: `prop.test(events, n, correct = FALSE)$conf.int` (Wilson),
 * `binom.test(events, n)$conf.int` (Clopper–Pearson). Wilson 1927, doi:10.1080/01621459.1927.10502953; Agresti & Coull 1998,
 * doi:10.1080/00031305.1998.10480550.
 */
export function proportionInterval(events: number, n: number, method: OneInterval, asked: Omit<Asked, 'mu'>): Interval {
  const estimate = events / n;
  const [low, high] =
    method === 'clopper_pearson'
      ? clopperPearson(events, n, 1 - 2 * tailOf(asked))
      : method === 'wilson'
        ? wilson(events, n, qnorm(1 - tailOf(asked)))
        : agrestiCoull(events, n, qnorm(1 - tailOf(asked)));
  return sided({ estimate, low, high }, asked.alternative, 0, 1);
}

function wilson(events: number, n: number, z: number): Limits {
  const p = events / n;
  const scale = 1 + (z * z) / n;
  const centre = (p + (z * z) / (2 * n)) / scale;
  const half = (z / scale) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return [events === 0 ? 0 : centre - half, events === n ? 1 : centre + half];
}

function agrestiCoull(events: number, n: number, z: number): Limits {
  const size = n + z * z;
  const p = (events + (z * z) / 2) / size;
  const half = z * Math.sqrt((p * (1 - p)) / size);
  return [Math.max(0, p - half), Math.min(1, p + half)];
}

/** The binomial test of events of n against a share of mu; two-sided the results no more probable than the observed one. R: `binom.test(events, n, mu)`. */
export function binomialP(events: number, n: number, { mu, alternative }: Asked): number {
  if (alternative === 'less') return pbinom(events, n, mu);
  if (alternative === 'greater') return pbinom(events - 1, n, mu, { lower: false });
  const own = dbinom(events, n, mu) * (1 + 1e-7);
  const expected = n * mu;
  // Probabilities rise to the mode and fall beyond: the other tail begins where they sink to the observed one's.
  const below = events < expected;
  let [from, to] = below ? [Math.ceil(expected), n + 1] : [-1, Math.floor(expected)];
  while (below ? from < to : to > from) {
    const middle = below ? Math.floor((from + to) / 2) : Math.ceil((from + to) / 2);
    const within = dbinom(middle, n, mu) > own;
    if (below) [from, to] = within ? [middle + 1, to] : [from, middle];
    else [from, to] = within ? [from, middle - 1] : [middle, to];
  }
  const other = below ? pbinom(from - 1, n, mu, { lower: false }) : pbinom(to, n, mu);
  return Math.min(1, other + (below ? pbinom(events, n, mu) : pbinom(events - 1, n, mu, { lower: false })));
}

/** Score test of a proportion: z under the null's variance, squared. R: `prop.test(events, n, mu, correct = FALSE)`. */
export function scoreTest(events: number, n: number, { mu, alternative }: Asked): { readonly statistic: number; readonly pValue: number } {
  const z = (events / n - mu) / Math.sqrt((mu * (1 - mu)) / n);
  return { statistic: z * z, pValue: normalP(z, alternative) };
}

/** Events of so many in the first group and the second. */
export interface TwoShares {
  readonly events: Limits;
  readonly n: Limits;
}

/**
 * The first proportion minus the second with Newcombe's interval from Wilson's of each (his method 10), or Miettinen and Nurminen's from the score test.
 * Newcombe 1998, doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I; Miettinen & Nurminen 1985, doi:10.1002/sim.4780040211.
 */
export function differenceInterval(shares: TwoShares, method: TwoInterval, asked: Omit<Asked, 'mu'>): Interval {
  const z = qnorm(1 - tailOf(asked));
  const { events, n } = shares;
  const [p1, p2] = [events[0] / n[0], events[1] / n[1]];
  const estimate = p1 - p2;
  const [low, high] = method === 'newcombe' ? newcombe(shares, z) : miettinenNurminen(shares, z);
  return sided({ estimate, low, high }, asked.alternative, -1, 1);
}

function newcombe({ events, n }: TwoShares, z: number): Limits {
  const [p1, p2] = [events[0] / n[0], events[1] / n[1]];
  const [l1, u1] = wilson(events[0], n[0], z);
  const [l2, u2] = wilson(events[1], n[1], z);
  return [p1 - p2 - Math.hypot(p1 - l1, u2 - p2), p1 - p2 + Math.hypot(u1 - p1, p2 - l2)];
}

/** The score of a difference d: its distance over the error under the likeliest proportions that differ by d, with their variance times N / (N − 1). */
function score({ events, n }: TwoShares, d: number): number {
  const total = n[0] + n[1];
  const p2 = restricted(events, n, d);
  const p1 = Math.min(1, Math.max(0, p2 + d));
  const variance = ((p1 * (1 - p1)) / n[0] + (p2 * (1 - p2)) / n[1]) * (total / (total - 1));
  const distance = events[0] / n[0] - events[1] / n[1] - d;
  return distance === 0 ? 0 : distance / Math.sqrt(variance);
}

/** So often halved, nothing of a range within 0 and 1 is left that a number could tell. */
const HALVINGS = 100;

/** The likeliest second proportion given that the first is larger by d: where the slope of the log likelihood passes 0, by halving. */
function restricted(events: Limits, n: Limits, d: number): number {
  const slope = (p: number) => part(events[0], n[0], p + d) + part(events[1], n[1], p);
  let [low, high] = [Math.max(0, -d), Math.min(1, 1 - d)];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (slope(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

const part = (events: number, n: number, p: number): number =>
  (events === 0 ? 0 : events / p) - (n === events ? 0 : (n - events) / (1 - p));

function miettinenNurminen(shares: TwoShares, z: number): Limits {
  const { events, n } = shares;
  const estimate = events[0] / n[0] - events[1] / n[1];
  const limit = (end: number, side: number) => {
    const root = bracketedRoot((d) => bounded(score(shares, d) - side * z), end, estimate);
    return Number.isNaN(root) ? end : root;
  };
  return [limit(-1, 1), limit(1, -1)];
}

/** Where the variance is 0 the score is infinite: a number that keeps its sign. */
function bounded(value: number): number {
  return Math.min(1e9, Math.max(-1e9, value));
}

/** The score test of equal proportions on z, two groups: its square is Pearson's χ². */
export function differenceP(shares: TwoShares, alternative: Alternative): number {
  const { events, n } = shares;
  const p = (events[0] + events[1]) / (n[0] + n[1]);
  const z = (events[0] / n[0] - events[1] / n[1]) / Math.sqrt(p * (1 - p) * (1 / n[0] + 1 / n[1]));
  return normalP(z, alternative);
}
