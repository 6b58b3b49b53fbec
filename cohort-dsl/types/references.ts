/** Names and date words: what they stand for where they are written. */
import type { Expr as PlanExpr } from '../plan/expressions';
import type { Column, Table } from '../schema/dictionary';
import { columnOfRole, patientTable } from '../schema/dictionary';
import type { Name, RefExpr, WordExpr } from '../syntax/ast-expressions';
import type { Check, LetSymbol, ProgramSymbol } from './check';
import { type Checked, errorChecked, ofValue } from './checked';
import { dayOf } from './coerce';
import { MAX_WRITTEN_OUT } from './limits';
import { nameInSource, writeInstead } from './reporter';
import { columnOf } from './row-columns';
import { whichRow } from './row-values';
import { columnNames, columnType, findColumn, type RowColumnView } from './row-view';
import { knowsAtLeast, type Scope } from './scope';
import { categoryOf, dateType, datetimeType } from './value-type';

function rowColumn(row: number, column: RowColumnView): Checked {
  return ofValue({ kind: 'rowColumn', row, column: column.name, type: column.type }, column.molarMass);
}

/** A name, or two with a dot: a column of the row, a name of the program, or a column of the patient or index. */
export function checkRef(check: Check, node: RefExpr, scope: Scope): Checked {
  return node.path.length === 1 ? oneName(check, node, node.path[0], scope) : twoNames(check, node, scope);
}

function oneName(check: Check, node: RefExpr, name: Name, scope: Scope): Checked {
  if (scope.row && findColumn(scope.row, name.text, name.quoted)) {
    const column = columnOf(check, name, scope.row);
    if (check.symbols.get(name.text.toLowerCase())?.name === name.text)
      check.hide({ name: name.text, table: scope.row.name, span: name.span });
    return column ? rowColumn(scope.row.row, column) : errorChecked;
  }
  const called = scope.called.find((row) => row.name === name.text);
  if (called) {
    const columns = columnNames(called.view).slice(0, 2);
    const fixes = columns.map((column) => writeInstead(node.span, `${nameInSource(name.text)}.${nameInSource(column)}`));
    check.reporter.error('type-called-alone', node.span, { name: name.text }, fixes);
    return errorChecked;
  }
  const symbol = check.symbols.get(name.text.toLowerCase());
  if (symbol && symbol.name === name.text) return symbolValue(check, node, symbol, scope);
  return unknownName(check, node, name, scope);
}

function symbolValue(check: Check, node: RefExpr, symbol: ProgramSymbol, scope: Scope): Checked {
  switch (symbol.kind) {
    case 'param':
      return symbol.checked;
    case 'codes':
      check.reporter.error('type-codes-value', node.span, { name: symbol.name }, [
        writeInstead(node.span, `code in ${nameInSource(symbol.name)}`),
      ]);
      return errorChecked;
    case 'let':
      return letReference(check, node, symbol, scope);
    case 'outcome':
      if (!scope.outcomes) return notVisible(check, node, symbol.name, 'outcome');
      return ofValue(check.mark({ kind: 'outcomeDate', id: symbol.position, type: dateType }, node.span));
    case 'variable': {
      if (scope.place !== 'variable') return notVisible(check, node, symbol.name, 'variable');
      if (symbol.position >= scope.variables) return notVisible(check, node, symbol.name, 'below');
      const value = check.variableValue(symbol.position);
      if (value.kind !== 'value') return value;
      return ofValue({ kind: 'variable', id: symbol.position, type: value.expr.type }, value.molarMass);
    }
  }
}

function letReference(check: Check, node: RefExpr, symbol: LetSymbol, scope: Scope): Checked {
  if (symbol.position >= scope.lets) return notVisible(check, node, symbol.name, 'below');
  const { checked, needs, size } = check.letValue(symbol.position);
  if (checked.kind !== 'value') return checked;
  if (!knowsAtLeast(scope.known, needs)) {
    check.reporter.error('type-let-needs', node.span, {
      name: symbol.name,
      needs: needs === 'exit' ? 'exit' : 'index',
      place: scope.place,
    });
    return errorChecked;
  }
  if (scope.place !== 'let' && !check.writesOut(size)) {
    check.reporter.error('type-let-large', node.span, { name: symbol.name, size, limit: MAX_WRITTEN_OUT });
    return errorChecked;
  }
  return ofValue(check.mark({ kind: 'let', id: symbol.position, type: checked.expr.type }, node.span), checked.molarMass);
}

