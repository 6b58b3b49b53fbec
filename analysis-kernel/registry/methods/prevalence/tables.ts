/** Tables of `prevalence`. */
import { always, asked, column, HIGH, headed, LOW, table } from '../../declare-table';
import { comparisonColumns } from '../../group-comparison';
import type { TableDeclaration } from '../../method';

export const QUANTITY_WORDS = {
  prevalence_ratio: { en: 'Prevalence ratio', zh: '患病率比' },
  prevalence_difference: { en: 'Prevalence difference', zh: '患病率差' },
  standardised_prevalence_ratio: { en: 'Ratio of standardised prevalences', zh: '标化患病率比' },
  standardised_prevalence_difference: { en: 'Difference of standardised prevalences', zh: '标化患病率差' },
} as const;
export type Quantity = keyof typeof QUANTITY_WORDS;

const CASES = headed(column('events', 'number', 'Cases', '病例数'), { en: 'Cases', zh: '病例数' });
const N = column('n', 'number', 'Rows observed', '被观察的行数');

export const PREVALENCE_TABLES = {
  rates: table(
    'rates',
    { en: 'Prevalence', zh: '患病率' },
    { en: 'Cases among the rows observed, of each `group` where there are several.', zh: '被观察者中的病例，多组时按 `group` 给出。' },
    always,
    [
      CASES,
      N,
      headed(column('rate', 'number', 'Prevalence, per `per`', '患病率，按 `per` 给出'), { en: 'Prevalence', zh: '患病率' }),
      LOW,
      HIGH,
    ],
    { kind: 'counts', columns: ['events', 'n'] },
  ),
  ratios: table(
    'ratios',
    { en: 'Comparison of prevalences', zh: '患病率的比较' },
    {
      en: 'Each group beside the reference: ratio and difference; with `standard` also of the standardised prevalences. Differences are per `per`.',
      zh: '各组与参照组相比的患病率比与差；指定 `standard` 时另给标化值的比较。差值按 `per` 给出。',
    },
    { en: 'with `by`, of two groups or more', zh: '指定 `by` 且不少于两组时' },
    comparisonColumns(QUANTITY_WORDS, 'prevalence_ratio, prevalence_difference, standardised_…'),
    { kind: 'statistic' },
  ),
  standardised: table(
    'standardised',
    { en: 'Standardised prevalence', zh: '标化患病率' },
    {
      en: 'The prevalence each group would have with the ages of the standard population, over the ages that all groups have.',
      zh: '各组在标准人口年龄构成下的患病率，限各组均有的年龄。',
    },
    asked('standard'),
    [
      headed(column('standard', 'text', 'The standard population', '标准人口'), { en: 'Standard', zh: '标准人口' }),
      CASES,
      N,
      headed(column('crude_rate', 'number', 'Prevalence at the same ages', '相同年龄的粗患病率'), { en: 'Crude', zh: '粗患病率' }),
      headed(column('rate', 'number', 'Standardised prevalence', '标化患病率'), { en: 'Standardised', zh: '标化患病率' }),
      column('std_error', 'number', 'Its standard error', '其标准误'),
      LOW,
      HIGH,
      headed(column('coverage', 'number', 'Part of the standard’s weight at ages that the groups have', '标准人口权重被数据覆盖的比例'), {
        en: 'Part of the standard',
        zh: '标准人口占比',
      }),
    ],
    { kind: 'counts', columns: ['events', 'n'] },
  ),
} as const satisfies Readonly<Record<string, TableDeclaration>>;
