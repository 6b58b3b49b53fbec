/** Standardised means, differences, ratios and average slopes: what the model says of all rows at each level of a column. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { pnorm, qnorm } from '../../../numeric/dist/normal';
import { pt, qt } from '../../../numeric/dist/student-t';
import { quadraticForm } from '../../../numeric/linalg/cholesky';
import type { Steps } from '../../../numeric/steps';
import type { ResultTable, Value } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import { known } from '../../model-estimates';
import { type ChangedRows, MOST_LEVELS, type Settable, settable, tooManyLevels } from '../../settable';
import { LINK, type Link, meanLimits } from './kernel/family';
import type { GlmModel } from './model';
import { type GlmOptions, isBinary } from './options';
import type { PreparedGlm } from './prepare';
import { GLM_TABLES } from './tables';

/** Share of a standard deviation by which a number is moved either way for its slope. */
const NUDGE = 1e-4;

/** A mean over all rows and its derivative by each coefficient. */
interface MeanOf {
  readonly value: number;
  readonly gradient: Float64Array;
}

/**
 * For each column asked: the mean of the outcome if all used rows had one level, averaged over the rows (with their weights), differences and ratios of
 * these against the first level, and of a number the average derivative of the mean. Standard errors by the delta method with the variance of the
 * coefficients, the rows taken as given; limits of a mean on the scale of the link, of a ratio on that of its logarithm.
 * Muller & MacLehose (2014), 10.1093/ije/dyu029; R: `marginaleffects::avg_predictions`, `avg_comparisons`, `avg_slopes`.
 */
export function* marginalTable(model: GlmModel, prepared: PreparedGlm, options: GlmOptions): Steps<ResultTable> {
  const rows: Row[] = [];
  for (const name of options.marginal ?? []) {
    const column = settable(prepared, name, 'marginal');
    const { levels } = column;
    if (levels !== null && levels.length > MOST_LEVELS) throw tooManyLevels(name, levels.length, 'marginal');
    if (levels === null) rows.push(slopeRow(column, model, prepared, options));
    else rows.push(...(yield* levelRows(column, levels, model, prepared, options)));
  }
  return tableOf(GLM_TABLES.marginal, rows);
}

type Row = Record<string, Value>;

function* levelRows(
  column: Settable,
  levels: readonly string[],
  model: GlmModel,
  prepared: PreparedGlm,
  options: GlmOptions,
): Steps<Row[]> {
  const link = LINK[prepared.data.link];
  const means: MeanOf[] = [];
  for (const level of levels) {
    yield null;
    means.push(meanOf(column.at(level), model, prepared, link));
  }
  const variable = column.name;
  const [first] = means;
  const say = inference(model, options);
  const levelled = means.map(({ value, gradient }, at): Row => {
    const error = say.error(gradient);
    const onLink = error / Math.abs(link.slope(link.of(value), value));
    const ends = meanLimits(
      [-1, 1].map((side) => link.of(value) + side * say.quantile * onLink),
      link,
    );
    return {
      variable,
      quantity: 'mean',
      group_1: levels[at],
      estimate: known(value),
      std_error: known(error),
      conf_low: known(ends[0]),
      conf_high: known(ends[1]),
    };
  });
  const others = means.slice(1);
  const differences = others.map((one, at): Row => {
    const gradient = one.gradient.map((value, j) => value - first.gradient[j]);
    const estimate = one.value - first.value;
    return { variable, quantity: 'difference', group_1: levels[at + 1], group_2: levels[0], ...say.plain(estimate, say.error(gradient)) };
  });
  if (options.family === 'gaussian') return [...levelled, ...differences];
  const ratios = others.map((one, at): Row => {
    const gradient = one.gradient.map((value, j) => value / one.value - first.gradient[j] / first.value);
    const names = { variable, quantity: 'ratio', group_1: levels[at + 1], group_2: levels[0] };
    return { ...names, ...say.ofLog(Math.log(one.value / first.value), say.error(gradient)) };
  });
  return [...levelled, ...differences, ...ratios];
}

