import { defineMethod, type Response } from '../../method';
import { rRepeated, rScriptHead } from '../../r-script';
import { SOFTWARE } from '../../software';
import { testEntry } from './entry';
import { TEST_ERRORS } from './errors';
import { TEST_EXAMPLES } from './examples';
import { TEST_OPTIONS } from './options';
import { fittedTest, startingTest } from './starting';
import { TEST_TABLES } from './tables';
import { isTest, TAKEN } from './taken';
import { TEXTS } from './texts';

export const testMethod = defineMethod({
  ...testEntry,
  response: ({ test }) => responseOf(test),
  starting: startingTest,
  changed: (key, written, columns) => (key === 'test' ? fittedTest(written, columns) : written),
  options: TEST_OPTIONS,
  tables: Object.values(TEST_TABLES),
  figures: ['forest'],
  errors: TEST_ERRORS,
  run: async () => {
    const { runTest } = await import('./run');
    return ({ options, frame }, work) => runTest(options, frame, work);
  },
  paragraph: (options) => {
    const { en, zh } = TEXTS[options.test].paragraph(options);
    return { en: `${en} ${SOFTWARE.en}`, zh: `${zh}${SOFTWARE.zh}` };
  },
  rScript: (options) => {
    const repeated = options.weights === undefined ? [] : rRepeated(options.weights.column);
    return `${[rScriptHead(options).trimEnd(), ...repeated, ...TEXTS[options.test].script(options)].join('\n')}\n`;
  },
  examples: TEST_EXAMPLES,
  references: [
    {
      text: 'Welch BL. The generalization of “Student’s” problem when several different population variances are involved. Biometrika 1947;34:28–35.',
      doi: '10.1093/biomet/34.1-2.28',
    },
    {
      text: 'Hodges JL, Lehmann EL. Estimates of location based on rank tests. Annals of Mathematical Statistics 1963;34:598–611.',
      doi: '10.1214/aoms/1177704172',
    },
    {
      text: 'Newcombe RG. Interval estimation for the difference between independent proportions: comparison of eleven methods. Statistics in Medicine 1998;17:873–890.',
      doi: '10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I',
    },
    {
      text: 'Miettinen O, Nurminen M. Comparative analysis of two rates. Statistics in Medicine 1985;4:213–226.',
      doi: '10.1002/sim.4780040211',
    },
    {
      text: 'Fagerland MW, Lydersen S, Laake P. The McNemar test for binary matched-pairs data: mid-p and asymptotic are better than exact conditional. BMC Medical Research Methodology 2013;13:91.',
      doi: '10.1186/1471-2288-13-91',
    },
    {
      text: 'Royston P. Remark AS R94: a remark on algorithm AS 181: the W-test for normality. Applied Statistics 1995;44:547–551.',
      doi: '10.2307/2986146',
    },
    {
      text: 'Games PA, Howell JF. Pairwise multiple comparison procedures with unequal n’s and/or variances. Journal of Educational Statistics 1976;1:113–125.',
      doi: '10.3102/10769986001002113',
    },
    { text: 'Dunn OJ. Multiple comparisons using rank sums. Technometrics 1964;6:241–252.', doi: '10.1080/00401706.1964.10490181' },
  ],
});

function responseOf(test: unknown): Response {
  return isTest(test) && TAKEN[test].sides.first === 'category' ? 'binary' : 'numeric';
}
