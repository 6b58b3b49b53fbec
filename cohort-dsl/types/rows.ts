/** Event rows: their source, windows and conditions. */

import type { Fix } from '../diagnostics/diagnostic';
import { someExpr } from '../plan/children';
import type { Filter, Expr as PlanExpr } from '../plan/expressions';
import { canonicalJson } from '../plan/hash';
import type { Table } from '../schema/dictionary';
import { columnOfRole } from '../schema/dictionary';
import type { EventSource, Events, Expr, Suffix } from '../syntax/ast-expressions';
import type { Check, RowsUse } from './check';
import { descendsByPrefix, systemFamily, usesIntegerIds } from './code-systems';
import { asCondition, asDuration, unwrap } from './coerce';
import { cohortCalled, cohortView } from './cohorts';
import { checkEpisodes, checkUnion } from './joined-rows';
import { notYet } from './not-supported';
import { inParentheses, nameInSource, writeInstead } from './reporter';
import { columnOf, listed, requireRole } from './row-columns';
import { type CheckedRows, itemNames, type RowView, tableView, unitsOf, wordView } from './row-view';
import { type Scope, whereScope } from './scope';
import { checkWindow } from './windows';

const plain: RowsUse = { by: false, spaced: false };

/** Checks event rows; null after an error. `use` says which suffixes belong to what stands before them. */
export function checkRows(check: Check, events: Events, scope: Scope, use: RowsUse): CheckedRows | null {
  if (scope.bare && events.suffixes.length > 0) {
    check.reporter.error('type-rows-in-where', events.span, { text: check.text(events.span) }, readings(check, events, scope));
    return null;
  }
  const inner = events.source.kind === 'parens' ? checkRows(check, events.source.inner, { ...scope, bare: false }, plain) : null;
  const view = events.source.kind === 'parens' ? (inner?.view ?? null) : sourceView(check, events.source, scope);
  const called = checkCalled(check, events, scope);
  let by: CheckedRows['by'] = null;
  let spaced: CheckedRows['spaced'] = null;
  let wheres = 0;
  let failed = view === null;
  const filters: Filter[] = [...(inner?.rows.filters ?? [])];
  for (const suffix of events.suffixes) {
    switch (suffix.kind) {
      case 'window': {
        const found = view && checkWindow(check, suffix, view, scope);
        if (found) filters.push(...found);
        else failed = true;
        break;
      }
      case 'where': {
        wheres += 1;
        if (wheres > 1) check.reporter.error('type-two-wheres', suffix.span, {});
        const condition = view && checkWhere(check, suffix, events, view, whereScope(scope, view, called, suffix.span.start));
        if (condition && wheres === 1) filters.push(check.mark({ kind: 'where', condition }, suffix.span));
        else failed = true;
        break;
      }
      case 'by': {
        if (!use.by || by) check.reporter.error(by ? 'type-suffix-twice' : 'type-by-place', suffix.span, { word: 'by' });
        const column = view && columnOf(check, suffix.column, view);
        if (column) by = { column, span: suffix.span };
        else failed = true;
        break;
      }
      case 'spaced': {
        if (!use.spaced || spaced)
          check.reporter.error(spaced ? 'type-suffix-twice' : 'type-spaced-place', suffix.span, { word: 'spaced' });
        const duration = asDuration(check, suffix.by, scope);
        if (duration && view && requireRole(check, view, 'date', suffix.span)) spaced = { duration, span: suffix.span };
        else failed = true;
        break;
      }
      case 'called':
        break;
    }
  }
  if (failed || !view) return null;
  const name = called === null ? {} : { called };
  const rows = check.mark({ kind: 'rows' as const, row: view.row, source: view.source, filters: inOrder(filters), ...name }, events.span);
  return { rows, view, by, spaced, span: events.span };
}

