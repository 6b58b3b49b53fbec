/**
 * Pinyin initials of Chinese labels, so that `xb` finds 性别. The platform's own Chinese collation orders all characters by their
 * reading; the first character of each initial parts that order, and a character's initial is that of the part it falls in.
 */
const FIRST_OF_INITIAL = '八嚓咑妸发旮哈丌咔垃妈拏喔妑七呥仨他屲夕丫匝';
const INITIALS = 'abcdefghjklmnopqrstwxyz';

/** Characters of several readings that medical words read otherwise than the collation does. */
const READINGS: Readonly<Record<string, string>> = {
  率: 'l',
  长: 'c',
  重: 'z',
  血: 'x',
  便: 'b',
  脉: 'm',
  核: 'h',
  调: 't',
  创: 'c',
  呕: 'o',
};

let collator: Intl.Collator | null = null;
const known = new Map<string, string>();

function initialOf(character: string): string {
  const found = known.get(character);
  if (found !== undefined) return found;
  collator ??= new Intl.Collator('zh-u-co-pinyin');
  let initial = INITIALS[0];
  for (let at = 0; at < FIRST_OF_INITIAL.length; at++) {
    if (collator.compare(character, FIRST_OF_INITIAL[at]) < 0) break;
    initial = INITIALS[at + 1];
  }
  const result = READINGS[character] ?? initial;
  known.set(character, result);
  return result;
}

/** Initials of the Chinese characters of a text, in order; letters and digits stand for themselves, all else is dropped. */
export function pinyinInitials(text: string): string {
  let initials = '';
  for (const character of text) {
    if (/[\u3400-\u9FFF]/.test(character)) initials += initialOf(character);
    else if (/[A-Za-z0-9]/.test(character)) initials += character.toLowerCase();
  }
  return initials;
}
