/** What a reader of a test should know of the data behind it. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { countText, firstText, unitText } from '../../../results/format';
import type { Warning } from '../../../results/result';
import type { TestData } from './data';
import { LEAST_VALUES, shapiroWilk } from './kernel/shapiro';
import { leveneTest } from './kernel/spread';
import type { Sample } from './shapes';
import { TEST_WORDS } from './words';

/** Beyond so many values a mean is near normal whatever they are. */
const LARGE = 30;
const DOUBTFUL = 0.05;
const FEW_EXPECTED = 5;
/** Below so many values a group tells little of its ranks. */
const FEW_A_GROUP = 3;

const varies = ({ values }: Sample) => values.some((value) => value !== values[0]);

/** Small samples that do not look normal. */
export function normalityWarnings(groups: readonly Sample[]): Warning[] {
  const odd = groups.filter((group) => {
    const n = group.values.length;
    return n >= LEAST_VALUES && n < LARGE && varies(group) && shapiroWilk(group.values).pValue < DOUBTFUL;
  });
  if (odd.length === 0) return [];
  const names = (lang: 'en' | 'zh') =>
    firstText(
      odd.map(({ said }) => said[lang]),
      4,
      lang,
    );
  return [
    {
      code: 'not_normal',
      message: {
        en: `Fewer than ${LARGE} values that do not look normal (Shapiro–Wilk p < 0.05): ${names('en')}. A rank test does not need normality.`,
        zh: `少于 ${LARGE} 个值且不似正态分布（Shapiro–Wilk 检验 P < 0.05）：${names('zh')}。秩检验不要求正态性。`,
      },
    },
  ];
}

const WITHOUT = {
  welch: { en: 'Welch’s t test', zh: 'Welch t 检验' },
  welch_anova: { en: 'Welch’s analysis of variance', zh: 'Welch 方差分析' },
} as const;

/** Another test of the same columns. */
const changeTo = (value: 'welch' | 'welch_anova' | 'fisher') => ({ option: 'test', value, said: TEST_WORDS[value] });

/** Groups whose variances differ where the test takes them as equal; `instead` does not. */
export function varianceWarnings(groups: readonly Sample[], instead: 'welch' | 'welch_anova'): Warning[] {
  const { pValue } = leveneTest(groups.map(({ values }) => values));
  if (!(pValue < DOUBTFUL)) return [];
  return [
    {
      code: 'unequal_variances',
      message: {
        en: `The variances of the groups differ (Levene p < 0.05), and this test takes them as equal. ${WITHOUT[instead].en} does not assume this.`,
        zh: `各组方差不齐（Levene 检验 P < 0.05），而该检验假定方差齐。${WITHOUT[instead].zh}无此假定。`,
      },
      change: changeTo(instead),
    },
  ];
}

/** Ties, which the exact distribution does not know. */
export function tiesWarning(exactAsked: boolean): Warning {
  return {
    code: 'ties',
    message: {
      en: `Some values are equal, so the p value is approximate, with the variance that allows for ties${exactAsked ? ', although `exact: true` was asked for' : ''}.`,
      zh: `存在相等的取值（结点），P 值为近似值，方差已对结点作校正${exactAsked ? '（尽管指定了 `exact: true`）' : ''}。`,
    },
  };
}

/** A χ² on small expected counts. */
export function expectedWarning(smallest: number): Warning[] {
  if (smallest >= FEW_EXPECTED) return [];
  return [
    {
      code: 'small_expected_counts',
      message: {
        en: `An expected count is ${smallest.toFixed(1)}, below ${FEW_EXPECTED}: the χ² distribution is a poor guide. Fisher’s test is exact.`,
        zh: `最小期望数为 ${smallest.toFixed(1)}，小于 ${FEW_EXPECTED}，χ² 近似较差。Fisher 检验为精确检验。`,
      },
      change: changeTo('fisher'),
    },
  ];
}

/** An estimate or limit without bound: a cell without rows. */
export function zeroCellWarning(): Warning {
  return {
    code: 'zero_cell',
    message: {
      en: 'A cell of the table is empty, so the odds ratio is 0 or infinite; its interval bounds it on one side only.',
      zh: '表中有空单元格，比值比为 0 或无穷大，其置信区间仅一侧有界。',
    },
  };
}

/** Groups of one or two values: the χ² distribution of the ranks' statistic is for five a group. */
export function smallGroupsWarning(groups: readonly Sample[]): Warning[] {
  const small = groups.filter(({ values }) => values.length < FEW_A_GROUP).length;
  if (2 * small < groups.length) return [];
  return [
    {
      code: 'small_groups',
      message: {
        en: `${small} of ${groups.length} groups have fewer than ${FEW_A_GROUP} values: the χ² distribution is a poor guide to the p value. Is the grouping column an identifier or a number? Join groups, or test a number by correlation.`,
        zh: `${groups.length} 组中有 ${small} 组的取值少于 ${FEW_A_GROUP} 个，χ² 近似较差，P 值不可靠。分组列是否为编号或数值？请合并分组；若为数值，可改用相关分析。`,
      },
    },
  ];
}

/** An interval of ranks that no level can reach. */
export function levelWarning(level: string): Warning {
  return {
    code: 'level_not_reached',
    message: {
      en: `There are too few values for a ${level}% interval of ranks: its limits are the least and the greatest that the values allow, and cover less.`,
      zh: `取值过少，无法得到 ${level}% 的秩区间：所给界限为取值所允许的最小与最大值，其覆盖率较低。`,
    },
  };
}

/** A trend over words, whose order nobody stated. */
export function orderWarning(groups: readonly { readonly said: Localised }[]): Warning {
  const listed = (lang: Language) =>
    firstText(
      groups.map(({ said }) => said[lang]),
      8,
      lang,
    );
  return {
    code: 'order_not_stated',
    message: {
      en: `The groups are scored 1, 2, 3 in the order in which they stand: ${listed('en')}. Nothing says that this is their order; if it is not, give \`scores\`, one for each.`,
      zh: `各组按所列顺序记为 1、2、3：${listed('zh')}。并无依据表明这就是其次序；若不是，请用 \`scores\` 为每组指定得分。`,
    },
  };
}

/** A trend over hardly more rows than groups. */
export function sparseWarning(rows: number, groups: number): Warning {
  return {
    code: 'sparse_groups',
    message: {
      en: `${countText(rows)} rows fall into ${countText(groups)} groups, and each value counts as one step. Of a measurement make groups first, or take a logistic regression (glm).`,
      zh: `${countText(rows)} 行分成了 ${countText(groups)} 组，且每个取值算作一级。若为测量值，请先分组，或改用 logistic 回归（glm）。`,
    },
  };
}

/** A difference of two columns that are not measured alike. */
export function unitsWarnings(data: TestData): Warning[] {
  const { first, second, fromFormula } = data;
  if (fromFormula || second === null) return [];
  const [x, y] = [data.said(first.name), data.said(second.name)];
  const [a, b] = [data.unitOf(first), data.unitOf(second)];
  if (a === null || b === null || a === b) return [];
  return [
    {
      code: 'different_units',
      message: {
        en: `${x.en} is in ${unitText(a, 'en')} and ${y.en} in ${unitText(b, 'en')}: their difference has no meaning. Pairs are one quantity measured twice.`,
        zh: `${x.zh}的单位为 ${unitText(a, 'zh')}，${y.zh}的单位为 ${unitText(b, 'zh')}，二者之差没有意义。配对应为同一指标的两次测量。`,
      },
    },
  ];
}
