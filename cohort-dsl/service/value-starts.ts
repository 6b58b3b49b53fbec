import { patientTable, type Table } from '../schema/dictionary';
import type { RawToken } from '../syntax/scan';
import type { Candidate } from './candidate';
import { NAME_RANK } from './candidate';
import type { Cursor } from './cursor';
import type { Knowledge } from './facts';

/** What is known of a place besides the words before it. */
export interface Place {
  readonly source: string;
  readonly cursor: Cursor;
  readonly knowledge: Knowledge;
  /** The names that fit there. */
  readonly names: readonly Candidate[];
}

/**
 * What values of a kind begin with, the likeliest first. A word with a point stands for the first name that begins so.
 */
const STARTS = {
  criterion: [
    ...['any', 'age at', 'at least', 'no', 'value of', 'patient.', 'index.', 'count of', 'observed', 'not'],
    ...['days from', 'in cohort', 'exactly', 'all of (', 'none of (', 'year of', 'date of', 'index'],
  ],
  condition: [
    ...['any', 'age at', 'patient.', 'value of', 'index.', 'not', 'count of', 'no', 'at least', 'days from'],
    ...['in cohort', 'observed', 'index', 'date of'],
  ],
  value: [
    ...['value of', 'count of', 'any', 'case when', 'index.', 'patient.', 'days from', 'age at', 'date of', 'mean of'],
    ...['max of', 'if_missing(', 'earliest(', 'months from', 'at least', 'median of', 'not', 'year of', 'years from', 'min of', 'ln('],
  ],
  number: [
    ...['value of', 'index.', 'patient.', 'count of', 'age at', 'mean of', 'days from', 'if_missing(', 'max of', 'min of'],
    ...['ln(', 'median of', 'case when', 'sum of', 'sd of'],
  ],
  date: ['index', 'first', 'date of', 'last', 'death', 'exit', 'end of observation', 'birth', 'earliest(', 'start of observation'],
} as const;

export type StartKind = keyof typeof STARTS;

/** What a name that is given says of its value. */
const SAID: Readonly<Record<string, readonly string[]>> = {
  'count of': ['n', 'number', 'count', 'counts', 'times'],
  'mean of': ['mean', 'average', 'avg'],
  'median of': ['median'],
  'min of': ['min', 'minimum', 'lowest', 'nadir', 'low'],
  'max of': ['max', 'maximum', 'highest', 'peak', 'worst'],
  'sum of': ['sum', 'total', 'cumulative'],
  'sd of': ['sd', 'spread', 'variability'],
  'age at': ['age', '年龄'],
  'year of': ['year', '年份'],
  'month of': ['month', 'season', '月份'],
  'days from': ['days', 'stay', 'time', 'gap', 'delay', 'interval', 'since', 'followed'],
  'months from': ['months', 'interval', 'delay'],
  'years from': ['years', 'duration'],
  'date of': ['date', 'day', 'when', 'last', 'first'],
  'ln(': ['ln', 'log'],
  'sqrt(': ['sqrt', 'root'],
  'round(': ['rounded', 'round'],
  'abs(': ['abs', 'absolute'],
  'case when': ['group', 'stage', 'class', 'category', 'level', 'score', 'band', '分组', '分期'],
  'if_missing(': ['missing', 'imputed', 'filled'],
  'days covered by': ['covered', 'supplied', 'adherence', 'pdc'],
  'observed ': ['observed'],
  'in cohort': ['cohort'],
  'index.label': ['arm', 'treatment'],
  death: ['death', 'dead', 'died', 'survival', 'os', 'mortality', '死亡'],
};

/** Beginnings that one program writes once among its variables. */
const ONCE: readonly string[] = ['age'];

/** How many of each are put before the usual ones. */
const MOST_LETS = 3;
const MOST_VARIABLES = 2;
const MOST_HINTS = 5;
const MOST_USED = 3;

/** What a value most often begins with at a place: what its name says, names that nothing reads yet, what the program wrote before. */
export function valueStarts(kind: StartKind, place: Place): readonly string[] {
  const used = usedBefore(kind, place);
  const found = given(place);
  const usual = STARTS[kind].filter((word) => suits(word, place));
  const written = kind === 'value' ? ONCE.filter((word) => used.includes(word)) : [];
  const late = usual.filter((word) => written.includes(word.split(' ')[0]));
  return [
    ...hints(place, found),
    ...likelyNames(found),
    ...used.filter((word) => !ONCE.includes(word)).slice(0, MOST_USED),
    ...usual.filter((word) => !late.includes(word)),
    ...late,
  ];
}

/** A name that fits, the clause that gives it, and whether anything reads it yet. */
interface Given {
  readonly name: string;
  readonly lead: string;
  readonly isRead: boolean;
}

