import { describe, expect, test } from 'vitest';
import { pbeta, qbeta } from '@/analysis-kernel/numeric/dist/beta';
import { dbinom, pbinom } from '@/analysis-kernel/numeric/dist/binomial';
import { pchisq, qchisq } from '@/analysis-kernel/numeric/dist/chi-squared';
import { pf, qf } from '@/analysis-kernel/numeric/dist/f';
import { dhyper, phyper } from '@/analysis-kernel/numeric/dist/hypergeometric';
import { dnorm, pnorm, qnorm } from '@/analysis-kernel/numeric/dist/normal';
import { dpois, ppois } from '@/analysis-kernel/numeric/dist/poisson';
import { pt, qt } from '@/analysis-kernel/numeric/dist/student-t';
import { psignrank, pwilcox, qsignrank, qwilcox } from '@/analysis-kernel/numeric/dist/wilcoxon';
import { erf, erfc } from '@/analysis-kernel/numeric/special/erf';
import { lgamma } from '@/analysis-kernel/numeric/special/lgamma';
import { readFixture } from '../fixture';
import { expectTails, expectValues } from './grid';

type Rows = readonly (readonly number[])[];
const R = readFixture<Record<string, Rows>>('numeric/numeric');

// R 4.2's pbeta loses digits on the log scale below e^-700; the exact logarithms there are from 40-digit quadrature.
const accurateF = R.pf.filter(([x, a, b]) => !(x === 300 && b === 1e6 && (a === 5 || a === 33)));

describe("distribution functions equal R's in both tails and on the log scale", () => {
  test('lgamma', () => {
    // R's lgamma has only absolute accuracy beside its zeros at 1 and 2: there its series judges.
    expectValues(
      R.lgamma.filter(([x]) => Math.abs(x - 1) > 1e-3 && Math.abs(x - 2) > 1e-3),
      ([x]) => lgamma(x),
    );
    const euler = 0.5772156649015329;
    for (const h of [1e-7, -1e-6]) expect(lgamma(1 + h) / (-euler * (1 + h - 1) + (Math.PI ** 2 / 12) * h * h)).toBeCloseTo(1, 10);
    expect([lgamma(1), lgamma(2)]).toEqual([0, 0]);
  });
  test('pnorm', () => expectTails(R.pnorm, ([x], tail) => pnorm(x, tail)));
  test('pchisq', () => expectTails(R.pchisq, ([x, df], tail) => pchisq(x, df, tail)));
  test('pt', () => expectTails(R.pt, ([t, df], tail) => pt(t, df, tail)));
  test('pf', () => expectTails(accurateF, ([x, a, b], tail) => pf(x, a, b, tail)));
  test('pf where R underflows', () => {
    expect(pf(300, 33, 1e6, { lower: false, log: true })).toBeCloseTo(-4823.224369509075, 8);
    expect(pf(300, 5, 1e6, { lower: false, log: true })).toBeCloseTo(-739.7928801643654, 9);
  });
  test('pbeta', () => expectTails(R.pbeta, ([x, a, b], tail) => pbeta(x, a, b, tail)));
  test('ppois', () => expectTails(R.ppois, ([k, m], tail) => ppois(k, m, tail)));
  test('pbinom', () => expectTails(R.pbinom, ([k, n, p], tail) => pbinom(k, n, p, tail)));
  test('phyper', () => expectTails(R.phyper, ([x, m, n, k], tail) => phyper(x, m, n, k, tail)));
  test('pwilcox', () => expectTails(R.pwilcox, ([w, m, n], tail) => pwilcox(w, m, n, tail)));
  test('psignrank', () => expectTails(R.psignrank, ([v, n], tail) => psignrank(v, n, tail)));
});

describe("log densities equal R's", () => {
  test('dpois', () => expectValues(R.dpois, ([k, m]) => dpois(k, m, { log: true })));
  test('dbinom', () => expectValues(R.dbinom, ([k, n, p]) => dbinom(k, n, p, { log: true })));
  test('dhyper', () => expectValues(R.dhyper, ([x, m, n, k]) => dhyper(x, m, n, k, { log: true })));
});

