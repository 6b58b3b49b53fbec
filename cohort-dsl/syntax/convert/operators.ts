import { type Fix, replaceFix } from '../../diagnostics/diagnostic';
import type { Span } from '../../source/span';
import type { BinaryExpr, CompareExpr, Expr } from '../ast';
import type { Expression, Prefix, Primary, Tail } from '../generated/ast';
import { convertCodeList } from './codes';
import { type Context, join, nameOf, report, spanOf, textOf } from './context';

/** The flat expression as a list of what stands in it, left to right. */
type Piece =
  | { readonly kind: 'prefix'; readonly op: '-' | 'not'; readonly span: Span }
  | { readonly kind: 'operand'; readonly node: Primary }
  | { readonly kind: 'tail'; readonly op: string; readonly node: Tail };

const COMPARE_OPS: ReadonlySet<string> = new Set(['=', '!=', '<', '<=', '>', '>=']);
const TESTS: ReadonlySet<string> = new Set(['is', 'in', 'between', 'contains', 'starts']);

/**
 * How many signs and steps of arithmetic one expression may have: deeper trees would overflow the stack of what walks them.
 * `and`, `or` and `not` make shallow trees and are not counted.
 */
export const MAX_OPERATORS = 500;

const DEEP: ReadonlySet<string> = new Set(['+', '-', '*', '/']);

/** Builds the tree of one flat expression: `* /`, `+ -`, comparison and `is …`, `not`, `and`, `or`. */
export function convertExpression(context: Context, node: Expression): Expr {
  return new OperatorBuilder(context, node).build();
}

class OperatorBuilder {
  private readonly pieces: Piece[] = [];
  private at = 0;

  constructor(
    private readonly context: Context,
    private readonly node: Expression,
  ) {
    const deep = node.tails.filter((tail) => DEEP.has(tail.op)).length;
    const signs = [node, ...node.tails].map(({ prefixes }) => prefixes.filter(({ op }) => op !== 'not').length);
    const fits = deep <= MAX_OPERATORS && signs.every((count) => count <= MAX_OPERATORS);
    if (!fits) report(context, 'syntax-long', { limit: MAX_OPERATORS }, spanOf(node));
    if (fits) this.addPrefixes(node.prefixes);
    this.pieces.push({ kind: 'operand', node: node.first });
    for (const tail of fits ? node.tails : []) {
      this.pieces.push({ kind: 'tail', op: tail.op, node: tail });
      if (!tail.operand) continue;
      this.addPrefixes(tail.prefixes);
      this.pieces.push({ kind: 'operand', node: tail.operand });
    }
  }

  build(): Expr {
    return this.or();
  }

  private addPrefixes(prefixes: readonly Prefix[]): void {
    for (const prefix of prefixes) this.pieces.push({ kind: 'prefix', op: prefix.op === 'not' ? 'not' : '-', span: spanOf(prefix) });
  }

  private peek(): Piece | undefined {
    return this.pieces[this.at];
  }

  private takeTail(ops: (op: string) => boolean): Extract<Piece, { kind: 'tail' }> | null {
    const piece = this.peek();
    if (piece?.kind !== 'tail' || !ops(piece.op)) return null;
    this.at++;
    return piece;
  }

  private or(): Expr {
    return this.logicChain('or', () => this.and());
  }

  private and(): Expr {
    return this.logicChain('and', () => this.not());
  }

  private not(): Expr {
    const starts: Span[] = [];
    for (let piece = this.peek(); piece?.kind === 'prefix' && piece.op === 'not'; piece = this.peek()) {
      starts.push(piece.span);
      this.at++;
    }
    let value = this.comparison();
    // Two `not`s undo one another: a long chain means what its first or its first two mean.
    const meant = starts.length <= 2 ? starts : starts.slice(0, 2 - (starts.length % 2));
    for (const start of meant.reverse()) value = { kind: 'unary', op: 'not', value, span: join(start, value.span) };
    return value;
  }

  private comparison(): Expr {
    let left = this.additive();
    let first: string | null = null;
    for (;;) {
      const tail = this.takeTail((op) => COMPARE_OPS.has(op) || TESTS.has(op));
      if (!tail) return left;
      const written = tail.op === 'starts' ? 'starts with' : tail.op;
      if (first !== null) this.reportChain(left, first, written, tail.node);
      first ??= written;
      left = this.test(left, tail.node, tail.op);
    }
  }

