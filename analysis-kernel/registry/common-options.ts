/** Option schemas and declarations that several methods share. */

import { z } from 'zod';
import type { Localised } from '@/cohort-dsl/source/localised';
import type { FormHint, OptionDeclaration } from './method';

export const columnName = z.string().min(1);

/** One column or a list of them. */
export const columnList = z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(columnName).min(1));

/** One number or a list of them. */
export const numberList = z.preprocess((value) => (typeof value === 'number' ? [value] : value), z.array(z.number()).min(1));

const WEIGHT_KINDS = ['frequency', 'sampling', 'inverse_probability'] as const;
export type WeightKind = (typeof WEIGHT_KINDS)[number];

export const weightsSchema = z.strictObject({ column: columnName, kind: z.enum(WEIGHT_KINDS) });
export type WeightsOption = z.infer<typeof weightsSchema>;

/** Keys every method takes. */
export const dataKeys = {
  data: columnName,
  where: z.string().min(1).optional(),
};

export const confLevel = z.number().gt(0).lt(1).default(0.95);

interface Declared {
  readonly key: string;
  readonly label: Localised;
  readonly help: Localised;
  readonly type: string;
  readonly form: FormHint;
  readonly values?: readonly string[];
  readonly default?: string;
  readonly advanced?: boolean;
}

/** An option's declaration with what is usual left out. */
export function option(declared: Declared): OptionDeclaration {
  const { key, label, help, type, form } = declared;
  return {
    key,
    label,
    help,
    type,
    form,
    values: declared.values ?? null,
    defaultText: declared.default ?? null,
    advanced: declared.advanced ?? false,
  };
}

export const dataOption = option({
  key: 'data',
  label: { en: 'Data', zh: '数据' },
  help: {
    en: 'The cohort, SQL cell, analysis table or database table to analyse. Required.',
    zh: '要分析的队列、SQL 单元、分析结果表或数据库表。必填。',
  },
  type: 'name of a table',
  form: { control: 'table' },
});

export const whereOption = option({
  key: 'where',
  label: { en: 'Only rows where', zh: '仅限满足条件的行' },
  help: {
    en: 'A SQL condition on the columns of the data; rows for which it is not true are left out. Names with dots stand in double quotes.',
    zh: '针对数据列的 SQL 条件；不满足的行被排除。含点号的列名须写在双引号中。',
  },
  type: 'SQL condition',
  form: { control: 'yaml' },
  advanced: true,
});

export const weightsOption = option({
  key: 'weights',
  label: { en: 'Weights', zh: '权重' },
  help: {
    en: '`{column: NAME, kind: KIND}`. A frequency weight stands for so many equal rows; sampling and inverse-probability weights give a robust variance.',
    zh: '`{column: 列名, kind: 类型}`。频数权重表示若干相同的行；抽样权重与逆概率权重采用稳健方差。',
  },
  type: 'mapping of column and kind',
  values: WEIGHT_KINDS,
  form: { control: 'yaml' },
  advanced: true,
});

export const confLevelOption = option({
  key: 'conf_level',
  label: { en: 'Confidence level', zh: '置信水平' },
  help: { en: 'Coverage of the confidence intervals.', zh: '置信区间的覆盖概率。' },
  type: 'number between 0 and 1',
  default: '0.95',
  form: { control: 'number', min: 0.5, max: 0.999, step: 0.01 },
  advanced: true,
});

export const clusterOption = option({
  key: 'cluster',
  label: { en: 'Cluster', zh: '聚类' },
  help: {
    en: 'A column whose rows belong together (a patient with several rows, a centre): the variance allows for it.',
    zh: '标识同一聚类的列（如有多行的患者或中心），方差估计将考虑聚类内相关。',
  },
  type: 'column',
  form: { control: 'column', accepts: 'any' },
  advanced: true,
});
