/** The checker of one program: its names, and everything the parts of the checker share. */
import { someExpr, walkExpr } from '../plan/children';
import type { Expr as PlanExpr } from '../plan/expressions';
import type { Dictionary } from '../schema/dictionary';
import type { Clause, CodesClause, LetClause, Program, Span, VariableClause } from '../syntax/ast';
import type { Events, Expr, Name } from '../syntax/ast-expressions';
import type { Check, FrozenCodes, HiddenName, IndexRow, LetValue, ProgramSymbol, RowsUse } from './check';
import { type Checked, errorChecked, ofValue } from './checked';
import { checkCodeList } from './code-lists';
import { valueFrom } from './coerce';
import { checkExpr } from './expressions';
import { reportDatesInPick } from './joined-dates';
import { MAX_WRITTEN_OUT } from './limits';
import { checkNames } from './names';
import { notYet } from './not-supported';
import { checkParam, type ParamValue } from './params';
import { Reporter } from './reporter';
import type { CheckedRows } from './row-view';
import { checkRows } from './rows';
import { type Known, moreOf, type Scope } from './scope';

const letScope: Scope = {
  place: 'let',
  known: 'exit',
  lets: 0,
  variables: 0,
  outcomes: false,
  row: null,
  called: [],
  bare: false,
  where: null,
};

/** How many lets may read one another in a row: what walks them takes steps of the stack for each. */
const MAX_LET_DEPTH = 200;

/** How many lets or variables may be begun one within another before those above them are checked in their order. */
const MAX_BEGUN = 20;

const wrongLet: LetValue = { checked: errorChecked, needs: 'patient', depth: 0, size: 1 };

/** What a program is checked with. */
export interface CheckerOptions {
  readonly dictionary: Dictionary;
  readonly name?: string;
  readonly params?: Readonly<Record<string, ParamValue>>;
  readonly cohorts?: readonly string[] | 'any';
  readonly brokenNames?: readonly Name[];
}

export class Checker implements Check {
  readonly reporter = new Reporter();
  readonly symbols = new Map<string, ProgramSymbol>();
  readonly codes: FrozenCodes[] = [];
  readonly hidden: HiddenName[] = [];
  readonly spans = new Map<object, Span>();
  readonly types = new Map<Expr, PlanExpr>();
  /** Names of clauses that could not be read: what uses them stays silent. */
  private readonly broken: ReadonlySet<string>;
  private readonly lets: { readonly clause: LetClause; value: LetValue | null }[] = [];
  private readonly lists: { readonly clause: CodesClause; set: number | null | undefined }[] = [];
  private readonly bound: LetValue[] = [];
  private readonly boundAt = new Map<object, Map<string, number>>();
  private readonly variables: { readonly clause: VariableClause; value: Checked | null }[] = [];
  private begun = 0;
  private writtenOut = 0;
  private rowCount = 0;
  private index: () => IndexRow = () => ({ kind: 'error' });

  readonly dictionary: Dictionary;
  readonly cohorts: readonly string[] | 'any';
  readonly cohortName: string | null;

  constructor(
    program: Program,
    readonly source: string,
    options: CheckerOptions,
  ) {
    this.dictionary = options.dictionary;
    this.cohorts = options.cohorts ?? [];
    this.cohortName = program.cohort?.name.text ?? options.name ?? null;
    this.broken = new Set((options.brokenNames ?? []).map((name) => name.text.toLowerCase()));
    const params = options.params ?? {};
    const own = checkNames(this, program);
    const counts = { outcome: 0, variable: 0 };
    for (const clause of program.clauses) {
      if (clause.kind === 'let') {
        const position = this.lets.length;
        this.lets.push({ clause, value: null });
        if (own.has(clause)) this.symbols.set(clause.name.text.toLowerCase(), { kind: 'let', name: clause.name.text, clause, position });
      } else if (clause.kind === 'outcome' || clause.kind === 'variable') {
        const position = counts[clause.kind]++;
        if (clause.kind === 'variable') this.variables.push({ clause, value: null });
        if (!own.has(clause)) continue;
        const name = clause.name.text;
        const symbol =
          clause.kind === 'outcome' ? { kind: clause.kind, name, clause, position } : { kind: clause.kind, name, clause, position };
        this.symbols.set(name.toLowerCase(), symbol as ProgramSymbol);
      }
    }
    this.defineParams(program, own, params);
    this.defineCodes(program, own);
  }

