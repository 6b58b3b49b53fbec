/** Places in a text that follow their words: a comment on a line stays with the line, wherever it goes, and says when its words are gone. */
import { distance } from 'fastest-levenshtein';
import { splitsCharacter } from '../document/text-change';

/** Words of a text with what stood around them and where they began; offsets are UTF-16 code units. */
export interface TextAnchor {
  readonly start: number;
  /** The words themselves, never empty. */
  readonly words: string;
  /** Up to `AROUND` characters before and after. */
  readonly before: string;
  readonly after: string;
}

/** Where the words stand in a later text; `changed` where they read otherwise than when they were chosen. */
export interface FoundText {
  readonly start: number;
  readonly end: number;
  readonly changed: boolean;
}

/** Characters kept on each side of the words. */
export const AROUND = 200;
/** Most characters that can be chosen; what is longer is followed by its beginning. */
export const LONGEST_WORDS = 2000;

/** So many characters of what stands around have to agree for a side to count as the same. */
const NEAR = 24;
/** Words as distinctive as this are known again far from where they were; in characters that are not blank. */
const DISTINCTIVE = 12;
/** Places of the same words that are looked at. */
const MOST_PLACES = 500;
/** Steps of one alignment; of longer texts the part around the place is searched. */
const MOST_STEPS = 6_000_000;

/** How much of the words must be left where all around them is as it was, and where only one side is. */
const LEAST_BETWEEN = 0.5;
const LEAST_BESIDE = 0.8;
/** How much of the surroundings must be left where the words are as they were and both sides were written anew. */
const LEAST_AROUND = 0.6;
/** What of the surroundings takes part in an alignment. */
const ALIGNED = 48;

/** The place of some words in a text; ends are brought inside the text and are not within a character. */
export function anchorText(text: string, from: number, to: number): TextAnchor {
  const start = whole(text, Math.min(Math.max(0, from), text.length));
  const end = whole(text, Math.min(Math.max(start, to), text.length, start + LONGEST_WORDS));
  return {
    start,
    words: text.slice(start, end),
    before: text.slice(whole(text, Math.max(0, start - AROUND)), start),
    after: text.slice(end, whole(text, Math.min(text.length, end + AROUND))),
  };
}

/** An offset that does not part a surrogate pair. */
function whole(text: string, at: number): number {
  return splitsCharacter(text, at) ? at - 1 : at;
}

/**
 * Where an anchor's words stand in a text as it is now: where they stand unchanged among what stood around them, or alone in the text; else what they
 * became between the same surroundings.
 * @returns null where they are gone: other words are never taken for them
 */
export function findText(text: string, anchor: TextAnchor): FoundText | null {
  const { start, words } = anchor;
  if (words === '') return null;
  const here = { start, end: start + words.length };
  if (text.startsWith(words, start) && sameBefore(text, anchor, here) === 1 && sameAfter(text, anchor, here) === 1)
    return { ...here, changed: false };
  return unchanged(text, anchor) ?? rewritten(text, anchor);
}

interface Region {
  readonly start: number;
  readonly end: number;
}

/** Of the places where the words stand as they were, the one with most of their surroundings, then the nearest. */
function unchanged(text: string, anchor: TextAnchor): FoundText | null {
  const places: Region[] = [];
  for (let at = text.indexOf(anchor.words); at !== -1 && places.length <= MOST_PLACES; at = text.indexOf(anchor.words, at + 1))
    places.push({ start: at, end: at + anchor.words.length });
  const isDistinctive = anchor.words.replaceAll(/\s/gu, '').length >= DISTINCTIVE;
  const judged = places
    .map((place) => {
      const sides = [sameBefore(text, anchor, place), sameAfter(text, anchor, place)];
      return { place, around: sides[0] + sides[1], side: Math.max(...sides) };
    })
    .filter(({ side }) => side === 1 || (isDistinctive && places.length === 1));
  const away = ({ place }: { readonly place: Region }) => Math.abs(place.start - anchor.start);
  const best = judged.toSorted((a, b) => b.around - a.around || away(a) - away(b)).at(0);
  return best ? { ...best.place, changed: false } : null;
}

/** What the words became, where enough of them is left among their surroundings. */
function rewritten(text: string, anchor: TextAnchor): FoundText | null {
  const region = aligned(text, anchor);
  if (region === null || region.start === region.end) return null;
  const now = text.slice(region.start, region.end);
  if (now.trim() === '') return null;
  // What stood beside the words already is not what they became.
  if (now !== anchor.words && (anchor.before.includes(now.trim()) || anchor.after.includes(now.trim()))) return null;
  const left = likeness(anchor.words, now);
  const [before, after] = [sameBefore(text, anchor, region), sameAfter(text, anchor, region)];
  const isBetween = before === 1 && after === 1 && left >= LEAST_BETWEEN;
  const isBeside = Math.max(before, after) === 1 && left >= LEAST_BESIDE && anchor.words.length >= DISTINCTIVE / 2;
  const isAmong = left === 1 && likeness(aroundOf(anchor), aroundOf(anchorText(text, region.start, region.end))) >= LEAST_AROUND;
  return isBetween || isBeside || isAmong ? { ...region, changed: left < 1 } : null;
}

