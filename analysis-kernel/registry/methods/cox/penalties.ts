/** What stands beside a penalised likelihood, and how strong a ridge penalty is on each column. */
import type { Design } from '../../../formula/design-matrix';
import { findColumn, numbersOf } from '../../../frame/access';
import type { Frame } from '../../../frame/column';
import { listText } from '../../../results/format';
import { leaveOut, MethodError } from '../../../results/method-error';
import type { CoxData } from '../../../stats/cox/data';
import { COX_ERRORS } from './errors';
import type { CoxMethodOptions } from './options';

/**
 * A penalised likelihood is the model's own: nothing that needs another variance or another likelihood stands beside it.
 * Throws MethodError `firth_alone`, `ridge_alone`, `ridge_term`, `frailty_alone`, `tt_alone`.
 */
export function checkPenalties(options: CoxMethodOptions, { termLabels }: Pick<Design, 'termLabels'>, ties: string, robust: boolean): void {
  if (options.firth) refuse('firth', options.ridge === undefined ? besidePenalty(options, ties, robust) : 'ridge', options);
  if (options.tt !== undefined) refuse('tt', besideChange(options, ties, robust), options);
  if (options.frailty !== undefined) refuse('frailty', besideFrailty(options, ties, robust), options);
  if (options.ridge === undefined) return;
  refuse('ridge', besidePenalty(options, ties, robust), options);
  const unknown = options.ridge.terms.find((term) => !termLabels.includes(term));
  if (unknown !== undefined) {
    throw new MethodError(
      COX_ERRORS,
      'ridge_term',
      {
        en: `ridge names ${unknown}, which is no term of the formula. Its terms: ${listText(termLabels, 'en')}.`,
        zh: `ridge 指定的 ${unknown} 不是公式中的项。公式中的项：${listText(termLabels, 'zh')}。`,
      },
      'ridge.terms',
      null,
      termLabels.slice(0, 3),
    );
  }
}

type Key =
  | 'weights'
  | 'cluster'
  | 'robust'
  | 'formula'
  | 'ties'
  | 'anova'
  | 'profile'
  | 'residuals'
  | 'ridge'
  | 'firth'
  | 'predictions'
  | 'adjusted'
  | 'frailty'
  | 'compare'
  | 'baseline';

function besidePenalty(options: CoxMethodOptions, ties: string, robust: boolean): Key | null {
  if (options.weights !== undefined && options.weights.kind !== 'frequency') return 'weights';
  if (options.cluster !== undefined) return 'cluster';
  if (robust) return options.robust === true ? 'robust' : 'formula';
  if (ties === 'exact') return 'ties';
  if (options.anova) return 'anova';
  if (options.profile) return 'profile';
  return scoreResidual(options) === undefined ? null : 'residuals';
}

/** A row to predict for has no known frailty either. */
function besideFrailty(options: CoxMethodOptions, ties: string, robust: boolean): Key | null {
  if (options.firth) return 'firth';
  if (options.ridge !== undefined) return 'ridge';
  if (options.predictions !== undefined) return 'predictions';
  return options.adjusted === undefined ? besidePenalty(options, ties, robust) : 'adjusted';
}

/** Nothing that supposes one hazard ratio for all times. */
function besideChange(options: CoxMethodOptions, ties: string, robust: boolean): Key | null {
  const { frailty, compare, baseline, residuals } = options;
  if (frailty !== undefined) return 'frailty';
  if (compare !== undefined) return 'compare';
  if (baseline !== undefined) return 'baseline';
  return residuals === undefined ? besideFrailty(options, ties, robust) : 'residuals';
}

const scoreResidual = ({ residuals }: CoxMethodOptions) => residuals?.find((type) => type !== 'martingale' && type !== 'deviance');

function refuse(penalty: 'firth' | 'ridge' | 'frailty' | 'tt', beside: Key | null, options: CoxMethodOptions): void {
  if (beside === null) return;
  const own = penalty === 'firth' ? 'firth: true' : 'ridge';
  const written: Partial<Record<Key, string>> = {
    ties: 'ties: exact',
    formula: 'cluster()',
    residuals: penalty === 'tt' ? 'residuals' : `residuals: [${scoreResidual(options)}]`,
  };
  const what = written[beside] ?? beside;
  const unknown = penalty === 'frailty' && (beside === 'predictions' || beside === 'adjusted');
  throw new MethodError(
    COX_ERRORS,
    `${penalty}_alone`,
    penalty === 'tt'
      ? besideTt(what)
      : unknown
        ? {
            en: `${what} is not given beside frailty: survival of a row depends on the frailty of its group, which is not known of new rows. Leave one of the two out; hazard ratios and the baseline hazard are given.`,
            zh: `frailty 下不给出 ${what}：生存取决于所在组的脆弱性，而新行的脆弱性未知。请删去其中之一；风险比与基线风险仍可给出。`,
          }
        : {
            en: `${what} has no meaning beside ${own}, whose estimates, intervals and tests are of the penalised likelihood. Leave one of the two out.`,
            zh: `${own} 的估计、置信区间与检验均由惩罚似然求得，不能与 ${what} 同用。请删去其中之一。`,
          },
    beside,
    null,
    [leaveOut(penalty)],
  );
}

const besideTt = (what: string) => ({
  en: `${what} does not go with tt, whose coefficients change with time and whose tests are of the model's own likelihood. Leave one of the two out; the table over_time gives hazard ratios at each time.`,
  zh: `tt 的系数随时间变化，检验基于模型自身的似然，不能与 ${what} 同用。请删去其中之一；表 over_time 给出各时间的风险比。`,
});

/**
 * θ times the variance of each penalised column (n − 1), 0 for the others. Of a column of the data it is that of all its known values, before rows that lack
 * others are left out, as R has it; of other terms and under frequencies that of the used rows.
 */
export function ridgePenalty(
  { design, frame, data }: { readonly design: Design; readonly frame: Frame; readonly data: CoxData },
  { terms, theta }: NonNullable<CoxMethodOptions['ridge']>,
): Float64Array {
  const { n, p, x, weights } = data;
  return Float64Array.from({ length: p }, (_, j) => {
    const label = design.termLabels[design.assign[j]];
    if (!terms.includes(label)) return 0;
    const column = weights === null && design.names[j] === label ? findColumn(frame, label) : null;
    const whole = column === null ? null : numbersOf(column);
    if (column !== null && whole !== null)
      return (
        theta *
        varianceOf(
          Float64Array.from(whole).filter((_, row) => column.valid[row] === 1),
          null,
        )
      );
    return theta * varianceOf(x.subarray(j * n, (j + 1) * n), weights?.values ?? null);
  });
}

function varianceOf(values: Float64Array, weights: Float64Array | null): number {
  const weight = (row: number) => weights?.[row] ?? 1;
  const size = values.reduce((sum, _, row) => sum + weight(row), 0);
  const mean = values.reduce((sum, value, row) => sum + weight(row) * value, 0) / size;
  return values.reduce((sum, value, row) => sum + weight(row) * (value - mean) ** 2, 0) / (size - 1);
}
