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
      text: 'McCullagh P, Nelder JA. Generalized linear models, 2nd ed. London: Chapman and Hall; 1989.',
      doi: '10.1007/978-1-4899-3242-6',
    },
    {
      text: 'Firth D. Bias reduction of maximum likelihood estimates. Biometrika 1993;80:27–38.',
      doi: '10.1093/biomet/80.1.27',
    },
    {
      text: 'Heinze G, Schemper M. A solution to the problem of separation in logistic regression. Statistics in Medicine 2002;21:2409–2419.',
      doi: '10.1002/sim.1047',
    },
    {
      text: 'Muller CJ, MacLehose RF. Estimating predicted probabilities from logistic regression: different methods correspond to different target populations. International Journal of Epidemiology 2014;43:962–970.',
      doi: '10.1093/ije/dyu029',
    },
    {
      text: 'Marschner IC. glm2: fitting generalized linear models with convergence problems. The R Journal 2011;3(2):12–15.',
      doi: '10.32614/RJ-2011-012',
    },
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
