/** R calls and paragraphs of tests of tables of counts. */
import { levelText } from '../../../../results/format';
import type { TestOptions } from '../options';
import type { TestTexts } from '../outcome';
import { asked, columnOf, twoOf } from '../r-calls';

const tableCall = (options: TestOptions) => `table(${twoOf(options).join(', ')})`;

export const COUNT_TEXTS = {
  chisq: {
    script: (options) => [`chisq.test(${tableCall(options)}, correct = ${options.correct === true ? 'TRUE' : 'FALSE'})`],
    paragraph: (options) => ({
      en: `Counts were compared by the χ² test${options.correct === true ? ' with Yates’s correction' : ' without continuity correction'}.`,
      zh: `计数资料比较采用 χ² 检验（${options.correct === true ? 'Yates 校正' : '不作连续性校正'}）。`,
    }),
  },
  fisher: {
    script: (options) => [`fisher.test(${tableCall(options)}${asked(options)}, workspace = 2e7)`],
    paragraph: (options) => ({
      en: `Counts were compared by Fisher’s exact test${options.mid_p === true ? ' (mid-p)' : ''}; of 2 × 2 tables the conditional odds ratio is given with its exact ${levelText(options.conf_level)}% confidence interval.`,
      zh: `计数资料比较采用 Fisher 精确检验${options.mid_p === true ? '（mid-p）' : ''}；四格表给出条件比值比及其精确 ${levelText(options.conf_level)}% 置信区间。`,
    }),
  },
  mcnemar: {
    script: (options) => {
      const [x, y] = twoOf(options);
      const table = [`x <- ${x}; y <- ${y}; l <- union(levels(factor(x)), levels(factor(y)))`, 't <- table(factor(x, l), factor(y, l))'];
      if (options.exact === true || options.mid_p === true) return [...table, `binom.test(t[1, 2], t[1, 2] + t[2, 1]${asked(options)})`];
      return [...table, `mcnemar.test(t, correct = ${options.correct === true ? 'TRUE' : 'FALSE'})`];
    },
    paragraph: (options) => ({
      en: `Paired categories were compared by the ${options.mid_p === true ? 'exact McNemar test (mid-p)' : options.exact === true ? 'exact McNemar test' : 'McNemar test'}.`,
      zh: `配对分类资料比较采用 ${options.mid_p === true ? 'McNemar 精确检验（mid-p）' : options.exact === true ? 'McNemar 精确检验' : 'McNemar 检验'}。`,
    }),
  },
  cmh: {
    script: (options) => [
      `t <- table(${twoOf(options).join(', ')}, ${columnOf(options.strata ?? '')})`,
      't <- t[, , apply(t, 3, sum) > 1]',
      `mantelhaen.test(t, correct = ${options.correct === true ? 'TRUE' : 'FALSE'}${asked(options)})`,
    ],
    paragraph: (options) => ({
      en: `Association within strata was tested by the Cochran–Mantel–Haenszel test; of 2 × 2 tables the common odds ratio is given with its ${levelText(options.conf_level)}% confidence interval.`,
      zh: `分层关联采用 Cochran–Mantel–Haenszel 检验；四格表给出合并比值比及其 ${levelText(options.conf_level)}% 置信区间。`,
    }),
  },
  trend: {
    script: (options) => [
      `t <- ${tableCall(options)}`,
      `prop.trend.test(t[, 2], rowSums(t)${options.scores === undefined ? '' : `, c(${options.scores.join(', ')})`})`,
    ],
    paragraph: () => ({
      en: 'Trends of proportions were tested by the Cochran–Armitage test.',
      zh: '比例的趋势采用 Cochran–Armitage 检验。',
    }),
  },
} as const satisfies Readonly<Record<string, TestTexts>>;
