/** What models of hazards say alike of a fit: sentences and notes. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { chiSquaredText, countText, estimateText, fixedText, pClause, ratioTexts } from '../results/format';
import type { ResultTable, Value } from '../results/result';

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
