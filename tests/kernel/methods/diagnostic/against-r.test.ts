/** Diagnostic accuracy beside pROC: areas, variances, tests, curves, partial areas and cut-offs; the table of test by truth beside its written formulas. */
import { describe, expect, it } from 'vitest';
import { frameOf, numericColumn } from '@/analysis-kernel/frame/build';
import { expectClose } from '../../close';
import { readFixture } from '../../fixture';
import { rowsOf, run } from '../run-method';

interface Cut {
  readonly threshold: readonly number[];
  readonly sensitivity: readonly number[];
  readonly specificity: readonly number[];
}
interface MarkerR {
  readonly marker: string;
  readonly lower: boolean;
  readonly auc: number;
  readonly variance: number;
  readonly ci: readonly number[];
  readonly thresholds: readonly number[];
  readonly sensitivities: readonly number[];
  readonly specificities: readonly number[];
  readonly parts: readonly {
    readonly of: string;
    readonly from: number;
    readonly to: number;
    readonly area: number;
    readonly corrected: number;
  }[];
  readonly youden: Cut;
  readonly closest: Cut;
  readonly cost: Cut;
}
interface SetR {
  readonly data: Readonly<Record<string, readonly number[]>>;
  readonly markers: readonly MarkerR[];
  readonly pairs: readonly {
    readonly pair: readonly string[];
    readonly estimate: number;
    readonly statistic: number;
    readonly p: number;
    readonly ci: readonly number[];
  }[];
  readonly overall: { readonly statistic: number; readonly df: number; readonly p: number };
}
interface Fixture {
  readonly sets: Readonly<Record<'random' | 'pbc', SetR>>;
  readonly boot: { readonly marker: string } & Readonly<Record<'ci' | 'whole' | 'optimism' | 'error' | 'cut', readonly number[]>>;
  readonly tables: readonly {
    readonly level: number;
    readonly prevalence: number;
    readonly counts: readonly number[];
    readonly shares: Readonly<
      Record<string, { readonly x: number; readonly n: number } & Readonly<Record<'wilson' | 'clopper_pearson', readonly number[]>>>
    >;
    readonly others: Readonly<Record<string, readonly number[]>>;
  }[];
}
const R = readFixture<Fixture>('methods/diagnostic/diagnostic');
const frameOfSet = ({ data }: SetR) => frameOf(Object.entries(data).map(([name, values]) => numericColumn(name, values)));

const CLOSED = 1e-12;
/** Nothing next to 1. */
const near = (actual: unknown, expected: number, what: string) => expectClose(actual, expected, CLOSED, what, 1e-3);

describe.each(['random', 'pbc'] as const)('%s', (name) => {
  const set = R.sets[name];
  const frame = frameOfSet(set);
  const markers = set.markers.map(({ marker }) => marker);

  it('areas with DeLong’s interval', async () => {
    const rows = rowsOf(await run('diagnostic', { outcome: 'case', markers, conf_level: 0.9 }, frame), 'estimates');
    set.markers.forEach(({ marker, auc, variance, ci }) => {
      const row = rows.find((one) => one.marker === marker && one.quantity === 'auc');
      near(row?.estimate, auc, marker);
      near(row?.std_error, Math.sqrt(variance), `${marker} error`);
      near(row?.conf_low, ci[0], `${marker} low`);
      near(row?.conf_high, ci[2], `${marker} high`);
    });
  });

  it('the logit interval is that of the delta method', async () => {
    const rows = rowsOf(
      await run('diagnostic', { outcome: 'case', markers, auc_interval: 'delong_logit', conf_level: 0.9 }, frame),
      'estimates',
    );
    set.markers.forEach(({ marker, auc, variance }) => {
      const row = rows.find((one) => one.marker === marker && one.quantity === 'auc');
      const half = (1.6448536269514722 * Math.sqrt(variance)) / (auc * (1 - auc));
      const limit = (side: number) => 1 / (1 + Math.exp(-(Math.log(auc / (1 - auc)) + side * half)));
      near(row?.conf_low, limit(-1), `${marker} low`);
      near(row?.conf_high, limit(1), `${marker} high`);
    });
  });

  it('curves, and which side is suspicious', async () => {
    const output = await run('diagnostic', { outcome: 'case', markers }, frame);
    const rows = rowsOf(output, 'roc');
    const lowered = set.markers.filter(({ lower }) => lower).map(({ marker }) => marker);
    expect(
      output.warnings.flatMap(({ code, message }) => (code === 'lower_taken' ? markers.filter((one) => message.en.includes(one)) : [])),
    ).toEqual(lowered);
    for (const { marker, thresholds, sensitivities, specificities } of set.markers) {
      const own = rows.filter((row) => row.marker === marker);
      expect(own.map(({ sensitivity }) => sensitivity)).toEqual(sensitivities);
      expect(own.map(({ specificity }) => specificity)).toEqual(specificities);
      for (const [at, row] of own.entries())
        expectClose(row.threshold, Number.isFinite(thresholds[at]) ? thresholds[at] : 'NaN', CLOSED, `${marker} threshold ${at}`);
    }
  });

  it('tests of areas', async () => {
    const rows = rowsOf(await run('diagnostic', { outcome: 'case', markers, conf_level: 0.9, adjust: 'none' }, frame), 'test');
    set.pairs.forEach(({ pair, estimate, statistic, p, ci }, at) => {
      const row = rows[at];
      expect([row.marker_1, row.marker_2]).toEqual(pair);
      near(row.estimate, estimate, 'difference');
      expectClose(row.statistic, statistic, 1e-11, 'z', 1e-3);
      expectClose(row.p_value, p, 1e-11, 'p');
      near(row.conf_low, ci[0], 'low');
      near(row.conf_high, ci[1], 'high');
    });
    const all = rows[rows.length - 1];
    expectClose(all.statistic, set.overall.statistic, 1e-10, 'χ²');
    expectClose(all.p_value, set.overall.p, 1e-10, 'p');
    expect(all.df).toBe(set.overall.df);
  });

  it.each(set.markers.flatMap(({ marker, parts, lower }) => parts.map((part) => ({ marker, lower, ...part }))))(
    'partial area of $marker over $of $from to $to',
    async ({ marker, of, from, to, area, corrected }) => {
      const output = await run('diagnostic', { outcome: 'case', markers: [marker], partial_auc: { of, from, to }, bootstrap: 100 }, frame);
      const rows = rowsOf(output, 'estimates');
      expectClose(rows.find(({ quantity }) => quantity === 'partial_auc')?.estimate, area, CLOSED, 'area', 1e-3);
      expectClose(rows.find(({ quantity }) => quantity === 'partial_auc_corrected')?.estimate, corrected, 1e-11, 'McClish');
    },
  );

  it.each(
    set.markers.flatMap((one) => (['youden', 'closest', 'cost'] as const).map((best) => ({ marker: one.marker, best, cut: one[best] }))),
  )('best cut-off of $marker by $best', async ({ marker, best, cut }) => {
    const options = { outcome: 'case', markers: [marker], best, ...(best === 'cost' ? { cost: 3, prevalence: 0.2 } : {}), bootstrap: 100 };
    const output = await run('diagnostic', options, frame);
    // Of cut-offs that do equally well pROC gives all; an infinite one is no cut-off.
    const known = cut.threshold.flatMap((one, at) => (Number.isFinite(one) ? [at] : []));
    if (known.length === 0) return;
    const most = known.reduce((a, b) => (cut.sensitivity[b] > cut.sensitivity[a] ? b : a));
    const [first] = rowsOf(output, 'best');
    expectClose(first.cut, cut.threshold[most], CLOSED, 'cut');
    const value = (quantity: string) => rowsOf(output, 'estimates').find((row) => row.quantity === quantity)?.estimate;
    near(value('sensitivity'), cut.sensitivity[most], 'sensitivity');
    near(value('specificity'), cut.specificity[most], 'specificity');
    expect(output.warnings.some(({ code }) => code === 'best_tied')).toBe(known.length > 1);
  });
});

