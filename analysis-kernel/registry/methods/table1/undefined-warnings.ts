/** Why a p value or a standardised difference is missing from the table. */
import type { Localised } from '@/cohort-dsl/source/localised';
import type { Warning } from '../../../results/result';
import type { Undefined } from './variable';

const REASONS: Readonly<Record<Undefined, Localised>> = {
  group_unknown: { en: 'a group has no known value', zh: '有一组没有任何已知值' },
  one_group_known: { en: 'fewer than two groups have known values', zh: '有已知值的组不足两个' },
  one_level: { en: 'it has a single level', zh: '只有一个水平' },
  no_level_shared: { en: 'the groups have no level in common, they are separated perfectly', zh: '各组没有共同的水平，完全分离' },
  no_variation: { en: 'its values do not vary within the groups', zh: '组内取值没有变异' },
  one_value: { en: 'a group has a single known value', zh: '有一组只有一个已知值' },
  too_many_values: { en: 'the frequencies stand for too many values', zh: '频数代表的取值过多' },
  dates: { en: 'dates are only counted', zh: '日期仅计数' },
};

/** One warning for each that was asked for and is not defined. */
export function undefinedWarnings(name: Localised, noTest: Undefined | null, noSmd: Undefined | null): Warning[] {
  const warnings: Warning[] = [];
  if (noTest !== null) {
    const { en, zh } = REASONS[noTest];
    const message = { en: `${name.en} has no p value: ${en}.`, zh: `${name.zh} 没有 P 值：${zh}。` };
    warnings.push({ code: 'test_not_defined', message });
  }
  if (noSmd !== null) {
    const { en, zh } = REASONS[noSmd];
    const message = {
      en: `The standardised difference of ${name.en} is not defined: ${en}.`,
      zh: `${name.zh} 的标准化均数差无定义：${zh}。`,
    };
    warnings.push({ code: 'smd_not_defined', message });
  }
  return warnings;
}