function slopeRow(column: Settable, model: GlmModel, prepared: PreparedGlm, options: GlmOptions): Row {
  const link = LINK[prepared.data.link];
  const by = NUDGE * column.spread;
  const [up, down] = [by, -by].map((step) => meanOf(column.moved(step), model, prepared, link));
  const say = inference(model, options);
  const gradient = up.gradient.map((value, j) => (value - down.gradient[j]) / (2 * by));
  return { variable: column.name, quantity: 'slope', ...say.plain((up.value - down.value) / (2 * by), say.error(gradient)) };
}

function meanOf({ x, offset }: ChangedRows, { fit }: GlmModel, { data }: PreparedGlm, link: Link): MeanOf {
  const { n, p, weights } = data;
  const eta = offset === null ? new Float64Array(n) : Float64Array.from(offset);
  fit.coefficients.forEach((b, j) => {
    if (!Number.isNaN(b) && b !== 0) for (let i = 0; i < n; i++) eta[i] += x[j * n + i] * b;
  });
  const slopes = new Float64Array(n);
  let [total, size] = [0, 0];
  for (let i = 0; i < n; i++) {
    const weight = weights === null ? 1 : weights[i];
    size += weight;
    const mu = link.inverse(eta[i]);
    total += weight * mu;
    slopes[i] = weight * link.slope(eta[i], mu);
  }
  const gradient = new Float64Array(p);
  for (let j = 0; j < p; j++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += slopes[i] * x[j * n + i];
    gradient[j] = sum / size;
  }
  return { value: total / size, gradient };
}

/** Standard error, limits and p value of a number whose derivatives are known; none under separation, where the derivatives vanish and the error with them. */
function inference({ estimates: { vcov, df, beta }, separating }: GlmModel, { conf_level }: GlmOptions) {
  const tail = (1 + conf_level) / 2;
  const quantile = df === null ? qnorm(tail) : qt(tail, df);
  const p = (z: number) => known(2 * (df === null ? pnorm(Math.abs(z), { lower: false }) : pt(Math.abs(z), df, { lower: false })));
  const limits = (estimate: number, error: number) => [estimate - quantile * error, estimate + quantile * error];
  return {
    quantile,
    error: (gradient: Float64Array) =>
      separating.length > 0 ? Number.NaN : Math.sqrt(Math.max(0, quadraticForm(vcov, beta.length, gradient))),
    plain: (estimate: number, error: number): Row => {
      const [low, high] = limits(estimate, error);
      return {
        estimate: known(estimate),
        std_error: known(error),
        conf_low: known(low),
        conf_high: known(high),
        p_value: p(estimate / error),
      };
    },
    ofLog: (estimate: number, error: number): Row => {
      const ratio = Math.exp(estimate);
      const [low, high] = limits(estimate, error).map(Math.exp);
      return {
        estimate: known(ratio),
        std_error: known(ratio * error),
        conf_low: known(low),
        conf_high: known(high),
        p_value: p(estimate / error),
      };
    },
  };
}

/** What the quantities are called: of a risk by its own names. */
export function quantityWords(options: GlmOptions): Readonly<Record<string, Localised>> {
  if (!isBinary(options.family)) {
    return {
      mean: { en: 'Mean', zh: '均值' },
      difference: { en: 'Difference of means', zh: '均值差' },
      ratio: { en: 'Ratio of means', zh: '均值比' },
      slope: { en: 'Average slope', zh: '平均斜率' },
    };
  }
  return {
    mean: { en: 'Risk', zh: '风险' },
    difference: { en: 'Risk difference', zh: '风险差' },
    ratio: { en: 'Risk ratio', zh: '风险比' },
    slope: { en: 'Average slope of the risk', zh: '风险的平均斜率' },
  };
}