describe('drawn anew', () => {
  const frame = frameOfSet(R.sets.random);
  const { marker } = R.boot;

  it('intervals and optimism as R’s, within the error of both draws', async () => {
    const options = {
      outcome: 'case',
      markers: [marker],
      best: 'youden',
      auc_interval: 'bootstrap',
      partial_auc: { from: 0.8 },
      bootstrap: 4000,
      seed: 5,
    };
    const output = await run('diagnostic', options, frame);
    const value = (quantity: string, column: string) =>
      Number(rowsOf(output, 'estimates').find((row) => row.quantity === quantity)?.[column]);
    // The standard error of a 2.5th percentile of 4,000 normal draws is 0.042 standard deviations; four of them.
    const spread = (limits: readonly number[]) => ((limits[1] - limits[0]) / 3.92) * 0.17;
    expect(Math.abs(value('partial_auc', 'conf_low') - R.boot.ci[0])).toBeLessThan(spread(R.boot.ci));
    expect(Math.abs(value('partial_auc', 'conf_high') - R.boot.ci[1])).toBeLessThan(spread(R.boot.ci));
    expect(Math.abs(value('auc', 'conf_low') - R.boot.whole[0])).toBeLessThan(spread(R.boot.whole));
    expect(Math.abs(value('auc', 'conf_high') - R.boot.whole[1])).toBeLessThan(spread(R.boot.whole));
    const best = rowsOf(output, 'best');
    R.boot.optimism.forEach((optimism, at) => {
      expect(Math.abs(Number(best[at].optimism) - optimism)).toBeLessThan(5 * R.boot.error[at]);
      expect(Number(best[at].corrected)).toBeCloseTo(Number(best[at].apparent) - Number(best[at].optimism), 12);
    });
    expect(output.seed).toBe(5);
    const again = await run('diagnostic', options, frame);
    expect(again.tables).toEqual(output.tables);
  });
});

describe('the table of test by truth', () => {
  it.each(R.tables)('$counts', async ({ counts: [a, b, c, d], level, prevalence, shares, others }) => {
    const frame = frameOf([
      numericColumn('sick', [1, 0, 1, 0], 'integer'),
      numericColumn('test', [1, 1, 0, 0], 'integer'),
      numericColumn('n', [a, b, c, d], 'integer'),
    ]);
    const options = { outcome: 'sick', markers: 'test', weights: { column: 'n', kind: 'frequency' }, conf_level: level, prevalence };
    for (const conf_type of ['wilson', 'clopper_pearson'] as const) {
      const rows = rowsOf(await run('diagnostic', { ...options, conf_type }, frame), 'estimates');
      const row = (quantity: string) => rows.find((one) => one.quantity === quantity);
      for (const [quantity, share] of Object.entries(shares)) {
        expect([row(quantity)?.events, row(quantity)?.n], quantity).toEqual([share.x, share.n]);
        ['estimate', 'conf_low', 'conf_high'].forEach((column, at) => {
          expectClose(row(quantity)?.[column], share[conf_type][at], 1e-11, `${quantity} ${column}`);
        });
      }
      for (const [quantity, values] of Object.entries(others)) {
        ['estimate', 'conf_low', 'conf_high'].forEach((column, at) => {
          expectClose(row(quantity)?.[column], values[at], 1e-10, `${quantity} ${column}`);
        });
      }
    }
  });
});