  private defineParams(program: Program, own: ReadonlySet<unknown>, params: Readonly<Record<string, ParamValue>>): void {
    const clauses = program.clauses.filter((clause) => clause.kind === 'param');
    for (const clause of clauses) {
      const name = clause.name.text;
      const checked = checkParam(this, clause, Object.hasOwn(params, name) ? params[name] : undefined);
      if (own.has(clause)) this.symbols.set(name.toLowerCase(), { kind: 'param', name, clause, checked });
    }
    const known = clauses.map((clause) => `\`${clause.name.text}\``);
    for (const name of Object.keys(params)) {
      if (clauses.some((clause) => clause.name.text === name)) continue;
      this.reporter.error('type-param-unknown', { start: 0, end: 0 }, { name, known });
    }
  }

  /** A code list is checked once, when it is first asked for; null where it is in error. */
  private codesOf(place: number): number | null {
    const list = this.lists[place];
    if (list.set === undefined) list.set = this.checkCodes(list.clause);
    return list.set;
  }

  private checkCodes({ value, name, label }: CodesClause): number | null {
    if (value.kind === 'codeList') return checkCodeList(this, value, name.text, label?.value ?? null);
    this.reporter.error('type-not-supported', value.span, notYet.codeImport);
    return null;
  }

  private defineCodes(program: Program, own: ReadonlySet<unknown>): void {
    for (const clause of program.clauses) {
      if (clause.kind !== 'codes') continue;
      const name = clause.name.text;
      this.lists.push({ clause, set: undefined });
      const place = this.lists.length - 1;
      const set = () => this.codesOf(place);
      if (own.has(clause)) this.symbols.set(name.toLowerCase(), { kind: 'codes', name, clause, set });
    }
  }

  text(span: Span): string {
    const written = this.source.slice(span.start, span.end);
    if (!/[\n\r\t]|\/\/| {2}/.test(written)) return written.trim();
    return written
      .replace(/("(?:[^"\\\n]|\\.)*"|`[^`\n]*`)|\/\/[^\n]*/g, (_, kept: string | undefined) => kept ?? ' ')
      .replace(/\s+/g, ' ')
      .trim();
  }

  nextRow(): number {
    return this.rowCount++;
  }

  addCodes(codes: FrozenCodes): number {
    return this.codes.push(codes) - 1;
  }

  hide(name: HiddenName): void {
    this.hidden.push(name);
  }

  codeSystem(set: number): string {
    return this.codes[set].set.system;
  }

  mark<T extends object>(node: T, span: Span): T {
    if (!this.spans.has(node)) this.spans.set(node, span);
    return node;
  }

  sameSpan<T extends object>(node: T, as: object): T {
    const span = this.spans.get(as);
    return span ? this.mark(node, span) : node;
  }

  isBroken(name: string): boolean {
    return this.broken.has(name.toLowerCase());
  }

  expr(node: Expr, scope: Scope): Checked {
    const checked = checkExpr(this, node, scope);
    if (checked.kind === 'value') this.types.set(node, checked.expr);
    return checked;
  }

  rows(events: Events, scope: Scope, use: RowsUse): CheckedRows | null {
    return checkRows(this, events, scope, use);
  }

  /** Says how the index row is found; asked for only where a program uses it. */
  setIndex(index: () => IndexRow): void {
    this.index = index;
  }

  indexRow(): IndexRow {
    return this.index();
  }

  /** A variable is checked once, when it is first asked for; it sees only those above it, so this ends. */
  variableValue(position: number): Checked {
    const entry = this.variables[position];
    if (entry.value) return entry.value;
    this.begin(position, (above) => void this.variableValue(above));
    entry.value ??= this.checkVariable(entry.clause, position);
    this.begun -= 1;
    return entry.value;
  }

  private checkVariable(clause: VariableClause, position: number): Checked {
    const scope: Scope = { ...letScope, place: 'variable', lets: this.lets.length, variables: position, outcomes: true };
    return valueFrom(this, clause.value, this.namedValue(clause.value, scope)) ?? errorChecked;
  }

  /** What a let or a variable says. */
  private namedValue(value: Expr, scope: Scope): Checked {
    return reportDatesInPick(this, value, scope) ? errorChecked : this.expr(value, scope);
  }

