/** `agreement`: how far raters or methods agree. */
import { defineMethod, type Written } from '../../method';
import { describingColumns, isGrouping, type OfferedColumn, startingNumbers } from '../../offered-column';
import { agreementEntry } from './entry';
import { AGREEMENT_ERRORS } from './errors';
import { AGREEMENT_OPTIONS } from './options';
import { agreementScript } from './script';
import { AGREEMENT_TABLES } from './tables';
import { agreementParagraph } from './texts';

export const agreementMethod = defineMethod({
  ...agreementEntry,
  response: 'none',
  starting: startingAgreement,
  options: AGREEMENT_OPTIONS,
  tables: Object.values(AGREEMENT_TABLES),
  figures: ['pairs', 'matrix'],
  errors: AGREEMENT_ERRORS,
  run: async () => (await import('./run')).runAgreement,
  paragraph: agreementParagraph,
  rScript: agreementScript,
  examples: [
    {
      database: 'cardiometabolic',
      sql: "WITH reading AS (SELECT patient_id, value, row_number() OVER (PARTITION BY patient_id ORDER BY date) AS place\n  FROM measurement WHERE item = 'sbp' AND flag IS NULL)\nSELECT a.value AS first_reading, b.value AS second_reading\nFROM reading AS a JOIN reading AS b USING (patient_id)\nWHERE a.place = 1 AND b.place = 2",
      cell: 'method: agreement\ndata: readings\ntype: bland_altman\nraters: [first_reading, second_reading]',
      sentence: {
        en: 'Agreement of first_reading, second_reading (5 113 rows): bias 1.9 (95% CI 1.3 to 2.5), limits of agreement −40.4 (95% CI −41.4 to −39.4) and 44.3 (95% CI 43.3 to 45.3), slope of the differences on the means 0.0392, p = 0.02.',
        zh: 'first_reading、second_reading 的一致性（5 113 行）：偏倚 1.9（95% CI 1.3～2.5），一致性下限 −40.4（95% CI −41.4～−39.4），一致性上限 44.3（95% CI 43.3～45.3），差值对均值的斜率 0.0392，P = 0.02。',
      },
    },
  ],
  references: [
    {
      text: 'Cohen J. A coefficient of agreement for nominal scales. Educational and Psychological Measurement 1960;20:37–46.',
      doi: '10.1177/001316446002000104',
    },
    {
      text: 'Fleiss JL, Cohen J, Everitt BS. Large sample standard errors of kappa and weighted kappa. Psychological Bulletin 1969;72:323–327.',
      doi: '10.1037/h0028106',
    },
    {
      text: 'Fleiss JL. Measuring nominal scale agreement among many raters. Psychological Bulletin 1971;76:378–382.',
      doi: '10.1037/h0031619',
    },
    {
      text: 'Shrout PE, Fleiss JL. Intraclass correlations: uses in assessing rater reliability. Psychological Bulletin 1979;86:420–428.',
      doi: '10.1037/0033-2909.86.2.420',
    },
    {
      text: 'McGraw KO, Wong SP. Forming inferences about some intraclass correlation coefficients. Psychological Methods 1996;1:30–46.',
      doi: '10.1037/1082-989X.1.1.30',
    },
    {
      text: 'Zou GY. Confidence interval estimation for the Bland–Altman limits of agreement with multiple observations per individual. Statistical Methods in Medical Research 2013;22:630–642.',
      doi: null,
    },
    {
      text: 'Bland JM, Altman DG. Measuring agreement in method comparison studies. Statistical Methods in Medical Research 1999;8:135–160.',
      doi: '10.1177/096228029900800204',
    },
    {
      text: 'Lin LI. A concordance correlation coefficient to evaluate reproducibility. Biometrics 1989;45:255–268.',
      doi: '10.2307/2532051',
    },
  ],
});

/** Two numbers in one unit, else two categories of the same levels. */
function startingAgreement(columns: readonly OfferedColumn[]): Written {
  const numbers = startingNumbers(columns);
  const alike = (of: readonly OfferedColumn[], same: (a: OfferedColumn, b: OfferedColumn) => boolean) =>
    of.flatMap((a, at) => of.slice(at + 1).flatMap((b) => (same(a, b) ? [[a.name, b.name]] : [])))[0];
  const measured = alike(numbers, (a, b) => a.unit !== null && a.unit === b.unit);
  if (measured !== undefined) return { type: 'bland_altman', raters: measured };
  const keys = ({ levels, words }: OfferedColumn) => JSON.stringify((levels ?? words ?? []).map(({ key }) => key));
  const rated = alike(describingColumns(columns).filter(isGrouping), (a, b) => keys(a) !== '[]' && keys(a) === keys(b));
  return rated === undefined ? { type: 'kappa' } : { type: 'kappa', raters: rated };
}
