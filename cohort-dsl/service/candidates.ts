import { patientTable, type Table } from '../schema/dictionary';
import type { Language } from '../source/localised';
import type { Program } from '../syntax/ast';
import { isPlainName } from '../syntax/identifiers';
import { HARD_WORDS } from '../syntax/words';
import { systemFamily, systemNames } from '../types/code-systems';
import { functions } from '../types/functions';
import { type Candidate, NAME_RANK } from './candidate';
import { type Cursor, expectsDate, expectsLength } from './cursor';
import { columnType, itemDetail, type Knowledge, searchText, tableDetail, unitAmong, withoutNumbers } from './facts';
import { type NamingClause, namingClauses, type Occurrence } from './meaning';
import { indexShape, patientShape, type RowShape, type ShapeColumn, shapeColumn, tableShape } from './shapes';
import { describing } from './value-starts';

/** A name as it has to be written. */
function spellName(name: string): string {
  return isPlainName(name) && !HARD_WORDS.has(name) ? name : `\`${name}\``;
}

function plain(kind: Candidate['kind'], name: string, rank: number, detail = '', filter = name): Candidate {
  return { label: name, kind, insert: spellName(name), detail, documentation: '', filter, rank };
}

/** Names that fit where a name stands. */
export function nameCandidates(at: Occurrence, program: Program, cursor: Cursor, knowledge: Knowledge, language: Language): Candidate[] {
  const { around } = at;
  switch (at.slot) {
    case 'value':
      return valueNames(at, program, cursor, knowledge, language);
    case 'member': {
      const index = cursor.before[cursor.before.length - 2]?.text === 'index';
      const words = index ? ['end', 'label'].map((name) => ({ ...plain('column', name, 1), insert: name })) : [];
      return [...columnNames(around.target, language, 0), ...words];
    }
    case 'column':
      return [...columnNames(around.target, language, 0), ...anyColumns(at, knowledge, language)];
    case 'table':
      return tableNames(knowledge, language, true);
    case 'indexTable':
      return tableNames(knowledge, language, false);
    case 'item':
      return around.target?.table ? itemNames(around.target.table, knowledge, language) : [];
    case 'codes':
    case 'system':
      return codeNames(at, program, cursor, knowledge);
    case 'cohort':
      return knowledge.cohorts.map((name) => plain('cohort', name, 0));
    case 'call':
      return functionNames(language);
    case 'exampleTable':
      return knowledge.dictionary.tables.map((table) => tableName(table, knowledge, language, 0));
    case 'exampleColumn':
      return columnNames(around.target, language, 0);
    case 'header':
      return [plain('name', knowledge.dictionary.database, 0, knowledge.dictionary.title[language])];
    case 'definition':
      return [];
  }
}

function valueNames(at: Occurrence, program: Program, cursor: Cursor, knowledge: Knowledge, language: Language): Candidate[] {
  const { around } = at;
  const clauses = namingClauses(program);
  const until = around.clause ? program.clauses.indexOf(around.clause) : program.clauses.length;
  const symbols = clauses
    .filter((clause) => isVisible(clause, program.clauses.indexOf(clause), until, around.clause?.kind ?? null))
    .filter((clause) => clause.kind === 'param' || !expectsLength(cursor))
    .map((clause) =>
      plain(
        'name',
        clause.name.text,
        isLength(clause, cursor) ? NAME_RANK + 1 : NAME_RANK,
        'label' in clause ? (clause.label?.value ?? '') : '',
      ),
    );
  if (expectsLength(cursor)) return symbols;
  const dates = expectsDate(cursor);
  const usable = (shape: RowShape): RowShape => (dates ? { ...shape, columns: shape.columns.filter(isDate) } : shape);
  const own = around.row ? columnNames(usable(around.row), language, 0) : [];
  const called = [...around.called.keys()].map((name) => plain('name', name, 1));
  const patient = columnNames(usable(patientShape(knowledge.dictionary)), language, 3).map((candidate) => ({
    ...candidate,
    label: `patient.${candidate.label}`,
    insert: `patient.${candidate.insert}`,
  }));
  const calls = functionNames(language).filter((call) => !dates || call.label === 'earliest' || call.label === 'latest');
  const index =
    around.clause?.kind === 'index' ? [] : columnNames(usable(describingShape(indexShape(knowledge.dictionary, program))), language, 3);
  const ofIndex = index.map((candidate) => ({ ...candidate, label: `index.${candidate.label}`, insert: `index.${candidate.insert}` }));
  const picked = dates ? [] : pickedColumns(knowledge, language);
  return [...own, ...called, ...symbols, ...patient, ...ofIndex, ...calls, ...picked];
}

/** The columns of rows that say more of them than their date or end. */
function describingShape(shape: RowShape): RowShape {
  return { ...shape, columns: shape.columns.filter(({ name }) => name !== 'date' && name !== 'end') };
}

/** The columns of event tables that describe a row, as `column of` a picked row. */
function pickedColumns(knowledge: Knowledge, language: Language): Candidate[] {
  const columns = knowledge.dictionary.tables.flatMap((table) => {
    const names = describing(table);
    return columnNames(tableShape(table), language, 5).filter(({ label }) => names.includes(label));
  });
  return columns.map((candidate) => ({ ...candidate, label: `${candidate.label} of`, insert: `${candidate.insert} of ` }));
}

