/** Parameters: the value written in the program, or the one given for a run, which must be of the same kind. */
import { readUnit } from '../schema/units';
import type { ParamClause } from '../syntax/ast';
import type { DurationUnit, Expr } from '../syntax/ast-expressions';
import type { Check } from './check';
import { type Checked, errorChecked, ofValue } from './checked';
import { inWords, unwrap } from './coerce';
import { booleanLiteral, checkDuration, checkQuantity, numberLiteral, readDate, textLiteral } from './literals';
import type { Scope } from './scope';
import { inUnitOf } from './units';
import { booleanType, dateType, datetimeType, describeType, familyOf, integerType } from './value-type';

/** A value given for a parameter: by an input cell, or as text by the command line. */
export type ParamValue = string | number | boolean;

const paramScope: Scope = {
  place: 'param',
  known: 'patient',
  lets: 0,
  variables: 0,
  outcomes: false,
  row: null,
  called: [],
  bare: false,
  where: null,
};

function isLiteral(node: Expr): boolean {
  const inner = unwrap(node);
  if (inner.kind === 'unary') return inner.op === '-' && (inner.value.kind === 'number' || inner.value.kind === 'quantity');
  return ['number', 'text', 'boolean', 'date', 'duration', 'quantity'].includes(inner.kind);
}

/** The parameter's value for this compilation. */
export function checkParam(check: Check, clause: ParamClause, given: ParamValue | undefined): Checked {
  if (!isLiteral(clause.value)) {
    check.reporter.error('type-param-value', clause.value.span, { name: clause.name.text, text: check.text(clause.value.span) });
    return errorChecked;
  }
  const written = check.expr(clause.value, paramScope);
  if (given === undefined || written.kind === 'error') return written;
  const value = readGiven(check, clause, written, given);
  if (value) return value;
  const expected = written.kind === 'value' ? describeType(written.expr.type) : inWords(written);
  check.reporter.error('type-param-given', clause.span, { name: clause.name.text, given: String(given), expected });
  return errorChecked;
}

function readGiven(check: Check, clause: ParamClause, written: Checked, given: ParamValue): Checked | null {
  if (written.kind === 'duration') return readDuration(check, clause, written.duration.unit, given);
  if (written.kind !== 'value') return null;
  const { type } = written.expr;
  const text = String(given).trim();
  switch (familyOf(type)) {
    case 'boolean':
      if (text !== 'true' && text !== 'false') return null;
      return ofValue({ ...booleanLiteral(text === 'true'), type: booleanType });
    case 'date': {
      const date = readDate(text.replace(/^@/, ''));
      if (!date) return null;
      return ofValue({ kind: 'literal', value: date.value, type: date.time ? datetimeType : dateType });
    }
    case 'number':
      return readNumber(check, clause, written, text);
    default:
      return typeof given === 'string' ? ofValue(textLiteral(given)) : null;
  }
}

const unitWords: readonly DurationUnit[] = ['days', 'weeks', 'months', 'years', 'hours', 'minutes'];

/** `90 days`, or a number of the unit that the program writes. */
function readDuration(check: Check, clause: ParamClause, unit: DurationUnit, given: ParamValue): Checked | null {
  const match = /^(\d+)(?:\s*([a-z]+))?$/.exec(String(given).trim());
  if (!match) return null;
  const word = match[2] === undefined ? unit : unitWords.find((one) => one === match[2] || one.slice(0, -1) === match[2]);
  if (!word) return null;
  return checkDuration(check, { kind: 'duration', count: match[1], unit: word, span: clause.span });
}

function readNumber(check: Check, clause: ParamClause, written: Checked & { readonly kind: 'value' }, text: string): Checked | null {
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(.*)$/.exec(text);
  if (!match) return null;
  const [, digits, unitText] = match;
  const { unit } = written.expr.type;
  if (unitText !== '') {
    if (unit === null || readUnit(unitText.replaceAll("'", '')) === null) return null;
    const quantity = checkQuantity(check, {
      kind: 'quantity',
      number: digits,
      unit: unitText.replaceAll("'", ''),
      quoted: false,
      span: clause.span,
    });
    if (quantity.kind !== 'value') return quantity;
    const measured = { ...quantity, span: clause.span };
    const converted = inUnitOf(check, measured, { ...written, span: clause.value.span });
    return converted ? ofValue(converted) : errorChecked;
  }
  const whole = written.expr.type.base === 'integer' && /^[+-]?\d+$/.test(digits);
  if (whole && BigInt.asIntN(64, BigInt(digits.replace('+', ''))) === BigInt(digits.replace('+', ''))) {
    return ofValue({ kind: 'literal', value: BigInt(digits.replace('+', '')).toString(), type: integerType });
  }
  const number = Number(digits);
  return Number.isFinite(number) ? ofValue(numberLiteral(number, unit)) : null;
}
