/**
 * The only place that rounds: numbers as views, sentences and reports print them. Nothing here ever gives NaN, an exponent or −0;
 * what is not known is a dash, what has no bound ∞.
 */

import type { Localised } from '@/cohort-dsl/source/localised';

/** Printed for a number that is missing or is none. */
export const NO_NUMBER = '—';

/** What stands for a number without digits: ∞ or −∞, a dash for one that is not known. */
export function noDigits(value: number | null | undefined): string {
  if (value === Number.POSITIVE_INFINITY) return '∞';
  return value === Number.NEGATIVE_INFINITY ? '−∞' : NO_NUMBER;
}

/** The one that lines do not break at. */
const THIN_SPACE = '\u202f';

/** Thousands apart by thin spaces: 1 234, 12 345. */
function grouped(digits: string): string {
  const [whole, fraction] = digits.split('.');
  const sign = whole.startsWith('-') ? '−' : '';
  const plain = whole.replace('-', '');
  const spaced = plain.replace(/\B(?=(\d{3})+$)/g, THIN_SPACE);
  return sign + spaced + (fraction === undefined ? '' : `.${fraction}`);
}

function usable(value: number | null | undefined): value is number {
  return value !== null && value !== undefined && Number.isFinite(value);
}

/** A number with fixed decimals, without −0: `-0.001` with two decimals is `0.00`. */
export function fixedText(value: number | null | undefined, decimals: number): string {
  if (!usable(value)) return noDigits(value);
  const text = Math.abs(value) < 1e21 ? value.toFixed(decimals) : BigInt(Math.round(value)).toString();
  return grouped(/^-[0.]+$/.test(text) ? text.slice(1) : text);
}

/** A number of more digits than a double holds, as the engine writes it: all of them, thousands apart; another text as it is. */
export function exactText(text: string): string {
  return /^-?\d+(?:\.\d+)?$/.test(text) ? grouped(text) : text;
}

/** An estimate to three significant digits: `0.00123`, `1.23`, `123`, `12 345` (whole numbers keep all their digits). */
export function estimateText(value: number | null | undefined): string {
  return significantText(value, 3);
}

/** A number to the given significant digits, never with an exponent and never fewer digits than its whole part has. */
export function significantText(value: number | null | undefined, digits: number): string {
  if (!usable(value)) return noDigits(value);
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 1e-6) return value < 0 ? '> −0.000001' : '< 0.000001';
  const exponent = Number(size.toExponential(digits - 1).split('e')[1]);
  return fixedText(value, Math.max(0, digits - 1 - exponent));
}

/** Means, medians and other values in the unit of the variable: three significant digits, at least one decimal below 1000. */
export function summaryText(value: number | null | undefined): string {
  if (!usable(value)) return noDigits(value);
  return Math.abs(value) >= 100 && Math.abs(value) < 1000 ? fixedText(value, Number.isInteger(value) ? 0 : 1) : significantText(value, 3);
}

/** A time or another value of the data: whole numbers as they are, the rest to three significant digits. */
export function timeText(value: number | null | undefined): string {
  return usable(value) && Number.isInteger(value) ? fixedText(value, 0) : significantText(value, 3);
}

/** A value that a rule compares with: every digit of it, for a rounded one is another rule. */
export function cutText(value: number | null | undefined): string {
  if (!usable(value)) return noDigits(value);
  const text = String(Number(value.toPrecision(12)));
  return text.includes('e') ? significantText(value, 12) : exactText(text);
}

const TIME_UNITS: Readonly<Record<string, { readonly en: string; readonly zh: string }>> = {
  min: { en: 'minutes', zh: '分钟' },
  h: { en: 'hours', zh: '小时' },
  d: { en: 'days', zh: '天' },
  days: { en: 'days', zh: '天' },
  wk: { en: 'weeks', zh: '周' },
  weeks: { en: 'weeks', zh: '周' },
  mo: { en: 'months', zh: '个月' },
  months: { en: 'months', zh: '个月' },
  a: { en: 'years', zh: '年' },
  years: { en: 'years', zh: '年' },
};

/** UCUM codes whose printed form is another. */
const UNITS: Readonly<Record<string, string>> = { Cel: '°C', '[degF]': '°F', 'mm[Hg]': 'mmHg' };

/** A unit as a reader expects it: time in words, UCUM's marks as they are printed (`µmol/L`, `10⁹/L`, without `{annotations}`). */
export function unitText(unit: string, lang: 'en' | 'zh'): string {
  const own = TIME_UNITS[unit]?.[lang] ?? UNITS[unit];
  if (own !== undefined) return own;
  return unit
    .replaceAll(/\{([^}]*)\}/g, (_, annotation: string) => annotation.replaceAll('_', ' '))
    .replaceAll(/\[([^\]]*)\]/g, '$1')
    .replaceAll(/\bu(?=mol|g|L|U\b|kat)/g, 'µ')
    .replaceAll(/10\*(-?\d+)/g, (_, power: string) => `10${[...power].map((digit) => SUPERSCRIPTS[digit]).join('')}`)
    .replaceAll(/(?<=[a-z])([23])(?=$|[/.])/g, (_, power: string) => SUPERSCRIPTS[power]);
}

