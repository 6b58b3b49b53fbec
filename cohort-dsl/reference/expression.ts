import type { Expr } from '../plan/expressions';
import type { Plan } from '../plan/nodes';
import { dayNumber, dayOf, elapsed, shift } from './calendar';
import { compare, inList } from './comparison';
import { type Context, type Entry, makeContext } from './context';
import { inTests } from './derived-rows';
import { call } from './functions';
import type { Patient } from './patient';
import { covered, pick, rowNumber, rowTruth } from './row-expression';
import { all, any, finite, type Truth, type Value, within64 } from './value';

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

/** A context without enclosing rows. */
export function contextOf(plan: Plan, patient: Patient, entry: Entry | null): Context {
  return makeContext(evaluate, plan, patient, entry, new Map());
}

/** The value of an expression in a context; null is missing. Integer types give bigints, number types numbers. */
function evaluate(expr: Expr, context: Context): Value {
  const value = compute(expr, context);
  if (value === null) return null;
  if (expr.type.base === 'integer' && typeof value === 'number') return BigInt(value);
  if (expr.type.base === 'number' && typeof value === 'bigint') return Number(value);
  if (expr.type.base === 'date' && typeof value === 'string') return dayOf(value);
  return value;
}

/** What is made of other values: numbers, choices, and numbers and values of rows. */
function compute(expr: Expr, context: Context): Value {
  switch (expr.kind) {
    case 'arithmetic':
      return arithmetic(expr, context);
    case 'negate': {
      const value = evaluate(expr.value, context);
      if (typeof value === 'bigint') return within64(-value, 'the negation');
      return typeof value === 'number' ? -value : null;
    }
    case 'convert': {
      const value = evaluate(expr.value, context);
      return value === null ? null : finite(Number(value) * expr.factor + expr.offset);
    }
    case 'case': {
      const branch = expr.branches.find(({ when }) => context.truth(when) === true);
      const chosen = branch ? branch.then : expr.otherwise;
      return chosen ? evaluate(chosen, context) : null;
    }
    case 'call':
      return call(
        expr.fn,
        expr.args.map((argument) => evaluate(argument, context)),
      );
    case 'rowTruth':
      return rowTruth(expr, context);
    case 'rowNumber':
      return rowNumber(expr, context);
    case 'covered':
      return covered(expr, context);
    case 'pick':
      return pick(expr, context);
    default:
      return condition(expr, context);
  }
}

type Computed = 'arithmetic' | 'negate' | 'convert' | 'case' | 'call' | 'rowTruth' | 'rowNumber' | 'covered' | 'pick';

/** Comparisons and logic of three values. */
function condition(expr: Exclude<Expr, Of<Computed>>, context: Context): Value {
  switch (expr.kind) {
    case 'compare':
      return compare(expr, evaluate(expr.left, context), evaluate(expr.right, context));
    case 'and':
      return all(expr.args.map((argument) => context.truth(argument)));
    case 'or':
      return any(expr.args.map((argument) => context.truth(argument)));
    case 'not': {
      const value = context.truth(expr.value);
      return value === null ? null : !value;
    }
    case 'isMissing':
      return evaluate(expr.value, context) === null;
    case 'inList':
      return inList(
        expr,
        evaluate(expr.value, context),
        expr.members.map((member) => evaluate(member, context)),
      );
    case 'inCodes':
      return inCodes(expr.codes, evaluate(expr.value, context), context);
    case 'match': {
      const value = evaluate(expr.value, context);
      const pattern = evaluate(expr.pattern, context);
      if (typeof value !== 'string' || typeof pattern !== 'string') return null;
      return expr.op === 'contains' ? value.includes(pattern) : value.startsWith(pattern);
    }
    case 'quantifier':
      return quantifier(
        expr.mode,
        expr.n,
        expr.args.map((argument) => context.truth(argument)),
      );
    case 'inCohort':
      return context.patient.rows(expr.cohort, context.plan.patient.key).length > 0;
    default:
      return ofDates(expr, context);
  }
}

type Condition = 'compare' | 'and' | 'or' | 'not' | 'isMissing' | 'inList' | 'inCodes' | 'match' | 'quantifier' | 'inCohort';

