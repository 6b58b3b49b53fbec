/** Random terms of a mixed model's formula: `(1 + years | id)`, `(1 | centre/id)`, `(1 + years || id)`. */

import { MethodError } from '../results/method-error';
import { deparse } from './deparse';
import { FORMULA_ERRORS } from './error-codes';
import type { Expression } from './expression';
import type { Formula } from './parse-formula';
import { expandTerms } from './terms';

/** What varies between the levels of a grouping, with all covariances among its columns. */
export interface RandomTerm {
  /** `centre:id`; names the grouping. */
  readonly label: string;
  /** The columns whose combinations are the levels. */
  readonly group: readonly Expression[];
  /** One-sided: the intercept and slopes. */
  readonly effects: Formula;
  /** Place in the formula's text. */
  readonly offset: number;
}

/** Of a formula as written; `a / b` and `||` make several of one. */
const MOST_RANDOM_TERMS = 20;

/**
 * A formula without its random terms, and these in their order. `(x | a/b)` is `(x | a) + (x | a:b)`; `(x + z || a)` is `(1 | a) + (0 + x | a) + (0 + z | a)`,
 * so that a factor among them keeps its own covariances, as in lme4.
 * Throws MethodError `formula_term`: a right-hand side of `|` that is no grouping, nothing on its left, more terms than can be fitted.
 */
export function splitRandom(formula: Formula): { readonly fixed: Formula; readonly random: readonly RandomTerm[] } {
  const random: RandomTerm[] = [];
  const right = without(formula.right, random);
  if (random.length > MOST_RANDOM_TERMS) throw tooMany(random[MOST_RANDOM_TERMS].offset);
  return { fixed: { ...formula, right: right ?? { kind: 'number', value: 1, integer: false, offset: formula.right.offset } }, random };
}

/** The expression less its random terms, which are added to the list; null where nothing is left. */
function without(expression: Expression, random: RandomTerm[]): Expression | null {
  const bar = expression.kind === 'group' ? barOf(expression.inner) : null;
  if (bar !== null) {
    random.push(...termsOf(bar));
    return null;
  }
  if (expression.kind !== 'binary' || (expression.operator !== '+' && expression.operator !== '-')) return expression;
  const left = without(expression.left, random);
  if (expression.operator === '-')
    return left === null ? { kind: 'unary', operator: '-', operand: expression.right, offset: expression.offset } : { ...expression, left };
  const right = without(expression.right, random);
  if (left === null || right === null) return left ?? right;
  return { ...expression, left, right };
}

type Bar = Extract<Expression, { kind: 'binary' }>;

function barOf(expression: Expression): Bar | null {
  return expression.kind === 'binary' && (expression.operator === '|' || expression.operator === '||') ? expression : null;
}

function termsOf(bar: Bar): RandomTerm[] {
  const effects = bar.operator === '|' ? [bar.left] : separate(bar.left);
  return groupsOf(bar.right).flatMap((group) =>
    effects.map((right) => ({
      label: group.map(deparse).join(':'),
      group,
      effects: { text: `~ ${deparse(right)}`, left: null, right },
      offset: bar.left.offset,
    })),
  );
}

/** The terms of an expression, each by itself. */
function separate(left: Expression): Expression[] {
  const { terms, variables, intercept } = expandTerms(left, []);
  const number = (value: number): Expression => ({ kind: 'number', value, integer: false, offset: left.offset });
  const alone = terms.map((term): Expression => {
    const [first, ...rest] = term.variables.map((variable) => variables[variable].expression);
    const product = rest.reduce((a, b): Expression => ({ kind: 'binary', operator: ':', left: a, right: b, offset: left.offset }), first);
    return { kind: 'binary', operator: '+', left: number(0), right: product, offset: left.offset };
  });
  return [...(intercept ? [number(1)] : []), ...alone];
}

/** The groupings of the right-hand side of a bar: of `a/b` first `a`, then `a:b`. */
function groupsOf(right: Expression): (readonly Expression[])[] {
  if (right.kind === 'group') return groupsOf(right.inner);
  if (right.kind === 'name' || right.kind === 'call') return [[right]];
  if (right.kind === 'binary' && right.operator === ':') return [[...one(right.left), ...one(right.right)]];
  if (right.kind === 'binary' && right.operator === '/') {
    const outer = groupsOf(right.left);
    return [...outer, [...outer[outer.length - 1], ...one(right.right)]];
  }
  throw noGrouping(right);
}

function one(expression: Expression): readonly Expression[] {
  const groups = groupsOf(expression);
  if (groups.length > 1) throw noGrouping(expression);
  return groups[0];
}

function noGrouping(right: Expression): MethodError {
  const text = deparse(right);
  return new MethodError(
    FORMULA_ERRORS,
    'formula_term',
    {
      en: `On the right of | stands what groups the rows: a column as id, a:b for combinations, or a/b for b within a. ${text} is none of these.`,
      zh: `“|”右边应为分组：列（如 id）、组合 a:b，或嵌套 a/b（b 嵌套于 a）。${text} 不属于其中任何一种。`,
    },
    'formula',
    right.offset,
  );
}

function tooMany(offset: number): MethodError {
  return new MethodError(
    FORMULA_ERRORS,
    'formula_term',
    {
      en: `The formula has more than ${MOST_RANDOM_TERMS} random terms. Keep those the design of the study asks for.`,
      zh: `公式中的随机项超过 ${MOST_RANDOM_TERMS} 个。请只保留研究设计所需的随机项。`,
    },
    'formula',
    offset,
  );
}
