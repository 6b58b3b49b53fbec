/** Which item of a code list holds another: found by length and order, so that a list of many codes takes no pairs. */
import type { CodeTest } from '../plan/expressions';

type Range = Extract<CodeTest, { kind: 'range' }>;

/** Ranges whose ends have one length, by their beginnings. */
interface Ranges {
  readonly from: string[];
  /** The range that reaches furthest of those up to each place of `from`. */
  readonly furthest: { readonly to: string; readonly place: number }[];
}

/** The items of a list that are all negated, or all not. */
export class CodeHolders {
  private readonly exact = new Map<string, number>();
  /** By the length of the code, then by the code: the first place. */
  private readonly prefixes = new Map<number, Map<string, number>>();
  private readonly ranges = new Map<number, Ranges>();

  constructor(tests: readonly (CodeTest | null)[], negated: boolean) {
    const ranges: { readonly test: Range; readonly place: number }[] = [];
    tests.forEach((test, place) => {
      if (!test || test.not !== negated) return;
      if (test.kind === 'range') ranges.push({ test, place });
      else firstAt(test.kind === 'exact' ? this.exact : ofLength(this.prefixes, test.code.length), test.code, place);
    });
    ranges.sort((a, b) => (a.test.from < b.test.from ? -1 : a.test.from > b.test.from ? 1 : a.place - b.place));
    for (const { test, place } of ranges) {
      const known = this.ranges.get(test.from.length) ?? { from: [], furthest: [] };
      this.ranges.set(test.from.length, known);
      const before = known.furthest.at(-1);
      known.from.push(test.from);
      known.furthest.push(before && before.to >= test.to ? before : { to: test.to, place });
    }
  }

  /** The place of an item that holds every code of the test at a place; of equal items the later is held. Null where there is none. */
  of(test: Exclude<CodeTest, Range>, at: number): number | null {
    const { code, kind } = test;
    const equal = (kind === 'exact' ? this.exact : this.prefixes.get(code.length))?.get(code) ?? at;
    const places = equal < at ? [equal] : [];
    for (const [length, prefixes] of this.prefixes) {
      if (length > code.length || (kind === 'prefix' && length === code.length)) continue;
      const place = prefixes.get(code.slice(0, length));
      if (place !== undefined) places.push(place);
    }
    for (const [length, ranges] of this.ranges) {
      if (kind === 'prefix' && code.length < length) continue;
      const place = reaching(ranges, code.slice(0, length));
      if (place !== null) places.push(place);
    }
    return places.length === 0 ? null : Math.min(...places);
  }
}

function ofLength(prefixes: Map<number, Map<string, number>>, length: number): Map<string, number> {
  const known = prefixes.get(length) ?? new Map<string, number>();
  prefixes.set(length, known);
  return known;
}

function firstAt(places: Map<string, number>, code: string, place: number): void {
  if (!places.has(code)) places.set(code, place);
}

/** The place of a range with the head of a code between its ends. */
function reaching({ from, furthest }: Ranges, head: string): number | null {
  let [low, high] = [0, from.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (from[middle] <= head) low = middle + 1;
    else high = middle;
  }
  const last = furthest[low - 1];
  return last && last.to >= head ? last.place : null;
}
