/** Fisher's test of larger tables by hand, and by random tables with what they leave unknown. */
import { describe, expect, it } from 'vitest';
import { clopperPearson } from '@/analysis-kernel/stats/hypothesis/exact-interval';
import { exactFisherP, FISHER_SEED, fisherPieces, simulatedFisher } from '@/analysis-kernel/stats/hypothesis/fisher';
import { hitsOf, piecesOf } from '@/analysis-kernel/stats/hypothesis/fisher-simulation';
import { expectClose } from '../close';

/** All tables with the margins of this one, each with n! / Π x! over its cells: what its probability is made of. */
function tablesLike(counts: number[][]): { readonly cells: number[]; readonly weight: number }[] {
  const rows = counts.map((row) => row.reduce((sum, n) => sum + n, 0));
  const columns = counts[0].map((_, j) => counts.reduce((sum, row) => sum + row[j], 0));
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  const found: { cells: number[]; weight: number }[] = [];
  const fill = (cells: number[], left: number[], open: number): void => {
    const row = Math.floor(cells.length / columns.length);
    const column = cells.length % columns.length;
    if (row === rows.length) {
      found.push({ cells, weight: 1 / cells.reduce((product, n) => product * factorial(n), 1) });
      return;
    }
    const isLast = column === columns.length - 1;
    for (let n = isLast ? open : 0; n <= Math.min(open, left[column]); n += 1) {
      const rest = left.with(column, left[column] - n);
      fill([...cells, n], rest, isLast ? (rows[row + 1] ?? 0) : open - n);
    }
  };
  fill([], columns, rows[0]);
  return found.filter(({ cells }) =>
    columns.every((total, j) => total === cells.reduce((sum, n, at) => sum + (at % columns.length === j ? n : 0), 0)),
  );
}

function byEnumeration(counts: number[][]): number {
  const all = tablesLike(counts);
  const own = all.find(({ cells }) => cells.every((n, at) => n === counts.flat()[at]));
  const total = all.reduce((sum, { weight }) => sum + weight, 0);
  return all.reduce((sum, { weight }) => (weight <= (own?.weight ?? 0) * (1 + 1e-7) ? sum + weight : sum), 0) / total;
}

describe('the exact p value of a larger table', () => {
  it('by hand: margins 3, 3 and 2, 2, 2', () => {
    // Tables 1-1-1 weigh 8 of 20, the six with a 2 weigh 2 of 20 each; the observed is one of them.
    const p = exactFisherP([
      [1, 0, 2],
      [1, 2, 0],
    ]);
    expectClose(p, 12 / 20, 1e-12, 'p');
  });

  it.each([
    [
      [
        [3, 1],
        [1, 3],
        [2, 2],
      ],
    ],
    [
      [
        [4, 0, 1],
        [0, 3, 2],
      ],
    ],
    [
      [
        [0, 0, 3],
        [2, 1, 0],
        [1, 2, 1],
      ],
    ],
    [
      [
        [2, 1],
        [0, 3],
        [1, 1],
        [4, 0],
      ],
    ],
    [
      [
        [1, 2, 0, 1],
        [0, 1, 3, 0],
        [2, 0, 0, 2],
      ],
    ],
    [
      [
        [5, 1],
        [2, 6],
      ],
    ],
    [
      [
        [2, 2, 2],
        [2, 2, 2],
      ],
    ],
  ])('%j is the sum over all tables no more probable', (counts) => {
    expectClose(exactFisherP(counts), byEnumeration(counts), 1e-9, 'p');
  });
});

describe('random tables', () => {
  const counts = [
    [3, 1],
    [1, 3],
    [2, 2],
  ];

  it('come in pieces of 12 500 with seeds that follow one another', () => {
    const pieces = piecesOf(counts, 30_000, 7);
    expect(pieces.map(({ tables, seed }) => [tables, seed])).toEqual([
      [12_500, 7],
      [12_500, 8],
      [5000, 9],
    ]);
    const usual = fisherPieces(counts);
    expect(usual).toHaveLength(16);
    expect(usual.reduce((sum, { tables }) => sum + tables, 0)).toBe(200_000);
    expect(usual[0].seed).toBe(FISHER_SEED);
  });

  it.each([
    [counts],
    [
      [
        [4, 0, 1],
        [0, 3, 2],
      ],
    ],
    [
      [
        [1, 2, 0, 1],
        [0, 1, 3, 0],
        [2, 0, 0, 2],
      ],
    ],
    [
      [
        [0, 0, 3],
        [2, 1, 0],
        [1, 2, 1],
      ],
    ],
  ])('of %j are as extreme as often as the exact p value says', (table) => {
    const tables = 12_500;
    const p = byEnumeration(table);
    // Four standard errors.
    const away = Math.abs(hitsOf({ counts: table, tables, seed: 11 }) / tables - p);
    expect(away).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / tables));
  });

  it('keep their margins where rows or columns are full', () => {
    // One table only.
    expect(
      hitsOf({
        counts: [
          [2, 0],
          [0, 0],
        ],
        tables: 5,
        seed: 1,
      }),
    ).toBe(5);
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
