/** Dates and datetimes as ISO text, from the numbers columns hold. */

/** Days since 1970-01-01 as `YYYY-MM-DD`; years outside 0000–9999 carry a sign and six digits, as ISO 8601 has it. */
export function isoDate(days: number): string {
  if (!Number.isFinite(days)) return String(days);
  const z = Math.floor(days) + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${yearText(year)}-${pad(month, 2)}-${pad(day, 2)}`;
}

/** Milliseconds since 1970-01-01 as `YYYY-MM-DDThh:mm:ss`, with milliseconds where there are any. */
export function isoDatetime(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return String(milliseconds);
  const days = Math.floor(milliseconds / 86_400_000);
  const rest = Math.floor(milliseconds - days * 86_400_000);
  const hours = Math.floor(rest / 3_600_000);
  const minutes = Math.floor(rest / 60_000) % 60;
  const seconds = Math.floor(rest / 1000) % 60;
  const fraction = rest % 1000;
  const time = `${pad(hours, 2)}:${pad(minutes, 2)}:${pad(seconds, 2)}`;
  return `${isoDate(days)}T${time}${fraction === 0 ? '' : `.${pad(fraction, 3)}`}`;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

function yearText(year: number): string {
  if (year >= 0 && year <= 9999) return pad(year, 4);
  return `${year < 0 ? '-' : '+'}${pad(Math.abs(year), 6)}`;
}
