/** The tables on request: baseline, residuals, predictions. */

import type { Frame } from '../../../frame/column';
import { qnorm } from '../../../numeric/dist/normal';
import { MethodError } from '../../../results/method-error';
import type { ResultTable, Value, Warning } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import type { CoxFit } from '../../../stats/cox/fit';
import { baselineHazard, type NewRows, type Prediction, predictLinear, predictRisk, predictSurvival } from '../../../stats/cox/hazard';
import {
  devianceResiduals,
  dfbetaResiduals,
  martingaleResiduals,
  scaledSchoenfeldResiduals,
  schoenfeldResiduals,
  scoreResiduals,
} from '../../../stats/cox/residuals';
import { known } from '../../model-estimates';
import { horizonWarnings, newRows, predictionsNeedStrata, UNKNOWN_STRATUM } from '../../new-rows';
import { COX_ERRORS } from './errors';
import type { CoxMethodOptions, PredictionOptions, ResidualType } from './options';
import type { PreparedCox } from './prepare';
import { COX_TABLES } from './tables';

/** Cumulative baseline hazard by stratum and time. R: `basehaz(fit, centered)`. */
export function baselineTable(fit: CoxFit, prepared: PreparedCox, reference: 'zero' | 'mean'): ResultTable {
  const { strata, from, time, cumulativeHazard } = baselineHazard(fit, reference);
  const labels = prepared.design.strata?.labels ?? null;
  const rows: Record<string, Value>[] = [];
  strata.forEach((id, s) => {
    for (let i = from[s]; i < from[s + 1]; i++) {
      rows.push({ strata: labels === null ? null : labels[id], time: time[i], cumhaz: cumulativeHazard[i] });
    }
  });
  return tableOf(COX_TABLES.baseline, rows);
}

/** Residuals by row of the fit: one column a coefficient, or a single one. */
interface ResidualMatrix {
  readonly rows: ArrayLike<number> | null;
  readonly values: Float64Array;
  readonly perTerm: boolean;
}

function residualsOf(type: ResidualType, fit: CoxFit): ResidualMatrix {
  const ws = fit.workspace;
  switch (type) {
    case 'martingale':
      return { rows: null, values: martingaleResiduals(ws), perTerm: false };
    case 'deviance':
      return { rows: null, values: devianceResiduals(ws), perTerm: false };
    case 'score':
      return { rows: null, values: scoreResiduals(ws), perTerm: true };
    case 'dfbeta':
      return { rows: null, values: dfbetaResiduals(ws, fit.modelVariance), perTerm: true };
    case 'dfbetas':
      return { rows: null, values: dfbetaResiduals(ws, fit.modelVariance, true), perTerm: true };
    case 'schoenfeld':
      return { ...schoenfeldResiduals(ws), perTerm: true };
    case 'scaled_schoenfeld':
      return { ...scaledSchoenfeldResiduals(ws, fit.modelVariance, fit.coefficients), perTerm: true };
  }
}

/** Residuals in long form: type, row of the given data, term. Throws `exact_residuals` for types the exact rule does not have. */
export function residualsTable(fit: CoxFit, prepared: PreparedCox, types: readonly ResidualType[]): ResultTable {
  const { design, origin } = prepared;
  const perTermOnly = types.filter((type) => type !== 'martingale' && type !== 'deviance');
  if (fit.data.ties === 'exact' && perTermOnly.length > 0) throw exactResiduals(perTermOnly[0]);
  const labels = design.strata?.labels ?? null;
  const rows: Record<string, Value>[] = [];
  for (const type of types) {
    const { rows: places, values, perTerm } = residualsOf(type, fit);
    const count = places === null ? fit.data.n : places.length;
    for (let k = 0; k < count; k++) {
      const place = places === null ? k : places[k];
      const shared = {
        type,
        row: origin(design.rows[place]) + 1,
        strata: labels === null || fit.data.strata === null ? null : labels[fit.data.strata[place]],
        time: fit.data.time[place],
      };
      if (!perTerm) rows.push({ ...shared, term: null, value: values[k] });
      else {
        design.names.forEach((term, j) => {
          if (!fit.redundant.includes(j)) rows.push({ ...shared, term, value: values[j * count + k] });
        });
      }
    }
  }
  return tableOf(COX_TABLES.residuals, rows);
}

function exactResiduals(type: string): MethodError {
  return new MethodError(
    COX_ERRORS,
    'exact_residuals',
    {
      en: `${type} residuals do not exist under ties: exact; martingale and deviance residuals do. Use ties: efron or ties: breslow for the others.`,
      zh: `ties: exact 下不存在 ${type} 残差，只有 martingale 与 deviance 残差。其他残差请用 ties: efron 或 ties: breslow。`,
    },
    'residuals',
  );
}

/** Predictions for the complete rows of the asked table. Throws `times_missing`, `unknown_table`, `predictions_need_strata`; warns of incomplete rows, unknown strata and horizons beyond follow-up or on an event time. */
export function predictionsTable(
  fit: CoxFit,
  prepared: PreparedCox,
  asked: PredictionOptions,
  options: CoxMethodOptions,
  tables: ReadonlyMap<string, Frame>,
  given: Frame,
  warnings: Warning[],
): ResultTable {
  const encoded = newRows({ name: asked.data, data: options.data, given, tables }, prepared.design.encoding, warnings);
  if (prepared.design.strata !== null && encoded.strata === null) throw predictionsNeedStrata(asked.data ?? options.data);
  const n = encoded.rows.length;
  const fresh: NewRows = { n, x: encoded.x, strata: prepared.design.strata === null ? null : encoded.strata, offset: encoded.offset };
  const z = qnorm((1 + options.conf_level) / 2);
  const labels = prepared.design.strata?.labels ?? null;
  const times = asked.type === 'survival' ? timesOf(asked, fit, warnings) : [Number.NaN];
  const predictions =
    asked.type === 'survival'
      ? predictSurvival(fit, fresh, times, z)
      : asked.type === 'risk'
        ? predictRisk(fit, fresh, z)
        : predictLinear(fit, fresh, z);
  const rows: Record<string, Value>[] = [];
  for (let i = 0; i < n; i++) {
    const stratum = fresh.strata === null ? null : fresh.strata[i];
    times.forEach((time, k) => {
      rows.push({
        row: encoded.rows[i] + 1,
        strata: labels === null || stratum === null || stratum < 0 ? null : labels[stratum],
        type: asked.type,
        time: known(time),
        ...predictionCells(stratum !== null && stratum < 0 ? null : predictions[i * times.length + k]),
      });
    });
  }
  if (fresh.strata?.some((code) => code < 0)) warnings.push(UNKNOWN_STRATUM);
  return tableOf(COX_TABLES.predictions, rows);
}

function predictionCells(prediction: Prediction | null): Record<string, Value> {
  if (prediction === null) return {};
  return {
    estimate: known(prediction.estimate),
    std_error: known(prediction.stdError),
    conf_low: known(prediction.low),
    conf_high: known(prediction.high),
  };
}

function timesOf(asked: PredictionOptions, fit: CoxFit, warnings: Warning[]): readonly number[] {
  if (asked.times === undefined) {
    throw new MethodError(
      COX_ERRORS,
      'times_missing',
      {
        en: 'Survival is predicted at times: write predictions: {times: [365]}, or type: risk or type: lp, which need none.',
        zh: '生存概率需在指定时间预测：请写 predictions: {times: [365]}；type: risk 与 type: lp 不需要时间。',
      },
      'predictions',
    );
  }
  warnings.push(...horizonWarnings(asked.times, fit.data.time, fit.workspace.risk.time));
  return asked.times;
}