/** What may have been meant by rows inside a `where` that have a window: the window of the outer rows, or of the inner ones. */
function readings(check: Check, { source, suffixes, span }: Events, scope: Scope): readonly Fix[] {
  const whole = { ...inParentheses(span, check.source), asked: true as const };
  if (scope.where === null || !suffixes.every(({ kind }) => kind === 'window')) return [whole];
  const gap = { start: source.span.end, end: span.end };
  const window = check.text({ start: suffixes[0].span.start, end: span.end });
  const inner = check.text(source.kind === 'parens' ? source.inner.source.span : source.span);
  const outer = scope.row?.name ?? '';
  const at = (start: number, text: string) => [
    { span: { start, end: start }, text },
    { span: gap, text: '' },
  ];
  return [
    {
      title: {
        en: `if \`${window}\` is when the \`${outer}\` was, write it before \`where\``,
        zh: `若 \`${window}\` 指 \`${outer}\` 的时间，写在 \`where\` 之前`,
      },
      edits: at(scope.where, `${window} `),
      asked: true,
    },
    {
      title: {
        en: `if it is when the \`${inner}\` was, ${source.kind === 'parens' ? 'write it inside the parentheses' : whole.title.en}`,
        zh: `若指 \`${inner}\` 的时间，${source.kind === 'parens' ? '写在括号之内' : whole.title.zh}`,
      },
      edits: source.kind === 'parens' ? at(source.span.end - 1, ` ${window}`) : whole.edits,
      asked: true,
    },
  ];
}

/** Filters in one order, whatever order they were written in: bounds, overlaps, conditions, and of one kind by what they say. */
function inOrder(filters: readonly Filter[]): readonly Filter[] {
  if (filters.length < 2) return filters;
  const kind = (filter: Filter): string => {
    if (filter.kind === 'bound') return `0 ${filter.on} ${filter.op} `;
    return filter.kind === 'overlap' ? '1 ' : '2 ';
  };
  const said = new Map<Filter, string>();
  const saying = (filter: Filter): string => {
    const known = said.get(filter) ?? canonicalJson(filter).replace(/"(?:row|id|codes)":\d+/g, '');
    said.set(filter, known);
    return known;
  };
  const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return [...filters].sort((a, b) => order(kind(a), kind(b)) || order(saying(a), saying(b)));
}

function sourceView(check: Check, source: Exclude<EventSource, { kind: 'parens' }>, scope: Scope): RowView | null {
  switch (source.kind) {
    case 'table':
      return tableRows(check, source);
    case 'word':
      return wordRows(check, source);
    case 'union':
      return checkUnion(check, source, { ...scope, bare: false });
    case 'episodes':
      return checkEpisodes(check, source, { ...scope, bare: false });
    case 'cohort': {
      const cohort = cohortCalled(check, source.name);
      return cohort === null ? null : cohortView(check.nextRow(), cohort);
    }
    case 'lines':
      check.reporter.error('type-not-supported', source.span, notYet.lines);
      return null;
  }
}

/** The name that `called` gives the row, for conditions inside its own: no other name of the program, nor that of an outer row. */
function checkCalled(check: Check, events: Events, scope: Scope): string | null {
  const names = events.suffixes.filter((suffix) => suffix.kind === 'called');
  for (const second of names.slice(1)) check.reporter.error('type-suffix-twice', second.span, { word: 'called' });
  const [first] = names;
  if (!first) return events.source.kind === 'parens' ? calledInside(events.source.inner) : null;
  const { text } = first.name;
  const taken = check.symbols.has(text.toLowerCase()) || scope.called.some((row) => row.name.toLowerCase() === text.toLowerCase());
  if (taken || text === 'patient' || text === 'index') {
    check.reporter.error('type-called-taken', first.name.span, { name: text });
    return null;
  }
  return text;
}

function calledInside(events: Events): string | null {
  const own = events.suffixes.find((suffix) => suffix.kind === 'called');
  if (own) return own.name.text;
  return events.source.kind === 'parens' ? calledInside(events.source.inner) : null;
}

