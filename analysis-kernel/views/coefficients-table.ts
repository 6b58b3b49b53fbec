import type { Language } from '@/cohort-dsl/source/localised';
import { countText, estimateText, fixedText, intervalText, pClause, pText, ratioText } from '../results/format';
import type { ResultTable, Value } from '../results/result';
import { captionOf, headerOf } from './headers';
import { type JournalTable, plain, rounded, type ViewOptions } from './journal-table';

/** Coefficients of a Cox model as a paper gives them: hazard ratio with interval, p; what the fit was in the note. */
export function coxCoefficients(table: ResultTable, fit: ResultTable | null, confLevel: number, options: ViewOptions): JournalTable {
  const { lang, labels } = options;
  const at = (row: readonly Value[], column: string): Value => row[table.columns.indexOf(column)] ?? null;
  const number = (value: Value) => (typeof value === 'number' ? value : null);
  const exp = (value: Value) => (typeof value === 'number' ? Math.exp(value) : null);
  const robust = table.rows.some((row) => at(row, 'robust_se') !== null);
  const percent = Number((confLevel * 100).toPrecision(6));
  const interval = lang === 'zh' ? `风险比（${percent}% CI）` : `Hazard ratio (${percent}% CI)`;
  return {
    name: 'coefficients',
    caption: captionOf('coefficients', lang),
    columns: [
      { header: headerOf('term', lang), numeric: false },
      { header: lang === 'zh' ? '系数' : 'Coefficient', numeric: true },
      { header: headerOf(robust ? 'robust_se' : 'std_error', lang), numeric: true },
      { header: interval, numeric: true },
      { header: headerOf('p_value', lang), numeric: true },
    ],
    rows: table.rows.map((row) => {
      const term = String(at(row, 'term'));
      const estimate = number(at(row, 'estimate'));
      const error = at(row, robust ? 'robust_se' : 'std_error');
      const dropped = estimate === null;
      const missing = lang === 'zh' ? '未估计' : 'not estimated';
      return {
        indent: 0 as const,
        cells: [
          plain(labels[term]?.[lang] ?? term),
          rounded(dropped ? missing : fixedText(estimate, 3), at(row, 'estimate')),
          rounded(dropped ? '' : fixedText(number(error), 3), error),
          dropped
            ? plain('')
            : rounded(intervalText(exp(estimate), exp(at(row, 'conf_low')), exp(at(row, 'conf_high')), ratioText, lang), exp(estimate)),
          dropped ? plain('') : rounded(pText(number(at(row, 'p_value'))), at(row, 'p_value')),
        ],
      };
    }),
    notes: fit === null ? [] : [fitNote(fit, lang)],
  };
}

function fitNote(fit: ResultTable, lang: Language): string {
  const at = (column: string) => {
    const value = fit.rows[0]?.[fit.columns.indexOf(column)];
    return typeof value === 'number' ? value : null;
  };
  const c = `${fixedText(at('concordance'), 3)} (SE ${fixedText(at('std_error_concordance'), 3)})`;
  const lr = `χ² = ${estimateText(at('lr'))}, df = ${countText(at('lr_df'))}, ${pClause(at('lr_p'))}`;
  return lang === 'zh'
    ? `n = ${countText(at('n'))}，事件 ${countText(at('events'))}；一致性指数 C = ${c}；似然比检验 ${lr}。`
    : `n = ${countText(at('n'))}, events ${countText(at('events'))}; concordance ${c}; likelihood-ratio test ${lr}.`;
}
