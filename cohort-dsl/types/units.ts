/** Bringing numbers to one unit: literals are converted here, columns by the plan. */
import type { Expr as PlanExpr } from '../plan/expressions';
import { usualSpelling } from '../schema/unit-spellings';
import { convertUnits, isConversion, readUnit, scaleBetween, type UnitConversion } from '../schema/units';
import type { Span } from '../syntax/ast';
import type { Check } from './check';
import { asNumber, numberLiteral } from './literals';
import { append } from './reporter';
import { unitInSource } from './unit-in-source';
import { likelyUnits } from './units-likely';
import { numberOf } from './value-type';

export interface Measured {
  readonly expr: PlanExpr;
  readonly molarMass: number | null;
  readonly span: Span;
}

function converted(expr: PlanExpr, by: UnitConversion, unit: string | null): PlanExpr {
  const number = asNumber(expr);
  if (number.kind === 'literal' && typeof number.value === 'number') {
    return numberLiteral(rounded(number.value * by.factor + by.offset), unit);
  }
  if (by.factor === 1 && by.offset === 0) return { ...number, type: { ...number.type, unit } };
  return { kind: 'convert', value: number, factor: by.factor, offset: by.offset, type: numberOf(unit) };
}

/** Without the last bits' noise of a decimal that passed through a factor. */
function rounded(value: number): number {
  const short = Number(value.toPrecision(15));
  return Math.abs(short - value) <= 4 * Number.EPSILON * Math.abs(value) ? short : value;
}

function sameUnit(a: string | null, b: string | null): boolean {
  return a === b || (a === '1' && b === null) || (a === null && b === '1');
}

/**
 * The number in the other's unit, or null after reporting why there is none. A bare number meets only bare numbers and percentages.
 */
export function inUnitOf(check: Check, value: Measured, other: Measured): PlanExpr | null {
  const from = value.expr.type.unit;
  const to = other.expr.type.unit;
  if (sameUnit(from, to)) return value.expr;
  if (from === null && to !== null) {
    const number = value.expr.kind === 'literal' ? Number(value.expr.value) : null;
    const units = number === null ? [] : likelyUnits(check.dictionary, number, to, other.molarMass).map(unitInSource);
    const written = check.text(value.span);
    check.reporter.error(
      'type-bare-number',
      value.span,
      { number: written, other: check.text(other.span), unit: usualSpelling(to) },
      units.map((unit) => append(value.span, ` ${unit}`, `${written} ${unit}`)),
    );
    return null;
  }
  const answer = convertUnits(from ?? '1', to ?? '1', value.molarMass ?? other.molarMass);
  if (isConversion(answer)) return check.mark(converted(value.expr, answer, to), value.span);
  if (to === null && from !== null) {
    check.reporter.error('type-unit-on-bare', value.span, {
      number: check.text(value.span),
      other: check.text(other.span),
      unit: usualSpelling(from),
    });
    return null;
  }
  const params = { from: usualSpelling(from ?? '1'), to: usualSpelling(to ?? '1'), other: check.text(other.span) };
  switch (answer.reason) {
    case 'needs_molar_mass':
      check.reporter.error('type-unit-molar-mass', value.span, params);
      return null;
    case 'needs_charge':
      check.reporter.error('type-unit-charge', value.span, { ...params, value: check.text(value.span) });
      return null;
    case 'different_annotation':
      check.reporter.error('type-unit-annotation', value.span, params);
      return null;
    case 'different_ratio':
      check.reporter.error('type-unit-ratio', value.span, { ...params, value: check.text(value.span) });
      return null;
    case 'not_linear':
      check.reporter.error('type-unit-scale', value.span, params);
      return null;
    case 'different_kind':
    case 'unknown_unit':
      check.reporter.error('type-unit-kind', value.span, params);
      return null;
  }
}

/** The unit of a product or quotient, and the factor that remains where units cancel. */
export function derivedUnit(
  op: '*' | '/',
  left: string | null,
  right: string | null,
): { readonly unit: string | null; readonly factor: number } | null {
  if (right === null) return { unit: left, factor: 1 };
  if (op === '*' && left === null) return { unit: right, factor: 1 };
  if (op === '/' && left === right) return { unit: null, factor: 1 };
  if (op === '/' && left !== null) {
    const ratio = scaleBetween(left, right);
    if (isConversion(ratio) && ratio.offset === 0) return { unit: null, factor: ratio.factor };
  }
  const joined = left === null ? `1/(${right})` : op === '*' ? `(${left}).(${right})` : `(${left})/(${right})`;
  const bare = scaleBetween(joined, '1');
  if (isConversion(bare) && bare.offset === 0) return { unit: null, factor: bare.factor };
  return readUnit(joined) === null ? null : { unit: joined, factor: 1 };
}
