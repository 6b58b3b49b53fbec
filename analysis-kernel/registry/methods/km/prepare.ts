/** Front of `km`: names, checks, missing values; hands plain arrays to the fits. */

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
import { rowsText } from '../../../results/format';
import { MethodError, ROWS } from '../../../results/method-error';
import type { Warning } from '../../../results/result';
import { repairTies } from '../../../stats/survival/ties';
import { eventWarnings } from '../../event-warnings';
import { groupTerms } from '../../group-terms';
import { columnLabels } from '../../labels';
import { inUnits, timeScale } from '../../time-scale';
import { dropZeroWeights, readWeights, type Weights } from '../../weights';
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
  const warnings: Warning[] = [];
  let frame = given;
  let weights = options.weights === undefined ? null : readWeights(frame, options.weights);
  if (weights !== null) {
    const kept = dropZeroWeights(frame, weights);
    frame = kept.frame;
    weights = kept.weights;
    warnings.push(...kept.warnings);
  }
  const formula = withEntry(parseFormula(options.formula), options.entry, frame);
  const evaluator = new Evaluator(frame, new Map(), false);
  const written = survivalResponse(formula, frame, evaluator, { cause: options.cause ?? null, event: options.event });
  const scale = timeScale(frame, written.timeLabel, options.time_unit);
  const response = {
    ...written,
    time: inUnits(written.time, scale.length),
    start: written.start === null ? null : inUnits(written.start, scale.length),
  };
  warnings.push(...eventWarnings(response.notes, response.eventLabel, columnLabels(frame.columns)));
  const missing = new MissingRows(frame);
  missing.add(response.timeLabel, response.expressions.flatMap(namesIn), (row) => response.valid[row] === 0);
  const terms = groupTerms(formula, frame, 'km');
  const factorOfTerm = (expression: Expression) => groupFactor(expression, frame, evaluator, missing);
  const groupFactors = terms.groups.map(factorOfTerm);
  const strataFactors = terms.strata.map(factorOfTerm);
  const clusterFactor =
    terms.cluster === null && options.cluster === undefined ? null : clusterOf(options.cluster, terms.cluster, frame, factorOfTerm);
  if (weights !== null) {
    const { column, values } = weights;
    missing.add(column, [column], (row) => Number.isNaN(values[row]));
  }
  const complete = missing.complete();
  const landmark = options.landmark_at ?? null;
  const rows = landmark === null ? complete : complete.filter((row) => response.time[row] > landmark);
  if (rows.length === 0) throw nothingLeft(frame.length, complete.length, landmark, missing.list());
  const pick = (values: Float64Array) => gather(values, rows);
  const clip = landmark === null || response.start === null ? response.start : response.start.map((s) => Math.max(s, landmark));
  const repaired = repairTies(clip === null ? null : pick(clip), pick(response.time));
  if (repaired.collapsed.length > 0) throw collapsed(repaired.collapsed.length, response.timeLabel);
  const curveFactors = [...groupFactors, ...strataFactors];
  return {
    start: repaired.start,
    time: repaired.time,
    event: gatherBytes(response.event, rows),
    curves: curveFactors.length === 0 ? null : groupRows(curveFactors, rows),
    groups: groupFactors.length === 0 ? null : groupRows(groupFactors, rows),
    strata: strataFactors.length === 0 ? null : groupRows(strataFactors, rows),
    weights: weights === null ? null : pick(weights.values),
    weightKind: weights?.kind ?? null,
    cluster: clusterFactor === null ? null : groupRows([clusterFactor], rows).codes,
    robust: clusterFactor !== null || (weights !== null && weights.kind !== 'frequency'),
    origin: landmark ?? repaired.time.reduce((least, t) => Math.min(least, t), 0),
    total: given.length,
    used: rows.length,
    missing: missing.list(),
    warnings,
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
    );
  }
  const start = { name: null, value: { kind: 'name', name: entry, offset: left.offset } } as const;
  const rest = left.args.map((argument) => ({ ...argument, name: null }));
  return { ...formula, left: { ...left, args: [start, ...rest] } };
}

function clusterOf<T>(name: string | undefined, term: Expression | null, frame: Frame, factor: (expression: Expression) => T): T {
  if (name !== undefined && findColumn(frame, name) === null) throw unknownColumn(name, frame, null, 'cluster');
  return factor(term ?? { kind: 'name', name: name ?? '', offset: 0 });
}

function nothingLeft(total: number, complete: number, landmark: number | null, missing: readonly MissingCount[]): MethodError {
  if (complete > 0 && landmark !== null) {
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
  const worst = [...missing].sort((a, b) => b.n - a.n).slice(0, 3);
  const list = worst.map(({ variable, n }) => `${variable} (${n})`).join(', ');
  return new MethodError(
    KM_ERRORS,
    'no_rows',
    total === 0
      ? {
          en: 'There are no rows to analyse: the data, or what where leaves of them, are empty.',
          zh: '没有可分析的行：数据为空，或 where 条件排除了所有行。',
        }
      : {
          en: `None of the ${total} rows is complete. Most values are missing in ${list}.`,
          zh: `${total} 行中没有完整的行。缺失最多的是 ${list}。`,
        },
    total === 0 ? ROWS : 'formula',
  );
}

function collapsed(n: number, label: string): MethodError {
  return new MethodError(
    KM_ERRORS,
    'interval_empty',
    {
      en: `${rowsText(n, 'has', 'have')} a start and a stop (${label}) that differ by rounding only; an interval must have a length.`,
      zh: `${n} 行的起止时间（${label}）仅有舍入误差之差；区间长度应大于 0。`,
    },
    'formula',
  );
}
