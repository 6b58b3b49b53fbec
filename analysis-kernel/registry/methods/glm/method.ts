/** `glm`: linear, logistic and Poisson regression, and their kin. */

import { defineMethod } from '../../method';
import { glmEntry } from './entry';
import { GLM_ERRORS } from './errors';
import { GLM_OPTIONS, isBinary, isCount } from './options';
import { GLM_TABLES } from './tables';
import { glmParagraph, glmScript } from './texts';

export const glmMethod = defineMethod({
  ...glmEntry,
  response: ({ family }) => (isBinary(family) ? 'binary' : isCount(family) ? 'counts' : 'numeric'),
  options: GLM_OPTIONS,
  tables: Object.values(GLM_TABLES),
  errors: GLM_ERRORS,
  run: async () => (await import('./run')).runGlm,
  paragraph: glmParagraph,
  rScript: glmScript,
  references: [
    {
      text: 'Nelder JA, Wedderburn RWM. Generalized linear models. Journal of the Royal Statistical Society, Series A 1972;135:370–384.',
      doi: '10.2307/2344614',
    },
    {
      text: 'Long JS, Ervin LH. Using heteroscedasticity consistent standard errors in the linear regression model. The American Statistician 2000;54:217–224.',
      doi: '10.1080/00031305.2000.10474549',
    },
    {
      text: 'Zeileis A. Object-oriented computation of sandwich estimators. Journal of Statistical Software 2006;16(9).',
      doi: '10.18637/jss.v016.i09',
    },
  ],
});
