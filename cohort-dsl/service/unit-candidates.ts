import { unitSpellings, usualSpelling } from '../schema/unit-spellings';
import { convertUnits, isConversion } from '../schema/units';
import type { Language } from '../source/localised';
import type { Program } from '../syntax/ast';
import type { Expr } from '../syntax/ast-expressions';
import { DURATION_WORDS } from '../syntax/words';
import { unitInSource } from '../types/unit-in-source';
import type { Candidate } from './candidate';
import type { Cursor } from './cursor';
import { type Knowledge, unitAmong } from './facts';
import { findNode } from './find-node';
import { occurrences } from './occurrences';
import { type Repaired, repaired } from './repair';

/** What the number before the cursor is measured in. */
interface Measure {
  readonly unit: string;
  readonly molarMass: number | null;
}

/**
 * The unit of what a number stands beside first, then those that convert to it, those of like size before others; then durations, then the
 * other usual units.
 */
export function unitCandidates(source: string, cursor: Cursor, knowledge: Knowledge, language: Language): Candidate[] {
  const wanted = measureBeside(source, cursor, knowledge);
  const own = wanted === null ? [] : [{ ...unit(usualSpelling(wanted.unit), 0), insert: unitInSource(wanted.unit) }];
  const number = cursor.before[cursor.before.length - 1]?.text ?? '';
  const durations = Object.entries(DURATION_WORDS)
    .filter(([word, plural]) => (number === '1' ? word !== plural : word === plural))
    .map(([word]) => ({ ...unit(word, wanted === null ? 1 : 2), detail: language === 'zh' ? '时长' : 'duration' }));
  const alike = wanted === null ? [] : convertible(wanted).map((usual) => unit(usual, 1));
  const others = unitSpellings()
    .filter(({ usual }) => isOffered(usual))
    .map(({ usual, others: spellings }) => ({ ...unit(usual, 3), filter: [usual, ...spellings].join(' ') }));
  return [...own, ...alike, ...durations, ...others];
}

function isOffered(usual: string): boolean {
  return !usual.startsWith('/') && usual !== '1';
}

/** The usual units in which a measure may be written too, those of like size first. */
function convertible({ unit: wanted, molarMass }: Measure): readonly string[] {
  const found = unitSpellings().flatMap(({ ucum, usual }) => {
    const answer = isOffered(usual) && ucum !== wanted ? convertUnits(ucum, wanted, molarMass) : null;
    return answer !== null && isConversion(answer) ? [{ usual, distance: Math.abs(Math.log10(answer.factor)) }] : [];
  });
  return found.sort((a, b) => a.distance - b.distance).map(({ usual }) => usual);
}

function unit(text: string, rank: number): Candidate {
  return { label: text, kind: 'unit', insert: text, detail: '', documentation: '', filter: text, rank };
}

/** A number no one writes: it marks the place of the cursor's number in the repaired program. */
const MARK = '918273645';

/** The measure of the column or item that the number before the cursor is compared, added or chosen with. */
function measureBeside(source: string, cursor: Cursor, knowledge: Knowledge): Measure | null {
  const number = cursor.before[cursor.before.length - 1];
  if (!number) return null;
  const head = source.slice(0, number.start) + MARK + source.slice(number.end);
  const shift = MARK.length - (number.end - number.start);
  const moved: Cursor = {
    ...cursor,
    word: { start: cursor.word.start + shift, end: cursor.word.end + shift },
    clauseEnd: cursor.clauseEnd + shift,
  };
  let beside: Expr | null = null;
  const holds = ({ own }: Repaired): boolean => {
    beside = findNode(own, (node) => standsBeside(node));
    return findNode(own, (node) => (node.kind === 'number' && node.text === MARK ? node : null)) !== null;
  };
  const whole = repaired(head, moved, '', holds);
  return whole && beside ? measureOf(beside, whole.program, knowledge) : null;
}

function isMark(node: Expr): boolean {
  return node.kind === 'number' && node.text === MARK;
}

/** Functions whose arguments share a unit. */
const OF_ONE_UNIT: ReadonlySet<string> = new Set(['if_missing', 'lowest_of', 'highest_of']);

/** What the marked number of an expression has to share a unit with. */
function standsBeside(node: Expr): Expr | null {
  if (node.kind === 'compare' || (node.kind === 'binary' && node.op !== '*')) {
    return isMark(node.right) ? node.left : isMark(node.left) ? node.right : null;
  }
  if (node.kind === 'between') return isMark(node.low) || isMark(node.high) ? node.value : null;
  if (node.kind !== 'call' || !OF_ONE_UNIT.has(node.name.text) || !node.args.some(isMark)) return null;
  return node.args.find((arg) => !isMark(arg)) ?? null;
}

function measureOf(node: Expr, program: Program, knowledge: Knowledge): Measure | null {
  if (node.kind === 'paren') return measureOf(node.inner, program, knowledge);
  if (node.kind === 'binary' && (node.op === '+' || node.op === '-')) return measureOf(node.left, program, knowledge);
  if (node.kind === 'call' && OF_ONE_UNIT.has(node.name.text) && node.args[0]) return measureOf(node.args[0], program, knowledge);
  const name =
    node.kind === 'columnOf' || node.kind === 'rowNumber' ? node.column : node.kind === 'ref' ? node.path[node.path.length - 1] : null;
  if (!name) return null;
  const found = occurrences(program, knowledge.dictionary).find((occurrence) => occurrence.name.span.start === name.span.start);
  const meaning = found?.meaning;
  if (meaning?.kind === 'column' && meaning.column.column) {
    const { column } = meaning.column;
    const measured = unitAmong(column, meaning.shape.items);
    const molarMass = meaning.shape.items.length === 1 ? meaning.shape.items[0].molarMass : column.molarMass;
    return measured === null ? null : { unit: measured, molarMass };
  }
  if (meaning?.kind !== 'symbol') return null;
  const { clause } = meaning;
  return clause.kind === 'let' || clause.kind === 'variable' ? measureOf(clause.value, program, knowledge) : null;
}
