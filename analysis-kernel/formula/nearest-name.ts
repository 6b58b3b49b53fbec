/** Suggestions for mistyped names. */

/** Edit distance with transpositions (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  const width = b.length + 1;
  let before = new Array<number>(width).fill(0);
  let previous = Array.from({ length: width }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, before[j - 2] + 1);
      current.push(best);
    }
    before = previous;
    previous = current;
  }
  return previous[b.length];
}

/**
 * Up to three candidates near `name`, nearest first: the same letters in another case or with other separators, a beginning,
 * or an edit distance of at most a third of the length (1 from two letters on).
 */
export function nearestNames(name: string, candidates: readonly string[], limit = 3): string[] {
  const plain = (text: string) => text.toLowerCase().replace(/[\s._-]/g, '');
  const wanted = plain(name);
  const scored: { candidate: string; distance: number }[] = [];
  for (const candidate of candidates) {
    const other = plain(candidate);
    let distance = other === wanted ? 0 : editDistance(wanted, other);
    if (wanted.length >= 3 && other.startsWith(wanted)) distance = Math.min(distance, 0.5);
    if (distance <= allowed(Math.max(wanted.length, other.length))) scored.push({ candidate, distance });
  }
  scored.sort((a, b) => a.distance - b.distance);
  return scored.slice(0, limit).map((entry) => entry.candidate);
}

function allowed(length: number): number {
  return length < 2 ? 0 : Math.max(1, Math.floor(length / 3));
}
