/** What the engine refuses, in words for the person who wrote the cell. */

import { quoteName } from '@/cohort-dsl/source/sql-text';
import type { EngineError } from '../ports/query-engine';
import type { CellError } from '../results/result';
import { cellError, type Place, placeOf } from './messages';
import { mistypedAt } from './sql/meant-keyword';

/**
 * The error of a cell for one of the engine.
 * @param body text of the cell
 * @param placed offset into the body for the engine's offset, null where it points nowhere in it
 * @param end offset at which the SQL ends in the body: what the engine finds wrong there is missing
 */
export function engineFailure(
  error: EngineError,
  body: string,
  placed: (offset: number) => number | null,
  end = body.trimEnd().length,
): CellError {
  const written = error.offset === null ? null : placed(error.offset);
  const offset = written === null ? null : Math.min(written, end);
  const place: Place | null = offset === null ? null : placeOf(body, offset);
  const { error_subtype: kind, name = '', type = '' } = error.details;
  const candidates = candidatesOf(error);
  if (kind === 'COLUMN_NOT_FOUND') return cellError('unknown_column', { name, candidates }, place, candidates.map(asName));
  const ofTable = /^Table "[^"]*" does not have a column named "([^"]*)"[\s\S]*?(?:Candidate bindings: :?(.*))?$/.exec(error.message);
  if (ofTable) {
    const near = (ofTable[2] ?? '')
      .split(',')
      .map(unquote)
      .filter((candidate) => candidate !== '')
      .slice(0, 3);
    return cellError('unknown_column', { name: ofTable[1], candidates: near }, place, near.map(asName));
  }
  const missingTable = /^Referenced table "([^"]*)" not found!/.exec(error.message);
  if (missingTable) {
    // R's dotted names read as table and column in SQL.
    const dotted = offset === null ? null : /^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)+/u.exec(body.slice(offset))?.[0];
    if (dotted) return cellError('dotted_name', { table: missingTable[1], name: dotted }, place, [`"${dotted}"`]);
    return cellError('unknown_table', { name: missingTable[1], candidates: [] }, place);
  }
  if (kind === 'NO_MATCHING_FUNCTION') return cellError('wrong_arguments', { call: error.details.call ?? name }, place);
  if (kind === 'MISSING_ENTRY' && /Function/.test(type)) return cellError('unknown_function', { name, candidates }, place, candidates);
  if (kind === 'MISSING_ENTRY') return cellError('unknown_table', { name, candidates }, place, candidates.map(asName));
  const loose = /^column "?([^"]+?)"? must appear in the GROUP BY clause/i.exec(error.message);
  if (loose) return cellError('not_grouped', { name: loose[1] }, place);
  const text = /^Could not convert string '([\s\S]*?)' to (U?INT|DOUBLE|FLOAT|DECIMAL|DATE|TIMESTAMP|BOOL)/.exec(error.message);
  if (text) return cellError('cannot_convert', { value: text[1], to: KIND_OF_TYPE[text[2]] }, place);
  if (error.details.exception_type === 'Permission') return cellError('sealed', {}, place);
  if (error.code === 'syntax') {
    const near = /near "([\s\S]*)"/.exec(error.message)?.[1] ?? '';
    // What stands beyond the writer's text was put around it: the text ended too early.
    const beyond = offset !== null && (offset === end || /^\s*(\n|$)/.test(body.slice(offset)));
    const mistyped = offset === null ? null : mistypedAt(body.slice(0, end), offset);
    if (mistyped) {
      const { word, meant, start } = mistyped;
      return cellError('sql_syntax', { near: word, candidates: [meant] }, placeOf(body, start), [meant]);
    }
    return cellError('sql_syntax', { near: beyond ? '' : near, candidates: [] }, place);
  }
  if (error.code === 'out_of_memory') return cellError('out_of_memory', {}, place);
  return cellError('engine', { message: error.message.split('\n')[0] }, place);
}

const KIND_OF_TYPE: Readonly<Record<string, 'integer' | 'number' | 'date' | 'truth'>> = {
  INT: 'integer',
  UINT: 'integer',
  DOUBLE: 'number',
  FLOAT: 'number',
  DECIMAL: 'number',
  DATE: 'date',
  TIMESTAMP: 'date',
  BOOL: 'truth',
};

/** Up to three names the engine offers, without their tables. */
function candidatesOf(error: EngineError): readonly string[] {
  const listed = error.details.candidates;
  if (listed === undefined || listed === '') return [];
  const names = listed.split(',').map((candidate) => candidate.trim());
  return [...new Set(names)].filter((name) => !/^(pragma_|sqlite_|duckdb_|pg_|_coho_|information_schema)/.test(name)).slice(0, 3);
}

function unquote(text: string): string {
  return text.trim().replace(/^"|"$/g, '');
}

function asName(name: string): string {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? name : quoteName(name);
}
