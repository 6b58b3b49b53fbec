/** What `agreement` warns about. */
import { countText, listText, pClause } from '../../../results/format';
import type { Warning } from '../../../results/result';
import { saidOf } from '../../labels';
import type { Found } from './found';
import type { AgreementOptions } from './options';
import type { Measured, Rated } from './prepare';
import type { Labels } from './sentence';

const FEW = 10;

/** Few rows, raters that do not vary, kappa made small by prevalence, differences that grow, a correlation below 0. */
export function agreementWarnings(prepared: Measured | Rated, found: Found, options: AgreementOptions, labels: Labels): Warning[] {
  const warnings: Warning[] = [];
  const warn = (code: string, en: string, zh: string, change?: Warning['change']) =>
    warnings.push({ code, message: { en, zh }, ...(change === undefined ? {} : { change }) });
  if (prepared.n < FEW) {
    warn(
      'few_rows',
      `Only ${countText(prepared.n)} rows have a value of every rater: intervals from so few are rough.`,
      `仅 ${countText(prepared.n)} 行各评分者均有取值：置信区间较粗略。`,
    );
  }
  noWidth(found, warn);
  if ('categories' in found && prepared.kind === 'rated') ofCategories(prepared, found, options, warn);
  if (prepared.kind === 'measured') ofNumbers(prepared, found, options, labels, warn);
  return warnings;
}

/** Intervals that agreement without exception, or without any, leaves no width. */
function noWidth(found: Found, warn: Warn): void {
  if ('kind' in found && found.kind === 'limits') {
    // Of numbers with decimals equal differences are not quite so.
    if (found.limits.sd > 1e-12 * Math.abs(found.limits.bias.estimate)) return;
    warn(
      'no_width',
      'All differences are the same, so the limits of agreement and their intervals have no width: that is no certainty, the data just show no exception. Is one column a copy of the other?',
      '所有差值相同，一致性界限及其置信区间宽度为零：这并不表示确定，只是数据中未见例外。其中一列是否为另一列的副本？',
    );
    return;
  }
  if (!('kind' in found) && Number.isNaN(found.kappa.kappa)) return;
  const rows = [...found.estimates, ...('categories' in found ? [...found.categories, ...found.pairs] : [])];
  if (!rows.some(({ conf_low, conf_high }) => typeof conf_low === 'number' && conf_low === conf_high)) return;
  warn(
    'no_width',
    'Where raters agree on every row, or on none, the interval has no width: that is no certainty, the data just show no exception. More rows may.',
    '评分者在所有行均一致或均不一致时，置信区间宽度为零：这并不表示确定，只是数据中未见例外。增加行数后可能出现例外。',
  );
}

type Warn = (code: string, en: string, zh: string, change?: Warning['change']) => void;

function ofCategories(
  { codes, gaps, n }: Rated,
  { kappa, isFleiss }: Extract<Found, { categories: unknown }>,
  options: AgreementOptions,
  warn: Warn,
): void {
  if (Number.isNaN(kappa.kappa)) {
    warn(
      'one_category',
      'All ratings are of one category: whatever the raters see, they cannot agree beyond chance, and kappa is not defined.',
      '所有评定均为同一类别：无法超出机遇一致，Kappa 无定义。',
    );
  } else if (kappa.kappa < 0.4 && kappa.observed >= 0.8) {
    warn(
      'kappa_paradox',
      'The raters agree on most rows and kappa is small all the same, because one category is given far more often than the others. Report observed agreement, agreement by category and PABAK beside it.',
      '多数行评定一致而 Kappa 偏小，因为某一类别远多于其余类别。请同时报告观察一致率、各类别的一致率与 PABAK。',
    );
  }
  if (!isFleiss && !sharesCategory(codes[0], codes[1])) {
    warn(
      'no_shared_category',
      `The two raters have no category in common in ${countText(n)} rows: plain kappa is 0 however they rate within them, and has no interval and no p value. Are the categories spelt alike, and the columns the right ones?`,
      `两个评分者在 ${countText(n)} 行中没有共同的类别：无论如何评定，未加权 Kappa 恒为 0，不给出置信区间与 P 值。类别的写法是否一致，所选的列是否正确？`,
    );
  } else if (!isFleiss && Number.isNaN(kappa.error) && !Number.isNaN(kappa.kappa)) {
    warn(
      'one_sided_rater',
      'One rater gave the same category in every row: kappa is then 0 whatever the other gives, and has no interval and no p value. Report observed agreement instead.',
      '其中一个评分者在所有行给出同一类别：无论另一评分者如何评定，Kappa 恒为 0，不给出置信区间与 P 值。请改为报告观察一致率。',
    );
  }
  if (gaps.length > 0 && options.type === 'weighted_kappa') {
    const [list, listZh] = [listText(gaps, 'en'), listText(gaps, 'zh')];
    warn(
      'category_unused',
      `Nobody gave ${list}, so its neighbours count as one step apart. Name all categories in their order to have it counted.`,
      `没有人给出 ${listZh}，其相邻类别按相差一级计。如需计入，请按顺序列出全部类别。`,
    );
  }
}

function sharesCategory(a: Int32Array, b: Int32Array): boolean {
  const first = new Set(a);
  return b.some((code) => first.has(code));
}

function ofNumbers({ values }: Measured, found: Found, options: AgreementOptions, labels: Labels, warn: Warn): void {
  const constant = options.raters.filter((_, at) => values[at].every((value) => value === values[at][0]));
  if (constant.length > 0) {
    const list = (lang: 'en' | 'zh') =>
      listText(
        constant.map((name) => saidOf(name, labels)[lang]),
        lang,
      );
    warn('constant_rater', `${list('en')} has one value in all rows.`, `${list('zh')}在各行取值相同。`);
  }
  if ('categories' in found) return;
  if (found.kind === 'icc' && found.forms.some(({ estimate }) => estimate < 0)) {
    warn(
      'negative_icc',
      'An intraclass correlation below 0 says that raters differ more within rows than rows do: there is no reliability to speak of.',
      '组内相关系数小于 0，说明行内评分者间的差异大于行间差异：没有可靠性可言。',
    );
  }
  if (found.kind === 'limits' && found.slope.pValue < 0.05) {
    const isPlain = (options.scale ?? 'difference') === 'difference' && values.every((own) => own.every((value) => value > 0));
    warn(
      'proportional_bias',
      `Differences change with what is measured (slope ${pClause(found.slope.pValue, 'en')}), so one pair of limits does not fit the whole range.${isPlain ? ' Ratios may.' : ''} Methods of unequal precision show such a slope too.`,
      `差值随测量值变化（斜率 ${pClause(found.slope.pValue, 'zh')}），同一对界限不适用于整个范围。${isPlain ? '可改用比值。' : ''}两种方法精密度不同时也会出现这种斜率。`,
      isPlain ? { option: 'scale', value: 'ratio', said: { en: 'Give limits of ratios', zh: '改为比值的界限' } } : undefined,
    );
  }
}
