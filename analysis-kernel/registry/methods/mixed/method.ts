/** `mixed`: linear mixed models of repeated measurements, and slopes a year. */
import { formulaOf, plainTerm } from '../../../formula/formula-roles';
import { withBases } from '../../basis-script';
import { defineMethod, type Written } from '../../method';
import { describingColumns, isMeasured, type OfferedColumn } from '../../offered-column';
import { mixedEntry } from './entry';
import { MIXED_ERRORS } from './errors';
import { MIXED_OPTIONS } from './options';
import { mixedScript } from './script';
import { MIXED_TABLES } from './tables';
import { mixedParagraph } from './texts';

export const mixedMethod = defineMethod({
  ...mixedEntry,
  response: 'numeric',
  starting: startingMixed,
  options: MIXED_OPTIONS,
  tables: Object.values(MIXED_TABLES),
  figures: ['trajectory', 'forest'],
  errors: MIXED_ERRORS,
  run: async () => (await import('./run')).runMixed,
  paragraph: mixedParagraph,
  rScript: (options, conventions) => withBases(options, options.residual_weights !== undefined, (own) => mixedScript(own, conventions)),
  examples: [
    {
      database: 'renal',
      sql: "SELECT patient_id, sex, value AS egfr, date_diff('day', min(date) OVER (PARTITION BY patient_id), date) AS day\nFROM lab JOIN patient USING (patient_id)\nWHERE item = 'egfr' AND centre = 'H1'\nQUALIFY day <= 3 * 365",
      cell: 'method: mixed\ndata: egfr_series\npreset: slope\nvalue: egfr\ntime: day\nunit: days\nid: patient_id\narm: sex',
      sentence: {
        en: 'Change a year of egfr in a linear mixed model (27 461 measurements of 4 368 patients; estimate, 95% CI). Slope: Female −2.47 (−2.55 to −2.38); Male −2.56 (−2.63 to −2.48); difference Male less Female −0.093 (−0.207 to 0.022), p = 0.11.',
        zh: 'egfr 的年变化，线性混合模型（4 368 例患者的 27 461 次测量；估计值，95% CI）。斜率：女 −2.47（−2.55～−2.38）；男 −2.56（−2.63～−2.48）；差值（男减女）−0.093（−0.207～0.022），P = 0.11。',
      },
    },
  ],
  references: [
    {
      text: 'Laird NM, Ware JH. Random-effects models for longitudinal data. Biometrics 1982;38:963–974.',
      doi: '10.2307/2529876',
    },
    {
      text: 'Bates D, Mächler M, Bolker B, Walker S. Fitting linear mixed-effects models using lme4. Journal of Statistical Software 2015;67(1).',
      doi: '10.18637/jss.v067.i01',
    },
    {
      text: 'Kuznetsova A, Brockhoff PB, Christensen RHB. lmerTest package: tests in linear mixed effects models. Journal of Statistical Software 2017;82(13).',
      doi: '10.18637/jss.v082.i13',
    },
    {
      text: 'Vonesh E, Tighiouart H, Ying J, Heerspink HL, Lewis J, Staplin N, Inker L, Greene T. Mixed-effects models for slope-based endpoints in clinical trials of chronic kidney disease. Statistics in Medicine 2019;38:4218–4239.',
      doi: '10.1002/sim.8282',
    },
  ],
});

/** A measured value of rows that share a patient, whose key is the first. */
function startingMixed(columns: readonly OfferedColumn[]): Written {
  const key = columns.find(({ use }) => use === 'key');
  const outcome = describingColumns(columns).find(isMeasured);
  if (outcome === undefined) return {};
  const terms = describingColumns(columns)
    .filter(({ name }) => name !== outcome.name)
    .slice(0, 2);
  const roles = {
    left: { kind: 'column', name: outcome.name },
    terms: terms.map(({ name }) => plainTerm(name)),
    strata: [],
    cluster: null,
  } as const;
  return { formula: formulaOf({ ...roles, random: key === undefined ? null : { group: key.name, slope: null } }) };
}
