/** Checks a whole program: its clauses in the order in which they depend on one another. */
import type { Diagnostic } from '../diagnostics/diagnostic';
import type { Duration, Expr as PlanExpr, ValueType } from '../plan/expressions';
import type { Dictionary } from '../schema/dictionary';
import type { Clause, CriterionClause, KeepClause, MergeClause, Program, Span, VariableClause } from '../syntax/ast';
import type { Expr, Name } from '../syntax/ast-expressions';
import type { FrozenCodes, HiddenName, IndexRow } from './check';
import { type Checked, missingOf } from './checked';
import { Checker } from './checker';
import { asCondition, asDate, asDuration } from './coerce';
import { type CheckedIndex, checkIndex, indexRowOf } from './index-clause';
import { type NotSupported, notYet } from './not-supported';
import { type CheckedOutcome, type CheckedReason, checkFollow, checkOutcome } from './outcome-clause';
import type { ParamValue } from './params';
import { nameInSource, writeInstead } from './reporter';
import type { Scope } from './scope';
import { type CheckedSeries, checkSeries } from './series-clause';
import { textType } from './value-type';

export interface CheckOptions {
  readonly dictionary: Dictionary;
  /** The cell's name, where the program is a cell. */
  readonly name?: string;
  /** Values of parameters for this run; they must be of the kind the program writes. */
  readonly params?: Readonly<Record<string, ParamValue>>;
  /** Cohorts whose rows this one may read; `any` where others check their names. None are given: none may be read. */
  readonly cohorts?: readonly string[] | 'any';
  /** Names of clauses that the parser could not read. */
  readonly brokenNames?: readonly Name[];
  /** Whether clauses are missing because they could not be read. */
  readonly partial?: boolean;
  /** The clauses whose expressions are checked, with what those read; all where left out. Without all there is no checked program. */
  readonly only?: ReadonlySet<Clause>;
}

export interface CheckedStep {
  readonly clause: CriterionClause | KeepClause | MergeClause;
  /** Null for `keep` and `merge`. */
  readonly condition: PlanExpr | null;
  /** The largest gap of entries that `merge` joins. */
  readonly within: Duration | null;
}

interface CheckedVariable {
  readonly clause: VariableClause;
  readonly value: PlanExpr;
}

/** A program whose parts all have a meaning. References to lets, code sets, outcomes and variables are by place. */
export interface CheckedProgram {
  readonly program: Program;
  readonly dictionary: Dictionary;
  readonly name: string | null;
  readonly index: CheckedIndex;
  readonly indexSpan: Span;
  readonly steps: readonly CheckedStep[];
  readonly follow: readonly CheckedReason[];
  readonly followSpan: Span | null;
  readonly outcomes: readonly CheckedOutcome[];
  readonly variables: readonly CheckedVariable[];
  /** Time origin elsewhere than the index. */
  readonly origin: PlanExpr | null;
  readonly series: readonly CheckedSeries[];
  /** A let's value by its place; null for the literal `missing`. */
  letValue(position: number): PlanExpr;
  readonly codes: readonly FrozenCodes[];
  /** Names of the program that a row's column hides inside `where`. */
  readonly hidden: readonly HiddenName[];
  /** Where a part was written. */
  spanOf(node: object): Span | null;
  /** The type of a value as it was written; null of what is no value. */
  typeOf(node: Expr): ValueType | null;
  /** Source text on one line. */
  text(span: Span): string;
}

export interface CheckResult {
  readonly diagnostics: readonly Diagnostic[];
  /** Null where there is an error. */
  readonly checked: CheckedProgram | null;
  /** What expressions were checked to, for hover. */
  readonly types: ReadonlyMap<Expr, PlanExpr>;
  /** Every symbol of the program, for completion. */
  readonly checker: Checker;
}

const later: Readonly<Partial<Record<Clause['kind'], NotSupported>>> = {
  intervals: notYet.intervals,
  examples: notYet.examples,
};

