/** The one that lines do not break at. */
const THIN_SPACE = '\u202f';

/** A count with a thin space between thousands. */
export function countText(value: number): string {
  return String(Math.round(value)).replaceAll(/\B(?=(\d{3})+$)/gu, THIN_SPACE);
}

/** An estimate to three significant digits, never in powers of ten and never `-0`; a dash where there is none. */
export function estimateText(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return '–';
  if (Number.isInteger(value)) return countText(value).replace(/^-/u, '−');
  const magnitude = Math.floor(Math.log10(Math.abs(value)));
  const places = Math.min(Math.max(2 - magnitude, 0), 12);
  const text = value.toFixed(places).replace(/^-?0\.0*$/u, '0');
  const [whole, fraction] = text.split('.');
  const grouped = Math.abs(value) >= 1000 ? whole.replaceAll(/\B(?=(\d{3})+$)/gu, THIN_SPACE) : whole;
  return (fraction === undefined ? grouped : `${grouped}.${fraction}`).replace(/^-/u, '−');
}

/** A share as a percentage with one decimal; all and none are said to be so only when they are. */
export function percentText(part: number, whole: number): string {
  if (whole === 0) return '–';
  const share = (100 * part) / whole;
  if (part < whole && share > 99.9) return '>99.9%';
  if (part > 0 && share < 0.1) return '<0.1%';
  return `${share.toFixed(1)}%`;
}