  /** `count of visit where a = 1 > 2` wants its rows in parentheses, `1 < a < 5` an `and`. */
  private reportChain(left: Expr, first: string, second: string, tail: Tail): void {
    const rows = this.node.$container.$type === 'Where' ? spanOf(this.node.$container.$container).start : null;
    const place = { start: left.span.end, end: left.span.end };
    const fixes: Fix[] = [];
    if (rows !== null) {
      const edits = [
        { span: { start: rows, end: rows }, text: '(' },
        { span: place, text: ')' },
      ];
      fixes.push({ title: { en: 'put the rows in parentheses', zh: '把事件记录放进括号' }, edits });
    } else if (left.kind === 'compare') {
      const middle = textOf(this.context, left.right.span);
      fixes.push(replaceFix(place, ` and ${middle}`, { en: `insert \`and ${middle}\``, zh: `插入 \`and ${middle}\`` }));
    }
    report(this.context, 'syntax-comparison-chain', { first, second }, spanOf(tail), fixes);
  }

  private test(left: Expr, node: Tail, op: string): Expr {
    const whole = join(left.span, spanOf(node));
    if (op === 'is') return { kind: 'is', value: left, state: node.state === 'known' ? 'known' : 'missing', span: whole };
    if (op === 'in') return this.membership(left, node);
    if (op === 'between') return this.between(left, node);
    const right = this.additive();
    const span = join(left.span, right.span);
    if (op === 'contains') return { kind: 'match', op: 'contains', value: left, pattern: right, span };
    if (op === 'starts') return { kind: 'match', op: 'starts with', value: left, pattern: right, span };
    return { kind: 'compare', op: compareOp(op), left, right, span };
  }

  private membership(left: Expr, node: Tail): Expr {
    const span = join(left.span, spanOf(node));
    const negated = node.negated;
    if (node.list) return { kind: 'inList', negated, value: left, members: node.list.members.map(this.context.expression), span };
    if (node.codes) return { kind: 'inCodes', negated, value: left, codes: convertCodeList(this.context, node.codes), span };
    if (node.name) return { kind: 'inCodes', negated, value: left, codes: nameOf(node.name), span };
    throw new Error('`in` came without its right side');
  }

  private between(left: Expr, node: Tail): Expr {
    const low = this.additive();
    const and = this.takeTail((op) => op === 'and');
    if (!and) {
      const next = this.peek();
      const found = next?.kind === 'tail' ? `\`${next.op}\`` : null;
      report(this.context, 'syntax-between', { found }, spanOf(node));
      return { kind: 'between', value: left, low, high: low, span: join(left.span, low.span) };
    }
    const high = this.additive();
    return { kind: 'between', value: left, low, high, span: join(left.span, high.span) };
  }

  private additive(): Expr {
    return this.leftChain(
      () => this.multiplicative(),
      (op) => op === '+' || op === '-',
    );
  }

  private multiplicative(): Expr {
    return this.leftChain(
      () => this.unary(),
      (op) => op === '*' || op === '/',
    );
  }

  /** Three conditions or more are halved again and again: a long list must not make a deep tree. */
  private logicChain(op: 'and' | 'or', operand: () => Expr): Expr {
    const operands = [operand()];
    while (this.takeTail((found) => found === op)) operands.push(operand());
    return halved(op, operands);
  }

  private leftChain(operand: () => Expr, accepts: (op: string) => boolean): Expr {
    let left = operand();
    for (let tail = this.takeTail(accepts); tail; tail = this.takeTail(accepts)) {
      const right = operand();
      left = { kind: 'binary', op: binaryOp(tail.op), left, right, span: join(left.span, right.span) };
    }
    return left;
  }

  private unary(): Expr {
    const signs: { readonly op: '-' | 'not'; readonly span: Span }[] = [];
    for (let piece = this.peek(); piece?.kind === 'prefix'; piece = this.peek()) {
      if (piece.op === 'not') {
        report(this.context, 'syntax-expected', { found: '`not`', expected: 'value', literals: [] }, piece.span);
      }
      signs.push({ op: piece.op, span: piece.span });
      this.at++;
    }
    const piece = this.peek();
    if (piece?.kind !== 'operand') throw new Error('an expression came without an operand');
    this.at++;
    let value = this.context.primary(piece.node);
    for (const sign of signs.reverse()) {
      value = { kind: 'unary', op: sign.op, value, span: join(sign.span, value.span) };
    }
    return value;
  }
}

function halved(op: 'and' | 'or', operands: readonly Expr[]): Expr {
  if (operands.length === 1) return operands[0];
  const middle = Math.ceil(operands.length / 2);
  const [left, right] = [halved(op, operands.slice(0, middle)), halved(op, operands.slice(middle))];
  return { kind: 'binary', op, left, right, span: join(left.span, right.span) };
}

function binaryOp(op: string): BinaryExpr['op'] {
  switch (op) {
    case '+':
    case '-':
    case '*':
    case '/':
      return op;
    default:
      throw new Error(`${op} is no binary operator`);
  }
}

function compareOp(op: string): CompareExpr['op'] {
  switch (op) {
    case '=':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return op;
    default:
      throw new Error(`${op} is no comparison`);
  }
}
