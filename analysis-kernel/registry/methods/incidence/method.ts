/** `incidence`: rates of person-time, compared, standardised, beside those expected. */
import { defineMethod, type Written } from '../../method';
import { describingColumns, isGrouping, type OfferedColumn, offeredOutcomes } from '../../offered-column';
import { incidenceEntry } from './entry';
import { INCIDENCE_ERRORS } from './errors';
import { INCIDENCE_OPTIONS } from './options';
import { incidenceScript } from './script';
import { INCIDENCE_TABLES } from './tables';
import { incidenceParagraph } from './texts';

export const incidenceMethod = defineMethod({
  ...incidenceEntry,
  response: 'none',
  starting: startingIncidence,
  changed: fittedOutcome,
  options: INCIDENCE_OPTIONS,
  tables: Object.values(INCIDENCE_TABLES),
  figures: ['forest'],
  errors: INCIDENCE_ERRORS,
  run: async () => (await import('./run')).runIncidence,
  paragraph: incidenceParagraph,
  rScript: incidenceScript,
  examples: [
    {
      database: 'renal_flc',
      sql: "SELECT start_date, end_date, death_date IS NOT NULL AS died, sex, date_diff('year', birth_date, start_date) AS age\nFROM observed JOIN patient USING (patient_id)",
      cell: 'method: incidence\ndata: followed\nevent: died\nstart: start_date\nstop: end_date\nby: sex\nage: age\nstandard: esp2013',
      sentence: {
        en: 'died by Sex: Female, 1 165 events in 44 018 person-years, 26.5 (95% CI 25.0 to 28.0) per 1 000 person-years; Male, 1 004 events in 34 906 person-years, 28.8 (95% CI 27.0 to 30.6) per 1 000 person-years. Ratio of standardised rates, reference Female: Male 1.43 (95% CI 1.31 to 1.57), p < 0.001. Standardised (Europe, 2013) per 1 000 person-years: Female 22.8 (95% CI 21.5 to 24.3); Male 32.7 (95% CI 30.4 to 35.3).',
        zh: 'died（按性别）：女，44 018 人年中事件 1 165 例，每 1 000 人年 26.5（95% CI 25.0～28.0）；男，34 906 人年中事件 1 004 例，每 1 000 人年 28.8（95% CI 27.0～30.6）。标化率比（参照：女）：男 1.43（95% CI 1.31～1.57），P < 0.001。标化率（欧洲 2013），每 1 000 人年：女 22.8（95% CI 21.5～24.3）；男 32.7（95% CI 30.4～35.3）。',
      },
    },
  ],
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
  // An outcome with causes needs one to be chosen: a plain one goes first.
  const outcome = outcomes.find(({ event }) => event.causes === null) ?? outcomes[0];
  if (outcome === undefined) return {};
  const groups = describingColumns(columns).find(isGrouping);
  return { event: outcome.event.name, time: outcome.time, ...(groups === undefined ? {} : { by: groups.name }) };
}

/** Event and time of one outcome go together: where one of them is chosen, the other follows, unless it is of no outcome. */
function fittedOutcome(key: string, written: Written, columns: readonly OfferedColumn[]): Written {
  const outcomes = offeredOutcomes(columns);
  const chosen = outcomes.find(({ time, event }) => (key === 'event' ? event.name : time) === written[key]);
  if ((key !== 'event' && key !== 'time') || chosen === undefined) return written;
  const isOfOutcome = (name: unknown) => outcomes.some(({ time, event }) => time === name || event.name === name);
  const followed = written.start === undefined && written.stop === undefined;
  const time = followed && (written.time === undefined || isOfOutcome(written.time)) ? { time: chosen.time } : {};
  const event = written.event === undefined || isOfOutcome(written.event) ? { event: chosen.event.name } : {};
  return { ...written, ...time, ...event };
}
