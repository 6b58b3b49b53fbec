/** Suggestions for mistyped names. */
import { editDistance } from '@/cohort-dsl/source/edit-distance';
import type { Localised } from '@/cohort-dsl/source/localised';

/**
 * Up to three candidates near `name`, nearest first: the same letters in another case or with other separators, a beginning,
 * or an edit distance of at most a third of the length (1 from two letters on).
 */
export function nearestNames(name: string, candidates: readonly string[], limit = 3): string[] {
  const plain = (text: string) => text.toLowerCase().replace(/[\s._-]/g, '');
  const wanted = plain(name);
  const scored: { candidate: string; edits: number }[] = [];
  for (const candidate of candidates) {
    const other = plain(candidate);
    let edits = other === wanted ? 0 : editDistance(wanted, other);
    if (wanted.length >= 3 && other.startsWith(wanted)) edits = Math.min(edits, 0.5);
    if (edits <= allowed(Math.max(wanted.length, other.length))) scored.push({ candidate, edits });
  }
  scored.sort((a, b) => a.edits - b.edits);
  return scored.slice(0, limit).map((entry) => entry.candidate);
}

/** The question that follows the sentence of an unknown name: which of these was meant. Empty where there is none. */
export function didYouMean(near: readonly string[]): Localised {
  if (near.length === 0) return { en: '', zh: '' };
  return { en: ` Did you mean ${near.join(' or ')}?`, zh: `是否指 ${near.join(' 或 ')}？` };
}

function allowed(length: number): number {
  return length < 2 ? 0 : Math.max(1, Math.floor(length / 3));
}