function isDate(entry: ShapeColumn): boolean {
  return entry.column === null || entry.column.type === 'date' || entry.column.type === 'datetime';
}

/** Whether a name stands for a length of time where none is asked for. */
function isLength(clause: NamingClause, cursor: Cursor): boolean {
  return clause.kind === 'param' && clause.value.kind === 'duration' && !expectsLength(cursor);
}

/** Params and lets are visible everywhere; variables below themselves among variables, outcomes there too. */
function isVisible(clause: NamingClause, position: number, until: number, kind: string | null): boolean {
  if (clause.kind === 'param') return position !== until;
  if (clause.kind === 'let') return position !== until && (kind !== 'let' || position < until);
  if (kind !== 'variable' && kind !== 'intervals') return false;
  return clause.kind === 'outcome' || (clause.kind === 'variable' && position < until);
}

function columnNames(shape: RowShape | null, language: Language, rank: number): Candidate[] {
  return (shape?.columns ?? []).map((entry) => {
    const { column, name } = entry;
    if (!column) return plain('column', name, rank);
    const unit = unitAmong(column, shape?.items ?? []);
    const detail = [column.label[language], columnType({ ...column, unit }, language)].filter((part) => part !== '').join(' · ');
    const filter = withoutNumbers(searchText(name, column.label, [...column.synonyms, column.name]));
    return { label: name, kind: 'column', insert: name === 'end' ? name : spellName(name), detail, documentation: '', filter, rank };
  });
}

/** The columns of all event tables, where the rows are not written yet (`mean of |`). */
function anyColumns(at: Occurrence, knowledge: Knowledge, language: Language): Candidate[] {
  if (at.slot !== 'column' || (at.around.target?.columns.length ?? 0) > 0) return [];
  const seen = new Set<string>();
  return knowledge.dictionary.tables
    .filter((table) => table.role === 'event')
    .flatMap((table) => columnNames(tableShape(table), language, 1))
    .filter((column) => !seen.has(column.label) && seen.add(column.label));
}

function tableName(table: Table, knowledge: Knowledge, language: Language, rank: number): Candidate {
  const filter = withoutNumbers(searchText(table.name, table.label, []));
  const documentation = table.description?.[language] ?? '';
  return {
    label: table.name,
    kind: 'table',
    insert: spellName(table.name),
    detail: tableDetail(knowledge, table, language),
    documentation,
    filter,
    rank,
  };
}

/** After the event tables and the words that make rows of them. */
const LATE_TABLE = 0.58;

/** Tables of rows; `items` adds what each measures, as `lab(egfr)`. */
function tableNames(knowledge: Knowledge, language: Language, items: boolean): Candidate[] {
  const patient = patientTable(knowledge.dictionary);
  return knowledge.dictionary.tables
    .filter((table) => table !== patient)
    .flatMap((table) => {
      const own = tableName(table, knowledge, language, table.role === 'event' ? 0 : LATE_TABLE);
      if (!items) return [own];
      const measured = itemNames(table, knowledge, language).map((item) => ({
        ...item,
        label: `${table.name}(${item.label})`,
        insert: `${spellName(table.name)}(${item.insert})`,
        filter: withoutNumbers(`${table.name} ${item.filter}`),
        rank: 1,
      }));
      return [own, ...measured];
    });
}

function itemNames(table: Table, knowledge: Knowledge, language: Language): Candidate[] {
  return table.items.map((item) => ({
    label: item.name,
    kind: 'item',
    insert: spellName(item.name),
    detail: itemDetail(knowledge, table, item, language),
    documentation: item.rule?.[language] ?? '',
    filter: searchText(item.name, item.label, item.synonyms),
    rank: 0,
  }));
}

/** Code lists of the program and code systems; those of the column's own system first. */
function codeNames(at: Occurrence, program: Program, cursor: Cursor, knowledge: Knowledge): Candidate[] {
  const words = cursor.before.filter((token) => token.text !== 'not' && token.text !== 'in');
  const column = at.around.row ? shapeColumn(at.around.row, words[words.length - 1]?.text ?? '') : null;
  const own = column?.column?.system ?? null;
  const fits = (system: string): boolean => own === null || systemFamily(system) === systemFamily(own);
  const lists = program.clauses
    .filter((clause) => clause.kind === 'codes')
    .map((clause) => {
      const matching = clause.value.kind === 'codeImport' || fits(clause.value.system.text);
      return plain('codes', clause.name.text, matching ? 0 : 3, clause.label?.value ?? '');
    });
  const used = new Set(knowledge.dictionary.tables.flatMap((table) => table.columns.map((entry) => entry.system)));
  const systems = systemNames(knowledge.dictionary).map((name): Candidate => {
    const rank = own !== null && name === own ? 1 : used.has(name) && fits(name) ? 2 : 4;
    return { ...plain('system', name, rank), insert: `${name} { "` };
  });
  return [...lists, ...systems];
}

function functionNames(language: Language): Candidate[] {
  return Object.values(functions).map((entry) => ({
    label: entry.name,
    kind: 'function',
    insert: `${entry.name}(`,
    detail: entry.signature,
    documentation: `${entry.doc[language]} ${entry.missing[language]}`,
    filter: entry.name,
    rank: 5,
  }));
}
