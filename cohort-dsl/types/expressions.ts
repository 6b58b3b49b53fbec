/** One case for every kind of expression. */
import type { Expr } from '../syntax/ast-expressions';
import { checkArithmetic, checkNegative, isArithmetic } from './arithmetic';
import { checkCall, checkCase } from './calls';
import type { Check } from './check';
import { type Checked, errorChecked, ofValue } from './checked';
import { checkInCodes } from './code-lists';
import { cohortCalled } from './cohorts';
import { checkCompare } from './compare';
import {
  checkAge,
  checkDatePart,
  checkElapsed,
  checkIs,
  checkLogic,
  checkMatch,
  checkNot,
  checkObserved,
  checkQuantifier,
} from './conditions';
import { booleanLiteral, checkDate, checkDuration, checkNumber, checkQuantity, textLiteral } from './literals';
import { checkBetween, checkInList } from './membership';
import { checkRef, checkWord } from './references';
import { checkColumnOf, checkCovered, checkPick, checkRowNumber, checkRowTruth } from './row-values';
import { parenthesised, type Scope } from './scope';
import { booleanType } from './value-type';

/** What an expression means in its scope; an error is reported once and absorbs what is built on it. */
export function checkExpr(check: Check, node: Expr, scope: Scope): Checked {
  const checked = dispatch(check, node, scope);
  if (checked.kind === 'value') check.mark(checked.expr, node.span);
  return checked;
}

function dispatch(check: Check, node: Expr, scope: Scope): Checked {
  switch (node.kind) {
    case 'number':
      return checkNumber(check, node);
    case 'text':
      return ofValue(textLiteral(node.value));
    case 'boolean':
      return ofValue(booleanLiteral(node.value));
    case 'missing':
      return { kind: 'missing' };
    case 'date':
      return checkDate(check, node);
    case 'duration':
      return checkDuration(check, node);
    case 'quantity':
      return checkQuantity(check, node);
    case 'ref':
      return checkRef(check, node, scope);
    case 'word':
      return checkWord(check, node, scope);
    case 'unary':
      return node.op === 'not' ? checkNot(check, node, scope) : checkNegative(check, node, scope);
    case 'binary':
      if (isArithmetic(node)) return checkArithmetic(check, node, scope);
      return checkLogic(check, { ...node, op: node.op === 'or' ? 'or' : 'and' }, scope);
    case 'compare':
      return checkCompare(check, node, scope);
    case 'between':
      return checkBetween(check, node, scope);
    case 'inList':
      return checkInList(check, node, scope);
    case 'inCodes':
      return checkInCodes(check, node, scope);
    case 'is':
      return checkIs(check, node, scope);
    case 'match':
      return checkMatch(check, node, scope);
    case 'paren':
      return check.expr(node.inner, parenthesised(scope));
    case 'case':
      return checkCase(check, node, scope);
    case 'call':
      return checkCall(check, node, scope);
    case 'quantifier':
      return checkQuantifier(check, node, scope);
    default:
      return checkOfRows(check, node, scope);
  }
}

type OfRows = 'rowTruth' | 'rowNumber' | 'covered' | 'pick' | 'columnOf' | 'inCohort' | 'elapsed' | 'age' | 'datePart' | 'observed';

/** What event rows, observation and dates give. */
function checkOfRows(check: Check, node: Extract<Expr, { kind: OfRows }>, scope: Scope): Checked {
  switch (node.kind) {
    case 'rowTruth':
      return checkRowTruth(check, node, scope);
    case 'rowNumber':
      return checkRowNumber(check, node, scope);
    case 'covered':
      return checkCovered(check, node, scope);
    case 'pick':
      return checkPick(check, node, scope);
    case 'columnOf':
      return checkColumnOf(check, node, scope);
    case 'elapsed':
      return checkElapsed(check, node, scope);
    case 'age':
      return checkAge(check, node, scope);
    case 'datePart':
      return checkDatePart(check, node, scope);
    case 'observed':
      return checkObserved(check, node, scope);
    case 'inCohort': {
      const cohort = cohortCalled(check, node.name);
      return cohort === null ? errorChecked : ofValue({ kind: 'inCohort', cohort, type: booleanType });
    }
  }
}
