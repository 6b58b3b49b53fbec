/** Functions with arguments in parentheses. */
import type { FunctionName, Expr as PlanExpr, ValueType } from '../plan/expressions';
import { usualSpelling } from '../schema/unit-spellings';
import type { CallExpr, CaseExpr, Expr } from '../syntax/ast-expressions';
import type { Check } from './check';
import { type Checked, errorChecked, missingOf, ofValue } from './checked';
import { asCondition, asDate, asValue, dayOf, inWords } from './coerce';
import { functions, isFunction } from './functions';
import { asNumber } from './literals';
import { writeInstead } from './reporter';
import { whichRow } from './row-values';
import { parenthesised, type Scope } from './scope';
import { type Branch, unify } from './unify';
import { unitInSource } from './unit-in-source';
import { dateType, datetimeType, familyOf, numberOf, numberType } from './value-type';

const SUMMARIES: Readonly<Record<string, string>> = {
  mean: 'mean',
  average: 'mean',
  avg: 'mean',
  median: 'median',
  min: 'min',
  max: 'max',
  sum: 'sum',
  sd: 'sd',
};

/** `mean(lab(egfr))`, `count(visit)`: summaries of rows are phrases. */
function summaryFix(check: Check, { name, args, span }: CallExpr): readonly ReturnType<typeof writeInstead>[] {
  const [rows] = args;
  if (args.length !== 1) return [];
  const text = check.text(rows.span);
  if (name.text === 'count') return [writeInstead(span, `count of ${text}`)];
  const summary = Object.hasOwn(SUMMARIES, name.text) ? SUMMARIES[name.text] : undefined;
  if (summary === undefined) return [];
  return [writeInstead(span, `${summary} of ${rows.kind === 'columnOf' ? text : `value of ${text}`}`)];
}

/** Functions of other languages by the name they have here. */
const ELSEWHERE: Readonly<Record<string, FunctionName>> = {
  coalesce: 'if_missing',
  ifnull: 'if_missing',
  if_null: 'if_missing',
  nvl: 'if_missing',
  isnull: 'if_missing',
  max: 'highest_of',
  greatest: 'highest_of',
  pmax: 'highest_of',
  min: 'lowest_of',
  least: 'lowest_of',
  pmin: 'lowest_of',
  ceiling: 'ceil',
  log: 'ln',
  trunc: 'floor',
  int: 'floor',
};

/** `coalesce(a, b)`, `year(index)`: what the language calls the function, or the phrase it has for it. */
function elsewhereFix(check: Check, { name, args, span }: CallExpr): readonly ReturnType<typeof writeInstead>[] {
  const lower = name.text.toLowerCase();
  if ((lower === 'year' || lower === 'month') && args.length === 1) {
    const date = check.text(args[0].span);
    return [writeInstead(span, `${lower} of ${/^[\p{L}_.]+$/u.test(date) ? date : `(${date})`}`)];
  }
  return Object.hasOwn(ELSEWHERE, lower) ? [writeInstead(name.span, ELSEWHERE[lower])] : [];
}

/** A function with its arguments, by its blueprint. */
export function checkCall(check: Check, node: CallExpr, outer: Scope): Checked {
  const scope = parenthesised(outer);
  const name = node.name.text;
  const table = check.dictionary.tables.find((one) => one.name === name && one.role !== 'patient');
  if (!isFunction(name) && table) {
    whichRow(check, node, table);
    return errorChecked;
  }
  if (!isFunction(name)) {
    const summary = summaryFix(check, node);
    const near = check.reporter.nearNames(node.name.span, name, Object.keys(functions));
    check.reporter.error('type-unknown-function', node.name.span, { name }, [...summary, ...elsewhereFix(check, node), ...near]);
    return errorChecked;
  }
  const [least, most] = counts[name];
  if (node.args.length < least || node.args.length > most) {
    check.reporter.error('type-argument-count', node.span, { name, signature: functions[name].signature, count: node.args.length });
    return errorChecked;
  }
  return calls[name](check, node, scope, name);
}

const counts: Readonly<Record<FunctionName, readonly [number, number]>> = {
  abs: [1, 1],
  round: [1, 2],
  floor: [1, 1],
  ceil: [1, 1],
  sqrt: [1, 1],
  ln: [1, 1],
  exp: [1, 1],
  lowest_of: [1, 99],
  highest_of: [1, 99],
  earliest: [1, 99],
  latest: [1, 99],
  if_missing: [2, 2],
};

type Call = (check: Check, node: CallExpr, scope: Scope, name: FunctionName) => Checked;

const calls: Readonly<Record<FunctionName, Call>> = {
  abs: keepsUnit,
  round: rounds,
  floor: keepsUnit,
  ceil: keepsUnit,
  sqrt: bareOnly,
  ln: bareOnly,
  exp: bareOnly,
  lowest_of: extreme,
  highest_of: extreme,
  earliest: dates,
  latest: dates,
  if_missing: ifMissing,
};

function numberArgument(check: Check, node: Expr, scope: Scope): { expr: PlanExpr; molarMass: number | null } | null {
  const checked = asValue(check, node, scope);
  if (!checked) return null;
  if (checked.kind === 'missing') return { expr: missingOf(numberType), molarMass: null };
  if (familyOf(checked.expr.type) === 'number') return checked;
  check.reporter.error('type-number-expected', node.span, { text: check.text(node.span), found: inWords(checked) });
  return null;
}

