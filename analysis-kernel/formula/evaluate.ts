/** Evaluates the expressions of a formula on a frame. */

import { columnNames, findColumn, numbersOf } from '../frame/access';
import { type Frame, NOTICED } from '../frame/column';
import { compareCodePoints, factorOf } from '../frame/factor';
import { listText } from '../results/format';
import { MethodError } from '../results/method-error';
import { asNumbers, Call, type Learnt } from './call';
import { deparse } from './deparse';
import { FORMULA_ERRORS } from './error-codes';
import type { BinaryOperator, Expression } from './expression';
import { FUNCTIONS, SPECIAL_CALLS, scalarText } from './functions';
import { didYouMean, nearestNames } from './nearest-name';
import { type Evaluated, type EvaluatedColumn, LOGICAL_LEVELS, logicalOf } from './values';
import { otherSpellings, refuseUnknownWords } from './words-compared';

type Comparison = '<' | '<=' | '>' | '>=' | '==' | '!=';

const ARITHMETIC: Readonly<Partial<Record<BinaryOperator, (a: number, b: number) => number>>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '^': (a, b) => (b === 2 ? a * a : a ** b),
  '%%': (a, b) => a - b * Math.floor(a / b),
  '%/%': (a, b) => Math.floor(a / b),
};

const COMPARISONS: Readonly<Record<Comparison, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
  '==': (order) => order === 0,
  '!=': (order) => order !== 0,
};

/** Evaluates expressions; `learnt` is filled while fitting and read while `applying` to new rows. Each distinct expression is evaluated once. */
export class Evaluator {
  private readonly done = new Map<string, Evaluated>();

  constructor(
    private readonly frame: Frame,
    private readonly learnt: Learnt,
    private readonly applying: boolean,
  ) {}

  /** The value as a column; a constant becomes a constant column. */
  column(expression: Expression): EvaluatedColumn {
    const value = this.evaluate(expression);
    if (value.kind !== 'constants') return value;
    const numbers = asNumbers(value, this.frame.length);
    if (numbers !== null) return { kind: 'numeric', values: numbers };
    throw new MethodError(
      FORMULA_ERRORS,
      'formula_argument',
      { en: `${deparse(expression)} is a constant where a column was expected.`, zh: `${deparse(expression)} 是常数，此处应为列。` },
      'formula',
      expression.offset,
    );
  }

  evaluate(expression: Expression): Evaluated {
    const key = deparse(expression);
    const before = this.done.get(key);
    if (before !== undefined) return before;
    const value = this.compute(expression);
    this.done.set(key, value);
    return value;
  }

  private compute(expression: Expression): Evaluated {
    switch (expression.kind) {
      case 'number':
      case 'text':
      case 'logical':
        return { kind: 'constants', values: [expression.value] };
      case 'name':
        return this.lookUp(expression.name, expression.offset);
      case 'group':
        return this.evaluate(expression.inner);
      case 'unary':
        return this.unary(expression.operator, expression.operand);
      case 'call': {
        if (!Object.hasOwn(FUNCTIONS, expression.name)) throw unknownFunction(expression.name, expression.offset);
        const call = new Call(expression, this.frame.length, (argument) => this.evaluate(argument), this.learnt, this.applying);
        return FUNCTIONS[expression.name](call);
      }
      case 'binary':
        return this.binary(expression.operator, expression.left, expression.right);
    }
  }

  private lookUp(name: string, offset: number): EvaluatedColumn {
    const column = findColumn(this.frame, name);
    if (column === null) throw unknownColumn(name, this.frame, offset);
    if (column.kind === 'text' && column.type === 'text') return { kind: 'factor', ...factorOf(column), logical: false };
    if (column.kind === 'numeric' && column.type === 'boolean') {
      return { kind: 'factor', codes: factorOf(column).codes, levels: LOGICAL_LEVELS, logical: true };
    }
    if (column.meta.levels !== undefined && column.meta.levels.length > 0) {
      return { kind: 'factor', ...factorOf(column), logical: false };
    }
    const numbers = numbersOf(column);
    if (numbers === null) throw unknownColumn(name, this.frame, offset);
    return { kind: 'numeric', values: numbers };
  }

