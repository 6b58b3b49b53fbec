/** Front of the models of competing events: formula, causes, weights, clusters, complete cases; hands plain arrays to the fits. */
import { buildDesign, type Design, type UsedCauses } from '../formula/design-matrix';
import { CAUSE_ERRORS } from '../formula/error-codes';
import { nearestNames } from '../formula/nearest-name';
import { type Formula, parseFormula } from '../formula/parse-formula';
import { type Grouping, groupRows } from '../formula/specials';
import type { Frame } from '../frame/column';
import { factorOf } from '../frame/factor';
import { gather } from '../frame/gather';
import { firstText } from '../results/format';
import { MethodError } from '../results/method-error';
import type { Warning } from '../results/result';
import type { CoxData } from '../stats/cox/data';
import { causeWarnings } from './causes';
import type { WeightsOption } from './common-options';
import { columnLabels } from './labels';
import { modelRows, repairedTimes, usedClusters } from './model-rows';
import { namedColumn } from './own-variables';
import { inUnits, timeScale } from './time-scale';
import { timeWarnings } from './time-warnings';

/** What the models' options say of their rows. */
export interface CauseRowsOptions {
  readonly formula: string;
  readonly causes?: readonly string[] | undefined;
  readonly censored?: readonly string[] | undefined;
  readonly time_unit?: Parameters<typeof timeScale>[2];
  readonly weights?: WeightsOption;
  readonly cluster?: string;
  readonly robust?: boolean | undefined;
  /** The column whose groups have censoring of their own. */
  readonly censoring_groups?: string | undefined;
}

export interface CauseRows {
  /** Everything of a fit but which rows are events, and how ties are treated. */
  readonly base: Omit<CoxData, 'event' | 'ties'>;
  /** 0 censored, 1…k the causes of `response`, by used row. */
  readonly cause: Int32Array;
  /** Used rows with each cause. */
  readonly events: readonly number[];
  readonly response: UsedCauses;
  readonly design: Design;
  readonly formula: Formula;
  /** The frame without rows of weight 0: `design.rows` index it. */
  readonly frame: Frame;
  readonly timeUnit: string | null;
  readonly mergedTimes: number;
  readonly clusters: number | null;
  readonly robust: boolean;
  /** Groups of `censoring_groups`, by used row; null where there are none. */
  readonly censoring: Grouping | null;
  readonly total: number;
  readonly warnings: readonly Warning[];
}

/**
 * Reads formula and options on a frame: `Surv(time, cause) ~ x` or `Surv(start, stop, cause) ~ x`.
 * Throws MethodError with the option at fault: of the formula, times, causes, weights, clusters and of covariates; `no_events` where no used row has an event.
 */
export function causeRows(options: CauseRowsOptions, given: Frame): CauseRows {
  const model = modelRows(options, given);
  const { frame, weights } = model;
  const formula = parseFormula(options.formula);
  const column = options.censoring_groups === undefined ? null : namedColumn(frame, options.censoring_groups, 'censoring_groups');
  const groups = column === null ? null : { label: column.name, ...factorOf(column) };
  const design = buildDesign(formula, frame, {
    response: 'causes',
    intercept: 'coded',
    cause: null,
    causes: { causes: options.causes ?? null, censored: options.censored ?? null, delayed: true },
    also: groups === null ? model.also : [...model.also, { variable: groups.label, missing: (row) => groups.codes[row] < 0 }],
  });
  const response = design.causes;
  if (response === null) throw new Error('A design of causes has a response.');
  const cluster = usedClusters(model, design);
  const robust = options.robust ?? (cluster !== null || (weights !== null && weights.kind !== 'frequency'));
  const { cause, causes } = response;
  const events = causes.map((_, at) => cause.reduce((n, code) => (code === at + 1 ? n + 1 : n), 0));
  if (events.every((n) => n === 0)) throw noEvents(design.n, response);
  const scale = timeScale(frame, response.timeLabel, options.time_unit);
  const [start, time] = [response.start && inUnits(response.start, scale.length), inUnits(response.time, scale.length)];
  const repaired = repairedTimes(start, time, response.timeLabel);
  return {
    base: {
      n: design.n,
      p: design.p,
      time: repaired.time,
      start: repaired.start,
      x: design.x,
      strata: design.strata?.codes ?? null,
      weights: weights && { values: gather(weights.values, design.rows), kind: weights.kind },
      offset: design.offset,
      cluster: cluster?.codes ?? null,
      assign: design.assign,
    },
    cause,
    events,
    response,
    design,
    formula,
    frame,
    timeUnit: scale.unit,
    mergedTimes: repaired.merged,
    clusters: cluster?.labels.length ?? null,
    robust,
    censoring: groups === null ? null : groupRows([groups], design.rows),
    total: given.length,
    warnings: [
      ...model.warnings,
      ...causeWarnings(response, columnLabels(frame.columns)),
      ...timeWarnings(frame, response.timeLabel, repaired.start, repaired.time, scale.unit),
    ],
  };
}

/** What a fit of the cause at `at` takes: its rows are events, those of other causes are censored. */
export function dataOfCause({ base, cause }: Pick<CauseRows, 'base' | 'cause'>, at: number, ties: CoxData['ties']): CoxData {
  return { ...base, event: Uint8Array.from(cause, (code) => (code === at + 1 ? 1 : 0)), ties };
}

/**
 * The cause an option names, by its word or its code, as a place in `causes`.
 * Throws MethodError `unknown_cause`, and `no_events` where no used row has it.
 */
export function causeNamed(
  named: string | number,
  { response, events, design }: Pick<CauseRows, 'response' | 'events' | 'design'>,
): number {
  const { causes, causeLabel } = response;
  const word = causes.indexOf(String(named));
  const code = typeof named === 'number' ? named : Number(named);
  const at = word >= 0 || !Number.isInteger(code) || causes.some((cause) => Number.isInteger(Number(cause))) ? word : code - 1;
  if (at < 0 || at >= causes.length) {
    const near = nearestNames(String(named), causes);
    throw new MethodError(
      CAUSE_ERRORS,
      'unknown_cause',
      {
        en: `${causeLabel} has no cause ${named}. Its causes: ${firstText(causes, 12, 'en')}.`,
        zh: `${causeLabel} 没有事件原因 ${named}。其事件原因为：${firstText(causes, 12, 'zh')}。`,
      },
      'cause',
      null,
      near.length > 0 ? near : causes.slice(0, 3),
    );
  }
  if (events[at] > 0) return at;
  throw new MethodError(
    CAUSE_ERRORS,
    'no_events',
    {
      en: `None of the ${design.n} complete rows ended with ${causes[at]} (${causeLabel}), so there is nothing to model. Choose another cause, or look at the rows lost to missing values.`,
      zh: `${design.n} 个完整的行均未以 ${causes[at]}（${causeLabel}）结束，无法建模。请选择其他事件原因，或检查因缺失而排除的行。`,
    },
    'cause',
  );
}

function noEvents(n: number, { causeLabel, causeOffset }: UsedCauses): MethodError {
  return new MethodError(
    CAUSE_ERRORS,
    'no_events',
    {
      en: `None of the ${n} complete rows has an event (${causeLabel}), so no hazard can be compared. Check the coding of ${causeLabel}, or the rows lost to missing values.`,
      zh: `${n} 个完整的行均未发生事件（${causeLabel}），无法比较风险。请检查 ${causeLabel} 的编码，或因缺失而排除的行。`,
    },
    'formula',
    causeOffset,
  );
}
