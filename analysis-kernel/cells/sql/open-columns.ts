/** Columns of which something is open in how they were read, and that a query or condition takes as they stand. */
import { nameKey } from '../../document/names';
import type { OpenNote } from '../../frame/column';
import type { TableMeta } from '../outcome';
import { columnPlaces } from './column-edits';
import type { SqlToken } from './tokens';

/** Columns of a table with their open notes. */
export function openColumns(meta: TableMeta | null): ReadonlyMap<string, OpenNote> {
  return new Map([...(meta ?? [])].flatMap(([column, { note }]) => (note === undefined ? [] : [[column, note] as const])));
}

/** Calls that say how a text or number is to be read, as the notes advise. */
const SAYS_HOW = new Set(
  'CAST TRY_CAST STRPTIME TRY_STRPTIME STRFTIME MAKE_TIMESTAMP TIMEZONE REPLACE REGEXP_REPLACE LTRIM RTRIM TRIM NULLIF'.split(' '),
);

/**
 * Columns that a query, or with `null` a condition, names as they stand: outside a call that says how they are to be read, and where the note is
 * about numbers, in a text that does not name these.
 * @param table key of the table they belong to
 */
export function takenAsTheyStand(
  tokens: readonly SqlToken[],
  table: string | null,
  columns: ReadonlyMap<string, OpenNote>,
): ReadonlySet<string> {
  const numbers = new Set(tokens.flatMap(({ kind, value }) => (kind === 'number' ? [Number(value)] : [])));
  const places = columnPlaces(tokens, table);
  return new Set(
    [...columns].flatMap(([column, note]) => {
      if (note.numbers?.every((number) => numbers.has(Math.abs(number)))) return [];
      const own = places.filter((at) => nameKey(tokens[at].value) === nameKey(column));
      return own.some((at) => !isSaidHow(tokens, at)) ? [column] : [];
    }),
  );
}

/** Whether a place stands within a call that says how a value is to be read, or before a cast by `::`. */
function isSaidHow(tokens: readonly SqlToken[], at: number): boolean {
  if (tokens[at + 1]?.value === '::' || (tokens[at + 1]?.value === ':' && tokens[at + 2]?.value === ':')) return true;
  let closed = 0;
  for (let place = at - 1; place > 0; place -= 1) {
    const { kind, value } = tokens[place];
    if (kind !== 'mark') continue;
    if (value === ')') closed += 1;
    else if (value === '(' && closed > 0) closed -= 1;
    else if (value === '(' && SAYS_HOW.has(tokens[place - 1].upper)) return true;
  }
  return false;
}