function wordRows(check: Check, source: Extract<EventSource, { kind: 'word' }>): RowView | null {
  const table = check.dictionary.tables.find((candidate) => candidate.name === source.word && candidate.role === 'event');
  if (table) return tableView(check.nextRow(), table, null, source.word);
  if (source.word === 'birth' || source.word === 'death') {
    const patient = check.dictionary.tables.find((candidate) => candidate.role === 'patient');
    if (!patient || !columnOfRole(patient, source.word)) {
      check.reporter.error('type-no-patient-date', source.span, { word: source.word, database: check.dictionary.database });
      return null;
    }
  }
  return wordView(check.nextRow(), source.word);
}

function eventTables(check: Check): readonly Table[] {
  return check.dictionary.tables.filter((table) => table.role !== 'patient');
}

function tableRows(check: Check, source: Extract<EventSource, { kind: 'table' }>): RowView | null {
  const { name } = source;
  const table = check.dictionary.tables.find((candidate) => candidate.name === name.text);
  if (!table && name.text === 'patient' && !name.quoted) return patientRows(check, source);
  if (table?.role === 'patient') return patientRows(check, source);
  if (!table) {
    const itemOf = eventTables(check).filter((candidate) => itemNames(candidate).includes(name.text));
    const items = itemOf
      .slice(0, 2)
      .map((candidate) => writeInstead(source.span, `${nameInSource(candidate.name)}(${nameInSource(name.text)})`));
    const near = check.reporter.nearNames(
      name.span,
      name.text,
      eventTables(check).map((candidate) => candidate.name),
    );
    const known = eventTables(check).map((candidate) => `\`${candidate.name}\``);
    check.reporter.error(
      'type-unknown-table',
      name.span,
      { name: name.text, database: check.dictionary.database, known: known.slice(0, 12) },
      [...codesFixes(check, source), ...items, ...near],
    );
    return null;
  }
  if (source.items.length === 0) return tableView(check.nextRow(), table, null, name.text);
  const items = checkItems(check, source, table);
  if (!items) return null;
  const view = tableView(check.nextRow(), table, items, `${name.text}(${items.join(', ')})`);
  const mixed = view.columns.find((column) => column.mixedUnits);
  if (mixed) {
    const units = unitsOf(table.items.filter((item) => items.includes(item.name)));
    check.reporter.error('type-items-units', source.span, { units });
    return null;
  }
  return view;
}

/** A code list in place of rows: the rows whose code is in it. */
function codesFixes(check: Check, { name, span }: Extract<EventSource, { kind: 'table' }>): readonly ReturnType<typeof writeInstead>[] {
  const symbol = check.symbols.get(name.text.toLowerCase());
  if (symbol?.kind !== 'codes') return [];
  const set = symbol.set();
  if (set === null) return [];
  const family = systemFamily(check.codeSystem(set));
  return eventTables(check).flatMap((table) => {
    const code = columnOfRole(table, 'code');
    if (!code || systemFamily(code.system ?? '') !== family) return [];
    return [writeInstead(span, `${nameInSource(table.name)} where code in ${nameInSource(symbol.name)}`)];
  });
}

/** `diagnosis(N18)`: of a table with codes, the code is meant. */
function codeFixes(source: Extract<EventSource, { kind: 'table' }>, table: Table): readonly Fix[] {
  const code = columnOfRole(table, 'code');
  const system = code?.system ?? null;
  const codes = source.items.map(({ text }) => text);
  if (!code || system === null || usesIntegerIds(system) || codes.some((one) => !/^(?=.*\d)[A-Za-z0-9.]+$/.test(one))) return [];
  const rows = `${nameInSource(table.name)} where ${nameInSource(code.name)}`;
  const list = (star: string): string => codes.map((one) => `"${one}${star}"`).join(', ');
  const single = codes.length === 1 ? `= ${list('')}` : `in { ${list('')} }`;
  return [...(descendsByPrefix(system) ? [`in ${system} { ${list('*')} }`] : []), single].map((test) =>
    writeInstead(source.span, `${rows} ${test}`),
  );
}

