/** Front of `km`: names, checks, missing values; hands plain arrays to the fits. */

import { noRows } from '../../../formula/design-errors';
import { Evaluator, unknownColumn } from '../../../formula/evaluate';
import type { Expression } from '../../../formula/expression';
import { namesIn } from '../../../formula/expression';
import { type MissingCount, MissingRows } from '../../../formula/model-variables';
import { type Formula, parseFormula } from '../../../formula/parse-formula';
import { type Grouping, groupFactor, groupRows } from '../../../formula/specials';
import { type SurvivalResponse, survivalResponse } from '../../../formula/survival-response';
import { findColumn } from '../../../frame/access';
import type { Frame } from '../../../frame/column';
import { gather, gatherBytes } from '../../../frame/gather';
import { leaveOut, MethodError } from '../../../results/method-error';
import type { Warning } from '../../../results/result';
import { eventWarnings } from '../../event-warnings';
import { groupTerms } from '../../group-terms';
import { columnLabels } from '../../labels';
import { modelRows, repairedTimes, twoClusters } from '../../model-rows';
import { inUnits, timeScale } from '../../time-scale';
import { timeWarnings } from '../../time-warnings';
import type { Weights } from '../../weights';
import { KM_ERRORS } from './errors';
import type { KmOptions } from './options';

export interface PreparedKm {
  readonly start: Float64Array | null;
  readonly time: Float64Array;
  readonly event: Uint8Array;
  /** Curves: every combination of the groups and strata that occurs; null with neither. */
  readonly curves: Grouping | null;
  /** What the test compares, and within what. */
  readonly groups: Grouping | null;
  readonly strata: Grouping | null;
  readonly weights: Float64Array | null;
  readonly weightKind: Weights['kind'] | null;
  readonly cluster: Int32Array | null;
  readonly robust: boolean;
  readonly origin: number;
  readonly total: number;
  readonly used: number;
  readonly missing: readonly MissingCount[];
  readonly warnings: readonly Warning[];
  readonly timeLabel: string;
  readonly timeUnit: string | null;
  readonly mergedTimes: number;
  readonly response: SurvivalResponse;
}

/**
 * Reads the formula and the options on a frame: response, groups and strata, weights, cluster, landmark; complete cases; near-ties repaired.
 * Throws MethodError with the option at fault.
 */
export function prepareKm(options: KmOptions, given: Frame): PreparedKm {
  const model = modelRows(options, given);
  const { frame, weights } = model;
  const formula = withEntry(parseFormula(options.formula), options.entry, frame);
  const evaluator = new Evaluator(frame, new Map(), false);
  const written = survivalResponse(formula, frame, evaluator, { cause: options.cause ?? null, event: options.event });
  const scale = timeScale(frame, written.timeLabel, options.time_unit);
  const response = {
    ...written,
    time: inUnits(written.time, scale.length),
    start: written.start === null ? null : inUnits(written.start, scale.length),
  };
  const missing = new MissingRows(frame);
  missing.add(response.timeLabel, response.expressions.flatMap(namesIn), (row) => response.valid[row] === 0);
  const terms = groupTerms(formula, frame, 'km');
  const factorOfTerm = (expression: Expression) => groupFactor(expression, frame, evaluator, missing);
  const groupFactors = terms.groups.map(factorOfTerm);
  const strataFactors = terms.strata.map(factorOfTerm);
  if (model.cluster !== null && terms.cluster !== null) throw twoClusters();
  const cluster = terms.cluster === null ? model.cluster : factorOfTerm(terms.cluster);
  for (const { variable, missing: lacks } of model.also) missing.add(variable, [variable], lacks);
  const complete = missing.complete();
  const landmark = options.landmark_at ?? null;
  const rows = landmark === null ? complete : complete.filter((row) => response.time[row] > landmark);
  if (rows.length === 0) throw nothingLeft(frame.length, complete.length, landmark, missing.list());
  const pick = (values: Float64Array) => gather(values, rows);
  const clip = landmark === null || response.start === null ? response.start : response.start.map((s) => Math.max(s, landmark));
  const repaired = repairedTimes(clip === null ? null : pick(clip), pick(response.time), response.timeLabel);
  const curveFactors = [...groupFactors, ...strataFactors];
  return {
    start: repaired.start,
    time: repaired.time,
    event: gatherBytes(response.event, rows),
    curves: curveFactors.length === 0 ? null : groupRows(curveFactors, rows),
    groups: groupFactors.length === 0 ? null : groupRows(groupFactors, rows),
    strata: strataFactors.length === 0 ? null : groupRows(strataFactors, rows),
    weights: weights && pick(weights.values),
    weightKind: weights?.kind ?? null,
    cluster: cluster && groupRows([cluster], rows).codes,
    robust: cluster !== null || (weights !== null && weights.kind !== 'frequency'),
    origin: landmark ?? repaired.time.reduce((least, t) => Math.min(least, t), 0),
    total: given.length,
    used: rows.length,
    missing: missing.list(),
    warnings: [
      ...model.warnings,
      ...eventWarnings(response.notes, response.eventLabel, columnLabels(frame.columns)),
      ...timeWarnings(frame, response.timeLabel, repaired.start, repaired.time, scale.unit),
    ],
    timeLabel: response.timeLabel,
    timeUnit: scale.unit,
    mergedTimes: repaired.merged,
    response,
  };
}

/** `entry: column` is `Surv(column, time, event)`. */
function withEntry(formula: Formula, entry: string | undefined, frame: Frame): Formula {
  if (entry === undefined) return formula;
  if (findColumn(frame, entry) === null) throw unknownColumn(entry, frame, null, 'entry');
  const left = formula.left;
  if (left === null || left.kind !== 'call' || left.args.length !== 2) {
    throw new MethodError(
      KM_ERRORS,
      'entry_twice',
      {
        en: 'entry goes with Surv(time, event). Surv(start, stop, event) already says when each row enters; leave entry out.',
        zh: 'entry 应与 Surv(time, event) 连用。Surv(start, stop, event) 已给出进入时间，请删去 entry。',
      },
      'entry',
      null,
      [leaveOut('entry')],
    );
  }
  const start = { name: null, value: { kind: 'name', name: entry, offset: left.offset } } as const;
  const rest = left.args.map((argument) => ({ ...argument, name: null }));
  return { ...formula, left: { ...left, args: [start, ...rest] } };
}

function nothingLeft(total: number, complete: number, landmark: number | null, missing: readonly MissingCount[]): MethodError {
  if (complete === 0 || landmark === null) return noRows(total, missing);
  return new MethodError(
    KM_ERRORS,
    'no_rows',
    {
      en: `No row is followed beyond the landmark ${landmark}. Choose an earlier one.`,
      zh: `没有随访超过界标时间 ${landmark} 的行。请选择更早的时间。`,
    },
    'landmark_at',
  );
}
