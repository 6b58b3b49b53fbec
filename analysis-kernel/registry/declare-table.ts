/** Words for declaring result tables, and the columns most of them share. */
import type { Localised } from '@/cohort-dsl/source/localised';
import type { ValueType } from '../frame/column';
import type { ColumnDeclaration, Disclosure, TableDeclaration } from './method';

/** A column with its meaning in both languages. */
export const column = (name: string, type: ValueType, en: string, zh: string): ColumnDeclaration => ({
  name,
  type,
  description: { en, zh },
});

/** The same with its heading, and words for its values. */
export const headed = (declared: ColumnDeclaration, header: Localised, words?: Readonly<Record<string, Localised>>): ColumnDeclaration => ({
  ...declared,
  header,
  ...(words === undefined ? {} : { words }),
});

/** A table, folded where it is the data of a figure or is said in another table's notes. */
export const table = (
  name: string,
  title: Localised,
  description: Localised,
  appears: Localised,
  columns: readonly ColumnDeclaration[],
  disclosure: Disclosure,
  shown: 'open' | 'folded' | 'folded facts' = 'open',
): TableDeclaration => ({
  name,
  title,
  description,
  appears,
  columns,
  disclosure,
  folded: shown !== 'open',
  layout: shown === 'folded facts' ? 'facts' : 'table',
});

export const always: Localised = { en: 'always', zh: '始终' };

/** Appears with the option of this key. */
export const asked = (key: string): Localised => ({ en: `with \`${key}\``, zh: `指定 \`${key}\` 时` });

export const STD_ERROR = column('std_error', 'number', 'Standard error', '标准误');
export const LOW = column('conf_low', 'number', 'Lower confidence limit', '置信下限');
export const HIGH = column('conf_high', 'number', 'Upper confidence limit', '置信上限');
export const P_VALUE = column('p_value', 'number', 'p value', 'P 值');

/** Columns of a model's coefficients; what the estimate and the statistic are is the model's to say. */
export const coefficientColumns = (estimate: Localised, statistic: Localised): readonly ColumnDeclaration[] => [
  column('term', 'text', 'Coefficient, named as in R', '系数，名称同 R'),
  column('estimate', 'number', estimate.en, estimate.zh),
  column('std_error', 'number', 'Standard error from the model', '模型标准误'),
  column('robust_se', 'number', 'Robust standard error; empty without robust variance', '稳健标准误；未用稳健方差时为空'),
  column('statistic', 'number', statistic.en, statistic.zh),
  P_VALUE,
  LOW,
  HIGH,
];

/** Columns that `exponentiate` adds: the ratio of this name and its limits. */
export const ratioColumns = (name: string): readonly ColumnDeclaration[] => [
  column(name, 'number', 'Ratio', '比值'),
  column(`${name}_low`, 'number', 'Its lower confidence limit', '其置信下限'),
  column(`${name}_high`, 'number', 'Its upper confidence limit', '其置信上限'),
];

/** The first column of a table of predictions. */
export const NEW_ROW = headed(column('row', 'integer', 'Row of the new data, from 1', '新数据的行号，从 1 起'), { en: 'Row', zh: '行' });

/** Its last ones. */
export const PREDICTED_LIMITS = [STD_ERROR, LOW, HIGH] as const;

/** Effects of numbers that enter a regression as a spline or polynomial: what their curves are drawn from. */
export const EFFECTS_TABLE = table(
  'effects',
  { en: 'Effects of splines and polynomials', zh: '样条与多项式的效应' },
  {
    en: 'The effect of each value of a number that stands in the formula as rcs(), ns() or poly() against its median, on the scale of the coefficients, all else alike.',
    zh: '公式中以 rcs()、ns() 或 poly() 形式出现的数值，各取值相对其中位数的效应（系数尺度），其他条件相同。',
  },
  { en: 'with rcs(), ns() or poly() of one column, outside interactions', zh: '公式含单列的 rcs()、ns() 或 poly() 且不在交互项中时' },
  [
    column('variable', 'text', 'Column', '列'),
    headed(column('value', 'number', 'Its value', '取值'), { en: 'Value', zh: '取值' }),
    column('estimate', 'number', 'Effect against the median', '相对中位数的效应'),
    STD_ERROR,
    LOW,
    HIGH,
  ],
  { kind: 'model', parameters: 'coefficients' },
  'folded',
);
