/** `glm`: linear, logistic and Poisson regression, and their kin. */

import { withBases } from '../../basis-script';
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
  figures: ['forest', 'effect'],
  errors: GLM_ERRORS,
  run: async () => (await import('./run')).runGlm,
  paragraph: glmParagraph,
  rScript: (options, conventions) => withBases(options, false, (own) => glmScript(own, conventions)),
  examples: [
    {
      database: 'breast_cancer',
      sql: 'SELECT hormone, grade, menopause FROM surgery JOIN patient USING (patient_id)',
      cell: 'method: glm\ndata: operated\nfamily: binomial\nformula: hormone ~ menopause + grade\nexponentiate: true\nmarginal: [menopause]',
      sentence: {
        en: 'In logistic regression of Adjuvant hormone therapy (n = 3 668, 585 with it), odds ratios (95% CI) were: Menopausal status at surgery: Postmenopausal 4.75 (3.78 to 5.97), p < 0.001; Differentiation grade (1 well, 2 moderate, 3 poor) 0.60 (0.51 to 0.71), p < 0.001. Standardised over all rows: Menopausal status at surgery: Postmenopausal against Premenopausal, risk difference 0.174 (0.153 to 0.196), risk ratio 3.81 (3.11 to 4.68).',
        zh: '在辅助内分泌治疗的 logistic 回归（n = 3 668，其中 585 例发生）中，比值比（95% CI）为：手术时绝经状态：绝经后 4.75（3.78～5.97），P < 0.001；分化程度分级（1 高、2 中、3 低分化）0.60（0.51～0.71），P < 0.001。按全部分析对象标准化：手术时绝经状态：绝经后对绝经前，风险差 0.174（0.153～0.196），风险比 3.81（3.11～4.68）。',
      },
    },
    {
      database: 'breast_cancer',
      sql: 'SELECT nodes, grade, menopause FROM surgery JOIN patient USING (patient_id) WHERE nodes IS NOT NULL',
      cell: 'method: glm\ndata: node_counts\nfamily: negbin\nformula: nodes ~ menopause + grade\nexponentiate: true',
      sentence: {
        en: 'In negative binomial regression of Positive lymph nodes (n = 3 668), rate ratios (95% CI) were: Menopausal status at surgery: Postmenopausal 1.29 (1.17 to 1.43), p < 0.001; Differentiation grade (1 well, 2 moderate, 3 poor) 1.02 (0.93 to 1.13), p = 0.63.',
        zh: '在阳性淋巴结数的负二项回归（n = 3 668）中，率比（95% CI）为：手术时绝经状态：绝经后 1.29（1.17～1.43），P < 0.001；分化程度分级（1 高、2 中、3 低分化）1.02（0.93～1.13），P = 0.63。',
      },
    },
  ],
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
