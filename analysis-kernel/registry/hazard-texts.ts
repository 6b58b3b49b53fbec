/** What models of hazards say alike in sentences, notes and scripts. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { quoteName } from '../formula/deparse';
import { chiSquaredText, countText, estimateText, fixedText, levelText, pClause, ratioTexts } from '../results/format';
import type { ResultTable, Value } from '../results/result';
import { WEIGHT_WORDS, type WeightsOption } from './common-options';
import { clusterSaid, listSaid, saidOf } from './labels';
import type { MethodOutput } from './method';

type Labels = Readonly<Record<string, Localised>>;
type Row = Readonly<Record<string, Value>>;

/** A number of a row; null for what is none. */
export const numberOf = (value: Value | undefined): number | null => (typeof value === 'number' ? value : null);

/** The rows of a table by column. */
export function rowsByColumn({ columns, rows }: ResultTable): readonly Row[] {
  return rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at]])));
}

/** Hazard ratios of rows of coefficients with intervals and p values: the first of them, and how many more there are. */
export function ratiosSaid(rows: readonly Row[], labels: Labels, most: number): Localised {
  const shown = rows.filter((row) => numberOf(row.estimate) !== null);
  if (shown.length === 0) return { en: 'no coefficients', zh: '无系数' };
  const one = (row: Row, lang: Language) => {
    const values = [row.estimate, row.conf_low, row.conf_high].map((value) => {
      const number = numberOf(value);
      return number === null ? null : Math.exp(number);
    });
    const [estimate, low, high] = ratioTexts(...values);
    const label = labels[String(row.term)]?.[lang] ?? String(row.term);
    const p = pClause(numberOf(row.p_value), lang);
    return lang === 'zh' ? `${label} ${estimate}（${low}～${high}），${p}` : `${label} ${estimate} (${low} to ${high}), ${p}`;
  };
  const list = (lang: Language) =>
    shown
      .slice(0, most)
      .map((row) => one(row, lang))
      .join(lang === 'zh' ? '；' : '; ');
  const more = shown.length - Math.min(shown.length, most);
  return { en: `${list('en')}${more > 0 ? `; and ${more} more` : ''}`, zh: `${list('zh')}${more > 0 ? `；另有 ${more} 项` : ''}` };
}

/** What a fit was, below the table of coefficients. */
export function fitSaid(fit: Row): Localised {
  const at = (name: string) => numberOf(fit[name]);
  const [c, se] = [fixedText(at('concordance'), 3), fixedText(at('std_error_concordance'), 3)];
  const lr = chiSquaredText(estimateText(at('lr')), at('lr_df'), at('lr_p'));
  return {
    en: `n = ${countText(at('n'))}, events ${countText(at('events'))}; concordance ${c} (SE ${se}); likelihood-ratio test ${lr.en}.`,
    zh: `n = ${countText(at('n'))}，事件 ${countText(at('events'))}；一致性指数 C = ${c}（标准误 ${se}）；似然比检验 ${lr.zh}。`,
  };
}

/** `sex, centre` from the labels of strata, as `sex=1, centre=A`. */
export function strataColumns(labels: readonly string[]): string {
  return (labels[0] ?? '')
    .split(', ')
    .map((part) => part.slice(0, part.indexOf('=')))
    .join(', ');
}

type Said = Pick<MethodOutput, 'conventions' | 'labels'>;

/** What a methods paragraph says of strata after its model; nothing where there are none. */
export function strataSaid({ conventions: { strata }, labels }: Said): Localised {
  if (typeof strata !== 'string') return { en: '', zh: '' };
  const named = (lang: Language) => listSaid(strata.split(', '), labels, lang);
  return { en: `, stratified by ${named('en')}`, zh: `，按${named('zh')}分层` };
}

/** Sentences of a methods paragraph on intervals, their variance and weights. */
export function varianceSaid(
  options: { readonly conf_level: number; readonly weights?: WeightsOption | undefined },
  { conventions: { variance, cluster }, labels }: Said,
): Readonly<Record<Language, readonly string[]>> {
  const level = levelText(options.conf_level);
  const within = typeof cluster === 'string' ? clusterSaid(cluster, labels) : null;
  const { weights } = options;
  const weighing = saidOf(weights?.column ?? '', labels);
  return {
    en: [
      variance === 'model'
        ? `Confidence intervals (${level}%) and tests are of Wald type.`
        : `Confidence intervals (${level}%) and Wald tests use the robust sandwich variance${within === null ? '' : `, summed within ${within.en}`}.`,
      ...(weights === undefined ? [] : [`Rows were weighted by ${weighing.en} (${weights.kind.replace('_', ' ')} weights).`]),
    ],
    zh: [
      variance === 'model'
        ? `置信区间（${level}%）与检验为 Wald 型。`
        : `置信区间（${level}%）与 Wald 检验采用稳健（三明治）方差${within === null ? '' : `，在${within.zh}内求和`}。`,
      ...(weights === undefined ? [] : [`各行以${weighing.zh}加权（${WEIGHT_WORDS[weights.kind].zh}权重）。`]),
    ],
  };
}

/** Packages whose functions a survival formula calls. */
export function survivalLibraries(formula: string): string[] {
  return ['survival', ...(/\bns\s*\(/.test(formula) ? ['splines'] : []), ...(/\brcs\s*\(/.test(formula) ? ['rms'] : [])];
}

/** What `coxph` is given besides formula and ties, and what the data need before: weights, clusters, the variance. */
export function coxphRows(options: {
  readonly weights?: WeightsOption | undefined;
  readonly cluster?: string | undefined;
  readonly robust?: boolean | undefined;
}): { readonly lines: readonly string[]; readonly args: readonly string[] } {
  const { weights, cluster } = options;
  const frequency = weights?.kind === 'frequency';
  const robust = options.robust ?? (weights !== undefined && !frequency && cluster === undefined ? true : undefined);
  return {
    lines:
      weights !== undefined && frequency
        ? [`d <- d[rep(seq_len(nrow(d)), d[[${JSON.stringify(weights.column)}]]), ]  # a frequency stands for so many rows`]
        : [],
    args: [
      ...(weights !== undefined && !frequency ? [`weights = ${quoteName(weights.column)}`] : []),
      ...(cluster === undefined ? [] : [`cluster = ${quoteName(cluster)}`]),
      ...(robust === undefined ? [] : [`robust = ${robust ? 'TRUE' : 'FALSE'}`]),
    ],
  };
}
