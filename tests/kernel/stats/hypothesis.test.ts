/** Tests of hypotheses: R's numbers, and by hand where there is no answer. */
import { describe, expect, it } from 'vitest';
import { adjustP } from '@/analysis-kernel/stats/hypothesis/adjust';
import { continuity, exactP, normalP, studentP } from '@/analysis-kernel/stats/hypothesis/alternative';
import { chiSquaredTest, margins, smallestExpected, withoutEmpty } from '@/analysis-kernel/stats/hypothesis/contingency';
import { exactFisherP } from '@/analysis-kernel/stats/hypothesis/fisher';
import { sided, tailOf } from '@/analysis-kernel/stats/hypothesis/interval';
import { anovaTest, studentTest } from '@/analysis-kernel/stats/hypothesis/mean-tests';
import { kruskalTest, tieSum, wilcoxonTest } from '@/analysis-kernel/stats/hypothesis/rank-tests';
import { expectClose } from '../close';

const f = (...values: number[]) => Float64Array.from(values);
const SIDES = ['two_sided', 'less', 'greater'] as const;

describe('adjusted p values', () => {
  // R: p.adjust(c(0.01, 0.04, NA, 0.03, 0.2), method), p.adjust(c(0.3, 0.2, 0.5), method)
  it.each([
    ['holm', [0.04, 0.09, NaN, 0.09, 0.2], [0.6, 0.6, 0.6]],
    ['hochberg', [0.04, 0.08, NaN, 0.08, 0.2], [0.5, 0.5, 0.5]],
    ['bonferroni', [0.04, 0.16, NaN, 0.12, 0.8], [0.9, 0.6, 1]],
    ['bh', [0.04, 0.16 / 3, NaN, 0.16 / 3, 0.2], [0.45, 0.45, 0.5]],
    ['by', [0.25 / 3, 1 / 9, NaN, 1 / 9, 1.25 / 3], [0.825, 0.825, 2.75 / 3]],
    ['none', [0.01, 0.04, NaN, 0.03, 0.2], [0.3, 0.2, 0.5]],
  ] as const)('by %s', (method, some, few) => {
    const [many, other] = [adjustP([0.01, 0.04, NaN, 0.03, 0.2], method), adjustP([0.3, 0.2, 0.5], method)];
    some.forEach((p, i) => {
      expectClose(many[i], p, 1e-13, `${i}`);
    });
    few.forEach((p, i) => {
      expectClose(other[i], p, 1e-13, `${i}`);
    });
  });

  it('never pass 1, and none are adjusted by none', () => {
    for (const method of ['holm', 'hochberg', 'bh', 'by', 'bonferroni'] as const)
      expect(adjustP([0.9, 0.95], method).every((p) => p <= 1)).toBe(true);
    expect(adjustP([], 'by')).toEqual([]);
  });
});

