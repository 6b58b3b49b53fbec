/** Predictions of `parametric` for new rows. */
import type { Frame } from '../../../frame/column';
import { qnorm } from '../../../numeric/dist/normal';
import type { Steps } from '../../../numeric/steps';
import { listText } from '../../../results/format';
import type { ResultTable, Value, Warning } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import type { ShownTime } from '../../../results/time-unit';
import { known } from '../../model-estimates';
import { newRows } from '../../new-rows';
import type { ParametricFit } from './fits';
import type { Profile } from './kernel/model';
import { type Estimate, hazardAt, type Known, linearPredictor, quantileOf, restrictedMean, survivalAt } from './kernel/predict';
import type { ParametricOptions, PredictionOptions } from './options';
import type { PreparedParametric } from './prepare';
import { timesMissing } from './refusals';
import { PARAMETRIC_TABLES } from './tables';
import { extrapolation, neverReached, UNKNOWN_STRATUM } from './warnings';

const MEDIAN = [0.5];
/** Rows between two chances to hear a cancel. */
const STRETCH = 200;

/** What is predicted of a profile, in rows of the table. */
interface Asked {
  readonly time: number | null;
  readonly probability: number | null;
  readonly of: (known: Known, profile: Profile, z: number) => Estimate;
}

function askedOf({ type, times = [], quantiles = MEDIAN }: PredictionOptions): readonly Asked[] {
  switch (type) {
    case 'lp':
      return [{ time: null, probability: null, of: linearPredictor }];
    case 'quantile':
      return quantiles.map((p) => ({ time: null, probability: p, of: (fit, profile, z) => quantileOf(fit, profile, p, z) }));
    default: {
      const of = { survival: survivalAt, hazard: hazardAt, rmst: restrictedMean }[type];
      return times.map((time) => ({ time, probability: null, of: (fit, profile, z) => of(fit, profile, time, z) }));
    }
  }
}

/**
 * Predictions for the complete rows of the asked table. Throws `times_missing`, `unknown_table`, `unseen_level`; warns of incomplete rows, unknown
 * strata, times beyond follow-up and quantiles that are never reached.
 */
export function* predictionsTable(
  fit: ParametricFit,
  fitted: Known,
  prepared: PreparedParametric,
  options: ParametricOptions,
  tables: ReadonlyMap<string, Frame>,
  given: Frame,
  warnings: Warning[],
  shown: ShownTime,
): Steps<ResultTable> {
  const asked = options.predictions as PredictionOptions;
  if (asked.times === undefined && asked.type !== 'quantile' && asked.type !== 'lp') throw timesMissing(asked.type);
  const beyond = asked.type === 'quantile' || asked.type === 'lp' ? [] : (asked.times ?? []).filter((time) => time > prepared.end);
  if (beyond.length > 0) warnings.push(extrapolation(beyond, prepared.end, shown));
  const encoded = newRows({ name: asked.data, data: options.data, given, tables }, prepared.design.encoding, warnings);
  const n = encoded.rows.length;
  const columns = fit.uses.map((at) => prepared.kept[at]);
  const stratified = prepared.design.strata !== null;
  const z = qnorm((1 + options.conf_level) / 2);
  const kinds = askedOf(asked);
  const rows: Record<string, Value>[] = [];
  const unreached = new Set<number>();
  let unknown = 0;
  for (let i = 0; i < n; i++) {
    if (i % STRETCH === 0) yield i / n;
    const stratum = stratified ? (encoded.strata?.[i] ?? -1) : 0;
    if (stratum < 0) unknown++;
    const profile = {
      x: Float64Array.from(columns, (j) => encoded.x[j * n + i]),
      offset: encoded.offset?.[i] ?? 0,
      stratum,
    };
    for (const { time, probability, of } of kinds) {
      const found = stratum < 0 ? null : of(fitted, profile, z);
      if (found !== null && probability !== null && Number.isNaN(found.estimate)) unreached.add(probability);
      rows.push({ row: encoded.rows[i] + 1, type: asked.type, time, probability, ...(found === null ? {} : cells(found)) });
    }
  }
  if (unknown > 0) warnings.push(UNKNOWN_STRATUM);
  if (unreached.size > 0) warnings.push(neverReached((lang) => listText([...unreached].map(String), lang)));
  return tableOf(PARAMETRIC_TABLES.predictions, rows);
}

const finite = (value: number) => (Number.isFinite(value) ? value : null);

function cells({ estimate, stdError, low, high }: Estimate): Record<string, Value> {
  return { estimate: known(estimate), std_error: finite(stdError), conf_low: finite(low), conf_high: finite(high) };
}
