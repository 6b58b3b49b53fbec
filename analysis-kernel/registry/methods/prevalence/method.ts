/** `prevalence`: shares of cases at a point or in a period, compared, standardised. */
import { defineMethod, type Written } from '../../method';
import { describingColumns, isGrouping, type OfferedColumn } from '../../offered-column';
import { prevalenceEntry } from './entry';
import { PREVALENCE_ERRORS } from './errors';
import { PREVALENCE_OPTIONS } from './options';
import { prevalenceScript } from './script';
import { PREVALENCE_TABLES } from './tables';
import { prevalenceParagraph } from './texts';

export const prevalenceMethod = defineMethod({
  ...prevalenceEntry,
  response: 'none',
  starting: startingPrevalence,
  options: PREVALENCE_OPTIONS,
  tables: Object.values(PREVALENCE_TABLES),
  figures: ['forest'],
  errors: PREVALENCE_ERRORS,
  run: async () => (await import('./run')).runPrevalence,
  paragraph: prevalenceParagraph,
  rScript: prevalenceScript,
  examples: [
    {
      database: 'renal_flc',
      sql: "SELECT sex, mgus, date_diff('year', birth_date, date) AS age\nFROM sample JOIN patient USING (patient_id)",
      cell: 'method: prevalence\ndata: sampled\ncase: mgus\nby: sex\nage: age\nstandard: esp2013',
      sentence: {
        en: 'Monoclonal gammopathy by Sex: Female, 68 of 4 350, 1.6% (95% CI 1.2% to 2.0%); Male, 47 of 3 524, 1.3% (95% CI 1.0% to 1.8%). Ratio of standardised prevalences, reference Female: Male 0.74 (95% CI 0.51 to 1.08), p = 0.12. Standardised (Europe, 2013): Female 1.5% (95% CI 1.2% to 2.0%); Male 1.1% (95% CI 0.9% to 1.5%).',
        zh: '意义未明的单克隆丙种球蛋白病（按性别）：女，4 350 例中 68 例，1.6%（95% CI 1.2%～2.0%）；男，3 524 例中 47 例，1.3%（95% CI 1.0%～1.8%）。标化患病率比（参照：女）：男 0.74（95% CI 0.51～1.08），P = 0.12。标化患病率（欧洲 2013）：女 1.5%（95% CI 1.2%～2.0%）；男 1.1%（95% CI 0.9%～1.5%）。',
      },
    },
  ],
  references: [
    {
      text: 'Wilson EB. Probable inference, the law of succession, and statistical inference. Journal of the American Statistical Association 1927;22:209–212.',
      doi: '10.1080/01621459.1927.10502953',
    },
    {
      text: 'Newcombe RG. Interval estimation for the difference between independent proportions: comparison of eleven methods. Statistics in Medicine 1998;17:873–890.',
      doi: '10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I',
    },
    {
      text: 'Dean N, Pagano M. Evaluating confidence interval methods for binomial proportions in clustered surveys. Journal of Survey Statistics and Methodology 2015;3:484–503.',
      doi: '10.1093/jssam/smv024',
    },
  ],
});

/** A yes or no, in the groups of another column. */
function startingPrevalence(columns: readonly OfferedColumn[]): Written {
  const groups = describingColumns(columns).filter(isGrouping);
  const isYesNo = ({ type, levels, words }: OfferedColumn) => type === 'boolean' || (levels === null && words?.length === 2);
  const found = groups.find(isYesNo);
  if (found === undefined) return {};
  const by = groups.find((column) => column !== found);
  return { case: found.name, ...(by === undefined ? {} : { by: by.name }) };
}
