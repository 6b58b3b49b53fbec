/** Fisher's test against R on tables of many sizes: exact wherever R's own workspace is enough. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exactFisherP } from '@/analysis-kernel/stats/hypothesis/fisher';

const fixture: readonly { counts: number[][]; p_value: number }[] = JSON.parse(
  readFileSync('tests/kernel/methods/table1/fisher.json', 'utf8'),
);

describe("Fisher's test equals R's", () => {
  it.each(fixture.map(({ counts, p_value }) => [JSON.stringify(counts), counts, p_value] as const))('%s', (_, counts, expected) => {
    const pValue = exactFisherP(counts) ?? Number.NaN;
    expect(Math.abs(pValue - expected) / expected).toBeLessThan(1e-7);
  });

  it('is the same whichever way the table stands, and in whatever order', () => {
    const { counts, p_value } = fixture[0];
    const turned = counts[0].map((_, j) => counts.map((row) => row[j]).reverse());
    expect(exactFisherP(turned)).toBeCloseTo(p_value, 10);
  });

  it('is a number for tables far beyond what a product of their factorials can hold', () => {
    const even = [
      [20_000, 20_100],
      [20_050, 19_950],
      [1, 3],
    ];
    const pValue = exactFisherP(even);
    // R: fisher.test(rbind(c(20000, 20100), c(20050, 19950), c(1, 3)), workspace = 2e6)
    expect(pValue).toBeCloseTo(0.46169144109378, 6);
  });
});
