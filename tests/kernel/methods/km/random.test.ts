import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import { kmMethod } from '@/analysis-kernel/registry/methods/km/method';
import { runKm } from '@/analysis-kernel/registry/methods/km/run';
import type { ResultTable } from '@/analysis-kernel/results/result';
import { expectClose, fromR, type RNumber } from '../../close';

interface RandomSet {
  kind: 'plain' | 'weighted' | 'late' | 'rounded';
  conf: string;
  rows: Record<'my.time' | 'event' | 's' | 'w' | 'e', RNumber[] | RNumber> & { g: (string | null)[] | string | null };
  strata: string[];
  [column: string]: unknown;
  test: { statistic: RNumber; peto: RNumber; stratified: RNumber } | null;
}

const { sets } = JSON.parse(readFileSync(new URL('./km-random.json', import.meta.url), 'utf8')) as { sets: RandomSet[] };

function columnOf(table: ResultTable | undefined, name: string): unknown[] {
  const at = table?.columns.indexOf(name) ?? -1;
  return (table?.rows ?? []).map((row) => row[at]);
}

function list<T>(value: T[] | T): T[] {
  return Array.isArray(value) ? value : [value];
}

describe('random data equal survfit and survdiff', () => {
  it.each(sets.map((set, i) => [`${i} ${set.kind} ${set.conf}`, set] as const))('%s', (_, set) => {
    const numbers = (name: 'my.time' | 'event' | 's' | 'w' | 'e') => numericColumn(name, list(set.rows[name]).map(fromR));
    const groups = textColumn(
      'g',
      list(set.rows.g).map((value) => (value === 'NA' ? null : value)),
    );
    const frame = frameOf([numbers('my.time'), numbers('event'), numbers('s'), numbers('w'), numbers('e'), groups]);
    const run = (formula: string, more: object = {}) =>
      runKm(kmMethod.schema.parse({ data: 'd', formula, conf_type: set.conf, quantiles: [0.1, 0.5, 0.9], ...more }), frame).tables;
    const formula = set.kind === 'late' ? 'Surv(e, my.time, event) ~ g' : 'Surv(my.time, event) ~ g';
    const tables = run(formula, set.kind === 'weighted' ? { weights: { column: 'w', kind: 'sampling' } } : {});
    const curve = tables.get('curve');
    if (set.strata.length > 0) expect(columnOf(curve, 'strata')).toEqual(set.strata);
    for (const name of ['time', 'n_risk', 'n_event', 'n_censor', 'estimate', 'std_error', 'conf_low', 'conf_high']) {
      const expected = set[name] as RNumber[];
      const ours = columnOf(curve, name);
      expect(ours.length).toBe(expected.length);
      expected.forEach((value, i) => {
        expectClose(ours[i], value, 1e-12, `${name} ${i}`, 1e-3);
      });
    }
    for (const [name, theirs] of [
      ['rmean', 'rmean'],
      ['median', 'median'],
      ['conf_low', 'low'],
      ['conf_high', 'high'],
    ]) {
      (set[theirs] as RNumber[]).forEach((value, i) => {
        expectClose(columnOf(tables.get('summary'), name)[i], value, 1e-12, `summary ${name} ${i}`);
      });
    }
    (set.quantiles as RNumber[]).forEach((value, i) => {
      expectClose(columnOf(tables.get('quantiles'), 'estimate')[i], value, 1e-12, `quantile ${i}`);
    });
    if (set.test === null) return;
    expectClose(columnOf(tables.get('test'), 'statistic')[0], set.test.statistic, 1e-10, 'log-rank', 1e-6);
    expectClose(columnOf(run(formula, { rho: 1 }).get('test'), 'statistic')[0], set.test.peto, 1e-10, 'Peto', 1e-6);
    if (set.test.stratified !== null) {
      expectClose(columnOf(run(`${formula} + strata(s)`).get('test'), 'statistic')[0], set.test.stratified, 1e-9, 'stratified', 1e-6);
    }
  });
});
