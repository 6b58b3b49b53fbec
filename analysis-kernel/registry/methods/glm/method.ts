/** `glm`: linear, logistic and Poisson regression, and their kin. */

import { defineMethod } from '../../method';
import { GLM_ERRORS } from './errors';
import { GLM_OPTIONS } from './options';
import { runGlm } from './run';
import { GLM_TABLES } from './tables';
import { glmParagraph, glmScript } from './texts';

export const glmMethod = defineMethod({
  id: 'glm',
  title: { en: 'Linear, logistic and Poisson regression', zh: '线性、logistic 与 Poisson 回归' },
  summary: {
    en: 'Generalised linear models: differences, odds, risk or rate ratios, with robust variances, offsets, weights and predictions.',
    zh: '广义线性模型：差值、比值比、风险比或率比，支持稳健方差、偏移项、权重与预测。',
  },
  icon: 'M3 3v18h18M6 18 20 6M7 10h.01M11 16h.01M13 7h.01M18 13h.01',
  response: ({ family }) => (family === 'binomial' ? 'binary' : family === 'poisson' ? 'counts' : 'numeric'),
  options: GLM_OPTIONS,
  tables: Object.values(GLM_TABLES),
  errors: GLM_ERRORS,
  run: runGlm,
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
