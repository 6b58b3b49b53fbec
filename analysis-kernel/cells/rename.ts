/** A cell's new name in every cell that reads it: each kind's own reader finds the places. */
import { isMap, isScalar, visit } from 'yaml';
import { cohortNames, type Dictionary, parse, rename } from '@/cohort-dsl';
import { readYaml } from '../content/yaml';
import { nameKey } from '../document/names';
import type { Cell, CellKind, Notebook } from '../document/notebook';
import type { Operation } from '../document/operations';
import { freeUses } from './code/free-names';
import { readCodeTree } from './code/read-code';
import { type Edit, edited, moved } from './edits';
import { tableReferences } from './sql/references';
import { sqlTokens } from './sql/tokens';
import { placeholders } from './text/placeholders';

/** What a name that was read is called now; null where it is another's. */
type Renaming = (read: string) => string | null;

/** Options of analyses that name a table. */
const TABLE_OPTIONS = new Set(['data']);

const readers: Readonly<Record<CellKind, (body: string, renamed: Renaming) => readonly Edit[]>> = {
  text: textEdits,
  cohort: cohortEdits,
  sql: sqlEdits,
  analysis: analysisEdits,
  chart: codeEdits,
  code: codeEdits,
  input: () => [],
};

/**
 * The operations that rename a cell and every mention of it: of its own table, of the tables it makes (`NAME_attrition`), of an
 * input's value (`$NAME`, the parameter of a cohort). A cell whose text cannot be read is left as it is, and says itself what it misses.
 * @param dictionary of the database, by which a parameter is told from a column; without it cohorts keep theirs
 */
export function renameOperations(notebook: Notebook, id: string, name: string, dictionary: Dictionary | null): readonly Operation[] {
  const cell = notebook.cells.find((one) => one.id === id);
  if (!cell?.name || cell.name === name) return [];
  const renamed = renaming(cell, name, notebook);
  const operations: Operation[] = [{ kind: 'rename', id, base: cell.version, name }];
  for (const other of notebook.cells) {
    if (other.id === id) continue;
    const isParameter = cell.kind === 'input' && other.kind === 'cohort' && dictionary !== null;
    const edits = isParameter ? parameterEdits(other.body, cell.name, name, dictionary) : readers[other.kind](other.body, renamed);
    if (edits.length === 0) continue;
    operations.push({ kind: 'text', id: other.id, base: other.version, change: { as: 'whole', body: edited(other.body, edits) } });
  }
  return operations;
}

/** The operations on all other cells after a table that a cell makes besides its own has another name. */
export function tableOperations(notebook: Notebook, id: string, from: string, to: string): readonly Operation[] {
  const renamed: Renaming = (read) => (nameKey(read) === nameKey(from) ? to : null);
  return notebook.cells.flatMap((cell): Operation[] => {
    const edits = cell.id === id ? [] : readers[cell.kind](cell.body, renamed);
    if (edits.length === 0) return [];
    return [{ kind: 'text', id: cell.id, base: cell.version, change: { as: 'whole', body: edited(cell.body, edits) } }];
  });
}

/** Where a cell's text first names another cell or a table it makes; null where its text cannot be read. */
export function firstMention(notebook: Notebook, reader: Cell, of: Cell): number | null {
  const edits = readers[reader.kind](reader.body, renaming(of, of.name ?? '', notebook));
  return edits.length === 0 ? null : Math.min(...edits.map(({ start }) => start));
}

function renaming(cell: Cell, name: string, notebook: Notebook): Renaming {
  const own = nameKey(cell.name ?? '');
  const makesTables = cell.kind === 'cohort' || cell.kind === 'analysis';
  const others = notebook.cells.flatMap((other) => (other.id === cell.id || other.name === null ? [] : [nameKey(other.name)]));
  return (read) => {
    const key = nameKey(read);
    if (key === own) return name;
    if (!makesTables || !key.startsWith(`${own}_`)) return null;
    // The longest name before the underscore is the owner, as everywhere.
    if (others.some((other) => key === other || (other.length > own.length && key.startsWith(`${other}_`)))) return null;
    return name + read.slice((cell.name ?? '').length);
  };
}

