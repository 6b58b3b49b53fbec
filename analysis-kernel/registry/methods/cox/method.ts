/** `cox`: proportional hazards regression. */

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
  errors: COX_ERRORS,
  run: async () => (await import('./run')).runCox,
  paragraph: coxParagraph,
  rScript: coxScript,
  examples: [
    {
      database: 'breast_cancer',
      sql: "SELECT date_diff('day', start_date, coalesce(min(event.date), end_date)) / 365.25 AS years, count(event.date) > 0 AS relapsed, hormone, nodes, grade\nFROM observed JOIN patient USING (patient_id) JOIN surgery USING (patient_id) LEFT JOIN event USING (patient_id)\nWHERE centre = 'gbsg'\nGROUP BY patient_id, start_date, end_date, hormone, nodes, grade",
      cell: 'method: cox\ndata: trial\nformula: Surv(years, relapsed) ~ hormone + grade + rcs(nodes, 3)\ntime_unit: years\nadjusted: {by: hormone, times: 5, rmst: 5}',
      sentence: { en: '', zh: '' },
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
    { text: 'Therneau TM. A package for survival analysis in R.', doi: null },
  ],
});
