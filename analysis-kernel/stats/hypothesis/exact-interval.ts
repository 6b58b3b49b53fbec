/** The exact interval of a proportion. */
import { qbeta } from '@/analysis-kernel/numeric/dist/beta';

/**
 * Clopper–Pearson interval of a proportion: the probabilities of which neither tail test rejects `events` of `n` at half of what the level leaves.
 * At no event it begins at 0, at nothing but events it ends at 1; without rows it is [0, 1]. R: `binom.test(events, n, conf.level = level)$conf.int`.
 * Clopper & Pearson 1934, doi:10.1093/biomet/26.4.404.
 */
export function clopperPearson(events: number, n: number, level: number): readonly [low: number, high: number] {
  const tail = (1 - level) / 2;
  return [events === 0 ? 0 : qbeta(tail, events, n - events + 1), events === n ? 1 : qbeta(1 - tail, events + 1, n - events)];
}
