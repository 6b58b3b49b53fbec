import { columnOfRole } from '../schema/dictionary';
import { endsValue } from '../syntax/clauses';
import { COMPARISONS } from '../syntax/habits/habit';
import type { RawToken } from '../syntax/scan';
import { functions } from '../types/functions';
import { clausesAfter } from './clauses-after';
import { expectsDate } from './cursor';
import { type Inside, insideOf } from './inside';
import { givenNames, type Place, valueStarts } from './value-starts';

/** What begins the condition of a `where` after the row's own columns. */
const ROW_CONDITION = ['not', 'any', 'days from', 'value of', 'no', 'at least', 'count of', 'index'];
const CHOSEN = ['true', 'false', 'missing', 'value of', 'case when'];
/** After rows without a suffix, after a condition on rows, after a window. */
const ROWS = ['where', 'within', 'before', 'on or before', 'from', 'after', 'on or after', 'and', 'overlapping', 'ending', 'called', 'or'];
const CONDITIONED = [
  'and',
  'or',
  'within',
  'before',
  'on or before',
  'after',
  'on or after',
  'from',
  'overlapping',
  'ending',
  'is known',
  'by',
];
const WINDOWED = ['and', 'or', 'where', 'is known', 'is missing', 'within', 'before', 'after', 'between', 'on or before', 'from', 'by'];
const INDEX = ['first', 'last', 'each', 'every', 'earliest(', 'first of {', 'date of', 'latest(', 'highest', 'lowest', '2nd'];
const OUTCOME = ['first', 'death', 'earliest {', 'date of', 'each', 'earliest(', 'latest(', 'last', 'index'];
const UNTIL = ['earliest {', 'index', 'end of observation', 'death', 'first', 'date of', 'earliest(', 'latest(', 'last'];
const ENDS = ['first', 'death', 'index', 'end of observation', 'date of', 'earliest(', 'last'];
const WINDOW = ['before', 'on or before', 'after', 'on or after', 'of'];
const TEST = ['in', 'is known', 'is missing', 'between', 'and', 'or', 'not in', 'before', 'within', 'after', 'on or before'];
const TEXT_TEST = ['contains', 'starts with', 'in', 'is known', 'is missing', 'and', 'or', 'not in', 'before', 'within'];
const DATES = ['index', 'death', 'exit', 'birth', 'end of observation', 'start of observation', 'earliest(', 'latest('];
const WHOLE_DATES = ['index', 'birth', 'death', 'exit', 'end of observation'];
const DATE_WORDS: ReadonlySet<string> = new Set([
  'index',
  'exit',
  'death',
  'birth',
  'start',
  'first',
  'last',
  'date',
  'earliest',
  'latest',
]);
/** Functions whose arguments are dates; those of others are numbers. */
const DATE_CALLS: ReadonlySet<string> = new Set(['earliest', 'latest']);

/** What nearly always follows a word. */
const AFTER: Readonly<Record<string, readonly string[]>> = {
  age: ['at'],
  ...Object.fromEntries(['count', 'mean', 'median', 'min', 'max', 'sum', 'sd', 'all', 'none'].map((word) => [word, ['of']])),
  on: ['or before', 'or after', 'index', 'the day of'],
  observed: ['from'],
  start: ['of observation'],
  end: ['of observation'],
  covered: ['by'],
  distinct: ['days of'],
  is: ['missing', 'known'],
  starts: ['with'],
  the: ['day of'],
  follow: ['until'],
  keep: ['first entry', 'last entry'],
  merge: ['entries'],
  time: ['from'],
  days: ['from', 'covered by'],
  ...Object.fromEntries(['minutes', 'hours', 'weeks', 'months', 'years'].map((word) => [word, ['from']])),
};

