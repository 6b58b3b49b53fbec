/** `cox`: proportional hazards regression. */

import { withBases } from '../../basis-script';
import { defineMethod } from '../../method';
import { coxEntry } from './entry';
import { COX_ERRORS } from './errors';
import { COX_OPTIONS } from './options';
import { COX_TABLES } from './tables';
import { coxParagraph, coxScript } from './texts';

export const coxMethod = defineMethod({
  ...coxEntry,
  response: 'survival',
  options: COX_OPTIONS,
  tables: Object.values(COX_TABLES),
  figures: ['forest', 'effect', 'survival'],
  errors: COX_ERRORS,
  run: async () => (await import('./run')).runCox,
  paragraph: coxParagraph,
  rScript: (options, conventions) => withBases(options, false, (own) => coxScript(own, conventions)),
  examples: [
    {
      database: 'breast_cancer',
      sql: "SELECT date_diff('day', start_date, coalesce(min(event.date), end_date)) / 365.25 AS years, count(event.date) > 0 AS relapsed, hormone, nodes, grade\nFROM observed JOIN patient USING (patient_id) JOIN surgery USING (patient_id) LEFT JOIN event USING (patient_id)\nWHERE centre = 'gbsg'\nGROUP BY patient_id, start_date, end_date, hormone, nodes, grade",
      cell: 'method: cox\ndata: trial\nformula: Surv(years, relapsed) ~ hormone + grade + rcs(nodes, 3)\ntime_unit: years\nadjusted: {by: hormone, times: 5, rmst: 5}',
      sentence: {
        en: 'In a Cox model of years (n = 686, 299 events), hazard ratios (95% CI) were: Adjuvant hormone therapy 0.69 (0.54 to 0.88), p = 0.003; Differentiation grade (1 well, 2 moderate, 3 poor) 1.45 (1.19 to 1.77), p < 0.001; Positive lymph nodes (spline), 1 1.30 (1.19 to 1.42), p < 0.001; Positive lymph nodes (spline), 2 0.66 (0.56 to 0.79), p < 0.001. Concordance was 0.674. The effect of Positive lymph nodes is drawn as a curve against the median. Standardised over 686 rows, survival at 5 years by Adjuvant hormone therapy was No 0.443 (95% CI 0.396 to 0.497), Yes 0.559 (95% CI 0.499 to 0.625); difference of Yes from No 0.115 (95% CI 0.041 to 0.190).',
        zh: '在以 years 为结局时间的 Cox 模型（n = 686，299 个事件）中，风险比（95% CI）为：辅助内分泌治疗 0.69（0.54～0.88），P = 0.003；分化程度分级（1 高、2 中、3 低分化）1.45（1.19～1.77），P < 0.001；阳性淋巴结数（样条），1 1.30（1.19～1.42），P < 0.001；阳性淋巴结数（样条），2 0.66（0.56～0.79），P < 0.001。一致性指数为 0.674。阳性淋巴结数的效应以曲线表示，参照为其中位数。按 686 行标准化，辅助内分泌治疗各水平 5 年生存概率为：否 0.443（95% CI 0.396～0.497）；是 0.559（95% CI 0.499～0.625）；是与否之差 0.115（95% CI 0.041～0.190）。',
      },
    },
  ],
  references: [
    {
      text: 'Cox DR. Regression models and life-tables. Journal of the Royal Statistical Society, Series B 1972;34:187–220.',
      doi: '10.1111/j.2517-6161.1972.tb00899.x',
    },
    {
      text: "Efron B. The efficiency of Cox's likelihood function for censored data. Journal of the American Statistical Association 1977;72:557–565.",
      doi: '10.1080/01621459.1977.10480613',
    },
    {
      text: 'Grambsch PM, Therneau TM. Proportional hazards tests and diagnostics based on weighted residuals. Biometrika 1994;81:515–526.',
      doi: '10.1093/biomet/81.3.515',
    },
    {
      text: 'Lin DY, Wei LJ. The robust inference for the Cox proportional hazards model. Journal of the American Statistical Association 1989;84:1074–1078.',
      doi: '10.1080/01621459.1989.10478874',
    },
    {
      text: 'Makuch RW. Adjusted survival curve estimation using covariates. Journal of Chronic Diseases 1982;35:437–443.',
      doi: '10.1016/0021-9681(82)90058-3',
    },
    {
      text: 'Zhang X, Loberiza FR, Klein JP, Zhang MJ. A SAS macro for estimation of direct adjusted survival curves based on a stratified Cox regression model. Computer Methods and Programs in Biomedicine 2007;88:95–101.',
      doi: '10.1016/j.cmpb.2007.07.010',
    },
    {
      text: 'Gray RJ. Flexible methods for analyzing survival data using splines, with applications to breast cancer prognosis. Journal of the American Statistical Association 1992;87:942–951.',
      doi: '10.1080/01621459.1992.10476248',
    },
    {
      text: 'Heinze G, Schemper M. A solution to the problem of monotone likelihood in Cox regression. Biometrics 2001;57:114–119.',
      doi: '10.1111/j.0006-341X.2001.00114.x',
    },
    { text: 'Therneau TM. A package for survival analysis in R.', doi: null },
  ],
});
