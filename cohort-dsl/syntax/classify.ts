import type { ClauseSlice } from './clauses';
import type { RawToken } from './scan';
import { DURATION_WORDS, HARD_WORDS } from './words';

/** A token as the grammar knows it: `type` is a keyword's text or the name of a terminal. */
export interface Token {
  readonly type: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

type FrameRole = 'union' | 'rows' | 'codes' | 'examples' | 'columns' | 'other';

const SUMMARIES: ReadonlySet<string> = new Set(['mean', 'median', 'min', 'max', 'sum', 'sd']);
/** What stands before `the day of`. */
const BEFORE_DAYS: ReadonlySet<string> = new Set(['on', 'before', 'after', 'of']);
const PICKS: ReadonlySet<string> = new Set(['first', 'last', 'highest', 'lowest']);
const ROW_OPENERS: ReadonlySet<string> = new Set(['any', 'no', 'first', 'last', 'highest', 'lowest', 'ORDINAL', 'each', 'without']);

/**
 * Decides what each word of a clause is, from the tokens around it. The language has few reserved words; a soft word (`age`, `count`,
 * `first`, …) is a keyword only where what stands beside it fits, and every name learns here whether it is called, is a column before
 * `of`, or names a code system. The grammar then never has to look ahead.
 */
export function classify(slice: ClauseSlice): Token[] {
  return new Classifier(slice).run();
}

class Classifier {
  private readonly raw: readonly RawToken[];
  private readonly lead: string | null;
  private readonly out: Token[] = [];
  private readonly frames: FrameRole[] = [];
  /** True right after what event rows must follow (`any`, `count of`, …): a word there is a table. */
  private rowsNext = false;

  constructor(slice: ClauseSlice) {
    this.raw = slice.tokens;
    this.lead = slice.lead;
  }

  run(): Token[] {
    let at = 0;
    while (at < this.raw.length) {
      const width = this.step(at);
      at += width;
    }
    return this.out;
  }

  /** Emits the token at a place; returns how many raw tokens it took. */
  private step(at: number): number {
    const token = this.raw[at];
    switch (token.kind) {
      case 'number':
        return this.emit('NUM', at, 1, this.countsRows() && !['of', 'distinct'].includes(this.textAt(at + 1)));
      case 'ordinal':
        return this.emit('ORDINAL', at);
      case 'text':
        return this.emit(at === 1 && this.isCriterion() && this.markAt(at + 1) === ':' ? 'LABEL' : 'TEXT', at);
      case 'date':
        return this.emit('DATE', at);
      case 'unit':
        return this.emit('UNIT', at);
      case 'duration':
        return this.emit('DURATION', at);
      case 'mark':
        return this.mark(at);
      case 'quotedName':
        return this.emit(this.previous() === '.' ? 'NAME' : this.nameKind(at), at);
      case 'word':
        return this.word(at);
      default:
        return this.emit('BAD', at);
    }
  }

  private mark(at: number): number {
    const text = this.raw[at].text;
    if ((text === ',' || text === ';') && this.markAt(at + 1) === '}') return 1;
    if (text === '+' || text === '-') return this.emit(this.isShift(at + 1) ? (text === '+' ? 'SHIFT_PLUS' : 'SHIFT_MINUS') : text, at);
    if (text === '(') {
      const before = this.previous();
      const role: FrameRole = before === 'union' ? 'union' : before === 'episodes' || before === 'lines' ? 'rows' : 'other';
      this.frames.push(role);
      return this.emit('(', at, 1, this.rowsNext || role !== 'other');
    }
    if (text === '{') {
      const role = this.braceRole(at);
      this.frames.push(role);
      return this.emit(role === 'columns' ? 'COLUMNS_OPEN' : '{', at);
    }
    if (text === ')' || text === '}') this.frames.pop();
    return this.emit(text, at, 1, text === ',' && this.frame() === 'union');
  }

  private braceRole(at: number): FrameRole {
    if (this.lead === 'examples') return 'examples';
    if (this.previous() === 'SYSTEM') return 'codes';
    const listed = this.isWordLike(at + 1) && [',', '}'].includes(this.markAt(at + 2));
    return this.lead === 'series' && this.frames.length === 0 && listed && this.previous() !== 'in' ? 'columns' : 'other';
  }

