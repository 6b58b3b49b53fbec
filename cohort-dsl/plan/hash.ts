import type { Plan } from './nodes';
import { sha256 } from './sha256';

/** What is shown but means nothing: labels, and the source text of an expression kept for messages. */
const shown = new Set(['labels', 'label', 'text', 'written', 'means']);

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
