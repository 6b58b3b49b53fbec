/** Groups in numbers, for sentences. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { quantile } from '../../../numeric/quantile';
import { mean, variance } from '../../../numeric/sum';
import { countOf, countText, percentText, summaryText } from '../../../results/format';
import type { Sample } from './shapes';

/** Groups beyond these are counted only. */
const MOST_SAID = 12;

function listed(parts: readonly Localised[]): Localised | null {
  if (parts.length === 0) return null;
  const more = parts.length - MOST_SAID;
  const all = [...parts.slice(0, MOST_SAID), ...(more > 0 ? [{ en: `and ${countOf(more, 'more group')}`, zh: `另有 ${more} 组` }] : [])];
  return { en: all.map(({ en }) => en).join('; '), zh: all.map(({ zh }) => zh).join('；') };
}

/** A group before its numbers; one alone is what the sentence is about. */
function lead({ en, zh }: Localised, groups: readonly unknown[]): Localised {
  return groups.length === 1 ? { en: '', zh: '' } : { en: `${en}, `, zh: `${zh}，` };
}

/** `Female, mean 12.3 (SD 4.5), n = 30`. */
export function meansSaid(groups: readonly Sample[]): Localised | null {
  return listed(
    groups.map(({ said, values }) => {
      const [centre, sd] = [summaryText(mean(values)), summaryText(Math.sqrt(variance(values)))];
      const n = countText(values.length);
      const name = lead(said, groups);
      return { en: `${name.en}mean ${centre} (SD ${sd}), n = ${n}`, zh: `${name.zh}均数 ${centre}（标准差 ${sd}），n = ${n}` };
    }),
  );
}

/** `Female, median 12 (quartiles 8 and 15), n = 30`. */
export function mediansSaid(groups: readonly Sample[]): Localised | null {
  return listed(
    groups.map(({ said, values }) => {
      const [low, middle, high] = quantile(values, [0.25, 0.5, 0.75]).map(summaryText);
      const n = countText(values.length);
      const name = lead(said, groups);
      return {
        en: `${name.en}median ${middle} (quartiles ${low} and ${high}), n = ${n}`,
        zh: `${name.zh}中位数 ${middle}（四分位数 ${low}、${high}），n = ${n}`,
      };
    }),
  );
}

interface Share {
  readonly said: Localised;
  readonly events: number;
  readonly n: number;
}

/** `Female, 12 of 40 (30.0%)`. */
export function sharesSaid(groups: readonly Share[]): Localised | null {
  return listed(
    groups.map(({ said, events, n }) => {
      const name = lead(said, groups);
      const numbers = [countText(events), countText(n), percentText((100 * events) / n)];
      return {
        en: `${name.en}${numbers[0]} of ${numbers[1]} (${numbers[2]}%)`,
        zh: `${name.zh}${numbers[1]} 例中 ${numbers[0]} 例（${numbers[2]}%）`,
      };
    }),
  );
}

/** `Age by Sex`; the outcome alone where there are no groups. */
export function subjectOf(outcome: Localised, by: Localised | null): Localised {
  return by === null ? outcome : { en: `${outcome.en} by ${by.en}`, zh: `${outcome.zh}（按${by.zh}）` };
}
