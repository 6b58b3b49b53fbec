/** `prevalence`: shares of cases at a point or in a period, compared, standardised. */
import { defineMethod, type Written } from '../../method';
import { describingColumns, isGrouping, type OfferedColumn } from '../../offered-column';
import { PREVALENCE_ERRORS } from './errors';
import { PREVALENCE_OPTIONS } from './options';
import { runPrevalence } from './run';
import { PREVALENCE_TABLES } from './tables';
import { prevalenceParagraph, prevalenceScript } from './texts';

export const prevalenceMethod = defineMethod({
  id: 'prevalence',
  title: { en: 'Prevalence', zh: '患病率' },
  summary: {
    en: 'The share of cases on a day, in a period or among all rows, with Wilson or exact intervals; by group, compared, standardised for age.',
    zh: '某日、某时期或全部数据中病例的比例及 Wilson 或精确置信区间；可分组比较并按年龄标化。',
  },
  icon: 'M12 3a9 9 0 1 0 9 9h-9zM15 3.5A9 9 0 0 1 20.5 9H15z',
  response: 'none',
  starting: { options: startingPrevalence },
  options: PREVALENCE_OPTIONS,
  tables: Object.values(PREVALENCE_TABLES),
  errors: PREVALENCE_ERRORS,
  run: runPrevalence,
  paragraph: prevalenceParagraph,
  rScript: prevalenceScript,
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
