/** Lines of two texts: the same in both, or what stands in their place in either. */
export interface Stretch {
  readonly isSame: boolean;
  readonly left: readonly string[];
  readonly right: readonly string[];
}

/** Between texts with more differing lines, no line is looked for in another place. */
const MOST_COMPARED = 4_000_000;

/** Two texts by lines: as many as possible are the same, in order (longest common subsequence). */
export function stretchesOf(left: string, right: string): readonly Stretch[] {
  return between(left.split('\n'), right.split('\n'));
}

function between(left: readonly string[], right: readonly string[]): readonly Stretch[] {
  const shorter = Math.min(left.length, right.length);
  let above = 0;
  while (above < shorter && left[above] === right[above]) above += 1;
  let below = 0;
  while (below < shorter - above && left[left.length - 1 - below] === right[right.length - 1 - below]) below += 1;
  const middle = [left.slice(above, left.length - below), right.slice(above, right.length - below)] as const;
  const same = (lines: readonly string[]): Stretch => ({ isSame: true, left: lines, right: lines });
  const all = [same(left.slice(0, above)), ...compared(...middle), same(left.slice(left.length - below))];
  return all.filter((stretch) => stretch.left.length + stretch.right.length > 0);
}

function compared(left: readonly string[], right: readonly string[]): readonly Stretch[] {
  if (left.length * right.length > MOST_COMPARED) return [{ isSame: false, left, right }];
  const width = right.length + 1;
  // How many lines the rests from here on have in common at most.
  const common = new Uint32Array((left.length + 1) * width);
  for (let l = left.length - 1; l >= 0; l -= 1) {
    for (let r = right.length - 1; r >= 0; r -= 1) {
      const at = l * width + r;
      common[at] = left[l] === right[r] ? common[at + width + 1] + 1 : Math.max(common[at + width], common[at + 1]);
    }
  }
  const stretches: { isSame: boolean; left: string[]; right: string[] }[] = [];
  const into = (isSame: boolean) => {
    if (stretches.at(-1)?.isSame !== isSame) stretches.push({ isSame, left: [], right: [] });
    return stretches[stretches.length - 1];
  };
  let [l, r] = [0, 0];
  while (l < left.length || r < right.length) {
    const at = l * width + r;
    if (l < left.length && r < right.length && left[l] === right[r]) {
      const stretch = into(true);
      stretch.left.push(left[l]);
      stretch.right.push(right[r]);
      l += 1;
      r += 1;
    } else if (r === right.length || (l < left.length && common[at + width] >= common[at + 1])) {
      into(false).left.push(left[l]);
      l += 1;
    } else {
      into(false).right.push(right[r]);
      r += 1;
    }
  }
  return stretches;
}

/** Both texts in one: lines of both once, where they differ the left's before the right's. */
export function mergedText(left: string, right: string): string {
  return stretchesOf(left, right)
    .flatMap((stretch) => (stretch.isSame ? stretch.left : [...stretch.left, ...stretch.right]))
    .join('\n');
}
