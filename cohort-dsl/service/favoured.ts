import { endsValue } from '../syntax/clauses';
import type { Cursor } from './cursor';

/** A word with a point stands for the first name that begins so. */
const CRITERION = [
  'any',
  'age at',
  'at least',
  'patient.',
  'count of',
  'no',
  'observed',
  'value of',
  'not',
  'in cohort',
  'year of',
  'exactly',
];
const CONDITION = ['any', 'not', 'age at', 'patient.', 'count of', 'no', 'at least', 'value of', 'in cohort', 'observed'];
const VALUE = ['value of', 'count of', 'any', 'age at', 'case when', 'patient.', 'days from', 'date of', 'earliest(', 'mean of'];
/** Where a date begins that may be anything. */
const DATES = ['first', 'date of', 'index', 'last', 'death', 'exit', 'end of observation', 'birth', 'earliest(', 'start of observation'];
/** After rows, and after rows that are counted, ordered by a column, or whose date an outcome is. */
const ROWS = ['where', 'within', 'before', 'on or before', 'from', 'after', 'and', 'on or after', 'overlapping', 'ending', 'or'];
const COUNTED = ['where', 'within', 'before', 'on or before', 'spaced', 'from', 'after', 'and', 'on or after', 'or'];
const ORDERED = ['by', 'where', 'within', 'before', 'on or before', 'from', 'after', 'on or after'];
const OUTCOME_ROWS = ['where', 'after', 'within', 'on or after', 'until', 'as', 'before', 'from', 'on or before', 'spaced'];
const INDEX = ['first', 'last', 'earliest(', 'each', 'every', 'first of {', 'date of', 'highest', 'lowest', '2nd'];
const OUTCOME = ['first', 'death', 'earliest {', 'date of', 'each', 'earliest('];
const UNTIL = ['earliest {', 'index', 'end of observation', 'death', 'date of', 'exit', 'first'];
const WINDOW = ['before', 'on or before', 'after', 'on or after', 'of'];
const TEST = ['in', 'is known', 'is missing', 'between', 'and', 'or', 'not in', 'before', 'within', 'contains'];

/** Clauses as programs write them most. */
const CLAUSES = [
  ...['index at', 'include', 'exclude', 'variable', 'outcome', 'follow until', 'let', 'param', 'codes', 'series'],
  ...['keep first entry', 'time from', 'merge entries within'],
];
/** Clauses that a program has once. */
const ONCE = ['index at', 'follow until', 'keep first entry', 'time from', 'merge entries within'];
const HEADER = ['from', 'codes', 'param', 'let', 'index at', 'include', 'exclude', 'variable'];
const WHOLE_DATES = ['index', 'birth', 'death', 'exit', 'end of observation'];

/** What nearly always follows a word. */
const AFTER: Readonly<Record<string, readonly string[]>> = {
  age: ['at'],
  ...Object.fromEntries(
    ['year', 'month', 'count', 'mean', 'median', 'min', 'max', 'sum', 'sd', 'all', 'none'].map((word) => [word, ['of']]),
  ),
  on: ['or before', 'or after', 'index', 'the day of'],
  observed: ['from'],
  start: ['of observation'],
  end: ['of observation'],
  covered: ['by'],
  distinct: ['days of'],
  is: ['missing', 'known'],
  starts: ['with'],
  follow: ['until'],
  keep: ['first entry', 'last entry'],
  merge: ['entries'],
  time: ['from'],
};

/** The clauses that may come next, those left out that a program has once and that stand already. */
function clausesAfter(source: string, lead: string): readonly string[] {
  if (lead === 'cohort' && !/^[^\S\n]*from\b/m.test(source)) return HEADER;
  const stands = (clause: string): boolean => new RegExp(`^[^\\S\\n]*${clause.split(' ')[0]}\\b`, 'm').test(source);
  return CLAUSES.filter((clause) => !ONCE.includes(clause) || !stands(clause));
}

