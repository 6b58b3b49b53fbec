/** `incidence`: rates of person-time, compared, standardised, beside those expected. */
import { defineMethod, type Written } from '../../method';
import { describingColumns, isGrouping, type OfferedColumn, offeredOutcomes } from '../../offered-column';
import { INCIDENCE_ERRORS } from './errors';
import { INCIDENCE_OPTIONS } from './options';
import { runIncidence } from './run';
import { incidenceScript } from './script';
import { INCIDENCE_TABLES } from './tables';
import { incidenceParagraph } from './texts';

export const incidenceMethod = defineMethod({
  id: 'incidence',
  title: { en: 'Incidence rates', zh: '发病率' },
  summary: {
    en: 'Events over person-time with exact intervals: by group, age, calendar period and follow-up; ratios and differences, standardised rates, SMR and SIR.',
    zh: '事件数与人时之比及精确置信区间：按组、年龄、日历时段与随访时间；率比与率差、标化率、标化死亡比与标化发病比。',
  },
  icon: 'M3 3v18h18M7 16v-4M11 16V8M15 16v-6M19 16V6',
  response: 'none',
  starting: { options: startingIncidence },
  options: INCIDENCE_OPTIONS,
  tables: Object.values(INCIDENCE_TABLES),
  errors: INCIDENCE_ERRORS,
  run: runIncidence,
  paragraph: incidenceParagraph,
  rScript: incidenceScript,
  references: [
    { text: 'Garwood F. Fiducial limits for the Poisson distribution. Biometrika 1936;28:437–442.', doi: '10.1093/biomet/28.3-4.437' },
    {
      text: 'Fay MP, Feuer EJ. Confidence intervals for directly standardized rates: a method based on the gamma distribution. Statistics in Medicine 1997;16:791–801.',
      doi: '10.1002/(SICI)1097-0258(19970415)16:7<791::AID-SIM500>3.0.CO;2-#',
    },
    {
      text: 'Miettinen O, Nurminen M. Comparative analysis of two rates. Statistics in Medicine 1985;4:213–226.',
      doi: '10.1002/sim.4780040211',
    },
    {
      text: 'Greenland S, Robins JM. Estimation of a common effect parameter from sparse follow-up data. Biometrics 1985;41:55–68.',
      doi: '10.2307/2530643',
    },
  ],
});

/** The first outcome, in the first groups. */
function startingIncidence(columns: readonly OfferedColumn[]): Written {
  const outcomes = offeredOutcomes(columns);
  const outcome = outcomes.find(({ event }) => event.causes === null);
  if (outcome === undefined) return {};
  const groups = describingColumns(columns).find(isGrouping);
  return { event: outcome.event.name, time: outcome.time, ...(groups === undefined ? {} : { by: groups.name }) };
}
