import type { Expr, Name, RefExpr, WordExpr } from '../ast';
import type * as cst from '../generated/ast';
import { type Context, join, nameOf, report, spanOf, textAt, textOf } from './context';
import { convertDate, convertNumber } from './literals';

/** Builds what an expression is made of: literals, names, calls and the phrases about rows and dates. */
export function convertPrimary(context: Context, node: cst.Primary): Expr {
  const span = spanOf(node);
  switch (node.$type) {
    case 'NumberLiteral':
      return convertNumber(context, node);
    case 'TextLiteral':
      return { kind: 'text', value: textAt(context, span).value, span };
    case 'BooleanLiteral':
      return { kind: 'boolean', value: node.value === 'true', span };
    case 'MissingLiteral':
      return { kind: 'missing', span };
    case 'DateLiteral':
      return convertDate(context, node);
    case 'IndexWord':
      return convertIndex(node);
    case 'EndWord':
      return { kind: 'word', word: 'end', span };
    case 'ObservationWord':
      return { kind: 'word', word: observationWord(node.word), span };
    case 'Reference':
      return convertReference(node);
    case 'Call':
      return { kind: 'call', name: nameOf(node.name), args: node.args.map(context.expression), span };
    case 'Parens':
      return { kind: 'paren', inner: context.expression(node.inner), span };
    case 'Case':
      return {
        kind: 'case',
        // biome-ignore lint/suspicious/noThenProperty: the tree calls the parts of a branch as the language does; it is never awaited
        branches: node.branches.map((branch) => ({ when: context.expression(branch.condition), then: context.expression(branch.value) })),
        otherwise: node.otherwise ? context.expression(node.otherwise) : null,
        span,
      };
    default:
      return convertPhrase(context, node);
  }
}

type Phrase = Exclude<
  cst.Primary,
  | cst.NumberLiteral
  | cst.TextLiteral
  | cst.BooleanLiteral
  | cst.MissingLiteral
  | cst.DateLiteral
  | cst.IndexWord
  | cst.EndWord
  | cst.ObservationWord
  | cst.Reference
  | cst.Call
  | cst.Parens
  | cst.Case
>;

function convertPhrase(context: Context, node: Phrase): Expr {
  const span = spanOf(node);
  switch (node.$type) {
    case 'AllOf':
      return {
        kind: 'quantifier',
        mode: node.mode === 'all' || node.mode === 'none' ? node.mode : 'any',
        n: null,
        conditions: node.conditions.map(context.expression),
        span,
      };
    case 'RowTruth':
      return { kind: 'rowTruth', mode: node.mode, n: null, distinctDays: false, events: context.events(node.events), span };
    case 'Counted':
      return convertCounted(context, node);
    case 'RowCount':
      return {
        kind: 'rowNumber',
        fn: node.column ? 'count distinct' : 'count',
        column: node.column ? nameOf(node.column) : null,
        events: context.events(node.events),
        span,
      };
    case 'Aggregate':
      return { kind: 'rowNumber', fn: node.fn, column: nameOf(node.column), events: context.events(node.events), span };
    case 'Covered':
      return { kind: 'covered', events: context.events(node.events), span };
    case 'Pick':
      return convertPick(context, node);
    case 'ColumnOf':
      return { kind: 'columnOf', column: nameOf(node.column), of: context.primary(node.of), span };
    case 'Elapsed':
      return { kind: 'elapsed', unit: elapsedUnit(node.unit), from: context.date(node.start), to: context.date(node.stop), span };
    case 'Age':
      return { kind: 'age', at: context.date(node.at), span };
    case 'DatePart':
      return { kind: 'datePart', part: node.part, of: context.date(node.of), span };
    case 'Observed':
      return convertObserved(context, node);
    case 'InCohort':
      return { kind: 'inCohort', name: nameOf(node.name), span };
  }
}

function convertCounted(context: Context, node: cst.Counted): Expr {
  const span = spanOf(node);
  const mode = node.mode === 'exactly' ? 'exactly' : node.mode === 'least' ? 'at least' : 'at most';
  if (!/^\d+$/.test(node.count)) report(context, 'syntax-number-whole', { text: node.count }, span);
  if (node.of) return { kind: 'quantifier', mode, n: node.count, conditions: node.conditions.map(context.expression), span };
  if (!node.events) throw new Error('a count came without event rows');
  return { kind: 'rowTruth', mode, n: node.count, distinctDays: node.distinct, events: context.events(node.events), span };
}

