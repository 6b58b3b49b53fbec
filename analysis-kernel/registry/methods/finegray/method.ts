/** `finegray`: proportional hazards regression of the subdistribution of one of several competing events. */

import { withBases } from '../../basis-script';
import { defineMethod, type Written } from '../../method';
import type { OfferedColumn } from '../../offered-column';
import { startingCauses } from '../../starting-causes';
import { fineGrayEntry } from './entry';
import { FINEGRAY_ERRORS } from './errors';
import { FINEGRAY_OPTIONS } from './options';
import { FINEGRAY_TABLES } from './tables';
import { fineGrayParagraph, fineGrayScript } from './texts';

export const fineGrayMethod = defineMethod({
  ...fineGrayEntry,
  response: 'survival',
  starting,
  options: FINEGRAY_OPTIONS,
  tables: Object.values(FINEGRAY_TABLES),
  figures: ['forest', 'effect', 'incidence'],
  errors: FINEGRAY_ERRORS,
  run: async () => (await import('./run')).runFineGray,
  paragraph: fineGrayParagraph,
  rScript: (options) => withBases(options, true, (own) => fineGrayScript(own)),
  examples: [
    {
      database: 'breast_cancer',
      sql: "SELECT date_diff('day', start_date, coalesce(min(date), end_date)) AS days, coalesce(arg_min(kind, date), 'neither') AS first_event, date_diff('year', birth_date, start_date) AS age, any_value(menopause) AS menopause\nFROM observed JOIN patient USING (patient_id) LEFT JOIN (FROM event WHERE kind <> 'recurrence_or_death') USING (patient_id)\nWHERE centre = 'rotterdam'\nGROUP BY patient_id, start_date, end_date, birth_date",
      cell: 'method: finegray\ndata: first_outcomes\nformula: Surv(days, first_event) ~ I(age/10)\ncensored: neither\ncause: recurrence\nwhere: days > 0',
      sentence: {
        en: 'In a Fine–Gray model of recurrence (n = 2 982, 1 516 events, 197 competing events), subdistribution hazard ratios (95% CI) were: age, per 10 0.94 (0.90 to 0.98), p = 0.002.',
        zh: '在以 recurrence 为结局的 Fine–Gray 模型（n = 2 982，1 516 个事件，197 个竞争事件）中，部分分布风险比（95% CI）为：age（每 10）0.94（0.90～0.98），P = 0.002。',
      },
    },
  ],
  references: [
    {
      text: 'Fine JP, Gray RJ. A proportional hazards model for the subdistribution of a competing risk. Journal of the American Statistical Association 1999;94:496–509.',
      doi: '10.1080/01621459.1999.10474144',
    },
    {
      text: 'Geskus RB. Cause-specific cumulative incidence estimation and the Fine and Gray model under both left truncation and right censoring. Biometrics 2011;67:39–49.',
      doi: '10.1111/j.1541-0420.2010.01420.x',
    },
    {
      text: 'Latouche A, Allignol A, Beyersmann J, Labopin M, Fine JP. A competing risks analysis should report results on all cause-specific hazards and cumulative incidence functions. Journal of Clinical Epidemiology 2013;66:648–653.',
      doi: '10.1016/j.jclinepi.2012.09.017',
    },
  ],
});

/** The first of an outcome's causes. */
function starting(columns: readonly OfferedColumn[]): Written {
  const found = startingCauses(columns, 3);
  if (found === null) return {};
  return { ...found.written, ...(found.causes === null || found.causes.length < 2 ? {} : { cause: found.causes[0] }) };
}
