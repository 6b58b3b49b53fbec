/** What a methods paragraph and an R script say of coefficients that change with time. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { listText } from '../../../results/format';
import { saidOf } from '../../labels';
import type { CoxMethodOptions } from './options';
import type { Change } from './varying-declared';

const WORDS: Readonly<Record<Extract<Change, string>, Localised & { readonly script: string }>> = {
  log: { en: 'the logarithm of time', zh: '时间的对数', script: 'log(t)' },
  sqrt: { en: 'the square root of time', zh: '时间的平方根', script: 'sqrt(t)' },
  linear: { en: 'time', zh: '时间', script: 't' },
};

/** The sentence of a methods paragraph. */
export function changeSaid(
  { tt }: CoxMethodOptions,
  labels: Readonly<Record<string, Localised>>,
): Readonly<Record<Language, readonly string[]>> {
  if (tt === undefined) return { en: [], zh: [] };
  const changes = Object.entries(tt).map(([term, change]) => {
    const { en, zh } = saidOf(term, labels);
    if (typeof change === 'string') return { en: `that of ${en} with ${WORDS[change].en}`, zh: `${zh}随${WORDS[change].zh}` };
    const cuts = change.pieces.map(String);
    return { en: `that of ${en} by steps after ${listText(cuts, 'en')}`, zh: `${zh}在 ${listText(cuts, 'zh')} 之后分段` };
  });
  const all = (lang: Language) =>
    listText(
      changes.map((one) => one[lang]),
      lang,
    );
  return {
    en: [`Coefficients changed with time: ${all('en')}; the coefficient of the term itself is the one where that function of time is 0.`],
    zh: [`系数随时间变化：${all('zh')}；该项自身的系数为时间函数取 0 时的系数。`],
  };
}

/** R's own tt() in the formula; a factor as its columns of 0 and 1. */
export function changeScript({ tt }: CoxMethodOptions): { readonly lines: readonly string[]; readonly args: readonly string[] } {
  if (tt === undefined) return { lines: [], args: [] };
  const functions = Object.values(tt).map((change) => {
    if (typeof change === 'string') return `function(x, t, ...) columns(x) * ${WORDS[change].script}`;
    const cuts = [...change.pieces].sort((a, b) => a - b).join(', ');
    return `function(x, t, ...) do.call(cbind, lapply(c(${cuts}), function(cut) columns(x) * (t > cut)))`;
  });
  const terms = Object.keys(tt).map((term) => `+ tt(${term})`);
  return {
    lines: [
      'columns <- function(x) if (is.numeric(x)) x else sapply(levels(factor(x))[-1], function(level) as.numeric(x == level))',
      `f <- update(f, . ~ . ${terms.join(' ')})`,
    ],
    args: [`tt = list(${functions.join(', ')})`],
  };
}
