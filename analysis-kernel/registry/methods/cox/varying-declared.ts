/** What `cox` declares of coefficients that change with time: the option, its table, their names. */
import * as z from 'zod';
import type { Localised } from '@/cohort-dsl/source/localised';
import { numberText } from '../../../frame/number-text';
import { timeUnitText } from '../../../results/format';
import { asked, column, HIGH, headed, LOW, STD_ERROR, table } from '../../declare-table';
import { saidOf } from '../../labels';
import { special } from '../../options';

const FUNCTIONS = ['log', 'sqrt', 'linear'] as const;
const MOST_PIECES = 20;
const changeSchema = z.union([z.enum(FUNCTIONS), z.object({ pieces: z.array(z.number().positive()).min(1).max(MOST_PIECES) }).strict()]);
/** How a coefficient changes: with a function of time, or by steps behind these times. */
export type Change = z.infer<typeof changeSchema>;

export const ttOption = special({
  label: { en: 'Coefficients that change with time', zh: '随时间变化的系数' },
  help: {
    en: '`{age: log, arm: {pieces: [365]}}`: the coefficient of a term of the formula changes with the logarithm of time (`log`), its root (`sqrt`), time itself (`linear`), or by steps behind the times of `pieces`, as `tt()` in R. Not with a robust variance, clusters, exact ties, tests by term, profile, comparisons, baseline, residuals, predictions, adjusted curves or a penalty.',
    zh: '`{age: log, arm: {pieces: [365]}}`：公式中某项的系数随时间的对数（`log`）、平方根（`sqrt`）、时间本身（`linear`）变化，或在 `pieces` 所列时间之后分段变化，同 R 的 `tt()`。不能与稳健方差、聚类、精确结点、逐项检验、轮廓似然、对比、基线、残差、预测、调整曲线或惩罚同用。',
  },
  type: 'mapping of terms to `log`, `sqrt`, `linear` or `pieces`',
  form: { control: 'yaml' },
  schema: z
    .record(z.string().max(400), changeSchema)
    .refine((given) => Object.keys(given).length >= 1 && Object.keys(given).length <= MOST_PIECES)
    .optional(),
  advanced: true,
});

export const OVER_TIME = table(
  'over_time',
  { en: 'Coefficients over time', zh: '系数随时间的变化' },
  {
    en: 'The log hazard ratio of each coefficient that changes, from the tenth event to the tenth last (less far out where events are few).',
    zh: '各随时间变化的系数（对数风险比），自第十个事件至倒数第十个事件（事件少时范围略宽）。',
  },
  asked('tt'),
  [
    headed(column('variable', 'text', 'Coefficient', '系数'), { en: 'Coefficient', zh: '系数' }),
    headed(column('value', 'number', 'Time', '时间'), { en: 'Time', zh: '时间' }),
    column('estimate', 'number', 'Log hazard ratio at this time', '该时间的对数风险比'),
    STD_ERROR,
    LOW,
    HIGH,
  ],
  { kind: 'model', parameters: 'coefficients' },
  'folded',
);

const FUNCTION_NAMES: Readonly<Record<(typeof FUNCTIONS)[number], Localised>> = {
  log: { en: 'log(time)', zh: '时间的对数' },
  sqrt: { en: '√time', zh: '时间的平方根' },
  linear: { en: 'time', zh: '时间' },
};

/** The columns that a change adds to one column, one a function of time. */
export function changesOf(
  change: Change,
): readonly { readonly of: (time: number) => number; readonly name: (column: string) => string; readonly cut: number | null }[] {
  if (typeof change === 'string') {
    const of = { log: Math.log, sqrt: Math.sqrt, linear: (time: number) => time }[change];
    return [{ of, name: (column) => `tt(${column}, ${change})`, cut: null }];
  }
  const cuts = [...new Set(change.pieces)].sort((a, b) => a - b);
  return cuts.map((cut) => ({
    of: (time) => Number(time > cut),
    name: (column) => `tt(${column}, time > ${numberText(cut)})`,
    cut,
  }));
}

/** `Age × log(time)`, `Age, change after 365 days`. */
export function changeLabel(
  column: string,
  change: Change,
  cut: number | null,
  unit: string | null,
  labels: Readonly<Record<string, Localised>>,
): Localised {
  const { en, zh } = saidOf(column, labels);
  if (typeof change === 'string') return { en: `${en} × ${FUNCTION_NAMES[change].en}`, zh: `${zh} × ${FUNCTION_NAMES[change].zh}` };
  const at = numberText(cut ?? 0);
  const after = {
    en: unit === null ? at : `${at} ${timeUnitText(unit, 'en')}`,
    zh: `${at} ${unit === null ? '' : timeUnitText(unit, 'zh')}`,
  };
  return { en: `${en}, change after ${after.en}`, zh: `${zh}，${after.zh}之后的变化` };
}
