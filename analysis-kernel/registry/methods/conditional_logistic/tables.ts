/** Tables of `conditional_logistic`. */
import { always, coefficientColumns, column, headed, ratioColumns, table } from '../../declare-table';
import { HAZARD_TABLES, MODEL } from '../../hazard-tables';
import type { ColumnDeclaration, TableDeclaration } from '../../method';

const { fit } = HAZARD_TABLES;

/** What of the fit is of cases and sets here, and of events and times there. */
const OWN: Readonly<Record<string, ColumnDeclaration>> = {
  n: column('n', 'integer', 'Rows of sets with a case and a control', '同时含病例与对照的匹配组的行数'),
  events: headed(column('events', 'integer', 'Cases', '病例数'), { en: 'Cases', zh: '病例数' }),
  loglik_null: column('loglik_null', 'number', 'Log conditional likelihood at 0', '系数为 0 时的对数条件似然'),
  loglik: column('loglik', 'number', 'Log conditional likelihood at the estimates', '估计值处的对数条件似然'),
  concordance: column(
    'concordance',
    'number',
    'Share of pairs of a case and a control of one set in which the case has the higher prediction',
    '同组病例与对照配对中，病例预测值较高的比例',
  ),
  bic: column('bic', 'number', 'Bayesian information criterion, with the number of cases', 'BIC，以病例数计'),
};

export const CONDITIONAL_LOGISTIC_TABLES = {
  coefficients: {
    ...table(
      'coefficients',
      { en: 'Coefficients', zh: '系数' },
      {
        en: 'Log odds ratios with intervals; with exponentiate also the odds ratios.',
        zh: '对数比值比及其置信区间；指定 exponentiate 时另给比值比。',
      },
      always,
      coefficientColumns(
        {
          en: 'Log odds ratio; empty where the column is constant within sets or earlier columns determine it',
          zh: '对数比值比；在匹配组内恒定或与前列共线时为空',
        },
        { en: 'z, with the robust standard error where there is one', zh: 'z 值；有稳健标准误时以其计算' },
      ),
      MODEL,
    ),
    added: ratioColumns('odds_ratio'),
  },
  fit: {
    ...fit,
    columns: [
      headed(column('sets', 'integer', 'Sets with a case and a control', '同时含病例与对照的匹配组数'), {
        en: 'Matched sets',
        zh: '匹配组数',
      }),
      ...fit.columns.map((one) => OWN[one.name] ?? one),
    ],
  },
  sets: table(
    'sets',
    { en: 'Matched sets', zh: '匹配组' },
    {
      en: 'Sets by how many cases and controls they have, those that do not count among them.',
      zh: '按病例数与对照数列出的匹配组，包括不计入的匹配组。',
    },
    always,
    [
      headed(column('cases', 'integer', 'Cases in the set', '组内病例数'), { en: 'Cases', zh: '病例数' }),
      headed(column('controls', 'integer', 'Controls in the set', '组内对照数'), { en: 'Controls', zh: '对照数' }),
      headed(column('sets', 'integer', 'Sets of this kind', '此类匹配组数'), { en: 'Sets', zh: '组数' }),
      headed(column('rows', 'integer', 'Rows in them', '其中的行数'), { en: 'Rows', zh: '行数' }),
      headed(column('counts', 'boolean', 'Whether they count: a set needs both', '是否计入：须同时有病例与对照'), {
        en: 'Counts',
        zh: '是否计入',
      }),
    ],
    { kind: 'counts', columns: ['sets', 'rows'] },
    'folded',
  ),
} as const satisfies Readonly<Record<string, TableDeclaration>>;