describe('p values of a statistic', () => {
  it('on either side, below and above', () => {
    // R: 2 * pnorm(-2); pnorm(2); pt(1.5, 7)
    expectClose(normalP(2, 'two_sided'), 0.0455002638963584, 1e-12, 'two');
    expectClose(normalP(-2, 'two_sided'), 0.0455002638963584, 1e-12, 'two');
    expectClose(normalP(2, 'less'), 0.977249868051821, 1e-12, 'less');
    expectClose(normalP(2, 'greater'), 0.0227501319481792, 1e-12, 'greater');
    expectClose(studentP(1.5, 7, 'two_sided'), 0.17729848698997, 1e-12, 'two');
    expectClose(studentP(-1.5, 7, 'two_sided'), 0.17729848698997, 1e-12, 'two');
    expectClose(studentP(1.5, 7, 'less'), 0.911350756505015, 1e-12, 'less');
    expectClose(studentP(1.5, 7, 'greater'), 1 - 0.911350756505015, 1e-12, 'greater');
  });

  it('of a discrete one twice the smaller tail, at most 1', () => {
    expect(SIDES.map((side) => exactP(0.2, 0.9, side))).toEqual([0.4, 0.2, 0.9]);
    expect(exactP(0.9, 0.2, 'two_sided')).toBe(0.4);
    expect(exactP(0.6, 0.7, 'two_sided')).toBe(1);
  });

  it('a half step is taken off the distance, on the side looked to', () => {
    expect(SIDES.map((side) => continuity(3, side))).toEqual([0.5, -0.5, 0.5]);
    expect(SIDES.map((side) => continuity(-3, side))).toEqual([-0.5, -0.5, 0.5]);
    expect(continuity(0, 'two_sided')).toBe(0);
  });

  it('limits are open on the side looked to', () => {
    expectClose(tailOf({ alternative: 'two_sided', level: 0.9 }), 0.05, 1e-14, 'two');
    expectClose(tailOf({ alternative: 'less', level: 0.9 }), 0.1, 1e-14, 'less');
    const limits = { estimate: 0.5, low: 0.4, high: 0.6 };
    expect(sided(limits, 'two_sided')).toEqual(limits);
    expect(sided(limits, 'less')).toEqual({ ...limits, low: -Infinity });
    expect(sided(limits, 'greater')).toEqual({ ...limits, high: Infinity });
    expect(sided(limits, 'less', 0, 1)).toEqual({ ...limits, low: 0 });
    expect(sided(limits, 'greater', 0, 1)).toEqual({ ...limits, high: 1 });
  });
});

describe('tables of counts', () => {
  const counts = [
    [10, 20, 5],
    [30, 40, 9],
  ];

  it('lose rows and columns that hold nothing', () => {
    expect(
      withoutEmpty([
        [0, 0, 0],
        [1, 0, 0],
        [0, 0, 2],
      ]),
    ).toEqual([
      [1, 0],
      [0, 2],
    ]);
    expect(withoutEmpty([[0, 0]])).toEqual([]);
    expect(withoutEmpty([])).toEqual([]);
  });

  it('have margins and a smallest expected count', () => {
    expect(margins(counts)).toEqual({ rows: [35, 79], columns: [40, 60, 14], total: 114 });
    expect(margins([])).toEqual({ rows: [], columns: [], total: 0 });
    expectClose(smallestExpected(counts), (35 * 14) / 114, 1e-14, 'expected');
    expect(smallestExpected([])).toBe(Infinity);
  });

  it('χ² as R: chisq.test(counts, correct = FALSE)', () => {
    const { statistic, df, pValue } = chiSquaredTest(counts);
    expect(df).toBe(2);
    expectClose(statistic, 0.971841901317489, 1e-12, 'χ²');
    expectClose(pValue, 0.615130431047027, 1e-12, 'p');
    // By hand: n (ad − bc)² over the product of the margins.
    const two = chiSquaredTest([
      [10, 20],
      [30, 40],
    ]);
    expect(two.df).toBe(1);
    expectClose(two.statistic, (100 * 200 ** 2) / (30 * 70 * 40 * 60), 1e-13, 'χ²');
    expect(chiSquaredTest([[1, 2]])).toEqual({ statistic: NaN, df: null, pValue: NaN });
    expect(chiSquaredTest([[1], [2]])).toEqual({ statistic: NaN, df: null, pValue: NaN });
  });

  it.each([
    // R: fisher.test(counts)$p.value
    [
      [
        [3, 1],
        [2, 7],
      ],
      0.216783216783217,
    ],
    [
      [
        [1, 8],
        [6, 2],
      ],
      0.0152200740436035,
    ],
    // By hand: 1 of 3 ways, and all of two.
    [
      [
        [0, 2],
        [1, 0],
      ],
      1 / 3,
    ],
    [
      [
        [1, 1],
        [1, 1],
      ],
      1,
    ],
    // The table least likely counts alone: 1 of C(6, 3) on either side.
    [
      [
        [3, 0],
        [0, 3],
      ],
      2 / 20,
    ],
    [
      [
        [0, 3],
        [3, 0],
      ],
      2 / 20,
    ],
  ])('Fisher of %j', (table, p) => {
    expectClose(exactFisherP(table), p, 1e-12, 'p');
  });

  it('Fisher of one row or column says nothing', () => {
    expect(exactFisherP([[1, 2]])).toBeNaN();
    expect(exactFisherP([[1], [2]])).toBeNaN();
  });
});

