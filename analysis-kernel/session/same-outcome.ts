/** Whether two runs of one key gave the same. */
import type { KeptOutcome } from './kept';

/**
 * A browser's run and the server's may differ by as much: rows come in another order, which moves a fit in its last digits, and by these
 * a pair of nearly equal scores among the millions a concordance counts.
 */
const TOLERANCE = 1e-6;

/** Numbers agree relative to the greater; everything else, words included, is the same. Drawings are not compared. */
export function sameOutcome(one: KeptOutcome, other: KeptOutcome): boolean {
  return agree(compared(one), compared(other));
}

/** What of an outcome a run decides; order of keys means nothing. The script is the cell's text in other words. */
function compared({
  tables,
  totals,
  value,
  seed,
  rows,
  sentence,
  paragraph,
  words,
  labels,
  warnings,
  conventions,
  figures,
  views,
}: KeptOutcome) {
  return {
    tables: Object.fromEntries(tables),
    totals: Object.fromEntries(totals.filter(([name]) => tables.some(([own]) => own === name))),
    value: value ?? null,
    ...{ seed, rows, sentence, paragraph, words, labels, warnings, conventions, figures, views },
  };
}

function agree(one: unknown, other: unknown): boolean {
  if (typeof one === 'number' && typeof other === 'number') return near(one, other);
  if (!isObject(one) || !isObject(other)) return (one ?? null) === (other ?? null);
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => agree(one[name], other[name]));
}

function near(one: number, other: number): boolean {
  if (Object.is(one, other) || one === other) return true;
  return Math.abs(one - other) <= TOLERANCE * Math.max(Math.abs(one), Math.abs(other));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
