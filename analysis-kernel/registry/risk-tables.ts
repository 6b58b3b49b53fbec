/** Tables of risks that models of competing events predict. */
import { asked, column, NEW_ROW, PREDICTED_LIMITS, table } from './declare-table';
import { PATIENTS, STRATA } from './hazard-tables';
import type { TableDeclaration } from './method';

/** The first column of tables with a row or more for each event. */
export const CAUSE = column('cause', 'text', 'The event', '事件');

export const RISK_TABLES = {
  predictions: table(
    'predictions',
    { en: 'Predicted risks', zh: '预测风险' },
    {
      en: 'The risk (cumulative incidence) of the event by each time for new rows, in the presence of the other events.',
      zh: '新数据各行在其他事件存在时到各时间的事件风险（累积发生率）。',
    },
    asked('predictions'),
    [
      CAUSE,
      NEW_ROW,
      STRATA,
      column('time', 'number', 'Time', '时间'),
      column(
        'estimate',
        'number',
        'Risk; empty beyond the follow-up and where the model gives no probability',
        '风险；超出随访或模型给不出概率时为空',
      ),
      ...PREDICTED_LIMITS,
    ],
    PATIENTS,
  ),
  curve: table(
    'curve',
    { en: 'Predicted cumulative incidence', zh: '预测累积发生率' },
    { en: 'The predicted risk of each new row at every time of an event.', zh: '每个事件时间上新数据各行的预测风险。' },
    { en: 'with `predictions` of six rows at most', zh: '`predictions` 不超过六行时' },
    [
      column('strata', 'text', 'The new row, by its covariates', '新数据的行，以其协变量表示'),
      CAUSE,
      column('time', 'number', 'Time', '时间'),
      column('estimate', 'number', 'Risk', '风险'),
      ...PREDICTED_LIMITS,
    ],
    PATIENTS,
    'folded',
  ),
} as const satisfies Readonly<Record<string, TableDeclaration>>;
