import 'server-only';
import type { KeptOutcome } from '@/analysis-kernel/session/kept';
import { type KeptEntry, keptOutcome } from '@/app/_contract/kept-results';

/** A kept result as it is stored: JSON of its outcome, null where it was withdrawn. */
export interface KeptText extends Omit<KeptEntry, 'outcome'> {
  readonly json: string | null;
}

/** One stored result as it is shown; null where it no longer reads as one: it is computed again. */
export function entryOf({ json, ...fact }: KeptText): KeptEntry | null {
  if (fact.origin.withdrawn !== null) return { ...fact, outcome: null };
  const outcome = json === null ? undefined : keptOutcome.safeParse(JSON.parse(json)).data;
  return outcome ? { ...fact, outcome } : null;
}

/** Results that stand, by key. */
export function standing(entries: readonly KeptEntry[]): readonly (readonly [string, KeptOutcome])[] {
  return entries.flatMap(({ key, outcome }) => (outcome === null ? [] : [[key, outcome] as const]));
}
