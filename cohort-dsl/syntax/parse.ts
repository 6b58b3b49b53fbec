import { type Diagnostic, diagnose } from '../diagnostics/diagnostic';
import type { Clause, Program, Span } from './ast';
import type { Name } from './ast-expressions';
import { type BracketFault, matchBrackets } from './brackets';
import { classify } from './classify';
import { ClauseMemory, type ClauseReading } from './clause-memory';
import { type ParseStop, parseClause } from './clause-parser';
import { type ClauseSlice, cutClauses } from './clauses';
import { explainBracket, explainScan, explainStop, explainStray, explainUnit, headerOutOfPlace } from './explain-error';
import { MAX_CLAUSE_TOKENS } from './limits';
import type { HeaderLine } from './rules/clauses';
import { scan } from './scan';
import { unitWithoutQuotes } from './unquoted-unit';

/** What one clause of a program says, and where it stands. */
export interface ClausePart extends Omit<ClauseReading, 'node'> {
  /** From its first word to its last. */
  readonly span: Span;
  /** Null where it could not be read, for the header line, and where that stands out of place. */
  readonly node: Clause | null;
  /** The clause word, or null where the text does not begin with one. */
  readonly lead: string | null;
}

export interface ParseResult {
  readonly program: Program;
  /** The clauses in the order of the text, those that could not be read among them. */
  readonly parts: readonly ClausePart[];
  /** In the order of the text; at most one a clause from reading it, plus those of literals. */
  readonly diagnostics: readonly Diagnostic[];
  /** Names that clauses with errors would have defined, so that later stages do not call them unknown. */
  readonly brokenNames: readonly Name[];
}

const NAMED_CLAUSES: ReadonlySet<string> = new Set(['codes', 'param', 'let', 'outcome', 'variable', 'series', 'intervals', 'cohort']);

/** Reading is a function of the text alone, so that one memory serves all. */
const shared = new ClauseMemory();

/**
 * Reads a program. It never throws: a clause that cannot be read is left out of the tree and reported once, where it goes wrong, and
 * the other clauses are read as if it were not there.
 * @param memory readings of clauses to reuse; all of a process share one
 */
export function parse(source: string, memory = shared): ParseResult {
  let header: Omit<HeaderLine, 'kind'> = { cohort: null, from: null };
  const slices = cutClauses(source, scan(source).tokens);
  memory.makeRoom(slices.length);
  const parts = slices.map((slice, index): ClausePart => {
    const { tokens, lead } = slice;
    const { node, said, broken } = memory.reading(source, slice, readSlice);
    const span = { start: tokens[0].start, end: endOf(tokens) };
    const isHeader = lead === 'cohort' || lead === 'from';
    if (index > 0 && isHeader && !broken.fault) {
      return { span, lead, node: null, said: [headerOutOfPlace(tokens[0])], broken: { names: [], fault: false } };
    }
    if (node?.kind !== 'header') return { span, lead, node, said, broken };
    header = node;
    return { span, lead, node: null, said, broken };
  });
  const program: Program = {
    cohort: header.cohort,
    from: header.from,
    clauses: parts.flatMap(({ node }) => node ?? []),
    span: { start: 0, end: source.length },
  };
  const diagnostics = parts.flatMap(({ said }) => said).sort((a, b) => a.span.start - b.span.start);
  return { program, parts, diagnostics, brokenNames: parts.flatMap(({ broken }) => broken.names) };
}

/** Reads one clause, whatever stands around it. */
function readSlice(source: string, slice: ClauseSlice): ClauseReading {
  const fault = readFault(source, slice);
  if (fault) return { node: null, said: [fault], broken: { names: definedName(slice), fault: true } };
  const tokens = classify(slice);
  const { node, stop, diagnostics } = parseClause(source, tokens);
  const whole = node !== null && (stop === null || isNextStatement(source, stop));
  const broken = { names: whole ? [] : definedName(slice), fault: false };
  if (stop === null) return { node, said: diagnostics, broken };
  // A clause that was not read to its end says only the first thing that is wrong with it.
  const all = [...(whole ? diagnostics : []), explainStop(source, slice, stop, endOf(tokens))];
  const first = all.reduce((one, next) => (next.span.start <= one.span.start ? next : one));
  return { node: whole ? node : null, said: [first], broken };
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
  const beyond = bracket?.kind === 'deep' ? undefined : slice.tokens[MAX_CLAUSE_TOKENS];
  if (beyond) return diagnose('error', 'syntax-clause-long', { limit: MAX_CLAUSE_TOKENS }, { start: beyond.start, end: beyond.end });
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

function endOf(tokens: readonly { readonly end: number }[]): number {
  return tokens[tokens.length - 1]?.end ?? 0;
}
