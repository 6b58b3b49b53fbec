import { spellingToUcum } from '../schema/unit-spellings';
import { replaceTwins, WIDE_OPERATORS } from '../source/twins';
import { NAME_PATTERN, NAME_START } from './identifiers';
import { DURATION_WORDS, HARD_WORDS } from './words';

type RawKind =
  | 'word'
  | 'quotedName'
  | 'number'
  | 'ordinal'
  | 'text'
  | 'date'
  | 'unit'
  | 'duration'
  | 'mark'
  | 'unclosedText'
  | 'unclosedName'
  | 'bad';

/** A piece of the text before it is known what part it plays. `text` has twins replaced; the span points into the source. */
export interface RawToken {
  readonly kind: RawKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

interface Comment {
  readonly start: number;
  readonly end: number;
}

export interface Scan {
  readonly tokens: readonly RawToken[];
  readonly comments: readonly Comment[];
}

const SPACE = 32;
const LAST_ASCII = 127;

const BLANK = /[\s\uFEFF]+/y;
/** Blanks and whole comments: what may stand between a number and its unit. */
const BETWEEN = /(?:[\s\uFEFF]|\/\/[^\n]*\n)+/y;
const COMMENT = /\/\/[^\r\n]*/g;
const WORD = new RegExp(NAME_PATTERN, 'y');
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+(?![A-Za-z0-9_]))?/y;
const ORDINAL_END = new RegExp(`(?:st|nd|rd|th)(?!${NAME_START}|[0-9])`, 'y');
const TEXT = /"(?:[^"\\\n]|\\[^\n])*"/y;
const QUOTED_NAME = /`[^`\n]+`/y;
/** Slashes and the Chinese words of a date are read with it, so that it can be said how it is written. */
const DATE = /@(?:[0-9A-Za-z:.年月日-]|\/(?=\d))*/y;
const MARK = /\.\.|!=|<=|>=|[(){}.,;:=<>+\-*/≥≤≠]/y;
/** A unit without quotes: the longest run without blanks that can be one. */
const UNIT = new RegExp(
  `(?:[*x]?10(?:\\^-?\\d+|[⁰¹²³⁴-⁹]+)|[%°℃℉]|${NAME_START})(?:(?!\\/\\/|\\.\\.)(?:${NAME_START}|[0-9%°²³¹·^/]|\\.(?=[A-Za-z0-9µ])|(?<=[A-Za-z])-(?=[0-9])))*`,
  'y',
);
const QUOTED_UNIT = /'[^'\n]*'/y;

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? text.slice(at, pattern.lastIndex) : null;
}

/** After `at least`, `at most`, `exactly` a number counts rows, and a word after it is a table. */
function countsRows(tokens: readonly RawToken[]): boolean {
  const before = tokens[tokens.length - 2];
  if (before?.kind !== 'word') return false;
  if (before.text === 'exactly') return true;
  return (before.text === 'least' || before.text === 'most') && tokens[tokens.length - 3]?.text === 'at';
}

/** Cuts a source text into raw tokens and comments. Never fails: what nothing fits becomes a `bad` token of one character. */
export function scan(source: string): Scan {
  const scanner = new Scanner(replaceTwins(source));
  scanner.run();
  return { tokens: scanner.tokens, comments: scanner.comments };
}

class Scanner {
  readonly tokens: RawToken[] = [];
  readonly comments: Comment[] = [];
  private at = 0;

  constructor(private readonly text: string) {}

  run(): void {
    while (this.at < this.text.length) if (!this.skipped()) this.readToken();
  }

  /** Goes past blanks or a comment; false where there are none. */
  private skipped(): boolean {
    const code = this.text.charCodeAt(this.at);
    const blank = code <= SPACE || code > LAST_ASCII ? matchAt(BLANK, this.text, this.at) : null;
    if (blank !== null) {
      this.at += blank.length;
      return true;
    }
    if (!this.text.startsWith('//', this.at)) return false;
    const lineEnd = lineEndAt(this.text, this.at);
    const end = this.text[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd;
    this.comments.push({ start: this.at, end });
    this.at = end;
    return true;
  }

  /** What a token can be is decided by its first character. */
  private readToken(): void {
    const first = this.text[this.at];
    if (first >= '0' && first <= '9') this.readNumber();
    else if (first === '"') this.readClosed(TEXT, 'text', 'unclosedText');
    else if (first === '`') this.readClosed(QUOTED_NAME, 'quotedName', 'unclosedName');
    else if (first === '@') this.push('date', matchAt(DATE, this.text, this.at)?.length ?? 1);
    else {
      const word = matchAt(WORD, this.text, this.at);
      if (word === null) this.readMark();
      else this.push('word', word.length);
    }
  }

  private readNumber(): void {
    const number = matchAt(NUMBER, this.text, this.at) ?? '';
    const ordinal = matchAt(ORDINAL_END, this.text, this.at + number.length);
    if (ordinal !== null && /^\d+$/.test(number)) {
      this.push('ordinal', number.length + ordinal.length);
      return;
    }
    this.push('number', number.length);
    if (!countsRows(this.tokens)) this.readUnit();
  }

  /** The unit or the length of time that belongs to the number before, if there is one. */
  private readUnit(): void {
    const blank = matchAt(BETWEEN, this.text, this.at) ?? '';
    const next = this.at + blank.length;
    const quoted = matchAt(QUOTED_UNIT, this.text, next);
    const run = quoted ?? matchAt(UNIT, this.text, next);
    if (run === null || HARD_WORDS.has(run)) return;
    const isDuration = Object.hasOwn(DURATION_WORDS, run);
    // On the next line only what can be nothing but a unit: a name there is more likely a mistyped clause word.
    const isSure = quoted !== null || isDuration || spellingToUcum(run) !== null || /[/^%°·²³]/.test(run);
    if (!isSure && blank.includes('\n')) return;
    for (const comment of blank.matchAll(COMMENT)) {
      const start = this.at + comment.index;
      this.comments.push({ start, end: start + comment[0].length });
    }
    this.at = next;
    this.push(isDuration ? 'duration' : 'unit', run.length);
  }

  /** A text or a name in backticks, or the rest of the line where it is not closed. */
  private readClosed(pattern: RegExp, closed: RawKind, unclosed: RawKind): void {
    const whole = matchAt(pattern, this.text, this.at);
    if (whole !== null) this.push(closed, whole.length);
    else this.push(unclosed, this.text.slice(this.at, lineEndAt(this.text, this.at)).trimEnd().length);
  }

  private readMark(): void {
    const mark = matchAt(MARK, this.text, this.at);
    if (mark === null) this.push('bad', (this.text.codePointAt(this.at) ?? 0) > 0xffff ? 2 : 1);
    else this.push('mark', mark.length, WIDE_OPERATORS[mark]);
  }

  private push(kind: RawKind, length: number, text = this.text.slice(this.at, this.at + length)): void {
    this.tokens.push({ kind, text, start: this.at, end: this.at + length });
    this.at += length;
  }
}

/** Where the line of a place ends. */
function lineEndAt(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
