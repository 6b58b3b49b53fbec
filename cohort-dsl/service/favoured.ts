import { endsValue } from '../syntax/clauses';
import type { Cursor } from './cursor';

const CRITERION = ['any', 'age at', 'at least', 'count of', 'no', 'observed', 'value of', 'not', 'all of (', 'in cohort'];
const VALUE = ['value of', 'count of', 'any', 'age at', 'case when', 'days from', 'date of', 'earliest(', 'mean of', 'first'];
const INDEX = ['first', 'last', 'earliest(', 'each', 'every', 'first of {', 'date of', 'highest', 'lowest', '2nd'];
const OUTCOME = ['first', 'death', 'earliest {', 'date of', 'each', 'earliest('];
const UNTIL = ['earliest {', 'index', 'end of observation', 'death', 'date of', 'exit', 'first'];
const WINDOW = ['before', 'on or before', 'after', 'on or after', 'of'];
const TEST = ['in', 'is known', 'is missing', 'between', 'and', 'or', 'not in', 'before', 'within', 'contains'];

/** Clauses as programs write them most. */
const CLAUSES = ['include', 'exclude', 'variable', 'outcome', 'follow until', 'let', 'codes', 'param', 'series', 'index at', 'time from'];
const WHOLE_DATES = ['index', 'birth', 'death', 'exit', 'end of observation'];

/** What nearly always follows a word. */
const AFTER: Readonly<Record<string, readonly string[]>> = {
  age: ['at'],
  ...Object.fromEntries(
    ['year', 'month', 'count', 'mean', 'median', 'min', 'max', 'sum', 'sd', 'all', 'none'].map((word) => [word, ['of']]),
  ),
  on: ['or before', 'or after', 'index'],
  covered: ['by'],
  distinct: ['days of'],
  is: ['missing', 'known'],
  starts: ['with'],
  follow: ['until'],
  keep: ['first entry', 'last entry'],
  merge: ['entries'],
  time: ['from'],
};

/** What most often comes at a place where nothing is typed yet, the likeliest first. */
export function favoured({ before, startsLine }: Cursor): readonly string[] {
  const words = before.map(({ text }) => text);
  const lead = words[0] ?? '';
  const last = words[words.length - 1] ?? '';
  const previous = words[words.length - 2] ?? '';
  const whole = endsValue(before[before.length - 1], before[before.length - 2]);
  if (last === 'of' && (previous === 'end' || previous === 'start')) return ['observation'];
  if (lead === 'index' && words.length === 2 && last === 'at') return INDEX;
  if ((lead === 'include' || lead === 'exclude') && (words.length === 1 || (words.length === 3 && last === ':'))) return CRITERION;
  if (words.length <= 4 && last === '=') return lead === 'outcome' ? OUTCOME : VALUE;
  if (last === 'until' || ((last === '{' || last === ';') && words.includes('earliest'))) return UNTIL;
  if (last === 'at' && lead !== 'index' && previous !== 'age' && previous !== 'split') return ['least', 'most'];
  if (last === 'in' && !endsValue(before[before.length - 2])) return ['cohort'];
  if (Object.hasOwn(AFTER, last)) return AFTER[last];
  if (last === 'of' && (previous === 'year' || previous === 'month')) return WHOLE_DATES;
  if (['<', '<=', '>', '>='].includes(last) && words.includes('observation')) return WHOLE_DATES;
  if (!whole) return [];
  if (startsLine && before.every(({ text }) => text !== 'case')) return CLAUSES;
  const kind = before[before.length - 1].kind;
  if (kind === 'duration' && words[words.length - 3] === 'within') return WINDOW;
  const stage = words.findLast((word) => ['case', 'when', 'then', 'else', 'end'].includes(word));
  if (stage === 'when') return ['then', ...TEST];
  if (stage === 'then') return ['when', 'else', 'end', 'and'];
  if (stage === 'else') return ['end', 'and'];
  if (words.findLast((word) => word === 'between' || word === 'and') === 'between') return ['and'];
  if (words.findLast((word) => word === 'from' || word === 'to') === 'from' && lead !== 'time') return ['to', 'where'];
  return ['where', 'and', 'or', 'not', '('].includes(previous) && words.includes('where') ? TEST : [];
}
