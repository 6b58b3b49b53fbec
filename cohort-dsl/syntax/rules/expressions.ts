import { type Fix, replaceFix } from '../../diagnostics/diagnostic';
import type { Span } from '../../source/span';
import type { BinaryExpr, CodeList, CompareExpr, Expr, Name } from '../ast-expressions';
import { MAX_OPERATORS } from '../limits';
import { readCodeList } from './codes';
import { EXPRESSION_STARTS, PREFIXES } from './first';
import { join, type Reader, readName, spanOf } from './reader';

/** What stands in an expression, left to right; precedence is applied when all of it is read. */
type Piece =
  | { readonly kind: 'prefix'; readonly op: '-' | 'not'; readonly span: Span }
  | { readonly kind: 'operand'; readonly value: Expr }
  | Tail;

/** An operator and its right side; `right` holds what is no operand. The span reaches to the end of the right side. */
interface Tail {
  readonly kind: 'tail';
  readonly op: string;
  readonly span: Span;
  readonly negated: boolean;
  readonly right: Right | null;
}

type Right =
  | { readonly kind: 'state'; readonly state: 'missing' | 'known' }
  | { readonly kind: 'members'; readonly members: readonly Expr[] }
  | { readonly kind: 'codes'; readonly codes: Name | CodeList };

const COMPARE_OPS: ReadonlySet<string> = new Set(['=', '!=', '<', '<=', '>', '>=']);
const TESTS: ReadonlySet<string> = new Set(['is', 'in', 'between', 'contains', 'starts']);
const DEEP: ReadonlySet<string> = new Set(['+', '-', '*', '/']);
const SHIFTS: ReadonlySet<string> = new Set(['SHIFT_PLUS', 'SHIFT_MINUS']);
const STATES: ReadonlySet<string> = new Set(['missing', 'known']);

/** What may follow an operand of an expression. */
export const TAIL_STARTS: ReadonlySet<string> = new Set([...DEEP, ...SHIFTS, 'and', 'or', ...COMPARE_OPS, ...TESTS, 'not']);

/**
 * Expression: Prefix* Primary Tail*
 * @param rows where the event rows start whose `where` this is the condition of
 */
export function readExpression(reader: Reader, rows?: number): Expr {
  return reader.in('Expression', () => {
    const mark = reader.mark();
    const { start } = reader;
    const pieces: Piece[] = [];
    let signs = readOperand(reader, pieces);
    const first = { pieces: pieces.length, diagnostics: reader.diagnostics.length };
    let deep = 0;
    while (reader.isAny(TAIL_STARTS)) {
      const tail = reader.in('Tail', () => readTail(reader, pieces));
      signs = Math.max(signs, tail.signs);
      if (DEEP.has(tail.op)) deep++;
    }
    reader.operators += deep + signs;
    if (deep > MAX_OPERATORS || signs > MAX_OPERATORS) {
      const read = reader.diagnostics.slice(mark.diagnostics, first.diagnostics);
      reader.forget(mark);
      reader.report('syntax-long', { limit: MAX_OPERATORS }, reader.spanFrom(start));
      reader.diagnostics.push(...read);
      reader.operators = mark.operators;
      return new OperatorBuilder(reader, [pieces[first.pieces - 1]], rows ?? null).build();
    }
    return new OperatorBuilder(reader, pieces, rows ?? null).build();
  });
}

/** Prefix* Primary; gives how many signs there are. */
function readOperand(reader: Reader, pieces: Piece[]): number {
  let signs = 0;
  while (reader.isAny(PREFIXES)) {
    const token = reader.in('Prefix', () => reader.expectAny(PREFIXES));
    pieces.push({ kind: 'prefix', op: token.type === 'not' ? 'not' : '-', span: spanOf(token) });
    if (token.type !== 'not') signs++;
  }
  pieces.push({ kind: 'operand', value: reader.rules.primary(reader) });
  return signs;
}

/**
 * Tail: Operator Prefix* Primary | 'starts' 'with' Prefix* Primary | 'is' ('missing' | 'known') |
 * 'not'? 'in' (MemberList | CodeList | Name)
 */
function readTail(reader: Reader, pieces: Piece[]): { readonly op: string; readonly signs: number } {
  const { start } = reader;
  const { type, text } = reader.expectAny(TAIL_STARTS);
  const push = (op: string, right: Right | null, negated = false, place = pieces.length): void => {
    pieces.splice(place, 0, { kind: 'tail', op, span: reader.spanFrom(start), negated, right });
  };
  switch (type) {
    case 'is': {
      const state = reader.expectAny(STATES).type === 'known' ? 'known' : 'missing';
      push('is', { kind: 'state', state });
      return { op: type, signs: 0 };
    }
    case 'not':
      reader.expect('in');
      push('in', readMembers(reader), true);
      return { op: type, signs: 0 };
    case 'in':
      push('in', readMembers(reader));
      return { op: type, signs: 0 };
    default: {
      if (type === 'starts') reader.expect('with');
      const op = SHIFTS.has(type) ? text : type;
      const place = pieces.length;
      const signs = readOperand(reader, pieces);
      push(op, null, false, place);
      return { op, signs };
    }
  }
}