// R: x, y, and the numbers of the third sample of an analysis of variance.
const X = f(1.1, 2.5, 3.7, 0.4);
const Y = f(2.2, 4.1, 5.3, 3.9, 6);
const Z = f(9, 7.5, 8.1);

describe('means', () => {
  it('of two samples as R: t.test(x, y, var.equal = TRUE)', () => {
    const { statistic, df, pValue } = studentTest(X, Y);
    expect(df).toBe(7);
    expectClose(statistic, -2.41958998939924, 1e-12, 't');
    expectClose(pValue, 0.0461199271695932, 1e-12, 'p');
    // One value beside two, 4 and 0 ± √2/… : variance 2 of the two, t = (4 − 1) / √(2 × 3/2).
    const few = studentTest(f(4), f(0, 2));
    expect(few.df).toBe(1);
    expectClose(few.statistic, Math.sqrt(3), 1e-14, 'few');
    expect(studentTest(f(0, 2), f(4)).statistic).toBeCloseTo(-Math.sqrt(3), 14);
  });

  it('of two samples that cannot be compared', () => {
    const none = { statistic: NaN, df: null, pValue: NaN };
    expect(studentTest(f(), f(1, 2, 3))).toEqual(none);
    expect(studentTest(f(1, 2, 3), f())).toEqual(none);
    expect(studentTest(f(1), f(2))).toEqual(none);
    // What differs by rounding only does not differ; as in R the test has its degrees of freedom and no more.
    expect(studentTest(f(0.3, 0.1 + 0.2), f(0.3, 0.3))).toEqual({ statistic: NaN, df: 2, pValue: NaN });
    expect(studentTest(f(1, 1), f(2, 2))).toEqual({ statistic: NaN, df: 2, pValue: NaN });
    // R: data are essentially constant, against the larger of the means.
    expect(studentTest(f(1, 1 + 2 ** -52), f(0, 0)).pValue).toBeNaN();
    expect(studentTest(f(0, 0), f(1, 1 + 2 ** -52)).pValue).toBeNaN();
    expect(studentTest(f(1e-12, 2e-12), f(3e-12, 4e-12)).pValue).toBeGreaterThan(0);
  });

  it('of several as R: oneway.test(v ~ g, var.equal = TRUE)', () => {
    for (const samples of [
      [X, Y, Z],
      [X, f(), Y, Z],
    ]) {
      const { statistic, df, pValue } = anovaTest(samples);
      expect(df).toBe(2);
      expectClose(statistic, 18.9149744225701, 1e-12, 'F');
      expectClose(pValue, 0.000598046175297349, 1e-11, 'p');
    }
    // A sample of one value varies by itself not at all: within 2 / 1, between (2 × 9 + 1 × 36) / 3 by hand: means 1 and 4.
    const single = anovaTest([f(0, 2), f(4)]);
    expectClose(single.statistic, 3, 1e-13, 'F = t²');
  });

  it('of several that cannot be compared', () => {
    const none = { statistic: NaN, df: null, pValue: NaN };
    expect(anovaTest([X, f()])).toEqual(none);
    expect(anovaTest([f(1), f(2), f(3)])).toEqual(none);
    expect(anovaTest([f(1, 1), f(2, 2)])).toEqual({ statistic: NaN, df: 1, pValue: NaN });
  });
});

