/** Which engine types are read as they are, and which are first cast to text by the engine itself, so that all engines write them alike. */

import { quoteName } from '@/cohort-dsl/source/sql-text';
import type { EngineColumn } from '../ports/query-engine';

const READ_AS_THEY_ARE =
  /^(BOOLEAN|U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|FLOAT|DOUBLE|DECIMAL(\(\d+,\s*\d+\))?|VARCHAR|DATE|TIMESTAMP(_S|_MS|_NS)?|TIMESTAMP WITH TIME ZONE|ENUM\(.*)$/s;

/** Whether values of an engine type arrive whole without a cast. */
export function isReadable(type: string): boolean {
  return READ_AS_THEY_ARE.test(type);
}

/**
 * The query with every column that cannot be read as it is cast to text; null where none needs it.
 * @param readable which types arrive whole
 */
export function readableQuery(sql: string, columns: readonly EngineColumn[], readable: (type: string) => boolean): string | null {
  if (columns.every((column) => readable(column.type))) return null;
  const places = columns.map((_, at) => quoteName(`c${at}`));
  const selected = columns.map((column, at) =>
    readable(column.type) ? `${places[at]} AS ${quoteName(column.name)}` : `CAST(${places[at]} AS VARCHAR) AS ${quoteName(column.name)}`,
  );
  return `SELECT ${selected.join(', ')} FROM (\n${sql}\n) AS readable(${places.join(', ')})`;
}
