import type { Duration } from '../plan/expressions';

/** Days since 1970-01-01 of a date, or of a datetime's day. */
export function dayNumber(date: string): number {
  const [year, month, day] = date.slice(0, 10).split('-').map(Number);
  return Math.round(utc(year, month, day) / 86_400_000);
}

function utc(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime();
}

/** The date of a day number, or null outside years 1 to 9999. */
export function dateOfDay(day: number): string | null {
  const date = new Date(day * 86_400_000);
  const year = date.getUTCFullYear();
  if (Number.isNaN(year) || year < 1 || year > 9999) return null;
  return `${pad(year, 4)}-${pad(date.getUTCMonth() + 1, 2)}-${pad(date.getUTCDate(), 2)}`;
}

const pad = (value: number, width: number) => String(value).padStart(width, '0');

/** The day of a date or datetime. */
export function dayOf(date: string): string {
  return date.slice(0, 10);
}

function lastDayOfMonth(year: number, month: number): number {
  return new Date(utc(year, month + 1, 0)).getUTCDate();
}

/** Milliseconds since 1970 of a datetime; a date is its 00:00. */
export function instant(date: string): number {
  const [hour = 0, minute = 0, second = 0] = date.slice(11).split(':').filter(Boolean).map(Number);
  return dayNumber(date) * 86_400_000 + ((hour * 60 + minute) * 60 + second) * 1000;
}

/** A date moved by a duration: months and years keep the day or take the month's last; the clock time stays. Null outside years 1 to 9999. */
export function shift(date: string, by: Duration): string | null {
  const clock = date.slice(10);
  if (by.unit === 'days' || by.unit === 'weeks') {
    const day = dateOfDay(dayNumber(date) + by.count * (by.unit === 'weeks' ? 7 : 1));
    return day === null ? null : day + clock;
  }
  if (by.unit === 'hours' || by.unit === 'minutes') {
    const moved = instant(date) + by.count * (by.unit === 'hours' ? 3_600_000 : 60_000);
    const day = dateOfDay(Math.floor(moved / 86_400_000));
    const second = Math.floor((((moved % 86_400_000) + 86_400_000) % 86_400_000) / 1000);
    return day === null
      ? null
      : `${day}T${pad(Math.floor(second / 3600), 2)}:${pad(Math.floor(second / 60) % 60, 2)}:${pad(second % 60, 2)}`;
  }
  const [year, month, day] = date.slice(0, 10).split('-').map(Number);
  const months = year * 12 + (month - 1) + by.count * (by.unit === 'years' ? 12 : 1);
  const newYear = Math.floor(months / 12);
  const newMonth = (((months % 12) + 12) % 12) + 1;
  if (newYear < 1 || newYear > 9999) return null;
  return `${pad(newYear, 4)}-${pad(newMonth, 2)}-${pad(Math.min(day, lastDayOfMonth(newYear, newMonth)), 2)}${clock}`;
}

/** Completed months from a to b, a not after b: a month is complete on its day, or on the first of the next month where it lacks that day. */
function completedMonths(a: string, b: string): number {
  const [yearA, monthA, dayA] = a.slice(0, 10).split('-').map(Number);
  const [yearB, monthB, dayB] = b.slice(0, 10).split('-').map(Number);
  const months = (yearB - yearA) * 12 + (monthB - monthA);
  return dayB >= dayA ? months : months - 1;
}

/** Completed units from one date to another; minus the completed units the other way where the second is earlier. */
export function elapsed(unit: Duration['unit'], from: string, to: string): bigint {
  const clock = unit === 'hours' || unit === 'minutes';
  const [a, b] = clock ? [instant(from), instant(to)] : [dayNumber(from), dayNumber(to)];
  if (b < a) return -elapsed(unit, to, from);
  switch (unit) {
    case 'minutes':
      return BigInt(Math.floor((b - a) / 60_000));
    case 'hours':
      return BigInt(Math.floor((b - a) / 3_600_000));
    case 'days':
      return BigInt(b - a);
    case 'weeks':
      return BigInt(Math.floor((b - a) / 7));
    case 'months':
      return BigInt(completedMonths(from, to));
    case 'years':
      return BigInt(Math.floor(completedMonths(from, to) / 12));
  }
}