  private word(at: number): number {
    const { text } = this.raw[at];
    const previous = this.previous();
    if (previous === '.' || this.frame() === 'columns') return this.emit('NAME', at);
    if (this.markAt(at + 1) === ':' && (this.frame() === 'examples' || this.frame() === 'rows')) {
      return this.emit(text === 'by' && this.frame() === 'rows' ? 'by' : 'NAME', at);
    }
    if ((text === 'start' || text === 'end') && this.textAt(at + 1) === 'of' && this.textAt(at + 2) === 'observation') {
      return this.emit(text === 'start' ? 'START_OF_OBSERVATION' : 'END_OF_OBSERVATION', at, 3);
    }
    if (text === 'the' && this.textAt(at + 1) === 'day' && this.textAt(at + 2) === 'of' && BEFORE_DAYS.has(previous)) {
      return this.emit('DAY_OF', at, 3);
    }
    if (text === 'end' && (previous === 'by' || previous === 'distinct' || this.textAt(at + 1) === 'of')) {
      return this.emit(previous === 'by' ? 'NAME' : 'NAME_OF', at);
    }
    if (HARD_WORDS.has(text)) return this.emit(text, at, 1, this.opensRows(text, at));
    if (text === 'each' && this.isEachYear(at)) return this.emit('EACH_YEAR', at, 2);
    const keyword = this.softKeyword(at);
    if (keyword !== null) return this.emit(keyword, at, 1, ROW_OPENERS.has(keyword));
    return this.emit(this.nameKind(at), at);
  }

  /** What a soft word is as a keyword here, or null where it is a name. */
  private softKeyword(at: number): string | null {
    const { text } = this.raw[at];
    const previous = this.previous();
    const next = this.textAt(at + 1);
    const when = (fits: boolean): string | null => (fits ? text : null);
    if (SUMMARIES.has(text) || text === 'count' || text === 'year' || text === 'month' || text === 'all' || text === 'none') {
      return when(next === 'of') ?? (Object.hasOwn(DURATION_WORDS, text) ? this.elapsed(at) : null);
    }
    if (PICKS.has(text)) {
      if (this.lead === 'keep') return when(at === 1);
      if (text === 'first' && next === 'of' && this.markAt(at + 2) === '{') return 'FIRST_OF';
      return when(this.startsRows(at + 1));
    }
    switch (text) {
      case 'age':
        return when(next === 'at' || (previous === 'at' && this.out.at(-2)?.type === 'split'));
      case 'any':
        return next === 'of' ? 'ANY_OF' : when(this.startsRows(at + 1));
      case 'no':
        return when(this.startsRows(at + 1));
      case 'least':
      case 'most':
        return when(previous === 'at' && this.kindAt(at + 1) === 'number');
      case 'exactly':
        return when(this.kindAt(at + 1) === 'number');
      case 'distinct':
        return when(
          (previous === 'NUM' && next === 'days') || (previous === 'of' && this.isWordLike(at + 1) && this.textAt(at + 2) === 'of'),
        );
      case 'covered':
        return when(previous === 'DAYS_COVERED');
      case 'days':
        if (previous === 'distinct' && next === 'of') return 'days';
        return next === 'covered' && this.textAt(at + 2) === 'by' ? 'DAYS_COVERED' : this.elapsed(at);
      case 'minutes':
      case 'hours':
      case 'weeks':
      case 'months':
      case 'years':
        return this.elapsed(at);
      case 'observed':
        return when(!this.rowsNext && this.startsLength(at + 1));
      case 'earliest':
        return when(this.markAt(at + 1) === '{');
      case 'union':
      case 'episodes':
      case 'lines':
        return when(this.markAt(at + 1) === '(');
      case 'each':
        return when((previous === 'at' || previous === '=') && this.startsRows(at + 1));
      case 'every':
        return when((previous === 'at' && at <= 2) || previous === 'split');
      default:
        return this.clauseKeyword(at);
    }
  }

  /** What a word that only some clauses know is as a keyword here, or null where it is a name. */
  private clauseKeyword(at: number): string | null {
    const { text } = this.raw[at];
    const previous = this.previous();
    const when = (fits: boolean): string | null => (fits ? text : null);
    switch (text) {
      case 'split':
      case 'carry':
      case 'flag':
        return when(this.lead === 'intervals' && this.frames.length === 1 && (previous === '{' || previous === ';'));
      case 'entry':
        return when(this.lead === 'keep');
      case 'entries':
        return when(this.lead === 'merge' && at === 1);
      case 'known':
        return when(previous === 'is');
      case 'with':
        return when(previous === 'starts');
      case 'patient':
        return when(this.lead === 'examples' && this.frames.length === 1);
      case 'out':
        return when(this.lead === 'examples' && (previous === 'TEXT' || previous === 'patient'));
      case 'descendants':
      case 'mapped':
        return when(this.frame() === 'codes');
      case 'import':
        return when(this.lead === 'codes' && previous === '=' && this.markAt(at + 1) !== '{');
      default:
        return null;
    }
  }

