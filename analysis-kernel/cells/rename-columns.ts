/**
 * New names of a cohort's columns in every cell that reads them: the queries over it and what reads their columns in turn, the options
 * and formulas of analyses, drawings and code, and the results that words and queries take by a term's name.
 */
import { isCollection, isMap, isScalar, type Node, type Scalar, visit } from 'yaml';
import { readYaml } from '../content/yaml';
import { isCellName, nameKey } from '../document/names';
import type { Cell, CellKind, Notebook } from '../document/notebook';
import type { Operation } from '../document/operations';
import type { Method } from '../registry/method';
import { loadMethod } from '../registry/registry';
import { codeColumnEdits } from './code/column-edits';
import { readCodeBody } from './code/read-code';
import { type Edit, edited, moved } from './edits';
import { formulaEdits, otherNames, termRenamed } from './formula-edits';
import { readInput } from './kinds/input';
import { settingOf } from './own-title';
import { passesColumn, queryEdits } from './sql/column-edits';
import { tableReferences } from './sql/references';
import { sqlTokens } from './sql/tokens';
import { placeholders } from './text/placeholders';

/** New names by the old ones, which are written as `nameKey` gives them. */
type Columns = ReadonlyMap<string, string>;

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
  /** Tables made by code that could not be followed: whether their columns have other names is not known. */
  readonly unsure: Map<string, Columns>;
  /** Old names as the table spells them: code tells case apart. */
  readonly spelling: ReadonlyMap<string, string>;
  /** Values that an input offers, by the input's name: code may take one as a column's name. */
  readonly offered: ReadonlyMap<string, readonly string[]>;
  /** Whether another table that code reads may have a column of that name. */
  readonly isElsewhere: (table: string, column: string) => boolean;
  /** Methods of the analyses that are read, by id. */
  readonly methods: ReadonlyMap<string, Method>;
  /** Lines of code, by the cell's id, that read or may read a column in a way that could not be followed. */
  readonly doubts: Map<string, readonly number[]>;
}

export interface ColumnRenaming {
  readonly operations: readonly Operation[];
  /** Cells of code that may still read an old name, or read another table's column of that name, and the lines to look at, from 1. */
  readonly doubts: ReadonlyMap<string, readonly number[]>;
}

/**
 * Methods of the analyses among the cells, by id: they say which options are columns.
 * @throws MethodUnavailable
 */
export async function methodsOf(cells: readonly Cell[]): Promise<ReadonlyMap<string, Method>> {
  const ids = new Set(cells.flatMap((cell) => settingOf(cell, 'method') ?? []));
  const methods = await Promise.all([...ids].map(loadMethod));
  return new Map(methods.flatMap((method) => (method === null ? [] : [[method.id, method]])));
}

/**
 * What renames columns of the cell called `table` in all other cells.
 * @param methods those of the notebook's analyses
 * @param columnsOf columns of a table another cell makes, as far as they are known
 */
export function columnOperations(
  notebook: Notebook,
  table: string,
  columns: ReadonlyMap<string, string>,
  methods: ReadonlyMap<string, Method>,
  columnsOf: (table: string) => readonly string[] | null = () => null,
): ColumnRenaming {
  const isElsewhere = (name: string, column: string) => {
    const isTable = notebook.cells.some((cell) => MAKES_TABLES.has(cell.kind) && isMadeBy(cell, name));
    return isTable && (columnsOf(name)?.includes(column) ?? true);
  };
  const renamed = renaming(table, columns, { offered: offeredBy(notebook.cells), isElsewhere, methods });
  const bodies = new Map<string, string>();
  const known = () => [renamed.columns, renamed.terms, renamed.unsure].map((of) => [...of.keys()].join()).join(';');
  // What a cell passes on is renamed where it is read: again until nothing new is found, which takes no more turns than there are cells.
  for (let [before, turn] = ['', 0]; before !== known() && turn <= notebook.cells.length; turn += 1) {
    before = known();
    for (const cell of notebook.cells) bodies.set(cell.id, renamedBody(cell, renamed));
  }
  const operations = notebook.cells.flatMap((cell): Operation[] => {
    const body = bodies.get(cell.id);
    if (body === undefined || body === cell.body) return [];
    return [{ kind: 'text', id: cell.id, base: cell.version, change: { as: 'whole', body } }];
  });
  return { operations, doubts: renamed.doubts };
}

