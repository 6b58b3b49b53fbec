/** What the types of analysis are called. */

export const TYPE_WORDS = {
  andersen_gill: { en: 'Andersen–Gill: rate of any event', zh: 'Andersen–Gill：任一事件的发生率' },
  pwp_total: { en: 'Prentice–Williams–Peterson, total time', zh: 'Prentice–Williams–Peterson，总时间' },
  pwp_gap: { en: 'Prentice–Williams–Peterson, gap time', zh: 'Prentice–Williams–Peterson，间隔时间' },
  mean_cumulative: { en: 'mean cumulative function', zh: '平均累积函数' },
} as const;

/** What a coefficient compares, and the model's short name. */
export const MODEL_WORDS = {
  andersen_gill: { en: 'Andersen–Gill model', zh: 'Andersen–Gill 模型' },
  pwp_total: { en: 'Prentice–Williams–Peterson total-time model', zh: 'Prentice–Williams–Peterson 总时间模型' },
  pwp_gap: { en: 'Prentice–Williams–Peterson gap-time model', zh: 'Prentice–Williams–Peterson 间隔时间模型' },
} as const;
