/**
 * Whether the texts of a result say only what is known without running its cell: words of the notebook, of what it names of the
 * dictionary and of the methods themselves, and numbers that stand there or in the result's own tables.
 */
import type { ResultTable } from '../results/result';

/** What is known beforehand. Words are in lower case; of Chinese, runs of characters between other signs. */
export interface Vocabulary {
  readonly words: ReadonlySet<string>;
  readonly numbers: ReadonlySet<number>;
}

/** A run of Chinese characters, a word or a name, a number. What stands between them is not read. */
const PIECES =
  /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}_])(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}_])*|\p{N}+(?:\.\p{N}+)?(?:[eE][-+]?\d+)?/gu;
/** Signs between the thousands of a printed number. */
const BETWEEN_THOUSANDS = /(?<=\d)[ ,\u00a0\u2009\u202f](?=\d{3}(?!\d))/gu;
/** Longest run of characters looked for in a longer one. */
const LONGEST_RUN = 40;

export function vocabularyOf(texts: Iterable<string>): Vocabulary {
  const words = new Set<string>();
  const numbers = new Set<number>();
  for (const text of texts) {
    for (const piece of piecesOf(text)) {
      if (isNumber(piece)) numbers.add(Number(piece));
      else words.add(piece.toLowerCase());
    }
  }
  return { words, numbers };
}

/** With further words, as of methods: the numbers among them, of references and of examples, are not taken. */
export function withWords({ words, numbers }: Vocabulary, further: ReadonlySet<string>): Vocabulary {
  return { words: new Set([...words, ...further]), numbers };
}

/** Whether a name (a term, a level, a group, a label) is made of known words and numbers. */
export function isKnownName(text: string, known: Vocabulary): boolean {
  return piecesOf(text).every((piece) => (isNumber(piece) ? known.numbers.has(Number(piece)) : isKnownWord(piece.toLowerCase(), known)));
}

/** Whether a sentence is made of known words, and of numbers that are known or stand among `values`, as they are printed. */
export function isKnownSentence(text: string, known: Vocabulary, values: PrintedValues): boolean {
  return piecesOf(text.replace(BETWEEN_THOUSANDS, '')).every((piece) =>
    isNumber(piece) ? known.numbers.has(Number(piece)) || values.print(piece) : isKnownWord(piece.toLowerCase(), known),
  );
}

/** Numbers of tables, and which a printed one may be. */
export interface PrintedValues {
  /** Whether a value, or a hundred times one, is printed as this text; signs are not read. */
  print(text: string): boolean;
}

/** @param others numbers beside the tables, as sizes and levels of confidence */
export function printedValues(tables: readonly ResultTable[], others: readonly number[]): PrintedValues {
  const given = tables.flatMap(valuesOf).concat(others).map(Math.abs);
  const sorted = Float64Array.from(given.flatMap((value) => [value, ...SHOWN_AS.map((as) => as(value))])).toSorted();
  return {
    print(text) {
      const [mantissa, exponent = 0] = text.toLowerCase().split('e');
      const decimals = mantissa.split('.')[1]?.length ?? 0;
      // Half of its last digit, and what the sum of two such numbers is off by.
      const half = 0.5 * 10 ** (Number(exponent) - decimals) * (1 + 1e-9);
      return sorted[firstFrom(sorted, Number(text) - half)] <= Number(text) + half;
    },
  };
}

/** A share in per cent; a ratio and its reciprocal from the logarithm; days in months and years. */
const SHOWN_AS: readonly ((value: number) => number)[] = [
  (value) => value * 100,
  (value) => Math.exp(value),
  (value) => Math.exp(-value),
  (value) => value / 30.4375,
  (value) => value / 365.25,
];

/** All numbers of a table, and the sum of each column. */
function valuesOf({ columns, rows }: ResultTable): readonly number[] {
  const values = columns.map((_, at) => rows.map((row) => row[at]).filter((value) => typeof value === 'number'));
  return [...values.flat(), ...values.map((column) => column.reduce((sum, value) => sum + value, 0))];
}

function piecesOf(text: string): readonly string[] {
  return text.match(PIECES) ?? [];
}

function isNumber(piece: string): boolean {
  return /^\p{N}/u.test(piece);
}

/** A word as it stands, a name with its level behind it (`sexMale`, `grade2`), or a run of characters made of known ones. */
function isKnownWord(word: string, known: Vocabulary): boolean {
  if (known.words.has(word)) return true;
  return /\p{Script=Han}/u.test(word) ? isMadeOfRuns(word, known.words) : isNameWithLevel(word, known);
}

function isNameWithLevel(word: string, { words, numbers }: Vocabulary): boolean {
  for (let end = 2; end < word.length; end++) {
    const level = word.slice(end);
    if (words.has(word.slice(0, end)) && (words.has(level) || numbers.has(Number(level)))) return true;
  }
  return false;
}

function isMadeOfRuns(text: string, words: ReadonlySet<string>): boolean {
  const reached = [true];
  for (let end = 1; end <= text.length; end++) {
    reached[end] = false;
    for (let from = Math.max(0, end - LONGEST_RUN); from < end && !reached[end]; from++) {
      reached[end] = reached[from] && words.has(text.slice(from, end));
    }
  }
  return reached[text.length];
}

/** Place of the first value that is at least this one. */
function firstFrom(sorted: Float64Array, least: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
