/** Tables of `competing`. */
import { column, P_VALUE } from '../../declare-table';
import type { ColumnDeclaration, Disclosure, TableDeclaration } from '../../method';

const CURVE_COLUMNS: readonly ColumnDeclaration[] = [
  column('strata', 'text', 'The curve, as sex=1; empty without groups', '曲线，如 sex=1；无分组时为空'),
  column('cause', 'text', 'The event', '事件'),
  column('time', 'number', 'Time', '时间'),
  column('estimate', 'number', 'Cumulative incidence', '累积发生率'),
  column('std_error', 'number', 'Standard error', '标准误'),
  column('conf_low', 'number', 'Lower confidence limit', '置信下限'),
  column('conf_high', 'number', 'Upper confidence limit', '置信上限'),
  column('n_risk', 'integer', 'Number at risk just before', '此前的风险人数'),
  column('n_event', 'integer', 'Events of this cause', '该原因的事件数'),
  column('n_censor', 'integer', 'Censorings', '删失数'),
];

const steps: Disclosure = { kind: 'curve', atRisk: 'n_risk', events: 'n_event', censored: 'n_censor' };

export const COMPETING_TABLES = {
  curve: {
    name: 'curve',
    title: { en: 'Cumulative incidence', zh: '累积发生率' },
    folded: true,
    description: {
      en: 'The cumulative incidence of each cause: a row at every distinct time of an event or censoring.',
      zh: '各原因的累积发生率：每个不同的事件或删失时间一行。',
    },
    appears: { en: 'always', zh: '始终' },
    columns: CURVE_COLUMNS,
    disclosure: steps,
  },
  gray: {
    name: 'gray',
    title: { en: 'Gray’s test', zh: 'Gray 检验' },
    description: { en: 'Gray’s test of equal cumulative incidence, for each cause.', zh: '各原因累积发生率相等的 Gray 检验。' },
    appears: { en: 'with groups', zh: '有分组时' },
    columns: [
      column('cause', 'text', 'The event', '事件'),
      column('statistic', 'number', 'χ²', 'χ²'),
      column('df', 'integer', 'Degrees of freedom', '自由度'),
      P_VALUE,
    ],
    disclosure: { kind: 'statistic' },
  },
  at: {
    name: 'at',
    title: { en: 'Cumulative incidence at chosen times', zh: '指定时间的累积发生率' },
    description: {
      en: 'The curves at the times asked; events and censorings since the time before. Beyond the follow-up of a curve its estimate is empty.',
      zh: '指定时间的曲线值；事件数与删失数自上一指定时间起累计。超出随访的时间估计值为空。',
    },
    appears: { en: 'with `times`', zh: '指定 `times` 时' },
    columns: CURVE_COLUMNS,
    disclosure: steps,
  },
} as const satisfies Readonly<Record<string, TableDeclaration>>;
