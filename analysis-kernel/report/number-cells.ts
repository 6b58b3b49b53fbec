/** How a value of a result table is printed, by the name of its column. */
import { countText, estimateText, percentText, pText, ratioText, summaryText } from '../results/format';
import type { ResultTable, Value } from '../results/result';

const COUNTS = /^(n|n_\w+|events|records|rows|missing|patients|entries|removed_\w+|step|iterations|number|df|\w+_df)$/;
const P_VALUES = /^(p|p_value|\w+_p)$/;
const RATIOS = /ratio/;
const PERCENTAGES = /^(percent|\w+_percent)$/;
const SUMMARIES = /^(mean|sd|median|min|max|p25|p75|rmean|se_rmean)$/;

/** A value as a reader sees it; missing is empty. */
export function printed(column: string, value: Value): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return value;
  if (P_VALUES.test(column)) return pText(value);
  if (RATIOS.test(column)) return ratioText(value);
  if (PERCENTAGES.test(column)) return percentText(value);
  if (COUNTS.test(column)) return countText(value);
  if (SUMMARIES.test(column)) return summaryText(value);
  return Number.isInteger(value) ? countText(value) : estimateText(value);
}

/** Whether a column is set right-aligned. */
export function isNumeric(table: ResultTable, column: number): boolean {
  return table.types[column] === 'integer' || table.types[column] === 'number' || table.types[column] === 'decimal';
}