function textEdits(body: string, renamed: Renaming): Edit[] {
  return placeholders(body, (name) => renamed(name) !== null).map(({ start, cell }) => {
    const at = body.indexOf(cell, start);
    return { start: at, end: at + cell.length, text: renamed(cell) ?? cell };
  });
}

function cohortEdits(body: string, renamed: Renaming): Edit[] {
  return cohortNames(parse(body).program).flatMap(({ text, quoted, span }) => {
    const now = renamed(text);
    return now === null ? [] : [{ start: span.start, end: span.end, text: quoted ? `\`${now}\`` : now }];
  });
}

/** A cohort's parameter that an input of this name gives its value. */
function parameterEdits(body: string, own: string, name: string, dictionary: Dictionary): readonly Edit[] {
  const { program } = parse(body);
  const clause = program.clauses.find((one) => one.kind === 'param' && nameKey(one.name.text) === nameKey(own));
  if (clause?.kind !== 'param') return [];
  const answer = rename(program, dictionary, clause.name.span.start, name);
  return answer.kind === 'edits' ? answer.edits.map(({ span, text }) => ({ start: span.start, end: span.end, text })) : [];
}

function sqlEdits(body: string, renamed: Renaming): Edit[] {
  const { tokens, fault } = sqlTokens(body);
  if (fault) return [];
  const tables = tableReferences(tokens).filter(({ bare, name }) => bare && renamed(name) !== null);
  const known = new Set(tables.map(({ name }) => nameKey(name)));
  const starts = new Set(tables.map(({ start }) => start));
  return tokens.flatMap((token, at) => {
    const { start, end, kind, value } = token;
    const now = renamed(value);
    if (now === null) return [];
    const written = body.slice(start, end);
    const isTable = starts.has(start);
    // `fit.estimate`, where the query reads `fit`.
    const isQualifier =
      (kind === 'word' || kind === 'quoted') && known.has(nameKey(value)) && tokens[at + 1]?.value === '.' && tokens[at - 1]?.value !== '.';
    if (kind === 'parameter') return [{ start, end, text: `$${now}` }];
    return isTable || isQualifier ? [{ start, end, text: written.replace(value, () => now) }] : [];
  });
}

function analysisEdits(body: string, renamed: Renaming): Edit[] {
  const document = readYaml(body);
  if (document.errors.length > 0 || !isMap(document.contents)) return [];
  const edits: Edit[] = [];
  visit(document, {
    Pair: (_, { key, value }) => {
      if (!isScalar(key) || !isScalar(value) || !value.range || typeof value.value !== 'string') return;
      const [start, end] = value.range;
      const written = body.slice(start, end);
      const now = TABLE_OPTIONS.has(String(key.value)) ? renamed(value.value) : null;
      if (now !== null) edits.push({ start, end, text: written.replace(value.value, () => now) });
      else if (key.value === 'where' && written === value.value) edits.push(...moved(sqlEdits(written, renamed), start));
    },
    Scalar: (key, { value, range }) => {
      const now = key !== 'key' && typeof value === 'string' && value.startsWith('$') ? renamed(value.slice(1)) : null;
      if (now === null || !range) return;
      const written = body.slice(range[0], range[1]);
      edits.push({ start: range[0], end: range[1], text: written.replace(String(value), () => `$${now}`) });
    },
  });
  return edits;
}

function codeEdits(body: string, renamed: Renaming): Edit[] {
  // What cannot run for its size or depth, or is no code as it stands, stays as it is.
  const tree = readCodeTree(body);
  if (!tree) return [];
  return freeUses(tree.program).flatMap(({ name, start, shorthand }) => {
    const [now, at] = [renamed(name), tree.placeOf(start)];
    return now === null || at === null ? [] : [{ start: at, end: at + name.length, text: shorthand ? `${name}: ${now}` : now }];
  });
}