function notVisible(check: Check, node: RefExpr, name: string, what: 'outcome' | 'variable' | 'below'): Checked {
  check.reporter.error('type-not-visible', node.span, { name, what });
  return errorChecked;
}

/** Words that are part of a phrase, with the phrase. */
const PHRASES: Readonly<Record<string, string>> = {
  age: 'age at index',
  count: 'count of E',
  year: 'year of D',
  month: 'month of D',
  observed: 'observed 365 days before index',
  minutes: 'minutes from A to B',
  hours: 'hours from A to B',
  days: 'days from A to B',
  weeks: 'weeks from A to B',
  months: 'months from A to B',
  years: 'years from A to B',
};

function unknownName(check: Check, node: RefExpr, name: Name, scope: Scope): Checked {
  if (check.isBroken(name.text)) return errorChecked;
  const { tables } = check.dictionary;
  const patient = patientTable(check.dictionary);
  const table = tables.find((candidate) => candidate.name === name.text);
  if (table?.role === 'patient' || name.text === 'patient') {
    check.reporter.error('type-patient-value', node.span, { name: name.text }, patientFixes(node, patient));
    return errorChecked;
  }
  if (table) {
    whichRow(check, node, table);
    return errorChecked;
  }
  if (patient.columns.some((column) => column.name === name.text)) {
    check.reporter.error('type-patient-column', node.span, { column: name.text }, [
      writeInstead(node.span, `patient.${nameInSource(name.text)}`),
    ]);
    return errorChecked;
  }
  const parts = scope.row?.differing?.get(name.text);
  if (parts) {
    check.reporter.error('type-union-column', name.span, { column: name.text, parts });
    return errorChecked;
  }
  const phrase = Object.hasOwn(PHRASES, name.text) ? PHRASES[name.text] : undefined;
  if (phrase !== undefined) {
    const fixes = name.text === 'age' ? [writeInstead(node.span, phrase)] : [];
    check.reporter.error('syntax-word-alone', name.span, { word: name.text, form: phrase }, fixes);
    return errorChecked;
  }
  const items = scope.row ? [] : itemFixes(check, node, name.text);
  const visible = [...check.symbols.values()].filter((symbol) => symbol.kind !== 'codes').map((symbol) => symbol.name);
  const columns = scope.row ? check.reporter.nearNames(name.span, name.text, columnNames(scope.row)) : [];
  const fixes = [...columns, ...check.reporter.nearNames(name.span, name.text, visible)];
  const dotted = scope.row
    ? []
    : check.reporter
        .nearNames(
          name.span,
          name.text,
          patient.columns.map((column) => column.name),
        )
        .map((fix) => writeInstead(name.span, `patient.${fix.edits[0].text}`));
  const ofIndex = indexFixes(check, name, scope);
  check.reporter.error('type-unknown-name', name.span, { name: name.text, row: scope.row?.name ?? null }, [
    ...(scope.row ? [] : ofIndex),
    ...items,
    ...(Object.hasOwn(ELSEWHERE, name.text.toLowerCase()) ? [writeInstead(name.span, ELSEWHERE[name.text.toLowerCase()])] : []),
    ...fixes,
    ...dotted,
    ...keyFixes(check, node, name.text),
    ...(scope.row ? ofIndex : []),
  ]);
  return errorChecked;
}

/** Values and dates by the names they have in other languages and in the result's own columns. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  yes: 'true',
  y: 'true',
  t: 'true',
  no: 'false',
  n: 'false',
  f: 'false',
  true: 'true',
  false: 'false',
  null: 'missing',
  na: 'missing',
  none: 'missing',
  index_date: 'index',
  exit_date: 'exit',
};

/** A name that is an item's: the last value of it is meant. */
function itemFixes(check: Check, node: RefExpr, name: string): readonly ReturnType<typeof writeInstead>[] {
  const tables = check.dictionary.tables.filter((table) => table.items.some((item) => item.name === name) && columnOfRole(table, 'value'));
  return tables.map((table) => writeInstead(node.span, `value of last ${nameInSource(table.name)}(${nameInSource(name)})`));
}

