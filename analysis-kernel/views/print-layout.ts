/** How a journal table stands on a printed A4 page: upright, across, in smaller type, or in parts that repeat the first column. Never cut. */
import { type JournalColumn, type JournalTable, SHORTEST_CHINESE } from './journal-table';

export interface PrintLayout {
  readonly across: boolean;
  readonly small: boolean;
  /** Ranges stand below their numbers: beside them there is no room in every column. */
  readonly stacked: boolean;
  /** The columns of each part by place; the first column, which names the rows, stands in each. */
  readonly parts: readonly (readonly number[])[];
}

/** What fits beside a first column of a third of the page, in characters of a wide face: at 9 points and at 7.5, upright and across. */
const PAGES = [
  { across: false, small: false, room: 68 },
  { across: false, small: true, room: 82 },
  { across: true, small: false, room: 102 },
  { across: true, small: true, room: 123 },
] as const;
/** The whole page, in what is beside a first column of a third of it. */
const WHOLE = 1.45;
const PADDING = 2;

/** Signs of about half a figure's width. */
const NARROW = /[\s.,:;'|()[\]]/u;

/** The width of a text in characters; Chinese ones are two wide. */
function widthOf(text: string): number {
  let width = 0;
  for (const sign of text) width += /[\u2e80-\u9fff\uff00-\uffef]/u.test(sign) ? 2 : NARROW.test(sign) ? 0.6 : 1;
  return width;
}

/** A cell's text before its range, and the range, which breaks nowhere: `55.0` and ` [47.5 to 62.5]`; a count and its share are one: `46 (20.4)`. */
export function bracketsApart(text: string): readonly [string, string] {
  const at = text.search(/\s?[[［]/u);
  return at <= 0 ? [text, ''] : [text.slice(0, at), text.slice(at)];
}

function narrowestHeading({ header, under }: JournalColumn): number {
  const words = `${header} ${under ?? ''}`.split(/\s+|(?<=[/-])/u).map((word) => {
    const width = widthOf(word);
    return /[\u2e80-\u9fff]/u.test(word) ? Math.min(width, SHORTEST_CHINESE) : width;
  });
  return Math.max(0, ...words);
}

/** The most room a word of a text keeps to itself: Chinese breaks after any character. */
function longest(word: string): number {
  return /[\u2e80-\u9fff]/u.test(word) ? 1.5 * SHORTEST_CHINESE : 20;
}

function narrowest({ columns, rows }: JournalTable, place: number): number {
  let width = narrowestHeading(columns[place]);
  for (const { cells } of rows) {
    const text = cells[place]?.text ?? '';
    const pieces = columns[place].numeric ? bracketsApart(text).map((piece) => piece.trim()) : text.split(/\s+/u);
    for (const piece of pieces) width = Math.max(width, columns[place].numeric ? widthOf(piece) : Math.min(widthOf(piece), longest(piece)));
  }
  return width + PADDING;
}

/**
 * The layout in which every column of the table is printed: in one part before several, upright before across, in the larger type; in the
 * smaller where that keeps ranges beside their numbers on an upright page.
 */
export function printLayout(table: JournalTable): PrintLayout {
  const others = table.columns.map((_, place) => place).slice(1);
  const widths = table.columns.map((_, place) => narrowest(table, place));
  const inOneLine = table.columns.map((_, place) =>
    table.rows.reduce((most, { cells }) => Math.max(most, widthOf(cells[place]?.text ?? '') + PADDING), widths[place]),
  );
  // Beside labels that have a third of the page there is room for so much; of any other table the first column takes what it needs.
  const pages = table.byLabels === true ? PAGES : PAGES.map((page) => ({ ...page, room: page.room * WHOLE }));
  const first = (each: readonly number[]) => (table.byLabels === true ? 0 : (each[0] ?? 0));
  for (let parts = 1; ; parts++) {
    const each = Math.max(1, Math.ceil(others.length / parts));
    const split = evenly(table.columns, others, each);
    const widest = (each: readonly number[]) =>
      Math.max(...split.map((places) => places.reduce((sum, place) => sum + each[place], first(each))));
    const page =
      pages.find(({ across, room }) => !across && widest(inOneLine) <= room) ??
      pages.find(({ room }) => widest(widths) <= room) ??
      (each === 1 ? pages[pages.length - 1] : undefined);
    if (page === undefined) continue;
    const { across, small, room } = page;
    return { across, small, stacked: widest(inOneLine) > room, parts: split.map((places) => [0, ...places]) };
  }
}

/**
 * Columns in parts of at most so many, about equally many each. Neighbours under one heading stay together as far as there is room for them, under
 * the outermost first: a group is compared with the ones beside it.
 */
function evenly(columns: readonly JournalColumn[], places: readonly number[], most: number): readonly (readonly number[])[] {
  const groups = together(columns, places, most, 0);
  const largest = Math.max(1, ...groups.map(({ length }) => length));
  let parts = filled(groups, most);
  for (let fewer = most - 1; fewer >= largest; fewer--) {
    const evener = filled(groups, fewer);
    if (evener.length > parts.length) break;
    parts = evener;
  }
  return parts;
}

/** Neighbours under one heading of a line of the head; where there are more of them than a part holds, those of the line below, or evenly many. */
function together(
  columns: readonly JournalColumn[],
  places: readonly number[],
  most: number,
  line: number,
): readonly (readonly number[])[] {
  const groups: number[][] = [];
  for (const place of places) {
    const heading = columns[place].spanners?.[line];
    const last = groups.at(-1);
    if (last && heading !== undefined && columns[last[0]].spanners?.[line] === heading) last.push(place);
    else groups.push([place]);
  }
  return groups.flatMap((group) => {
    if (group.length <= most) return [group];
    if (columns[group[0]].spanners?.[line + 1] !== undefined) return together(columns, group, most, line + 1);
    const size = Math.ceil(group.length / Math.ceil(group.length / most));
    return Array.from({ length: Math.ceil(group.length / size) }, (_, at) => group.slice(at * size, (at + 1) * size));
  });
}

/** Groups one after the other into parts of at most so many. */
function filled(groups: readonly (readonly number[])[], most: number): readonly (readonly number[])[] {
  const parts: number[][] = [[]];
  for (const group of groups) {
    const last = parts[parts.length - 1];
    if (last.length > 0 && last.length + group.length > most) parts.push([...group]);
    else last.push(...group);
  }
  return parts;
}

/** The table with these of its columns alone. */
export function withColumns<T extends JournalTable>(table: T, places: readonly number[]): T {
  return {
    ...table,
    columns: places.map((place) => table.columns[place]),
    rows: table.rows.map((row) => ({ ...row, cells: places.map((place) => row.cells[place]) })),
  };
}
