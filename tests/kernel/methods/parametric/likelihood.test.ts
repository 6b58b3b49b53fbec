/** What survreg has not: the written likelihood, maximised in R. */
import { describe, expect, it } from 'vitest';
import type { MethodOutput } from '@/analysis-kernel/registry/method';
import { generalisedGamma } from '@/analysis-kernel/registry/methods/parametric/kernel/gengamma';
import { emptyJet } from '@/analysis-kernel/registry/methods/parametric/kernel/jet';
import { expectClose } from '../../close';
import { rowsOf } from '../run-method';
import { expectColumn, predicted, R, type Written } from './r';

/** Errors of estimates are in standard errors: what either route can know of them. */
function expectMaximum(output: MethodOutput, one: Written): void {
  const rows = rowsOf(output, 'coefficients');
  expect(rows.map(({ term }) => term)).toEqual(one.term);
  rows.forEach(({ estimate, std_error, robust_se }, i) => {
    expect(
      Math.abs(Number(estimate) - one.estimate[i]) / one.std_error[i],
      `${one.term[i]}: ${estimate} for ${one.estimate[i]}`,
    ).toBeLessThan(1e-7);
    expectClose(std_error, one.std_error[i], 2e-6, `se of ${one.term[i]}`);
    if (one.robust_se !== null) expectClose(robust_se, one.robust_se[i], 2e-6, `robust se of ${one.term[i]}`);
  });
  if (!one.sampled) expectClose(rowsOf(output, 'fit')[0].loglik, one.loglik, 1e-10, 'loglik');
}

describe.each(R.written.map((one) => [`${one.distribution}, ${one.data}: ${one.formula} ${JSON.stringify(one.extra)}`, one] as const))(
  '%s',
  (_, one) => {
    it.each(['survival', 'hazard', 'rmst'] as const)('has the same maximum, and the same %s with its error', async (type) => {
      const options = { formula: one.formula, distribution: one.distribution, ...one.extra };
      const output = await predicted(options, one.data, one.rows, { type, times: one.times });
      if (type === 'survival') expectMaximum(output, one);
      const rows = rowsOf(output, 'predictions');
      expectColumn(
        rows.map(({ estimate }) => estimate),
        one[type],
        1e-7,
        type,
      );
      expectColumn(
        rows.map(({ std_error }) => std_error),
        one[`${type}_se`],
        1e-5,
        `${type} se`,
      );
    });
  },
);

describe('the generalised gamma distribution', () => {
  it('has R’s density and upper tail, next to the normal one too', () => {
    const { z, q, log_f, log_s } = R.gengamma;
    const jet = emptyJet();
    for (const [i, value] of z.entries()) {
      const { density, survival } = generalisedGamma(q[i]);
      density(value, jet);
      expectClose(jet.value, log_f[i], 1e-9, `log f(${value}; ${q[i]})`, 1);
      survival(value, jet);
      // R's own sum cancels where the shape is 1e4.
      expectClose(jet.value, log_s[i], 1e-9, `log S(${value}; ${q[i]})`, 1e-3);
    }
  });
});
