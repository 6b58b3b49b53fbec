/** Predictions of `glm` for new rows. */
import { encodeRows } from '../../../formula/design-matrix';
import type { Frame } from '../../../frame/column';
import { qnorm } from '../../../numeric/dist/normal';
import { qt } from '../../../numeric/dist/student-t';
import { MethodError } from '../../../results/method-error';
import type { ResultTable, Warning } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import type { Estimates } from '../../method';
import { LINK } from './family';
import type { GlmFit } from './fit';
import type { GlmOptions } from './options';
import type { PreparedGlm } from './prepare';
import { GLM_TABLES } from './tables';

/**
 * The linear predictor or the mean of each row that knows all covariates, its standard error (of the mean by the delta method) and limits made on the
 * scale of the link. Warns of rows left out. R: `predict(fit, newdata, type, se.fit = TRUE)`.
 */
export function predictionsTable(
  { data }: GlmFit,
  { beta, vcov, df }: Estimates,
  { design }: PreparedGlm,
  options: GlmOptions,
  tables: ReadonlyMap<string, Frame>,
  given: Frame,
  warnings: Warning[],
): ResultTable {
  const asked = options.predictions;
  const name = asked?.data;
  const frame = name === undefined || name === options.data ? given : tables.get(name);
  if (frame === undefined) throw missingTable(name ?? '');
  const { rows, x, offset } = encodeRows(design.encoding, frame);
  const n = rows.length;
  if (n < frame.length) warnings.push(skippedRows(frame.length - n));
  const { p } = data;
  const link = LINK[data.link];
  const tail = (1 + options.conf_level) / 2;
  const quantile = df === null ? qnorm(tail) : qt(tail, df);
  const response = asked?.type !== 'link';
  const records = Array.from(rows, (row, i) => {
    let eta = offset?.[i] ?? 0;
    let variance = 0;
    for (let j = 0; j < p; j++) {
      const xj = x[j * n + i];
      if (xj === 0 || Number.isNaN(beta[j])) continue;
      eta += xj * beta[j];
      for (let k = 0; k < p; k++) variance += xj * x[k * n + i] * vcov[j * p + k];
    }
    const error = Math.sqrt(variance);
    const ends = [eta - quantile * error, eta + quantile * error];
    const shown = response ? ends.map(link.inverse).sort((a, b) => a - b) : ends;
    return {
      row: row + 1,
      type: response ? 'response' : 'link',
      estimate: response ? link.inverse(eta) : eta,
      std_error: response ? error * Math.abs(link.slope(eta)) : error,
      conf_low: shown[0],
      conf_high: shown[1],
    };
  });
  return tableOf(GLM_TABLES.predictions, records);
}

function skippedRows(n: number): Warning {
  return {
    code: 'predictions_incomplete',
    message: { en: `${n} new rows lack a covariate and have no prediction.`, zh: `${n} 行新数据缺少协变量，没有预测值。` },
  };
}

function missingTable(name: string): MethodError {
  return new MethodError(
    'unknown_table',
    { en: `There is no table ${name} to predict for.`, zh: `没有名为 ${name} 的表可供预测。` },
    'predictions.data',
  );
}
