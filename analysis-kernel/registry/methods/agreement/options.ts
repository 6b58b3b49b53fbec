/** Options of `agreement`. */
import * as z from 'zod';
import { confLevelOption, dataOption, weightsOption, whereOption } from '../../common-options';
import { beside } from '../../only-with';
import { choice, column, columns, number, type OptionsOf, special } from '../../options';

const TYPES = ['kappa', 'weighted_kappa', 'icc', 'bland_altman', 'ccc'] as const;
export type AgreementType = (typeof TYPES)[number];

export const SCHEME_WORDS = { linear: { en: 'linear', zh: '线性' }, quadratic: { en: 'quadratic', zh: '平方' } } as const;

export const SCALE_WORDS = {
  difference: { en: 'differences', zh: '差值' },
  percent: { en: 'differences in percent of the mean', zh: '差值占均值的百分比' },
  ratio: { en: 'ratios', zh: '比值' },
} as const;

const of = (...types: readonly AgreementType[]) => beside('type', ...types);

/** A category as a column's levels are written. */
const levelText = (value: string | number | boolean): string => (typeof value === 'boolean' ? String(value).toUpperCase() : String(value));

export const AGREEMENT_OPTIONS = {
  data: dataOption,
  type: choice({
    label: { en: 'Measure', zh: '指标' },
    help: {
      en: '`kappa` for categories (Cohen’s of two raters, Fleiss’ of more), `weighted_kappa` for ordered ones, `icc` for numbers by two raters or more, `bland_altman` and `ccc` (Lin’s concordance) for numbers by two methods. Required.',
      zh: '`kappa` 用于分类（两个评分者为 Cohen Kappa，更多为 Fleiss Kappa），`weighted_kappa` 用于有序分类，`icc` 用于两个及以上评分者的数值，`bland_altman` 与 `ccc`（Lin 一致性相关系数）用于两种方法的数值。必填。',
    },
    values: TYPES,
    valueWords: {
      kappa: { en: 'kappa', zh: 'Kappa' },
      weighted_kappa: { en: 'weighted kappa', zh: '加权 Kappa' },
      icc: { en: 'intraclass correlation', zh: '组内相关系数' },
      bland_altman: { en: 'Bland–Altman limits of agreement', zh: 'Bland–Altman 一致性界限' },
      ccc: { en: 'Lin’s concordance correlation', zh: 'Lin 一致性相关系数' },
    },
    required: true,
  }),
  raters: columns({
    label: { en: 'Raters or methods', zh: '评分者或方法' },
    help: {
      en: 'The columns of their ratings or measurements, one row a subject; rows that lack one are left out. Differences are the first minus the second. Required.',
      zh: '各评分者或方法的列，每行一个对象；有缺失的行不计入。差值为第一列减第二列。必填。',
    },
    accepts: 'any',
    required: true,
  }),
  weights_scheme: choice({
    label: { en: 'Weights of disagreement', zh: '加权方式' },
    help: {
      en: 'Of weighted kappa: a disagreement counts by how many steps lie between the categories, or by the square of it.',
      zh: '加权 Kappa 的加权方式：按类别相差的级数，或级数的平方。默认线性。',
    },
    values: ['linear', 'quadratic'],
    valueWords: SCHEME_WORDS,
    defaultText: 'linear',
    only: of('weighted_kappa'),
  }),
  levels: special({
    label: { en: 'Categories in order', zh: '类别顺序' },
    help: {
      en: 'Of kappa: all categories in their order, those nobody gave included. Without it the dictionary’s order; numbers by size.',
      zh: '用于 Kappa：按顺序列出全部类别，包括无人给出的类别。省略时按字典顺序，数值按大小。',
    },
    type: 'list of values',
    form: { control: 'yaml' },
    schema: z
      .array(z.union([z.string(), z.number(), z.boolean()]).transform(levelText))
      .min(2)
      .optional(),
    only: of('kappa', 'weighted_kappa'),
    advanced: true,
  }),
  icc: special({
    label: { en: 'Form of ICC', zh: 'ICC 形式' },
    help: {
      en: '`1`: each row has raters of its own (one-way); `2`: raters stand for many (absolute agreement); `3`: only these raters matter (consistency). Without it all.',
      zh: '`1`：每行由不同评分者评定（单因素随机）；`2`：评分者代表更多评分者（双因素随机，绝对一致）；`3`：只关心这些评分者（双因素混合，一致性）。省略时全部给出。',
    },
    type: '1, 2 or 3',
    form: { control: 'choice' },
    values: ['1', '2', '3'],
    valueWords: {
      1: { en: 'one-way random', zh: '单因素随机' },
      2: { en: 'two-way random, absolute agreement', zh: '双因素随机，绝对一致' },
      3: { en: 'two-way mixed, consistency', zh: '双因素混合，一致性' },
    },
    schema: z.union([z.literal([1, 2, 3]), z.literal(['1', '2', '3']).transform((text) => Number(text) as 1 | 2 | 3)]).optional(),
    only: of('icc'),
  }),
  unit: choice({
    label: { en: 'ICC of', zh: 'ICC 单位' },
    help: { en: 'A single rating, or the mean of all raters. Without it both.', zh: '单次评定，或全部评分者的均值。省略时均给出。' },
    values: ['single', 'average'],
    valueWords: { single: { en: 'a single rating', zh: '单次评定' }, average: { en: 'the mean of all', zh: '均值' } },
    only: of('icc'),
  }),
  scale: choice({
    label: { en: 'Limits of', zh: '界限的尺度' },
    help: {
      en: 'Of Bland–Altman: differences; differences in percent of the mean of the two; or ratios, from logarithms, where differences grow with what is measured. Default differences.',
      zh: 'Bland–Altman 的尺度：差值；差值占两者均值的百分比；或比值（取对数计算），用于差值随测量值增大时。默认差值。',
    },
    values: ['difference', 'percent', 'ratio'],
    valueWords: SCALE_WORDS,
    defaultText: 'difference',
    only: of('bland_altman'),
  }),
  within: number({
    label: { en: 'Share within the limits', zh: '界限内的比例' },
    help: {
      en: 'Of Bland–Altman: the share of differences the limits are to hold. Default 0.95.',
      zh: 'Bland–Altman 界限所应包含的差值比例。默认 0.95。',
    },
    type: 'number between 0 and 1',
    above: 0,
    below: 1,
    control: { min: 0.5, max: 0.999, step: 0.01 },
    defaultText: '0.95',
    only: of('bland_altman'),
    advanced: true,
  }),
  id: column({
    label: { en: 'Subject', zh: '对象' },
    help: {
      en: 'Of Bland–Altman: the column of subjects measured several times, a row each time. The limits are then for one difference of a new subject; without it every row is taken for another subject.',
      zh: 'Bland–Altman 用：标识多次测量的同一对象的列，每次测量一行。此时界限针对新对象的一次差值；省略时每行视为不同对象。',
    },
    accepts: 'any',
    only: of('bland_altman'),
    advanced: true,
  }),
  weights: weightsOption,
  conf_level: confLevelOption,
  where: whereOption,
};

export type AgreementOptions = OptionsOf<typeof AGREEMENT_OPTIONS>;
