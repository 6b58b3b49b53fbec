import type { Duration, ValueType } from '../../../plan/expressions';
import { quoteText as text } from '../../../source/sql-text';
import type { DateSpelling, Sql } from '../dialect';
import { longest } from '../spelling';
import { cast } from './types';

/** Trino's dates take no whole numbers: everything goes by `date_add` and `date_diff`. */
const unit: Readonly<Record<Duration['unit'], { readonly name: string; readonly times: number }>> = {
  minutes: { name: 'minute', times: 1 },
  hours: { name: 'hour', times: 1 },
  days: { name: 'day', times: 1 },
  weeks: { name: 'day', times: 7 },
  months: { name: 'month', times: 1 },
  years: { name: 'month', times: 12 },
};

function day(value: Sql, base: ValueType['base']): Sql {
  return base === 'date' ? value : cast(value, 'date');
}

function instant(value: Sql, base: ValueType['base']): Sql {
  return base === 'datetime' ? value : cast(value, 'datetime');
}

/** Of months, `date_add` ends on the month's last day where the day is lacking, as the language wants it. */
function advance(value: Sql, by: Duration, base: 'date' | 'datetime'): Sql {
  if (Math.abs(by.count) > longest[by.unit]) return cast('NULL', base);
  const { name, times } = unit[by.unit];
  return `date_add(${text(name)}, ${by.count * times}, ${value})`;
}

function shift(value: Sql, by: Duration, base: 'date' | 'datetime'): Sql {
  if (by.count === 0) return value;
  const moved = advance(value, by, base);
  if (by.count < 0 || moved.startsWith('CAST(NULL')) return moved;
  const end = base === 'date' ? "DATE '9999-12-31'" : "TIMESTAMP '9999-12-31 23:59:59.999999'";
  return `CASE WHEN ${moved} <= ${end} THEN ${moved} END`;
}

function repeated(value: Sql, by: Duration, times: Sql): Sql {
  const { name, times: each } = unit[by.unit];
  const start = by.unit === 'hours' || by.unit === 'minutes' ? cast(value, 'datetime') : value;
  return `date_add(${text(name)}, ${times} * ${by.count * each}, ${start})`;
}

/** A day as months × 32 + day of month, as in DuckDB: Trino's `date_diff` too counts 31 January to 29 February as a month. */
function ordinal(value: Sql): Sql {
  return `(year(${value}) * 384 + month(${value}) * 32 + day(${value}))`;
}

/** `/` of whole numbers truncates towards zero. */
function elapsed(of: Duration['unit'], from: Sql, to: Sql): Sql {
  switch (of) {
    case 'minutes':
    case 'hours':
    case 'days':
      return `date_diff(${text(unit[of].name)}, ${from}, ${to})`;
    case 'weeks':
      return `(date_diff('day', ${from}, ${to}) / 7)`;
    case 'months':
      return `((${ordinal(to)} - ${ordinal(from)}) / 32)`;
    case 'years':
      return `((${ordinal(to)} - ${ordinal(from)}) / 384)`;
  }
}

export const dates: DateSpelling = {
  day,
  instant,
  shift,
  advance,
  repeated,
  elapsed,
  part: (part, value) => `${part}(${value})`,
  days: (from, to) => `date_diff('day', ${from}, ${to})`,
  literal: (iso) => `DATE ${text(iso)}`,
};
