import type { JournalCell, JournalRow, JournalTable } from './journal-table';

/** What the two sides are called. */
export interface SideNames {
  readonly before: string;
  readonly after: string;
}

const NOTHING: JournalCell = { text: '–', full: null };

/**
 * Two tables of one layout as one: each column but the labels stands twice, under its heading, and rows of one label stand in one line. A row
 * that one has not shows a dash there. Rows without labels, whose first column is a number, stand beside each other in their order.
 * @returns null where the two have other columns, or one has labels alone
 */
export function tablesBeside(before: JournalTable, after: JournalTable, names: SideNames): JournalTable | null {
  const heads = (table: JournalTable) => table.columns.map(({ header, spanners }) => [header, spanners ?? []]);
  if (before.columns.length < 2 || JSON.stringify(heads(before)) !== JSON.stringify(heads(after))) return null;
  const labels = after.columns[0].numeric ? 0 : 1;
  const pairs = labels === 0 ? inOrder(before.rows, after.rows) : pairsOf(before.rows, after.rows);
  const rows = pairs.map(([was, is]) => {
    const row = (is ?? was) as JournalRow;
    const own = after.columns.flatMap((_, at) => (at < labels ? [] : [was?.cells[at] ?? NOTHING, is?.cells[at] ?? NOTHING]));
    return { ...row, cells: [...row.cells.slice(0, labels), ...own] };
  });
  return {
    ...after,
    columns: [
      ...after.columns.slice(0, labels),
      ...after.columns
        .slice(labels)
        .flatMap(({ header, under: _, spanners = [], ...column }) =>
          [names.before, names.after].map((side) => ({ ...column, header: side, spanners: [...spanners, header] })),
        ),
    ],
    rows,
    notes: [...new Set([...before.notes, ...after.notes])],
  };
}

type Pair = readonly [was: JournalRow | null, is: JournalRow | null];

function inOrder(before: readonly JournalRow[], after: readonly JournalRow[]): readonly Pair[] {
  return Array.from({ length: Math.max(before.length, after.length) }, (_, at) => [before[at] ?? null, after[at] ?? null]);
}

/** Rows of one label, the first with the first; those that one side alone has stand behind the row they stood behind. */
function pairsOf(before: readonly JournalRow[], after: readonly JournalRow[]): readonly Pair[] {
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
