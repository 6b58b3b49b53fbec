import { describe, expect, it } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import { rowsOf, run } from '../run-method';

const AT = Array.from({ length: 120 }, (_, at) => at);
const arm = AT.map((at) => (at < 40 ? 'a' : at < 80 ? 'b' : 'c'));
const y = AT.map((at) => (at < 40 ? 1 : (at * 7) % 5 === 0 ? 1 : 0));
const frame = frameOf([numericColumn('y', y), textColumn('arm', arm)]);
const options = { formula: 'y ~ relevel(arm, "b")', family: 'binomial' };

describe('a level of which all have the outcome', () => {
  it('has standardised risks without errors, intervals and p values, and a sentence that says so', async () => {
    const output = await run('glm', { ...options, marginal: ['arm'] }, frame);
    for (const row of rowsOf(output, 'marginal')) {
      expect(row.estimate).not.toBeNull();
      expect([row.std_error, row.conf_low, row.conf_high, row.p_value]).toEqual([null, null, null, null]);
    }
    expect(output.sentence.en).toContain('(no interval)');
  });

  it('has no test by a sandwich, which is small there by chance, of the coefficient and of its term', async () => {
    const output = await run('glm', { ...options, robust: 'hc0', anova: 'type2' }, frame);
    const [, separated, other] = rowsOf(output, 'coefficients');
    expect([separated.std_error, separated.robust_se, separated.p_value, separated.conf_low]).toEqual([null, null, null, null]);
    expect(other.p_value).toBeGreaterThan(0);
    expect(rowsOf(output, 'anova')[0]).toMatchObject({ statistic: null, p_value: null });
  });
});
