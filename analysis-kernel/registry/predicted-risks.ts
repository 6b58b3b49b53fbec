/** Risks that models of competing events predict for new rows: their tables, warnings, curves. */
import type { Localised } from '@/cohort-dsl/source/localised';
import type { Figure } from '../figures/kinds';
import { namesIn } from '../formula/expression';
import { findColumn } from '../frame/access';
import type { Column, Frame } from '../frame/column';
import { numberText } from '../frame/number-text';
import { qnorm } from '../numeric/dist/normal';
import type { Steps } from '../numeric/steps';
import { MethodError } from '../results/method-error';
import type { ResultTable, Value, Warning } from '../results/result';
import { tableOf } from '../results/table-rows';
import type { ShownTime } from '../results/time-unit';
import type { NewRows } from '../stats/cox/hazard';
import { type ConfType, survivalLimits } from '../stats/survival/km-interval';
import type { CauseRows } from './cause-rows';
import { PREDICTED_RISK_ERRORS } from './error-codes';
import { levelSaid, outcomeOf, saidOf } from './labels';
import type { MethodInput } from './method';
import { known } from './model-estimates';
import { horizonWarnings, newRows, predictionsNeedStrata, UNKNOWN_STRATUM } from './new-rows';
import { inSteps, type Work } from './pool';
import { RISK_TABLES } from './risk-tables';

/** Rows whose curves are still told apart. */
const MOST_CURVES = 6;
type Labels = Readonly<Record<string, Localised>>;

interface Risk {
  readonly estimate: number;
  readonly stdError: number;
}

interface Predicting {
  readonly rows: CauseRows;
  /** Causes whose risks the model gives, by their words. */
  readonly causes: readonly string[];
  /** Times at which some risk rises. */
  readonly eventTimes: Float64Array;
  /** By row, cause and time, the times ascending. */
  readonly risks: (rows: NewRows, times: readonly number[]) => Steps<readonly Risk[]>;
  readonly labels: Labels;
  readonly shown: ShownTime;
}

interface PredictingOptions {
  readonly data: string;
  readonly conf_level: number;
  readonly conf_type: ConfType;
  readonly predictions?: { readonly data?: string | undefined; readonly times?: readonly number[] | undefined } | undefined;
}

export interface PredictedRisks {
  readonly tables: readonly (readonly [string, ResultTable])[];
  readonly figures: readonly Figure[];
  readonly warnings: readonly Warning[];
  /** What the curves' rows are called. */
  readonly labels: Labels;
}

/**
 * The tables asked for by `predictions`; curves where the rows are few.
 * Throws MethodError `times_missing`, `predictions_need_strata`, and those of `newRows`.
 */
export async function predictedRisks(
  { rows, causes, eventTimes, risks, labels, shown }: Predicting,
  { options, frame, tables }: MethodInput<PredictingOptions>,
  work: Work,
): Promise<PredictedRisks> {
  const { predictions } = options;
  if (predictions === undefined) return { tables: [], figures: [], warnings: [], labels: {} };
  if (predictions.times === undefined) throw timesMissing();
  const warnings: Warning[] = [];
  const { strata } = rows.design;
  const encoded = newRows({ name: predictions.data, data: options.data, given: frame, tables }, rows.design.encoding, warnings);
  if (strata !== null && encoded.strata === null) throw predictionsNeedStrata(predictions.data ?? options.data);
  const fresh: NewRows = { n: encoded.rows.length, x: encoded.x, strata: strata === null ? null : encoded.strata, offset: encoded.offset };
  if (fresh.strata?.some((code) => code < 0)) warnings.push(UNKNOWN_STRATUM);
  warnings.push(...horizonWarnings(predictions.times, rows.base.time, eventTimes));
  const times = [...new Set(predictions.times)].sort((a, b) => a - b);
  const at = await inSteps(risks(fresh, times), work);
  const z = qnorm((1 + options.conf_level) / 2);
  const cells = (risk: Risk) => ({
    estimate: known(risk.estimate),
    std_error: known(risk.stdError),
    ...limits(risk, z, options.conf_type),
  });
  const ofEach = (steps: readonly number[], given: readonly Risk[], head: (row: number) => Record<string, Value>) =>
    causes.flatMap((cause, k) =>
      Array.from(encoded.rows, (_, i) => i).flatMap((i) =>
        steps.map((time, t) => ({ cause, ...head(i), time, ...cells(given[(i * causes.length + k) * steps.length + t]) })),
      ),
    );
  const stratumOf = (i: number) =>
    strata === null || fresh.strata === null || fresh.strata[i] < 0 ? null : strata.labels[fresh.strata[i]];
  const made: [string, ResultTable][] = [
    [
      'predictions',
      tableOf(
        RISK_TABLES.predictions,
        ofEach(times, at, (i) => ({ row: encoded.rows[i] + 1, strata: stratumOf(i) })),
      ),
    ],
  ];
  if (at.some((risk, i) => Number.isNaN(risk.estimate) && withinFollowUp(i, times, rows.base.time) && !isUnknown(i, times, causes, fresh)))
    warnings.push(NO_PROBABILITY);
  if (fresh.n === 0 || fresh.n > MOST_CURVES) return { tables: made, figures: [], warnings, labels: {} };
  const source = predictions.data === undefined || predictions.data === options.data ? frame : (tables.get(predictions.data) ?? frame);
  const names = rowNames(source, encoded.rows, namesIn(rows.formula.right), labels);
  const steps = [...new Set(eventTimes)].sort((a, b) => a - b);
  const along = await inSteps(risks(fresh, steps), work);
  const curve = ofEach(steps, along, (i) => ({ strata: names[i].name })).filter(({ estimate }) => estimate !== null);
  made.push(['curve', tableOf(RISK_TABLES.curve, curve)]);
  return {
    tables: made,
    figures:
      curve.length === 0
        ? []
        : [curvesFigure(rows.response.causeLabel, options.conf_level, shown, outcomeOf(rows.response.causeLabel, frame.columns, labels))],
    warnings,
    labels: Object.fromEntries(names.map(({ name, said }) => [name, said])),
  };
}

