/** R calls and paragraphs of tests of means. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { levelText } from '../../../../results/format';
import type { TestOptions } from '../options';
import type { TestTexts } from '../outcome';
import { asked, hasGroups, pairLines, samplesCall } from '../r-calls';

const interval = ({ conf_level }: TestOptions): string => levelText(conf_level);

function twoParagraph(name: Localised): TestTexts['paragraph'] {
  return (options) => ({
    en: `Means were compared by the ${name.en}; differences have ${interval(options)}% confidence intervals.`,
    zh: `均数比较采用${name.zh}，差值给出 ${interval(options)}% 置信区间。`,
  });
}

function manyParagraph(name: Localised, after: Localised): TestTexts['paragraph'] {
  return (options) => ({
    en: `Means were compared by ${name.en}${options.posthoc === undefined ? '' : `, pairs of groups by the ${after.en} method`}.`,
    zh: `均数比较采用${name.zh}${options.posthoc === undefined ? '' : `，两两比较采用 ${after.zh} 法`}。`,
  });
}

const tCall = (options: TestOptions, rest: string) => `t.test(${samplesCall(options)}${hasGroups(options) ? rest : ''}${asked(options)})`;

export const MEAN_TEXTS = {
  t: {
    script: (options) => [tCall(options, ', var.equal = TRUE')],
    paragraph: twoParagraph({ en: 't test with equal variances', zh: ' t 检验（方差齐）' }),
  },
  welch: {
    script: (options) => [tCall(options, '')],
    paragraph: twoParagraph({ en: 'Welch t test', zh: ' Welch t 检验' }),
  },
  paired: {
    script: (options) => [...pairLines(options), `t.test(x, y, paired = TRUE${asked(options)})`],
    paragraph: twoParagraph({ en: 'paired t test', zh: '配对 t 检验' }),
  },
  anova: {
    script: (options) => [
      `oneway.test(${samplesCall(options)}, var.equal = TRUE)`,
      ...(options.posthoc === undefined
        ? []
        : [
            `d$.g <- factor(${groupText(options)})`,
            `TukeyHSD(aov(${leftText(options)} ~ .g, data = d), conf.level = ${options.conf_level})`,
          ]),
    ],
    paragraph: manyParagraph({ en: 'one-way analysis of variance', zh: '单因素方差分析' }, { en: 'Tukey', zh: 'Tukey' }),
  },
  welch_anova: {
    script: (options) => [
      `oneway.test(${samplesCall(options)})`,
      ...(options.posthoc === undefined
        ? []
        : [
            `y <- with(d, ${leftText(options)}); g <- factor(${groupText(options)})`,
            'm <- tapply(y, g, mean, na.rm = TRUE); v <- tapply(y, g, var, na.rm = TRUE) / tapply(!is.na(y), g, sum); n <- tapply(!is.na(y), g, sum)',
            'for (p in combn(nlevels(g), 2, simplify = FALSE)) { i <- p[1]; j <- p[2]; s <- v[i] + v[j]; f <- s^2 / (v[i]^2 / (n[i] - 1) + v[j]^2 / (n[j] - 1))',
            '  cat(levels(g)[i], "-", levels(g)[j], m[i] - m[j], ptukey(sqrt(2) * abs(m[i] - m[j]) / sqrt(s), nlevels(g), f, lower.tail = FALSE), "\\n") }',
          ]),
    ],
    paragraph: manyParagraph(
      { en: 'Welch one-way analysis of variance', zh: ' Welch 单因素方差分析' },
      { en: 'Games–Howell', zh: 'Games–Howell' },
    ),
  },
} as const satisfies Readonly<Record<string, TestTexts>>;

const leftText = ({ formula = '' }: TestOptions) => formula.slice(0, formula.indexOf('~')).trim();
const groupText = ({ formula = '' }: TestOptions) => `with(d, ${formula.slice(formula.indexOf('~') + 1).trim()})`;
