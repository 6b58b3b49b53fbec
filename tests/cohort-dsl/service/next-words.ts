/** Which next words of right programs completion offers among its first ten, with nothing typed. */
import { compile } from '@/cohort-dsl/compile';
import type { Dictionary } from '@/cohort-dsl/schema/dictionary';
import { readUnit } from '@/cohort-dsl/schema/units';
import type { LanguageService } from '@/cohort-dsl/service/language-service';
import { cutClauses } from '@/cohort-dsl/syntax/clauses';
import { type RawToken, scan } from '@/cohort-dsl/syntax/scan';

const START = 'index at first visit\n';

/** A line of the corpus as a program: below an index clause, unless it begins a program itself. */
export function asProgram(line: string): string {
  return /^(?:index|cohort|from)\b/.test(line) ? line : START + line;
}

/** Whether a program means something on a database. */
export function isRight(source: string, dictionary: Dictionary): boolean {
  const { diagnostics } = compile(source, { dictionary, cohorts: 'any' });
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

export interface NextWords {
  readonly tried: number;
  /** The line up to the cursor, and the word that was not offered there. */
  readonly missed: readonly string[];
}

/** Signs before a key that something is compared with, alone or in a list. */
const BEFORE_KEY: ReadonlySet<string> = new Set(['=', '!=', '<', '<=', '>', '>=', '{', ',']);

/** The keys of a database's categories, and its items. */
function keysOf({ tables }: Dictionary): ReadonlySet<string> {
  return new Set(
    tables.flatMap(({ columns, items }) => [
      ...columns.flatMap(({ values }) => values?.map(({ key }) => key) ?? []),
      ...items.map(({ name }) => name),
    ]),
  );
}

/** Whether an offer is the word of the program, or begins with it; units may be spelled in more ways than one. */
function isOffer(insert: string, { kind, text }: RawToken): boolean {
  const bare = (unit: string): string | null => readUnit(unit.replaceAll("'", ''));
  if (kind === 'unit') return bare(insert) === bare(text);
  return insert === text || [' ', '(', '.', ':'].some((next) => insert.startsWith(text + next));
}

/** Looks for each word, each unit and each key in quotation marks of some programs among the first ten offers at its place. */
export function nextWords(programs: readonly string[], service: LanguageService, dictionary: Dictionary): NextWords {
  const keys = keysOf(dictionary);
  // Many programs share their beginnings.
  const offers = new Map<string, readonly string[]>();
  const offeredAfter = (beginning: string): readonly string[] => {
    const known = offers.get(beginning);
    if (known) return known;
    const offered = service.complete(beginning, beginning.length, 'en').slice(0, 10);
    const inserts = offered.map(({ insert }) => insert);
    offers.set(beginning, inserts);
    return inserts;
  };
  let tried = 0;
  const missed: string[] = [];
  for (const source of programs) {
    const { tokens } = scan(source);
    const leads = new Set(cutClauses(source, tokens).map((clause) => clause.tokens[0]));
    tokens.forEach((token, at) => {
      const { kind, text, start } = token;
      const previous = tokens[at - 1];
      const isKey = kind === 'text' && BEFORE_KEY.has(previous?.text) && keys.has(text.slice(1, -1));
      const isWord = kind === 'word' || kind === 'duration' || kind === 'unit';
      const isSought = (isWord || isKey) && at > 0 && !(source.startsWith(START) && start < START.length);
      if (!isSought || previous.text === '.' || GIVEN.has(previous.text)) return;
      const beginning = source.slice(0, start);
      // Clauses are offered where a line begins.
      if (leads.has(token) && !/(?:^|\n)\s*$/.test(beginning)) return;
      tried++;
      if (!offeredAfter(beginning).some((insert) => isOffer(insert, token))) missed.push(`${beginning.split('\n').at(-1)}| ${text}`);
    });
  }
  return { tried, missed };
}
