/** What the likelihood of sets with several cases is called. */

export const LIKELIHOOD_WORDS = {
  exact: { en: 'exact conditional likelihood', zh: '精确条件似然' },
  efron: { en: 'conditional likelihood by Efron’s approximation', zh: '条件似然（Efron 近似）' },
  breslow: { en: 'conditional likelihood by Breslow’s approximation', zh: '条件似然（Breslow 近似）' },
} as const;
