import { COMPARISONS } from '../syntax/habits/habit';
import type { RawToken } from '../syntax/scan';
import { DURATION_WORDS } from '../syntax/words';
import type { Candidate } from './candidate';
import type { Cursor } from './cursor';
import { insideOf } from './inside';

const OPERATORS: ReadonlySet<string> = new Set(['+', '-', '*', '/']);
const WINDOWS = ['within', 'before', 'on or before', 'after', 'on or after', 'from'];
const DATES: ReadonlySet<string> = new Set(['index', 'exit', 'death', 'birth', 'observation', 'end', 'start', 'date']);

/**
 * What most often follows the number before the cursor, the likeliest first.
 * @param units the units that fit; those of rank 0 are of what the number stands beside
 */
export function afterNumber({ before }: Cursor, units: readonly Candidate[]): readonly string[] {
  const words = before.map(({ text }) => text);
  if (isLength(before)) return units.flatMap(({ insert }) => (Object.hasOwn(DURATION_WORDS, insert) ? [insert] : []));
  const own = units.flatMap(({ rank, insert }) => (rank === 0 ? [insert] : []));
  const isOperand = OPERATORS.has(words[words.length - 2] ?? '');
  return own.length > 0 && !isOperand ? [] : [...own, ...goingOn(words, insideOf(before).stage)];
}

/** Whether the number counts units of time: in a window, or added to a date. */
function isLength(before: readonly RawToken[]): boolean {
  const [second, previous] = before.slice(-3);
  if (['within', 'spaced', 'every'].includes(previous?.text ?? '')) return true;
  return ['+', '-'].includes(previous?.text ?? '') && second !== undefined && (DATES.has(second.text) || second.kind === 'date');
}

/** After a number without a unit: the other bound, the next branch of a choice, or what goes on with the condition. */
function goingOn(words: readonly string[], stage: string): readonly string[] {
  if (words.findLast((word) => word === 'between' || word === 'and') === 'between') return ['and'];
  if (stage === 'when') return ['then', 'and', 'or'];
  if (stage === 'then') return ['when', 'else', 'end'];
  if (stage === 'else') return ['end'];
  return words.some((word) => COMPARISONS.has(word)) ? ['and', 'or', ...(words.includes('where') ? WINDOWS : [])] : [];
}