function patientRows(check: Check, source: Extract<EventSource, { kind: 'table' }>): null {
  check.reporter.error('type-patient-rows', source.name.span, { name: source.name.text });
  return null;
}

function checkItems(check: Check, source: Extract<EventSource, { kind: 'table' }>, table: Table): readonly string[] | null {
  const known = itemNames(table);
  if (known.length === 0) {
    check.reporter.error('type-no-items', source.span, { table: table.name }, codeFixes(source, table));
    return null;
  }
  let ok = true;
  for (const item of source.items) {
    if (known.includes(item.text)) continue;
    ok = false;
    const wanted = item.text.toLowerCase();
    const bySynonym = table.items.filter((candidate) =>
      [candidate.label.en.toLowerCase(), candidate.label.zh, ...candidate.synonyms.map((synonym) => synonym.toLowerCase())].includes(
        wanted,
      ),
    );
    const fixes = bySynonym.map((candidate) => writeInstead(item.span, nameInSource(candidate.name)));
    check.reporter.error('type-unknown-item', item.span, { item: item.text, table: table.name, known: listed(known) }, [
      ...fixes,
      ...check.reporter.nearNames(item.span, item.text, known),
    ]);
  }
  return ok ? source.items.map((item) => item.text) : null;
}

/** The conjuncts of a condition, parentheses opened, each with what it was checked to. */
function conjuncts(node: Expr, checked: PlanExpr): readonly { readonly node: Expr; readonly checked: PlanExpr }[] {
  const inner = unwrap(node);
  if (inner.kind === 'binary' && inner.op === 'and' && checked.kind === 'and' && checked.args.length === 2) {
    return [...conjuncts(inner.left, checked.args[0]), ...conjuncts(inner.right, checked.args[1])];
  }
  return [{ node: inner, checked }];
}

/** A row's condition: every conjunct speaks of the row. */
function checkWhere(
  check: Check,
  suffix: Extract<Suffix, { kind: 'where' }>,
  events: Events,
  view: RowView,
  scope: Scope,
): PlanExpr | null {
  const condition = asCondition(check, suffix.condition, scope);
  if (!condition) return null;
  // What speaks only of a named outer row counts as using the row.
  const rows = new Set([view.row, ...scope.called.map((row) => row.view.row)]);
  let previous: Expr | null = null;
  for (const part of conjuncts(suffix.condition, condition)) {
    if (!someExpr(part.checked, (expr) => expr.kind === 'rowColumn' && rows.has(expr.row))) {
      const alone = unwrap(suffix.condition) === part.node;
      const fix = previous ? [closeBefore(check, events, previous, part.node)] : alone ? [movedOut(check, suffix)] : [];
      check.reporter.error('type-where-no-column', part.node.span, { text: check.text(part.node.span), table: view.name }, fix);
      return null;
    }
    previous = part.node;
  }
  return condition;
}

/** `any diagnosis where age at index > 18` is two conditions. */
function movedOut(check: Check, { span, condition }: Extract<Suffix, { kind: 'where' }>): ReturnType<typeof inParentheses> {
  const text = `and ${check.text(condition.span)}`;
  return {
    title: { en: `write \`${text}\``, zh: `写作 \`${text}\`` },
    edits: [{ span: { start: span.start, end: condition.span.start }, text: 'and ' }],
  };
}

/** Puts the event rows and their condition, up to the last conjunct about the row, in parentheses. */
function closeBefore(check: Check, events: Events, last: Expr, next: Expr): ReturnType<typeof inParentheses> {
  const fix = inParentheses({ start: events.span.start, end: last.span.end }, check.source);
  const shown = `(${check.text({ start: events.span.start, end: last.span.end })}) and ${check.text(next.span)}`;
  return { ...fix, title: { en: `put the row condition in parentheses: \`${shown}\``, zh: `把关于记录的条件放进括号：\`${shown}\`` } };
}
