import { runsBetween } from '@/analysis-kernel/document/history/text-diff';

/** Lines of two texts: the same in both, or what stands in their place in either. */
export interface Stretch {
  readonly isSame: boolean;
  readonly left: readonly string[];
  readonly right: readonly string[];
}

/** Two texts by lines: as many as possible are the same, in order. */
export function stretchesOf(left: string, right: string): readonly Stretch[] {
  const [lines, others] = [left.split('\n'), right.split('\n')];
  const stretches: Stretch[] = [];
  for (const { kind, before, after, length } of runsBetween(lines, others)) {
    const own = kind === 'added' ? [] : lines.slice(before, before + length);
    const theirs = kind === 'removed' ? [] : others.slice(after, after + length);
    const last = stretches.at(-1);
    // What is removed and what is added in its place stand beside each other.
    if (kind === 'added' && last && !last.isSame) stretches[stretches.length - 1] = { ...last, right: theirs };
    else stretches.push({ isSame: kind === 'same', left: own, right: theirs });
  }
  return stretches;
}

/** Both texts in one: lines of both once, where they differ the left's before the right's. */
export function mergedText(left: string, right: string): string {
  return stretchesOf(left, right)
    .flatMap((stretch) => (stretch.isSame ? stretch.left : [...stretch.left, ...stretch.right]))
    .join('\n');
}
