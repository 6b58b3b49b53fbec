import type { Plan, Reason } from './nodes';
import { sha256 } from './sha256';

/** What is shown but means nothing: labels, places in the program, and the source text of an expression kept for messages. */
const shown = new Set(['labels', 'places', 'label', 'text', 'written', 'means', 'called']);

/**
 * A value as JSON with sorted keys, without what is only shown: equal meanings give equal texts.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  let parts = '';
  for (const key of Object.keys(value).sort()) {
    const part: unknown = (value as Readonly<Record<string, unknown>>)[key];
    if (part !== undefined && !shown.has(key)) parts += `${parts === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(part)}`;
  }
  return `{${parts}}`;
}

/**
 * The plan's fingerprint: SHA-256 of its canonical JSON. Layout, comments, labels and the names of lets, params and code lists do not
 * change it; everything that could change a result other than its labels does.
 */
export function hashPlan(plan: Plan): string {
  return sha256(canonicalJson(plan));
}

/**
 * The fingerprint of the rows a plan makes: its meaning, and those labels that become values of rows (`index.label`, `exit_reason`, causes).
 * Labels of criteria, outcomes and variables are joined when rows are shown, and do not change it.
 */
export function hashRows(plan: Plan): string {
  const labelsOf = (reasons: readonly Reason[] | null) => (reasons ?? []).map(({ label }) => label);
  const labels = [
    plan.index.kind === 'firstOf' ? plan.index.arms.map(({ label }) => label) : [],
    labelsOf(plan.follow),
    ...plan.outcomes.flatMap((outcome) => [labelsOf(outcome.until), outcome.kind === 'causes' ? labelsOf(outcome.causes) : []]),
  ];
  return sha256(`${canonicalJson(plan)}\n${JSON.stringify(labels)}`);
}
