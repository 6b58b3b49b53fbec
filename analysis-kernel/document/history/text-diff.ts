/** What was changed between two texts: by line, and within changed lines by word. E. W. Myers, Algorithmica 1 (1986) 251–266. */

/** A run of parts that both have, or that one of them has. `before` and `after` are the places where it begins in each. */
export interface Run {
  readonly kind: 'same' | 'removed' | 'added';
  readonly before: number;
  readonly after: number;
  readonly length: number;
}

/** Where two texts differ in more parts than this, all between their common beginning and end counts as changed. */
const MOST_EDITS = 1000;

/** The fewest parts removed and added that make one list the other, in order; of a change, what is removed comes first. */
export function runsBetween(before: readonly string[], after: readonly string[]): readonly Run[] {
  const shortest = Math.min(before.length, after.length);
  let head = 0;
  while (head < shortest && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shortest - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  const matches = matchesOf(before.slice(head, before.length - tail), after.slice(head, after.length - tail));
  const pairs = [
    ...Array.from({ length: head }, (_, at) => [at, at] as const),
    ...matches.map(([a, b]) => [a + head, b + head] as const),
    ...Array.from({ length: tail }, (_, at) => [before.length - tail + at, after.length - tail + at] as const),
  ];
  return runsOf(pairs, before.length, after.length);
}

/** Places of equal parts on a shortest way from one list to the other; none where they differ in too much. */
function matchesOf(before: readonly string[], after: readonly string[]): readonly (readonly [number, number])[] {
  const [n, m] = [before.length, after.length];
  const most = Math.min(n + m, MOST_EDITS);
  // By diagonal k (place in `before` less place in `after`), how far `before` is read with d edits; one row for each d.
  const rows: Int32Array[] = [];
  let known = new Int32Array([0]);
  for (let d = 0; d <= most; d += 1) {
    const row = new Int32Array(2 * d + 1);
    for (let k = -d; k <= d; k += 2) {
      const isDown = d === 0 || k === -d || (k !== d && at(known, d - 1, k - 1) < at(known, d - 1, k + 1));
      let x = d === 0 ? 0 : isDown ? at(known, d - 1, k + 1) : at(known, d - 1, k - 1) + 1;
      while (x < n && x - k < m && before[x] === after[x - k]) x += 1;
      row[k + d] = x;
      if (x >= n && x - k >= m) return wayBack([...rows, row], n, m);
    }
    rows.push(row);
    known = row;
  }
  return [];
}

/** Of a row for d edits; diagonals beyond it are reached by none. */
function at(row: Int32Array, d: number, k: number): number {
  return k < -d || k > d ? -1 : row[k + d];
}

function wayBack(rows: readonly Int32Array[], n: number, m: number): readonly (readonly [number, number])[] {
  const matches: (readonly [number, number])[] = [];
  let [x, y] = [n, m];
  for (let d = rows.length - 1; d >= 0; d -= 1) {
    const k = x - y;
    const row = rows[d - 1];
    const isDown = d > 0 && (k === -d || (k !== d && at(row, d - 1, k - 1) < at(row, d - 1, k + 1)));
    const fromK = isDown ? k + 1 : k - 1;
    const fromX = d === 0 ? 0 : at(row, d - 1, fromK);
    const begins = d === 0 ? 0 : isDown ? fromX : fromX + 1;
    for (; x > begins; x -= 1, y -= 1) matches.push([x - 1, y - 1]);
    if (d > 0) [x, y] = [fromX, fromX - fromK];
  }
  return matches.reverse();
}

function runsOf(pairs: readonly (readonly [number, number])[], n: number, m: number): readonly Run[] {
  const runs: Run[] = [];
  let [x, y] = [0, 0];
  const changed = (toX: number, toY: number) => {
    if (toX > x) runs.push({ kind: 'removed', before: x, after: y, length: toX - x });
    if (toY > y) runs.push({ kind: 'added', before: toX, after: y, length: toY - y });
  };
  for (const [a, b] of pairs) {
    changed(a, b);
    const last = runs.at(-1);
    if (last?.kind === 'same' && a === x && b === y) runs[runs.length - 1] = { ...last, length: last.length + 1 };
    else runs.push({ kind: 'same', before: a, after: b, length: 1 });
    [x, y] = [a + 1, b + 1];
  }
  changed(n, m);
  return runs;
}

/** The lines of a text; none of an empty one. */
export function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.split('\n');
}

/** A piece of a line, marked where the other text has it not. */
export interface Piece {
  readonly text: string;
  readonly changed: boolean;
}

/** A line of one text or of both, in the order in which they are read. */
export interface LineChange {
  readonly kind: 'same' | 'removed' | 'added';
  /** Number in each text, from 1; null in the one that has it not. */
  readonly before: number | null;
  readonly after: number | null;
  readonly pieces: readonly Piece[];
}

/** Two texts line by line. Changed lines that belong together have their words marked. */
export function lineChanges(before: string, after: string): readonly LineChange[] {
  const [a, b] = [linesOf(before), linesOf(after)];
  const runs = runsBetween(a, b);
  return runs.flatMap((run, place): readonly LineChange[] => {
    const numbers = Array.from({ length: run.length }, (_, step) => step);
    if (run.kind === 'same') {
      return numbers.map((step) => ({
        kind: 'same',
        before: run.before + step + 1,
        after: run.after + step + 1,
        pieces: [{ text: a[run.before + step], changed: false }],
      }));
    }
    const [own, first] = run.kind === 'removed' ? [a, run.before] : [b, run.after];
    const beside = runs[run.kind === 'removed' ? place + 1 : place - 1];
    const other = beside && beside.kind !== run.kind && beside.kind !== 'same' ? beside : null;
    return numbers.map((step) => {
      const partner = other && step < other.length ? (run.kind === 'removed' ? b[other.after + step] : a[other.before + step]) : null;
      const number = first + step + 1;
      const [was, is] = run.kind === 'removed' ? [number, null] : [null, number];
      return { kind: run.kind, before: was, after: is, pieces: piecesOf(own[first + step], partner) };
    });
  });
}

/** Lines that share less than this part of their letters are other lines, and marked as a whole. */
const ALIKE = 0.3;
const WORDS = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}_])+|\s+|./gu;

/** A line in pieces: what its partner has not is marked. */
function piecesOf(line: string, partner: string | null): readonly Piece[] {
  const whole = [{ text: line, changed: true }];
  if (partner === null) return whole;
  const words = line.match(WORDS) ?? [];
  const runs = runsBetween(partner.match(WORDS) ?? [], words).filter(({ kind }) => kind !== 'removed');
  const pieces = runs.map(({ kind, after, length }) => ({
    text: words.slice(after, after + length).join(''),
    changed: kind === 'added',
  }));
  const kept = pieces.reduce((sum, { text, changed }) => sum + (changed ? 0 : text.trim().length), 0);
  return kept < ALIKE * Math.max(line.trim().length, partner.trim().length) ? whole : pieces;
}
