import type { Clause, ExamplePatient, IndexArm, IndexForm, IntervalItem, LabelledDate, OutcomeClause, Until, Washout } from '../syntax/ast';
import type { Events, Expr, Suffix } from '../syntax/ast-expressions';
import { codeList } from './codes';
import { type Layout, listItems, withComments } from './context';
import { type Doc, group, hard, indent, line, separate } from './doc';
import { printLabel, printName, printText } from './names';

/** A clause as the cells of its head, which runs of clauses align, and its body. */
export interface ClauseLayout {
  /** Clauses of one run and one shape are aligned; null stands alone. */
  readonly shape: string | null;
  readonly head: readonly string[];
  readonly body: () => Doc;
}

/** The head and body of a clause. */
export function clauseLayout(layout: Layout, node: Clause): ClauseLayout {
  switch (node.kind) {
    case 'codes': {
      const { value } = node;
      const body = (): Doc => assigned(value.kind === 'codeImport' ? `import ${printLabel(value.path)}` : codeList(layout, value));
      return { shape: 'codes', head: ['codes', printName(node.name), node.label ? printLabel(node.label) : ''], body };
    }
    case 'param':
    case 'let':
      return { shape: node.kind, head: [node.kind, printName(node.name)], body: () => assigned(layout.expression(node.value)) };
    case 'variable': {
      const head = ['variable', printName(node.name), node.label ? printLabel(node.label) : ''];
      return { shape: 'variable', head, body: () => assigned(layout.expression(node.value)) };
    }
    case 'series': {
      const head = ['series', printName(node.name), node.label ? printLabel(node.label) : ''];
      const columns = `{ ${node.columns.map(printName).join(', ')} }`;
      return { shape: 'variable', head, body: () => assigned(group(layout.events(node.events), line, columns)) };
    }
    case 'outcome': {
      const head = ['outcome', printName(node.name), node.label ? printLabel(node.label) : ''];
      return { shape: 'outcome', head, body: () => assigned(outcomeBody(layout, node)) };
    }
    case 'include':
    case 'exclude':
      return node.label
        ? { shape: 'criterion', head: [`${node.kind} ${printLabel(node.label)}:`], body: () => layout.expression(node.condition) }
        : { shape: null, head: [node.kind], body: () => layout.expression(node.condition) };
    case 'index':
      return { shape: null, head: ['index'], body: () => indexForm(layout, node.form) };
    case 'keep':
      return { shape: null, head: ['keep'], body: () => `${node.which} entry` };
    case 'merge':
      return { shape: null, head: ['merge entries within'], body: () => layout.expression(node.within) };
    case 'follow':
      return { shape: null, head: ['follow until'], body: () => until(layout, node.until) };
    case 'time':
      return { shape: null, head: ['time from'], body: () => layout.expression(node.from) };
    case 'intervals':
      return {
        shape: null,
        head: ['intervals', printName(node.name)],
        body: () => block(listItems(layout, node.items, ';', node.span.end, (item) => interval(layout, item))),
      };
    case 'examples':
      return { shape: null, head: ['examples'], body: () => examples(layout, node.patients, node.span.end) };
  }
}

/** What follows `=`, its later lines under its first. */
function assigned(doc: Doc): Doc {
  return ['= ', indent(2, doc)];
}

/** `{ a; b }`, one item a line where it is too long. Items carry their separators. */
function block(items: readonly Doc[]): Doc {
  return group('{', indent(2, line, ...separate(items, line)), line, '}');
}

function labelledDate(layout: Layout, node: LabelledDate): Doc {
  const value = layout.expression(node.value);
  return node.label ? [value, ' as ', printLabel(node.label)] : value;
}

function until(layout: Layout, node: Until): Doc {
  if (!node.braces) return layout.expression(node.dates[0].value);
  return ['earliest ', block(listItems(layout, node.dates, ';', node.span.end, (date) => labelledDate(layout, date)))];
}

function outcomeBody(layout: Layout, node: OutcomeClause): Doc {
  const { form } = node;
  const parts: Doc[] = [];
  if (form.kind === 'date') parts.push(layout.expression(form.value));
  else if (form.kind === 'causes') {
    parts.push('earliest ', block(listItems(layout, form.dates, ';', form.span.end, (date) => labelledDate(layout, date))));
  } else {
    parts.push(eachRows(layout, form.events, null, form.spaced));
  }
  if (!node.until) return parts;
  return group(...parts, indent(2, line, 'until ', until(layout, node.until)));
}

function washout(layout: Layout, node: Washout): Doc {
  return ['after ', layout.expression(node.after), ' without ', layout.events(node.without)];
}

