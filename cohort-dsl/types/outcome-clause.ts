/** Outcomes, follow-up and what counts on the index day. */
import type { Duration, Expr as PlanExpr, Rows } from '../plan/expressions';
import type { FollowClause, LabelledDate, OutcomeClause, Span, Until } from '../syntax/ast';
import type { Events, Expr } from '../syntax/ast-expressions';
import type { Check } from './check';
import { asDate, asDuration, dayOf, unwrap } from './coerce';
import { requireRole } from './row-columns';
import type { Scope } from './scope';
import { windowsAndNames } from './syntax-walk';
import { dateType } from './value-type';
import { isIndexWord } from './windows';

export interface CheckedReason {
  readonly value: PlanExpr;
  /** As written; null where none was. */
  readonly label: string | null;
  /** Source text of the date, for where no label was written. */
  readonly text: string;
  readonly onIndexDay: boolean;
  readonly span: Span;
}

export type CheckedOutcome = {
  readonly clause: OutcomeClause;
  readonly until: readonly CheckedReason[] | null;
} & Form;

/** Whether an outcome's expression says `on or after index`, its lets read as if written out. */
function saysOnIndex(check: Check, expr: Expr | Events): boolean {
  const { windows, names } = windowsAndNames(expr);
  const written = windows.some(
    (window) => (window.form === 'on or after' || window.form === 'within on or after') && isIndexWord(window.date),
  );
  if (written) return true;
  return names.some((name) => {
    const symbol = check.symbols.get(name.toLowerCase());
    return symbol?.kind === 'let' && symbol.name === name && saysOnIndex(check, symbol.clause.value);
  });
}

/** `death`, also inside `earliest` and behind a let. */
function isDeath(check: Check, expr: Expr): boolean {
  const inner = unwrap(expr);
  if (inner.kind === 'word') return inner.word === 'death';
  if (inner.kind === 'call') return inner.name.text === 'earliest' && inner.args.some((arg) => isDeath(check, arg));
  if (inner.kind !== 'ref' || inner.path.length !== 1) return false;
  const symbol = check.symbols.get(inner.path[0].text.toLowerCase());
  return symbol?.kind === 'let' && isDeath(check, symbol.clause.value);
}

function countsOnIndex(check: Check, expr: Expr): boolean {
  return isDeath(check, expr) || saysOnIndex(check, expr);
}

function reason(check: Check, date: LabelledDate, scope: Scope): CheckedReason | null {
  const value = asDate(check, date.value, scope);
  return (
    value && {
      value,
      label: date.label?.value ?? null,
      text: check.text(date.value.span),
      onIndexDay: countsOnIndex(check, date.value),
      span: date.span,
    }
  );
}

function reasons(check: Check, dates: readonly LabelledDate[], span: Span, scope: Scope): readonly CheckedReason[] | null {
  if (dates.length === 0) {
    check.reporter.error('type-earliest-empty', span, {});
    return null;
  }
  const found = dates.map((date) => reason(check, date, scope));
  return found.includes(null) ? null : found.filter((one) => one !== null);
}

/** The dates that end follow-up; null after an error. */
function checkUntil(check: Check, until: Until, scope: Scope): readonly CheckedReason[] | null {
  return reasons(check, until.dates, until.span, scope);
}

/** `follow until`: its dates with their reasons; null after an error. */
export function checkFollow(check: Check, clause: FollowClause, scope: Scope): readonly CheckedReason[] | null {
  return checkUntil(check, clause.until, scope);
}

/** An outcome; null after an error. */
export function checkOutcome(check: Check, clause: OutcomeClause, scope: Scope): CheckedOutcome | null {
  const until = clause.until ? checkUntil(check, clause.until, scope) : null;
  const form = checkForm(check, clause, scope);
  if (!form || (clause.until && !until)) return null;
  return { clause, until, ...form };
}

type Form =
  | { readonly kind: 'date'; readonly value: PlanExpr; readonly onIndexDay: boolean }
  | { readonly kind: 'causes'; readonly causes: readonly CheckedReason[] }
  | { readonly kind: 'each'; readonly rows: Rows; readonly spaced: Duration | null; readonly onIndexDay: boolean };

function checkForm(check: Check, clause: OutcomeClause, scope: Scope): Form | null {
  const { form } = clause;
  switch (form.kind) {
    case 'each': {
      const rows = check.rows(form.events, scope, { by: false, spaced: form.spaced === null });
      const spaced = form.spaced ? asDuration(check, form.spaced, scope) : (rows?.spaced?.duration ?? null);
      if (!rows || (form.spaced && !spaced) || !requireRole(check, rows.view, 'date', form.events.span)) return null;
      return { kind: 'each', rows: rows.rows, spaced, onIndexDay: saysOnIndex(check, form.events) };
    }
    case 'date': {
      const value = asDate(check, form.value, scope);
      return value && { kind: 'date', value, onIndexDay: countsOnIndex(check, form.value) };
    }
    case 'causes': {
      const causes = reasons(check, form.dates, form.span, scope);
      if (!causes || !labelsDiffer(check, form.dates)) return null;
      if (causes.some((cause) => cause.label !== null)) return { kind: 'causes', causes };
      // Without labels it is the earliest date.
      const args = causes.map((cause) => dayOf(cause.value));
      const value: PlanExpr = args.length === 1 ? args[0] : { kind: 'call', fn: 'earliest', args, type: dateType };
      return { kind: 'date', value, onIndexDay: causes.some((cause) => cause.onIndexDay) };
    }
  }
}

function labelsDiffer(check: Check, dates: readonly LabelledDate[]): boolean {
  const seen = new Set<string>();
  for (const { label } of dates) {
    if (!label) continue;
    if (seen.has(label.value)) {
      check.reporter.error('type-label-twice', label.span, { label: label.value });
      return false;
    }
    seen.add(label.value);
  }
  return true;
}