const SUPERSCRIPTS: Readonly<Record<string, string>> = {
  '-': '⁻',
  0: '⁰',
  1: '¹',
  2: '²',
  3: '³',
  4: '⁴',
  5: '⁵',
  6: '⁶',
  7: '⁷',
  8: '⁸',
  9: '⁹',
};

/** A unit of time in words; another unit stands as it is written. */
export function timeUnitText(unit: string, lang: 'en' | 'zh'): string {
  return TIME_UNITS[unit]?.[lang] ?? unit;
}

/** A unit as it stands in a heading: `months`; in Chinese without the measure word, `月`. */
export function headingUnitText(unit: string, lang: 'en' | 'zh'): string {
  return unitText(unit, lang).replace(/^个/u, '');
}

/** What is printed of a time, with its unit: `12.5 years`, `12.5 年`, `12.5（11.2～13.9）年`; without a unit as it is. */
export function withTimeUnit(printed: string, unit: string | null, lang: 'en' | 'zh'): string {
  if (unit === null) return printed;
  return `${printed}${printed.endsWith('）') ? '' : ' '}${timeUnitText(unit, lang)}`;
}

/** A ratio (hazard, odds, rate) with two decimals; those below 0.01 or above 100 with more or fewer. */
export function ratioText(value: number | null | undefined): string {
  if (!usable(value)) return noDigits(value);
  const size = Math.abs(value);
  if (size !== 0 && size < 0.01) return size < 0.001 ? '< 0.001' : fixedText(value, 3);
  if (size >= 1000) return size > 1e6 ? `> 1${THIN_SPACE}000${THIN_SPACE}000` : fixedText(value, 0);
  return fixedText(value, 2);
}

const MOST_RATIO_DECIMALS = 4;

/** A text that is a number and nothing else. */
const DIGITS = /^−?[\d\u202f]+(?:\.(\d+))?$/u;

/**
 * An estimate and its limits, all with the decimals that `one` prints the estimate with; of a whole estimate with those of the finer limit, and
 * at most two more than the largest of them has: `1.20`, `0.98`, `1.41`. What `one` says in words or as a bound stands as it is.
 */
export function intervalTexts(
  values: readonly (number | null | undefined)[],
  one: (value: number | null | undefined) => string = estimateText,
): string[] {
  const texts = values.map((value) => one(value));
  const decimals = texts.map((text) => DIGITS.exec(text)?.[1]?.length ?? (DIGITS.test(text) ? 0 : null));
  const known = values.flatMap((value, at) => (usable(value) && decimals[at] !== null ? [at] : []));
  if (known.length === 0) return texts;
  const sizes = known.map((at) => Math.abs(values[at] as number));
  const largest = decimals[known[sizes.indexOf(Math.max(...sizes))]] as number;
  const own =
    known.includes(0) && !Number.isInteger(values[0]) ? (decimals[0] as number) : Math.max(...known.map((at) => decimals[at] as number));
  const shared = Math.min(own, largest + 2);
  return texts.map((text, at) => (known.includes(at) ? fixedText(values[at], shared) : text));
}

/**
 * A ratio and its limits with as many decimals as tell them apart from one another and from 1, two at least: `0.998`, `0.997`, `0.999`
 * where two decimals would print `1.00` three times. All have the same decimals, three where one is below 0.01; one below 0.001 or above a
 * million is a bound.
 */
export function ratioTexts(...values: readonly (number | null | undefined)[]): string[] {
  const known = values.filter(usable);
  const apart = (decimals: number) => {
    const texts = [...known, 1].map((value) => value.toFixed(decimals));
    return texts.every((text, at) =>
      texts.every((other, place) => place <= at || text !== other || [...known, 1][at] === [...known, 1][place]),
    );
  };
  const sizes = known.map(Math.abs);
  let decimals = sizes.some((size) => size >= 0.001 && size < 0.01) ? 3 : 2;
  while (decimals < MOST_RATIO_DECIMALS && Math.max(...sizes) < 100 && !apart(decimals)) decimals += 1;
  return values.map((value) => {
    if (!usable(value)) return noDigits(value);
    const size = Math.abs(value);
    return (size !== 0 && size < 0.001) || size > 1e6 ? ratioText(value) : fixedText(value, decimals);
  });
}

/** A difference and its limits, all with the decimals that show the largest of them to three digits. */
export function differenceTexts(...values: readonly (number | null | undefined)[]): string[] {
  const size = Math.max(0, ...values.filter(usable).map(Math.abs));
  const decimals = size === 0 ? 0 : Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(size))));
  return values.map((value) => fixedText(value, decimals));
}

/** A coefficient and its standard error with three decimals, or as many as show two digits of an error that three would hide. */
export function coefficientTexts(estimate: number | null, error: number | null): readonly [string, string] {
  const hidden = error !== null && error > 0 && error < 0.0005;
  const decimals = hidden ? Math.min(9, 1 - Math.floor(Math.log10(error))) : 3;
  return [fixedText(estimate, decimals), fixedText(error, decimals)];
}

