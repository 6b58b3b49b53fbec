import 'server-only';
import {
  isKnownName,
  isKnownSentence,
  printedValues,
  type Vocabulary,
  vocabularyOf,
  withWords,
} from '@/analysis-kernel/disclosure/known-words';
import type { FigureKind } from '@/analysis-kernel/figures/kinds';
import type { ResultTable } from '@/analysis-kernel/results/result';
import type { KeptOutcome } from '@/analysis-kernel/session/kept';
import { KERNEL_VERSION } from '@/analysis-kernel/version';
import type { KeptResult } from '@/app/_contract/kept-results';
import { methodWords } from './method-words';
import type { NamedTexts } from './named-texts';

/**
 * Different texts in its tables, their characters, and those of different texts beside them: some three times what a usual result has.
 * Rows of a table whose texts are all the same: more stand for times of a curve, or for patients.
 */
const USUAL = { texts: 100, inTables: 4000, beside: 12_000, alike: 12 } as const;
/** Types whose values may be written as text, as a number that is none. */
const NUMBERS: ReadonlySet<string> = new Set(['integer', 'number', 'decimal']);
/** Values of what code gives, and numbers written in a drawing, as those of its axes: nobody runs these again. */
const MOST_OF_CODE = 300;
const MOST_IN_DRAWING = 150;
const LONGEST_IN_DRAWING = 4000;

/** Numbers of methods that stand in their sentences: bounds of p values, of steps and rounds, days of a year and a month, persons of a rate. */
const OF_METHODS = [0.001, 0.0001, 0.05, 1e-10, 1e-9, 1e-8, 3e-5, 20, 25, 30, 100, 30.4375, 365.25, 1000, 100_000, 1999, 2013];

/** What a notebook's results may say in words without a run: what it says itself, what it names of the dictionary, what methods say. */
export function vocabularyFrom({ notebook, dictionary }: NamedTexts): Vocabulary {
  const own = vocabularyOf(notebook);
  const named = dictionary.filter(({ name }) => name === null || own.words.has(name.toLowerCase())).map(({ text }) => text);
  return withWords(vocabularyOf([...notebook, ...named]), methodWords());
}

/**
 * Whether a result could be another than its cell gives and tell of single patients: it says what neither notebook, dictionary nor method
 * says, draws what its method does not draw, or has room for rows. Such a one is shown to its sender alone until the server has run it.
 * @param drawn kinds of figures its method or cell may give
 */
export function isDoubtful({ kind, outcome }: Omit<KeptResult, 'key'>, drawn: readonly FigureKind[], known: Vocabulary): boolean {
  if (kind === 'sql') return true;
  if (kind === 'chart') return isDoubtfulDrawing(outcome.svg ?? '', known);
  const tables = outcome.tables.map(([, table]) => table);
  if (kind === 'code' && tables.reduce((sum, { rows, columns }) => sum + rows.length * columns.length, 0) > MOST_OF_CODE) return true;
  if (outcome.figures.some((figure) => !drawn.includes(figure.kind))) return true;
  return hasRoomForRows(outcome) || !saysWhatIsKnown(outcome, known);
}

function hasRoomForRows({ tables, svg: _, ...beside }: KeptOutcome): boolean {
  if (tables.some(([, table]) => mostAlike(table) > USUAL.alike)) return true;
  const inTables = new Set(tables.flatMap(([, { rows }]) => rows.flat().filter((value) => typeof value === 'string')));
  const around = new Set(textsOf(beside));
  const characters = (texts: ReadonlySet<string>) => [...texts].reduce((sum, { length }) => sum + length, 0);
  return inTables.size > USUAL.texts || characters(inTables) > USUAL.inTables || characters(around) > USUAL.beside;
}

/** The most rows whose texts are the same. */
function mostAlike({ types, rows }: ResultTable): number {
  const texts = types.flatMap((type, at) => (type === 'text' ? [at] : []));
  const alike = new Map<string, number>();
  for (const row of rows) {
    const name = JSON.stringify(texts.map((at) => row[at]));
    alike.set(name, (alike.get(name) ?? 0) + 1);
  }
  return Math.max(0, ...alike.values());
}

function saysWhatIsKnown({ tables, svg: _, aggregates, stored, ...beside }: KeptOutcome, known: Vocabulary): boolean {
  const names = tables.flatMap(([, { columns, types, rows }]) => [
    ...columns,
    ...rows.flatMap((row) => row.filter((value, at) => typeof value === 'string' && !NUMBERS.has(types[at]))),
  ]);
  if (![...names, ...stored.flat(), ...aggregates].every((name) => isKnownName(String(name), known) || isNameOfTable(String(name), known)))
    return false;
  const values = printedValues(
    tables.map(([, table]) => table),
    [...numbersOf(beside), ...OF_METHODS],
  );
  return textsOf(beside).every((text) => isKnownSentence(text.replaceAll(KERNEL_VERSION, ''), known, values));
}

/** A table in the engine is called by its cell's name and its own. */
function isNameOfTable(name: string, known: Vocabulary): boolean {
  const parts = name.split('_');
  return parts.some((_, at) => [parts.slice(0, at), parts.slice(at)].every((part) => isKnownName(part.join('_'), known)));
}

/** What is written in a drawing, as words of a legend and numbers of an axis; its lines and marks are not read. */
function isDoubtfulDrawing(svg: string, known: Vocabulary): boolean {
  const written = [...svg.matchAll(/>([^<>]+)<|(?:aria-label|aria-description)="([^"]*)"/gu)].map(([, text, label]) => text ?? label);
  const all = written.join(' ');
  const numbers = all.match(/\p{N}+(?:\.\p{N}+)?/gu) ?? [];
  if (numbers.length > MOST_IN_DRAWING || all.length > LONGEST_IN_DRAWING) return true;
  return !written.every((text) => isKnownSentence(text, known, { print: () => true }));
}

/** The texts of a value, names of its fields included. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => [...(Array.isArray(value) ? [] : [name]), ...textsOf(part)]);
}

/** The numbers of a value. */
function numbersOf(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersOf) : [];
}
