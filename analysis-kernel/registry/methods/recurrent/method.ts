/** `recurrent`: events that come again. */

import { withBases } from '../../basis-script';
import { defineMethod } from '../../method';
import { recurrentEntry } from './entry';
import { RECURRENT_ERRORS } from './errors';
import { RECURRENT_OPTIONS } from './options';
import { RECURRENT_TABLES } from './tables';
import { recurrentParagraph, recurrentScript } from './texts';

export const recurrentMethod = defineMethod({
  ...recurrentEntry,
  response: 'survival',
  options: RECURRENT_OPTIONS,
  tables: Object.values(RECURRENT_TABLES),
  figures: ['mean', 'forest'],
  errors: RECURRENT_ERRORS,
  run: async () => (await import('./run')).runRecurrent,
  paragraph: recurrentParagraph,
  rScript: (options, conventions) => withBases(options, true, (own) => recurrentScript(own, conventions)),
  examples: [
    {
      database: 'cardiometabolic',
      sql: "WITH days AS (\n  SELECT patient_id, date_diff('day', enrolment.date, diagnosis.date) AS stop, true AS heart_diagnosis\n  FROM diagnosis JOIN enrolment USING (patient_id)\n  WHERE condition NOT IN ('fatty_liver', 'hypertension', 'diabetes', 'dyslipidaemia') AND diagnosis.flag IS NULL\n  UNION ALL\n  SELECT patient_id, date_diff('day', enrolment.date, end_date), false FROM observed JOIN enrolment USING (patient_id)\n), stretch AS (\n  SELECT patient_id, stop, bool_or(heart_diagnosis) AS heart_diagnosis FROM days WHERE stop > 0 GROUP BY patient_id, stop\n)\nSELECT patient_id, coalesce(lag(stop) OVER patient_rows, 0) AS start, stop, heart_diagnosis,\n  death_date IS NOT NULL AND lead(stop) OVER patient_rows IS NULL AS died, sex\nFROM stretch JOIN patient USING (patient_id)\nWINDOW patient_rows AS (PARTITION BY patient_id ORDER BY stop)",
      cell: 'method: recurrent\ndata: heart_diagnoses\ntype: mean_cumulative\nformula: Surv(start, stop, heart_diagnosis) ~ sex\nid: patient_id\nterminal: died\ntime_unit: days\ntimes: [1826, 3652]',
      sentence: {
        en: 'Mean number of events (heart_diagnosis) per patient (95% CI): sex: F, 0.248 (0.232 to 0.265) by 3 652 days (1 525 events in 9 348 patients); sex: M, 0.287 (0.269 to 0.307) by 3 652 days (1 572 events in 8 201 patients). Robust test between the groups: χ² = 19.8, df = 1, p < 0.001.',
        zh: '每名患者的平均事件数（heart_diagnosis，95% CI）：sex：F，至 3 652 天为 0.248（0.232～0.265，9 348 名患者 1 525 个事件）；sex：M，至 3 652 天为 0.287（0.269～0.307，8 201 名患者 1 572 个事件）。组间稳健检验：χ² = 19.8，自由度 1，P < 0.001。',
      },
    },
  ],
  references: [
    {
      text: 'Andersen PK, Gill RD. Cox’s regression model for counting processes: a large sample study. Annals of Statistics 1982;10:1100–1120.',
      doi: '10.1214/aos/1176345976',
    },
    {
      text: 'Prentice RL, Williams BJ, Peterson AV. On the regression analysis of multivariate failure time data. Biometrika 1981;68:373–379.',
      doi: '10.1093/biomet/68.2.373',
    },
    {
      text: 'Lin DY, Wei LJ, Yang I, Ying Z. Semiparametric regression for the mean and rate functions of recurrent events. Journal of the Royal Statistical Society, Series B 2000;62:711–730.',
      doi: '10.1111/1467-9868.00259',
    },
    {
      text: 'Lawless JF, Nadeau C. Some simple robust methods for the analysis of recurrent events. Technometrics 1995;37:158–168.',
      doi: '10.1080/00401706.1995.10484300',
    },
    {
      text: 'Cook RJ, Lawless JF, Nadeau C. Robust tests for treatment comparisons based on recurrent event responses. Biometrics 1996;52:557–571.',
      doi: '10.2307/2532895',
    },
    {
      text: 'Ghosh D, Lin DY. Nonparametric analysis of recurrent events and death. Biometrics 2000;56:554–562.',
      doi: '10.1111/j.0006-341x.2000.00554.x',
    },
    { text: 'Therneau TM. A package for survival analysis in R.', doi: null },
  ],
});
