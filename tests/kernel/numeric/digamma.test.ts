/** The derivatives of log Γ beside R's. */
import { expect, it } from 'vitest';
import { digamma, trigamma } from '@/analysis-kernel/numeric/special/digamma';
import { expectClose } from '../close';
import { readFixture } from '../fixture';

const R = readFixture<Readonly<Record<'x' | 'digamma' | 'trigamma', readonly number[]>>>('numeric/digamma');

it('digamma and trigamma are R’s to 13 digits', () => {
  R.x.forEach((x, at) => {
    expectClose(digamma(x), R.digamma[at], 1e-13, `digamma(${x})`, 1e-2);
    expectClose(trigamma(x), R.trigamma[at], 1e-13, `trigamma(${x})`);
  });
});

it('they have no value at 0 and below', () => {
  for (const x of [0, -0.5, -3, Number.NaN]) expect([digamma(x), trigamma(x)]).toEqual([Number.NaN, Number.NaN]);
});
