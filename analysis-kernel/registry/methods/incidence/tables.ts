/** Tables of `incidence`. */
import { always, asked, column, HIGH, headed, LOW, P_VALUE, table } from '../../declare-table';
import { comparisonColumns } from '../../group-comparison';
import type { TableDeclaration } from '../../method';

export const QUANTITY_WORDS = {
  rate_ratio: { en: 'Rate ratio', zh: '率比' },
  rate_difference: { en: 'Rate difference', zh: '率差' },
  adjusted_rate_ratio: { en: 'Rate ratio over the strata (Mantel–Haenszel)', zh: '分层合并率比（Mantel–Haenszel）' },
  adjusted_rate_difference: { en: 'Rate difference over the strata (Mantel–Haenszel)', zh: '分层合并率差（Mantel–Haenszel）' },
  standardised_rate_ratio: { en: 'Ratio of standardised rates', zh: '标化率比' },
  standardised_rate_difference: { en: 'Difference of standardised rates', zh: '标化率差' },
} as const;
export type Quantity = keyof typeof QUANTITY_WORDS;

const EVENTS = column('events', 'number', 'Events', '事件数');
const PERSON_TIME = headed(
  column('person_time', 'number', 'Person-time, in years where the unit of time is known', '人时，时间单位已知时以人年计'),
  { en: 'Person-time', zh: '人时' },
);
const RATE = headed(column('rate', 'number', 'Events in so much person-time as `per` says', '每 `per` 人时的事件数'), {
  en: 'Rate',
  zh: '率',
});

export const INCIDENCE_TABLES = {
  rates: table(
    'rates',
    { en: 'Incidence rates', zh: '发病率' },
    {
      en: 'Events, person-time and rate of each `group`, and of each band of `age`, `period` and `follow_up` where person-time is split, in columns of these names before the others. Bands in which nobody was followed are left out.',
      zh: '各 `group` 的事件数、人时与率；拆分人时后，另有位于其前的 `age`、`period`、`follow_up` 列。无人随访的区间不列出。',
    },
    always,
    [
      EVENTS,
      PERSON_TIME,
      RATE,
      LOW,
      HIGH,
      headed(column('n', 'number', 'Rows followed in it, each once', '其中的随访行数，每行计一次'), { en: 'Followed', zh: '随访例数' }),
    ],
    { kind: 'counts', columns: ['events', 'n'] },
  ),
  ratios: table(
    'ratios',
    { en: 'Comparison of rates', zh: '率的比较' },
    {
      en: 'Each group beside the reference: ratio and difference of the rates; where person-time is split also over the strata, by Mantel and Haenszel; with `standard` also of the standardised rates. Differences are per `per`.',
      zh: '各组与参照组相比的率比与率差；拆分人时后另给 Mantel–Haenszel 分层合并值；指定 `standard` 时另给标化率的比较。率差按 `per` 给出。',
    },
    { en: 'with `by`, of two groups or more', zh: '指定 `by` 且不少于两组时' },
    comparisonColumns(QUANTITY_WORDS, 'rate_ratio, rate_difference, adjusted_…, standardised_…'),
    { kind: 'statistic' },
  ),
  standardised: table(
    'standardised',
    { en: 'Standardised rates', zh: '标化率' },
    {
      en: 'The rates each group would have with the ages of the standard population, over the ages that all groups were followed at.',
      zh: '各组在标准人口年龄构成下的率，限各组均有随访的年龄。',
    },
    asked('standard'),
    [
      headed(column('standard', 'text', 'The standard population', '标准人口'), { en: 'Standard', zh: '标准人口' }),
      EVENTS,
      PERSON_TIME,
      headed(column('crude_rate', 'number', 'Events in so much person-time, at the same ages', '相同年龄的粗率'), {
        en: 'Crude rate',
        zh: '粗率',
      }),
      headed(column('rate', 'number', 'Standardised rate', '标化率'), { en: 'Standardised rate', zh: '标化率' }),
      column('std_error', 'number', 'Its standard error', '其标准误'),
      LOW,
      HIGH,
      headed(
        column(
          'coverage',
          'number',
          'Part of the standard’s weight at ages that the groups were followed at',
          '标准人口权重被数据覆盖的比例',
        ),
        {
          en: 'Part of the standard',
          zh: '标准人口占比',
        },
      ),
    ],
    { kind: 'counts', columns: ['events'] },
  ),
  smr: table(
    'smr',
    { en: 'Observed and expected events', zh: '实际与期望事件数' },
    {
      en: 'Events of each group over those expected at the reference rates (standardised mortality or incidence ratio).',
      zh: '各组实际事件数与按参考率计算的期望事件数之比（标化死亡比或标化发病比）。',
    },
    asked('reference_rates'),
    [
      headed(column('observed', 'number', 'Events', '实际事件数'), { en: 'Observed', zh: '实际' }),
      headed(column('expected', 'number', 'Events expected at the reference rates', '期望事件数'), { en: 'Expected', zh: '期望' }),
      headed(column('estimate', 'number', 'Observed over expected', '实际与期望之比'), { en: 'SMR', zh: '标化比' }),
      LOW,
      HIGH,
      P_VALUE,
    ],
    { kind: 'counts', columns: ['observed'] },
  ),
} as const satisfies Readonly<Record<string, TableDeclaration>>;
