/** Expands the right-hand side of a formula into terms, by the rules of R's `terms.formula`. */

import { MethodError } from '../results/method-error';
import { deparse } from './deparse';
import { FORMULA_ERRORS } from './error-codes';
import type { Expression } from './expression';

export interface Variable {
  /** As R deparses it; names the variable's coefficients. */
  readonly label: string;
  readonly expression: Expression;
}

export interface Term {
  /** `age:sex`, factors in the order of the variables. */
  readonly label: string;
  /** Indexes into the variables, ascending. */
  readonly variables: readonly number[];
}

export interface Terms {
  /** In order of appearance, offsets and special terms included. */
  readonly variables: readonly Variable[];
  /** Main effects first, then by order of interaction; offsets left out. */
  readonly terms: readonly Term[];
  readonly intercept: boolean;
  /** Variables inside `offset()`. */
  readonly offsets: readonly number[];
}

const MAXIMUM_TERMS = 10_000;
/** Products of terms that are formed for one sign; many of them may be the same term. */
const MAXIMUM_PRODUCTS = 1_000_000;

/**
 * Terms of a right-hand side; `.` stands for `dotNames`. `+ : * / ^ %in% -` and parentheses are the algebra of terms; every other expression is a
 * variable. Throws MethodError `formula_term` for what R has no meaning for (a power that is not a whole number, a number other than 0 and 1), and for
 * a random term, which `random-terms.ts` takes out before where a method has them.
 */
export function expandTerms(right: Expression, dotNames: readonly string[]): Terms {
  const expander = new Expander(dotNames);
  const masks = expander.expand(right).filter((mask) => mask !== 0n);
  const variables = expander.variables;
  const isOffset = variables.map(({ expression }) => expression.kind === 'call' && expression.name === 'offset');
  const terms: Term[] = [];
  for (const mask of masks) {
    const members = indexesOf(mask);
    if (members.some((index) => isOffset[index])) continue;
    terms.push({ label: members.map((index) => variables[index].label).join(':'), variables: members });
  }
  const byOrder = [...terms].sort((a, b) => a.variables.length - b.variables.length);
  const offsets = isOffset.flatMap((is, index) => (is ? [index] : []));
  return { variables, terms: byOrder, intercept: expander.intercept, offsets };
}

function indexesOf(mask: bigint): number[] {
  const indexes: number[] = [];
  for (let index = 0, rest = mask; rest !== 0n; index++, rest >>= 1n) if ((rest & 1n) === 1n) indexes.push(index);
  return indexes;
}

class Expander {
  readonly variables: Variable[] = [];
  intercept = true;
  private adding = true;
  private readonly indexes = new Map<string, number>();

  constructor(private readonly dotNames: readonly string[]) {}

  expand(expression: Expression): bigint[] {
    if (expression.kind === 'group') return this.expand(expression.inner);
    if (expression.kind === 'number') return this.number(expression.value, expression);
    if (expression.kind === 'unary' && expression.operator === '+') return this.expand(expression.operand);
    if (expression.kind === 'unary' && expression.operator === '-') return this.without([], expression.operand);
    if (expression.kind === 'name' && expression.name === '.') {
      const all = this.dotNames.map((name) => this.variable({ kind: 'name', name, offset: expression.offset }));
      return this.distinct(all, expression);
    }
    if (expression.kind === 'text' || expression.kind === 'logical') throw notATerm(expression, deparse(expression));
    if (expression.kind !== 'binary') return [this.variable(expression)];
    const { operator, left, right } = expression;
    switch (operator) {
      case '+': {
        const added = [right];
        let first = left;
        for (; first.kind === 'binary' && first.operator === '+'; first = first.left) added.push(first.right);
        return this.distinct(
          [first, ...added.reverse()].flatMap((one) => this.expand(one)),
          expression,
        );
      }
      case ':':
        return this.crossed(this.expand(left), this.expand(right), expression);
      case '*': {
        const a = this.expand(left);
        const b = this.expand(right);
        return this.distinct([...a, ...b, ...this.crossed(a, b, expression)], expression);
      }
      case '/': {
        const a = this.expand(left);
        const all = a.reduce((mask, term) => mask | term, 0n);
        return this.distinct([...a, ...this.crossed([all], this.expand(right), expression)], expression);
      }
      case '%in%': {
        if (right.kind === 'call' && right.name === 'c') return [this.variable(expression)];
        const a = this.expand(left);
        const all = this.expand(right).reduce((mask, term) => mask | term, 0n);
        return this.distinct(
          a.map((mask) => mask | all),
          expression,
        );
      }
      case '^':
        return this.power(expression, left, right);
      case '-':
        return this.without(this.expand(left), right);
      case '|':
      case '||':
        throw randomTerm(expression);
      default:
        return [this.variable(expression)];
    }
  }

