import type { Localised } from '../source/localised';

/** A word or phrase of the language that completion may offer. */
export interface Phrase {
  readonly insert: string;
  /** Text whose tokens are tried after what is written; longer than `insert` where a soft word needs company. */
  readonly probe: string;
  readonly group: 'clause' | 'value' | 'pick' | 'column' | 'rows' | 'window' | 'operator' | 'date' | 'named' | 'part';
  /** Phrases of one family fit in the same places: trying the first answers for all. */
  readonly family: string;
  /** Clauses it may stand in; null for any. */
  readonly leads: readonly string[] | null;
  /** The blueprint that documents it, where there is one. */
  readonly blueprint: string | null;
  readonly doc: Localised | null;
}

const WORD_DOCS: Readonly<Record<string, Localised>> = {
  index: { en: 'The day the patient enters; `index.column` is a column of that row.', zh: '患者入组日；`index.列名` 为入组记录的列。' },
  exit: { en: 'The end of follow-up.', zh: '随访结束日。' },
  birth: { en: 'The date of birth.', zh: '出生日期。' },
  death: { en: 'The date of death; missing for the living.', zh: '死亡日期；存活者缺失。' },
  'start of observation': { en: 'The first day of the observation period that holds the index.', zh: '包含入组日的观察期的首日。' },
  'end of observation': { en: 'The last day of the observation period that holds the index.', zh: '包含入组日的观察期的末日。' },
  called: { en: 'Names the row, so that an inner condition can speak of it.', zh: '为该记录命名，供内层条件引用。' },
  spaced: { en: 'Keeps a row only when it is at least so long after the last one kept.', zh: '只保留与上一条保留记录间隔足够长的记录。' },
  by: { en: 'The column that decides which row is highest or lowest.', zh: '决定最高或最低记录的列。' },
  without: { en: 'Washout: no such row in the time before.', zh: '洗脱期：此前该时长内没有此类记录。' },
};

/** What a word says that is neither function nor construct: a clause word, a date word, a suffix. */
export function wordDoc(word: string): Localised | null {
  return WORD_DOCS[word] ?? CLAUSE_PHRASES.find((entry) => entry.insert.trim().split(' ')[0] === word)?.doc ?? null;
}

/** Groups whose members all fit where one does. */
const WHOLE_GROUPS: ReadonlySet<Phrase['group']> = new Set(['value', 'pick', 'column', 'operator']);

function phrase(group: Phrase['group'], insert: string, probe = insert, blueprint: string | null = null): Phrase {
  const family = group === 'pick' || group === 'column' ? 'value' : WHOLE_GROUPS.has(group) ? group : insert;
  return { insert, probe, group, family, leads: null, blueprint, doc: null };
}

function ofFamily(family: string, ...phrases: readonly Phrase[]): Phrase[] {
  return phrases.map((one) => ({ ...one, family }));
}

function within(leads: readonly string[], ...phrases: readonly Phrase[]): Phrase[] {
  return phrases.map((one) => ({ ...one, leads }));
}

function clause(insert: string, en: string, zh: string): Phrase {
  return { insert, probe: insert, group: 'clause', family: insert, leads: null, blueprint: null, doc: { en, zh } };
}

/** Clauses, in the order in which a protocol states them. */
export const CLAUSE_PHRASES: readonly Phrase[] = [
  clause('cohort ', 'The name of the cohort.', '队列的名称。'),
  clause('from ', 'The database.', '所用数据库。'),
  clause('codes ', 'A named list of codes.', '命名的编码表。'),
  clause('param ', 'A value set from outside.', '可从外部设定的参数。'),
  clause('let ', 'A named value, one a patient.', '命名的值，每名患者一个。'),
  clause('index at ', 'The day a patient enters.', '患者入组日。'),
  clause('include ', 'Keeps patients for whom it is true.', '仅保留条件为真的患者。'),
  clause('exclude ', 'Removes patients for whom it is true.', '排除条件为真的患者。'),
  clause('keep first entry', 'One entry a patient: the first.', '每名患者只保留首次入组。'),
  clause('keep last entry', 'One entry a patient: the last.', '每名患者只保留末次入组。'),
  clause('merge entries within ', 'Joins entries that lie close together.', '合并相距较近的入组。'),
  clause('follow until ', 'The end of follow-up.', '随访终点。'),
  clause('time from ', 'Puts the time origin elsewhere than the index.', '将时间起点设在入组日以外。'),
  clause('outcome ', 'An outcome and its date.', '结局及其日期。'),
  clause('variable ', 'A column of the result.', '结果中的一列变量。'),
  clause('series ', 'A long table of rows in time.', '随时间的长表。'),
  clause('intervals ', 'Follow-up split into pieces.', '将随访切分为区间。'),
  clause('examples ', 'Invented patients with the expected verdict.', '虚构患者及其预期判定。'),
];

