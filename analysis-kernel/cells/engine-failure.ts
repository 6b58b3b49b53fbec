/** What the engine refuses, in words for the person who wrote the cell. */
import type { EngineError } from '../ports/query-engine';
import type { CellError } from '../results/result';
import { cellError, type Place, placeOf } from './messages';

/**
 * The error of a cell for one of the engine.
 * @param body text of the cell
 * @param placed offset into the body for the engine's offset, null where it points nowhere in it
 */
export function engineFailure(error: EngineError, body: string, placed: (offset: number) => number | null): CellError {
  const offset = error.offset === null ? null : placed(error.offset);
  const place: Place | null = offset === null ? null : placeOf(body, offset);
  const { error_subtype: kind, name = '', type = '' } = error.details;
  const candidates = candidatesOf(error);
  if (kind === 'COLUMN_NOT_FOUND') {
    const dotted = candidates.find((candidate) => candidate.includes('.') && candidate.split('.').includes(name));
    if (dotted) return cellError('dotted_name', { name: dotted }, place, [`"${dotted}"`]);
    return cellError('unknown_column', { name, candidates }, place, candidates.map(asName));
  }
  if (kind === 'MISSING_ENTRY' && /Function/.test(type)) return cellError('unknown_function', { name, candidates }, place, candidates);
  if (kind === 'MISSING_ENTRY') return cellError('unknown_table', { name, candidates }, place, candidates.map(asName));
  if (error.code === 'syntax') return cellError('sql_syntax', { near: /near "([\s\S]*)"/.exec(error.message)?.[1] ?? '' }, place);
  if (error.code === 'out_of_memory') return cellError('out_of_memory', {}, place);
  return cellError('engine', { message: error.message.split('\n')[0] }, place);
}

/** Up to three names the engine offers, without their tables. */
function candidatesOf(error: EngineError): readonly string[] {
  const listed = error.details.candidates;
  if (listed === undefined || listed === '') return [];
  return [...new Set(listed.split(',').map((candidate) => candidate.trim()))].slice(0, 3);
}

function asName(name: string): string {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
