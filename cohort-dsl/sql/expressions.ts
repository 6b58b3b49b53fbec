/** Expressions of a plan as SQL. */
import type { CodeSet, CodeTest, Expr, ValueType } from '../plan/expressions';
import { column, type Scope } from './context';
import type { Sql } from './dialects/dialect';

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

/** An expression in a scope; numbers come out finite or missing. */
export function printExpr(expr: Expr, scope: Scope): Sql {
  const value = printRaw(expr, scope);
  return value.finite ? value.sql : scope.dialect.finite(value.sql);
}

/** A number that may be infinite or NaN, both of which stand for missing until `finite` is put around it. */
interface Raw {
  readonly sql: Sql;
  readonly finite: boolean;
}

const known = (sql: Sql): Raw => ({ sql, finite: true });

function printRaw(expr: Expr, scope: Scope): Raw {
  const held = scope.level.held.get(expr);
  if (held !== undefined) return known(scope.field(held));
  switch (expr.kind) {
    case 'arithmetic':
      return expr.type.base === 'integer' ? known(integerArithmetic(expr, scope)) : doubleArithmetic(expr, scope);
    case 'negate': {
      if (expr.type.base === 'integer') return known(integerArithmetic(expr, scope));
      const value = printRaw(expr.value, scope);
      return { sql: `(-${value.sql})`, finite: value.finite };
    }
    case 'convert': {
      const scaled = `${asDouble(expr.value, scope).sql} * ${scope.dialect.literal(expr.factor, expr.type)}`;
      return { sql: expr.offset === 0 ? `(${scaled})` : `(${scaled} + ${scope.dialect.literal(expr.offset, expr.type)})`, finite: false };
    }
    default:
      return known(printKnown(expr, scope));
  }
}

function printKnown(expr: Exclude<Expr, Of<'arithmetic' | 'negate' | 'convert'>>, scope: Scope): Sql {
  const { dialect } = scope;
  switch (expr.kind) {
    case 'shift':
      return dialect.dates.shift(printExpr(expr.value, scope), expr.by, expr.type.base === 'datetime' ? 'datetime' : 'date');
    case 'day':
      return day(expr.value, scope);
    case 'compare':
      return compare(expr, scope);
    case 'and':
    case 'or':
      return junction(
        expr.kind,
        expr.args.map((arg) => printExpr(arg, scope)),
      );
    case 'not':
      return `(NOT ${printExpr(expr.value, scope)})`;
    case 'isMissing':
      return `(${printExpr(expr.value, scope)} IS NULL)`;
    case 'inList':
      return inList(expr, scope);
    case 'inCodes':
      return codeTest(scope.plan.codes[expr.codes], dialect.normaliseCode(printExpr(expr.value, scope)), scope);
    case 'match': {
      const match = expr.op === 'contains' ? dialect.contains : dialect.startsWith;
      return match(printExpr(expr.value, scope), printExpr(expr.pattern, scope));
    }
    case 'case':
      return caseOf(expr, scope);
    case 'call':
      return dialect.functions[expr.fn](
        expr.args.map((arg) => ({ sql: printExpr(arg, scope), type: arg.type })),
        expr.type,
      );
    case 'quantifier':
      return quantifier(expr, scope);
    case 'elapsed': {
      const at = expr.unit === 'hours' || expr.unit === 'minutes' ? instant : day;
      return dialect.dates.elapsed(expr.unit, at(expr.from, scope), at(expr.to, scope));
    }
    case 'age': {
      const birth = scope.field(column.birth);
      const at = day(expr.at, scope);
      return `CASE WHEN ${at} >= ${birth} THEN ${dialect.dates.elapsed('years', birth, at)} END`;
    }
    case 'datePart':
      return dialect.dates.part(expr.part, day(expr.of, scope));
    case 'rowTruth':
    case 'rowNumber':
    case 'covered':
    case 'pick':
    case 'inCohort':
    case 'observed':
      return scope.aggregate(expr);
    default:
      return printStored(expr, scope);
  }
}

type Stored =
  | Of<'literal' | 'entry' | 'indexColumn' | 'patientColumn' | 'patientDate' | 'observation'>
  | Of<'let' | 'variable' | 'outcomeDate' | 'rowColumn'>;