  private unary(operator: '-' | '+' | '!', operand: Expression): Evaluated {
    const value = this.evaluate(operand);
    if (operator === '!') {
      const numbers = this.need(value, operand);
      return logicalOf(this.frame.length, (row) => (Number.isNaN(numbers[row]) ? null : numbers[row] === 0));
    }
    const sign = operator === '-' ? -1 : 1;
    if (value.kind === 'constants' && value.values.every((item) => typeof item === 'number')) {
      return { kind: 'constants', values: value.values.map((item) => sign * item) };
    }
    return { kind: 'numeric', values: this.need(value, operand).map((x) => sign * x) };
  }

  private binary(operator: BinaryOperator, left: Expression, right: Expression): Evaluated {
    if (operator === ':') return this.sequence(left, right);
    const a = this.evaluate(left);
    const b = this.evaluate(right);
    if (operator === '%in%') return this.membership(a, b, left, right);
    if (operator === '&' || operator === '|' || operator === '||')
      return this.connective(operator === '&' ? '&' : '|', this.need(a, left), this.need(b, right));
    const arithmetic = ARITHMETIC[operator];
    if (arithmetic === undefined) return this.comparison(operator as Comparison, a, b, left, right);
    if (a.kind === 'constants' && b.kind === 'constants' && typeof a.values[0] === 'number' && typeof b.values[0] === 'number') {
      return { kind: 'constants', values: [arithmetic(a.values[0], b.values[0])] };
    }
    const x = this.need(a, left);
    const y = this.need(b, right);
    return { kind: 'numeric', values: x.map((value, row) => arithmetic(value, y[row])) };
  }

  private sequence(left: Expression, right: Expression): Evaluated {
    const from = this.evaluate(left);
    const to = this.evaluate(right);
    if (from.kind === 'constants' && to.kind === 'constants') {
      const [a] = from.values;
      const [b] = to.values;
      if (typeof a === 'number' && typeof b === 'number' && Math.abs(b - a) < 1e6) {
        const step = b >= a ? 1 : -1;
        return { kind: 'constants', values: Array.from({ length: Math.floor(Math.abs(b - a)) + 1 }, (_, index) => a + step * index) };
      }
    }
    throw new MethodError(
      FORMULA_ERRORS,
      'formula_argument',
      {
        en: `Inside a function : makes a series of numbers, as in 1:5. For an interaction write ${deparse(left)}:${deparse(right)} outside the function.`,
        zh: `函数内的“:”表示数列（如 1:5）。交互项请写在函数之外：${deparse(left)}:${deparse(right)}。`,
      },
      'formula',
      left.offset,
    );
  }

  private connective(operator: '&' | '|', x: Float64Array, y: Float64Array): EvaluatedColumn {
    const decisive = operator === '&' ? 0 : 1;
    const truth = (value: number) => (Number.isNaN(value) ? null : value !== 0 ? 1 : 0);
    return logicalOf(this.frame.length, (row) => {
      const a = truth(x[row]);
      const b = truth(y[row]);
      if (a === decisive || b === decisive) return decisive === 1;
      return a === null || b === null ? null : decisive === 0;
    });
  }

  private comparison(operator: Comparison, a: Evaluated, b: Evaluated, left: Expression, right: Expression): EvaluatedColumn {
    const holds = COMPARISONS[operator];
    const x = asNumbers(a, this.frame.length);
    const y = asNumbers(b, this.frame.length);
    if (x !== null && y !== null) {
      return logicalOf(this.frame.length, (row) => (Number.isNaN(x[row]) || Number.isNaN(y[row]) ? null : holds(x[row] - y[row])));
    }
    if (operator === '==' || operator === '!=') {
      this.expectWords(a, left, b, right);
      this.expectWords(b, right, a, left);
    }
    const s = this.texts(a, left);
    const t = this.texts(b, right);
    return logicalOf(this.frame.length, (row) => {
      const p = s(row);
      const q = t(row);
      return p === null || q === null ? null : holds(compareCodePoints(p, q));
    });
  }

  private membership(a: Evaluated, b: Evaluated, left: Expression, right: Expression): EvaluatedColumn {
    if (b.kind !== 'constants') {
      throw new MethodError(
        FORMULA_ERRORS,
        'formula_argument',
        { en: `%in% needs a list of constants on its right, as in c("a", "b").`, zh: '%in% 右侧应为常数列表，如 c("a", "b")。' },
        'formula',
        right.offset,
      );
    }
    this.expectWords(a, left, b, right);
    const wanted = new Set(b.values.map(scalarText));
    const text = this.texts(a, left);
    return logicalOf(this.frame.length, (row) => {
      const value = text(row);
      return value !== null && wanted.has(value);
    });
  }

