/**
 * New names of a cohort's columns in every cell that reads them: the queries over it and what reads their columns in turn, the options
 * and formulas of analyses, drawings and code, and the results that words and queries take by a term's name.
 */
import { isMap, isScalar, type Node, visit } from 'yaml';
import { readYaml } from '../content/yaml';
import { nameKey } from '../document/names';
import type { Cell, CellKind, Notebook } from '../document/notebook';
import type { Operation } from '../document/operations';
import { findMethod } from '../registry/registry';
import { codeColumnEdits } from './code/column-edits';
import { readCodeBody } from './code/read-code';
import { type Edit, edited, moved } from './edits';
import { formulaEdits, otherNames, termRenamed } from './formula-edits';
import { passesColumn, queryEdits } from './sql/column-edits';
import { tableReferences } from './sql/references';
import { sqlTokens } from './sql/tokens';
import { placeholders } from './text/placeholders';

/** New names by the old ones, which are written as `nameKey` gives them. */
export type Columns = ReadonlyMap<string, string>;

/** Columns of an analysis that have other names, and the names in its formula that have not. */
interface Terms {
  readonly columns: Columns;
  readonly others: readonly string[];
}

/** What is renamed in which cell's results, by the cell's name. */
interface Renamed {
  /** Tables whose columns have other names. */
  readonly columns: Map<string, Columns>;
  /** Analyses whose terms have other names. */
  readonly terms: Map<string, Terms>;
}

/** The operations on all other cells after columns of the cell called `table` were renamed. */
export function columnOperations(notebook: Notebook, table: string, columns: ReadonlyMap<string, string>): readonly Operation[] {
  const renamed: Renamed = { columns: new Map([[nameKey(table), keyed(columns)]]), terms: new Map() };
  const bodies = new Map<string, string>();
  // What a query passes on is renamed where it is read: again until nothing new is found.
  for (let known = -1; known !== renamed.columns.size + renamed.terms.size; ) {
    known = renamed.columns.size + renamed.terms.size;
    for (const cell of notebook.cells) bodies.set(cell.id, renamedBody(cell, renamed));
  }
  return notebook.cells.flatMap((cell): Operation[] => {
    const body = bodies.get(cell.id);
    if (body === undefined || body === cell.body) return [];
    return [{ kind: 'text', id: cell.id, base: cell.version, change: { as: 'whole', body } }];
  });
}

/** One cell's text with the new names of another's columns, as the button of a failing cell writes it. */
export function withColumns(cell: Cell, table: string, columns: ReadonlyMap<string, string>): string {
  return renamedBody(cell, { columns: new Map([[nameKey(table), keyed(columns)]]), terms: new Map() });
}

function keyed(columns: ReadonlyMap<string, string>): Columns {
  return new Map([...columns].map(([from, to]) => [nameKey(from), to]));
}

const readers: Readonly<Record<CellKind, (cell: Cell, renamed: Renamed) => readonly Edit[]>> = {
  text: textEdits,
  cohort: () => [],
  sql: sqlEdits,
  analysis: analysisEdits,
  chart: codeEdits,
  code: codeEdits,
  input: () => [],
};

function renamedBody(cell: Cell, renamed: Renamed): string {
  return edited(cell.body, readers[cell.kind](cell, renamed));
}

/** Terms of the analysis a table belongs to: `fit`, `fit_coefficients`. */
function termsOf(table: string, { terms }: Renamed): Terms | null {
  const key = nameKey(table);
  for (const [name, own] of terms) if (key === name || key.startsWith(`${name}_`)) return own;
  return null;
}