/** An expression that is no condition of a `where`. */
const readItem = (reader: Reader): Expr => readExpression(reader);

/** MemberList | CodeList | Name */
function readMembers(reader: Reader): Right {
  if (reader.is('{')) {
    return reader.in('MemberList', () => {
      reader.expect('{');
      const members = reader.isAny(EXPRESSION_STARTS) ? reader.list(',', readItem) : [];
      reader.expect('}');
      return { kind: 'members', members };
    });
  }
  if (reader.is('SYSTEM')) return { kind: 'codes', codes: readCodeList(reader) };
  return reader.is('NAME') ? { kind: 'codes', codes: readName(reader) } : reader.stop();
}

/** Builds the tree of one flat expression: `* /`, `+ -`, comparison and `is …`, `not`, `and`, `or`. */
class OperatorBuilder {
  private at = 0;

  constructor(
    private readonly reader: Reader,
    private readonly pieces: readonly Piece[],
    private readonly rows: number | null,
  ) {}

  build(): Expr {
    return this.or();
  }

  private peek(): Piece | undefined {
    return this.pieces[this.at];
  }

  private takeTail(ops: (op: string) => boolean): Tail | null {
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

  /** One comparison or test. A second one after it is an error, said once however many follow; the tree keeps the first. */
  private comparison(): Expr {
    const compares = (op: string): boolean => COMPARE_OPS.has(op) || TESTS.has(op);
    const left = this.additive();
    const tail = this.takeTail(compares);
    if (!tail) return left;
    const value = this.test(left, tail);
    let last = value;
    const chain: Link[] = [];
    for (let more = this.takeTail(compares); more; more = this.takeTail(compares)) {
      chain.push({ tail: more, before: last });
      last = this.test(last, more);
    }
    if (chain.length > 0) this.reportChain(tail, chain);
    return value;
  }

  /** `count of visit where a = 1 > 2` wants its rows in parentheses, `1 < a < 5` an `and`. */
  private reportChain(tail: Tail, chain: readonly Link[]): void {
    const [{ tail: second, before }] = chain;
    const fixes: Fix[] = [];
    const place = { start: before.span.end, end: before.span.end };
    if (this.rows !== null) {
      const edits = [
        { span: { start: this.rows, end: this.rows }, text: '(' },
        { span: place, text: ')' },
      ];
      fixes.push({ title: { en: 'put the rows in parentheses', zh: '把事件记录放进括号' }, edits });
    } else if (before.kind === 'compare') {
      const middle = this.reader.text(before.right.span);
      const insert = replaceFix(place, ` and ${middle}`, { en: `insert \`and ${middle}\``, zh: `插入 \`and ${middle}\`` });
      const others = chain.slice(1).flatMap(({ before: left }) => {
        const at = { start: left.span.end, end: left.span.end };
        return left.kind === 'compare' ? [{ span: at, text: ` and ${this.reader.text(left.right.span)}` }] : [];
      });
      fixes.push({ ...insert, edits: [...insert.edits, ...others] });
    }
    const params = { first: wordsOf(tail.op), second: wordsOf(second.op) };
    this.reader.report('syntax-comparison-chain', params, second.span, fixes);
  }

  private test(left: Expr, tail: Tail): Expr {
    const { op, right } = tail;
    const whole = join(left.span, tail.span);
    if (right?.kind === 'state') return { kind: 'is', value: left, state: right.state, span: whole };
    if (right?.kind === 'members') return { kind: 'inList', negated: tail.negated, value: left, members: right.members, span: whole };
    if (right?.kind === 'codes') return { kind: 'inCodes', negated: tail.negated, value: left, codes: right.codes, span: whole };
    if (op === 'between') return this.between(left, tail);
    const value = this.additive();
    const span = join(left.span, value.span);
    if (op === 'contains') return { kind: 'match', op: 'contains', value: left, pattern: value, span };
    if (op === 'starts') return { kind: 'match', op: 'starts with', value: left, pattern: value, span };
    return { kind: 'compare', op: compareOp(op), left, right: value, span };
  }

  private between(left: Expr, tail: Tail): Expr {
    const low = this.additive();
    const and = this.takeTail((op) => op === 'and');
    if (!and) {
      const next = this.peek();
      const found = next?.kind === 'tail' ? `\`${next.op}\`` : null;
      this.reader.report('syntax-between', { found }, tail.span);
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
    const signs: Span[] = [];
    let misplaced = false;
    for (let piece = this.peek(); piece?.kind === 'prefix'; piece = this.peek()) {
      if (piece.op === '-') signs.push(piece.span);
      else {
        if (!misplaced) this.reader.report('syntax-expected', { found: '`not`', expected: 'value', literals: [] }, piece.span);
        misplaced = true;
      }
      this.at++;
    }
    const piece = this.peek();
    if (piece?.kind !== 'operand') throw new Error('an expression came without an operand');
    this.at++;
    let { value } = piece;
    for (const sign of signs.reverse()) value = { kind: 'unary', op: '-', value, span: join(sign, value.span) };
    return value;
  }
}

/** A comparison that follows another, with all that stands before it. */
interface Link {
  readonly tail: Tail;
  readonly before: Expr;
}

function wordsOf(op: string): string {
  return op === 'starts' ? 'starts with' : op;
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
