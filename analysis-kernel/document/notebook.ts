/** The notebook as plain data: settings and cells in reading order. Nothing here runs; operations are in `operations.ts`. */

export const CELL_KINDS = ['text', 'cohort', 'sql', 'analysis', 'chart', 'code', 'input'] as const;
export type CellKind = (typeof CELL_KINDS)[number];

/** How a cell stood in the file it was read from: written back letter for letter while the cell is as it was read. */
export interface Written {
  /** Blank lines before the cell. */
  readonly lead: string;
  readonly raw: string;
  /** Line of the file, from 1, on which the body begins. */
  readonly line: number;
  /** Characters of indentation the fence took from each line of the body. */
  readonly indent: number;
  readonly kind: CellKind;
  readonly name: string | null;
  readonly id: string;
  readonly body: string;
}

export interface CellContent {
  readonly kind: CellKind;
  /** Null in text cells only. */
  readonly name: string | null;
  readonly body: string;
}

export interface Cell extends CellContent {
  readonly id: string;
  /** Raised by every change of the cell; 0 as read from a file. */
  readonly version: number;
  /** Whether the id is written into the file; the others are made anew from names and order at each reading. */
  readonly explicitId: boolean;
  readonly written: Written | null;
}

export interface Settings {
  readonly title: string | null;
  /** `NAME` or `NAME@RELEASE`. */
  readonly database: string | null;
  /** Of the report; English unless the notebook says `language: zh`. */
  readonly language?: 'en' | 'zh';
}

export interface Notebook {
  /** YAML between the two lines of dashes, with a line end after its last line; null without front matter. */
  readonly frontMatter: string | null;
  readonly settings: Settings;
  readonly cells: readonly Cell[];
  /** Blank lines after the last cell, and how the file ends its lines. */
  readonly tail: string;
  readonly newline: '\n' | '\r\n';
  readonly byteOrderMark: boolean;
}

/** A notebook without cells. */
export function emptyNotebook(): Notebook {
  return {
    frontMatter: null,
    settings: { title: null, database: null },
    cells: [],
    tail: '',
    newline: '\n',
    byteOrderMark: false,
  };
}

/** A cell that stands in no file yet. */
export function newCell(id: string, { kind, name, body }: CellContent, version = 0): Cell {
  return { id, version, explicitId: false, kind, name, body, written: null };
}

/** The cell of an id, or null. */
export function cellOfId(notebook: Notebook, id: string): Cell | null {
  return notebook.cells.find((cell) => cell.id === id) ?? null;
}