/** What most often comes at a place where nothing is typed yet, the likeliest first. */
export function favoured(place: Place): readonly string[] {
  const { before } = place.cursor;
  const inside = insideOf(before);
  const words = before.map(({ text }) => text);
  const closesCase = words[words.length - 1] === 'end' && insideOf(before.slice(0, -1)).opener === 'case';
  const found = closesCase ? null : (ofWords(words, inside) ?? ofValueStart(place, words, inside) ?? ofLastWord(before, words));
  if (found) return found;
  return endsValue(before[before.length - 1], before[before.length - 2]) ? afterValue(place, words, inside) : [];
}

/** Places that a few words say. */
function ofWords(words: readonly string[], { opener, ahead }: Inside): readonly string[] | null {
  const lead = words[0] ?? '';
  const last = words[words.length - 1] ?? '';
  const previous = words[words.length - 2] ?? '';
  if (last === 'of' && (previous === 'end' || previous === 'start')) return ['observation'];
  if (lead === 'param' && last === '=') return ['true', 'false'];
  if (lead === 'outcome' && last === '=' && words.length <= 4) return OUTCOME;
  if (opener === '{' && ahead[0] === 'earliest' && (last === '{' || last === ';')) return ENDS;
  if (lead === 'intervals' && last === 'at' && previous === 'split') return ['age', 'each', 'index', 'date of', 'first'];
  if (last === 'at' && lead !== 'index' && previous !== 'age') return ['least', 'most'];
  if (last === 'of' && words[words.length - 4] === 'within') return WHOLE_DATES;
  if (last === 'from' && lead === 'time') return ['date of', ...WHOLE_DATES];
  return null;
}

/** Places where a value begins. */
function ofValueStart(place: Place, words: readonly string[], inside: Inside): readonly string[] | null {
  const lead = words[0] ?? '';
  const last = words[words.length - 1] ?? '';
  const isCriterion = lead === 'include' || lead === 'exclude';
  if (lead === 'index' && words.length === 2 && last === 'at')
    return [...INDEX.slice(0, 6), ...givenNames(place).slice(0, 2), ...INDEX.slice(6)];
  if (isCriterion && (words.length === 1 || (words.length === 3 && last === ':'))) return valueStarts('criterion', place);
  if (last === '=' && (words.length <= 4 || ['carry', 'flag'].includes(words[words.length - 3]))) return valueStarts('value', place);
  if (last === 'where' || (inside.where && ['and', 'or', 'not'].includes(last))) return [...ownColumns(place), ...ROW_CONDITION];
  if (last === 'until') return [...UNTIL.slice(0, 5), ...givenNames(place).slice(0, 2), ...UNTIL.slice(5)];
  if (expectsDate(place.cursor) && lead !== 'index' && last !== 'on' && place.names.length > 0)
    return [...ownColumns(place), 'index', ...givenNames(place).slice(0, 2), ...DATES];
  if (last === 'when') return [...givenNames(place).slice(0, 4), ...valueStarts('condition', place)];
  if (last === 'then' || last === 'else') return [...CHOSEN, ...givenNames(place).slice(0, 3)];
  if (['and', 'or', 'not'].includes(last)) return isBetween(inside.words.slice(0, -1)) ? null : conditionsAfter(last, place);
  if (last === '(' || (last === ',' && inside.opener === '(')) return inBrackets(place, inside, isCriterion);
  if (['+', '-', '*', '/'].includes(last)) return inside.where ? null : valueStarts('number', place);
  if (COMPARISONS.has(last)) return inside.where ? null : compared(place, inside.words);
  return null;
}

/** What begins a condition after `and`, `or` or `not`. */
function conditionsAfter(last: string, place: Place): readonly string[] {
  return valueStarts('condition', place).filter((word) => last !== 'not' || !['no', 'at least'].includes(word));
}

/** The columns of the row whose condition is being written. */
function ownColumns({ names }: Place): readonly string[] {
  const own = names.flatMap(({ kind, insert, rank }) => (kind === 'column' && rank === 0 ? [insert] : []));
  return [...own.filter((name) => name !== 'date'), ...own.filter((name) => name === 'date')].slice(0, 9);
}

