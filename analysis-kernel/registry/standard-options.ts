/** The options of methods that standardise for age, and what they refuse. */

import * as z from 'zod';
import type { Localised } from '@/cohort-dsl/source/localised';
import type { ErrorDeclarations } from '../results/method-error';
import { STANDARD_POPULATIONS } from '../stats/rates/standard-populations';
import { beside, type Condition } from './only-with';
import { column, numbers, special, table } from './options';

/** Instead of a name: the weights are those of all rows together. */
export const OWN = 'own';
/** Names of the standard populations shipped. */
export const BUILT_IN = Object.keys(STANDARD_POPULATIONS);

export const STANDARD_ERRORS = {
  unknown_standard: { en: 'There is no standard population of this name.', zh: '没有该名称的标准人口。' },
  standard_unreadable: { en: 'The table of standard populations cannot be read.', zh: '标准人口表无法读取。' },
  standard_ages: { en: 'The groups of age do not fit the standard population.', zh: '年龄组与标准人口不符。' },
  standard_not_covered: { en: 'The data and the standard population have no age in common.', zh: '数据与标准人口没有共同的年龄。' },
  age_missing: { en: 'Age is needed and no column of it is named.', zh: '需要年龄，但未指定年龄列。' },
  age_values: { en: 'The column of ages does not hold ages in years.', zh: '年龄列的取值不是以岁计的年龄。' },
} as const satisfies ErrorDeclarations;

export const standardOption = special({
  label: { en: 'Standard population', zh: '标准人口' },
  help: {
    en: 'Standardises for age by the weights of this population: a census of China, the world (Segi, WHO), Europe, all rows together, or one of the table of standards.',
    zh: '按该人口的权重作年龄标化：中国人口普查、世界（Segi、WHO）、欧洲、全部数据合计，或标准人口表中的一个。',
  },
  type: 'name of a standard',
  values: [...BUILT_IN, OWN],
  valueWords: {
    ...Object.fromEntries(Object.entries(STANDARD_POPULATIONS).map(([name, { title }]) => [name, title])),
    [OWN]: { en: 'all rows together', zh: '全部数据合计' },
  },
  form: { control: 'choice' },
  schema: z.string().min(1).max(80).optional(),
});

export const standardsOption = table({
  label: { en: 'Table of standards', zh: '标准人口表' },
  help: {
    en: 'A table with other standard populations: `standard`, `age_from`, `age_to` (the last age of a group, empty where it is open), `weight`.',
    zh: '其他标准人口的表，含列 `standard`、`age_from`、`age_to`（组内最末年龄，开放组为空）与 `weight`。',
  },
  advanced: true,
  only: beside('standard'),
});

export const ageGroupsOption = numbers({
  label: { en: 'Groups of age', zh: '年龄组' },
  help: {
    en: 'Ages at which the groups for the standard begin, as [40, 60] for below 40, 40 to 59, 60 and more; the standard’s own groups when left out.',
    zh: '标化所用年龄组的起点，如 [40, 60] 即 40 岁以下、40–59 岁、60 岁及以上；省略时用标准人口自身的分组。',
  },
  advanced: true,
  only: beside('standard'),
  above: 0,
});

/** The option `age`, with what the method needs it for. */
export const ageColumn = (help: Localised, only: Condition) => column({ label: { en: 'Age', zh: '年龄' }, help, accepts: 'numeric', only });
