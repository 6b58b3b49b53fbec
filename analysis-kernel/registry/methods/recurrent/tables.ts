/** Tables of `recurrent`. */
import { column, HIGH, headed, LOW, P_VALUE, STD_ERROR, table } from '../../declare-table';
import { HAZARD_TABLES } from '../../hazard-tables';
import type { ColumnDeclaration, Disclosure, TableDeclaration } from '../../method';

const { coefficients, fit, zph } = HAZARD_TABLES;

const models = { en: 'with the models', zh: '模型类型' };
const means = { en: 'with `type: mean_cumulative`', zh: '`type: mean_cumulative` 时' };

const PATIENTS_COLUMN = headed(column('patients', 'integer', 'Patients', '患者数'), { en: 'Patients', zh: '患者数' });
const GROUP = column('strata', 'text', 'The curve, as arm=a; empty without groups', '曲线，如 arm=a；无分组时为空');

/** Added where a terminal event is declared. */
export const TERMINAL_COLUMN: ColumnDeclaration = headed(column('n_terminal', 'number', 'Terminal events', '终末事件数'), {
  en: 'Terminal events',
  zh: '终末事件数',
});

const CURVE: readonly ColumnDeclaration[] = [
  GROUP,
  column('time', 'number', 'Time', '时间'),
  headed(column('estimate', 'number', 'Mean number of events of a patient by this time', '至该时间每名患者的平均事件数'), {
    en: 'Mean events',
    zh: '平均事件数',
  }),
  STD_ERROR,
  LOW,
  HIGH,
  column('n_risk', 'number', 'Patients under observation just before', '此前在观察中的患者数'),
  column('n_event', 'number', 'Events', '事件数'),
  column('n_censor', 'number', 'Patients whose observation ends, with neither event', '观察结束且无事件的患者数'),
];

export const TIME_OBSERVED = { en: 'Time observed', zh: '观察时间' };

const steps: Disclosure = { kind: 'curve', atRisk: 'n_risk', events: 'n_event', censored: 'n_censor' };

export const RECURRENT_TABLES = {
  coefficients: { ...coefficients, appears: models },
  fit: { ...fit, appears: models, columns: [PATIENTS_COLUMN, ...fit.columns] },
  zph: { ...zph, appears: models },
  orders: table(
    'orders',
    { en: 'Events by their number', zh: '按序号列出的事件' },
    {
      en: 'How many patients were at risk of a first, second, … event, and how many had it.',
      zh: '处于第一次、第二次……事件风险中的患者数与发生事件数。',
    },
    { en: 'always', zh: '始终' },
    [
      headed(column('order', 'text', 'Number of the event; 4+ where later ones are joined', '事件序号；后面各次合并时为 4+'), {
        en: 'Event',
        zh: '第几次事件',
      }),
      PATIENTS_COLUMN,
      column('events', 'integer', 'Events', '事件数'),
    ],
    { kind: 'counts', columns: ['patients', 'events'] },
    'folded',
  ),
  summary: {
    ...table(
      'summary',
      { en: 'Patients and events', zh: '患者与事件' },
      { en: 'Patients, events and time under observation of each group.', zh: '各组的患者数、事件数与观察时间。' },
      means,
      [
        GROUP,
        PATIENTS_COLUMN,
        column('events', 'integer', 'Events', '事件数'),
        headed(column('with_event', 'integer', 'Patients with an event', '发生过事件的患者数'), {
          en: 'Patients with an event',
          zh: '有事件的患者数',
        }),
        headed(column('observed', 'number', 'Time under observation', '观察时间'), TIME_OBSERVED),
      ],
      { kind: 'counts', columns: ['patients', 'events', 'with_event'] },
    ),
    added: [TERMINAL_COLUMN],
  },
  curve: {
    ...table(
      'curve',
      { en: 'Mean cumulative function', zh: '平均累积函数' },
      {
        en: 'A row at each time at which an event comes or observation ends.',
        zh: '每个事件或观察结束的时间一行。',
      },
      means,
      CURVE,
      steps,
      'folded',
    ),
    added: [TERMINAL_COLUMN],
  },
  at: {
    ...table(
      'at',
      { en: 'Mean number of events at chosen times', zh: '指定时间的平均事件数' },
      {
        en: 'The curves at the times asked, with the events since the time before; empty beyond the observation of a group.',
        zh: '指定时间的曲线值，事件自上一指定时间起累计；超出该组观察时为空。',
      },
      { en: 'with `times`', zh: '指定 `times` 时' },
      CURVE,
      steps,
    ),
    added: [TERMINAL_COLUMN],
  },
  test: table(
    'test',
    { en: 'Test between the groups', zh: '组间检验' },
    { en: 'Whether the mean functions of the groups are the same.', zh: '各组平均累积函数是否相同。' },
    { en: 'with groups, `type: mean_cumulative`', zh: '`type: mean_cumulative` 且有分组时' },
    [
      column('statistic', 'number', 'χ²', 'χ²'),
      column('df', 'integer', 'Degrees of freedom', '自由度'),
      P_VALUE,
      column('method', 'text', 'Test', '检验方法'),
    ],
    { kind: 'statistic' },
  ),
} as const satisfies Readonly<Record<string, TableDeclaration>>;
