/** Which next words of right programs completion offers among its first ten, with nothing typed. */
import { compile } from '@/cohort-dsl/compile';
import { scan } from '@/cohort-dsl/syntax/scan';
import { renal } from '../dictionary';
import { service } from './knowledge';

const START = 'index at first visit\n';

/** A line of the corpus as a program: below an index clause, unless it begins a program itself. */
export function asProgram(line: string): string {
  return /^(?:index|cohort|from)\b/.test(line) ? line : START + line;
}

/** Whether a program means something on the test's database. */
export function isRight(source: string): boolean {
  const { diagnostics } = compile(source, { dictionary: renal, cohorts: 'any' });
  return diagnostics.every(({ severity }) => severity !== 'error');
}

/** Words that are made up where they stand: names that a program gives. */
const GIVEN: ReadonlySet<string> = new Set([
  'codes',
  'param',
  'let',
  'outcome',
  'variable',
  'series',
  'intervals',
  'called',
  'cohort',
  'carry',
  'flag',
]);

/** What was offered first after a beginning, which many programs share. */
const offers = new Map<string, readonly string[]>();

function offeredAfter(beginning: string): readonly string[] {
  const known = offers.get(beginning);
  if (known) return known;
  const offered = service.complete(beginning, beginning.length, 'en').slice(0, 10);
  const inserts = offered.map(({ insert }) => insert);
  offers.set(beginning, inserts);
  return inserts;
}

export interface NextWords {
  readonly tried: number;
  /** The line up to the cursor, and the word that was not offered there. */
  readonly missed: readonly string[];
}

/** The keys of the categories of the test's database. */
const KEYS: ReadonlySet<string> = new Set(
  renal.tables.flatMap(({ columns, items }) => [
    ...columns.flatMap(({ values }) => values?.map(({ key }) => key) ?? []),
    ...items.map(({ name }) => name),
  ]),
);

/** Signs before a key that something is compared with, alone or in a list. */
const BEFORE_KEY: ReadonlySet<string> = new Set(['=', '!=', '<', '<=', '>', '>=', '{', ',']);

/** Looks for each word, and each key in quotation marks, of some programs among the first ten offers at its place. */
export function nextWords(programs: readonly string[]): NextWords {
  let tried = 0;
  const missed: string[] = [];
  for (const source of programs) {
    const { tokens } = scan(source);
    tokens.forEach(({ kind, text, start }, at) => {
      const previous = tokens[at - 1];
      const isKey = kind === 'text' && BEFORE_KEY.has(tokens[at - 1]?.text) && KEYS.has(text.slice(1, -1));
      const isWord = kind === 'word' || kind === 'duration';
      const isSought = (isWord || isKey) && at > 0 && !(source.startsWith(START) && start < START.length);
      if (!isSought || previous.text === '.' || GIVEN.has(previous.text)) return;
      const beginning = source.slice(0, start);
      tried++;
      const found = offeredAfter(beginning).some(
        (insert) => insert === text || [' ', '(', '.'].some((next) => insert.startsWith(text + next)),
      );
      if (!found) missed.push(`${beginning.split('\n').at(-1)}| ${text}`);
    });
  }
  return { tried, missed };
}
