/** Questions asked of all values of many columns at once. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteName } from '@/cohort-dsl/source/sql-text';

/** More columns than these are asked in the long form. */
export const WIDE = 50;
/** Columns in one statement of the long form: each lays out as many texts a row. */
const BATCH = 250;

/** What is asked of one column. */
export interface Look {
  readonly column: string;
  /** Looks of one kind ask the same. */
  readonly kind: string;
  /** SQL of what is asked, over a field and its prepared value. */
  readonly questions: (field: string, value: string) => readonly string[];
  /** SQL of the prepared value, worked out once a field; the field itself where there is none. */
  readonly value?: (field: string) => string;
}

/**
 * Answers to each look, in order; 0 where a question has none, as over a table without rows. A few columns are asked side by side in one pass. Of many, the
 * engine would plan as many copies of every question, which costs far more than to answer them: they are laid out one below the other, a row a
 * field, and each question is asked once, by column.
 * @param source the rows as SQL names them
 * @param width how many columns these have
 */
export async function askColumns(
  connection: DuckDBConnection,
  source: string,
  width: number,
  looks: readonly Look[],
): Promise<readonly (readonly number[])[]> {
  const answers: (readonly number[])[] = looks.map(() => []);
  if (looks.length === 0) return answers;
  if (width <= WIDE) {
    const fields = looks.map(({ column, value }, at) => prepared(quoteName(column), at, value));
    const asked = looks.map(({ questions }, at) => questions(`f${at}`, `v${at}`));
    const sql = `SELECT ${asked.flat().join(', ')} FROM (SELECT ${fields.join(', ')} FROM ${source})`;
    const row = (await connection.runAndReadAll(sql)).getRows()[0].map(Number);
    let taken = 0;
    for (const [at, { length }] of asked.entries()) {
      answers[at] = row.slice(taken, taken + length);
      taken += length;
    }
    return answers;
  }
  for (const kind of new Set(looks.map((look) => look.kind))) {
    const same = looks.flatMap((look, at) => (look.kind === kind ? [at] : []));
    for (let from = 0; from < same.length; from += BATCH) {
      const batch = same.slice(from, from + BATCH);
      const { questions, value } = looks[batch[0]];
      const columns = batch.map((at) => quoteName(looks[at].column)).join(', ');
      const laidOut = `(SELECT unnest(range(${batch.length})) AS place, unnest([${columns}]) AS field FROM ${source})`;
      const asked = questions('f0', 'v0');
      for (const at of batch) answers[at] = asked.map(() => 0);
      const rows = `(SELECT place, ${prepared('field', 0, value)} FROM ${laidOut})`;
      for (const { group, answers: found } of await askGroups(connection, rows, ['place'], asked)) answers[batch[Number(group[0])]] = found;
    }
  }
  return answers;
}

/** Answers by group, as texts of its keys; of rows as SQL names them. */
export async function askGroups(
  connection: DuckDBConnection,
  source: string,
  keys: readonly string[],
  questions: readonly string[],
): Promise<readonly { readonly group: readonly (string | null)[]; readonly answers: readonly number[] }[]> {
  const by = keys.join(', ');
  const rows = (await connection.runAndReadAll(`SELECT ${by}, ${questions.join(', ')} FROM ${source} GROUP BY ${by}`)).getRows();
  return rows.map((row) => ({
    group: row.slice(0, keys.length).map((key) => (key === null ? null : String(key))),
    answers: row.slice(keys.length).map(Number),
  }));
}

const prepared = (field: string, at: number, value?: (field: string) => string) =>
  `${field} AS f${at}, ${value === undefined ? field : value(field)} AS v${at}`;
