/** Forty small awkward data sets against lme4: a deviance no worse, and its numbers wherever its own variance parameters are those of the minimum. */
import { describe, expect, it } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import { expectClose, type RNumber } from '../../close';
import { readFixture } from '../../fixture';
import { rowsOf, run } from '../run-method';

interface Case {
  readonly kind: string;
  readonly formula: string;
  readonly reml: boolean;
  readonly data: Readonly<Record<'y' | 't' | 'g' | 'h' | 'w' | 'u', readonly number[]>> & { readonly k: readonly string[] };
  readonly term: readonly string[];
  readonly estimate: readonly RNumber[];
  readonly std_error: readonly RNumber[];
  readonly df: readonly RNumber[];
  readonly deviance: number;
  readonly singular: boolean;
  readonly residual: number;
}

const cases = readFixture<readonly Case[]>('methods/mixed/odd');

describe.each(cases.map((one, at) => [`${at + 1}, ${one.kind}`, one] as const))('%s', (_, one) => {
  it('is lme4’s', async () => {
    const { k, ...numbers } = one.data;
    const frame = frameOf([...Object.entries(numbers).map(([name, values]) => numericColumn(name, [...values])), textColumn('k', [...k])]);
    const output = await run('mixed', { formula: one.formula, reml: one.reml, residual_weights: 'w' }, frame);
    const [fit] = rowsOf(output, 'fit');
    const deviance = -2 * Number(fit.loglik);
    expect(deviance).toBeLessThanOrEqual(one.deviance + 1e-6);
    expect(Number(fit.gradient)).toBeLessThan(1e-5);
    const codes = output.warnings.map(({ code }) => code);
    expect(codes.includes('singular')).toBe(one.singular);
    expect(codes.includes('collinear')).toBe(one.kind === 'repeated column');
    const rows = rowsOf(output, 'coefficients').filter(({ estimate }) => estimate !== null);
    expect(rows.map(({ term }) => term)).toEqual(one.term);
    const size = Math.max(...one.std_error.map(Number));
    for (const [j, row] of rows.entries()) {
      const error = Number(one.std_error[j]);
      expect(Math.abs(Number(row.estimate) - Number(one.estimate[j])) / error, `${row.term} estimate`).toBeLessThan(1e-4);
      expectClose(row.std_error, one.std_error[j], 1e-4, `${row.term} std_error`, 1e-6 * size);
      // At a bound lmerTest takes the Hessian where its own optimiser stopped.
      if (!one.singular) expectClose(row.df, one.df[j], 1e-3, `${row.term} df`);
    }
    expectClose(fit.sigma, one.residual, 1e-4, 'residual');
  });
});