/**
 * `each E after N without F spaced M`. Where the rows end in other rows, which would take `spaced` for their own, it stands first among
 * the suffixes of E.
 */
function eachRows(layout: Layout, events: Events, clean: Washout | null, spaced: Expr | null): Doc {
  if (spaced !== null && endsInRows(clean ? clean.without : events)) {
    const own: Suffix = { kind: 'spaced', by: spaced, span: spaced.span };
    const rows = layout.events({ ...events, suffixes: [own, ...events.suffixes] });
    return ['each ', rows, clean ? [' ', washout(layout, clean)] : ''];
  }
  const parts: Doc[] = ['each ', layout.events(events)];
  if (clean) parts.push(' ', washout(layout, clean));
  if (spaced) parts.push(' spaced ', layout.expression(spaced));
  return parts;
}

/** Whether the last thing written of some rows is a condition that itself ends in rows. */
function endsInRows(events: Events): boolean {
  const last = events.suffixes.at(-1);
  return last?.kind === 'where' && endsOpen(last.condition);
}

function endsOpen(node: Expr): boolean {
  switch (node.kind) {
    case 'rowTruth':
    case 'rowNumber':
    case 'covered':
    case 'pick':
      return true;
    case 'columnOf':
      return endsOpen(node.of);
    case 'unary':
      return endsOpen(node.value);
    case 'binary':
    case 'compare':
      return endsOpen(node.right);
    case 'between':
      return endsOpen(node.high);
    case 'match':
      return endsOpen(node.pattern);
    default:
      return false;
  }
}

function arm(layout: Layout, node: IndexArm): Doc {
  const rows = layout.events(node.events);
  const clean: Doc = node.washout ? [' ', washout(layout, node.washout)] : '';
  return [rows, clean, node.label ? ` as ${printLabel(node.label)}` : ''];
}

function indexForm(layout: Layout, node: IndexForm): Doc {
  switch (node.kind) {
    case 'at':
      return ['at ', layout.expression(node.value)];
    case 'each':
      return ['at ', eachRows(layout, node.events, node.washout, node.spaced)];
    case 'firstOf':
      return ['at first of ', block(listItems(layout, node.arms, ';', node.span.end, (part) => arm(layout, part)))];
    case 'washout':
      return group('at ', layout.expression(node.pick), indent(2, line, washout(layout, node.washout)));
    case 'every':
      return ['at every ', layout.expression(node.every), ' from ', layout.expression(node.from), ' to ', layout.expression(node.to)];
    case 'from':
      return ['from ', printName(node.table)];
  }
}

function interval(layout: Layout, node: IntervalItem): Doc {
  switch (node.kind) {
    case 'splitEach':
      return ['split at each ', layout.events(node.events)];
    case 'splitEachYear':
      return 'split at each year';
    case 'splitEvery':
      return ['split every ', layout.expression(node.every)];
    case 'splitAge':
      return ['split at age ', layout.expression(node.age)];
    case 'splitAt':
      return ['split at ', layout.expression(node.at)];
    case 'carry':
    case 'flag':
      return [`${node.kind} ${printName(node.name)} = `, layout.expression(node.value)];
  }
}

/** Example patients always stand one row a line. */
function examples(layout: Layout, patients: readonly ExamplePatient[], end: number): Doc {
  if (patients.length === 0) return '{ }';
  const docs = listItems(layout, patients, '', end, (patient) => {
    const label = patient.label ? `${printText(patient.label.value)} ` : '';
    const head = `patient ${label}${patient.verdict} {`;
    if (patient.rows.length === 0) return `${head} }`;
    const rows = listItems(layout, patient.rows, ';', patient.span.end, (row) => {
      if (row.values.length === 0) return `${printName(row.table)}: { }`;
      const values = listItems(layout, row.values, ',', row.span.end, (value) => [
        `${printName(value.column)}: `,
        layout.expression(value.value),
      ]);
      return group(`${printName(row.table)}: {`, indent(2, line, ...separate(values, line)), line, '}');
    });
    return [head, indent(2, hard, ...separate(rows, hard)), hard, '}'];
  });
  return ['{', indent(2, hard, ...separate(docs, hard)), hard, '}'];
}

/** Comments before a clause are placed by the program; those of its head come before its body. */
export function clauseBody(layout: Layout, node: Clause, shape: ClauseLayout): Doc {
  const bodyStart = { start: Math.min(node.span.end, node.span.start + 1), end: node.span.end };
  return withComments(layout, bodyStart, shape.body);
}
