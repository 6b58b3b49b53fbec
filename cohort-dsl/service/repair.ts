import type { Clause, Program } from '../syntax/ast';
import { moved } from '../syntax/clause-memory';
import { parse } from '../syntax/parse';
import type { RawToken } from '../syntax/scan';
import type { Cursor } from './cursor';

/** Stands for the word at the cursor in a program made whole around it. */
export const PLACEHOLDER = 'zz_cursor';

/** What may have to follow the placeholder for the clause to be read. */
const CONTINUATIONS = [
  '',
  ' to zz',
  ' of zz',
  ' of zz of zz',
  ' before zz',
  ' from zz to zz',
  ' { }',
  ' { zz }',
  '()',
  ' = zz',
  ' = "zz"',
  ': zz',
  ' and zz',
];

/** How much may stand between the cursor and the word before it: what is longer is comments and blanks. */
const MOST_BETWEEN = 1000;

interface Open {
  readonly closer: string;
  /** The last of `case when then else` seen inside a `case`. */
  stage: string;
}

/** What closes the brackets and `case` that are open after some tokens. */
function closersAfter(tokens: readonly RawToken[]): string {
  const stack: Open[] = [];
  for (const token of tokens) {
    if (token.kind !== 'mark' && token.kind !== 'word') continue;
    const top = stack[stack.length - 1];
    if (token.text === '(') stack.push({ closer: ')', stage: '' });
    else if (token.text === '{') stack.push({ closer: '}', stage: '' });
    else if (token.text === 'case') stack.push({ closer: 'end', stage: 'case' });
    else if (token.text === ')' || token.text === '}' || (token.text === 'end' && top?.closer === 'end')) stack.pop();
    else if (top?.closer === 'end' && ['when', 'then', 'else'].includes(token.text)) top.stage = token.text;
  }
  return stack
    .reverse()
    .map(({ closer, stage }) =>
      closer !== 'end' ? ` ${closer}` : stage === 'when' ? ' then zz end' : stage === 'case' ? ' when zz then zz end' : ' end',
    )
    .join('');
}

/** A program made whole around the cursor, and what the cursor's clause became. */
export interface Repaired {
  readonly program: Program;
  readonly own: readonly Clause[];
}

/**
 * The program with something in place of the word at the cursor, and the rest of its clause kept where that can be read, else replaced
 * by what closes it. Null where nothing makes it whole. Only the cursor's clause is read again; its places lie beyond the source's end,
 * so that they are no other clause's.
 */
export function repaired(source: string, cursor: Cursor, insert: string, holds: (found: Repaired) => boolean): Repaired | null {
  const start = cursor.text?.start ?? cursor.word.start;
  const end = cursor.text?.end ?? cursor.word.end;
  const clauseStart = cursor.before[0]?.start ?? start;
  const lastEnd = cursor.before[cursor.before.length - 1]?.end ?? start;
  const gap = source.slice(lastEnd, start);
  const head = source.slice(clauseStart, lastEnd) + (gap.length <= MOST_BETWEEN ? gap : cursor.startsLine ? '\n' : ' ');
  const rest = source.slice(end, cursor.clauseEnd);
  const { program: whole } = parse(source);
  const above = whole.clauses.filter(({ span }) => span.start < clauseStart);
  const below = whole.clauses.filter(({ span }) => span.start >= cursor.clauseEnd && span.start > clauseStart);
  const closers = closersAfter(cursor.before);
  const ends = [...(rest.trim() === '' ? [] : [rest]), ...CONTINUATIONS.map((more) => more + closers)];
  // A length of time has an end.
  if (cursor.before.some(({ text }) => text === 'from')) ends.push(...CONTINUATIONS.map((more) => `${more}${closers} to zz`));
  // A series ends with its columns.
  if (cursor.before[0]?.text === 'series') ends.push(...CONTINUATIONS.map((more) => `${more}${closers} { zz }`));
  for (const more of ends) {
    // Blanks around keep neighbours apart.
    const alone = moved(parse(`${head} ${insert}${more} `).program, source.length + 1);
    const header = alone.cohort || alone.from ? { cohort: alone.cohort, from: alone.from } : {};
    const own = alone.clauses;
    const found = { program: { ...whole, ...header, clauses: [...above, ...own, ...below] }, own };
    if (holds(found)) return found;
  }
  return null;
}
