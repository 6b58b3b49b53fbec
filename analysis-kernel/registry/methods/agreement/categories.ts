/** What `agreement` finds of raters who give categories. */
import { qnorm } from '../../../numeric/dist/normal';
import type { Value } from '../../../results/result';
import { normalP } from '../../../stats/hypothesis/alternative';
import { proportionInterval } from '../../../stats/hypothesis/proportions';
import { orNull } from '../../compared-groups';
import { type Fleiss, fleissKappa } from './kernel/fleiss';
import { cohenKappa, type Kappa, oneAgainstRest, type Scheme, specificAgreement } from './kernel/kappa';
import type { AgreementOptions } from './options';
import type { Rated } from './prepare';

export type Row = Readonly<Record<string, Value>>;

export interface CategoriesFound {
  /** Whether the raters are more than two. */
  readonly isFleiss: boolean;
  readonly kappa: Kappa | Fleiss;
  readonly estimates: readonly Row[];
  readonly categories: readonly Row[];
  readonly pairs: readonly Row[];
  readonly matrix: readonly Row[];
}

/** Kappa of two raters or more, category by category and pair by pair. */
export function categoriesFound(rated: Rated, options: AgreementOptions): CategoriesFound {
  const { levels, codes, n } = rated;
  const k = levels.length;
  const isFleiss = codes.length > 2;
  const scheme: Scheme = options.type === 'weighted_kappa' && k > 1 ? (options.weights_scheme ?? 'linear') : 'none';
  const table = tabulated(codes[0], codes[1], k);
  const kappa = isFleiss ? fleissKappa(countsOf(rated), n, k, codes.length) : cohenKappa(table, k, scheme);
  const name = isFleiss ? 'fleiss_kappa' : options.type;
  return {
    isFleiss,
    kappa,
    estimates: [{ quantity: name, n, ...kappaRow(kappa, options) }, ...sharesOf(rated, kappa, table, scheme, options)],
    categories: categoryRows(rated, kappa, table, options),
    pairs: isFleiss ? pairRows(rated, options) : [],
    matrix: isFleiss
      ? []
      : levels.flatMap((first, i) => levels.map((second, j) => ({ category_1: first, category_2: second, n: table[i * k + j] }))),
  };
}

function tabulated(a: Int32Array, b: Int32Array, k: number): Float64Array {
  const table = new Float64Array(k * k);
  for (let row = 0; row < a.length; row++) table[a[row] * k + b[row]]++;
  return table;
}

function countsOf({ codes, n, levels: { length: k } }: Rated): Float64Array {
  const counts = new Float64Array(n * k);
  for (const own of codes) for (let row = 0; row < n; row++) counts[row * k + own[row]]++;
  return counts;
}

/** A kappa with its normal interval within −1 and 1, and the test that it is 0. */
function kappaRow({ kappa, error, errorNull }: Pick<Kappa, 'kappa' | 'error' | 'errorNull'>, { conf_level: level }: AgreementOptions) {
  const z = qnorm((1 + level) / 2);
  const statistic = kappa / errorNull;
  return {
    estimate: orNull(kappa),
    std_error: orNull(error),
    conf_low: orNull(Math.max(-1, kappa - z * error)),
    conf_high: orNull(Math.min(1, kappa + z * error)),
    statistic: orNull(statistic),
    p_value: orNull(normalP(statistic, 'two_sided')),
  };
}

/** Agreement as it was and as chance makes it; PABAK: kappa as if all k categories were as frequent, (k p − 1) / (k − 1). Byrt, Bishop & Carlin 1993. */
function sharesOf(
  { n, levels: { length: k } }: Rated,
  kappa: Kappa | Fleiss,
  table: Float64Array,
  scheme: Scheme,
  options: AgreementOptions,
): Row[] {
  const asked = { alternative: 'two_sided', level: options.conf_level } as const;
  const isShare = scheme === 'none' && !('categories' in kappa);
  const agreed = Array.from({ length: k }, (_, i) => table[i * k + i]).reduce((sum, one) => sum + one, 0);
  const { low, high } = isShare ? proportionInterval(agreed, n, 'wilson', asked) : { low: Number.NaN, high: Number.NaN };
  const limits = (line: (share: number) => number) => ({ conf_low: orNull(line(low)), conf_high: orNull(line(high)) });
  const level = (share: number) => (k * share - 1) / (k - 1);
  return [
    { quantity: scheme === 'none' ? 'observed_agreement' : 'weighted_agreement', n, estimate: kappa.observed, ...limits((share) => share) },
    { quantity: 'expected_agreement', n, estimate: kappa.expected },
    ...(isShare && k > 1 ? [{ quantity: 'pabak', n, estimate: level(kappa.observed), ...limits(level) }] : []),
  ];
}

function categoryRows(
  { levels, codes }: Rated,
  kappa: Kappa | Fleiss,
  table: Float64Array,
  { conf_level: level }: AgreementOptions,
): Row[] {
  const k = levels.length;
  const z = qnorm((1 + level) / 2);
  return levels.map((category, at): Row => {
    const ratings = codes.reduce((sum, own) => sum + own.reduce((count, code) => count + (code === at ? 1 : 0), 0), 0);
    if ('categories' in kappa) {
      const own = kappa.categories[at];
      return { category, ratings, kappa: orNull(own.kappa) };
    }
    const cells = oneAgainstRest(table, k, at);
    const { estimate, error } = specificAgreement(cells);
    return {
      category,
      ratings,
      kappa: orNull(cohenKappa(cells, 2, 'none').kappa),
      specific: orNull(estimate),
      conf_low: orNull(Math.max(0, estimate - z * error)),
      conf_high: orNull(Math.min(1, estimate + z * error)),
    };
  });
}

function pairRows({ codes, levels: { length: k } }: Rated, options: AgreementOptions): Row[] {
  return codes.flatMap((first, a) =>
    codes.slice(a + 1).map((second, beyond) => {
      const { statistic: _, p_value: __, ...row } = kappaRow(cohenKappa(tabulated(first, second, k), k, 'none'), options);
      return { rater_1: options.raters[a], rater_2: options.raters[a + 1 + beyond], ...row };
    }),
  );
}