/** The program's names that fit, the likeliest first: those that nothing reads yet, lets before variables, the last given first. */
function given({ cursor, names }: Place): readonly Given[] {
  const leads = new Map<string, string>();
  const read = new Set<string>();
  for (const { lead, tokens } of cursor.clauses) {
    if (lead !== null && tokens[1]) leads.set(tokens[1].text, lead);
    for (const { text } of tokens.slice(2)) read.add(text);
  }
  const found = names
    .filter(({ kind, rank }) => kind === 'name' && rank <= NAME_RANK)
    .map(({ insert }) => ({ name: insert, lead: leads.get(insert) ?? '', isRead: read.has(insert) }));
  const cost = ({ lead, isRead }: Given): number => (lead === 'outcome' ? 4 : lead === 'variable' ? 2 : 0) + (isRead ? 1 : 0);
  return found.reverse().sort((a, b) => cost(a) - cost(b));
}

/** The program's names that fit, the likeliest first. */
export function givenNames(place: Place): readonly string[] {
  return given(place).map(({ name }) => name);
}

/** Names worth being put before the usual beginnings: lets, and the variables given last. */
function likelyNames(found: readonly Given[]): readonly string[] {
  const isResult = ({ lead }: Given): boolean => lead === 'variable' || lead === 'outcome';
  const lets = found.filter((one) => !isResult(one)).slice(0, MOST_LETS);
  return [...lets, ...found.filter(isResult).slice(0, MOST_VARIABLES)].map(({ name }) => name);
}

/** `value of` needs tables with values, `index.` an index row with columns that describe it. */
function suits(word: string, { knowledge, names }: Place): boolean {
  if (word === 'value of') return knowledge.dictionary.tables.some(({ items }) => items.length > 0);
  return word !== 'index.' || names.some(({ insert }) => insert.startsWith('index.'));
}

const LEADS: Readonly<Record<StartKind, readonly string[]>> = {
  criterion: ['include', 'exclude'],
  condition: ['include', 'exclude'],
  value: ['variable', 'let', 'carry'],
  number: [],
  date: [],
};

/** With what the program's other values of the kind begin, the last written first. */
function usedBefore(kind: StartKind, { cursor }: Place): readonly string[] {
  const leads = LEADS[kind];
  if (leads.length === 0) return [];
  const found: string[] = [];
  for (const { lead, tokens } of cursor.clauses) {
    if (lead === null || !leads.includes(lead) || tokens[0].start === cursor.before[0]?.start) continue;
    const start = startOf(tokens);
    if (start?.kind === 'word') found.unshift(tokens[tokens.indexOf(start) + 1]?.text === '.' ? `${start.text}.` : start.text);
  }
  return [...new Set(found)];
}

/** The first word of a clause's value: after its label, its name or its sign of equality. */
function startOf(tokens: readonly RawToken[]): RawToken | undefined {
  if (['include', 'exclude'].includes(tokens[0].text)) return tokens[2]?.text === ':' ? tokens[3] : tokens[1];
  return tokens[tokens.findIndex(({ text }) => text === '=') + 1];
}

/** What the name that the cursor's clause gives says of its value: a column's or an item's name, or a word of everyday speech. */
function hints(place: Place, found: readonly Given[]): readonly string[] {
  const { cursor, knowledge, names } = place;
  const own = nameBefore(cursor.before);
  if (own === null) return [];
  const words = [own, ...own.split(/[_\d]+/)].map((word) => word.toLowerCase()).filter((word) => word !== '');
  const parts = (name: string): readonly string[] => [name, ...name.split('_')].map((part) => part.toLowerCase());
  const shares = (name: string): boolean => parts(name).some((part) => words.includes(part));
  const { dictionary } = knowledge;
  const columns = names.flatMap(({ insert }) => {
    const column = /^(?:index|patient)\.(\w+)$/.exec(insert)?.[1];
    return column !== undefined && shares(column) ? [insert] : [];
  });
  const events = dictionary.tables.filter((table) => table !== patientTable(dictionary));
  const alike = found.flatMap(({ name }) => (name.length > 1 && (shares(name) || name.startsWith(own)) ? [name] : []));
  const measured = events.some(({ items }) =>
    items.some(({ name, synonyms }) => [name, ...synonyms].some((one) => words.includes(one.toLowerCase()))),
  );
  const picked = events.flatMap((table) => describing(table)).filter(shares);
  const said = Object.entries(SAID).flatMap(([start, spoken]) => (spoken.some((word) => words.includes(word)) ? [start] : []));
  return [
    ...columns,
    ...said,
    ...alike.slice(0, 1),
    ...(measured ? ['value of', 'mean of'] : []),
    ...picked.map((name) => `${name} of`),
  ].slice(0, MOST_HINTS);
}

/** The columns of an event table that say more of a row than its date, code or value. */
export function describing(table: Table): readonly string[] {
  return table.role === 'event' ? table.columns.flatMap(({ name, role }) => (role === null && name !== table.key ? [name] : [])) : [];
}

/** The name whose value begins at the cursor: `variable NAME =`, with or without a label. */
function nameBefore(before: readonly RawToken[]): string | null {
  if (before[before.length - 1]?.text !== '=') return null;
  const name = before[before.length - 2]?.kind === 'text' ? before[before.length - 3] : before[before.length - 2];
  return name?.kind === 'word' ? name.text : null;
}
