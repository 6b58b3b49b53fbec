import { patientTable, type Table } from '../schema/dictionary';
import { unitSpellings, usualSpelling } from '../schema/unit-spellings';
import type { Language } from '../source/localised';
import type { Program } from '../syntax/ast';
import type { Expr } from '../syntax/ast-expressions';
import { isPlainName } from '../syntax/identifiers';
import { DURATION_WORDS, HARD_WORDS } from '../syntax/words';
import { systemFamily, systemNames } from '../types/code-systems';
import { functions } from '../types/functions';
import { unitInSource } from '../types/unit-in-source';
import type { Candidate } from './candidate';
import { type Cursor, expectsDate, expectsLength } from './cursor';
import { columnType, itemDetail, type Knowledge, searchText, tableDetail, unitAmong } from './facts';
import { findNode } from './find-node';
import { type NamingClause, namingClauses, type Occurrence } from './meaning';
import { occurrences } from './occurrences';
import { type Repaired, repaired } from './repair';
import { patientShape, type RowShape, type ShapeColumn, shapeColumn, tableShape } from './shapes';

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
    .map((clause) => plain('name', clause.name.text, 2, 'label' in clause ? (clause.label?.value ?? '') : ''));
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
  return [...own, ...called, ...symbols, ...patient, ...calls];
}

function isDate(entry: ShapeColumn): boolean {
  return entry.column === null || entry.column.type === 'date' || entry.column.type === 'datetime';
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
    const filter = searchText(name, column.label, [...column.synonyms, column.name]);
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
  const filter = searchText(table.name, table.label, []);
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

/** Tables of rows; `items` adds what each measures, as `lab(egfr)`. */
function tableNames(knowledge: Knowledge, language: Language, items: boolean): Candidate[] {
  const patient = patientTable(knowledge.dictionary);
  return knowledge.dictionary.tables
    .filter((table) => table !== patient)
    .flatMap((table) => {
      const own = tableName(table, knowledge, language, 0);
      if (!items) return [own];
      const measured = itemNames(table, knowledge, language).map((item) => ({
        ...item,
        label: `${table.name}(${item.label})`,
        insert: `${spellName(table.name)}(${item.insert})`,
        filter: `${table.name} ${item.filter}`,
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

/** The unit of what a number is compared with first, then durations, then the other usual units. */
export function unitCandidates(source: string, cursor: Cursor, knowledge: Knowledge, language: Language): Candidate[] {
  const wanted = comparedUnit(source, cursor, knowledge);
  const own = wanted === null ? [] : [{ ...unit(usualSpelling(wanted), 0), insert: unitInSource(wanted) }];
  const number = cursor.before[cursor.before.length - 1]?.text ?? '';
  const durations = Object.entries(DURATION_WORDS)
    .filter(([word, plural]) => (number === '1' ? word !== plural : word === plural))
    .map(([word]) => ({ ...unit(word, wanted === null ? 1 : 2), detail: language === 'zh' ? '时长' : 'duration' }));
  const others = unitSpellings()
    .filter(({ usual }) => !usual.startsWith('/') && usual !== '1')
    .map(({ usual, others: spellings }) => ({ ...unit(usual, 3), filter: [usual, ...spellings].join(' ') }));
  return [...own, ...durations, ...others];
}

function unit(text: string, rank: number): Candidate {
  return { label: text, kind: 'unit', insert: text, detail: '', documentation: '', filter: text, rank };
}

/** A number no one writes: it marks the place of the cursor's number in the repaired program. */
const MARK = '918273645';

/** The unit of the column or item on the other side of a comparison with the number before the cursor. */
function comparedUnit(source: string, cursor: Cursor, knowledge: Knowledge): string | null {
  const number = cursor.before[cursor.before.length - 1];
  if (!number) return null;
  const head = source.slice(0, number.start) + MARK + source.slice(number.end);
  const shift = MARK.length - (number.end - number.start);
  const moved: Cursor = {
    ...cursor,
    word: { start: cursor.word.start + shift, end: cursor.word.end + shift },
    clauseEnd: cursor.clauseEnd + shift,
  };
  let against: Expr | null = null;
  const holds = ({ own }: Repaired): boolean => {
    against = findNode(own, (node) => comparedWith(node));
    return findNode(own, (node) => (node.kind === 'number' && node.text === MARK ? node : null)) !== null;
  };
  const whole = repaired(head, moved, '', holds);
  return whole && against ? unitOf(against, whole.program, knowledge) : null;
}

function isMark(node: Expr): boolean {
  return node.kind === 'number' && node.text === MARK;
}

function comparedWith(node: Expr): Expr | null {
  if (node.kind === 'compare') return isMark(node.right) ? node.left : isMark(node.left) ? node.right : null;
  if (node.kind === 'between') return isMark(node.low) || isMark(node.high) ? node.value : null;
  return null;
}

function unitOf(node: Expr, program: Program, knowledge: Knowledge): string | null {
  const name =
    node.kind === 'columnOf'
      ? node.column
      : node.kind === 'rowNumber'
        ? node.column
        : node.kind === 'ref'
          ? node.path[node.path.length - 1]
          : null;
  if (!name) return null;
  const found = occurrences(program, knowledge.dictionary).find((occurrence) => occurrence.name.span.start === name.span.start);
  const meaning = found?.meaning;
  if (meaning?.kind === 'column') return meaning.column.column ? unitAmong(meaning.column.column, meaning.shape.items) : null;
  if (meaning?.kind !== 'symbol') return null;
  const { clause } = meaning;
  return clause.kind === 'let' || clause.kind === 'variable' ? unitOf(clause.value, program, knowledge) : null;
}
