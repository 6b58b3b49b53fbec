/** What `cox` says of comparisons and of curves. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { listText, pClause, ratioTexts } from '../../../results/format';
import type { ResultTable } from '../../../results/result';
import { numberOf, rowsByColumn } from '../../hazard-sentences';
import { levelSaid, saidOf } from '../../labels';
import type { CoxMethodOptions } from './options';

type Labels = Readonly<Record<string, Localised>>;

const MOST_SAID = 4;

/** Hazard ratios of the comparisons, the first of them, with p values as they were asked, and which effects are drawn; nothing where there are none. */
export function comparedSentence(
  tables: ReadonlyMap<string, ResultTable>,
  { adjust }: Pick<CoxMethodOptions, 'adjust'>,
  labels: Labels,
): Localised {
  const isAdjusted = adjust !== 'none';
  const contrasts = tables.get('contrasts');
  const effects = tables.get('effects');
  const pairs = contrasts === undefined ? [] : rowsByColumn(contrasts).filter(({ estimate }) => numberOf(estimate) !== null);
  const one = (row: (typeof pairs)[number], lang: Language) => {
    const variable = String(row.variable);
    const [first, second] = [row.group_1, row.group_2].map((level) => levelSaid(variable, String(level), labels)[lang]);
    const limits = [row.estimate, row.conf_low, row.conf_high].map((value) => {
      const number = numberOf(value);
      return number === null ? null : Math.exp(number);
    });
    const [ratio, low, high] = ratioTexts(...limits);
    const p = numberOf(isAdjusted ? row.p_adjusted : row.p_value);
    const name = saidOf(variable, labels)[lang];
    if (p === null) return lang === 'zh' ? `${name}：${first}对${second} ${ratio}` : `${name}: ${first} against ${second} ${ratio}`;
    return lang === 'zh'
      ? `${name}：${first}对${second} ${ratio}（${low}～${high}），${pClause(p, lang)}`
      : `${name}: ${first} against ${second} ${ratio} (${low} to ${high}), ${pClause(p, lang)}`;
  };
  const more = pairs.length - MOST_SAID;
  const said = (lang: Language) => [
    ...pairs.slice(0, MOST_SAID).map((row) => one(row, lang)),
    ...(more > 0 ? [{ en: `and ${more} more`, zh: `另有 ${more} 项` }[lang]] : []),
  ];
  const drawn = (lang: Language) =>
    listText(
      [...new Set(effects === undefined ? [] : rowsByColumn(effects).map(({ variable }) => String(variable)))].map(
        (name) => saidOf(name, labels)[lang],
      ),
      lang,
    );
  return {
    en: [
      ...(effects === undefined ? [] : [` The effect of ${drawn('en')} is drawn as a curve against the median.`]),
      ...(pairs.length === 0 ? [] : [` Comparisons (hazard ratio${isAdjusted ? ', adjusted p' : ''}): ${said('en').join('; ')}.`]),
    ].join(''),
    zh: [
      ...(effects === undefined ? [] : [`${drawn('zh')}的效应以曲线表示，参照为其中位数。`]),
      ...(pairs.length === 0 ? [] : [`对比（风险比${isAdjusted ? '，校正 P 值' : ''}）：${said('zh').join('；')}。`]),
    ].join(''),
  };
}