/** One cell's text with the new names of another's columns, as the button of a failing cell writes it. */
export function withColumns(cell: Cell, table: string, columns: ReadonlyMap<string, string>, methods: Renamed['methods']): string {
  return renamedBody(cell, renaming(table, columns, { offered: new Map(), isElsewhere: () => false, methods }));
}

function renaming(
  table: string,
  columns: ReadonlyMap<string, string>,
  around: Pick<Renamed, 'offered' | 'isElsewhere' | 'methods'>,
): Renamed {
  return {
    columns: new Map([[nameKey(table), keyed(columns)]]),
    terms: new Map(),
    unsure: new Map(),
    spelling: new Map([...columns.keys()].map((name) => [nameKey(name), name])),
    doubts: new Map(),
    ...around,
  };
}

/** What the inputs among the cells offer to choose. */
function offeredBy(cells: readonly Cell[]): Renamed['offered'] {
  return new Map(
    cells.flatMap(({ kind, name, body }) => {
      const input = kind === 'input' && name !== null ? readInput(body).input : null;
      return input && name !== null ? [[nameKey(name), input.options.map(({ value }) => String(value))]] : [];
    }),
  );
}

const MAKES_TABLES: ReadonlySet<CellKind> = new Set(['cohort', 'sql', 'analysis', 'code']);