function aroundOf({ before, after }: TextAnchor): string {
  return before.slice(-ALIGNED) + after.slice(0, ALIGNED);
}

/** Share of two texts that is alike, from 0 to 1. */
function likeness(a: string, b: string): number {
  const longest = Math.max(a.length, b.length);
  return longest === 0 ? 1 : 1 - distance(a, b) / longest;
}

/** How much of what stood before the words stands before a place, from 0 to 1; the beginning of a text counts as its beginning. */
function sameBefore(text: string, { before }: TextAnchor, { start }: Region): number {
  let same = 0;
  while (same < NEAR && same < before.length && same < start && before[before.length - 1 - same] === text[start - 1 - same]) same += 1;
  if (same === NEAR) return 1;
  const isWhole = same === before.length;
  if (isWhole && before.length < AROUND && start === same) return 1;
  return isWhole && before.length > 0 ? Math.max(0.5, same / NEAR) : same / NEAR;
}

/** The same of what stood after them. */
function sameAfter(text: string, { after }: TextAnchor, { end }: Region): number {
  let same = 0;
  while (same < NEAR && same < after.length && end + same < text.length && after[same] === text[end + same]) same += 1;
  if (same === NEAR) return 1;
  const isWhole = same === after.length;
  if (isWhole && after.length < AROUND && end + same === text.length) return 1;
  return isWhole && after.length > 0 ? Math.max(0.5, same / NEAR) : same / NEAR;
}

/**
 * The part of a text that the words came to, by the cheapest alignment of the words with their surroundings to any part of it (Sellers 1980);
 * null where a text leaves nothing to align.
 */
function aligned(text: string, { start, words, before, after }: TextAnchor): Region | null {
  const lead = before.slice(-ALIGNED);
  const pattern = lead + words + after.slice(0, ALIGNED);
  const room = Math.floor(MOST_STEPS / pattern.length);
  const from = text.length <= room ? 0 : Math.max(0, Math.min(start - Math.floor(room / 2), text.length - room));
  const part = text.slice(from, from + room);
  if (part === '') return null;
  const found = alignedIn(part, pattern, lead.length, lead.length + words.length, start - from);
  return { start: from + found.start, end: from + found.end };
}

/**
 * @param first where the words begin in the pattern
 * @param last where they end
 * @param wish where they began: of equal costs the nearest place is taken
 */
function alignedIn(text: string, pattern: string, first: number, last: number, wish: number): Region {
  const size = pattern.length + 1;
  // Of each prefix of the pattern, aligned to end here: its cost, and where its words began and ended.
  let [cost, began, ended] = [new Int32Array(size), new Int32Array(size), new Int32Array(size)];
  let [nextCost, nextBegan, nextEnded] = [new Int32Array(size), new Int32Array(size), new Int32Array(size)];
  for (let row = 1; row < size; row += 1) cost[row] = row;
  let best = { cost: cost[size - 1], start: 0, end: 0 };
  for (let at = 1; at <= text.length; at += 1) {
    nextCost[0] = 0;
    nextBegan[0] = first === 0 ? at : 0;
    nextEnded[0] = last === 0 ? at : 0;
    for (let row = 1; row < size; row += 1) {
      const replaced = cost[row - 1] + (pattern[row - 1] === text[at - 1] ? 0 : 1);
      const taken = cost[row] + 1;
      const left = nextCost[row - 1] + 1;
      const least = Math.min(replaced, taken, left);
      nextCost[row] = least;
      // Characters put in at either end of the words are not theirs.
      nextBegan[row] = row <= first ? at : least === replaced ? began[row - 1] : least === taken ? began[row] : nextBegan[row - 1];
      const isEnd = row < last || (row === last && least !== taken);
      nextEnded[row] = isEnd ? at : least === replaced ? ended[row - 1] : least === taken ? ended[row] : nextEnded[row - 1];
    }
    const ends = { cost: nextCost[size - 1], start: nextBegan[size - 1], end: nextEnded[size - 1] };
    if (ends.cost < best.cost || (ends.cost === best.cost && Math.abs(ends.start - wish) < Math.abs(best.start - wish))) best = ends;
    [cost, nextCost] = [nextCost, cost];
    [began, nextBegan] = [nextBegan, began];
    [ended, nextEnded] = [nextEnded, ended];
  }
  return { start: Math.min(best.start, best.end), end: best.end };
}
