/** Outcomes of the plan: what they are read from bounds their follow-up, and tells whether death is named. */

import type { Expr, Rows } from '../plan/expressions';
import type { OutcomePlan, Reason } from '../plan/nodes';
import { coverages, earliestKnown, readsOf, saysDeath } from '../plan/reads';
import type { Dictionary } from '../schema/dictionary';
import type { CheckedOutcome, CheckedReason } from '../types/outcome-clause';
import type { Renumbering } from './renumber';

/** An outcome of the plan, with the coverage of what it is read from. */
export function lowerOutcome(
  outcome: CheckedOutcome,
  dictionary: Dictionary,
  numbers: Renumbering,
  reason: (one: CheckedReason) => Reason,
  letValue: (id: number) => Expr,
): OutcomePlan {
  const name = outcome.clause.name.text;
  if (outcome.kind === 'date') {
    const value = numbers.expr(outcome.value);
    const until = outcome.until?.map(reason) ?? null;
    return { kind: 'date', name, value, onIndexDay: outcome.onIndexDay, until, ...readFrom([value], until, dictionary, letValue) };
  }
  if (outcome.kind === 'each') {
    const rows = numbers.rows(outcome.rows);
    const until = outcome.until?.map(reason) ?? null;
    const { spaced, onIndexDay } = outcome;
    return { kind: 'each', name, rows, spaced, onIndexDay, until, ...readFrom([], until, dictionary, letValue, [rows]) };
  }
  const causes = outcome.causes.map((cause) => ({ ...reason(cause), onIndexDay: cause.onIndexDay }));
  const until = outcome.until?.map(reason) ?? null;
  const labelled = causes.some((cause) => saysDeath(cause.label));
  const read = readFrom(
    causes.map((cause) => cause.value),
    until,
    dictionary,
    letValue,
  );
  return { kind: 'causes', name, causes, until, ...read, namesDeath: read.namesDeath || labelled };
}

function readFrom(
  values: readonly Expr[],
  until: readonly Reason[] | null,
  dictionary: Dictionary,
  letValue: (id: number) => Expr,
  events: readonly Rows[] = [],
): { readonly through: string | null; readonly namesDeath: boolean } {
  const reads = readsOf(values, letValue, events);
  const own = readsOf(until?.map((one) => one.value) ?? [], letValue);
  const words = [...reads.words, ...reads.tables, ...(until?.map((one) => one.label) ?? [])];
  return { through: earliestKnown(coverages(dictionary, reads)), namesDeath: reads.death || own.death || words.some(saysDeath) };
}
