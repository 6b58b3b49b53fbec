/** Examples of `test` for the manual. */
export const TEST_EXAMPLES = [
  {
    database: 'breast_cancer',
    cell: 'method: test\ndata: surgery\ntest: kruskal\nformula: nodes ~ size_band\nposthoc: dunn',
    sentence: {
      en: 'Positive lymph nodes by Tumour size: Up to 20 mm, median 0 (quartiles 0 and 2.00), n = 1 567; Above 20 to 50 mm, median 2.00 (quartiles 0 and 5.00), n = 1 744; Above 50 mm, median 6.00 (quartiles 2.00 and 11.0), n = 357. Kruskal–Wallis test, χ² = 572, df = 2, p < 0.001, n = 3 668.',
      zh: '阳性淋巴结数（按肿瘤大小）：不超过 20 mm，中位数 0（四分位数 0、2.00），n = 1 567；大于 20 至 50 mm，中位数 2.00（四分位数 0、5.00），n = 1 744；50 mm 以上，中位数 6.00（四分位数 2.00、11.0），n = 357。Kruskal–Wallis 检验，χ² = 572，自由度 2，P < 0.001，n = 3 668。',
    },
  },
  {
    database: 'breast_cancer',
    cell: "method: test\ndata: surgery\ntest: proportion\nformula: hormone ~ size_band\nwhere: size_band <> '20-50'",
    sentence: {
      en: 'Adjuvant hormone therapy (Yes) by Tumour size: Up to 20 mm, 171 of 1 567 (10.9%); Above 50 mm, 77 of 357 (21.6%). Difference of proportions −0.107 (95% CI −0.154 to −0.064); Newcombe interval, χ² test, χ² = 29.4, df = 1, p < 0.001.',
      zh: '辅助内分泌治疗（是，按肿瘤大小）：不超过 20 mm，1 567 例中 171 例（10.9%）；50 mm 以上，357 例中 77 例（21.6%）。比例之差 −0.107（95% CI −0.154～−0.064）；Newcombe 区间，χ² 检验，χ² = 29.4，自由度 1，P < 0.001。',
    },
  },
] as const;
