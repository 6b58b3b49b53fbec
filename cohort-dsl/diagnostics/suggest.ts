import { editDistance } from '../source/edit-distance';

/**
 * The candidates a mistyped name may have meant, nearest first (of equally near ones those of the same letters), at most `count`. Short names must be nearer than long ones: one edit up
 * to four letters, two up to eight, three beyond. Letter case does not count.
 */
export function suggest(name: string, candidates: Iterable<string>, count = 3): string[] {
  const wanted = name.toLowerCase();
  const limit = name.length <= 4 ? 1 : name.length <= 8 ? 2 : 3;
  const near: { candidate: string; distance: number }[] = [];
  for (const candidate of new Set(candidates)) {
    const distance = editDistance(wanted, candidate.toLowerCase(), limit);
    if (distance <= limit && distance < name.length && candidate !== name) near.push({ candidate, distance });
  }
  const letters = lettersOf(wanted);
  const others = ({ candidate }: (typeof near)[number]): number => (lettersOf(candidate.toLowerCase()) === letters ? 0 : 1);
  near.sort((a, b) => a.distance - b.distance || others(a) - others(b) || (a.candidate < b.candidate ? -1 : 1));
  // Another case of the very name leaves no doubt.
  const same = near.filter(({ distance }) => distance === 0);
  return (same.length > 0 ? same : near).slice(0, count).map((entry) => entry.candidate);
}

function lettersOf(word: string): string {
  return [...word].sort().join('');
}
