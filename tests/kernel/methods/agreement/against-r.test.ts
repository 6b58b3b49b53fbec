/** Agreement beside R by other routes: numerical derivatives for the errors of kappa, analysis of variance and mixed models for ICC, regressions for limits. */
import { describe, expect, it } from 'vitest';
import { frameOf, numericColumn } from '@/analysis-kernel/frame/build';
import type { MethodOutput } from '@/analysis-kernel/registry/method';
import { expectClose } from '../../close';
import { readFixture } from '../../fixture';
import { rowsOf, run } from '../run-method';

interface KappaR {
  readonly kappa: number;
  readonly observed: number;
  readonly expected: number;
  readonly error: number;
  readonly error_null: number;
}
interface LimitsR extends Readonly<Record<'bias' | 'lower' | 'upper' | 'slope', readonly number[]>> {
  readonly sd: number;
  readonly p: number;
  readonly slope_p: number;
}
interface Fixture {
  readonly kappas: readonly {
    readonly k: number;
    readonly counts: readonly number[];
    readonly by: Readonly<Record<'none' | 'linear' | 'quadratic', KappaR>>;
    readonly specific: readonly number[];
    readonly specific_error: readonly number[];
  }[];
  readonly fleiss: {
    readonly ratings: readonly (readonly number[])[];
    readonly kappa: number;
    readonly error: number;
    readonly null: number;
  };
  readonly iccs: readonly ({ readonly level: number; readonly data: readonly (readonly number[])[] } & Readonly<
    Record<
      'squares' | 'single' | 'average' | 'mixed' | 'components' | 'limits1' | 'limits2' | 'limits2k' | 'limits3' | 'p',
      readonly number[]
    >
  >)[];
  readonly methods: { readonly x: readonly number[]; readonly y: readonly number[] } & Readonly<
    Record<'difference' | 'percent' | 'ratio', LimitsR>
  > & {
      readonly ccc: Readonly<
        Record<'estimate' | 'check' | 'error' | 'low' | 'high' | 'precision' | 'accuracy' | 'scale_shift' | 'location_shift', number>
      >;
    };
}
const R = readFixture<Fixture>('methods/agreement/agreement');

const found = (output: MethodOutput, quantity: string) => {
  const row = rowsOf(output, 'estimates').find((one) => one.quantity === quantity);
  if (row === undefined) throw new Error(`no ${quantity}`);
  return row;
};
const numbers = (columns: Readonly<Record<string, readonly number[]>>) =>
  frameOf(Object.entries(columns).map(([name, values]) => numericColumn(name, values)));

describe.each(R.kappas)('kappa of $k categories', ({ k, counts, by, specific, specific_error }) => {
  const places = counts.map((_, cell) => cell);
  const frame = frameOf([
    numericColumn(
      'a',
      places.map((cell) => 1 + Math.floor(cell / k)),
      'integer',
    ),
    numericColumn(
      'b',
      places.map((cell) => 1 + (cell % k)),
      'integer',
    ),
    numericColumn('n', counts, 'integer'),
  ]);
  const options = { raters: ['a', 'b'], weights: { column: 'n', kind: 'frequency' } };

  it.each(['none', 'linear', 'quadratic'] as const)('weights %s', async (scheme) => {
    const own = scheme === 'none' ? { type: 'kappa' } : { type: 'weighted_kappa', weights_scheme: scheme };
    const output = await run('agreement', { ...options, ...own }, frame);
    const row = found(output, own.type);
    const expected = by[scheme];
    expectClose(row.estimate, expected.kappa, 1e-12, 'kappa');
    expectClose(
      found(output, scheme === 'none' ? 'observed_agreement' : 'weighted_agreement').estimate,
      expected.observed,
      1e-12,
      'observed',
    );
    expectClose(found(output, 'expected_agreement').estimate, expected.expected, 1e-12, 'expected');
    // Numerical derivatives carry some nine digits.
    expectClose(row.std_error, expected.error, 1e-7, 'error');
    expectClose(row.statistic, expected.kappa / expected.error_null, 1e-7, 'z');
    expectClose(row.conf_low, Math.max(-1, expected.kappa - 1.959963984540054 * expected.error), 1e-6, 'low');
  });

  it('agreement by category', async () => {
    const rows = rowsOf(await run('agreement', { type: 'kappa', ...options }, frame), 'categories');
    rows.forEach((row, at) => {
      expectClose(row.specific, specific[at], 1e-12, 'specific');
      expectClose(row.conf_low, Math.max(0, specific[at] - 1.959963984540054 * specific_error[at]), 1e-6, 'low');
    });
  });
});

describe('Fleiss’ kappa', () => {
  const frame = numbers(Object.fromEntries(R.fleiss.ratings.map((values, at) => [`r${at}`, values])));
  const raters = R.fleiss.ratings.map((_, at) => `r${at}`);

  it('estimate, its error and that of the null', async () => {
    const row = found(await run('agreement', { type: 'kappa', raters }, frame), 'fleiss_kappa');
    expectClose(row.estimate, R.fleiss.kappa, 1e-12, 'kappa');
    expectClose(row.std_error, R.fleiss.error, 1e-7, 'error');
    // The spread of 20,000 simulated kappas is known to half a percent, and the formula is that of large samples.
    expectClose(Number(row.estimate) / Number(row.statistic), R.fleiss.null, 0.03, 'error under the null');
  });
});

