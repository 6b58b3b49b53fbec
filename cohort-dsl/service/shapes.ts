import { type Column, columnOfRole, type Dictionary, type Item, patientTable, type Table } from '../schema/dictionary';
import type { Clause, Program } from '../syntax/ast';
import type { EventSource, Events, Expr } from '../syntax/ast-expressions';

/** A column that some rows have, under the name it answers to. */
export interface ShapeColumn {
  readonly name: string;
  /** Null for columns the language makes (`start` of episodes). */
  readonly column: Column | null;
  /** Whether the name is a role word of the table (`date`, `value`), not the column's own. */
  readonly role: boolean;
}

/** What is known of rows without checking the program: their table, the items chosen, the names their columns answer to. */
export interface RowShape {
  readonly table: Table | null;
  readonly items: readonly Item[];
  readonly columns: readonly ShapeColumn[];
}

const ROLE_WORDS = ['date', 'end', 'item', 'value', 'code'] as const;

const MADE_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  episodes: ['start', 'end', 'rows', 'codes', 'code', 'date'],
  lines: ['number', 'regimen', 'start', 'end', 'reason', 'code', 'date'],
  cohort: ['date', 'end'],
  word: ['date'],
};

function made(kind: keyof typeof MADE_COLUMNS, more: readonly string[] = []): RowShape {
  const names = [...MADE_COLUMNS[kind], ...more];
  return { table: null, items: [], columns: names.map((name) => ({ name, column: null, role: false })) };
}

export const NO_ROWS: RowShape = { table: null, items: [], columns: [] };

/** The columns of a table: role words first, then its own names; the patient key is left out. */
export function tableShape(table: Table, items: readonly string[] = []): RowShape {
  const roles = ROLE_WORDS.flatMap((word): ShapeColumn[] => {
    const column = columnOfRole(table, word);
    return column ? [{ name: word, column, role: true }] : [];
  });
  const taken = new Set<string>(roles.map((column) => column.name));
  const own = table.columns
    .filter((column) => column.name !== table.key && !taken.has(column.name))
    .map((column): ShapeColumn => ({ name: column.name, column, role: false }));
  return { table, items: table.items.filter((item) => items.includes(item.name)), columns: [...roles, ...own] };
}

/** The table of a name, or null. */
export function findTable(dictionary: Dictionary, name: string): Table | null {
  return dictionary.tables.find((table) => table.name === name) ?? null;
}

/** What is known of the rows of a source. */
function shapeOfSource(dictionary: Dictionary, source: EventSource): RowShape {
  switch (source.kind) {
    case 'table': {
      const table = findTable(dictionary, source.name.text);
      if (!table) return NO_ROWS;
      return tableShape(
        table,
        source.items.map((item) => item.text),
      );
    }
    case 'union':
      return commonShape(source.parts.map((part) => shapeOfEvents(dictionary, part)));
    case 'parens':
      return shapeOfEvents(dictionary, source.inner);
    case 'episodes':
      return made('episodes', source.by ? [source.by.text] : []);
    case 'lines':
    case 'cohort':
    case 'word':
      return made(source.kind);
  }
}

/** What is known of event rows; their suffixes change nothing of it. */
export function shapeOfEvents(dictionary: Dictionary, events: Events): RowShape {
  return shapeOfSource(dictionary, events.source);
}

/** What several rows have in common. */
function commonShape(shapes: readonly RowShape[]): RowShape {
  const [first, ...rest] = shapes;
  if (!first) return NO_ROWS;
  const columns = first.columns.filter((column) => rest.every((shape) => shape.columns.some((other) => other.name === column.name)));
  const sameTable = rest.every((shape) => shape.table === first.table);
  return { table: sameTable ? first.table : null, items: sameTable ? shapes.flatMap((shape) => shape.items) : [], columns };
}

/** The column that answers to a name, or null. */
export function shapeColumn(shape: RowShape, name: string): ShapeColumn | null {
  return shape.columns.find((column) => column.name === name) ?? null;
}

/** The columns of the patient table, as `patient.column` reaches them. */
export function patientShape(dictionary: Dictionary): RowShape {
  const table = patientTable(dictionary);
  const columns = table.columns.filter((column) => column.name !== table.key);
  return { table, items: [], columns: columns.map((column) => ({ name: column.name, column, role: false })) };
}

/** The rows an expression picks one of, through parentheses. */
export function pickedEvents(node: Expr): Events | null {
  if (node.kind === 'pick') return node.events;
  if (node.kind === 'paren') return pickedEvents(node.inner);
  return node.kind === 'columnOf' ? pickedEvents(node.of) : null;
}

/** The columns of the index row. */
export function indexShape(dictionary: Dictionary, program: Program): RowShape {
  const clause = program.clauses.find((candidate): candidate is Extract<Clause, { kind: 'index' }> => candidate.kind === 'index');
  if (!clause) return NO_ROWS;
  const { form } = clause;
  switch (form.kind) {
    case 'each':
      return shapeOfEvents(dictionary, form.events);
    case 'firstOf':
      return commonShape(form.arms.map((arm) => shapeOfEvents(dictionary, arm.events)));
    case 'washout':
      return shapeOfEvents(dictionary, form.pick.events);
    case 'from': {
      const table = findTable(dictionary, form.table.text);
      return table ? tableShape(table) : NO_ROWS;
    }
    case 'at': {
      const events = pickedEvents(form.value);
      return events ? shapeOfEvents(dictionary, events) : NO_ROWS;
    }
    case 'every':
      return NO_ROWS;
  }
}
