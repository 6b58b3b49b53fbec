/** Options of `mixed`. */
import { TIME_UNITS } from '../../../results/time-unit';
import { confLevelOption, dataOption, newDataOption, whereOption } from '../../common-options';
import { adjustOption, compareOption } from '../../contrast-options';
import { allOf, beside } from '../../only-with';
import { choice, column, columns, flag, formula, mapping, number, numbers, type OptionsOf } from '../../options';

const DF = ['satterthwaite', 'wald'] as const;
const TERM_TESTS = ['type3', 'sequential'] as const;
const RANDOM_SLOPES = ['one', 'each'] as const;

const ofPreset = beside('preset', 'slope');
const ofFormula = beside('preset', 'none');
const ofKnot = allOf(ofPreset, beside('knot'));

export const MIXED_OPTIONS = {
  data: dataOption,
  preset: choice({
    label: { en: 'Preset', zh: '预设' },
    help: {
      en: 'Without it the formula says the model. `slope`: change a year of a value measured again and again, as eGFR, by arm: the columns are named, the model follows.',
      zh: '省略时由公式给出模型。`slope`：反复测量的值（如 eGFR）按组的年变化；指定各列后自动建立模型。',
    },
    values: ['none', 'slope'],
    valueWords: { none: { en: 'none: a formula', zh: '无：使用公式' }, slope: { en: 'slope a year, by arm', zh: '年斜率（按组）' } },
    default: 'none',
  }),
  formula: formula({
    label: { en: 'Formula', zh: '公式' },
    help: {
      en: '`y ~ arm * years + (1 + years | id)`: random intercepts and slopes of each id with their correlation; `||` without it; several groupings are added, `(1 | centre/id)` for one within another. Required without a preset.',
      zh: '`y ~ arm * years + (1 + years | id)`：每个 id 的随机截距与随机斜率及其相关；`||` 表示不相关；多个分组以“+”相连，嵌套写 `(1 | centre/id)`。未用预设时必填。',
    },
    roles: ['covariates', 'random'],
    offered: ({ preset }) => preset !== 'slope',
    needed: true,
  }),
  value: column({
    label: { en: 'Value', zh: '测量值' },
    help: { en: 'The value measured again and again, as eGFR.', zh: '反复测量的值，如 eGFR。' },
    accepts: 'numeric',
    only: ofPreset,
    needed: true,
  }),
  time: column({
    label: { en: 'Time', zh: '时间' },
    help: {
      en: 'Time of each measurement since the start, in any unit: it is made years of 365.25 days.',
      zh: '每次测量距起点的时间，单位不限，换算为年（365.25 天）。',
    },
    accepts: 'time',
    only: ofPreset,
    needed: true,
  }),
  id: column({
    label: { en: 'Patient', zh: '患者' },
    help: { en: 'Whose measurement it is: intercept and slope vary between patients.', zh: '测量所属的患者：截距与斜率随患者变化。' },
    accepts: 'any',
    only: ofPreset,
    needed: true,
  }),
  arm: column({
    label: { en: 'Arm', zh: '组' },
    help: { en: 'Groups whose slopes are compared with that of the first.', zh: '各组的斜率与第一组相比。' },
    accepts: 'category',
    only: ofPreset,
  }),
  covariates: columns({
    label: { en: 'Covariates', zh: '协变量' },
    help: { en: 'Columns the level is adjusted for; they do not change the slope.', zh: '用于校正水平的列，不改变斜率。' },
    accepts: 'any',
    only: ofPreset,
  }),
  knot: number({
    label: { en: 'Knot, months', zh: '节点（月）' },
    help: {
      en: 'Where the slope changes, in months since the start (3, say): the acute slope before, the chronic one after.',
      zh: '斜率改变处，距起点的月数（如 3）：之前为急性期斜率，之后为慢性期斜率。',
    },
    above: 0,
    max: 1200,
    only: ofPreset,
  }),
  total_at: number({
    label: { en: 'Total slope to, years', zh: '总斜率至（年）' },
    help: {
      en: 'The total slope is the mean change a year from the start to this time; without it 3 years, or the last measurement where that is earlier.',
      zh: '总斜率为自起点至该时间的平均年变化；省略时为 3 年，末次测量更早时以末次测量为止。',
    },
    above: 0,
    max: 100,
    defaultText: '3',
    only: ofKnot,
  }),
  random_slopes: choice({
    label: { en: 'Random slopes', zh: '随机斜率' },
    help: {
      en: 'Both need several measurements of each patient on both sides of the knot.',
      zh: '两段均随机要求每位患者在节点两侧都有多次测量。',
    },
    values: RANDOM_SLOPES,
    valueWords: { one: { en: 'one of each patient', zh: '每位患者一个' }, each: { en: 'before and after the knot', zh: '节点前后各一个' } },
    default: 'one',
    advanced: true,
    only: ofKnot,
  }),
  unit: choice({
    label: { en: 'Unit of the time', zh: '时间单位' },
    help: { en: 'Needed where the column has no unit of its own.', zh: '时间列自身没有单位时须指定。' },
    values: TIME_UNITS,
    valueWords: { days: { en: 'days', zh: '天' }, months: { en: 'months', zh: '月' }, years: { en: 'years', zh: '年' } },
    only: ofPreset,
  }),
  reml: flag({
    label: { en: 'REML', zh: 'REML' },
    help: {
      en: 'False gives maximum likelihood, for comparing models with different fixed effects.',
      zh: 'false 为最大似然，用于比较固定效应不同的模型。',
    },
    default: true,
    advanced: true,
  }),
  df: choice({
    label: { en: 'Degrees of freedom', zh: '自由度' },
    help: {
      en: 'Of t and F tests, as in lmerTest; Wald takes the normal distribution, which is too sure of itself with few groups.',
      zh: '用于 t 与 F 检验（同 lmerTest）；Wald 采用正态分布，分组较少时偏于乐观。',
    },
    values: DF,
    valueWords: { satterthwaite: { en: 'Satterthwaite', zh: 'Satterthwaite' }, wald: { en: 'Wald (normal)', zh: 'Wald（正态）' } },
    default: 'satterthwaite',
    advanced: true,
  }),
  means: mapping({
    label: { en: 'Mean curves', zh: '平均轨迹' },
    help: {
      en: '`{time: years, by: arm}`: the mean of the outcome along a number of the formula, by the levels of another column, the rest averaged over the rows used; `at` names the points. Without it along the first random slope.',
      zh: '`{time: years, by: arm}`：结局均值随公式中某数值变化的曲线，按另一列的水平分组，其余变量按所用的行取平均；`at` 指定取值。省略时沿第一个随机斜率。',
    },
    fields: {
      time: column({
        label: { en: 'Along', zh: '沿' },
        help: { en: 'A number of the formula, as the time.', zh: '公式中的数值列，如时间。' },
        accepts: 'numeric',
        required: true,
        advanced: true,
      }),
      by: column({
        label: { en: 'By', zh: '分组' },
        help: { en: 'A column of the formula whose levels have a curve each.', zh: '公式中的列，每个水平一条曲线。' },
        accepts: 'category',
        advanced: true,
      }),
      at: numbers({
        label: { en: 'At', zh: '取值' },
        help: {
          en: 'Where the means are given; 41 points over the data when left out.',
          zh: '给出均值的位置；省略时在数据范围内取 41 点。',
        },
        advanced: true,
      }),
    },
    advanced: true,
    only: ofFormula,
  }),
  compare: compareOption,
  adjust: adjustOption,
  anova: choice({
    label: { en: 'Tests by term', zh: '逐项检验' },
    help: {
      en: 'F tests with Satterthwaite’s degrees of freedom: of each term at the mean of the factors it interacts with (type III), or of the terms in the order of the formula (type I).',
      zh: 'Satterthwaite 自由度的 F 检验：各项在与其交互的因素取平均时的检验（III 型），或按公式顺序（I 型）。',
    },
    values: TERM_TESTS,
    valueWords: {
      type3: { en: 'each given all others (type III)', zh: '各项在所有其他项基础上（III 型）' },
      sequential: { en: 'in the order of the formula (type I)', zh: '按公式顺序（I 型）' },
    },
    advanced: true,
  }),
  predictions: mapping({
    label: { en: 'Predictions', zh: '预测' },
    help: {
      en: '`{data: TABLE}`: population means for the rows of a table (without data: the same one), random effects at zero.',
      zh: '`{data: 表}`：表中各行的总体均值（省略 data 为同一数据），随机效应取零。',
    },
    fields: { data: newDataOption },
    advanced: true,
  }),
  random_effects: flag({
    label: { en: 'Random effects', zh: '随机效应' },
    help: {
      en: 'Adds the predicted random effect of each level (BLUP), as each patient’s own slope. Never released.',
      zh: '增加各水平随机效应的预测值（BLUP），如每位患者自身的斜率。不予发布。',
    },
    default: false,
    advanced: true,
  }),
  residuals: flag({
    label: { en: 'Residuals', zh: '残差' },
    help: {
      en: 'Adds fitted value and residual of each row, random effects included. Never released.',
      zh: '增加每行的拟合值与残差（含随机效应）。不予发布。',
    },
    default: false,
    advanced: true,
  }),
  residual_weights: column({
    label: { en: 'Residual weights', zh: '残差权重' },
    help: {
      en: 'A column of weights: the residual variance of a row is divided by its weight, as of the mean of so many measurements.',
      zh: '权重列：该行的残差方差除以其权重（如多次测量的均值）。',
    },
    accepts: 'numeric',
    advanced: true,
  }),
  conf_level: confLevelOption,
  where: whereOption,
};

export type MixedOptions = OptionsOf<typeof MIXED_OPTIONS>;
