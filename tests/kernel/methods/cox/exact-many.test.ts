/** The exact likelihood where many events share one time. */
import { describe, expect, it } from 'vitest';
import { frameOf, numericColumn } from '@/analysis-kernel/frame/build';
import { lgamma } from '@/analysis-kernel/numeric/special/lgamma';
import { rowsOf, run } from '../run-method';

function tiedAtOnce(n: number, deaths: number) {
  const rows = Float64Array.from({ length: n }, (_, row) => row);
  const turned = rows.map((row) => (row * 7919) % n);
  return frameOf([
    numericColumn(
      't',
      rows.map(() => 1),
    ),
    numericColumn(
      'e',
      turned.map((place) => Number(place < deaths)),
    ),
    numericColumn(
      'x',
      turned.map((place, row) => 2 * Math.sin(row) - place / n),
    ),
  ]);
}

describe('a thousand events at one time', () => {
  it.each([
    [2000, 1000],
    [1101, 1000],
    [6000, 1000],
  ])('of %d rows, %d: at 0 all sets of so many rows are alike', async (n, deaths) => {
    const output = await run('cox', { formula: 'Surv(t, e) ~ x', ties: 'exact' }, tiedAtOnce(n, deaths));
    const [fit] = rowsOf(output, 'fit');
    const sets = lgamma(n + 1) - lgamma(deaths + 1) - lgamma(n - deaths + 1);
    expect(Math.abs(Number(fit.loglik_null) / -sets - 1)).toBeLessThan(1e-11);
    expect(Number(fit.loglik)).toBeGreaterThan(Number(fit.loglik_null));
    const [row] = rowsOf(output, 'coefficients');
    expect(Number.isFinite(row.std_error)).toBe(true);
  });

  it('and one more is refused', async () => {
    await expect(run('cox', { formula: 'Surv(t, e) ~ x', ties: 'exact' }, tiedAtOnce(2002, 1001))).rejects.toThrow(
      /exact_too_large: Up to 1.001 events/u,
    );
  });
});