/** What is written, or a column of the patient, the entry or the row. */
function printStored(expr: Stored, scope: Scope): Sql {
  switch (expr.kind) {
    case 'literal':
      return scope.dialect.literal(expr.value, expr.type);
    case 'entry':
      return entryField(expr, scope);
    case 'indexColumn':
      return scope.field(column.indexRow(expr.column));
    case 'patientColumn':
      return scope.field(column.patient(expr.column));
    case 'patientDate':
      return scope.field(expr.which === 'birth' ? column.birth : column.death);
    case 'observation':
      return scope.field(expr.which === 'start' ? column.observedFrom : column.observedTo);
    case 'let':
      return scope.field(column.let(expr.id));
    case 'variable':
      return scope.field(column.variable(expr.id));
    case 'outcomeDate':
      return scope.field(column.outcome(expr.id, 'date'));
    case 'rowColumn':
      return scope.joined?.row === expr.row ? scope.joined.column(expr.column) : scope.field(column.row(expr.row, expr.column));
  }
}

function entryField(expr: Of<'entry'>, scope: Scope): Sql {
  switch (expr.field) {
    case 'index':
      return scope.field(column.index);
    case 'indexEnd':
      return scope.field(column.indexEnd);
    case 'indexLabel':
      return scope.field(column.indexLabel);
    case 'exit':
      return scope.field(column.exit);
    case 'origin':
      return scope.field(scope.plan.origin ? column.origin : column.index);
  }
}

/** A date expression as a day. */
export function day(expr: Expr, scope: Scope): Sql {
  return scope.dialect.dates.day(printExpr(expr, scope), expr.type.base);
}

/** A date expression as an instant; a date is its 00:00. */
export function instant(expr: Expr, scope: Scope): Sql {
  return scope.dialect.dates.instant(printExpr(expr, scope), expr.type.base);
}

// ------------------------------------------------------------------- numbers

/** A chain of `+ - *` on integers is checked as a whole, so that its operands are written twice and not once for each operator. */
function integerArithmetic(expr: Of<'arithmetic' | 'negate'>, scope: Scope): Sql {
  const operands: Expr[] = [];
  const inner = scope.withoutChecks();
  const write = (node: Expr): Sql => {
    const open = node.type.base === 'integer' && !scope.level.held.has(node);
    if (open && node.kind === 'arithmetic') return `(${write(node.left)} ${node.op} ${write(node.right)})`;
    if (open && node.kind === 'negate') return `(-${write(node.value)})`;
    if (node.kind !== 'literal' || node.value === null) operands.push(node);
    return scope.dialect.cast(printExpr(node, inner), 'integer');
  };
  const written = write(expr);
  if (scope.unchecked) return written;
  const checked = operands.map((operand) => printExpr(operand, scope));
  return scope.dialect.checkedInteger(written, checked, expr.kind === 'arithmetic' ? expr.text : '-');
}

function asDouble(expr: Expr, scope: Scope): Raw {
  if (expr.type.base !== 'number') return known(scope.dialect.cast(printExpr(expr, scope), 'number'));
  return printRaw(expr, scope);
}

/**
 * Once infinite or NaN, a sum, difference or product stays so, and is found missing at the end; only a divisor has to be
 * looked at before, since x / infinity is 0. Division by zero is infinite or NaN, hence missing.
 */
function doubleArithmetic(expr: Of<'arithmetic'>, scope: Scope): Raw {
  const left = asDouble(expr.left, scope);
  const right = asDouble(expr.right, scope);
  const divisor = right.finite ? right.sql : scope.dialect.finite(right.sql);
  return { sql: `(${left.sql} ${expr.op} ${expr.op === '/' ? divisor : right.sql})`, finite: false };
}

// ---------------------------------------------------------------- conditions

/** Conditions joined by AND or OR; no arguments are the neutral truth. */
function junction(kind: 'and' | 'or', args: readonly Sql[]): Sql {
  if (args.length === 0) return kind === 'and' ? 'true' : 'false';
  return args.length === 1 ? args[0] : `(${args.join(kind === 'and' ? ' AND ' : ' OR ')})`;
}

function compare(expr: Of<'compare'>, scope: Scope): Sql {
  const { dialect } = scope;
  const side = (operand: Expr): Sql => {
    switch (expr.as) {
      case 'value':
        return printExpr(operand, scope);
      case 'day':
        return day(operand, scope);
      case 'instant':
        return instant(operand, scope);
      case 'rank':
        return dialect.rank(printExpr(operand, scope), (expr.left.type.category ?? expr.right.type.category)?.keys ?? []);
      case 'code':
        return dialect.normaliseCode(printExpr(operand, scope));
    }
  };
  return `(${side(expr.left)} ${expr.op === '!=' ? '<>' : expr.op} ${side(expr.right)})`;
}

