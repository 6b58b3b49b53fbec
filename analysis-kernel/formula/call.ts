/** A call within a formula as its function sees it: arguments by place or name, evaluated on demand, with the errors that name them. */

import { numberText } from '../frame/number-text';
import { listText } from '../results/format';
import { MethodError } from '../results/method-error';
import { deparse } from './deparse';
import { FORMULA_ERRORS } from './error-codes';
import type { Argument, Expression } from './expression';
import { nearestNames } from './nearest-name';
import type { Evaluated, EvaluatedColumn, Scalar } from './values';

/** What was learnt from the data a model was fitted on (knots, levels, polynomial coefficients), by deparsed call. */
export type Learnt = Map<string, unknown>;

type CallExpression = Extract<Expression, { kind: 'call' }>;

export class Call {
  private readonly byName: Map<string, Argument>;
  private readonly byPlace: readonly Argument[];

  constructor(
    readonly expression: CallExpression,
    readonly length: number,
    private readonly evaluate: (expression: Expression) => Evaluated,
    private readonly learnt: Learnt,
    /** True when applying a fitted encoding to new rows. */
    readonly applying: boolean,
  ) {
    this.byName = new Map(expression.args.flatMap((argument) => (argument.name === null ? [] : [[argument.name, argument] as const])));
    this.byPlace = expression.args.filter((argument) => argument.name === null);
  }

  /** What this call learnt when the model was fitted; null while fitting. */
  recall<T>(): T | null {
    return this.applying ? ((this.learnt.get(deparse(this.expression)) as T | undefined) ?? null) : null;
  }

  remember(value: unknown): void {
    if (!this.applying) this.learnt.set(deparse(this.expression), value);
  }

  /** Indexes of the arguments without names. */
  positional(): number[] {
    return this.byPlace.map((_, index) => index);
  }

  argumentLabel(place: number): string {
    return deparse(this.byPlace[place]?.value ?? this.expression);
  }

  value(place: number): Evaluated {
    return this.evaluate(this.require(place, 'x').value);
  }

  column(place: number, name: string): EvaluatedColumn {
    const argument = this.require(place, name);
    const value = this.evaluate(argument.value);
    if (value.kind !== 'constants') return value;
    throw this.error(
      `${this.expression.name}() needs a column as ${name}; ${deparse(argument.value)} is a constant.`,
      `${this.expression.name}() 的参数 ${name} 应为列，${deparse(argument.value)} 是常数。`,
      argument.value.offset,
    );
  }

  /** A numeric column; logicals count 0 and 1. */
  numbers(place: number, name: string): Float64Array {
    const argument = this.require(place, name);
    const value = this.evaluate(argument.value);
    const numbers = asNumbers(value, this.length);
    if (numbers !== null) return numbers;
    throw this.error(
      `${this.expression.name}() needs numbers; ${deparse(argument.value)} is ${value.kind === 'basis' ? 'a basis of several columns' : 'text'}.`,
      `${this.expression.name}() 需要数值；${deparse(argument.value)} 是${value.kind === 'basis' ? '多列的基函数' : '文本'}。`,
      argument.value.offset,
    );
  }

  factor(place: number, name: string): { codes: Int32Array; levels: readonly string[] } {
    const value = this.column(place, name);
    if (value.kind === 'factor') return value;
    if (value.kind === 'numeric') return factorOfNumbers(value.values);
    throw this.error(
      `${this.expression.name}() needs one column; ${this.argumentLabel(0)} has several.`,
      `${this.expression.name}() 需要单列；${this.argumentLabel(0)} 有多列。`,
    );
  }

  constants(place: number): readonly Scalar[] {
    const argument = this.byPlace[place];
    const value = this.evaluate(argument.value);
    if (value.kind === 'constants') return value.values;
    throw this.notConstant(argument);
  }

  /** The argument's constants when it is one, else null. */
  constantNumbers(place: number): readonly number[] | null {
    const argument = this.byPlace[place];
    if (argument === undefined) return null;
    const value = this.evaluate(argument.value);
    return value.kind === 'constants' && value.values.every((item) => typeof item === 'number') ? value.values : null;
  }

