/** Strata that hold a row each, in which nothing is compared. */
import type { Design } from '../formula/design-matrix';
import { MethodError } from '../results/method-error';
import { STRATA_ERRORS } from './error-codes';

/** Refuses a model of covariates whose strata are as many as its rows. Throws MethodError `strata_of_one`. */
export function refuseStrataOfOne({ strata, n, p }: Pick<Design, 'strata' | 'n' | 'p'>): void {
  if (strata === null || p === 0 || strata.labels.length < n) return;
  const columns = strata.parts[0].map(({ label }) => label).join(', ');
  const text = {
    en: `Each stratum of ${columns} holds a single row, so nothing is compared within strata and no coefficient can be estimated. Strata are groups with a baseline of their own, as centres are. Where rows of one patient belong together write cluster(${columns}); else leave strata() out.`,
    zh: `${columns} 的每一层只有一行，层内无从比较，无法估计系数。分层用于基线各不相同的组（如中心）。若同一患者有多行，请写 cluster(${columns})；否则请去掉 strata()。`,
  };
  throw new MethodError(STRATA_ERRORS, 'strata_of_one', text, 'formula');
}
