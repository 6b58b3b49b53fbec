import 'server-only';
import { dictionary } from '@zxcvbn-ts/language-common';

/** What an attacker would try first of a person. */
export interface Owner {
  readonly name: string;
  readonly legalName: string;
  readonly institution: string;
  readonly staffNumber: string | null;
}

/** Up to so many pieces of what everybody tries make a password that is found soon. */
const FEW_PIECES = 3;
/** A common password shorter than this is found inside good ones by chance. */
const SHORTEST_WORD = 4;
const LONGEST_WORD = 24;

const rows = [
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1234567890',
  '!@#$%^&*()',
  'abcdefghijklmnopqrstuvwxyz',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
];
const columns = ['qazwsxedcrfvtgbyhnujmikolp', '147258369', '1q2w3e4r5t6y7u8i9o0p'];
const runs = [...rows, ...columns].flatMap((run) => [run, [...run].reverse().join('')]);

/** Up to four syllables of pinyin: a name or a saying. */
const pinyin =
  /^(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uan|uai|ai|ei|ao|ou|an|en|er|ia|ie|iu|in|ua|uo|ui|un|ue|ve|[aoeiuv])){2,4}/u;

const looksLike: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

let known: ReadonlySet<string> | null = null;

function commonPasswords(): ReadonlySet<string> {
  known ??= new Set(dictionary['passwords-common']);
  return known;
}

/**
 * Whether a password is made of few pieces that are tried first: common passwords (also with `0` for `o` and the like), keyboard runs,
 * series, repeats, digits such as dates and telephone numbers, pinyin. Pieces of the person (name, institution, staff number) and
 * signs between pieces count for nothing. Any other sign counts as a piece, so that four unrelated words or eight random signs pass.
 */
export function isGuessable(password: string, owner: Owner): boolean {
  const text = password.normalize('NFKC').toLowerCase();
  const plain = [...text].map((sign) => looksLike[sign] ?? sign).join('');
  const variants = plain.length === text.length ? [text, plain, plain.replaceAll('i', 'l')] : [text];
  const own = piecesOf(owner);
  // pieces[n]: the fewest that make the first n signs.
  const pieces = [0];
  for (let end = 1; end <= text.length; end += 1) pieces.push(pieces[end - 1] + 1);
  for (let start = 0; start < text.length; start += 1) {
    const reach = (length: number, cost: number) => {
      pieces[start + length] = Math.min(pieces[start + length], pieces[start] + cost);
    };
    for (const piece of own) if (text.startsWith(piece, start)) reach(piece.length, 0);
    reach(patternAt(text, start), 1);
    // One sign again and again adds nothing.
    if (start > 0 && text[start] === text[start - 1]) reach(1, 0);
    if (/[\s._-]/u.test(text[start])) reach(1, 0);
    for (const variant of variants) for (const length of wordsAt(variant, start)) reach(length, 1);
    // What was reached is a way on for the signs after it.
    pieces[start + 1] = Math.min(pieces[start + 1], pieces[start] + 1);
  }
  return pieces[text.length] <= FEW_PIECES;
}

function piecesOf({ name, legalName, institution, staffNumber }: Owner): readonly string[] {
  const words = [name, legalName, institution].flatMap((text) => [text, ...text.split(/[\s._@-]+/u)]);
  const initials = institution
    .split(/\s+/u)
    .map((word) => word.charAt(0))
    .join('');
  const all = [...words, initials, staffNumber ?? ''].map((word) => word.normalize('NFKC').toLowerCase().replaceAll(/\s/gu, ''));
  return [...new Set(all)].filter((word) => [...word].length >= (/\p{Script=Han}/u.test(word) ? 2 : 3));
}

function wordsAt(text: string, start: number): readonly number[] {
  const lengths: number[] = [];
  for (let length = SHORTEST_WORD; length <= LONGEST_WORD && start + length <= text.length; length += 1) {
    if (commonPasswords().has(text.slice(start, start + length))) lengths.push(length);
  }
  return lengths;
}

/** Length of the longest run, series, repeat of what stands before, number or saying in pinyin that begins at a place; 1 where there is none. */
function patternAt(text: string, start: number): number {
  const rest = text.slice(start);
  const digits = /^\d+/u.exec(rest)?.[0].length ?? 1;
  const saying = pinyin.exec(rest)?.[0].length ?? 1;
  return Math.max(repeatAt(text, start), digits, saying, runAt(rest));
}

/** How far the signs just before a place are said again from there on. */
function repeatAt(text: string, start: number): number {
  let longest = 1;
  for (let period = 1; period <= Math.min(start, LONGEST_WORD); period += 1) {
    let length = 0;
    while (start + length < text.length && text[start + length] === text[start + length - period]) length += 1;
    if (length >= period) longest = Math.max(longest, length);
  }
  return longest;
}

function runAt(rest: string): number {
  let longest = 1;
  for (const run of runs) {
    const from = run.indexOf(rest.slice(0, 3));
    if (rest.length < 3 || from < 0) continue;
    let length = 3;
    while (from + length < run.length && length < rest.length && run[from + length] === rest[length]) length += 1;
    longest = Math.max(longest, length);
  }
  return longest;
}
