import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalize } from 'json-canonicalize';
import type { Plan, Reason } from './nodes';

/** What is shown but means nothing: labels, places in the program, and the source text of an expression kept for messages. */
const shown = new Set(['labels', 'places', 'label', 'text', 'written', 'means', 'called']);

/** A copy without what is only shown. */
function meaning(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(meaning);
  const kept: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value)) if (!shown.has(key)) kept[key] = meaning(part);
  return kept;
}

/** A value as canonical JSON (RFC 8785), without what is only shown: equal meanings give equal texts. */
export function canonicalJson(value: unknown): string {
  return canonicalize(meaning(value ?? null));
}

/** SHA-256 in JavaScript, not the platform's: it answers at once, in a worker, in Node and on the command line alike. */
function fingerprint(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/**
 * The plan's fingerprint: SHA-256 of its canonical JSON. Layout, comments, labels and the names of lets, params and code lists do not
 * change it; everything that could change a result other than its labels does.
 */
export function hashPlan(plan: Plan): string {
  return fingerprint(canonicalJson(plan));
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
  return fingerprint(`${canonicalJson(plan)}\n${JSON.stringify(labels)}`);
}
