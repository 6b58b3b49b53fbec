/** `km`: Kaplan–Meier curves, tests and restricted means. */

import { defineMethod, type Written } from '../../method';
import type { OfferedColumn } from '../../offered-column';
import { startingFormula, startingLeft, startingTimes } from '../../starting';
import { kmEntry } from './entry';
import { KM_ERRORS } from './errors';
import { KM_OPTIONS } from './options';
import { KM_TABLES } from './tables';
import { kmParagraph, kmScript } from './texts';

export const kmMethod = defineMethod({
  ...kmEntry,
  response: 'survival',
  starting: startingKm,
  options: KM_OPTIONS,
  tables: Object.values(KM_TABLES),
  figures: ['survival'],
  errors: KM_ERRORS,
  run: async () => {
    const { runKm } = await import('./run');
    return ({ options, frame }) => runKm(options, frame);
  },
  paragraph: kmParagraph,
  rScript: kmScript,
  references: [
    {
      text: 'Kaplan EL, Meier P. Nonparametric estimation from incomplete observations. Journal of the American Statistical Association 1958;53:457–481.',
      doi: '10.1080/01621459.1958.10501452',
    },
    {
      text: 'Harrington DP, Fleming TR. A class of rank test procedures for censored survival data. Biometrika 1982;69:553–566.',
      doi: '10.1093/biomet/69.3.553',
    },
    {
      text: 'Schemper M, Smith TL. A note on quantifying follow-up in studies of failure time. Controlled Clinical Trials 1996;17:343–346.',
      doi: '10.1016/0197-2456(96)00075-X',
    },
    { text: 'Therneau TM. A package for survival analysis in R.', doi: null },
  ],
});

/** One curve of the first outcome; where its days are known to be days, in years and with survival after some of them. */
function startingKm(columns: readonly OfferedColumn[]): Written {
  const left = startingLeft('survival', columns);
  return left?.kind === 'survival' ? { formula: startingFormula(left, columns, 0), ...startingTimes(left.time, columns) } : {};
}
