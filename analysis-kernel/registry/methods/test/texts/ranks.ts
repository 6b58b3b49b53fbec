/** R calls and paragraphs of tests on ranks. */
import { levelText } from '../../../../results/format';
import type { TestOptions } from '../options';
import type { TestTexts } from '../outcome';
import { asked, columnOf, outcomeOf, pairLines, samplesCall, twoOf } from '../r-calls';

function rankCall(options: TestOptions, call: string): string {
  const { exact = 'auto', correct = true } = options;
  const more = `${exact === 'auto' ? '' : `, exact = ${exact ? 'TRUE' : 'FALSE'}`}${correct ? '' : ', correct = FALSE'}`;
  return `wilcox.test(${call}${asked(options)}${more}, conf.int = TRUE, tol.root = 1e-12)`;
}

const shiftParagraph =
  (en: string, zh: string): TestTexts['paragraph'] =>
  (options) => ({
    en: `The ${en} was used, with the Hodges–Lehmann estimate and its ${levelText(options.conf_level)}% confidence interval; it is exact below 50 values a sample without ties.`,
    zh: `采用${zh}，给出 Hodges–Lehmann 估计及其 ${levelText(options.conf_level)}% 置信区间；每个样本少于 50 个值且无结点时为精确检验。`,
  });

export const RANK_TEXTS = {
  wilcoxon: {
    script: (options) => [rankCall(options, samplesCall(options))],
    paragraph: shiftParagraph('Wilcoxon rank-sum test', ' Wilcoxon 秩和检验'),
  },
  signed_rank: {
    script: (options) => [...pairLines(options), rankCall(options, 'if (is.null(y)) x else x - y')],
    paragraph: shiftParagraph('Wilcoxon signed-rank test', ' Wilcoxon 符号秩检验'),
  },
  kruskal: {
    script: (options) => [
      `kruskal.test(${samplesCall(options)})`,
      ...(options.posthoc === undefined
        ? []
        : [
            `g <- factor(${twoOf(options)[0]}); y <- ${outcomeOf(options)}; ok <- !is.na(g) & !is.na(y); g <- g[ok]; y <- y[ok]`,
            'r <- rank(y); n <- length(y); t <- table(y); s <- (n * (n + 1) - sum(t^3 - t) / (n - 1)) / 12',
            'z <- combn(nlevels(g), 2, function(p) { m <- tapply(r, g, mean)[p]; k <- table(g)[p]; (m[1] - m[2]) / sqrt(s * sum(1 / k)) })',
            `p.adjust(2 * pnorm(-abs(z)), "${(options.adjust ?? 'holm').replace('bh', 'BH').replace(/^by$/u, 'BY')}")`,
          ]),
    ],
    paragraph: (options) => ({
      en: `Groups were compared by the Kruskal–Wallis test${options.posthoc === undefined ? '' : ', pairs of them by Dunn’s test with adjusted p values'}.`,
      zh: `组间比较采用 Kruskal–Wallis 检验${options.posthoc === undefined ? '' : '，两两比较采用 Dunn 检验并校正 P 值'}。`,
    }),
  },
  friedman: {
    script: (options) => [
      `m <- tapply(${outcomeOf(options)}, list(${columnOf(options.strata ?? '')}, factor(${twoOf(options)[0]})), mean)`,
      'friedman.test(m[complete.cases(m), ])',
    ],
    paragraph: () => ({ en: 'Repeated values were compared by the Friedman test.', zh: '重复测量的比较采用 Friedman 检验。' }),
  },
} as const satisfies Readonly<Record<string, TestTexts>>;
