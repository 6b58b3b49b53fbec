/** Tables of `test`. */
import { always, asked, column, HIGH, headed, LOW, P_VALUE, STD_ERROR, table } from '../../declare-table';
import type { TableDeclaration } from '../../method';
import { METHOD_WORDS, QUANTITY_WORDS } from './words';

const DF = column('df', 'number', 'Degrees of freedom', '自由度');

const TEST: TableDeclaration = {
  ...table(
    'test',
    { en: 'Test', zh: '检验' },
    {
      en: 'The test; of shapiro and proportion a row for each group, whose level stands in a leading column group, and of proportion one more that compares them. An estimate or limit without bound is infinite.',
      zh: '检验结果；shapiro 与 proportion 每组一行，组的水平在首列 group，proportion 另有一行比较各组。估计值或界限无界时为无穷大。',
    },
    always,
    [
      column(
        'estimate',
        'number',
        'What is estimated, as quantity says: of two groups the first minus, or against, the second',
        '估计值，含义见 quantity：两组时为第一组减（比）第二组',
      ),
      LOW,
      HIGH,
      column('statistic', 'number', 'Test statistic', '检验统计量'),
      DF,
      P_VALUE,
      headed(column('method', 'text', 'How it was calculated', '计算方法'), { en: 'Method', zh: '方法' }, METHOD_WORDS),
    ],
    { kind: 'counts', columns: ['n', 'events'] },
  ),
  added: [
    headed(column('df_residual', 'number', 'Residual degrees of freedom, of F', 'F 的残差自由度'), { en: 'Residual df', zh: '残差自由度' }),
    headed(column('quantity', 'text', 'What the estimate is', '估计值的含义'), { en: 'Quantity', zh: '指标' }, QUANTITY_WORDS),
    column('n', 'number', 'Values, pairs or blocks used', '使用的取值、配对或区组数'),
    column('events', 'number', 'Of a proportion: rows with the outcome', '比例：发生结局的例数'),
  ],
};

const POSTHOC: TableDeclaration = {
  ...table(
    'posthoc',
    { en: 'Comparisons of pairs', zh: '两两比较' },
    {
      en: 'Every two groups, the first minus the second: means, or of dunn mean ranks. p_value is of the pair alone, p_adjusted and the limits of all pairs together.',
      zh: '各组两两比较，第一组减第二组：均数之差，dunn 为平均秩之差。p_value 仅针对该对，p_adjusted 与置信限针对所有比较。',
    },
    asked('posthoc'),
    [
      headed(column('group1', 'text', 'First group', '第一组'), { en: 'First group', zh: '第一组' }),
      headed(column('group2', 'text', 'Second group', '第二组'), { en: 'Second group', zh: '第二组' }),
      column('estimate', 'number', 'Difference', '差值'),
      STD_ERROR,
      LOW,
      HIGH,
      column('statistic', 'number', 't, or z of dunn', 't 值，dunn 为 z 值'),
      P_VALUE,
      column('p_adjusted', 'number', 'p value adjusted for the number of pairs', '按比较次数校正的 P 值'),
    ],
    { kind: 'statistic' },
  ),
  added: [DF],
};

export const TEST_TABLES = { test: TEST, posthoc: POSTHOC };
