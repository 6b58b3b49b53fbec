/** `table1`: the baseline table of a study. */

import type { Localised } from '@/cohort-dsl/source/localised';
import { WEIGHT_WORDS } from '../../common-options';
import { defineMethod, type MethodOutput } from '../../method';
import { SOFTWARE } from '../../software';
import { tableOneEntry } from './entry';
import { TABLE1_ERRORS } from './errors';
import { TABLE_ONE_OPTIONS, type TableOneOptions } from './options';
import { tableOneScript } from './r-script';
import { TABLE_ONE } from './tables';

export const tableOneMethod = defineMethod({
  ...tableOneEntry,
  response: 'none',
  options: TABLE_ONE_OPTIONS,
  tables: [TABLE_ONE],
  errors: TABLE1_ERRORS,
  run: async () => {
    const { runTableOne } = await import('./run');
    return ({ options, frame }, work) => runTableOne(options, frame, work);
  },
  paragraph,
  rScript: tableOneScript,
  examples: [
    {
      database: 'breast_cancer',
      sql: 'SELECT centre, hormone, menopause, grade, nodes, er FROM surgery JOIN patient USING (patient_id)',
      cell: 'method: table1\ndata: patients_operated\nby: [centre, hormone]\nvariables: [nodes, er, grade, menopause]\ncategorical: grade\ntest: true\nsmd: true',
      sentence: {
        en: 'The table describes 3 668 rows (Centre: Rotterdam tumour bank and Adjuvant hormone therapy: No, 2 643; Centre: Rotterdam tumour bank and Adjuvant hormone therapy: Yes, 339; Centre: German Breast Cancer Study Group and Adjuvant hormone therapy: No, 440; Centre: German Breast Cancer Study Group and Adjuvant hormone therapy: Yes, 246). The largest standardised difference was 0.85 (Menopausal status at surgery). The smallest p value was below 0.001 (Positive lymph nodes).',
        zh: '基线表共纳入 3 668 例（中心：鹿特丹肿瘤库、辅助内分泌治疗：否，2 643；中心：鹿特丹肿瘤库、辅助内分泌治疗：是，339；中心：德国乳腺癌研究组、辅助内分泌治疗：否，440；中心：德国乳腺癌研究组、辅助内分泌治疗：是，246）。最大标准化均数差为 0.85（手术时绝经状态）。最小 P 值小于 0.001（阳性淋巴结数）。',
      },
    },
    {
      database: 'breast_cancer',
      sql: 'SELECT hormone, menopause, grade, nodes, er FROM surgery JOIN patient USING (patient_id)',
      cell: 'method: table1\ndata: operated_by_status\nby: hormone\nsubgroups: menopause\nvariables: [nodes, er, grade]\ncategorical: grade\ntests: {nodes: wilcoxon, er: welch}\nnormal: er\nmissing: column',
      sentence: {
        en: 'The table describes 3 668 rows (Adjuvant hormone therapy: No, 3 083; Yes, 585). The smallest p value was below 0.001 (Positive lymph nodes).',
        zh: '基线表共纳入 3 668 例（辅助内分泌治疗：否，3 083；是，585）。最小 P 值小于 0.001（阳性淋巴结数）。',
      },
    },
  ],
  references: [
    {
      text: 'Austin PC. Balance diagnostics for comparing the distribution of baseline covariates between treatment groups. Statistics in Medicine 2009;28:3083–3107.',
      doi: '10.1002/sim.3697',
    },
    {
      text: 'Mehta CR, Patel NR. A network algorithm for performing Fisher’s exact test in r × c contingency tables. Journal of the American Statistical Association 1983;78:427–434.',
      doi: '10.1080/01621459.1983.10477989',
    },
    {
      text: 'Hyndman RJ, Fan Y. Sample quantiles in statistical packages. The American Statistician 1996;50:361–365.',
      doi: '10.1080/00031305.1996.10473566',
    },
  ],
});

function paragraph(options: TableOneOptions, output: MethodOutput): Localised {
  const has = (name: string) => output.conventions[name] !== undefined;
  const byMean = (options.normal ?? []).length > 0;
  const { kind } = options.weights ?? { kind: null };
  const all = options.percent_of === 'all';
  const of = output.conventions.smd_of === undefined ? null : options.smd_of;
  const numbers = [
    ...(has('wilcoxon') ? [{ en: 'the Wilcoxon rank-sum or Kruskal–Wallis test', zh: 'Wilcoxon 秩和检验或 Kruskal–Wallis 检验' }] : []),
    ...(has('t') ? [{ en: 'the t test (equal variances) or analysis of variance', zh: 't 检验（方差齐）或方差分析' }] : []),
    ...(has('welch') ? [{ en: 'Welch’s t test or analysis of variance', zh: 'Welch t 检验或 Welch 方差分析' }] : []),
  ];
  const categories = has('categories')
    ? [
        {
          en: 'the χ² test, or Fisher’s exact test where an expected count was below 5 or it was asked for',
          zh: 'χ² 检验，期望数小于 5 或指定时采用 Fisher 精确检验',
        },
      ]
    : [];
  const tests = [...numbers, ...categories];
  const en = [
    `Numeric variables are given as median and quartiles${byMean ? ', those taken as normal as mean and standard deviation' : ''}, categories as counts and percentages of ${all ? 'all rows, those with missing values included' : 'the known values'}.`,
    ...(kind === null ? [] : [`Rows were weighted (${kind.replace('_', ' ')} weights).`]),
    ...(tests.length > 0 ? [`Groups were compared by ${tests.map((one) => one.en).join('; ')}.`] : []),
    ...(has('smd')
      ? [
          `Standardised mean differences use the pooled variance of the unweighted groups${of === null ? '' : `; of more than two groups the ${of} of the absolute differences of all pairs is given`}.`,
        ]
      : []),
    ...(has('effective_n') ? ['Effective sample sizes are the square of the sum of weights over the sum of their squares.'] : []),
    SOFTWARE.en,
  ];
  const zh = [
    `数值变量以中位数和四分位数描述${byMean ? '，视为正态者以均数和标准差描述' : ''}，分类变量以例数和占${all ? '全部例数（含缺失者）' : '非缺失例数'}的百分比描述。`,
    ...(kind === null ? [] : [`分析采用加权（${WEIGHT_WORDS[kind].zh}权重）。`]),
    ...(tests.length > 0 ? [`组间比较采用${tests.map((one) => one.zh).join('；')}。`] : []),
    ...(has('smd')
      ? [
          `标准化均数差以未加权各组的合并方差为分母${of === null ? '' : `；多于两组时给出各对差异绝对值的${of === 'largest' ? '最大值' : '平均值'}`}。`,
        ]
      : []),
    ...(has('effective_n') ? ['有效样本量为权重之和的平方除以权重平方和。'] : []),
    SOFTWARE.zh,
  ];
  return { en: en.join(' '), zh: zh.join('') };
}
