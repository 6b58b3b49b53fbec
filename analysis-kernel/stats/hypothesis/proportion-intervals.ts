/** Intervals of proportions, by name. */
export const ONE_PROPORTION = ['wilson', 'clopper_pearson', 'agresti_coull'] as const;
export type OneInterval = (typeof ONE_PROPORTION)[number];
/** Of the difference of two. */
export const TWO_PROPORTIONS = ['newcombe', 'miettinen_nurminen'] as const;
export type TwoInterval = (typeof TWO_PROPORTIONS)[number];
