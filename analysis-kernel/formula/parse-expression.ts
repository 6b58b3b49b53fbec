/** Precedence parser of R expressions. */

import { MethodError } from '../results/method-error';
import { FORMULA_ERRORS } from './error-codes';
import type { Argument, BinaryOperator, Expression } from './expression';
import type { Token } from './tokens';

const LEVELS: readonly (readonly BinaryOperator[])[] = [
  ['|', '||'],
  ['&'],
  ['<', '<=', '>', '>=', '==', '!='],
  ['+', '-'],
  ['*', '/'],
  ['%in%', '%%', '%/%'],
  [':'],
];
const NEGATION_LEVEL = 2;
const SIGN_LEVEL = 6;
const MAXIMUM_DEPTH = 200;
/** Operators of one formula; what walks its tree takes a step of the stack for each. */
const MAXIMUM_OPERATORS = 2000;

export class ExpressionParser {
  private at = 0;
  private depth = 0;
  private operators = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  peek(): Token {
    return this.tokens[this.at];
  }

  /** Takes the symbol if it comes next. */
  take(symbol: string): Token | null {
    const token = this.peek();
    if (token.kind !== 'symbol' || token.text !== symbol) return null;
    this.at++;
    return token;
  }

  expression(): Expression {
    if (++this.depth > MAXIMUM_DEPTH) {
      throw this.tooMuch(
        `The formula has parentheses inside one another more than ${MAXIMUM_DEPTH} deep. Take some of them away.`,
        `公式中的括号嵌套超过 ${MAXIMUM_DEPTH} 层，请减少括号。`,
      );
    }
    const result = this.level(0);
    this.depth--;
    return result;
  }

  /** Operators of one precedence, left to right. `!` stands above comparison, signs above `:`, `^` above all and to the right. */
  private level(index: number): Expression {
    if (index === NEGATION_LEVEL) {
      const not = this.take('!');
      if (not !== null) this.count();
      if (not !== null) return { kind: 'unary', operator: '!', operand: this.level(NEGATION_LEVEL), offset: not.offset };
    }
    if (index === LEVELS.length) return this.power();
    if (index === SIGN_LEVEL) {
      const sign = this.take('-') ?? this.take('+');
      if (sign !== null) {
        this.count();
        const operator = sign.kind === 'symbol' && sign.text === '+' ? '+' : '-';
        return { kind: 'unary', operator, operand: this.level(SIGN_LEVEL), offset: sign.offset };
      }
    }
    let left = this.level(index + 1);
    for (;;) {
      const operator = LEVELS[index].find((symbol) => this.nextIs(symbol));
      if (operator === undefined) return left;
      this.count();
      const token = this.tokens[this.at++];
      left = { kind: 'binary', operator, left, right: this.level(index + 1), offset: token.offset };
    }
  }

  private power(): Expression {
    const base = this.primary();
    const token = this.take('^');
    if (token === null) return base;
    this.count();
    return { kind: 'binary', operator: '^', left: base, right: this.exponent(), offset: token.offset };
  }

  private exponent(): Expression {
    const sign = this.take('-') ?? this.take('+');
    if (sign === null) return this.power();
    this.count();
    const operator = sign.kind === 'symbol' && sign.text === '+' ? '+' : '-';
    return { kind: 'unary', operator, operand: this.exponent(), offset: sign.offset };
  }

  private primary(): Expression {
    const token = this.peek();
    if (token.kind === 'number') {
      this.at++;
      return { kind: 'number', value: token.value, integer: token.integer, offset: token.offset };
    }
    if (token.kind === 'text') {
      this.at++;
      return { kind: 'text', value: token.text, offset: token.offset };
    }
    if (token.kind === 'name') {
      this.at++;
      if (this.take('(') !== null) return { kind: 'call', name: token.text, args: this.args(), offset: token.offset };
      if (token.text === 'TRUE' || token.text === 'FALSE') return { kind: 'logical', value: token.text === 'TRUE', offset: token.offset };
      return { kind: 'name', name: token.text, offset: token.offset };
    }
    const open = this.take('(');
    if (open === null) throw this.unexpected('a column, a number or a function', '列名、数字或函数');
    const inner = this.expression();
    if (this.take(')') === null) throw this.unexpected('`)`', '“)”');
    return { kind: 'group', inner, offset: open.offset };
  }

  private args(): Argument[] {
    const args: Argument[] = [];
    if (this.take(')') !== null) return args;
    do {
      const token = this.peek();
      const next = this.tokens[this.at + 1];
      if (token.kind === 'name' && next?.kind === 'symbol' && next.text === '=') {
        this.at += 2;
        args.push({ name: token.text, value: this.expression() });
      } else args.push({ name: null, value: this.expression() });
    } while (this.take(',') !== null);
    if (this.take(')') === null) throw this.unexpected('`,` or `)`', '“,”或“)”');
    return args;
  }

  private count(): void {
    if (++this.operators > MAXIMUM_OPERATORS)
      throw this.tooMuch(
        `The formula has more than ${MAXIMUM_OPERATORS} operators. Make it shorter.`,
        `公式中的运算符超过 ${MAXIMUM_OPERATORS} 个，请缩短公式。`,
      );
  }

  private nextIs(symbol: string): boolean {
    const token = this.peek();
    return token.kind === 'symbol' && token.text === symbol;
  }

  /** The error for a formula that goes on, from the token that comes next, beyond what can be read. */
  private tooMuch(en: string, zh: string): MethodError {
    return new MethodError(FORMULA_ERRORS, 'formula_syntax', { en, zh }, 'formula', this.peek().offset);
  }

  /** The error for the token that comes next. */
  unexpected(expectedEn: string, expectedZh: string): MethodError {
    const token = this.peek();
    const found = token.kind === 'end' ? null : token.kind === 'number' ? String(token.value) : token.text;
    return new MethodError(
      FORMULA_ERRORS,
      'formula_syntax',
      found === null
        ? { en: `The formula ends where ${expectedEn} was expected.`, zh: `公式在此处结束，但应有${expectedZh}。` }
        : { en: `The formula has ${found} where ${expectedEn} was expected.`, zh: `公式此处是 ${found}，但应为${expectedZh}。` },
      'formula',
      token.offset,
    );
  }
}