/** What most often comes at a place where nothing is typed yet, the likeliest first. */
export function favoured(source: string, { before, startsLine, offset }: Cursor): readonly string[] {
  const words = before.map(({ text }) => text);
  const lead = words[0] ?? '';
  const last = words[words.length - 1] ?? '';
  const previous = words[words.length - 2] ?? '';
  const whole = endsValue(before[before.length - 1], before[before.length - 2]);
  if (last === 'of' && (previous === 'end' || previous === 'start')) return ['observation'];
  if (lead === 'index' && words.length === 2 && last === 'at') return INDEX;
  if ((lead === 'include' || lead === 'exclude') && (words.length === 1 || (words.length === 3 && last === ':'))) return CRITERION;
  if (lead === 'param' && last === '=') return ['true', 'false'];
  if (words.length <= 4 && last === '=') return lead === 'outcome' ? OUTCOME : VALUE;
  if (last === 'until' || ((last === '{' || last === ';') && words.includes('earliest'))) return UNTIL;
  if (last === 'at' && lead !== 'index' && previous !== 'age' && previous !== 'split') return ['least', 'most'];
  if (last === 'of' && words[words.length - 4] === 'within') return WHOLE_DATES;
  if (last === 'from' && lead === 'time') return ['date of', ...WHOLE_DATES];
  if (last === '(' || (last === ',' && (words.includes('earliest') || openQuantifier(words)))) return opened(words, lead);
  if ((last === 'and' || last === 'or' || last === 'not') && !words.includes('where') && !words.includes('case')) return CONDITION;
  if (['+', '-', '*', '/'].includes(last) && (lead === 'variable' || lead === 'let')) return VALUE;
  if (last === 'in' && !endsValue(before[before.length - 2])) return ['cohort'];
  if (Object.hasOwn(AFTER, last)) return AFTER[last];
  if (last === 'of' && (previous === 'year' || previous === 'month')) return WHOLE_DATES;
  if (['<', '<=', '>', '>='].includes(last) && words.includes('observation')) return WHOLE_DATES;
  if (!whole) return [];
  const indent = source.slice(source.lastIndexOf('\n', offset - 1) + 1, offset);
  const indented = indent !== '' && indent.trim() === '' && indent.length < offset;
  if (startsLine && !indented && before.every(({ text }) => text !== 'case')) return clausesAfter(source, lead);
  // A system of codes opens its list; names of lists are hardly in capitals.
  if (previous === 'in' && /^[A-Z]/.test(last)) return ['{', ...ROWS];
  // A series ends with its columns.
  if (lead === 'series' && words.includes('to') && !words.includes('{')) return ['{', ...ROWS];
  if (lead === 'series' && !words.includes('{')) return [...ROWS.slice(0, 9), '{'];
  const kind = before[before.length - 1].kind;
  if (kind === 'duration' && words[words.length - 3] === 'within') return WINDOW;
  const stage = words.findLast((word) => ['case', 'when', 'then', 'else', 'end'].includes(word));
  if (stage === 'when') return ['then', ...TEST];
  if (stage === 'then') return ['when', 'else', 'end', 'and'];
  if (stage === 'else') return ['end', 'and'];
  if (words.findLast((word) => word === 'between' || word === 'and') === 'between') return ['and'];
  if (words.findLast((word) => word === 'from' || word === 'to') === 'from' && lead !== 'time') return ['to', 'where'];
  if (['where', 'and', 'or', 'not', '('].includes(previous) && words.includes('where')) return TEST;
  if (words.some((word) => word === 'highest' || word === 'lowest') && !words.includes('by')) return ORDERED;
  if (lead === 'outcome' || lead === 'follow') return OUTCOME_ROWS;
  return words.some((word) => ['least', 'most', 'exactly', 'each'].includes(word)) ? COUNTED : ROWS;
}

/** After a parenthesis, or a comma between dates: a date where one is wanted, else what the parenthesis' own word asks for. */
function opened(words: readonly string[], lead: string): readonly string[] {
  if (openQuantifier(words)) return CONDITION;
  const before = words[words.length - 2] ?? '';
  const dates = ['earliest', 'latest', 'at', 'before', 'after', 'on', 'of', 'from', 'to'];
  if (dates.includes(before) || words[words.length - 1] === ',') return DATES;
  return (lead === 'include' || lead === 'exclude') && ['and', 'or', 'not', 'all', 'none', lead].includes(before) ? CONDITION : [];
}

/** Whether the innermost open parenthesis is that of `all of (`, `any of (`, `none of (` or `at least 2 of (`. */
function openQuantifier(words: readonly string[]): boolean {
  let closed = 0;
  const open = words.findLastIndex((word) => {
    if (word === ')') closed += 1;
    return word === '(' && closed-- === 0;
  });
  const isCounted = ['least', 'most', 'exactly'].includes(words[open - 3]);
  return words[open - 1] === 'of' && (isCounted || ['all', 'any', 'none'].includes(words[open - 2]));
}