function call(fn: FunctionName, args: readonly PlanExpr[], type: ValueType): PlanExpr {
  return { kind: 'call', fn, args, type };
}

function keepsUnit(check: Check, node: CallExpr, scope: Scope, name: FunctionName): Checked {
  const value = numberArgument(check, node.args[0], scope);
  if (!value) return errorChecked;
  return ofValue(call(name, [value.expr], value.expr.type), value.molarMass);
}

function rounds(check: Check, node: CallExpr, scope: Scope, name: FunctionName): Checked {
  const value = numberArgument(check, node.args[0], scope);
  if (!value) return errorChecked;
  if (node.args.length === 1) return ofValue(call(name, [value.expr], value.expr.type), value.molarMass);
  const digits = asValue(check, node.args[1], scope);
  if (!digits) return errorChecked;
  const count =
    digits.kind === 'value' && digits.expr.kind === 'literal' && digits.expr.type.base === 'integer'
      ? Number(digits.expr.value)
      : Number.NaN;
  if (digits.kind !== 'value' || !(count >= 0 && count <= 15)) {
    check.reporter.error('type-round-digits', node.args[1].span, { text: check.text(node.args[1].span) });
    return errorChecked;
  }
  return ofValue(call(name, [value.expr, digits.expr], value.expr.type), value.molarMass);
}

function bareOnly(check: Check, node: CallExpr, scope: Scope, name: FunctionName): Checked {
  const value = numberArgument(check, node.args[0], scope);
  if (!value) return errorChecked;
  const { unit } = value.expr.type;
  if (unit !== null && unit !== '1') {
    const { span } = node.args[0];
    const text = check.text(span);
    const bare = writeInstead(span, `${text} / 1 ${unitInSource(unit)}`);
    check.reporter.error('type-bare-function', span, { name, text, unit: usualSpelling(unit) }, [bare]);
    return errorChecked;
  }
  return ofValue(call(name, [asNumber(value.expr)], numberOf(null)));
}

function branch(check: Check, node: Expr, scope: Scope): Branch | null {
  const checked = asValue(check, node, scope);
  if (!checked) return null;
  return { node, expr: checked.kind === 'value' ? checked.expr : null, molarMass: checked.kind === 'value' ? checked.molarMass : null };
}

function branches(check: Check, nodes: readonly Expr[], scope: Scope): readonly Branch[] | null {
  const found = nodes.map((node) => branch(check, node, scope));
  return found.includes(null) ? null : found.filter((one) => one !== null);
}

function extreme(check: Check, node: CallExpr, scope: Scope, name: FunctionName): Checked {
  const values = branches(check, node.args, scope);
  if (!values) return errorChecked;
  for (const value of values) {
    if (!value.expr || familyOf(value.expr.type) === 'number') continue;
    if (familyOf(value.expr.type) === 'date') {
      const instead = name === 'lowest_of' ? 'earliest' : 'latest';
      check.reporter.error('type-extreme-dates', node.name.span, { name, instead }, [
        { title: { en: `write \`${instead}\``, zh: `写作 \`${instead}\`` }, edits: [{ span: node.name.span, text: instead }] },
      ]);
    } else {
      const found = inWords({ kind: 'value', expr: value.expr, molarMass: null });
      check.reporter.error('type-number-expected', value.node.span, { text: check.text(value.node.span), found });
    }
    return errorChecked;
  }
  const unified = unify(check, values);
  return unified ? ofValue(call(name, unified.exprs, unified.type), unified.molarMass) : errorChecked;
}

function dates(check: Check, node: CallExpr, scope: Scope, name: FunctionName): Checked {
  const args = node.args.map((arg) => asDate(check, arg, scope));
  if (args.includes(null)) return errorChecked;
  const known = args.filter((arg) => arg !== null);
  const instants = known.every((arg) => arg.type.base === 'datetime');
  return ofValue(call(name, instants ? known : known.map(dayOf), instants ? datetimeType : dateType));
}

function ifMissing(check: Check, node: CallExpr, scope: Scope, name: FunctionName): Checked {
  const values = branches(check, node.args, scope);
  const unified = values && unify(check, values);
  return unified ? ofValue(call(name, unified.exprs, unified.type), unified.molarMass) : errorChecked;
}

/** `case when C then A … [else B] end`: branches have one type. */
export function checkCase(check: Check, node: CaseExpr, outer: Scope): Checked {
  const scope = parenthesised(outer);
  const whens = node.branches.map((one) => asCondition(check, one.when, scope));
  const thens = branches(check, [...node.branches.map((one) => one.then), ...(node.otherwise ? [node.otherwise] : [])], scope);
  if (!thens || whens.includes(null)) return errorChecked;
  const unified = unify(check, thens);
  if (!unified) return errorChecked;
  const conditions = whens.filter((when) => when !== null);
  const expr: PlanExpr = {
    kind: 'case',
    // biome-ignore lint/suspicious/noThenProperty: the word of the language
    branches: conditions.map((when, i) => ({ when, then: unified.exprs[i] })),
    otherwise: node.otherwise ? unified.exprs[conditions.length] : null,
    type: unified.type,
  };
  return ofValue(expr, unified.molarMass);
}