describe('quantiles', () => {
  test('qnorm equals R', () => {
    expectValues(R.qnorm, ([p]) => qnorm(p));
    expectValues(R.qnorm_log, ([p]) => qnorm(p, { log: true }));
    expectValues(R.qnorm_log_upper, ([p]) => qnorm(p, { lower: false, log: true }));
  });
  test('qnorm far beyond the smallest number inverts pnorm', () => {
    expect(pnorm(qnorm(-1e5, { log: true }), { log: true })).toBeCloseTo(-1e5, 9);
  });
  test('qchisq equals R', () => expectValues(R.qchisq, ([p, df]) => qchisq(p, df)));
  test('qwilcox', () => expectValues(R.qwilcox, ([p, m, n]) => qwilcox(p, m, n)));
  test('qsignrank', () => expectValues(R.qsignrank, ([p, n]) => qsignrank(p, n)));

  // R's own qt and qf carry errors up to 1e-2 in the far lower tail, so closed forms and inversion judge there.
  test('qt and qf agree with R where R is accurate', () => {
    const central = R.qt.filter(([p]) => p > 1e-4 && p < 0.9999 && Math.abs(p - 0.5) > 1e-3);
    expectValues(central, ([p, df]) => qt(p, df), 1e-11);
    expectValues(
      R.qf.filter(([p]) => p > 0.02 && p < 0.9999),
      ([p, a, b]) => qf(p, a, b),
      3e-9,
    );
  });
  test('qt with one and two degrees of freedom is elementary', () => {
    expectValues(
      R.qt.filter(([p, df]) => df === 1 && p < 0.4).map(([p]) => [p, -1 / Math.tan(Math.PI * p)]),
      ([p]) => qt(p, 1),
    );
    expectValues(
      R.qt.filter(([, df]) => df === 2).map(([p]) => [p, (2 * p - 1) / Math.sqrt(2 * p * (1 - p))]),
      ([p]) => qt(p, 2),
      2e-13,
    );
  });
  test('qf with two numerator degrees of freedom is elementary', () => {
    const rows = R.qf.filter(([, a]) => a === 2).map(([p, , b]) => [p, b, (b / 2) * Math.expm1((-2 / b) * Math.log1p(-p))]);
    expectValues(rows, ([p, b]) => qf(p, 2, b), 5e-13);
  });
  test('qt and qf invert pt and pf on the log scale', () => {
    const inverted = (rows: Rows, back: (args: readonly number[]) => number) =>
      rows
        .filter(([p]) => p < 0.5)
        .map((row) => [...row.slice(0, -1), row[0]])
        .filter((row) => Number.isFinite(back(row)) && Math.exp(back(row)) > 0);
    expectValues(
      inverted(R.qt, ([p, df]) => pt(qt(p, df), df, { log: true })),
      ([p, df]) => pt(qt(p, df), df),
      1e-12,
    );
    expectValues(
      inverted(R.qf, ([p, a, b]) => pf(qf(p, a, b), a, b, { log: true })),
      ([p, a, b]) => pf(qf(p, a, b), a, b),
      1e-12,
    );
  });
});

describe('error function and densities', () => {
  // Sixteen digits of DLMF §7.23's tables, continued by 40-digit arithmetic.
  test.each([
    [0.5, 0.5204998778130465, 0.4795001221869535],
    [-1, -0.8427007929497149, 1.842700792949715],
    [3, 0.9999779095030014, 2.209049699858544e-5],
    [10, 1, 2.088487583762545e-45],
  ])('erf and erfc of %f', (x, lower, upper) => {
    expectValues([[x, lower]], ([z]) => erf(z));
    expectValues([[x, upper]], ([z]) => erfc(z), 2e-13);
  });
  test('dnorm', () => {
    expect(dnorm(0)).toBeCloseTo(1 / Math.sqrt(2 * Math.PI), 16);
    expect(dnorm(40, { log: true })).toBeCloseTo(-800 - Math.log(2 * Math.PI) / 2, 12);
  });
  test('a Clopper–Pearson limit: 0 of n has the upper limit 1 − (α/2)^(1/n)', () => {
    for (const n of [1, 7, 100, 1e5]) expectValues([[n, -Math.expm1(Math.log(0.025) / n)]], ([k]) => qbeta(0.975, 1, k));
  });
});
