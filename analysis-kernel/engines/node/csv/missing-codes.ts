/** Numbers that may stand for missing ones, such as -99 or 9999: said, and kept as numbers. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteText } from '@/cohort-dsl/source/sql-text';
import { askColumns, askGroups } from './ask-columns';
import { TEXT_NOTES } from './column-notes';
import type { ColumnNote } from './note-words';
import { numberDateNotes } from './number-dates';

/** What codebooks write for missing: a repeated 9, 8 or 7, with decimals too where the values have them. */
const CODES = [
  ...[-9, -99, -999, -9999, -99999, -88, -888, -8888, -77, -777, -7777],
  ...[99, 999, 9999, 99999, 999999, 88, 888, 8888, 77, 777, 7777],
  ...[99.9, 999.9, 9999.9, 99.99, 999.99, 9999.99, -99.9, -999.9, -9999.9],
];

/** How often a code must stand beyond the others where it lies less far out. */
const OFTEN = 3;

/** Of one column or item: the least and the greatest value. */
const EXTREMES = (value: string) => [`min(${value})`, `max(${value})`];

/** How often each code stands there, and how the other values lie. */
function codeLook(value: string): readonly string[] {
  const others = `CASE WHEN ${value} NOT IN (${CODES.join(', ')}) THEN ${value} END`;
  return [
    ...CODES.map((code) => `count_if(${value} = ${code})`),
    `count(${others})`,
    `min(${others})`,
    `max(${others})`,
    `quantile_cont(${others}, 0.25)`,
    `quantile_cont(${others}, 0.75)`,
    `count_if(${value} = ${NINE})`,
    `max(CASE WHEN ${value} <> ${NINE} THEN ${others} END)`,
  ];
}

const isSuspect = ([least, greatest]: readonly number[]) =>
  CODES.includes(least) || CODES.includes(greatest) || (greatest === NINE && least >= 0 && least <= 1);

/** Beside yes and no as 0 and 1, or 1 and 2, a code for missing; else a number like others. */
const NINE = 9;

/** How many others there must be to see that a number lies far from them. */
const ENOUGH = 4;

/**
 * The codes among a column's values: below the others where these are not negative, or further from them than they lie apart (above them, half as
 * great again as the greatest at least); or three times or more beyond every other value and Tukey's outer fence.
 */
function noteOf(answers: readonly number[]): ColumnNote | null {
  const [known, least, greatest, low, high, nines, most] = answers.slice(CODES.length);
  if (nines > 0 && greatest === NINE && most === least + 1 && known - nines >= ENOUGH)
    return TEXT_NOTES.codes([{ code: NINE, count: nines }], { least, greatest: most });
  const codes = CODES.flatMap((code, at) => {
    const count = answers[at];
    if (count === 0) return [];
    if (known === 0 || (code < 0 && least >= 0)) return code < 0 ? [{ code, count }] : [];
    const away = Math.max(least - code, code - greatest);
    if (known < ENOUGH || away <= 0) return [];
    const isFar = away > greatest - least && (code < least || code >= 1.5 * greatest);
    const isBeyondFence = high > low && Math.max(low - code, code - high) > 3 * (high - low);
    return isFar || (count >= OFTEN && isBeyondFence) ? [{ code, count }] : [];
  });
  return codes.length === 0 ? null : TEXT_NOTES.codes(codes, known === 0 ? null : { least, greatest });
}

/**
 * What is to be said of columns of numbers: codes for missing, or dates written as numbers.
 * @param source the rows as SQL names them, `width` columns wide
 */
export async function numberNotes(
  connection: DuckDBConnection,
  source: string,
  width: number,
  columns: readonly string[],
): Promise<ReadonlyMap<string, ColumnNote>> {
  const value = (field: string) => `CAST(${field} AS DOUBLE)`;
  const extremes = await askColumns(
    connection,
    source,
    width,
    columns.map((column) => ({ column, kind: '', questions: (_, value) => EXTREMES(value), value })),
  );
  const suspects = columns.filter((_, at) => isSuspect(extremes[at]));
  const looks = suspects.map((column) => ({ column, kind: '', questions: (_: string, value: string) => codeLook(value), value }));
  const answers = await askColumns(connection, source, width, looks);
  const codes = suspects.flatMap((column, at) => {
    const note = noteOf(answers[at]);
    return note === null ? [] : [[column, note] as const];
  });
  return new Map([...(await numberDateNotes(connection, source, width, columns, extremes)), ...codes]);
}

/**
 * The same of a long table's values: each item, in each unit it is written in, has numbers of its own.
 * @param source the rows as SQL names them
 * @param keys SQL of what tells the items apart, texts; its `value` is SQL too
 */
export async function itemCodeNotes(
  connection: DuckDBConnection,
  source: string,
  keys: readonly string[],
  value: string,
): Promise<readonly { readonly item: readonly (string | null)[]; readonly note: ColumnNote }[]> {
  const extremes = await askGroups(connection, source, keys, EXTREMES(value));
  const suspects = new Set(extremes.flatMap(({ group, answers }) => (isSuspect(answers) && group[0] !== null ? [group[0]] : [])));
  if (suspects.size === 0) return [];
  const rows = `${source} WHERE ${keys[0]} IN (${[...suspects].map(quoteText).join(', ')})`;
  const found = await askGroups(connection, rows, keys, codeLook(`CAST(${value} AS DOUBLE)`));
  return found.flatMap(({ group, answers }) => {
    const note = noteOf(answers);
    return note === null ? [] : [{ item: group, note }];
  });
}