  optionalNumbers(place: number, name: string): readonly number[] | null {
    const argument = this.find(place, name);
    if (argument === null) return null;
    const value = this.evaluate(argument.value);
    if (value.kind !== 'constants' || !value.values.every((item) => typeof item === 'number')) throw this.notConstant(argument);
    return value.values;
  }

  optionalNumber(place: number, name: string): number | null {
    return this.optionalNumbers(place, name)?.[0] ?? null;
  }

  optionalLogical(place: number, name: string): boolean | null {
    const argument = this.find(place, name);
    if (argument === null) return null;
    const value = this.evaluate(argument.value);
    if (value.kind !== 'constants' || typeof value.values[0] !== 'boolean') throw this.notConstant(argument);
    return value.values[0];
  }

  optionalTexts(place: number, name: string): readonly string[] | null {
    return this.find(place, name) === null ? null : this.texts(place, name);
  }

  texts(place: number, name: string): readonly string[] {
    const argument = this.require(place, name);
    const value = this.evaluate(argument.value);
    if (value.kind !== 'constants') throw this.notConstant(argument);
    return value.values.map((item) =>
      typeof item === 'number' ? numberText(item) : typeof item === 'string' ? item : item ? 'TRUE' : 'FALSE',
    );
  }

  /** The refusal of a level that the argument at `place` names. */
  unknownLevel(level: string, levels: readonly string[], place: number, name: string): MethodError {
    const near = nearestNames(level, levels);
    const shown = levels.slice(0, 12);
    return new MethodError(
      FORMULA_ERRORS,
      'unknown_level',
      {
        en: `${this.argumentLabel(0)} has no level ${level}. Its levels: ${listText(shown, 'en')}.`,
        zh: `${this.argumentLabel(0)} 没有水平 ${level}。其水平为：${listText(shown, 'zh')}。`,
      },
      'formula',
      this.require(place, name).value.offset,
      near.slice(0, 3),
    );
  }

  error(en: string, zh: string, offset = this.expression.offset): MethodError {
    return new MethodError(FORMULA_ERRORS, 'formula_argument', { en, zh }, 'formula', offset);
  }

  private find(place: number, name: string): Argument | null {
    return this.byName.get(name) ?? (place >= 0 ? (this.byPlace[place] ?? null) : null);
  }

  private require(place: number, name: string): Argument {
    const argument = this.find(place, name);
    if (argument !== null) return argument;
    throw this.error(`${this.expression.name}() lacks its argument ${name}.`, `${this.expression.name}() 缺少参数 ${name}。`);
  }

  private notConstant(argument: Argument): MethodError {
    return this.error(
      `In ${this.expression.name}() the argument ${deparse(argument.value)} must be written out as a number, text, TRUE or FALSE, or c(…) of them.`,
      `${this.expression.name}() 的参数 ${deparse(argument.value)} 应直接写成数字、文本、TRUE、FALSE，或由它们组成的 c(…)。`,
      argument.value.offset,
    );
  }
}

/** A value as one number a row (NaN missing); null for text and bases. */
export function asNumbers(value: Evaluated, length: number): Float64Array | null {
  if (value.kind === 'numeric') return value.values;
  if (value.kind === 'factor') return value.logical ? Float64Array.from(value.codes, (code) => (code < 0 ? Number.NaN : code)) : null;
  if (value.kind === 'basis') return value.columns.length === 1 ? value.columns[0] : null;
  const [constant] = value.values;
  if (value.values.length !== 1 || typeof constant === 'string') return null;
  return new Float64Array(length).fill(Number(constant));
}

/** Numbers as a factor: levels ascending, named as R names them. */
export function factorOfNumbers(values: Float64Array): { codes: Int32Array; levels: string[] } {
  const distinct = [...new Set(values)].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const levels: string[] = [];
  const place = new Map<number, number>();
  for (const value of distinct) {
    const text = numberText(value);
    if (levels[levels.length - 1] !== text) levels.push(text);
    place.set(value, levels.length - 1);
  }
  return { codes: Int32Array.from(values, (value) => place.get(value) ?? -1), levels };
}
