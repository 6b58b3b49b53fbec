/** The preset `slope`: the columns named, made into a frame in years and the formula of one slope or two. */
import { quoteName } from '../../../formula/deparse';
import { numbersOf } from '../../../frame/access';
import type { Column, Frame } from '../../../frame/column';
import { factorOf } from '../../../frame/factor';
import { leaveOut } from '../../../results/method-error';
import { chosenTime, TIME_UNITS, yearIn } from '../../../results/time-unit';
import { namedColumn } from '../../own-variables';
import type { MixedOptions } from './options';
import { presetFormula, presetNames } from './preset-formula';
import { refuse } from './refuse';

/** What the preset models. */
export interface SlopeModel {
  readonly formula: string;
  /** The data with the time in years, and beyond the knot. */
  readonly frame: Frame;
  readonly years: string;
  /** The years after the knot; null without one. */
  readonly after: string | null;
  readonly arm: string | null;
  /** Unit that the time has in the data. */
  readonly unit: 'days' | 'months' | 'years';
  /** In years; null without one. */
  readonly knot: number | null;
}

const MOST_ARMS = 20;

/** The model of the preset, null where a formula says it. Throws MethodError of the options. */
export function slopeModel(options: MixedOptions, given: Frame): SlopeModel | null {
  if (options.preset !== 'slope') return null;
  if (options.formula !== undefined) throw formulaToo();
  // The checker asks for them.
  const { value = '', time = '', id = '' } = options;
  namedColumn(given, value, 'value');
  const column = namedColumn(given, time, 'time');
  namedColumn(given, id, 'id');
  const arm = options.arm === undefined ? null : namedColumn(given, options.arm, 'arm');
  (options.covariates ?? []).forEach((name, at) => {
    namedColumn(given, name, `covariates.${at}`);
  });
  const years = inYears(column, options);
  const knot = options.knot === undefined ? null : options.knot / 12;
  const names = presetNames(options);
  const yearsName = names.years;
  const afterName = knot === null ? null : names.after;
  const others = given.columns.filter(({ name }) => name !== yearsName && name !== afterName);
  const made = [
    numberColumn(yearsName, years, column, YEARS),
    ...(afterName === null || knot === null
      ? []
      : [
          numberColumn(
            afterName,
            years.map((year) => Math.max(year - knot, 0)),
            column,
            AFTER,
          ),
        ]),
  ];
  return {
    formula: presetFormula(options, arm === null ? null : armTerm(arm)),
    frame: { length: given.length, columns: [...others, ...made] },
    years: yearsName,
    after: afterName,
    arm: arm?.name ?? null,
    unit: unitOf(column, options),
    knot,
  };
}

const YEARS = { en: 'Time since the start', zh: '距起点的时间' };
const AFTER = { en: 'Time after the knot', zh: '节点之后的时间' };

function numberColumn(name: string, values: Float64Array, { valid }: Column, label: { readonly en: string; readonly zh: string }): Column {
  return { kind: 'numeric', type: 'number', name, meta: { label, unit: 'a' }, valid, values };
}

/** The arm as a factor. */
function armTerm(column: Column): string {
  const levels = factorOf(column).levels.length;
  if (levels > MOST_ARMS)
    throw refuse(
      'too_many_groups',
      'arm',
      `${column.name} has ${levels} values; slopes are compared of ${MOST_ARMS} arms at most. A number that every patient has belongs among the covariates.`,
      `${column.name} 有 ${levels} 个取值；最多比较 ${MOST_ARMS} 组的斜率。数值型变量请放入 covariates。`,
      [leaveOut('arm')],
    );
  const isFactor = column.kind === 'text' || column.type === 'boolean';
  return isFactor ? quoteName(column.name) : `factor(${quoteName(column.name)})`;
}

/** The unit of the column's times, after `inYears` has looked at it. */
function unitOf(column: Column, { unit }: MixedOptions): SlopeModel['unit'] {
  const own = column.meta.unit ?? null;
  return unit ?? TIME_UNITS.find((one) => yearIn(one) === yearIn(own)) ?? 'years';
}

/** Years of 365.25 days, NaN where missing. */
function inYears(column: Column, { unit }: MixedOptions): Float64Array {
  if (column.kind === 'numeric' && (column.type === 'date' || column.type === 'datetime'))
    throw refuse(
      'time_is_date',
      'time',
      `${column.name} is a date. The time is how long after the start a value was measured: count the days since each patient’s start in a sql cell.`,
      `${column.name} 是日期。时间应为测量距起点的时长：请在 sql 单元中计算距每位患者起点的天数。`,
    );
  const values = column.kind === 'numeric' ? numbersOf(column) : null;
  if (values === null || column.type === 'boolean')
    throw refuse('time_not_numeric', 'time', `${column.name} is not a number.`, `${column.name} 不是数值。`);
  const own = column.meta.unit ?? null;
  const year = yearIn(own);
  if (year === null && unit === undefined)
    throw refuse(
      'unit_missing',
      'unit',
      `The data do not say whether ${column.name} is in days, months or years, and slopes are a year. Write unit: days, unit: months or unit: years.`,
      `数据没有说明 ${column.name} 的单位是天、月还是年，而斜率按年计算。请写 unit: days、unit: months 或 unit: years。`,
      TIME_UNITS.map((one) => `unit: ${one}`),
    );
  if (year !== null && unit !== undefined && chosenTime(own, unit).length !== 1)
    throw refuse(
      'unit_not_of_column',
      'unit',
      `${column.name} has the unit ${own}, and unit says ${unit}. Leave unit out; the column’s own is used.`,
      `${column.name} 的单位为 ${own}，而 unit 为 ${unit}。请删去 unit，将使用该列自身的单位。`,
      [leaveOut('unit')],
    );
  const length = year ?? yearIn(unit ?? null) ?? 1;
  const years = values.map((time) => time / length);
  if (years.some((time, row) => column.valid[row] === 1 && (time === Number.POSITIVE_INFINITY || time === Number.NEGATIVE_INFINITY)))
    throw refuse(
      'time_infinite',
      'time',
      `${column.name} has infinite values. Mend them, or leave those rows out with where.`,
      `${column.name} 含有无穷大的值。请修正，或用 where 排除这些行。`,
    );
  return years;
}

function formulaToo() {
  return refuse(
    'formula_and_preset',
    'formula',
    'The preset slope writes its own formula. Leave one of the two out.',
    '预设 slope 自带公式。请删去其中之一。',
    ['preset: none', leaveOut('formula')],
  );
}
