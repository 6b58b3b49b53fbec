import type { Diagnostic } from '../diagnostics/diagnostic';
import type { Clause, Name, Program } from './ast';
import { type BracketFault, matchBrackets } from './brackets';
import { classify, type Token } from './classify';
import { type ParseStop, parseClause } from './clause-parser';
import { type ClauseSlice, cutClauses } from './clauses';
import { explainBracket, explainScan, explainStop, explainStray, explainUnit, headerOutOfPlace } from './explain-error';
import type { HeaderLine } from './rules/clauses';
import { scan } from './scan';
import { unitWithoutQuotes } from './unquoted-unit';

export interface ParseResult {
  readonly program: Program;
  /** In the order of the text; at most one a clause from reading it, plus those of literals. */
  readonly diagnostics: readonly Diagnostic[];
  /** Names that clauses with errors would have defined, so that later stages do not call them unknown. */
  readonly brokenNames: readonly Name[];
}

const NAMED_CLAUSES: ReadonlySet<string> = new Set(['codes', 'param', 'let', 'outcome', 'variable', 'series', 'intervals', 'cohort']);

/**
 * Reads a program. It never throws: a clause that cannot be read is left out of the tree and reported once, where it goes wrong, and
 * the other clauses are read as if it were not there.
 */
export function parse(source: string): ParseResult {
  const diagnostics: Diagnostic[] = [];
  const clauses: Clause[] = [];
  const brokenNames: Name[] = [];
  let header: Omit<HeaderLine, 'kind'> = { cohort: null, from: null };

  cutClauses(source, scan(source).tokens).forEach((slice, index) => {
    const fault = readFault(source, slice);
    if (fault) {
      diagnostics.push(fault);
      brokenNames.push(...definedName(slice));
      return;
    }
    const isHeader = slice.lead === 'cohort' || slice.lead === 'from';
    if (isHeader && index > 0) {
      diagnostics.push(headerOutOfPlace(slice.tokens[0]));
      return;
    }
    const tokens = classify(slice);
    const { node, stop, diagnostics: said } = parseClause(source, tokens);
    const whole = node !== null && (stop === null || isNextStatement(source, stop));
    if (!whole) brokenNames.push(...definedName(slice));
    else if (node.kind === 'header') header = node;
    else clauses.push(node);
    // A clause that was not read to its end says only the first thing that is wrong with it.
    const own = whole || stop === null ? said : [];
    if (stop === null) diagnostics.push(...own);
    else {
      const all = [...own, explainStop(source, slice, stop, endOf(tokens))];
      diagnostics.push(all.reduce((first, next) => (next.span.start <= first.span.start ? next : first)));
    }
  });

  const program: Program = { cohort: header.cohort, from: header.from, clauses, span: { start: 0, end: source.length } };
  return { program, diagnostics: diagnostics.sort((a, b) => a.span.start - b.span.start), brokenNames };
}

/** Whether a clause was whole and what does not belong to it begins a line: most often the next clause with a mistyped word. */
function isNextStatement(source: string, { trailing, token, previous }: ParseStop): boolean {
  return trailing && token !== null && previous !== null && source.slice(previous.end, token.start).includes('\n');
}

/** What is wrong with a clause before the grammar is asked: characters, unclosed texts, brackets, no clause word. */
function readFault(source: string, slice: ClauseSlice): Diagnostic | null {
  const unit = unitWithoutQuotes(source, slice.tokens);
  const unreadable = slice.tokens.find((token) => token.kind === 'bad' || token.kind === 'unclosedText' || token.kind === 'unclosedName');
  const bracket = unreadable ? null : matchBrackets(slice.tokens);
  if (slice.lead === null) return explainStray(slice.tokens[0]);
  if (unit) return explainUnit(source, unit);
  if (unreadable) return explainScan(source, unreadable);
  return bracket ? bracketDiagnostic(source, slice, bracket) : null;
}

const OPENERS: ReadonlySet<string> = new Set(['(', '{', 'case', 'COLUMNS_OPEN']);
const CLOSERS: ReadonlySet<string> = new Set([')', '}', 'end']);

/**
 * An unclosed bracket is reported where it opens and a stray one where it stands, unless the grammar already stops at a bracket that
 * cannot stand where it does: then that one is too many, and not another too few.
 */
function bracketDiagnostic(source: string, slice: ClauseSlice, fault: BracketFault): Diagnostic {
  if (fault.kind === 'deep') return explainBracket(fault);
  const tokens = classify(slice);
  const { stop } = parseClause(source, tokens);
  const at = stop?.token ?? null;
  const tooMany = at !== null && (fault.kind === 'unclosed' ? OPENERS.has(at.type) : CLOSERS.has(at.type) && at.start < fault.token.start);
  return stop && tooMany ? explainStop(source, slice, stop, endOf(tokens)) : explainBracket(fault);
}

/** The name after the clause word, where it defines one. */
function definedName(slice: ClauseSlice): Name[] {
  const [, token] = slice.tokens;
  if (slice.lead === null || !NAMED_CLAUSES.has(slice.lead) || !token) return [];
  const span = { start: token.start, end: token.end };
  if (token.kind === 'word') return [{ text: token.text, quoted: false, span }];
  return token.kind === 'quotedName' ? [{ text: token.text.slice(1, -1), quoted: true, span }] : [];
}

function endOf(tokens: readonly Token[]): number {
  return tokens[tokens.length - 1]?.end ?? 0;
}
