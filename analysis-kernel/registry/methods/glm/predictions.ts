/** Predictions of `glm` for new rows. */
import type { Frame } from '../../../frame/column';
import { qnorm } from '../../../numeric/dist/normal';
import { qt } from '../../../numeric/dist/student-t';
import type { ResultTable, Warning } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import { known } from '../../model-estimates';
import { newRows } from '../../new-rows';
import { LINK, meanLimits } from './kernel/family';
import type { GlmModel } from './model';
import type { GlmOptions } from './options';
import type { PreparedGlm } from './prepare';
import { GLM_TABLES } from './tables';

/**
 * The linear predictor or the mean of each row that knows all covariates, its standard error (of the mean by the delta method) and limits made on the
 * scale of the link. Warns of rows left out. R: `predict(fit, newdata, type, se.fit = TRUE)`.
 */
export function predictionsTable(
  { estimates: { beta, vcov, df } }: GlmModel,
  { data, design }: PreparedGlm,
  options: GlmOptions,
  tables: ReadonlyMap<string, Frame>,
  given: Frame,
  warnings: Warning[],
): ResultTable {
  const asked = options.predictions;
  const { rows, x, offset } = newRows({ name: asked?.data, data: options.data, given, tables }, design.encoding, warnings);
  const n = rows.length;
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
    const shown = response ? meanLimits(ends, link) : ends;
    return {
      row: row + 1,
      type: response ? 'response' : 'link',
      estimate: known(response ? link.inverse(eta) : eta),
      std_error: known(response ? error * Math.abs(link.slope(eta, link.inverse(eta))) : error),
      conf_low: known(shown[0]),
      conf_high: known(shown[1]),
    };
  });
  return tableOf(GLM_TABLES.predictions, records);
}