function isMadeBy({ name }: Cell, table: string): boolean {
  return name !== null && (nameKey(table) === nameKey(name) || nameKey(table).startsWith(`${nameKey(name)}_`));
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
    let isRow = false;
    for (const step of body.slice(start, end).matchAll(/\.\s*([\p{L}_][\p{L}\p{N}_]*)|\[\s*(?:(["'])(.*?)\2|\d+)\s*\]/gu)) {
      const [whole, name, , quoted] = step;
      const column = name ?? (isRow ? quoted : undefined);
      const now = column === undefined ? terms && termRenamed(quoted ?? '', terms.columns, terms.others) : columns?.get(nameKey(column));
      const at = start + step.index;
      // Between quotes of one kind the other may stand, never both.
      if (now && !(now.includes('"') && now.includes("'")))
        edits.push({ start: at, end: at + whole.length, text: column === undefined ? bracketed(now) : columnStep(now, isRow) });
      isRow = name === undefined;
    }
    return edits;
  });
}

/** A column after a row, or of a table's only row: what is no plain word stands in brackets, behind a row. */
function columnStep(name: string, isRow: boolean): string {
  return isCellName(name) ? `.${name}` : `${isRow ? '' : '[1]'}${bracketed(name)}`;
}

function bracketed(text: string): string {
  return text.includes('"') ? `['${text}']` : `["${text}"]`;
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

function analysisEdits(cell: Cell, renamed: Renamed): readonly Edit[] {
  const { name, body } = cell;
  const document = readYaml(body);
  if (document.errors.length > 0 || !isMap(document.contents)) return [];
  const columns = renamed.columns.get(nameKey(String(document.get('data') ?? '')));
  const method = renamed.methods.get(settingOf(cell, 'method') ?? '');
  if (!columns || !method) return [];
  const edits: Edit[] = [];
  const controls = new Map(method.options.map(({ key, form }) => [key, form.control]));
  visit(document, {
    Scalar: (role, node, path) => {
      const keys = path.flatMap((step) => ('key' in step && isScalar(step.key) ? [String(step.key.value)] : []));
      const control = controlAt(controls, keys);
      const inBrackets = path.some((step) => isCollection(step) && step.flow);
      if (role === 'key') {
        // A name that stands as a key: what is said of one column, below an option that is no mapping of its own.
        if (keys.length > 1 && !controls.has(keys.join('.'))) edits.push(...wholeName(node, columns, inBrackets));
      } else if (control === 'column' || control === 'columns') edits.push(...wholeName(node, columns, inBrackets));
      else if (control === 'formula') edits.push(...inside(body, node, inBrackets, (text) => formulaEdits(text, columns)));
      else if (keys.join('.') === 'where') edits.push(...inside(body, node, inBrackets, (text) => queryEdits(text, null, columns)));
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

function wholeName(node: Node, columns: Columns, inBrackets: boolean): Edit[] {
  if (!isScalar(node) || typeof node.value !== 'string' || !node.range) return [];
  const { value } = node;
  const now = columns.get(nameKey(value));
  if (now === undefined) return [];
  const [start, end] = node.range;
  return [{ start, end, text: scalarText(now, node, inBrackets) }];
}

/** Edits inside a text of YAML, in quotes, bare, or over several lines; one line is written anew with the quotes that it needs. */
function inside(body: string, node: Node, inBrackets: boolean, editsOf: (text: string) => readonly Edit[]): Edit[] {
  if (!isScalar(node) || typeof node.value !== 'string' || !node.range) return [];
  const [start, end] = node.range;
  const written = body.slice(start, end);
  if (!written.includes('\n')) {
    const now = edited(node.value, editsOf(node.value));
    return now === node.value ? [] : [{ start, end, text: scalarText(now, node, inBrackets) }];
  }
  const isBlock = node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL';
  const from = isBlock ? written.indexOf('\n') + 1 : node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE' ? 1 : 0;
  const to = written.length - (from === 1 && !isBlock ? 1 : 0);
  return moved(editsOf(written.slice(from, to)), start + from);
}

/** A text as a scalar of one line: in the quotes it had, bare where YAML reads it so. */
function scalarText(text: string, { type }: Scalar, inBrackets: boolean): string {
  if (type === 'QUOTE_SINGLE') return `'${text.replaceAll("'", "''")}'`;
  return type !== 'QUOTE_DOUBLE' && isBare(text, inBrackets) ? text : JSON.stringify(text);
}

/** Whether YAML reads a text as itself where it stands. */
function isBare(text: string, inBrackets: boolean): boolean {
  const document = readYaml(inBrackets ? `k: [${text}]` : `k:\n- ${text}`);
  return document.errors.length === 0 && document.getIn(['k', 0]) === text;
}

/**
 * Code is renamed throughout where that keeps it one program; where it is not certain to, its lines are noted to be looked at, and what
 * its table's columns are called is not known either.
 */
function codeEdits({ id, kind, name, body }: Cell, renamed: Renamed): readonly Edit[] {
  const read = readCodeBody(body).code?.names ?? body.match(/[\p{L}_$][\p{L}\p{M}\p{N}_$]*/gu) ?? [];
  const of = (tables: ReadonlyMap<string, Columns>) => read.flatMap((one) => [...(tables.get(nameKey(one)) ?? [])]);
  const [sure, unsure] = [of(renamed.columns), of(renamed.unsure)];
  if (sure.length + unsure.length === 0) return [];
  const columns = new Map([...unsure, ...sure].map(([old, now]) => [renamed.spelling.get(old) ?? old, now]));
  const { edits, doubts: unfollowed, clash } = codeColumnEdits(body, columns);
  const doubts = [...unfollowed, ...choices(body, read, columns, renamed)];
  const others = read.filter((one) => !renamed.columns.has(nameKey(one)));
  const isElsewhere = unsure.length > 0 || others.some((one) => [...columns.keys()].some((old) => renamed.isElsewhere(one, old)));
  const leaves = clash || isElsewhere;
  const places = leaves ? [...doubts, ...edits.map(({ start }) => start)] : doubts;
  if (places.length > 0) renamed.doubts.set(id, linesOf(body, places));
  else renamed.doubts.delete(id);
  if (kind === 'code' && name !== null) {
    const isSure = places.length === 0 && unsure.length === 0;
    const [to, from] = isSure ? [renamed.columns, renamed.unsure] : [renamed.unsure, renamed.columns];
    from.delete(nameKey(name));
    to.set(nameKey(name), new Map([...unsure, ...sure]));
  }
  return leaves ? [] : edits;
}

/** Where code reads an input that offers a column's old name. A value may be called so as well: which it is, only a person knows. */
function choices(body: string, read: readonly string[], columns: ReadonlyMap<string, string>, { offered }: Renamed): readonly number[] {
  const inputs = new Set(read.filter((name) => offered.get(nameKey(name))?.some((value) => columns.has(value))));
  return [...body.matchAll(/[\p{L}_$][\p{L}\p{M}\p{N}_$]*/gu)].flatMap(({ 0: word, index }) => (inputs.has(word) ? [index] : []));
}

function linesOf(body: string, places: readonly number[]): readonly number[] {
  return [...new Set(places.map((at) => body.slice(0, at).split('\n').length))].toSorted((a, b) => a - b);
}

function withoutDoubles(edits: readonly Edit[]): readonly Edit[] {
  return [...new Map(edits.map((edit) => [edit.start, edit])).values()];
}