/** A name that is a column of the index row. */
function indexFixes(check: Check, name: Name, scope: Scope): readonly ReturnType<typeof writeInstead>[] {
  const row = knowsAtLeast(scope.known, 'entry') ? check.indexRow() : null;
  const isOwn = row?.kind === 'row' && findColumn(row.view, name.text) !== null;
  return isOwn ? [writeInstead(name.span, `index.${nameInSource(name.text)}`)] : [];
}

/** A name that is a category's key: it stands in quotes. */
function keyFixes(check: Check, node: RefExpr, name: string): readonly ReturnType<typeof writeInstead>[] {
  const isKey = check.dictionary.tables.some((table) => table.columns.some((column) => column.values?.some((value) => value.key === name)));
  return isKey ? [writeInstead(node.span, `"${name}"`)] : [];
}

function patientFixes(node: RefExpr, patient: Table): readonly ReturnType<typeof writeInstead>[] {
  return patient.columns
    .filter((column) => column.role !== 'key')
    .slice(0, 3)
    .map((column) => writeInstead(node.span, `patient.${nameInSource(column.name)}`));
}

function twoNames(check: Check, node: RefExpr, scope: Scope): Checked {
  const [head, tail] = node.path;
  if (node.path.length > 2) {
    check.reporter.error('type-dots', node.span, { text: check.text(node.span) });
    return errorChecked;
  }
  const called = scope.called.find((row) => row.name === head.text);
  if (called) {
    const column = columnOf(check, tail, called.view);
    return column ? rowColumn(called.view.row, column) : errorChecked;
  }
  const patient = patientTable(check.dictionary);
  if (head.text === 'patient' || head.text === patient.name) return patientColumn(check, tail, patient);
  if (head.text === 'index' && !head.quoted) return indexColumn(check, node, tail, scope);
  const table = check.dictionary.tables.find((candidate) => candidate.name === head.text);
  if (table) {
    const text = `${nameInSource(tail.text)} of last ${nameInSource(head.text)}`;
    check.reporter.error('type-table-column', node.span, { table: head.text, column: tail.text }, [writeInstead(node.span, text)]);
    return errorChecked;
  }
  check.reporter.error(
    'type-unknown-prefix',
    head.span,
    { name: head.text },
    check.reporter.nearNames(head.span, head.text, [...scope.called.map((row) => row.name), 'patient', 'index']),
  );
  return errorChecked;
}

function patientColumn(check: Check, name: Name, patient: Table): Checked {
  const column = patient.columns.find((candidate) => candidate.name === name.text);
  if (!column) {
    const known = patient.columns.map((candidate) => candidate.name);
    const shown = known.map((one) => `\`${one}\``);
    check.reporter.error(
      'type-unknown-column',
      name.span,
      { column: name.text, table: patient.name, known: shown },
      check.reporter.nearNames(name.span, name.text, known),
    );
    return errorChecked;
  }
  return ofValue({ kind: 'patientColumn', column: column.name, type: columnType(column, patient) }, column.molarMass);
}

function indexColumn(check: Check, node: RefExpr, name: Name, scope: Scope): Checked {
  const row = needsIndex(check, node, scope) ? check.indexRow() : null;
  if (row?.kind === 'busy') check.reporter.error('type-index-self', node.span, {});
  if (row?.kind === 'date') check.reporter.error('type-index-no-row', node.span, { text: check.text(node.span) });
  if (row?.kind !== 'row') return errorChecked;
  const column = columnOf(check, name, row.view);
  return column ? ofValue({ kind: 'indexColumn', column: column.name, type: column.type }, column.molarMass) : errorChecked;
}

function needsIndex(check: Check, node: RefExpr | WordExpr, scope: Scope): boolean {
  if (knowsAtLeast(scope.known, 'entry')) return true;
  check.reporter.error('type-not-known-yet', node.span, { word: check.text(node.span), place: scope.place });
  return false;
}

/** The date words. */
export function checkWord(check: Check, node: WordExpr, scope: Scope): Checked {
  return hiddenBy(check, node, scope) ?? wordValue(check, node, scope);
}

