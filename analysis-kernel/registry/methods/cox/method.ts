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
    { text: 'Therneau TM. A package for survival analysis in R.', doi: null },
  ],
});