function convertObserved(context: Context, node: cst.Observed): Expr {
  const span = spanOf(node);
  if (node.length && node.date) {
    return { kind: 'observed', interval: { kind: 'before', length: context.primary(node.length), date: context.date(node.date) }, span };
  }
  if (!node.start || !node.stop) throw new Error('`observed` came without its interval');
  return { kind: 'observed', interval: { kind: 'fromTo', from: context.date(node.start), to: context.date(node.stop) }, span };
}

/** `first E`, `2nd E`, `highest E by COLUMN` … */
export function convertPick(context: Context, node: cst.Pick): Extract<Expr, { kind: 'pick' }> {
  const span = spanOf(node);
  const events = context.events(node.events);
  switch (node.which) {
    case 'first':
    case 'last':
    case 'highest':
    case 'lowest':
      return { kind: 'pick', which: node.which, n: null, events, span };
    default: {
      const n = Number.parseInt(node.which, 10);
      const place = { start: span.start, end: span.start + node.which.length };
      if (n < 1 || !Number.isSafeInteger(n) || !node.which.endsWith(ordinalEnding(n))) {
        report(context, 'syntax-ordinal', { text: node.which }, place);
      }
      return { kind: 'pick', which: 'nth', n, events, span };
    }
  }
}

/** `st`, `nd`, `rd` or `th`. */
export function ordinalEnding(n: number): string {
  const tens = n % 100;
  if (tens >= 11 && tens <= 13) return 'th';
  return n % 10 === 1 ? 'st' : n % 10 === 2 ? 'nd' : n % 10 === 3 ? 'rd' : 'th';
}

/** A date with the durations added to it; what can be no date is reported. */
export function convertDateTerm(context: Context, node: cst.DateTerm): Expr {
  let value: Expr = convertPrimary(context, node.base);
  if (value.kind === 'duration') {
    report(context, 'syntax-duration-as-date', { text: textOf(context, value.span) }, value.span);
  } else if (value.kind === 'number' || value.kind === 'quantity' || value.kind === 'text') {
    report(context, 'syntax-not-a-date', { text: textOf(context, value.span) }, value.span);
  }
  for (const shift of node.shifts) {
    const right = convertPrimary(context, shift.amount);
    value = { kind: 'binary', op: shift.op === '+' ? '+' : '-', left: value, right, span: join(value.span, right.span) };
  }
  return value;
}

function convertIndex(node: cst.IndexWord): WordExpr | RefExpr {
  const span = spanOf(node);
  if (!node.column) return { kind: 'word', word: 'index', span };
  const column = nameOf(node.column);
  if (!column.quoted && column.text === 'end') return { kind: 'word', word: 'index.end', span };
  if (!column.quoted && column.text === 'label') return { kind: 'word', word: 'index.label', span };
  const index: Name = { text: 'index', quoted: false, span: { start: span.start, end: span.start + 'index'.length } };
  return { kind: 'ref', path: [index, column], span };
}

function convertReference(node: cst.Reference): WordExpr | RefExpr {
  const span = spanOf(node);
  const path = node.path.map(nameOf);
  const [only] = path;
  if (path.length === 1 && !only.quoted && (only.text === 'exit' || only.text === 'birth' || only.text === 'death')) {
    return { kind: 'word', word: only.text, span };
  }
  return { kind: 'ref', path, span };
}

/** The classifier joins the three words with single spaces. */
export function observationWord(text: string): 'start of observation' | 'end of observation' {
  return text.startsWith('start') ? 'start of observation' : 'end of observation';
}

function elapsedUnit(word: string): Extract<Expr, { kind: 'elapsed' }>['unit'] {
  switch (word) {
    case 'minutes':
    case 'hours':
    case 'days':
    case 'weeks':
    case 'months':
    case 'years':
      return word;
    default:
      throw new Error(`${word} is no unit of time`);
  }
}
