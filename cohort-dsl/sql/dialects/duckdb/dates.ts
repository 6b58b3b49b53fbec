import type { Duration, ValueType } from '../../../plan/expressions';
import { quoteText as text } from '../../../source/sql-text';
import type { DateSpelling, Sql } from '../dialect';
import { longest } from '../spelling';

const word: Readonly<Record<'minutes' | 'hours' | 'months' | 'years', string>> = {
  minutes: 'MINUTE',
  hours: 'HOUR',
  months: 'MONTH',
  years: 'YEAR',
};

function day(value: Sql, base: ValueType['base']): Sql {
  return base === 'date' ? value : `CAST(${value} AS DATE)`;
}

function instant(value: Sql, base: ValueType['base']): Sql {
  return base === 'datetime' ? value : `CAST(${value} AS TIMESTAMP)`;
}

function advance(value: Sql, by: Duration, base: 'date' | 'datetime'): Sql {
  if (Math.abs(by.count) > longest[by.unit]) return base === 'date' ? 'CAST(NULL AS DATE)' : 'CAST(NULL AS TIMESTAMP)';
  const sign = by.count < 0 ? '-' : '+';
  const count = Math.abs(by.count);
  if (by.unit === 'days' || by.unit === 'weeks') {
    const days = by.unit === 'weeks' ? count * 7 : count;
    return base === 'date' ? `(${value} ${sign} ${days})` : `(${value} ${sign} to_days(${days}))`;
  }
  // An interval of months ends on the month's last day where the day is lacking, as the language wants it.
  const interval = by.unit === 'months' || by.unit === 'years' ? `INTERVAL ${count} ${word[by.unit]}` : `to_${by.unit}(${count})`;
  const moved = `${value} ${sign} ${interval}`;
  return base === 'date' ? `CAST(${moved} AS DATE)` : `(${moved})`;
}

function shift(value: Sql, by: Duration, base: 'date' | 'datetime'): Sql {
  if (by.count === 0) return value;
  const moved = advance(value, by, base);
  if (by.count < 0 || moved.startsWith('CAST(NULL')) return moved;
  const end = base === 'date' ? "DATE '9999-12-31'" : "TIMESTAMP '9999-12-31 23:59:59.999999'";
  return `CASE WHEN ${moved} <= ${end} THEN ${moved} END`;
}

function repeated(value: Sql, by: Duration, times: Sql): Sql {
  switch (by.unit) {
    case 'days':
    case 'weeks':
      return `(${value} + CAST(${times} * ${by.unit === 'weeks' ? by.count * 7 : by.count} AS INTEGER))`;
    case 'months':
    case 'years':
      return `CAST(${value} + to_months(CAST(${times} * ${by.unit === 'years' ? by.count * 12 : by.count} AS INTEGER)) AS DATE)`;
    case 'hours':
    case 'minutes':
      return `(CAST(${value} AS TIMESTAMP) + to_${by.unit}(${times} * ${by.count}))`;
  }
}

/**
 * A day as months × 32 + day of month: of the difference of two, whole 32s are the completed months in both directions, the
 * 31st meeting its month on the first of the next. DuckDB's own `date_sub` counts 31 January to 28 February as a month.
 */
function ordinal(value: Sql): Sql {
  return `(year(${value}) * 384 + month(${value}) * 32 + day(${value}))`;
}

function elapsed(unit: Duration['unit'], from: Sql, to: Sql): Sql {
  switch (unit) {
    case 'minutes':
      return `((epoch_us(${to}) - epoch_us(${from})) // 60000000)`;
    case 'hours':
      return `((epoch_us(${to}) - epoch_us(${from})) // 3600000000)`;
    case 'days':
      return `(${to} - ${from})`;
    case 'weeks':
      return `((${to} - ${from}) // 7)`;
    case 'months':
      return `((${ordinal(to)} - ${ordinal(from)}) // 32)`;
    case 'years':
      return `((${ordinal(to)} - ${ordinal(from)}) // 384)`;
  }
}

/** Dates without ICU: DATE and TIMESTAMP only; `//` truncates towards zero. */
export const dates: DateSpelling = {
  day,
  instant,
  shift,
  advance,
  repeated,
  elapsed,
  part: (part, value) => `${part}(${value})`,
  days: (from, to) => `(${to} - ${from})`,
  literal: (iso) => `DATE ${text(iso)}`,
};
