import type { Localised } from '@/cohort-dsl/source/localised';

/** Why values of a size that nothing can be computed with are refused, and how to mend it. */
export function sizeText(name: string, fault: 'large' | 'small'): Localised {
  return fault === 'large'
    ? {
        en: `${name} has values past 1e70, whose squares and products are no numbers a computer holds. Is a code for a missing value among them? Leave those rows out with where, or give the column in a larger unit.`,
        zh: `${name} 含有大于 1e70 的值，其平方与乘积超出计算机可表示的范围。是否为表示缺失的代码？请用 where 排除这些行，或改用更大的单位。`,
      }
    : {
        en: `The values of ${name} are all below 1e-70, so that their squares and products vanish. Give the column in a smaller unit.`,
        zh: `${name} 的取值均小于 1e-70，其平方与乘积在计算中变为零。请改用更小的单位。`,
      };
}
