/** Fisher's test against R on tables of many sizes: exact wherever R's own workspace is enough. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { clopperPearson } from '@/analysis-kernel/stats/hypothesis/exact-interval';
import { exactFisherP, fisherPieces, simulatedFisher } from '@/analysis-kernel/stats/hypothesis/fisher';
import { expectClose } from '../../close';

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

describe('the interval of a simulated p value', () => {
  // R: binom.test(events, n, conf.level = level)$conf.int
  it.each([
    [0, 20, 0.95, 0, 0.168433470983085],
    [20, 20, 0.95, 0.831566529016915, 1],
    [3, 20, 0.95, 0.0320709371854637, 0.378926826545314],
    [7, 9, 0.9, 0.45035835049339, 0.958976832493003],
    [1, 1, 0.99, 0.005, 1],
    [33_212, 200_000, 0.95, 0.164431426726041, 0.167698258097285],
  ])('%i of %i at %f', (events, n, level, low, high) => {
    const interval = clopperPearson(events, n, level);
    expectClose(interval[0], low, 1e-12, 'low');
    expectClose(interval[1], high, 1e-12, 'high');
  });

  const counts = [
    [3, 1],
    [1, 3],
    [2, 2],
  ];
  const pieces = fisherPieces(counts);
  const simulated = (share: number) =>
    simulatedFisher(
      pieces,
      pieces.map(({ tables }) => share * tables),
    );

  it('has a width where every table is as extreme, and where none is', () => {
    const all = simulated(1);
    expect(all.pValue).toBe(1);
    expectClose(all.simulation?.low, 0.999981555772826, 1e-12, 'low');
    expect(all.simulation?.high).toBe(1);
    const none = simulated(0);
    expect(none.pValue).toBe(1 / 200_001);
    expect(none.simulation?.low).toBe(0);
    expectClose(none.simulation?.high, 1.84442271737201e-5, 1e-12, 'high');
  });
});