function limits({ estimate, stdError }: Risk, z: number, type: ConfType): Record<string, Value> {
  if (Number.isNaN(estimate)) return { conf_low: null, conf_high: null };
  if (estimate === 0) return { conf_low: 0, conf_high: 0 };
  const { low, high } = survivalLimits(estimate, stdError / estimate, z, type);
  return { conf_low: known(low), conf_high: known(high) };
}

function withinFollowUp(at: number, times: readonly number[], observed: Float64Array): boolean {
  const time = times[at % times.length];
  return observed.some((last) => last >= time);
}

function isUnknown(at: number, times: readonly number[], causes: readonly string[], { strata }: NewRows): boolean {
  return strata !== null && strata[Math.floor(at / (times.length * causes.length))] < 0;
}

const NO_PROBABILITY: Warning = {
  code: 'no_probability',
  message: {
    en: 'Some rows have no risk at some times: they lie so far from the data that the models give no probability there, or their stratum was not followed so long.',
    zh: '部分行在某些时间没有风险值：这些行距数据太远，模型给不出概率；或其所在层的随访没有这么长。',
  },
};

function curvesFigure(causeColumn: string, confLevel: number, shownTime: ShownTime, outcome: Localised): Figure {
  return {
    kind: 'incidence',
    name: 'curve',
    title: {
      en: `Predicted cumulative incidence of ${outcome.en}`,
      zh: `${outcome.zh}的预测累积发生率`,
    },
    table: 'curve',
    shownTime,
    confLevel,
    note: null,
    leastAtRisk: 0,
    causeColumn,
    counted: false,
  };
}

/** Rows by the values of the formula's columns: `age=50, sex=F`; by their number where two have the same. */
function rowNames(
  frame: Frame,
  rows: Int32Array,
  names: readonly string[],
  labels: Labels,
): readonly { readonly name: string; readonly said: Localised }[] {
  const columns = [...new Set(names)].flatMap((name) => findColumn(frame, name) ?? []);
  const found = Array.from(rows, (row) => {
    const parts = columns.map((one) => ({ label: one.name, value: valueText(one, row) }));
    const joined = (lang: 'en' | 'zh') =>
      parts
        .map(({ label, value }) => `${saidOf(label, labels)[lang]} ${levelSaid(label, value, labels)[lang]}`)
        .join(lang === 'zh' ? '，' : ', ');
    return {
      row: row + 1,
      name: parts.map(({ label, value }) => `${label}=${value}`).join(', '),
      said: { en: joined('en'), zh: joined('zh') },
    };
  });
  const isSame = ({ name }: { readonly name: string }) => name === '' || found.filter((other) => other.name === name).length > 1;
  return found.map(({ row, name, said }) =>
    isSame({ name }) ? { name: `row ${row}`, said: { en: `Row ${row}`, zh: `第 ${row} 行` } } : { name, said },
  );
}

function valueText(one: Column, row: number): string {
  if (one.kind === 'text') return one.dictionary[one.codes[row]];
  if (one.type === 'boolean') return one.values[row] === 1 ? 'TRUE' : 'FALSE';
  return numberText(Number(one.values[row]));
}

function timesMissing(): MethodError {
  return new MethodError(
    PREDICTED_RISK_ERRORS,
    'times_missing',
    {
      en: 'Risks are predicted by times: write predictions: {times: [365]}.',
      zh: '风险需按指定时间预测：请写 predictions: {times: [365]}。',
    },
    'predictions',
  );
}
