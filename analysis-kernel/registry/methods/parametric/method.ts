/** `parametric`: survival by a distribution or a spline of log time. */
import { withBases } from '../../basis-script';
import { defineMethod } from '../../method';
import { parametricEntry } from './entry';
import { PARAMETRIC_ERRORS } from './errors';
import { PARAMETRIC_OPTIONS } from './options';
import { parametricParagraph } from './paragraph';
import { parametricScript } from './script';
import { PARAMETRIC_TABLES } from './tables';

export const parametricMethod = defineMethod({
  ...parametricEntry,
  response: 'survival',
  options: PARAMETRIC_OPTIONS,
  tables: Object.values(PARAMETRIC_TABLES),
  figures: ['fitted', 'forest'],
  errors: PARAMETRIC_ERRORS,
  run: async () => (await import('./run')).runParametric,
  paragraph: parametricParagraph,
  rScript: (options) => withBases(options, true, (own) => parametricScript(own)),
  examples: [
    {
      database: 'renal_flc',
      sql: "SELECT date_diff('day', start_date, end_date) / 365.25 AS years, death_date IS NOT NULL AS died, sex, date_diff('year', birth_date, start_date) AS age\nFROM observed JOIN patient USING (patient_id)\nWHERE end_date > start_date",
      cell: 'method: parametric\ndata: lives\nformula: Surv(years, died) ~ sex + I(age/10)\ndistribution: gompertz\nexponentiate: true\nextrapolate_to: 25',
      sentence: {
        en: 'In a Gompertz model of died (n = 7 871, 2 166 events), hazard ratios (95% CI) were: Sex: Male 1.50 (1.37 to 1.63), p < 0.001; age, per 10 3.07 (2.94 to 3.21), p < 0.001. Median fitted time (95% CI): Sex: Female, 24.4 (22.9 to 26.0); Sex: Male, 22.5 (21.2 to 23.8). AIC was 17 299.9.',
        zh: '在 died 的 Gompertz 模型（n = 7 871，2 166 个事件）中，风险比（95% CI）为：性别：男 1.50（1.37～1.63），P < 0.001；age（每 10）3.07（2.94～3.21），P < 0.001。拟合中位时间（95% CI）：性别：女，24.4（22.9～26.0）；性别：男，22.5（21.2～23.8）。AIC 为 17 299.9。',
      },
    },
  ],
  references: [
    {
      text: 'Kalbfleisch JD, Prentice RL. The statistical analysis of failure time data. 2nd ed. Wiley, 2002.',
      doi: '10.1002/9781118032985',
    },
    {
      text: 'Prentice RL. A log gamma model and its maximum likelihood estimation. Biometrika 1974;61:539–544.',
      doi: '10.1093/biomet/61.3.539',
    },
    {
      text: 'Royston P, Parmar MKB. Flexible parametric proportional-hazards and proportional-odds models for censored survival data. Statistics in Medicine 2002;21:2175–2197.',
      doi: '10.1002/sim.1203',
    },
    {
      text: 'Jackson CH. flexsurv: a platform for parametric survival modeling in R. Journal of Statistical Software 2016;70(8).',
      doi: '10.18637/jss.v070.i08',
    },
  ],
});