function textEdits({ body }: Cell, renamed: Renamed): Edit[] {
  const isCell = (name: string) => renamed.columns.has(nameKey(name)) || renamed.terms.has(nameKey(name));
  return placeholders(body, isCell).flatMap(({ start, end, cell }) => {
    const columns = renamed.columns.get(nameKey(cell));
    const terms = renamed.terms.get(nameKey(cell));
    const edits: Edit[] = [];
    for (const step of body.slice(start, end).matchAll(/\.\s*([\p{L}_][\p{L}\p{N}_]*)|\[\s*(["'])(.*?)\2\s*\]/gu)) {
      const [whole, name, , row] = step;
      const now = name === undefined ? terms && termRenamed(row, terms.columns, terms.others) : columns?.get(nameKey(name));
      if (!now) continue;
      const at = start + step.index + whole.indexOf(name ?? row);
      edits.push({ start: at, end: at + (name ?? row).length, text: now });
    }
    return edits;
  });
}

function sqlEdits({ name, body }: Cell, renamed: Renamed): readonly Edit[] {
  const { tokens, fault } = sqlTokens(body);
  if (fault) return [];
  const edits: Edit[] = [];
  for (const [table, columns] of renamed.columns) {
    if (table === nameKey(name ?? '') || !tableReferences(tokens).some((read) => read.bare && nameKey(read.name) === table)) continue;
    edits.push(...queryEdits(body, table, columns));
    const passed = [...columns].filter(([column]) => passesColumn(body, table, column));
    if (name !== null && passed.length > 0) renamed.columns.set(nameKey(name), new Map(passed));
  }
  for (const { name: table, bare } of tableReferences(tokens)) {
    const terms = bare ? termsOf(table, renamed) : null;
    if (!terms) continue;
    for (const token of tokens) {
      const now = token.kind === 'text' ? termRenamed(token.value, terms.columns, terms.others) : null;
      if (now !== null) edits.push({ start: token.start + 1, end: token.end - 1, text: now });
    }
  }
  return withoutDoubles(edits);
}

function analysisEdits({ name, body }: Cell, renamed: Renamed): readonly Edit[] {
  const document = readYaml(body);
  if (document.errors.length > 0 || !isMap(document.contents)) return [];
  const columns = renamed.columns.get(nameKey(String(document.get('data') ?? '')));
  const method = findMethod(String(document.get('method') ?? ''));
  if (!columns || !method) return [];
  const edits: Edit[] = [];
  const controls = new Map(method.options.map(({ key, form }) => [key, form.control]));
  visit(document, {
    Scalar: (role, node, path) => {
      const keys = path.flatMap((step) => ('key' in step && isScalar(step.key) ? [String(step.key.value)] : []));
      const control = controlAt(controls, keys);
      if (role === 'key') {
        // A name that stands as a key: what is said of one column, below an option that is no mapping of its own.
        if (keys.length > 1 && !controls.has(keys.join('.'))) edits.push(...wholeName(body, node, columns));
      } else if (control === 'column' || control === 'columns') edits.push(...wholeName(body, node, columns));
      else if (control === 'formula') edits.push(...inside(body, node, (text) => formulaEdits(text, columns)));
      else if (keys.join('.') === 'where') edits.push(...inside(body, node, (text) => queryEdits(text, null, columns)));
    },
  });
  if (name !== null && edits.length > 0)
    renamed.terms.set(nameKey(name), { columns, others: otherNames(String(document.get('formula') ?? ''), columns) });
  return edits;
}

/** How the form asks for the option a value belongs to: its own key, else the nearest above it that is declared. */
function controlAt(controls: ReadonlyMap<string, string>, keys: readonly string[]): string | undefined {
  for (let length = keys.length; length > 0; length -= 1) {
    const control = controls.get(keys.slice(0, length).join('.'));
    if (control !== undefined) return control;
  }
  return undefined;
}

function wholeName(body: string, node: Node, columns: Columns): Edit[] {
  if (!isScalar(node) || typeof node.value !== 'string' || !node.range) return [];
  const { value } = node;
  const now = columns.get(nameKey(value));
  if (now === undefined) return [];
  const [start, end] = node.range;
  return [{ start, end, text: body.slice(start, end).replace(value, () => now) }];
}

/** Edits inside a text of YAML, in quotes, bare, or over several lines. */
function inside(body: string, node: Node, editsOf: (text: string) => readonly Edit[]): Edit[] {
  if (!isScalar(node) || typeof node.value !== 'string' || !node.range) return [];
  const [start, end] = node.range;
  const written = body.slice(start, end);
  const isBlock = node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL';
  const from = isBlock ? written.indexOf('\n') + 1 : node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE' ? 1 : 0;
  const to = written.length - (from === 1 && !isBlock ? 1 : 0);
  return moved(editsOf(written.slice(from, to)), start + from);
}

function codeEdits({ body }: Cell, renamed: Renamed): readonly Edit[] {
  const { code } = readCodeBody(body);
  if (code === null) return [];
  const tables = code.names.flatMap((name) => renamed.columns.get(nameKey(name)) ?? []);
  return withoutDoubles(tables.flatMap((columns) => codeColumnEdits(body, columns)));
}

function withoutDoubles(edits: readonly Edit[]): readonly Edit[] {
  return [...new Map(edits.map((edit) => [edit.start, edit])).values()];
}
