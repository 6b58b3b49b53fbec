/** Units in which times are said: as a column has them, as somebody chose, or as a reader expects them. */

export const TIME_UNITS = ['days', 'months', 'years'] as const;
export type TimeUnit = (typeof TIME_UNITS)[number];

/** In days: a year of the Julian calendar, and a twelfth of it. */
const DAYS: Readonly<Record<TimeUnit, number>> = { days: 1, months: 30.4375, years: 365.25 };

/** UCUM's codes. */
const CODES: Readonly<Record<string, TimeUnit>> = { d: 'days', mo: 'months', a: 'years' };

export interface ShownTime {
  readonly unit: string | null;
  /** How many of the table's own units it is long. */
  readonly length: number;
}

function known(unit: string | null): TimeUnit | null {
  const word = unit === null ? undefined : (CODES[unit] ?? unit);
  return TIME_UNITS.find((one) => one === word) ?? null;
}

/** A column's times in the unit chosen; a column without a known unit is taken to be in it. */
export function chosenTime(unit: string | null, chosen: TimeUnit): ShownTime {
  const own = known(unit);
  return { unit: chosen, length: own === null ? 1 : DAYS[chosen] / DAYS[own] };
}

/** How many of a unit a year is long; null for a unit that is none of time. */
export function yearIn(unit: string | null): number | null {
  const own = known(unit);
  return own === null ? null : DAYS.years / DAYS[own];
}

const YEARS_FROM_DAYS = 730;

/** The unit in which times are said where nobody has chosen: years where days go beyond two years. */
export function readableTime(unit: string | null, last: number): ShownTime {
  return known(unit) === 'days' && last > YEARS_FROM_DAYS ? { unit: 'years', length: DAYS.years } : { unit, length: 1 };
}