/**
 * Checks a program against a dictionary: names, grain, types, units, code systems, contexts.
 * @param program the tree of `parse`
 * @param source the text it was read from
 * @returns all diagnostics, and the checked program where none is an error
 */
export function checkProgram(program: Program, source: string, options: CheckOptions): CheckResult {
  const checker = new Checker(program, source, options);
  const isAsked = (clause: Clause): boolean => options.only?.has(clause) ?? true;
  checkHeader(checker, program, options);
  checker.checkLists(isAsked);
  const base: Scope = {
    place: 'index',
    known: 'patient',
    lets: checker.letCount,
    variables: 0,
    outcomes: false,
    row: null,
    called: [],
    bare: false,
    where: null,
  };
  const index = checkIndexClause(checker, program, base, options.partial ?? false);
  checker.checkLets(isAsked);
  const steps = checkSteps(checker, program, { ...base, place: 'criterion', known: 'entry' }, isAsked);
  const follow = checkFollowUp(checker, program, { ...base, place: 'follow', known: 'entry' });
  const outcomes = program.clauses
    .filter((clause) => clause.kind === 'outcome')
    .filter(isAsked)
    .map((clause) => checkOutcome(checker, clause, { ...base, place: 'outcome', known: 'exit' }));
  const variables = program.clauses
    .filter((clause) => clause.kind === 'variable')
    .map((clause, position) => (isAsked(clause) ? checkedVariable(clause, checker.variableValue(position)) : null));
  const origin = checkOrigin(checker, program, { ...base, place: 'time', known: 'entry' });
  const series = program.clauses
    .filter((clause) => clause.kind === 'series')
    .filter(isAsked)
    .map((clause) => checkSeries(checker, clause, { ...base, place: 'series', known: 'exit', outcomes: true }));
  for (const clause of program.clauses) {
    const unsupported = later[clause.kind];
    if (unsupported) checker.reporter.error('type-not-supported', clauseWord(clause), unsupported);
  }
  const diagnostics = [...checker.reporter.diagnostics].sort((a, b) => a.span.start - b.span.start);
  const isWhole = !options.only && !diagnostics.some((diagnostic) => diagnostic.severity === 'error');
  const parts = { index, steps, follow, outcomes, variables, origin, series };
  return { diagnostics, checked: isWhole ? checkedProgram(checker, program, options, parts) : null, types: checker.types, checker };
}

/** What the clauses mean; null for those in error. */
interface Parts {
  readonly index: ReturnType<typeof checkIndexClause>;
  readonly steps: readonly (CheckedStep | null)[];
  readonly follow: ReturnType<typeof checkFollowUp>;
  readonly outcomes: readonly (CheckedOutcome | null)[];
  readonly variables: readonly (CheckedVariable | null)[];
  readonly origin: PlanExpr | null;
  readonly series: readonly (CheckedSeries | null)[];
}

/** The program whose parts all have a meaning; null where one has none. */
function checkedProgram(checker: Checker, program: Program, options: CheckOptions, parts: Parts): CheckedProgram | null {
  const { index, steps, follow, outcomes, variables, origin, series } = parts;
  if (!index || !follow || outcomes.includes(null) || variables.includes(null) || series.includes(null)) return null;
  return {
    program,
    dictionary: options.dictionary,
    name: program.cohort?.name.text ?? options.name ?? null,
    index: index.index,
    indexSpan: index.span,
    steps: steps.filter((step) => step !== null),
    follow: follow.reasons,
    followSpan: follow.span,
    outcomes: outcomes.filter((outcome) => outcome !== null),
    variables: variables.filter((variable) => variable !== null),
    origin,
    series: series.filter((one) => one !== null),
    letValue: (position) => letExpr(checker.letValue(position).checked),
    codes: checker.codes,
    hidden: checker.hidden,
    spanOf: (node) => checker.spans.get(node) ?? null,
    typeOf: (node) => checker.types.get(node)?.type ?? null,
    text: (span) => checker.text(span),
  };
}

function letExpr(checked: Checked): PlanExpr {
  return checked.kind === 'value' ? checked.expr : missingOf(textType);
}

