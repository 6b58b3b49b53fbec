import type { RawToken } from '../syntax/scan';

/** The innermost bracket or `case` that is open at a place, or the clause itself. */
export interface Inside {
  /** `(`, `{`, `case`, or nothing for the clause itself. */
  readonly opener: '' | '(' | '{' | 'case';
  /** The words before the bracket, the nearest first. */
  readonly ahead: readonly string[];
  /** The last of `case when then else` inside a `case`. */
  readonly stage: string;
  /** Whether the condition of a `where` goes on: windows end it. */
  readonly where: boolean;
  /** Whether the rows last named have a window already. */
  readonly windowed: boolean;
  /** The words inside, up to the place. */
  readonly words: readonly string[];
}

const WINDOWS: ReadonlySet<string> = new Set(['before', 'after', 'within', 'on', 'from', 'overlapping', 'ending']);
/** `days from`, `observed from` and `time from` are no windows. */
const BEFORE_FROM: ReadonlySet<string> = new Set(['minutes', 'hours', 'days', 'weeks', 'months', 'years', 'observed', 'time']);
/** Words after which other rows or values begin. */
const AFRESH: ReadonlySet<string> = new Set(['and', 'or', ',', ';', 'then', 'else', 'when', '=', ':']);

interface Open {
  opener: Inside['opener'];
  ahead: readonly string[];
  stage: string;
  where: boolean;
  windowed: boolean;
  words: string[];
}

function opened(opener: Inside['opener'], ahead: readonly string[]): Open {
  return { opener, ahead, stage: opener === 'case' ? 'case' : '', where: false, windowed: false, words: [] };
}

/** What is open after the tokens of an unfinished clause. */
export function insideOf(tokens: readonly RawToken[]): Inside {
  const stack = [opened('', [])];
  tokens.forEach(({ kind, text }, at) => {
    const top = stack[stack.length - 1];
    const structural = kind === 'mark' || kind === 'word';
    const previous = tokens[at - 1]?.text ?? '';
    if (structural && (text === '(' || text === '{' || text === 'case')) {
      const ahead = [1, 2, 3].map((back) => tokens[at - back]?.text ?? '');
      stack.push(opened(text, ahead));
    } else if (structural && stack.length > 1 && closes(top.opener, text)) {
      stack.pop();
      stack[stack.length - 1].words.push(text);
    } else {
      top.words.push(text);
      if (structural && previous !== '.') note(top, text, previous);
    }
  });
  return stack[stack.length - 1];
}

function closes(opener: Inside['opener'], text: string): boolean {
  return (opener === '(' && text === ')') || (opener === '{' && text === '}') || (opener === 'case' && text === 'end');
}

function note(top: Open, text: string, previous: string): void {
  if (top.opener === 'case' && ['when', 'then', 'else'].includes(text)) top.stage = text;
  if (text === 'where') Object.assign(top, { where: true, windowed: false });
  else if (WINDOWS.has(text) && !(text === 'from' && BEFORE_FROM.has(previous))) Object.assign(top, { where: false, windowed: true });
  else if (AFRESH.has(text) && !top.where) top.windowed = false;
  if ([',', ';', 'then', 'else', 'when'].includes(text)) top.where = false;
}