describe.each(R.iccs)('intraclass correlations of $data.0.0 …', (expected) => {
  const raters = expected.data.map((_, at) => `r${at}`);
  const frame = numbers(Object.fromEntries(expected.data.map((values, at) => [`r${at}`, values])));
  const options = { type: 'icc', raters, conf_level: expected.level };
  const k = raters.length;
  const averaged = (value: number) => (k * value) / (1 + (k - 1) * value);

  it('estimates of the six forms, tests and intervals', async () => {
    const output = await run('agreement', options, frame);
    const limits = [expected.limits1, expected.limits2, expected.limits3];
    [1, 2, 3].forEach((form, at) => {
      const [single, average] = [found(output, `icc_${form}_single`), found(output, `icc_${form}_average`)];
      expectClose(single.estimate, expected.single[at], 1e-12, `${form} single`);
      expectClose(average.estimate, expected.average[at], 1e-12, `${form} average`);
      limits[at].forEach((limit, side) => {
        const column = side === 0 ? 'conf_low' : 'conf_high';
        expectClose(single[column], limit, 1e-10, `${form} single ${column}`);
        expectClose(average[column], form === 2 ? expected.limits2k[side] : averaged(limit), 1e-10, `${form} average ${column}`);
      });
      expectClose(single.p_value, expected.p[form === 1 ? 0 : 1], 1e-10, `${form} p`);
    });
    const variance = rowsOf(output, 'variance');
    variance.forEach((row, at) => {
      expectClose(row.mean_square, expected.squares[at], 1e-11, 'mean square');
    });
  });

  it('is what a mixed model’s variances give', async () => {
    const output = await run('agreement', options, frame);
    [1, 2, 3].forEach((form, at) => {
      expectClose(found(output, `icc_${form}_single`).estimate, expected.mixed[at], 1e-4, `${form}`);
    });
    rowsOf(output, 'variance').forEach((row, at) => {
      expectClose(row.variance, expected.components[at], 1e-4, String(row.source));
    });
  });
});

describe('two methods', () => {
  const { x, y, ccc } = R.methods;
  const frame = numbers({ x, y });
  it.each([
    ['difference', 0.95, 0.95],
    ['percent', 0.9, 0.99],
    ['ratio', 0.95, 0.95],
  ] as const)('limits of agreement as %s', async (scale, within, conf_level) => {
    const output = await run('agreement', { type: 'bland_altman', raters: ['x', 'y'], scale, within, conf_level }, frame);
    const expected = R.methods[scale];
    const back = (value: number) => (scale === 'ratio' ? Math.exp(value) : value);
    for (const [quantity, values] of [
      ['bias', expected.bias],
      ['lower_limit', expected.lower],
      ['upper_limit', expected.upper],
    ] as const) {
      ['estimate', 'conf_low', 'conf_high'].forEach((column, at) => {
        expectClose(found(output, quantity)[column], back(values[at]), 1e-11, `${quantity} ${column}`, 0.01);
      });
    }
    ['estimate', 'conf_low', 'conf_high'].forEach((column, at) => {
      expectClose(found(output, 'slope')[column], expected.slope[at], 1e-10, `slope ${column}`, 0.01);
    });
    expectClose(found(output, 'bias').p_value, expected.p, 1e-9, 'p of the bias');
    expectClose(found(output, 'slope').p_value, expected.slope_p, 1e-9, 'p of the slope');
    if (scale !== 'ratio') expectClose(found(output, 'sd').estimate, expected.sd, 1e-12, 'sd');
  });

  it('Lin’s concordance', async () => {
    const output = await run('agreement', { type: 'ccc', raters: ['x', 'y'] }, frame);
    const row = found(output, 'ccc');
    expectClose(row.estimate, ccc.check, 1e-12, 'by its definition');
    for (const [column, value] of [
      ['estimate', ccc.estimate],
      ['std_error', ccc.error],
      ['conf_low', ccc.low],
      ['conf_high', ccc.high],
    ] as const)
      expectClose(row[column], value, 1e-11, column);
    for (const part of ['precision', 'accuracy', 'scale_shift', 'location_shift'] as const) {
      expectClose(found(output, part).estimate, ccc[part], 1e-11, part);
    }
  });
});

describe('the papers’ own numbers', () => {
  // Shrout & Fleiss 1979, table 4.
  it('Shrout and Fleiss', async () => {
    const [{ data }] = R.iccs;
    const raters = data.map((_, at) => `r${at}`);
    const output = await run(
      'agreement',
      { type: 'icc', raters },
      numbers(Object.fromEntries(data.map((values, at) => [`r${at}`, values]))),
    );
    const rounded = (unit: string) => [1, 2, 3].map((form) => Number(found(output, `icc_${form}_${unit}`).estimate).toFixed(2));
    expect(rounded('single')).toEqual(['0.17', '0.29', '0.71']);
    expect(rounded('average')).toEqual(['0.44', '0.62', '0.91']);
  });

  // Fleiss, Cohen & Everitt 1969: two judges, 200 rows.
  it('Fleiss, Cohen and Everitt', async () => {
    const shares = [0.53, 0.05, 0.02, 0.11, 0.14, 0.05, 0.01, 0.06, 0.03];
    const frame = frameOf([
      numericColumn('a', [1, 1, 1, 2, 2, 2, 3, 3, 3], 'integer'),
      numericColumn('b', [1, 2, 3, 1, 2, 3, 1, 2, 3], 'integer'),
      numericColumn(
        'n',
        shares.map((share) => Math.round(200 * share)),
        'integer',
      ),
    ]);
    const row = found(
      await run('agreement', { type: 'kappa', raters: ['a', 'b'], weights: { column: 'n', kind: 'frequency' } }, frame),
      'kappa',
    );
    expect(Number(row.estimate)).toBeCloseTo(0.429, 3);
    expect(Number(row.std_error)).toBeCloseTo(Math.sqrt(0.002885), 4);
  });
});
