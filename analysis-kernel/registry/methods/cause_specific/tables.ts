/** Tables of `cause_specific`. */
import { HAZARD_TABLES } from '../../hazard-tables';
import type { TableDeclaration } from '../../method';
import { CAUSE, RISK_TABLES } from '../../risk-tables';

const { coefficients, fit, zph } = HAZARD_TABLES;

export const CAUSE_SPECIFIC_TABLES = {
  coefficients: {
    ...coefficients,
    description: {
      en: 'Log hazard ratios of each event with intervals, the other events censored; with exponentiate also the hazard ratios.',
      zh: '每种事件的对数风险比及其置信区间，其他事件视为删失；指定 exponentiate 时另给风险比。',
    },
    columns: [CAUSE, ...coefficients.columns],
  },
  fit: {
    ...fit,
    description: { en: 'Each event’s model as a whole.', zh: '每种事件的模型整体信息。' },
    columns: [CAUSE, ...fit.columns],
    layout: 'table',
  },
  zph: {
    ...zph,
    description: {
      en: 'Score test of proportional hazards by event and term; GLOBAL is of all terms of an event together.',
      zh: '每种事件各项的比例风险得分检验；GLOBAL 为该事件所有项的整体检验。',
    },
    appears: { en: 'always', zh: '始终' },
    columns: [CAUSE, ...zph.columns],
  },
  ...RISK_TABLES,
} as const satisfies Readonly<Record<string, TableDeclaration>>;