/** A name of the program, or a column of the row, hides a soft word where it is visible. */
function hiddenBy(check: Check, node: WordExpr, scope: Scope): Checked | null {
  if (node.word !== 'birth' && node.word !== 'death' && node.word !== 'exit') return null;
  const name: Name = { text: node.word, quoted: false, span: node.span };
  const ref: RefExpr = { kind: 'ref', path: [name], span: node.span };
  if (scope.row && findColumn(scope.row, node.word)) return oneName(check, ref, name, scope);
  const symbol = check.symbols.get(node.word);
  if (!symbol || symbol.name !== node.word || !isVisible(symbol, scope)) return null;
  return symbolValue(check, ref, symbol, scope);
}

function isVisible(symbol: ProgramSymbol, scope: Scope): boolean {
  switch (symbol.kind) {
    case 'param':
      return scope.place !== 'param';
    case 'codes':
      return false;
    case 'let':
      return symbol.position < scope.lets;
    case 'outcome':
      return scope.outcomes;
    case 'variable':
      return scope.place === 'variable' && symbol.position < scope.variables;
  }
}

function wordValue(check: Check, node: WordExpr, scope: Scope): Checked {
  switch (node.word) {
    case 'index':
      return needsIndex(check, node, scope) ? ofValue({ kind: 'entry', field: 'index', type: dateType }) : errorChecked;
    case 'index.end':
      return indexEnd(check, node, scope);
    case 'index.label':
      return indexLabel(check, node, scope);
    case 'exit':
      if (knowsAtLeast(scope.known, 'exit')) return ofValue({ kind: 'entry', field: 'exit', type: dateType });
      check.reporter.error('type-not-known-yet', node.span, { word: 'exit', place: scope.place });
      return errorChecked;
    case 'birth':
    case 'death':
      return patientDate(check, node, node.word);
    case 'start of observation':
      return ofValue({ kind: 'observation', which: 'start', type: dateType });
    case 'end of observation':
      return ofValue({ kind: 'observation', which: 'end', type: dateType });
    case 'end':
      return rowEnd(check, node, scope);
  }
}

function indexLabel(check: Check, node: WordExpr, scope: Scope): Checked {
  const row = needsIndex(check, node, scope) ? check.indexRow() : null;
  if (row?.kind === 'busy') check.reporter.error('type-index-self', node.span, {});
  if (row?.kind === 'date' || (row?.kind === 'row' && !row.labels)) check.reporter.error('type-index-label', node.span, {});
  if (row?.kind !== 'row' || !row.labels) return errorChecked;
  return ofValue({ kind: 'entry', field: 'indexLabel', type: categoryOf(row.labels, false) });
}

function patientDate(check: Check, node: WordExpr, which: 'birth' | 'death'): Checked {
  const column: Column | null = columnOfRole(patientTable(check.dictionary), which);
  if (!column) {
    const table = check.dictionary.tables.find((candidate) => candidate.name === which && candidate.role === 'event');
    const fixes = table ? [writeInstead(node.span, `(date of first ${which})`)] : [];
    check.reporter.error('type-no-patient-date', node.span, { word: which, database: check.dictionary.database }, fixes);
    return errorChecked;
  }
  const type = column.type === 'datetime' ? datetimeType : dateType;
  return ofValue(dayOf(check.mark<PlanExpr>({ kind: 'patientDate', which, type }, node.span)));
}

function indexEnd(check: Check, node: WordExpr, scope: Scope): Checked {
  const row = needsIndex(check, node, scope) ? check.indexRow() : null;
  if (row?.kind === 'busy') check.reporter.error('type-index-self', node.span, {});
  if (row?.kind === 'date') check.reporter.error('type-index-no-row', node.span, { text: 'index.end' });
  if (row?.kind !== 'row') return errorChecked;
  const column = findColumn(row.view, 'end');
  if (!column || row.view.roles.end === undefined) {
    check.reporter.error('type-no-role', node.span, { role: 'end', table: row.view.name });
    return errorChecked;
  }
  return ofValue(dayOf({ kind: 'entry', field: 'indexEnd', type: column.type }));
}

function rowEnd(check: Check, node: WordExpr, scope: Scope): Checked {
  if (!scope.row) {
    check.reporter.error('type-end-outside', node.span, {});
    return errorChecked;
  }
  const column = columnOf(check, { text: 'end', quoted: false, span: node.span }, scope.row);
  return column ? rowColumn(scope.row.row, column) : errorChecked;
}