/** A p value: `0.03`, `0.004`, `<0.001`, `>0.99`; between 0.045 and 0.055 with three decimals, so that 0.049 is not shown as 0.05. */
export function pText(value: number | null | undefined): string {
  if (!usable(value)) return noDigits(value);
  if (value < 0.001) return '<0.001';
  if (value < 0.01) return fixedText(value, 3);
  if (value > 0.99) return '>0.99';
  if (value >= 0.045 && value < 0.055) return fixedText(value, 3);
  return fixedText(value, 2);
}

/** `p = 0.03`, `p < 0.001`, for prose; in Chinese with a capital, `P = 0.03`. */
export function pClause(value: number | null | undefined, lang: 'en' | 'zh'): string {
  const text = pText(value);
  const symbol = lang === 'zh' ? 'P' : 'p';
  if (text === NO_NUMBER) return `${symbol} ${NO_NUMBER}`;
  return /^[<>]/.test(text) ? `${symbol} ${text[0]} ${text.slice(1)}` : `${symbol} = ${text}`;
}

/** A p value after a verb: `was 0.03`, `was below 0.001`; in Chinese `为 0.03`, `小于 0.001`. */
export function pSaid(value: number | null | undefined): Localised {
  const text = pText(value);
  if (!/^[<>]/.test(text)) return { en: `was ${text}`, zh: `为 ${text}` };
  const below = text.startsWith('<');
  return { en: `was ${below ? 'below' : 'above'} ${text.slice(1)}`, zh: `${below ? '小于' : '大于'} ${text.slice(1)}` };
}

/** Items one after another: apart by commas, or by semicolons where an item has a comma in it. */
export function listText(items: readonly string[], lang: 'en' | 'zh'): string {
  const apart = items.some((item) => /[,，、]/u.test(item));
  if (lang === 'zh') return items.join(apart ? '；' : '、');
  return items.join(apart ? '; ' : ', ');
}

/** The first items of what may be a long list, one after another; where there are more an ellipsis says so. */
export function firstText(items: readonly string[], most: number, lang: 'en' | 'zh'): string {
  const shown = listText(items.slice(0, most), lang);
  return items.length <= most ? shown : `${shown}${lang === 'zh' ? '……' : ', …'}`;
}

/** `χ² = 5.33, df = 2, p = 0.07`, for prose; in Chinese `χ² = 5.33，自由度 2，P = 0.07`. Without `df` where a test has one by its definition. */
export function chiSquaredText(statistic: string, df: number | null, p: number | null | undefined): Localised {
  const value = `χ² = ${statistic}`;
  const said = (word: string) => (df === null ? [value] : [value, `${word}${countText(df)}`]);
  return { en: [...said('df = '), pClause(p, 'en')].join(', '), zh: [...said('自由度 '), pClause(p, 'zh')].join('，') };
}

/** A text in which no line ends within `p < 0.001`, `df = 2` or `自由度 2`. */
export function statisticsWhole(text: string): string {
  return text.replaceAll(/(\S) ([<=]) (?=[\d−])/gu, '$1\u00a0$2\u00a0').replaceAll(/自由度 (?=\d)/gu, '自由度\u00a0');
}

/** `1.23 (1.05 to 1.44)`; in Chinese `1.23（1.05～1.44）`, by `intervalTexts`. */
export function intervalText(
  estimate: number | null | undefined,
  low: number | null | undefined,
  high: number | null | undefined,
  one: (value: number | null | undefined) => string = estimateText,
  lang: 'en' | 'zh' = 'en',
): string {
  const [own, from, to] = intervalTexts([estimate, low, high], one);
  return lang === 'en' ? `${own} (${from} to ${to})` : `${own}（${from}～${to}）`;
}

/** A percentage with one decimal, without its sign. */
export function percentText(value: number | null | undefined): string {
  return fixedText(value, 1);
}

/** A count, thousands apart; a weighted count with one decimal. */
export function countText(value: number | null | undefined): string {
  if (!usable(value)) return noDigits(value);
  return fixedText(value, Number.isInteger(value) ? 0 : 1);
}

/** `1 event`, `1 932 events`. */
export function countOf(n: number | null | undefined, noun: string): string {
  return `${countText(n)} ${noun}${n === 1 ? '' : 's'}`;
}

/** `1 row`, `12 rows`; of a verb that follows, `one` or `many`. */
export function rowsText(n: number, one = '', many = ''): string {
  const verb = n === 1 ? one : many;
  return `${countText(n)} row${n === 1 ? '' : 's'}${verb === '' ? '' : ` ${verb}`}`;
}

/** A confidence level as the number before its percent sign: 0.95 is `95`, 0.999 is `99.9`. */
export function levelText(level: number): string {
  return fixedText(usable(level) ? 100 * level : null, 3).replace(/\.?0+$/, '');
}
