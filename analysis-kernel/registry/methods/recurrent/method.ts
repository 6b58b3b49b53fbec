/** `recurrent`: events that come again. */

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
  errors: RECURRENT_ERRORS,
  run: async () => (await import('./run')).runRecurrent,
  paragraph: recurrentParagraph,
  rScript: recurrentScript,
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