/** Everything else the grammar knows, each offered only where trying it shows that it fits. */
export const PHRASES: readonly Phrase[] = [
  // Every value fits where `true` does.
  phrase('value', 'true'),
  phrase('value', 'any ', 'any zz', 'any'),
  phrase('value', 'no ', 'no zz', 'no'),
  phrase('value', 'at least ', 'at least 2', 'at least'),
  phrase('value', 'at most ', 'at most 2', 'at most'),
  phrase('value', 'exactly ', 'exactly 2', 'exactly'),
  phrase('pick', 'first ', 'first zz', 'first'),
  phrase('pick', 'last ', 'last zz', 'last'),
  phrase('pick', '2nd ', '2nd zz', '2nd'),
  phrase('pick', 'highest ', 'highest zz', 'highest'),
  phrase('pick', 'lowest ', 'lowest zz', 'lowest'),
  phrase('column', 'value of ', 'value of'),
  phrase('column', 'date of ', 'date of'),
  phrase('value', 'count of ', 'count of', 'count'),
  phrase('value', 'count of distinct ', 'count of distinct zz of', 'count of distinct'),
  phrase('value', 'mean of ', 'mean of', 'mean'),
  phrase('value', 'median of ', 'median of', 'median'),
  phrase('value', 'min of ', 'min of', 'min'),
  phrase('value', 'max of ', 'max of', 'max'),
  phrase('value', 'sum of ', 'sum of', 'sum'),
  phrase('value', 'sd of ', 'sd of', 'sd'),
  phrase('value', 'days covered by ', 'days covered by'),
  phrase('value', 'days from ', 'days from', 'days from'),
  ...['months', 'years', 'weeks', 'hours', 'minutes'].map((unit) => phrase('value', `${unit} from `, `${unit} from`, 'days from')),
  phrase('value', 'age at ', 'age at', 'age'),
  phrase('value', 'year of ', 'year of', 'year'),
  phrase('value', 'month of ', 'month of', 'month'),
  phrase('value', 'observed ', 'observed 365 days', 'observed'),
  phrase('value', 'all of (', 'all of (', 'all of'),
  phrase('value', 'any of (', 'any of (', 'any of'),
  phrase('value', 'none of (', 'none of (', 'none of'),
  phrase('value', 'in cohort ', 'in cohort'),
  phrase('value', 'case when ', 'case when', 'case'),
  phrase('value', 'false'),
  phrase('value', 'missing'),
  ...ofFamily('not', phrase('value', 'not ')),
  ...ofFamily('index', phrase('date', 'index'), phrase('date', 'exit')),
  ...ofFamily('birth', phrase('date', 'birth'), phrase('date', 'death')),
  ...ofFamily('start of observation', phrase('date', 'start of observation'), phrase('date', 'end of observation')),
  ...ofFamily(
    'union',
    phrase('rows', 'union(', 'union('),
    phrase('rows', 'episodes(', 'episodes('),
    phrase('rows', 'lines(', 'lines('),
    phrase('rows', 'cohort ', 'cohort zz'),
  ),
  phrase('rows', 'of (', 'of ('),
  ...within(['index'], phrase('rows', 'of { ', 'of {')),
  ...ofFamily('distinct', phrase('rows', 'distinct ', 'distinct zz of')),
  phrase('part', 'of observation'),
  phrase('part', 'the day of '),
  phrase('part', 'day of '),
  ...ofFamily('where', phrase('window', 'where ', 'where', 'where')),
  ...ofFamily('within', phrase('window', 'within ', 'within', 'before')),
  ...ofFamily('before', phrase('window', 'before ', 'before', 'before')),
  ...ofFamily('on or before', phrase('window', 'on or before ', 'on or before', 'before')),
  ...ofFamily('from', phrase('window', 'from ', 'from', 'from')),
  ...ofFamily('before', phrase('window', 'after ', 'after', 'after')),
  phrase('operator', 'and '),
  phrase('operator', 'or '),
  ...ofFamily('on or before', phrase('window', 'on or after ', 'on or after', 'after')),
  ...ofFamily('within', phrase('window', 'on ', 'on', 'on'), phrase('window', 'overlapping ', 'overlapping', 'overlapping')),
  ...ofFamily(
    'where',
    phrase('window', 'spaced '),
    phrase('window', 'by '),
    phrase('window', 'ending ', 'ending', 'ending'),
    phrase('window', 'called '),
    phrase('window', 'without '),
  ),
  phrase('operator', 'not in ', 'not in', 'in'),
  phrase('operator', 'in ', 'in', 'in'),
  phrase('operator', 'is missing', 'is missing', 'is missing'),
  phrase('operator', 'is known', 'is known', 'is missing'),
  phrase('operator', 'between ', 'between', 'between'),
  phrase('operator', 'contains ', 'contains', 'contains'),
  phrase('operator', 'starts with ', 'starts with', 'starts with'),
  phrase('part', '{ ', '{'),
  ...within(['series'], ...ofFamily('columns', phrase('part', '{ ', '{ zz,'))),
  phrase('part', 'of '),
  phrase('part', 'to '),
  phrase('part', 'as '),
  phrase('part', 'at '),
  phrase('part', 'when '),
  phrase('part', 'then '),
  phrase('part', 'else '),
  phrase('part', 'end'),
  phrase('part', 'until '),
  phrase('part', 'by '),
  phrase('part', 'each ', 'each zz'),
  phrase('part', 'every ', 'every 30 days'),
  phrase('part', 'earliest { ', 'earliest {'),
  phrase('part', 'distinct days of ', 'distinct days of', 'distinct days'),
  phrase('part', 'days of ', 'days of'),
  phrase('part', 'covered by '),
  phrase('part', 'least ', 'least 2'),
  phrase('part', 'most ', 'most 2'),
  phrase('part', 'observation'),
  phrase('part', 'cohort '),
  ...ofFamily('on or', phrase('part', 'or before '), phrase('part', 'or after ')),
  ...ofFamily('not in', phrase('part', 'in ', 'in zz')),
  ...ofFamily('is', phrase('part', 'missing'), phrase('part', 'known')),
  ...within(['index'], phrase('part', 'first of { ', 'first of {')),
  ...within(['keep'], phrase('part', 'first entry'), phrase('part', 'last entry'), phrase('part', 'entry')),
  ...within(['merge'], phrase('part', 'entries '), phrase('part', 'within ')),
  ...within(
    ['codes'],
    phrase('part', 'import ', 'import "x"'),
    phrase('part', 'descendants of ', 'descendants of'),
    phrase('part', 'mapped '),
    phrase('part', 'not '),
  ),
  ...within(
    ['intervals'],
    phrase('part', 'split at ', 'split at'),
    phrase('part', 'split every ', 'split every 30 days'),
    phrase('part', 'carry ', 'carry'),
    phrase('part', 'flag ', 'flag'),
  ),
  ...within(['examples'], phrase('part', 'patient ')),
  phrase('named', 'by: ', 'by:'),
  phrase('named', 'gap: ', 'gap:'),
  phrase('named', 'plus: ', 'plus:'),
  phrase('named', 'combine: ', 'combine:'),
  phrase('named', 'ignore: ', 'ignore:'),
];
