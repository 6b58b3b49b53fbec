/** Tables, figures and words of the result of coefficients that change with time. */
import type { Localised } from '@/cohort-dsl/source/localised';
import type { Figure } from '../../../figures/kinds';
import { qnorm } from '../../../numeric/dist/normal';
import { headingUnitText, listText } from '../../../results/format';
import { leaveOut, MethodError } from '../../../results/method-error';
import type { ResultTable, Value } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import type { ShownTime } from '../../../results/time-unit';
import type { CoxFit } from '../../../stats/cox/fit';
import type { View } from '../../../views/kinds';
import { saidOf } from '../../labels';
import { timedView } from '../../timed-view';
import { COX_ERRORS } from './errors';
import { type Varying, varyingWork } from './kernel/varying';
import type { CoxMethodOptions } from './options';
import type { PreparedCox } from './prepare';
import { COX_TABLES } from './tables';
import { type Change, changeLabel, changesOf } from './varying-declared';

type Labels = Readonly<Record<string, Localised>>;

/** A column that changes with time, as the formula has it. */
export interface ChangingColumn extends Varying {
  readonly name: string;
  readonly change: Change;
  readonly cut: number | null;
}

const POINTS = 101;
/** The curve begins and ends where so many events lie beyond, at most this share of them. */
const BEYOND = 10;
const SHARE_BEYOND = 0.05;
/** Multiplications of one pass, about a quarter of a minute. */
const MOST_WORK = 2e10;

/** The columns of the terms that `tt` names. Throws MethodError `tt_term`, `tt_times`. */
export function changingColumns({ design, data }: PreparedCox, tt: NonNullable<CoxMethodOptions['tt']>): readonly ChangingColumn[] {
  const unknown = Object.keys(tt).find((term) => !design.termLabels.includes(term));
  if (unknown !== undefined) throw unknownTerm(unknown, design.termLabels);
  if (Object.values(tt).includes('log') && data.time.some((time, row) => data.event[row] !== 0 && time <= 0)) throw timesOfZero();
  return design.names.flatMap((column, j) => {
    const change = tt[design.termLabels[design.assign[j]]];
    return change === undefined ? [] : changesOf(change).map(({ of, name, cut }) => ({ column: j, of, name: name(column), change, cut }));
  });
}

/** Throws MethodError `tt_too_large`. */
export function checkWork(fit: CoxFit, varying: readonly ChangingColumn[]): void {
  if (varyingWork(fit.workspace, varying) > MOST_WORK) throw tooLarge();
}

/** What the new columns are called. */
export function changingLabels(
  varying: readonly ChangingColumn[],
  names: readonly string[],
  unit: string | null,
  labels: Labels,
): Record<string, Localised> {
  return Object.fromEntries(varying.map(({ column, change, cut, name }) => [name, changeLabel(names[column], change, cut, unit, labels)]));
}

/** The log hazard ratio of each changing column along time. */
export function overTimeTable(fit: CoxFit, varying: readonly ChangingColumn[], names: readonly string[], confLevel: number): ResultTable {
  const z = qnorm((1 + confLevel) / 2);
  const size = names.length + varying.length;
  const events = fit.data.time.filter((_, row) => fit.data.event[row] !== 0).sort();
  const beyond = Math.min(BEYOND, Math.floor(events.length * SHARE_BEYOND));
  const [from, to] = [events[beyond], events[events.length - 1 - beyond]];
  const rows = columnsOf(varying).flatMap((column) => {
    const own = varying.map((one, k) => ({ ...one, k })).filter((one) => one.column === column);
    const cuts = own.flatMap(({ cut }) => (cut !== null && cut > from && cut < to ? [cut] : []));
    // A step is drawn upright: at the time itself, and just behind it.
    const times = own.some(({ cut }) => cut !== null)
      ? [from, ...cuts, to].flatMap((time, at) =>
          at === 0 || at === cuts.length + 1
            ? [{ time, at: time }]
            : [
                { time, at: time },
                { time, at: nextUp(time) },
              ],
        )
      : Array.from({ length: POINTS }, (_, i) => from + ((to - from) * i) / (POINTS - 1)).map((time) => ({ time, at: time }));
    return times.map(({ time, at }): Record<string, Value> => {
      const along = [[column, 1] as const, ...own.map(({ k, of }) => [names.length + k, of(at)] as const)];
      const estimate = along.reduce((sum, [j, by]) => sum + (by === 0 ? 0 : by * fit.coefficients[j]), 0);
      const variance = along.reduce((sum, [i, x]) => sum + along.reduce((part, [j, y]) => part + x * y * fit.variance[i * size + j], 0), 0);
      if (Number.isNaN(estimate)) return { variable: names[column], value: time };
      const error = Math.sqrt(Math.max(variance, 0));
      return {
        variable: names[column],
        value: time,
        estimate,
        std_error: error,
        conf_low: estimate - z * error,
        conf_high: estimate + z * error,
      };
    });
  });
  return tableOf(COX_TABLES.over_time, rows);
}

