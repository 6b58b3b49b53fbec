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
  const text = replaceTwins(source);
  const tokens: RawToken[] = [];
  const comments: Comment[] = [];
  let at = 0;
  const push = (kind: RawKind, length: number): void => {
    tokens.push({ kind, text: text.slice(at, at + length), start: at, end: at + length });
    at += length;
  };

  const unitAfterNumber = (): void => {
    if (countsRows(tokens)) return;
    const blank = matchAt(BETWEEN, text, at) ?? '';
    const next = at + blank.length;
    const took = (): void => {
      for (const comment of blank.matchAll(COMMENT))
        comments.push({ start: at + comment.index, end: at + comment.index + comment[0].length });
      at = next;
    };
    const quoted = matchAt(QUOTED_UNIT, text, next);
    if (quoted !== null) {
      took();
      push('unit', quoted.length);
      return;
    }
    const run = matchAt(UNIT, text, next);
    if (run === null || HARD_WORDS.has(run)) return;
    if (Object.hasOwn(DURATION_WORDS, run)) {
      took();
      push('duration', run.length);
      return;
    }
    // On the next line only what can be nothing but a unit: a name there is more likely a mistyped clause word.
    if (blank.includes('\n') && spellingToUcum(run) === null && !/[/^%°·²³]/.test(run)) return;
    took();
    push('unit', run.length);
  };

  while (at < text.length) {
    const blank = matchAt(BLANK, text, at);
    if (blank !== null) {
      at += blank.length;
      continue;
    }
    if (text.startsWith('//', at)) {
      const lineEnd = text.indexOf('\n', at);
      let end = lineEnd < 0 ? text.length : lineEnd;
      if (text[end - 1] === '\r') end--;
      comments.push({ start: at, end });
      at = end;
      continue;
    }
    const number = matchAt(NUMBER, text, at);
    if (number !== null) {
      const ordinal = matchAt(ORDINAL_END, text, at + number.length);
      if (ordinal !== null && /^\d+$/.test(number)) push('ordinal', number.length + ordinal.length);
      else {
        push('number', number.length);
        unitAfterNumber();
      }
      continue;
    }
    const word = matchAt(WORD, text, at);
    if (word !== null) {
      push('word', word.length);
      continue;
    }
    if (text[at] === '"') {
      const whole = matchAt(TEXT, text, at);
      if (whole !== null) push('text', whole.length);
      else push('unclosedText', restOfLine(text, at));
      continue;
    }
    if (text[at] === '`') {
      const whole = matchAt(QUOTED_NAME, text, at);
      if (whole !== null) push('quotedName', whole.length);
      else push('unclosedName', restOfLine(text, at));
      continue;
    }
    const date = matchAt(DATE, text, at);
    if (date !== null) {
      push('date', date.length);
      continue;
    }
    const mark = matchAt(MARK, text, at);
    if (mark !== null) {
      const wide = WIDE_OPERATORS[mark];
      if (wide !== undefined) {
        tokens.push({ kind: 'mark', text: wide, start: at, end: at + 1 });
        at++;
      } else push('mark', mark.length);
      continue;
    }
    const point = text.codePointAt(at) ?? 0;
    push('bad', point > 0xffff ? 2 : 1);
  }
  return { tokens, comments };
}

function restOfLine(text: string, at: number): number {
  const lineEnd = text.indexOf('\n', at);
  const rest = text.slice(at, lineEnd < 0 ? text.length : lineEnd);
  return Math.max(1, rest.trimEnd().length);
}