  /** Words compared with a column are among its values; new rows need not have them. */
  private expectWords(value: Evaluated, expression: Expression, words: Evaluated, written: Expression): void {
    if (this.applying || value.kind === 'constants' || words.kind !== 'constants') return;
    const column = expression.kind === 'name' ? findColumn(this.frame, expression.name) : null;
    const known = (column?.meta.levels ?? []).map(({ key }) => key);
    const places = words.values.map((_, at) => (written.kind === 'call' ? (written.args[at]?.value ?? written) : written).offset);
    refuseUnknownWords(value, expression, words.values, places, known);
    const notice = this.frame[NOTICED] ? otherSpellings(value, expression, words.values) : null;
    if (notice) this.frame[NOTICED]?.(notice);
  }

  private texts(value: Evaluated, expression: Expression): (row: number) => string | null {
    if (value.kind === 'constants') {
      const text = scalarText(value.values[0]);
      return () => text;
    }
    if (value.kind === 'factor') return (row) => (value.codes[row] < 0 ? null : value.levels[value.codes[row]]);
    if (value.kind === 'numeric') return (row) => (Number.isNaN(value.values[row]) ? null : scalarText(value.values[row]));
    throw notNumbers(expression);
  }

  private need(value: Evaluated, expression: Expression): Float64Array {
    const numbers = asNumbers(value, this.frame.length);
    if (numbers === null) throw notNumbers(expression);
    return numbers;
  }
}

function notNumbers(expression: Expression): MethodError {
  const text = deparse(expression);
  return new MethodError(
    FORMULA_ERRORS,
    'formula_argument',
    { en: `${text} is not a number, so it cannot be calculated with here.`, zh: `${text} 不是数值，无法在此处参与计算。` },
    'formula',
    expression.offset,
  );
}

/** The error for a column the data lack. */
export function unknownColumn(name: string, frame: Frame, offset: number | null, path = 'formula'): MethodError {
  const names = columnNames(frame);
  const near = [...new Set([...outcomeColumns(name, frame, path), ...nearestNames(name, names)])].slice(0, 3);
  const listed = names.length > 12 ? [...names.slice(0, 12), '…'] : names;
  const rest =
    near.length > 0 ? didYouMean(near) : { en: ` Their columns: ${listText(listed, 'en')}.`, zh: `现有列：${listText(listed, 'zh')}。` };
  return new MethodError(
    FORMULA_ERRORS,
    'unknown_column',
    { en: `The data have no column ${name}.${rest.en}`, zh: `数据中没有列 ${name}。${rest.zh}` },
    path,
    offset,
    near,
  );
}

/** The columns of the outcome that has this name, the one that is asked for first: an outcome is more than one column. */
function outcomeColumns(name: string, { columns }: Frame, path: string): readonly string[] {
  const first = path === 'time' ? 'time' : 'event';
  return columns
    .filter(({ meta }) => meta.outcome?.name.toLowerCase() === name.toLowerCase())
    .sort((a, b) => Number(b.meta.outcome?.part === first) - Number(a.meta.outcome?.part === first))
    .map((column) => column.name);
}

function unknownFunction(name: string, offset: number): MethodError {
  const known = [...Object.keys(FUNCTIONS), ...SPECIAL_CALLS];
  if (SPECIAL_CALLS.includes(name)) {
    return new MethodError(
      FORMULA_ERRORS,
      'formula_argument',
      {
        en: `${name}() stands by itself as ${name === 'Surv' ? 'the left side' : 'a term'} of a formula, not inside another expression.`,
        zh: `${name}() 只能单独作为公式的${name === 'Surv' ? '左边' : '一项'}，不能写在其他表达式之内。`,
      },
      'formula',
      offset,
    );
  }
  const near = nearestNames(name, known);
  const rest =
    near.length > 0
      ? didYouMean(near)
      : {
          en: ` They have: ${known.join(', ')}. Other calculations go into a sql cell.`,
          zh: `可用的有：${known.join('、')}。其他计算请写在 sql 单元中。`,
        };
  return new MethodError(
    FORMULA_ERRORS,
    'unknown_function',
    { en: `Formulas have no function ${name}().${rest.en}`, zh: `公式中没有函数 ${name}()。${rest.zh}` },
    'formula',
    offset,
    near,
  );
}