/** After an opening bracket or a comma inside one. */
function inBrackets(place: Place, { ahead, words, where }: Inside, isCriterion: boolean): readonly string[] | null {
  const [before, second, third] = ahead;
  const isQuantifier = before === 'of' && (['all', 'any', 'none'].includes(second) || ['least', 'most', 'exactly'].includes(third));
  const ofDate = before === 'of' && (['year', 'month'].includes(second) || /^\d/.test(third));
  if (isQuantifier) return valueStarts('condition', place);
  if (DATE_CALLS.has(before) || ['at', 'before', 'after', 'on', 'from', 'to', 'until'].includes(before) || ofDate)
    return valueStarts('date', place);
  const isCall = Object.hasOwn(functions, before);
  if (isCall) return [...givenNames(place).slice(0, 3), ...valueStarts('number', place)];
  if (['+', '-', '*', '/', '='].includes(before) && words.length === 0) {
    return [...givenNames(place).slice(0, 3), ...valueStarts(before === '=' ? 'value' : 'number', place)];
  }
  if (where || words.length > 0) return null;
  if (['where', 'and', 'or', 'not'].includes(before) && ownColumns(place).length > 0) return [...ownColumns(place), ...ROW_CONDITION];
  const isCondition =
    ['and', 'or', 'not', 'when'].includes(before) || (isCriterion && (before === ':' || before === 'include' || before === 'exclude'));
  return isCondition ? valueStarts('condition', place) : null;
}

/** What a value is compared with: a date with dates, a number with a number. */
function compared(place: Place, words: readonly string[]): readonly string[] {
  const left = words.slice(0, -1);
  const [first = '', next = ''] = left.slice(left.findLastIndex((word) => BEFORE_OPERANDS.has(word)) + 1);
  const start = next === '' || next === '.' ? (letStart(place.source, first) ?? first) : first;
  const isDate = (DATE_WORDS.has(start) && next !== '.') || start.startsWith('@');
  return isDate ? valueStarts('date', place) : [...givenNames(place).slice(0, 3), ...valueStarts('number', place)];
}

/** Words and signs after which an operand begins. */
const BEFORE_OPERANDS: ReadonlySet<string> = new Set(['and', 'or', 'not', '(', ':', 'include', 'exclude', 'when', '=']);

/** The first word of what a let or variable stands for. */
function letStart(source: string, name: string): string | undefined {
  const found = [...source.matchAll(/^[^\S\n]*(?:let|variable)[^\S\n]+(\p{L}[\p{L}\d_]*)[^\n=]*=\s*(\w+)/gmu)];
  return found.find(([, given]) => given === name)?.[2];
}

/** What a word asks for wherever it stands. */
function ofLastWord(before: readonly RawToken[], words: readonly string[]): readonly string[] | null {
  const last = words[words.length - 1] ?? '';
  const previous = words[words.length - 2] ?? '';
  if (last === 'in' && !endsValue(before[before.length - 2])) return ['cohort'];
  if (before[before.length - 1]?.kind === 'word' && previous !== '.') {
    if (last === 'year' || last === 'month') return ['of'];
    if (Object.hasOwn(AFTER, last)) return AFTER[last];
  }
  return last === 'of' && (previous === 'year' || previous === 'month') ? WHOLE_DATES : null;
}