  private elapsed(at: number): string | null {
    return !this.rowsNext && this.textAt(at + 1) === 'from' ? 'ELAPSED_UNIT' : null;
  }

  /** `split at each year` */
  private isEachYear(at: number): boolean {
    return this.lead === 'intervals' && this.previous() === 'at' && this.out.at(-2)?.type === 'split' && this.textAt(at + 1) === 'year';
  }

  private nameKind(at: number): string {
    const next = this.raw[at + 1];
    const previous = this.previous();
    if (next?.kind === 'mark' && next.text === '(') return 'NAME_CALL';
    if (next?.kind === 'word' && next.text === 'of' && previous !== 'within') return 'NAME_OF';
    if (next?.kind === 'mark' && next.text === '{' && ['in', '=', ':'].includes(previous)) {
      const columns =
        this.lead === 'series' && this.frames.length === 0 && this.isWordLike(at + 2) && [',', '}'].includes(this.markAt(at + 3));
      return columns ? 'NAME' : 'SYSTEM';
    }
    return 'NAME';
  }

  /** Whether what follows a sign is a duration or a bare name, which after a date belongs to the date. */
  private isShift(at: number): boolean {
    const token = this.raw[at];
    if (!token) return false;
    if (token.kind === 'number') return this.kindAt(at + 1) === 'duration';
    if (token.kind === 'quotedName') return !['(', '.', 'of'].includes(this.textAt(at + 1));
    if (token.kind !== 'word' || HARD_WORDS.has(token.text)) return false;
    return this.softKeyword(at) === null && !['(', '.', 'of'].includes(this.textAt(at + 1));
  }

  private startsRows(at: number): boolean {
    const token = this.raw[at];
    if (!token) return false;
    if (token.kind === 'quotedName') return true;
    if (token.kind === 'mark') return token.text === '(';
    if (token.kind !== 'word') return false;
    if (!HARD_WORDS.has(token.text)) return true;
    return token.text === 'cohort' || (token.text === 'end' && this.textAt(at + 1) === 'of' && this.textAt(at + 2) === 'observation');
  }

  private startsLength(at: number): boolean {
    const token = this.raw[at];
    if (!token) return false;
    if (token.kind === 'number' || token.kind === 'quotedName') return true;
    if (token.kind === 'mark') return token.text === '(';
    return token.kind === 'word' && (token.text === 'from' || !HARD_WORDS.has(token.text));
  }

  /** Whether event rows follow a hard word. */
  private opensRows(text: string, at: number): boolean {
    const previous = this.previous();
    if (text === 'without') return true;
    if (text === 'by') return previous === 'covered';
    if (text !== 'of') return false;
    if (previous === 'count') return !(this.textAt(at + 1) === 'distinct' && this.textAt(at + 3) === 'of');
    if (previous === 'days') return true;
    if (previous !== 'NAME_OF') return false;
    const third = this.out.at(-2)?.type;
    return third === 'distinct' || (third === 'of' && SUMMARIES.has(this.out.at(-3)?.type ?? ''));
  }

  private countsRows(): boolean {
    return ['least', 'most', 'exactly'].includes(this.previous());
  }

  private isCriterion(): boolean {
    return this.lead === 'include' || this.lead === 'exclude';
  }

  private isWordLike(at: number): boolean {
    const kind = this.raw[at]?.kind;
    return kind === 'word' || kind === 'quotedName';
  }

  private frame(): FrameRole | undefined {
    return this.frames[this.frames.length - 1];
  }

  private previous(): string {
    return this.out[this.out.length - 1]?.type ?? '';
  }

  /** Text of a word or mark; empty for texts, names in backticks and beyond the end. */
  private textAt(at: number): string {
    const token = this.raw[at];
    return token?.kind === 'word' || token?.kind === 'mark' ? token.text : '';
  }

  private markAt(at: number): string {
    const token = this.raw[at];
    return token?.kind === 'mark' ? token.text : '';
  }

  private kindAt(at: number): string {
    return this.raw[at]?.kind ?? '';
  }

  private emit(type: string, at: number, width = 1, rowsNext = false): number {
    const first = this.raw[at];
    const last = this.raw[at + width - 1];
    const text =
      width === 1
        ? first.text
        : this.raw
            .slice(at, at + width)
            .map((part) => part.text)
            .join(' ');
    this.out.push({ type, text, start: first.start, end: last.end });
    this.rowsNext = rowsNext;
    return width;
  }
}
