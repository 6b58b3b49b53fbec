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
const ARGUMENT = ['value of', 'date of', 'first', 'count of', 'age at', 'last', 'index'];
const PART = ['any', 'age at', 'value of', 'count of', 'index', 'date of', 'death', 'no'];
/** Words that end in a date. */
const DATE_WORDS: ReadonlySet<string> = new Set(['observation', 'death', 'birth', 'exit', 'index', 'date']);
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
  if (last === 'end' && !words.includes('case')) return ['of'];
  if (lead === 'index' && words.length === 2 && last === 'at') return INDEX;
  if ((lead === 'include' || lead === 'exclude') && (words.length === 1 || (words.length === 3 && last === ':'))) return CRITERION;
  if (words.length <= 4 && last === '=') return lead === 'outcome' ? OUTCOME : VALUE;
  if (last === 'until' || ((last === '{' || last === ';') && words.includes('earliest'))) return UNTIL;
  if (last === 'at' && lead !== 'index' && previous !== 'age' && previous !== 'split') return ['least', 'most'];
  if (last === 'in' && !endsValue(before[before.length - 2])) return ['cohort'];
  if (Object.hasOwn(AFTER, last)) return AFTER[last];
  if (last === 'of' && (previous === 'year' || previous === 'month')) return WHOLE_DATES;
  if (['<', '<=', '>', '>=', '=', '!='].includes(last) && DATE_WORDS.has(previous)) return WHOLE_DATES;
  if (
    ['and', 'or', 'not', 'when'].includes(last) ||
    (last === '(' && (previous === 'of' || ['and', 'or', 'not', '('].includes(previous)))
  ) {
    const bounds = last === 'and' && words.findLast((word) => word === 'between' || word === 'or') === 'between';
    return bounds ? [] : PART;
  }
  if (last === '(' && before[before.length - 2]?.kind === 'word') return ARGUMENT;
  if (last === ',' && words.includes('(') && lead !== 'series') return [...ARGUMENT.slice(0, 4), 'any', 'age at', 'gap:'];
  const stage = words.findLast((word) => ['case', 'when', 'then', 'else', 'end'].includes(word));
  const branch = stage === 'then' ? ['when', 'else', 'end', 'and'] : stage === 'else' ? ['end', 'and'] : [];
  // A number may still take its unit, which comes first elsewhere.
  if (before[before.length - 1]?.kind === 'number') return branch;
  if (!whole) return [];
  if (startsLine && before.every(({ text }) => text !== 'case')) return CLAUSES;
  const kind = before[before.length - 1].kind;
  if (kind === 'duration' && words[words.length - 3] === 'within') return WINDOW;
  if (stage === 'when') return ['then', ...TEST];
  if (branch.length > 0) return branch;
  if (words.findLast((word) => word === 'between' || word === 'and') === 'between') return ['and'];
  if (words.findLast((word) => word === 'from' || word === 'to') === 'from' && lead !== 'time') return ['to', 'where'];
  if (['where', 'and', 'or', 'not', '('].includes(previous) && words.includes('where')) return TEST;
  return suffixes(words, lead);
}

/** What the words of a clause ask to be said after its rows, before the windows that any rows may have. */
function suffixes(words: readonly string[], lead: string): readonly string[] {
  const since = (word: string) => words.lastIndexOf(word);
  const asked: string[] = [];
  if (Math.max(since('highest'), since('lowest')) > since('by')) asked.push('by');
  if (Math.max(since('least'), since('most'), since('exactly'), since('each')) > since('spaced')) asked.push('spaced');
  const depth = words.filter((word) => word === '{').length - words.filter((word) => word === '}').length;
  const labelled = since('as') < Math.max(words.indexOf('{'), since(';'));
  if (depth > 0 && labelled && (lead === 'index' || since('earliest') > 0)) asked.push('as');
  if (lead === 'index' && since('after') > since('without')) asked.push('without');
  if (lead === 'outcome' && (since('each') > 0 || since('}') > 0) && since('until') < 0) asked.push('until');
  return asked.length === 0 ? [] : ['where', 'within', 'before', ...asked];
}