function inList(expr: Of<'inList'>, scope: Scope): Sql {
  if (expr.members.length === 0) return 'false';
  const { dialect } = scope;
  const member = (operand: Expr): Sql => {
    switch (expr.as) {
      case 'value':
        return printExpr(operand, scope);
      case 'day':
        return day(operand, scope);
      case 'instant':
        return instant(operand, scope);
      case 'code':
        return dialect.normaliseCode(printExpr(operand, scope));
    }
  };
  if (expr.members.length === 1) return `(${member(expr.value)} = ${member(expr.members[0])})`;
  return `(${member(expr.value)} IN (${expr.members.map(member).join(', ')}))`;
}

/** The next text after all that begin with this one, or null where there is none. */
function afterPrefix(prefix: string): string | null {
  const points = [...prefix];
  const last = points.pop()?.codePointAt(0);
  // Letters and digits have a plain successor; anything else goes the long way.
  return last === undefined || last >= 0x7e ? null : points.join('') + String.fromCodePoint(last + 1);
}

function oneCode(test: CodeTest, code: Sql, scope: Scope): Sql {
  const { dialect } = scope;
  switch (test.kind) {
    case 'exact':
      return `${code} = ${dialect.text(test.code)}`;
    case 'prefix':
      return dialect.startsWith(code, dialect.text(test.code));
    case 'range': {
      const after = afterPrefix(test.to);
      if (after !== null) return `(${code} >= ${dialect.text(test.from)} AND ${code} < ${dialect.text(after)})`;
      return `substr(${code}, 1, ${[...test.to].length}) BETWEEN ${dialect.text(test.from)} AND ${dialect.text(test.to)}`;
    }
  }
}

/** A normalised code against a frozen list: a positive test holds and no `not` test does. */
function codeTest(set: CodeSet, code: Sql, scope: Scope): Sql {
  const group = (negated: boolean): Sql[] => {
    const tests = set.tests.filter((test) => test.not === negated);
    const exact = tests.flatMap((test) => (test.kind === 'exact' ? [scope.dialect.text(test.code)] : []));
    const others = tests.filter((test) => test.kind !== 'exact').map((test) => oneCode(test, code, scope));
    return exact.length > 0 ? [`${code} IN (${exact.join(', ')})`, ...others] : others;
  };
  const positive = group(false);
  const negative = group(true);
  // No positive test is false for a known code and missing for a missing one, as every test is.
  const inside = positive.length > 0 ? junction('or', positive) : `(${code} <> ${code})`;
  return negative.length > 0 ? `(${inside} AND NOT ${junction('or', negative)})` : inside;
}

/** Missing unless the known members decide. */
function quantifier(expr: Of<'quantifier'>, scope: Scope): Sql {
  const args = expr.args.map((arg) => printExpr(arg, scope));
  if (expr.mode === 'at least' && expr.n === 1) return junction('or', args);
  if (expr.mode === 'at least' && expr.n === args.length) return junction('and', args);
  if (expr.mode === 'at most' && expr.n === 0) return `(NOT ${junction('or', args)})`;
  const number = (value: 'true' | 'false'): Sql =>
    args.length === 0 ? '0' : `(${args.map((arg) => `CAST(${arg} IS NOT DISTINCT FROM ${value} AS INTEGER)`).join(' + ')})`;
  const [held, possible] = [number('true'), `${args.length} - ${number('false')}`];
  switch (expr.mode) {
    case 'at least':
      return `CASE WHEN ${held} >= ${expr.n} THEN true WHEN ${possible} < ${expr.n} THEN false END`;
    case 'at most':
      return `CASE WHEN ${held} > ${expr.n} THEN false WHEN ${possible} <= ${expr.n} THEN true END`;
    case 'exactly':
      return `CASE WHEN ${held} > ${expr.n} OR ${possible} < ${expr.n} THEN false WHEN ${held} = ${possible} THEN ${held} = ${expr.n} END`;
  }
}

function caseOf(expr: Of<'case'>, scope: Scope): Sql {
  const branch = (value: Expr): Sql => {
    const sql = printExpr(value, scope);
    return sameBase(value.type, expr.type) ? sql : scope.dialect.cast(sql, expr.type.base);
  };
  const branches = expr.branches.map(({ when, then }) => `WHEN ${printExpr(when, scope)} THEN ${branch(then)}`);
  if (branches.length === 0) return expr.otherwise ? branch(expr.otherwise) : scope.dialect.literal(null, expr.type);
  return `CASE ${branches.join(' ')}${expr.otherwise ? ` ELSE ${branch(expr.otherwise)}` : ''} END`;
}

function sameBase(a: ValueType, b: ValueType): boolean {
  return a.base === b.base;
}
