/** Front of `competing`: names, checks, missing values. */
import { type CompetingResponse, competingResponse } from '../../../formula/competing-response';
import { noRows } from '../../../formula/design-errors';
import { Evaluator } from '../../../formula/evaluate';
import { namesIn } from '../../../formula/expression';
import { type MissingCount, MissingRows } from '../../../formula/model-variables';
import { parseFormula } from '../../../formula/parse-formula';
import { type Grouping, groupFactor, groupRows } from '../../../formula/specials';
import type { Frame } from '../../../frame/column';
import { gather, gatherCodes } from '../../../frame/gather';
import type { Warning } from '../../../results/result';
import { repairTies } from '../../../stats/survival/ties';
import { causeWarnings } from '../../causes';
import { groupTerms } from '../../group-terms';
import { columnLabels } from '../../labels';
import { inUnits, timeScale } from '../../time-scale';
import { timeWarnings } from '../../time-warnings';
import type { CompetingOptions } from './options';

export interface PreparedCompeting {
  readonly time: Float64Array;
  readonly cause: Int32Array;
  readonly causes: readonly string[];
  /** Curves: every combination of groups and strata; null with neither. */
  readonly curves: Grouping | null;
  readonly groups: Grouping | null;
  readonly strata: Grouping | null;
  readonly rows: Int32Array;
  readonly missing: readonly MissingCount[];
  readonly timeUnit: string | null;
  readonly response: CompetingResponse;
  readonly warnings: readonly Warning[];
}

/** Reads formula and options on a frame: complete cases, near-ties repaired. Throws MethodError with the option at fault. */
export function prepareCompeting(options: CompetingOptions, frame: Frame): PreparedCompeting {
  const formula = parseFormula(options.formula);
  const evaluator = new Evaluator(frame, new Map(), false);
  const written = competingResponse(formula, frame, evaluator, {
    causes: options.causes ?? null,
    censored: options.censored ?? null,
    delayed: false,
  });
  const scale = timeScale(frame, written.timeLabel, options.time_unit);
  const response = { ...written, time: inUnits(written.time, scale.length) };
  const missing = new MissingRows(frame);
  missing.add(response.timeLabel, response.expressions.flatMap(namesIn), (row) => response.valid[row] === 0);
  const terms = groupTerms(formula, frame, 'competing');
  const groupFactors = terms.groups.map((expression) => groupFactor(expression, frame, evaluator, missing));
  const strataFactors = terms.strata.map((expression) => groupFactor(expression, frame, evaluator, missing));
  const rows = missing.complete();
  if (rows.length === 0) throw noRows(frame.length, missing.list());
  const all = [...groupFactors, ...strataFactors];
  return {
    time: repairTies(null, gather(response.time, rows)).time,
    cause: gatherCodes(response.cause, rows),
    causes: response.causes,
    curves: all.length === 0 ? null : groupRows(all, rows),
    groups: groupFactors.length === 0 ? null : groupRows(groupFactors, rows),
    strata: strataFactors.length === 0 ? null : groupRows(strataFactors, rows),
    rows,
    missing: missing.list(),
    timeUnit: scale.unit,
    response,
    warnings: [
      ...causeWarnings(response, columnLabels(frame.columns)),
      ...timeWarnings(frame, response.timeLabel, null, gather(response.time, rows), scale.unit),
    ],
  };
}
