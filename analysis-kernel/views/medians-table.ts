import { countText, estimateText, headingUnitText, intervalText } from '../results/format';
import type { ResultTable, Value } from '../results/result';
import { valueCell } from './generic-table';
import { headerOf } from './headers';
import { type JournalTable, rounded, type ViewOptions } from './journal-table';
import type { ViewOf } from './kinds';

/** Medians of survival: n, events, median with its interval; a limit or median that is not reached says so. */
export function mediansTable(
  { confLevel, timeUnit, timeLength = 1 }: ViewOf<'medians'>,
  table: ResultTable,
  options: ViewOptions,
): Omit<JournalTable, 'name' | 'caption' | 'notes'> {
  const { lang } = options;
  const at = (row: readonly Value[], column: string): Value => row[table.columns.indexOf(column)] ?? null;
  const number = (value: Value) => (typeof value === 'number' && Number.isFinite(value) ? value : null);
  const percent = Number((confLevel * 100).toPrecision(6));
  const grouped = table.rows.some((row) => at(row, 'strata') !== null);
  const notReached = lang === 'zh' ? '未达到' : 'not reached';
  const one = (time: number | null | undefined) => (time === null || time === undefined ? notReached : estimateText(time));
  const cells = (row: readonly Value[]) => {
    const [median, low, high] = ['median', 'conf_low', 'conf_high'].map((column) => at(row, column));
    const times = [median, low, high].map((value) => {
      const time = number(value);
      return time === null ? null : time / timeLength;
    });
    const open = times.every((time) => time === null);
    const interval = open ? notReached : intervalText(times[0], times[1], times[2], one, lang);
    return [
      rounded(countText(number(at(row, 'records'))), at(row, 'records')),
      rounded(countText(number(at(row, 'events'))), at(row, 'events')),
      rounded(interval, median, low, high),
    ];
  };
  const unit = timeUnit === null ? null : headingUnitText(timeUnit, lang);
  const median =
    lang === 'zh'
      ? `中位时间（${unit === null ? '' : `${unit}，`}${percent}% CI）`
      : `Median time${unit === null ? '' : `, ${unit}`} (${percent}% CI)`;
  return {
    columns: [
      ...(grouped ? [{ header: headerOf('strata', lang), numeric: false, column: 'strata' }] : []),
      { header: headerOf('records', lang), numeric: true, column: 'records' },
      { header: headerOf('events', lang), numeric: true, column: 'events' },
      { header: median, numeric: true, column: 'median' },
    ],
    rows: table.rows.map((row, place) => ({
      indent: 0 as const,
      row: place,
      cells: [...(grouped ? [valueCell('strata', 'text', at(row, 'strata'), options)] : []), ...cells(row)],
    })),
  };
}