/** What is counted from dates, and dates moved. */
function ofDates(expr: Exclude<Expr, Of<Computed | Condition>>, context: Context): Value {
  switch (expr.kind) {
    case 'shift': {
      const date = context.date(expr.value);
      return date === null ? null : shift(date, expr.by);
    }
    case 'day': {
      const date = context.date(expr.value);
      return date === null ? null : dayOf(date);
    }
    case 'elapsed': {
      const [from, to] = [context.date(expr.from), context.date(expr.to)];
      return from === null || to === null ? null : elapsed(expr.unit, from, to);
    }
    case 'age': {
      const at = context.date(expr.at);
      const { birth } = context.patient;
      if (at === null || birth === null || dayNumber(at) < dayNumber(birth)) return null;
      return elapsed('years', birth, at);
    }
    case 'datePart': {
      const date = context.date(expr.of);
      return date === null ? null : BigInt(expr.part === 'year' ? date.slice(0, 4) : date.slice(5, 7));
    }
    case 'observed': {
      const [from, to] = [context.date(expr.from), context.date(expr.to)];
      if (from === null || to === null) return null;
      return context.patient.periods.some(
        ({ start, end }) => start <= dayOf(from) && dayOf(to) <= end && start <= dayOf(to) && dayOf(from) <= end,
      );
    }
    default:
      return stored(expr, context);
  }
}

type Dated = 'shift' | 'day' | 'elapsed' | 'age' | 'datePart' | 'observed';

/** What is written, or known of the patient, the entry or the row. */
function stored(expr: Exclude<Expr, Of<Computed | Condition | Dated>>, context: Context): Value {
  switch (expr.kind) {
    case 'literal':
      return expr.type.base === 'integer' && typeof expr.value === 'string' ? BigInt(expr.value) : expr.value;
    case 'entry':
      return entryField(expr.field, context);
    case 'indexColumn':
      return context.entry?.indexRow[expr.column] ?? null;
    case 'patientColumn':
      return context.patient.row[expr.column] ?? null;
    case 'patientDate':
      return expr.which === 'birth' ? context.patient.birth : context.patient.death;
    case 'observation':
      return context.word(expr.which === 'start' ? 'observationStart' : 'observationEnd');
    case 'let':
      return evaluate(context.plan.lets[expr.id].value, context);
    case 'variable':
      return context.entry?.variables[expr.id] ?? null;
    case 'outcomeDate':
      return context.entry?.outcomeDates[expr.id] ?? null;
    case 'rowColumn':
      return context.row(expr.row)[expr.column] ?? null;
  }
}

function entryField(field: 'index' | 'indexEnd' | 'indexLabel' | 'exit' | 'origin', { entry }: Context): Value {
  if (!entry) throw new Error(`${field} is not known before the index`);
  switch (field) {
    case 'index':
      return entry.index;
    case 'indexEnd':
      return entry.indexEnd;
    case 'indexLabel':
      return entry.indexLabel;
    case 'exit':
      return entry.exit;
    case 'origin':
      return entry.origin;
  }
}

function arithmetic(expr: Extract<Expr, { kind: 'arithmetic' }>, context: Context): Value {
  const left = evaluate(expr.left, context);
  const right = evaluate(expr.right, context);
  if (left === null || right === null) return null;
  if (expr.op === '/') return Number(right) === 0 ? null : finite(Number(left) / Number(right));
  if (typeof left === 'bigint' && typeof right === 'bigint' && expr.type.base === 'integer') {
    return within64(expr.op === '+' ? left + right : expr.op === '-' ? left - right : left * right, expr.text);
  }
  const [a, b] = [Number(left), Number(right)];
  return finite(expr.op === '+' ? a + b : expr.op === '-' ? a - b : a * b);
}

function inCodes(place: number, value: Value, { plan }: Context): Truth {
  if (typeof value !== 'string') return null;
  return inTests(value, plan.codes[place].tests);
}

function quantifier(mode: 'at least' | 'at most' | 'exactly', n: number, values: readonly Truth[]): Truth {
  const sure = values.filter((value) => value === true).length;
  const possible = sure + values.filter((value) => value === null).length;
  const atLeast = (count: number): Truth => (sure >= count ? true : possible < count ? false : null);
  const atMost = (count: number): Truth => (possible <= count ? true : sure > count ? false : null);
  if (mode === 'at least') return atLeast(n);
  if (mode === 'at most') return atMost(n);
  return all([atLeast(n), atMost(n)]);
}