describe('ranks', () => {
  // R: wilcox.test(x, y, alternative); with mu = 1, exact = FALSE; with exact = FALSE, correct = FALSE
  it.each([
    ['two_sided', 0.0634920634920635, 0.0373364159206629, 0.0500435212487051],
    ['less', 0.0317460317460317, 0.0186682079603315, 0.0250217606243526],
    ['greater', 0.984126984126984, 0.990017773347392, 0.974978239375647],
  ] as const)('of two samples, %s', (alternative, exact, moved, plain) => {
    expect(wilcoxonTest(X, Y, { alternative })).toMatchObject({ statistic: 2, exact: true, ties: false, df: null });
    expectClose(wilcoxonTest(X, Y, { alternative }).pValue, exact, 1e-12, 'exact');
    const shifted = wilcoxonTest(X, Y, { alternative, mu: 1, exact: false });
    expect(shifted).toMatchObject({ statistic: 1, exact: false, ties: false });
    expectClose(shifted.pValue, moved, 1e-12, 'moved by 1');
    expectClose(wilcoxonTest(X, Y, { alternative, exact: false, correct: false }).pValue, plain, 1e-12, 'not corrected');
  });

  // R: wilcox.test(c(1, 2, 2, 3, 5), c(2, 4, 4, 5, 6, 7), alternative)
  it.each([
    ['two_sided', 0.0957047511748814],
    ['less', 0.0478523755874407],
    ['greater', 0.967926690632798],
  ] as const)('tied, %s', (alternative, p) => {
    const test = wilcoxonTest(f(1, 2, 2, 3, 5), f(2, 4, 4, 5, 6, 7), { alternative, exact: true });
    expect(test).toMatchObject({ statistic: 5.5, exact: false, ties: true });
    expectClose(test.pValue, p, 1e-12, 'p');
  });

  it('are exact below 50 values each unless told', () => {
    const many = (n: number, from: number) => Float64Array.from({ length: n }, (_, i) => from + 2 * i);
    expect(wilcoxonTest(many(49, 0), many(49, 1)).exact).toBe(true);
    expect(wilcoxonTest(many(50, 0), many(3, 1)).exact).toBe(false);
    expect(wilcoxonTest(many(3, 0), many(50, 1)).exact).toBe(false);
    expect(wilcoxonTest(many(50, 0), many(3, 1), { exact: true }).exact).toBe(true);
  });

  it('say nothing of nobody, or of one single value', () => {
    const none = { statistic: NaN, df: null, pValue: NaN, exact: false, ties: false };
    expect(wilcoxonTest(f(), f(1))).toEqual(none);
    expect(wilcoxonTest(f(1), f())).toEqual(none);
    expect(wilcoxonTest(f(1, 1), f(1))).toEqual({ statistic: 1, df: null, pValue: NaN, exact: false, ties: true });
    expect(wilcoxonTest(f(1, 1), f(1), { alternative: 'less' }).pValue).toBeNaN();
    expect(wilcoxonTest(f(1, 1), f(1), { alternative: 'greater' }).pValue).toBeNaN();
    expect(kruskalTest([f(1, 2), f()])).toEqual({ statistic: NaN, df: null, pValue: NaN });
    expect(kruskalTest([f(1, 1), f(1)])).toEqual({ statistic: NaN, df: 1, pValue: NaN });
  });

  it('of several as R: kruskal.test(samples)', () => {
    for (const samples of [
      [f(1, 2, 2, 3, 5), f(2, 4, 4, 5, 6, 7), f(1, 1, 3)],
      [f(1, 2, 2, 3, 5), f(), f(2, 4, 4, 5, 6, 7), f(1, 1, 3)],
    ]) {
      const { statistic, df, pValue } = kruskalTest(samples);
      expect(df).toBe(2);
      expectClose(statistic, 5.8456081081081, 1e-12, 'H');
      expectClose(pValue, 0.0537826661605043, 1e-12, 'p');
    }
  });

  it('ties weigh t³ − t', () => {
    expect(tieSum(f(3, 1, 3, 2, 1, 3))).toBe(27 - 3 + (8 - 2));
    expect(tieSum(f(1, 2, 3))).toBe(0);
    expect(tieSum(f())).toBe(0);
  });
});
