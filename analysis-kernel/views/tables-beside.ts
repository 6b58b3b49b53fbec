import type { JournalCell, JournalRow, JournalTable } from './journal-table';

/** What the two sides are called. */
export interface SideNames {
  readonly before: string;
  readonly after: string;
}

const NOTHING: JournalCell = { text: '–', full: null };

/**
 * Two tables of one layout as one: each column but the first stands twice, under its heading, and rows that both have stand in one line. A row
 * that one has not shows a dash there.
 * @returns null where the two have other columns, or a table has no second column
 */
export function tablesBeside(before: JournalTable, after: JournalTable, names: SideNames): JournalTable | null {
  const heads = (table: JournalTable) => table.columns.map(({ header, spanners }) => [header, spanners ?? []]);
  if (before.columns.length < 2 || JSON.stringify(heads(before)) !== JSON.stringify(heads(after))) return null;
  const [first, ...others] = after.columns;
  const rows = pairsOf(before.rows, after.rows).map(([was, is]) => {
    const row = (is ?? was) as JournalRow;
    const cells = others.flatMap((_, at) => [was?.cells[at + 1] ?? NOTHING, is?.cells[at + 1] ?? NOTHING]);
    return { ...row, cells: [row.cells[0], ...cells] };
  });
  return {
    ...after,
    columns: [
      first,
      ...others.flatMap(({ header, under: _, spanners = [], ...column }) =>
        [names.before, names.after].map((side) => ({ ...column, header: side, spanners: [...spanners, header] })),
      ),
    ],
    rows,
    notes: [...new Set([...before.notes, ...after.notes])],
  };
}

/** Rows of one label, the first with the first; those that one side alone has stand behind the row they stood behind. */
function pairsOf(
  before: readonly JournalRow[],
  after: readonly JournalRow[],
): readonly (readonly [JournalRow | null, JournalRow | null])[] {
  const names = labelled(after);
  const places = new Map(names.map((name, at) => [name, at]));
  const pairs = after.map((row): [JournalRow | null, JournalRow | null][] => [[null, row]]);
  const early: [JournalRow, null][] = [];
  let behind = -1;
  for (const [at, name] of labelled(before).entries()) {
    const place = places.get(name);
    if (place !== undefined) {
      pairs[place][0] = [before[at], after[place]];
      behind = place;
    } else if (behind < 0) early.push([before[at], null]);
    else pairs[behind].push([before[at], null]);
  }
  return [...early, ...pairs.flat()];
}

/** What a row is known by: its label under the labels it is set in below, and which one of those it is. */
function labelled(rows: readonly JournalRow[]): readonly string[] {
  const over: string[] = [];
  const seen = new Map<string, number>();
  return rows.map(({ cells, indent }) => {
    over.splice(indent, over.length, cells[0]?.text ?? '');
    const name = JSON.stringify(over);
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return `${name} ${times}`;
  });
}
