/** What survreg has. */
import { describe, expect, it } from 'vitest';
import { expectClose } from '../../close';
import { rowsOf } from '../run-method';
import { expectColumn, predicted, R } from './r';

describe.each(R.survreg.map((one) => [`${one.dist}, ${one.data}: ${one.formula} ${JSON.stringify(one.extra)}`, one] as const))(
  '%s',
  (_, one) => {
    const options = { formula: one.formula, distribution: one.dist, ...one.extra };
    // R's predictions lack the offset, and its replicated rows have other numbers.
    const comparable = !one.offset && (one.extra.weights as { kind: string } | undefined)?.kind !== 'frequency';

    it('has R’s coefficients, fit and quantiles', async () => {
      const output = await predicted(options, one.data, one.rows, { type: 'quantile', quantiles: [0.25, 0.5] });
      const rows = rowsOf(output, 'coefficients');
      expect(rows.map(({ term }) => term)).toEqual(one.term);
      const column = (name: string) => rows.map((row) => row[name]);
      for (const name of ['estimate', 'std_error', 'statistic', 'conf_low', 'conf_high'] as const)
        expectColumn(column(name), one[name], 1e-8, name, 1e-4);
      if (one.robust_se !== null) expectColumn(column('robust_se'), one.robust_se, 1e-8, 'robust_se');
      const [fit] = rowsOf(output, 'fit');
      for (const [name, value] of Object.entries(one.fit)) expectClose(fit[name], value, 1e-8, name, 1e-2);
      if (one.fit.loglik === undefined) expect([fit.loglik, fit.aic, fit.lr]).toEqual([null, null, null]);
      if (!comparable) return;
      const quantiles = rowsOf(output, 'predictions');
      expectColumn(
        quantiles.map(({ estimate }) => estimate),
        one.quantile,
        1e-8,
        'quantile',
      );
      expectColumn(
        quantiles.map(({ std_error }) => std_error),
        one.quantile_se,
        1e-7,
        'quantile se',
      );
    });

    if (comparable)
      it('has R’s linear predictor', async () => {
        const rows = rowsOf(await predicted(options, one.data, one.rows, { type: 'lp' }), 'predictions');
        expectColumn(
          rows.map(({ estimate }) => estimate),
          one.lp,
          1e-8,
          'lp',
        );
        expectColumn(
          rows.map(({ std_error }) => std_error),
          one.lp_se,
          1e-7,
          'lp se',
        );
      });
  },
);
