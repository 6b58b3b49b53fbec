/** `cause_specific`: proportional hazards regression of each of several competing events. */

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
  errors: CAUSE_SPECIFIC_ERRORS,
  run: async () => (await import('./run')).runCauseSpecific,
  paragraph: causeSpecificParagraph,
  rScript: causeSpecificScript,
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
