/** `conditional_logistic`: logistic regression within matched sets. */

import { withBases } from '../../basis-script';
import { defineMethod } from '../../method';
import { conditionalLogisticEntry } from './entry';
import { CONDITIONAL_LOGISTIC_ERRORS } from './errors';
import { CONDITIONAL_LOGISTIC_OPTIONS } from './options';
import { CONDITIONAL_LOGISTIC_TABLES } from './tables';
import { setsParagraph, setsScript } from './texts';

export const conditionalLogisticMethod = defineMethod({
  ...conditionalLogisticEntry,
  response: 'binary',
  options: CONDITIONAL_LOGISTIC_OPTIONS,
  tables: Object.values(CONDITIONAL_LOGISTIC_TABLES),
  figures: ['forest', 'effect'],
  errors: CONDITIONAL_LOGISTIC_ERRORS,
  run: async () => (await import('./run')).runConditionalLogistic,
  paragraph: setsParagraph,
  rScript: (options, conventions) => withBases(options, true, (own) => setsScript(own, conventions)),
  examples: [
    {
      database: 'renal_flc',
      sql: "SELECT death_date IS NOT NULL AS died, sex, date_part('year', birth_date) AS born, date_part('year', date) AS sampled, mgus, egfr\nFROM patient JOIN sample USING (patient_id)\nWHERE egfr IS NOT NULL",
      cell: 'method: conditional_logistic\ndata: matched\nformula: died ~ mgus + I(egfr/10) + strata(sex, born, sampled)\nexponentiate: true',
      sentence: {
        en: 'In conditional logistic regression of died (334 matched sets, 1 684 cases among 5 716 rows), odds ratios (95% CI) were: Monoclonal gammopathy: Yes 0.87 (0.46 to 1.63), p = 0.66; Estimated glomerular filtration rate, per 10 mL/min/1.73 m² 0.91 (0.86 to 0.95), p < 0.001.',
        zh: '在以 died 为结局的条件 logistic 回归（334 个匹配组，5 716 行中 1 684 个病例）中，比值比（95% CI）为：意义未明的单克隆丙种球蛋白病：是 0.87（0.46～1.63），P = 0.66；估算肾小球滤过率（每 10 mL/min/1.73 m²）0.91（0.86～0.95），P < 0.001。',
      },
    },
  ],
  references: [
    {
      text: 'Breslow NE, Day NE, Halvorsen KT, Prentice RL, Sabai C. Estimation of multiple relative risk functions in matched case-control studies. American Journal of Epidemiology 1978;108:299–307.',
      doi: '10.1093/oxfordjournals.aje.a112623',
    },
    {
      text: 'Gail MH, Lubin JH, Rubinstein LV. Likelihood calculations for matched case-control studies and survival studies with tied death times. Biometrika 1981;68:703–707.',
      doi: '10.1093/biomet/68.3.703',
    },
    { text: 'Therneau TM. A package for survival analysis in R.', doi: null },
  ],
});