/** The clause's first word, where the whole clause would be too much to mark. */
function clauseWord(clause: Clause): Span {
  return { start: clause.span.start, end: Math.min(clause.span.end, clause.span.start + clause.kind.length) };
}

function checkHeader(checker: Checker, program: Program, options: CheckOptions): void {
  const { cohort, from } = program;
  const { database } = options.dictionary;
  if (from && from.text !== database) {
    checker.reporter.error('type-wrong-database', from.span, { written: from.text, database }, [
      writeInstead(from.span, nameInSource(database)),
    ]);
  }
  if (cohort && options.name !== undefined && cohort.name.text !== options.name) {
    checker.reporter.error('type-wrong-name', cohort.name.span, { written: cohort.name.text, name: options.name }, [
      writeInstead(cohort.name.span, nameInSource(options.name)),
    ]);
  }
}

function reportSecond(checker: Checker, clauses: readonly Clause[]): void {
  for (const clause of clauses.slice(1)) checker.reporter.error('type-clause-twice', clauseWord(clause), { clause: clause.kind });
}

function checkIndexClause(
  checker: Checker,
  program: Program,
  scope: Scope,
  partial: boolean,
): { readonly index: CheckedIndex; readonly span: Span } | null {
  const clauses = program.clauses.filter((clause) => clause.kind === 'index');
  reportSecond(checker, clauses);
  if (clauses.length === 0) {
    const at = program.cohort?.name.span ?? { start: 0, end: 0 };
    if (!partial) checker.reporter.error('type-no-index', at, {});
    return null;
  }
  let row: IndexRow = { kind: 'busy' };
  checker.setIndex(() => row);
  const index = checkIndex(checker, clauses[0], scope);
  row = indexRowOf(index);
  return index && { index, span: clauses[0].span };
}

function checkSteps(
  checker: Checker,
  program: Program,
  scope: Scope,
  isAsked: (clause: Clause) => boolean,
): readonly (CheckedStep | null)[] {
  const clauses = program.clauses.flatMap((clause) =>
    clause.kind === 'include' || clause.kind === 'exclude' || clause.kind === 'keep' || clause.kind === 'merge' ? [clause] : [],
  );
  for (const kind of ['keep', 'merge']) {
    reportSecond(
      checker,
      clauses.filter((clause) => clause.kind === kind),
    );
  }
  const isCriterion = (clause: Clause): boolean => clause.kind === 'include' || clause.kind === 'exclude';
  return clauses.map((clause, place) => {
    if (clause.kind === 'include' || clause.kind === 'exclude') {
      if (!isAsked(clause)) return null;
      const condition = asCondition(checker, clause.condition, scope);
      return condition && { clause, condition, within: null };
    }
    if (clauses.slice(place + 1).some(isCriterion)) checker.reporter.error('type-keep-place', clauseWord(clause), {});
    if (clause.kind !== 'merge') return { clause, condition: null, within: null };
    const within = asDuration(checker, clause.within, scope);
    return within && { clause, condition: null, within };
  });
}

function checkOrigin(checker: Checker, program: Program, scope: Scope): PlanExpr | null {
  const clauses = program.clauses.filter((clause) => clause.kind === 'time');
  reportSecond(checker, clauses);
  return clauses.length === 0 ? null : asDate(checker, clauses[0].from, scope);
}

function checkFollowUp(
  checker: Checker,
  program: Program,
  scope: Scope,
): { readonly reasons: readonly CheckedReason[]; readonly span: Span | null } | null {
  const clauses = program.clauses.filter((clause) => clause.kind === 'follow');
  reportSecond(checker, clauses);
  if (clauses.length === 0) return { reasons: [], span: null };
  const reasons = checkFollow(checker, clauses[0], scope);
  return reasons && { reasons, span: clauses[0].span };
}

function checkedVariable(clause: VariableClause, value: Checked): CheckedVariable | null {
  if (value.kind === 'error') return null;
  return { clause, value: value.kind === 'value' ? value.expr : missingOf(textType) };
}
