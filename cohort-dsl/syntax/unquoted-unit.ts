import type { Span } from '../source/span';
import type { RawToken } from './scan';

/** A run after a number that reads like UCUM with brackets, braces or a `*`: `mm[Hg]`, `mL/min/{1.73_m2}`, `10*9/L`. */
const UCUM_RUN = /\[[^\s\]]+\]|\{[^\s}]+\}|^10\*-?\d/;

/** The first unit of a clause that would have to stand in quotes, or null. */
export function unitWithoutQuotes(source: string, tokens: readonly RawToken[]): Span | null {
  for (let at = 1; at < tokens.length; at++) {
    const token = tokens[at];
    if (tokens[at - 1].kind !== 'number') continue;
    const next = tokens[at + 1];
    const touches = next?.start === token.end;
    const bracketed = token.kind === 'unit' && touches && (next.text === '[' || next.text === '{');
    const opens = token.kind === 'bad' && token.text === '[';
    const power = token.kind === 'number' && token.text === '10' && touches && next.text === '*';
    if (!bracketed && !opens && !power) continue;
    const run = /^[^\s,;)"]+/.exec(source.slice(token.start))?.[0] ?? '';
    if (UCUM_RUN.test(run)) return { start: token.start, end: token.start + run.length };
  }
  return null;
}
