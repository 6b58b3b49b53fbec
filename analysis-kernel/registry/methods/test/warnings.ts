/** What a reader of a test should know of the data behind it. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { countText, listText } from '../../../results/format';
import type { Warning } from '../../../results/result';
import { LEAST_VALUES, shapiroWilk } from './kernel/shapiro';
import { leveneTest } from './kernel/spread';
import type { Sample } from './shapes';
import { TEST_WORDS } from './words';

/** Beyond so many values a mean is near normal whatever they are. */
const LARGE = 30;
const DOUBTFUL = 0.05;
const FEW_EXPECTED = 5;

const varies = ({ values }: Sample) => values.some((value) => value !== values[0]);

/** Small samples that do not look normal. */
export function normalityWarnings(groups: readonly Sample[]): Warning[] {
  const odd = groups.filter((group) => {
    const n = group.values.length;
    return n >= LEAST_VALUES && n < LARGE && varies(group) && shapiroWilk(group.values).pValue < DOUBTFUL;
  });
  if (odd.length === 0) return [];
  const names = (lang: 'en' | 'zh') =>
    odd
      .slice(0, 4)
      .map(({ said }) => said[lang])
      .join(lang === 'zh' ? '、' : ', ') + (odd.length > 4 ? ', …' : '');
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
    listText([...groups.slice(0, 8).map(({ said }) => said[lang]), ...(groups.length > 8 ? ['…'] : [])], lang);
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
