/** What `prevalence` warns about. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { countText, listText, rowsText } from '../../../results/format';
import type { Warning } from '../../../results/result';
import { caseWarnings } from '../../case-words';
import type { PrevalenceOptions } from './options';
import type { PreparedShares, Share } from './prepare';
import type { Labels } from './sentence';

/** No case or nothing but cases, rows not observed then, other values of the column. */
export function prevalenceWarnings(
  prepared: PreparedShares,
  shares: readonly Share[],
  groups: readonly Localised[],
  { case: name }: PrevalenceOptions,
  labels: Labels,
): Warning[] {
  const warnings: Warning[] = [...prepared.warnings];
  const warn = (code: string, en: string, zh: string) => warnings.push({ code, message: { en, zh } });
  const isOne = prepared.groups === null;
  const named = (which: (share: Share) => boolean) => {
    const found = groups.filter((_, group) => which(shares[group]));
    const list = (lang: 'en' | 'zh') =>
      listText(
        found.map((one) => one[lang]),
        lang,
      );
    return found.length === 0 ? null : { en: isOne ? '' : ` in ${list('en')}`, zh: isOne ? '' : `${list('zh')}` };
  };
  const none = named(({ cases }) => cases === 0);
  if (none !== null) {
    warn(
      'no_events',
      `There is no case${none.en}: the prevalence is 0, and the upper limit alone says what the data exclude.`,
      `${none.zh}没有病例：患病率为 0，数据只能给出上限。`,
    );
  }
  const all = named(({ cases, n }) => cases === n);
  if (all !== null) {
    warn(
      'all_cases',
      `Every row${all.en} is a case. Is that so? Check which value of the column means one.`,
      `${all.zh}每一行均为病例。是否如此？请核对哪个取值表示病例。`,
    );
  }
  if (prepared.absent > 0) {
    warn(
      'not_observed',
      `${rowsText(prepared.absent, 'was', 'were')} not observed then and ${prepared.absent === 1 ? 'does' : 'do'} not count.`,
      `${countText(prepared.absent)} 行当时未被观察，不计入。`,
    );
  }
  warnings.push(...caseWarnings(prepared.status?.notes ?? [], name, 'none', labels));
  return warnings;
}