  /** What reads long chains takes them from their beginning, so that they need no steps of the stack. */
  private begin(position: number, check: (position: number) => void): void {
    this.begun += 1;
    if (this.begun === MAX_BEGUN) for (let above = 0; above < position; above += 1) check(above);
  }

  get letCount(): number {
    return this.lets.length;
  }

  /** Checks the code lists of some clauses. */
  checkLists(isAsked: (clause: Clause) => boolean): void {
    for (const [place, { clause }] of this.lists.entries()) if (isAsked(clause)) this.codesOf(place);
  }

  /** Checks the lets of some clauses. */
  checkLets(isAsked: (clause: Clause) => boolean): void {
    for (const [position, { clause }] of this.lets.entries()) if (isAsked(clause)) this.letValue(position);
  }

  /** A let is checked once, when it is first asked for; it sees only the lets above it, so this ends. */
  letValue(position: number): LetValue {
    if (position >= this.lets.length) return this.bound[position - this.lets.length];
    const entry = this.lets[position];
    if (entry.value) return entry.value;
    this.begin(position, (above) => void this.letValue(above));
    entry.value ??= this.checkLet(entry.clause, position);
    this.begun -= 1;
    return entry.value;
  }

  writesOut(size: number): boolean {
    if (this.writtenOut + size > MAX_WRITTEN_OUT) return false;
    this.writtenOut += size;
    return true;
  }

  bind(key: object, expr: PlanExpr): PlanExpr {
    // What speaks of a row, a variable or an outcome cannot stand outside of its place.
    const own = new Set<number>();
    walkExpr(expr, { rows: (rows) => void own.add(rows.row) });
    const tied = (inner: PlanExpr): boolean =>
      inner.kind === 'variable' || inner.kind === 'outcomeDate' || (inner.kind === 'rowColumn' && !own.has(inner.row));
    if (someExpr(expr, tied)) return expr;
    const column = expr.kind === 'pick' ? expr.column : '';
    const places = this.boundAt.get(key) ?? new Map<string, number>();
    this.boundAt.set(key, places);
    let place = places.get(column);
    if (place === undefined) {
      place = this.bound.push({ checked: ofValue(expr), ...this.readsOf(expr) }) - 1;
      places.set(column, place);
    }
    return { kind: 'let', id: this.lets.length + place, type: expr.type };
  }

  private checkLet(clause: LetClause, position: number): LetValue {
    const checked = this.namedValue(clause.value, { ...letScope, lets: position });
    if (checked.kind === 'duration') {
      const word = { start: clause.span.start, end: clause.span.start + 'let'.length };
      const fix = { title: { en: 'write `param` instead of `let`', zh: '将 `let` 改为 `param`' }, edits: [{ span: word, text: 'param' }] };
      this.reporter.error('type-let-duration', clause.value.span, { name: clause.name.text }, [fix]);
      return wrongLet;
    }
    const value = checked.kind === 'error' ? null : valueFrom(this, clause.value, checked);
    if (!value) return wrongLet;
    if (value.kind === 'missing') return { ...wrongLet, checked: value };
    const reads = this.readsOf(value.expr);
    const name = clause.name.text;
    if (reads.depth > MAX_LET_DEPTH) this.reporter.error('type-let-deep', clause.name.span, { name, limit: MAX_LET_DEPTH });
    else if (reads.size > MAX_WRITTEN_OUT)
      this.reporter.error('type-let-large', clause.name.span, { name, size: reads.size, limit: MAX_WRITTEN_OUT });
    else return { checked: ofValue(value.expr, value.molarMass), ...reads };
    return wrongLet;
  }

  /** What must be known before an expression has a value. */
  needsOf(expr: PlanExpr): Known {
    return this.readsOf(expr).needs;
  }

  private readsOf(expr: PlanExpr): Omit<LetValue, 'checked'> {
    let needs: Known = 'patient';
    let below = 0;
    let size = 0;
    someExpr(expr, (inner) => {
      if (inner.kind === 'entry') needs = moreOf(needs, inner.field === 'exit' ? 'exit' : 'entry');
      if (inner.kind === 'indexColumn') needs = moreOf(needs, 'entry');
      if (inner.kind === 'let') {
        const value = this.letValue(inner.id);
        needs = moreOf(needs, value.needs);
        below = Math.max(below, value.depth);
        size += value.size;
      } else size += 1;
      return false;
    });
    return { needs, depth: below + 1, size };
  }
}