const columnsOf = (varying: readonly ChangingColumn[]) => [...new Set(varying.map(({ column }) => column))];
const nextUp = (time: number) => time * (1 + Number.EPSILON * 4);

/** A curve of each changing column's hazard ratio. */
export function overTimeFigures(
  varying: readonly ChangingColumn[],
  names: readonly string[],
  confLevel: number,
  unit: string | null,
  labels: Labels,
): Figure[] {
  return columnsOf(varying).map((column) => {
    const { en, zh } = saidOf(names[column], labels);
    const name = { en: `Hazard ratio of ${en}`, zh: `${zh}的风险比` };
    return {
      kind: 'effect',
      name: `over_time_${names[column]}`.slice(0, 80),
      title: { en: `${name.en} over time`.slice(0, 400), zh: `${name.zh}随时间的变化`.slice(0, 400) },
      table: COX_TABLES.over_time.name,
      variable: names[column],
      axis: { en: 'Time', zh: '时间' },
      unit,
      reference: null,
      confLevel,
      measure: { kind: 'ratio', name },
    };
  });
}

/** Its times in the unit of the figure, its coefficients in the dictionary's words. */
export function overTimeView(varying: readonly ChangingColumn[], names: readonly string[], shown: ShownTime, labels: Labels): View {
  const view = timedView(COX_TABLES.over_time, shown, ['value']);
  const words = Object.fromEntries(columnsOf(varying).map((column) => [names[column], saidOf(names[column], labels)]));
  const { unit, length } = shown;
  const header =
    unit === null
      ? { en: 'Time', zh: '时间' }
      : { en: `Time, ${headingUnitText(unit, 'en')}`, zh: `时间（${headingUnitText(unit, 'zh')}）` };
  return { ...view, columns: { ...view.columns, value: { header, length }, variable: { ...view.columns.variable, words } } };
}

function unknownTerm(term: string, known: readonly string[]): MethodError {
  return new MethodError(
    COX_ERRORS,
    'tt_term',
    {
      en: `tt names ${term}, which is no term of the formula. Its terms: ${listText(known, 'en')}.`,
      zh: `tt 指定的 ${term} 不是公式中的项。公式中的项：${listText(known, 'zh')}。`,
    },
    'tt',
    null,
    known.slice(0, 3),
  );
}

function timesOfZero(): MethodError {
  return new MethodError(
    COX_ERRORS,
    'tt_times',
    {
      en: 'tt: log needs events after time 0: the logarithm of 0 is no number. Use sqrt, linear or pieces, or leave those rows out by where.',
      zh: 'tt: log 要求事件时间大于 0（0 没有对数）。请用 sqrt、linear 或 pieces，或用 where 排除这些行。',
    },
    'tt',
  );
}

function tooLarge(): MethodError {
  return new MethodError(
    COX_ERRORS,
    'tt_too_large',
    {
      en: 'So many rows and event times would take very long where a column of many values changes smoothly with time. Use pieces, a column of few values (groups), or times in coarser units.',
      zh: '取值很多的列随时间连续变化时，如此多的行与事件时间将非常耗时。请用 pieces、取值较少的列（分组），或较粗的时间单位。',
    },
    'tt',
    null,
    [leaveOut('tt')],
  );
}
