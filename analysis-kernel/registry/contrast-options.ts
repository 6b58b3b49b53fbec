/** What models declare whose values of a column are compared: the options and the table. */
import * as z from 'zod';
import type { PAdjustment } from '../stats/hypothesis/adjust';
import { ADJUST_WORDS } from './common-options';
import { asked, column, HIGH, LOW, P_VALUE, STD_ERROR, table } from './declare-table';
import type { ColumnDeclaration, TableDeclaration } from './method';
import { beside } from './only-with';
import { choice, type OptionsOf, special } from './options';

const ADJUSTMENTS = ['none', 'holm', 'hochberg', 'bonferroni', 'bh', 'by'] as const satisfies readonly PAdjustment[];
/** More pairs of levels than this are refused. */
const MOST_COMPARED = 20;
const comparedValue = z.union([z.string().max(400), z.number(), z.boolean()]);
const comparedSchema = z
  .record(z.string().max(400), z.union([z.literal('all'), z.tuple([comparedValue, comparedValue])]))
  .refine((given) => Object.keys(given).length <= MOST_COMPARED)
  .optional();

export const compareOption = special({
  label: { en: 'Comparisons', zh: '对比' },
  help: {
    en: '`{arm: [B, A], age: [70, 60]}`: the first value against the second, all else alike; `{arm: all}` every pair of levels. Where the column is in an interaction, the mean over the rows used.',
    zh: '`{arm: [B, A], age: [70, 60]}`：其他条件相同时第一个值与第二个值之比较；`{arm: all}` 为所有水平两两比较。该列在交互项中时，按所用的行取平均。',
  },
  type: 'mapping of columns to two values or `all`',
  form: { control: 'comparisons' },
  schema: comparedSchema,
  advanced: true,
});

export const adjustOption = choice({
  label: { en: 'Adjustment of p values', zh: 'P 值校正' },
  help: { en: 'For the number of comparisons.', zh: '按对比的个数校正。' },
  values: ADJUSTMENTS,
  valueWords: ADJUST_WORDS,
  default: 'none',
  advanced: true,
  only: beside('compare'),
});

const OPTIONS = { compare: compareOption, adjust: adjustOption };

/** What is read of a method's options to compare. */
export interface ContrastOptions extends OptionsOf<typeof OPTIONS> {
  readonly exponentiate: boolean;
  readonly conf_level: number;
}

/** The table of comparisons; `ratios` are the columns that `exponentiate` may add. */
export const contrastsDeclared = (ratios: readonly ColumnDeclaration[]): TableDeclaration & Required<Pick<TableDeclaration, 'added'>> => ({
  ...table(
    'contrasts',
    { en: 'Comparisons', zh: '对比' },
    {
      en: 'The first value against the second on the scale of the link, all else alike; with exponentiate also the ratios.',
      zh: '其他条件相同时第一个值与第二个值之差（连接函数尺度）；指定 exponentiate 时另给比值。',
    },
    asked('compare'),
    [
      column('variable', 'text', 'Column compared', '比较的列'),
      column('group_1', 'text', 'First value', '第一个值'),
      column('group_2', 'text', 'Second value', '第二个值'),
      column(
        'estimate',
        'number',
        'Difference on the scale of the link; empty where it cannot be estimated',
        '连接函数尺度上的差值；不可估计时为空',
      ),
      STD_ERROR,
      column('statistic', 'number', 't or z', 't 或 z'),
      P_VALUE,
      LOW,
      HIGH,
    ],
    { kind: 'model', parameters: 'coefficients' },
  ),
  added: [column('p_adjusted', 'number', 'p value adjusted for the number of comparisons', '按对比个数校正的 P 值'), ...ratios],
});
