/** What a cell is called in lists: its name, or the first words of a text. */
import type { Cell } from '@/analysis-kernel/document/notebook';

/** A place for a value, such as `{fit.coefficients["age"].estimate | 2}`. */
const PLACE = /\{[\p{L}_][\p{L}\p{N}_]*[.[][^{}]*\}/gu;

/** A text with dots where values stand. */
export function withoutPlaces(text: string): string {
  return text.replaceAll(PLACE, '…');
}

/** Headings of a text cell, or its first words; dots stand where a value does. */
export function titleOf(cell: Cell | undefined): string {
  if (!cell) return '';
  if (cell.name !== null) return cell.name;
  const line = cell.body.split('\n').find((text) => text.trim() !== '') ?? '';
  return withoutPlaces(line.replace(/^#+\s*/, '')).slice(0, 200);
}
