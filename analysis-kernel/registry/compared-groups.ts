/** What methods share that compare groups with one of them: the group named, and how a comparison is said. */

import type { Language, Localised } from '@/cohort-dsl/source/localised';
import type { Grouping } from '../formula/specials';
import { levelText, listText, NO_NUMBER } from '../results/format';
import { MethodError } from '../results/method-error';
import type { Value, Warning } from '../results/result';
import { GROUP_ERRORS } from './error-codes';
import { levelSaid, saidOf } from './labels';

/** A number, or null where there is none. */
export const orNull = (value: number): Value => (Number.isFinite(value) ? value : null);

const MOST_GROUPS = 200;

/** Place of the reference group, the first where none is named. Throws MethodError `unknown_reference`, `too_many_groups`. */
export function referenceOf({ labels, parts }: Grouping, reference: string | number | boolean | undefined): number {
  if (labels.length > MOST_GROUPS) {
    const text = {
      en: `There are ${labels.length} groups; ${MOST_GROUPS} at most are compared. Cut numbers into classes first, or leave groups out with where.`,
      zh: `共有 ${labels.length} 组，至多比较 ${MOST_GROUPS} 组。数值变量请先分组，或用 where 排除部分组。`,
    };
    throw new MethodError(GROUP_ERRORS, 'too_many_groups', text, 'by');
  }
  if (reference === undefined) return 0;
  const wanted = String(reference);
  const word = typeof reference === 'boolean' ? wanted.toUpperCase() : wanted;
  const at = labels.findIndex((label, group) => label === wanted || (parts[group].length === 1 && parts[group][0].level === word));
  if (at >= 0) return at;
  const levels = parts.map((own, group) => (own.length === 1 ? own[0].level : labels[group]));
  const text = {
    en: `There is no group ${wanted}. The groups: ${levels.slice(0, 12).join(', ')}.`,
    zh: `没有组 ${wanted}。现有的组：${levels.slice(0, 12).join('、')}。`,
  };
  throw new MethodError(GROUP_ERRORS, 'unknown_reference', text, 'reference', null, levels.slice(0, 3));
}

/** The warning that there is nothing to compare a group with. */
export function oneGroup({ en, zh }: Localised): Warning {
  return {
    code: 'one_group',
    message: {
      en: `All complete rows are of one group (${en}), so nothing is compared.`,
      zh: `完整的行均属于同一组（${zh}），没有可比较的。`,
    },
  };
}

/** A number with its interval as they are printed: `26.9 (95% CI 22.4 to 32.1)`; a limit that does not exist is infinite. */
export function withInterval(texts: readonly string[], level: number, lang: Language): string {
  const [estimate, low, high] = texts;
  if (low === NO_NUMBER && high === NO_NUMBER) return estimate;
  const limit = (text: string) => (text === NO_NUMBER ? '∞' : text);
  return lang === 'zh'
    ? `${estimate}（${levelText(level)}% CI ${limit(low)}～${limit(high)}）`
    : `${estimate} (${levelText(level)}% CI ${limit(low)} to ${limit(high)})`;
}

/** How a sentence calls groups: what they are groups by, once, and each by its levels where they are of one column. */
export function groupsSaid(
  { labels, parts }: Grouping,
  by: readonly string[],
  words: Readonly<Record<string, Localised>>,
): { readonly by: Localised; readonly each: readonly Localised[] } {
  const columns = by.map((name) => saidOf(name, words));
  const list = (lang: Language) =>
    listText(
      columns.map((one) => one[lang]),
      lang,
    );
  const each = parts.map((own, group) => (own.length === 1 ? levelSaid(own[0].label, own[0].level, words) : saidOf(labels[group], words)));
  return { by: { en: list('en'), zh: list('zh') }, each };
}
