/** A range of codes, or several codes, written as the text of one. */
import type { Fix } from '../diagnostics/diagnostic';
import type { CodeList, Expr } from '../syntax/ast-expressions';
import { descendsByPrefix, normaliseCode } from '../types/code-systems';
import type { CheckedProgram } from '../types/program';
import { writeInstead } from '../types/reporter';
import { type Comparison, listsAndComparisons } from '../types/syntax-walk';
import type { Lint, Warn } from './lint';

const CODE = '[A-Za-z0-9][A-Za-z0-9.]*';
const RANGE = new RegExp(String.raw`^\s*(${CODE})\*?(?:\s*(?:-|–|—|~|～|至|到|\.\.)\s*|\s+to\s+)(${CODE})\*?\s*$`);
const BETWEEN = String.raw`(?:\s*[,，;；、|]\s*|\s+(?:or|and)\s+|\s*[或和]\s*|\s+)`;
const SEVERAL = new RegExp(String.raw`^\s*${CODE}\*?(?:${BETWEEN}${CODE}\*?)+\s*$`);

/**
 * `{ "N18.3-N18.5" }`, `= "N18.3, N18.4"`: read as one code, which no row has. Only of systems whose codes are letters, digits and dots
 * alone: a code of LOINC has a dash.
 */
export const codesInOneText: Lint = (program, warn) => {
  for (const clause of program.program.clauses) {
    if (!mayHoldSeveral(program.text(clause.span))) continue;
    for (const written of listsAndComparisons(clause)) {
      if (written.kind === 'codeList') inList(written, warn);
      else inComparison(program, written, warn);
    }
  }
};

/** Whether a text in quotes of a clause may be several codes, at a glance: most clauses hold none and need not be gone through. */
function mayHoldSeveral(clause: string): boolean {
  if (/[`\\“”＂]/.test(clause)) return true;
  return clause.split('"').some((part, at) => at % 2 === 1 && /[^A-Za-z0-9.*]|\.\./.test(part));
}

function inList({ system, items }: CodeList, warn: Warn): void {
  if (!descendsByPrefix(system.text)) return;
  for (const item of items) {
    const meant = item.form === 'code' ? meantBy(item.code.value, item.negated) : null;
    if (meant === null) continue;
    const fixes = meant === '' ? [] : [writeInstead(item.code.span, meant)];
    warn('lint-codes-in-one-text', item.code.span, { code: item.code.value, system: system.text }, fixes);
  }
}

/** `code = "N18.3-N18.5"`, `code in { "N18.3-N18.5", "N19" }`: the mend is a list of the column's system. */
function inComparison(program: CheckedProgram, written: Comparison, warn: Warn): void {
  const [value, texts] = sidesOf(written);
  const system = value && program.typeOf(value)?.system;
  if (!value || !system || !descendsByPrefix(system)) return;
  const items = texts.map((text) => ({ text, meant: text.kind === 'text' ? meantBy(text.value, false) : null }));
  const isNegated = written.kind === 'compare' ? written.op === '!=' : written.negated;
  const list = items.map(({ text, meant }) => meant ?? program.text(text.span)).join(', ');
  const test = `${program.text(value.span)} ${isNegated ? 'not in' : 'in'} ${system} { ${list} }`;
  const isWhole = items.every(({ text, meant }) => text.kind === 'text' && meant !== '');
  const fixes: readonly Fix[] = isWhole ? [writeInstead(written.span, test)] : [];
  for (const { text, meant } of items)
    if (text.kind === 'text' && meant !== null) warn('lint-codes-in-one-text', text.span, { code: text.value, system }, fixes);
}

/** The value that is compared, and what with. */
function sidesOf(written: Comparison): readonly [value: Expr | null, members: readonly Expr[]] {
  if (written.kind === 'inList') return [written.value, written.members];
  const { left, right, op } = written;
  if (op !== '=' && op !== '!=') return [null, []];
  return left.kind === 'text' ? [right, [left]] : [left, [right]];
}

/** The items that a text stands for; empty where that cannot be said, null where it is one code. */
function meantBy(code: string, negated: boolean): string | null {
  const [, from, to] = RANGE.exec(code) ?? [];
  if (from !== undefined) return rangeText(from, to);
  if (!SEVERAL.test(code)) return null;
  const codes = code.trim().split(new RegExp(BETWEEN));
  return codes.map((one) => `"${one}"`).join(negated ? ', not ' : ', ');
}

/** A range as the language writes it; empty where its ends do not go together. */
function rangeText(from: string, written: string): string {
  const to = wholeEnd(from, written);
  const [low, high] = [normaliseCode(from), normaliseCode(to)];
  const [short, long] = low.length < high.length ? [from, high] : [to, low];
  if (long.startsWith(normaliseCode(short))) return `"${short}*"`;
  // The last of a category's codes stands for its end: `E10-E14.9`.
  const end = low.length < high.length && /^9+$/.test(high.slice(low.length)) ? high.slice(0, low.length) : high;
  if (end.length !== low.length || end < low) return '';
  return `"${from}".."${end === high ? to : end}"`;
}

/** The end of `N18.3-5` and of `E10-14`, where what it shares with the beginning is left out. */
function wholeEnd(from: string, to: string): string {
  const whole = from.slice(0, Math.max(0, from.length - to.length)) + to;
  return /^[0-9.]+$/.test(to) && to.length < from.length && normaliseCode(whole) > normaliseCode(from) ? whole : to;
}
