/** A range of codes, or several codes, written as the text of one. */
import type { CodeItem } from '../syntax/ast-expressions';
import { descendsByPrefix, normaliseCode } from '../types/code-systems';
import { writeInstead } from '../types/reporter';
import { codeLists } from '../types/syntax-walk';
import type { Lint } from './lint';

const CODE = String.raw`[A-Za-z0-9][A-Za-z0-9.]*`;
const RANGE = new RegExp(String.raw`^\s*(${CODE})\*?(?:\s*(?:-|–|—|~|～|至|到|\.\.)\s*|\s+to\s+)(${CODE})\*?\s*$`);
const SEVERAL = new RegExp(String.raw`^\s*${CODE}\*?(?:(?:\s*[,，;；、]\s*|\s+)${CODE}\*?)+\s*$`);

/**
 * `{ "N18.3-N18.5" }`, `{ "N18.3, N18.4" }`: read as one code, which no row has. Only of systems whose codes are letters, digits and dots
 * alone: a code of LOINC has a dash.
 */
export const codesInOneText: Lint = (program, warn) => {
  for (const { system, items } of codeLists(program.program)) {
    if (!descendsByPrefix(system.text)) continue;
    for (const item of items) {
      const meant = item.form === 'code' ? meantBy(item) : null;
      if (meant === null) continue;
      const fixes = meant === '' ? [] : [writeInstead(item.code.span, meant)];
      warn('lint-codes-in-one-text', item.code.span, { code: item.code.value, system: system.text }, fixes);
    }
  }
};

/** The items that a text stands for; empty where that cannot be said, null where it is one code. */
function meantBy({ code, negated }: CodeItem): string | null {
  const [, from, to] = RANGE.exec(code.value) ?? [];
  if (from !== undefined) return rangeText(from, to);
  if (!SEVERAL.test(code.value)) return null;
  const codes = code.value.trim().split(/[\s,，;；、]+/);
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
