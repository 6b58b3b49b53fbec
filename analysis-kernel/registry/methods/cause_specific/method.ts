/** `cause_specific`: proportional hazards regression of each of several competing events. */

import { withBases } from '../../basis-script';
import { defineMethod } from '../../method';
import { startingCauses } from '../../starting-causes';
import { causeSpecificEntry } from './entry';
import { CAUSE_SPECIFIC_ERRORS } from './errors';
import { CAUSE_SPECIFIC_OPTIONS } from './options';
import { CAUSE_SPECIFIC_TABLES } from './tables';
import { causeSpecificParagraph, causeSpecificScript } from './texts';

export const causeSpecificMethod = defineMethod({
  ...causeSpecificEntry,
  response: 'survival',
  starting: (columns) => startingCauses(columns, 3)?.written ?? {},
  options: CAUSE_SPECIFIC_OPTIONS,
  tables: Object.values(CAUSE_SPECIFIC_TABLES),
  figures: ['forest', 'effect', 'incidence'],
  errors: CAUSE_SPECIFIC_ERRORS,
  run: async () => (await import('./run')).runCauseSpecific,
  paragraph: causeSpecificParagraph,
  rScript: (options) => withBases(options, false, (own) => causeSpecificScript(own)),
  examples: [
    {
      database: 'breast_cancer',
      sql: "SELECT date_diff('day', start_date, coalesce(min(date), end_date)) AS days, coalesce(arg_min(kind, date), 'neither') AS first_event, date_diff('year', birth_date, start_date) AS age, any_value(menopause) AS menopause\nFROM observed JOIN patient USING (patient_id) LEFT JOIN (FROM event WHERE kind <> 'recurrence_or_death') USING (patient_id)\nWHERE centre = 'rotterdam'\nGROUP BY patient_id, start_date, end_date, birth_date",
      cell: 'method: cause_specific\ndata: first_events\nformula: Surv(days, first_event) ~ I(age/10)\ncensored: neither\nwhere: days > 0',
      sentence: {
        en: 'In cause-specific Cox models of first_event (n = 2 982), hazard ratios (95% CI) were, for death (197 events): age, per 10 3.66 (3.14 to 4.27), p < 0.001; for recurrence (1 516 events): age, per 10 0.97 (0.93 to 1.01), p = 0.17.',
        zh: '在 first_event 的病因别 Cox 模型（n = 2 982）中，风险比（95% CI）为：death（197 个事件），age（每 10）3.66（3.14～4.27），P < 0.001；recurrence（1 516 个事件），age（每 10）0.97（0.93～1.01），P = 0.17。',
      },
    },
  ],
  references: [
    {
      text: 'Prentice RL, Kalbfleisch JD, Peterson AV, Flournoy N, Farewell VT, Breslow NE. The analysis of failure times in the presence of competing risks. Biometrics 1978;34:541–554.',
      doi: '10.2307/2530374',
    },
    {
      text: 'Benichou J, Gail MH. Estimates of absolute cause-specific risk in cohort studies. Biometrics 1990;46:813–826.',
      doi: '10.2307/2532098',
    },
    {
      text: 'Ozenne B, Sørensen AL, Scheike T, Torp-Pedersen C, Gerds TA. riskRegression: predicting the risk of an event using Cox regression models. The R Journal 2017;9:440–460.',
      doi: '10.32614/RJ-2017-062',
    },
    {
      text: 'Lau B, Cole SR, Gange SJ. Competing risk regression models for epidemiologic data. American Journal of Epidemiology 2009;170:244–256.',
      doi: '10.1093/aje/kwp107',
    },
  ],
});
