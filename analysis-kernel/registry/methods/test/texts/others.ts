/** R calls and paragraphs of tests of proportions, correlation, normality and equality of variances. */
import { levelText } from '../../../../results/format';
import type { TestOptions } from '../options';
import type { TestTexts } from '../outcome';
import { asked, hasGroups, outcomeOf, samplesCall, twoOf } from '../r-calls';
import { COEFFICIENT_WORDS, INTERVAL_WORDS } from '../words';

function proportionScript(options: TestOptions): readonly string[] {
  if (!hasGroups(options)) {
    return [`x <- factor(${outcomeOf(options)}); e <- sum(x == rev(levels(x))[1], na.rm = TRUE); n <- sum(!is.na(x))`, oneScript(options)];
  }
  const [group, outcome] = twoOf(options);
  return [
    `t <- table(${group}, ${outcome})[, 2:1]`,
    `prop.test(t, correct = ${options.correct === true ? 'TRUE' : 'FALSE'}${asked({ ...options, mu: undefined })})`,
    `# the interval of the difference, ${INTERVAL_WORDS[options.interval ?? 'newcombe'].en}: DescTools::BinomDiffCI(t[1, 1], sum(t[1, ]), t[2, 1], sum(t[2, ]))`,
  ];
}

function oneScript(options: TestOptions): string {
  const { mu, interval } = options;
  const rest = asked({ ...options, mu: undefined });
  const p = mu === undefined ? '' : `, p = ${mu}`;
  return interval === 'clopper_pearson' ? `binom.test(e, n${p}${rest})` : `prop.test(e, n${p}${rest}, correct = FALSE)`;
}

export const OTHER_TEXTS = {
  proportion: {
    script: proportionScript,
    paragraph: (options) => ({
      en: `Proportions have ${levelText(options.conf_level)}% confidence intervals (${INTERVAL_WORDS[options.interval ?? 'wilson'].en}); differences between groups were tested by the χ² test${options.correct === true ? ' with Yates’s correction' : ''}.`,
      zh: `比例给出 ${levelText(options.conf_level)}% 置信区间（${INTERVAL_WORDS[options.interval ?? 'wilson'].zh}），组间差异采用 χ² 检验${options.correct === true ? '（Yates 校正）' : ''}。`,
    }),
  },
  correlation: {
    script: (options) => {
      const { coefficient: method = 'pearson', exact } = options;
      const more = exact === undefined || exact === 'auto' ? '' : `, exact = ${exact ? 'TRUE' : 'FALSE'}`;
      const call = `cor.test(${twoOf(options).join(', ')}, method = "${method}"${asked({ ...options, mu: undefined })}${more})`;
      return method === 'pearson' ? [call] : [call, '# its interval: tanh(atanh(r) + c(-1, 1) * qnorm(.975) * s), s of the method’s page'];
    },
    paragraph: (options) => ({
      en: `Correlation is ${COEFFICIENT_WORDS[options.coefficient ?? 'pearson'].en}’s, with its ${levelText(options.conf_level)}% confidence interval by Fisher’s z.`,
      zh: `相关分析采用 ${COEFFICIENT_WORDS[options.coefficient ?? 'pearson'].zh}系数，经 Fisher z 变换给出 ${levelText(options.conf_level)}% 置信区间。`,
    }),
  },
  shapiro: {
    script: (options) => [
      hasGroups(options) && options.formula !== undefined
        ? `tapply(${outcomeOf(options)}, ${twoOf(options)[0]}, shapiro.test)`
        : `shapiro.test(${outcomeOf(options)})`,
    ],
    paragraph: () => ({ en: 'Normality was tested by the Shapiro–Wilk test.', zh: '正态性采用 Shapiro–Wilk 检验。' }),
  },
  levene: {
    script: (options) => [
      `g <- factor(${twoOf(options)[0]}); y <- ${outcomeOf(options)}`,
      `d$.distance <- abs(y - ave(y, g, FUN = function(v) median(v, na.rm = TRUE)))`,
      `oneway.test(.distance ~ ${samplesCall(options)
        .replace(/^[^~]*~\s*/u, '')
        .replace(', data = d', '')}, data = d, var.equal = TRUE)`,
    ],
    paragraph: () => ({
      en: 'Equality of variances was tested by the Levene test about the medians.',
      zh: '方差齐性采用以中位数为中心的 Levene 检验。',
    }),
  },
} as const satisfies Readonly<Record<string, TestTexts>>;
