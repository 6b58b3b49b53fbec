import { coefficientTexts, differenceTexts, levelText, NO_NUMBER, pText, ratioTexts } from '../results/format';
import type { ResultTable, Value } from '../results/result';
import { headerOf } from './headers';
import { type JournalRow, type JournalTable, plain, rounded, type ViewOptions } from './journal-table';
import type { ViewOf } from './kinds';

const INTERCEPT = '(Intercept)';
const NOT_ESTIMATED = { en: 'not estimated', zh: '未估计' };
const COEFFICIENT = { en: 'Coefficient', zh: '系数' };

/**
 * Coefficients of a model as a paper gives them: the effect with its interval, p; of a ratio also the coefficient it is the exponential of. Those of
 * several models stand one below the other, each under its name.
 */
export function coefficientsTable(
  view: ViewOf<'coefficients'>,
  table: ResultTable,
  options: ViewOptions,
): Omit<JournalTable, 'name' | 'caption' | 'notes'> {
  const { lang, labels } = options;
  const { measure, confLevel, effects } = view;
  const at = (row: readonly Value[], column: string): Value => row[table.columns.indexOf(column)] ?? null;
  const number = (value: Value) => (typeof value === 'number' && Number.isFinite(value) ? value : null);
  const error = table.rows.some((row) => at(row, 'robust_se') !== null) ? 'robust_se' : 'std_error';
  const ratio = measure.kind === 'ratio';
  const interval = lang === 'zh' ? `${measure.name.zh}（${levelText(confLevel)}% CI）` : `${measure.name.en} (${levelText(confLevel)}% CI)`;
  const effect = (row: readonly Value[]) => {
    const values = ['estimate', 'conf_low', 'conf_high'].map((column) => number(at(row, column)));
    const isEffect = effects === undefined || at(row, effects.column) === effects.value;
    if (ratio && (at(row, 'term') === INTERCEPT || !isEffect)) return plain('');
    const shown = ratio ? values.map((value) => (value === null ? null : Math.exp(value))) : values;
    const [estimate, low, high] = ratio ? ratioTexts(...shown) : differenceTexts(...shown);
    if (low === NO_NUMBER && high === NO_NUMBER) return rounded(estimate, shown[0]);
    return rounded(lang === 'zh' ? `${estimate}（${low}～${high}）` : `${estimate} (${low} to ${high})`, ...shown);
  };
  return {
    columns: [
      { header: headerOf('term', lang), numeric: false, column: 'term' },
      ...(ratio ? [{ header: COEFFICIENT[lang], numeric: true, column: 'estimate' }] : []),
      { header: headerOf(error, lang), numeric: true, column: error },
      { header: interval, numeric: true, column: ratio ? 'conf_low' : 'estimate' },
      { header: headerOf('p_value', lang), numeric: true, column: 'p_value' },
    ],
    rows: underTheirModels(view, table, lang, ratio ? 5 : 4, (row, indent) => {
      const term = String(at(row, 'term'));
      const label = plain(labels[term]?.[lang] ?? term);
      const estimate = number(at(row, 'estimate'));
      const [coefficient, itsError] = coefficientTexts(estimate, number(at(row, error)));
      const dropped = plain(NOT_ESTIMATED[lang]);
      if (estimate === null)
        return { indent, cells: [label, ...(ratio ? [dropped] : []), plain(''), ratio ? plain('') : dropped, plain('')] };
      return {
        indent,
        cells: [
          label,
          ...(ratio ? [rounded(coefficient, estimate)] : []),
          rounded(ratio ? itsError : differenceTexts(number(at(row, error)))[0], at(row, error)),
          effect(row),
          rounded(pText(number(at(row, 'p_value'))), at(row, 'p_value')),
        ],
      };
    }),
  };
}

/** The rows, of several models each model's below its name. */
function underTheirModels(
  { models }: ViewOf<'coefficients'>,
  table: ResultTable,
  lang: ViewOptions['lang'],
  width: number,
  rowOf: (row: readonly Value[], indent: 0 | 1) => JournalRow,
): readonly JournalRow[] {
  if (models === undefined) return table.rows.map((row, at) => ({ ...rowOf(row, 0), row: at }));
  const column = table.columns.indexOf(models.column);
  return table.rows.flatMap((row, at) => {
    const model = String(row[column]);
    const isFirst = at === 0 || String(table.rows[at - 1][column]) !== model;
    const name = models.words[model]?.[lang] ?? model;
    const heading = { indent: 0 as const, cells: [name, ...Array<string>(width - 1).fill('')].map(plain) };
    return [...(isFirst ? [heading] : []), { ...rowOf(row, 1), row: at }];
  });
}