/** After a whole value: what goes on with it, or the next clause. */
function afterValue(place: Place, words: readonly string[], inside: Inside): readonly string[] {
  const { source, cursor } = place;
  const lead = words[0] ?? '';
  const last = words[words.length - 1];
  const previous = words[words.length - 2] ?? '';
  const indent = source.slice(source.lastIndexOf('\n', cursor.offset - 1) + 1, cursor.offset);
  if (cursor.startsLine && indent === '' && inside.opener === '') return clausesAfter(source, lead);
  // A system of codes opens its list; names of lists are hardly in capitals.
  if (previous === 'in' && /^[A-Z]/.test(last)) return ['{', ...ROWS];
  // A series ends with its columns.
  if (lead === 'series' && !inside.words.includes('{') && !(inside.where && WHERE_PARTS.has(previous)))
    return words.includes('to') || inside.windowed ? ['{', ...ROWS] : [...ROWS.slice(0, 8), '{'];
  const kind = cursor.before[cursor.before.length - 1].kind;
  if (kind === 'duration' && words[words.length - 3] === 'within') return WINDOW;
  if (kind === 'duration' && words[words.length - 3] === 'after' && lead === 'index') return ['without', ...WINDOWED];
  const goesOn = rowsGoOn(place, words, inside);
  if (inside.stage === 'when') return isBetween(inside.words) ? ['and'] : ['then', ...goesOn];
  if (inside.stage === 'then') return ['when', 'else', 'end', 'and', ...goesOn];
  if (inside.stage === 'else') return ['end', 'and', ...goesOn];
  if (isBetween(inside.words)) return ['and'];
  if (isFrom(inside.words)) return ['to', 'where'];
  return goesOn;
}

/** Whether `between` waits for its second bound. */
function isBetween(words: readonly string[]): boolean {
  return words.findLast((word) => word === 'between' || word === 'and') === 'between';
}

/** Whether `from` waits for its `to`. */
function isFrom(words: readonly string[]): boolean {
  return words[0] !== 'time' && words.findLast((word) => word === 'from' || word === 'to') === 'from';
}

/** Words after which a condition on rows names what it is about. */
const WHERE_PARTS: ReadonlySet<string> = new Set(['where', 'and', 'or', 'not', '(']);

/** What may go on with rows, with their condition or with what is asked of them. */
function rowsGoOn({ knowledge }: Place, words: readonly string[], inside: Inside): readonly string[] {
  const lead = words[0] ?? '';
  const last = words[words.length - 1];
  const previous = words[words.length - 2] ?? '';
  const own = inside.words;
  if (inside.where && WHERE_PARTS.has(previous)) return isText(last, knowledge) ? TEXT_TEST : TEST;
  if (own.some((word) => word === 'highest' || word === 'lowest') && !own.includes('by')) return ['by', ...ROWS];
  const counted = own.some((word) => ['least', 'most', 'exactly', 'each'].includes(word));
  const first = [...(inside.opener === '{' && lead !== 'series' ? ['as'] : []), ...(counted && !own.includes('spaced') ? ['spaced'] : [])];
  const suits = (word: string): boolean => rowsEnd(own, knowledge) || (word !== 'overlapping' && word !== 'ending');
  const more = (inside.where ? CONDITIONED : inside.windowed || !own.some(isTableWord(knowledge)) ? WINDOWED : ROWS).filter(suits);
  const until = lead === 'outcome' && inside.opener === '' ? ['until'] : [];
  const at = inside.windowed ? 0 : 3;
  return [...more.slice(0, at), ...first, ...until, ...more.slice(at)];
}

/** Whether the rows last named have an end. */
function rowsEnd(words: readonly string[], { dictionary }: Place['knowledge']): boolean {
  const named = dictionary.tables
    .filter(({ name }) => words.includes(name))
    .sort((a, b) => words.lastIndexOf(b.name) - words.lastIndexOf(a.name));
  return named.length === 0 || columnOfRole(named[0], 'end') !== null;
}

function isTableWord({ dictionary }: Place['knowledge']): (word: string) => boolean {
  const tables = new Set(dictionary.tables.map(({ name }) => name));
  return (word) => tables.has(word) || ['union', 'episodes', 'lines', 'cohort'].includes(word);
}

/** Whether a name is a column of text in some table. */
function isText(name: string, { dictionary }: Place['knowledge']): boolean {
  return dictionary.tables.some(({ columns }) => columns.some((column) => column.name === name && column.type === 'text'));
}