  private number(value: number, expression: Expression): bigint[] {
    if (value !== 0 && value !== 1) throw notATerm(expression, deparse(expression));
    this.intercept = (value === 1) === this.adding;
    return [];
  }

  private without(terms: bigint[], removed: Expression): bigint[] {
    this.adding = !this.adding;
    const drop = new Set(this.expand(removed).map(key));
    this.adding = !this.adding;
    return terms.filter((mask) => !drop.has(key(mask)));
  }

  private power(whole: Expression, base: Expression, exponent: Expression): bigint[] {
    const times = exponent.kind === 'group' ? exponent.inner : exponent;
    if (times.kind !== 'number' || !Number.isInteger(times.value) || times.value < 1 || times.value > 20) throw wrongPower(whole);
    const terms = this.expand(base);
    let result = terms;
    for (let i = 1; i < times.value; i++) result = this.distinct([...result, ...this.crossed(result, terms, whole)], whole);
    return result;
  }

  private variable(expression: Expression): bigint {
    const label = deparse(expression);
    let index = this.indexes.get(label);
    if (index === undefined) {
      index = this.variables.length;
      this.indexes.set(label, index);
      this.variables.push({ label, expression });
    }
    return 1n << BigInt(index);
  }

  private crossed(a: readonly bigint[], b: readonly bigint[], expression: Expression): bigint[] {
    if (a.length * b.length > MAXIMUM_PRODUCTS) throw tooManyTerms(expression);
    return this.distinct(products(a, b), expression);
  }

  private distinct(masks: Iterable<bigint>, expression: Expression): bigint[] {
    const kept = new Map<string, bigint>();
    for (const mask of masks) {
      kept.set(key(mask), mask);
      if (kept.size > MAXIMUM_TERMS) throw tooManyTerms(expression);
    }
    return [...kept.values()];
  }
}

function* products(a: readonly bigint[], b: readonly bigint[]): Iterable<bigint> {
  for (const left of a) for (const right of b) yield left | right;
}

/** Engines hash big integers by their lowest digits only: in a set of the integers themselves those of many variables would all collide. */
function key(mask: bigint): string {
  return mask.toString(32);
}

function tooManyTerms(expression: Expression): MethodError {
  return new MethodError(
    FORMULA_ERRORS,
    'formula_term',
    {
      en: `The formula stands for more than ${MAXIMUM_TERMS} terms. Name the interactions that are needed instead of all of them.`,
      zh: `公式展开后超过 ${MAXIMUM_TERMS} 项。请只写出需要的交互项。`,
    },
    'formula',
    expression.offset,
  );
}

function randomTerm(expression: Expression): MethodError {
  const text = deparse(expression);
  return new MethodError(
    FORMULA_ERRORS,
    'formula_term',
    {
      en: `(${text}) has no meaning here: random terms belong to a mixed model, where each stands in parentheses as (1 | id) and is added to the others. For a condition write I(${text}).`,
      zh: `(${text}) 在此处没有意义：随机项仅用于混合模型，写在括号内如 (1 | id)，并以“+”与其他项相连。若为条件，请写 I(${text})。`,
    },
    'formula',
    expression.offset,
  );
}

function notATerm(expression: Expression, text: string): MethodError {
  return new MethodError(
    FORMULA_ERRORS,
    'formula_term',
    {
      en: `${text} is not a term of a formula. Terms are columns and functions of columns; arithmetic goes inside I(), as in I(age / 10).`,
      zh: `${text} 不能作为公式中的项。项应为列或列的函数；算术运算请写在 I() 中，如 I(age / 10)。`,
    },
    'formula',
    expression.offset,
  );
}

function wrongPower(expression: Expression): MethodError {
  const text = deparse(expression);
  return new MethodError(
    FORMULA_ERRORS,
    'formula_term',
    {
      en: `In a formula ^ takes a whole number and means interactions up to that order. For a power of a column write I(${text}).`,
      zh: `公式中的 ^ 后应为正整数，表示该阶以内的交互项。若要列的幂，请写 I(${text})。`,
    },
    'formula',
    expression.offset,
    [`I(${text})`],
  );
}
