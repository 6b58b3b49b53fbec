/** Signs with which a spreadsheet takes a text for a formula; blanks of every kind are skipped before it looks. */
const BEGINS_FORMULA = /^[\s\u0085]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r]/u;
/** `-0.31`, `+2`, `-0.31 (-0.50–-0.12)`: numbers, intervals and shares hold no letter but an exponent's and name nothing. */
const NUMBERS = /^[+-][\d.][\d.,\s()[\]%–−±;/+-]*(?:e[+-]?\d+[\d.,\s()[\]%–−±;/+-]*)?$/iu;

/**
 * A text as a spreadsheet may open it: one that it would take for a formula gets an apostrophe before it, by which it stays text
 * (OWASP, "CSV Injection"). Numbers and intervals stay as they are.
 */
export function spreadsheetText(text: string): string {
  return BEGINS_FORMULA.test(text) && !NUMBERS.test(text) ? `'${text}` : text;
}

/** A field of tab-separated text, safe for spreadsheets: whatever a reader may take for the end of a field or line is a blank. */
export function tsvField(text: string): string {
  return spreadsheetText(text).replaceAll(/\r\n|[\t\n\v\f\r\u0085\u2028\u2029]/gu, ' ');
}

/** A field of a CSV file (RFC 4180), safe for spreadsheets; the empty field for a missing value. */
export function csvField(value: string | number | boolean | bigint | null): string {
  if (value === null) return '';
  const text = typeof value === 'string' ? spreadsheetText(value) : String(value);
  return /[",\r\n\v\f\u0085\u2028\u2029]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
