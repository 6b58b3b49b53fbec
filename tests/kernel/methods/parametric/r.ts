/** What `parametric.R` wrote, and how a model's numbers are held beside it. */
import { expect } from 'vitest';
import { rowsWhere, takeRows } from '@/analysis-kernel/frame/access';
import type { Frame } from '@/analysis-kernel/frame/column';
import type { MethodOutput } from '@/analysis-kernel/registry/method';
import { expectClose } from '../../close';
import { readFixture } from '../../fixture';
import { readCsv } from '../../read-csv';
import { run } from '../run-method';

interface Shared {
  readonly data: string;
  readonly formula: string;
  readonly extra: Readonly<Record<string, unknown>>;
  readonly term: readonly string[];
  readonly estimate: readonly number[];
  readonly std_error: readonly number[];
  readonly robust_se: readonly number[] | null;
  readonly rows: readonly number[];
}
export interface Survreg extends Shared {
  readonly dist: string;
  readonly statistic: readonly number[];
  readonly conf_low: readonly number[];
  readonly conf_high: readonly number[];
  readonly fit: Readonly<Record<string, number>>;
  /** R's predictions lack the offset. */
  readonly offset: boolean;
  readonly quantile: readonly number[];
  readonly quantile_se: readonly number[];
  readonly lp: readonly number[];
  readonly lp_se: readonly number[];
}
export interface Written extends Shared {
  readonly distribution: string;
  readonly loglik: number;
  readonly sampled: boolean;
  readonly times: readonly number[];
  readonly survival: readonly number[];
  readonly survival_se: readonly number[];
  readonly hazard: readonly number[];
  readonly hazard_se: readonly number[];
  readonly rmst: readonly number[];
  readonly rmst_se: readonly number[];
}
export const R = readFixture<{
  readonly survreg: readonly Survreg[];
  readonly written: readonly Written[];
  readonly gengamma: Readonly<Record<'z' | 'q' | 'log_f' | 'log_s', readonly number[]>>;
}>('methods/parametric/parametric');

/** Rows of the file by R's row numbers. */
function picked(name: string, rows: readonly number[]): Frame {
  const frame = readCsv(name);
  return takeRows(
    frame,
    rowsWhere(frame.length, (row) => rows.includes(row + 1)),
  );
}

/** The model with predictions for some rows of its file. */
export function predicted(
  options: Readonly<Record<string, unknown>>,
  name: string,
  rows: readonly number[],
  asked: object,
): Promise<MethodOutput> {
  const fresh = new Map([['fresh', picked(name, rows)]]);
  return run('parametric', { ...options, predictions: { data: 'fresh', ...asked } }, readCsv(name), fresh);
}

export function expectColumn(actual: readonly unknown[], expected: readonly number[], tolerance: number, what: string, floor = 1e-6): void {
  expect(actual.length, what).toBe(expected.length);
  for (const [i, value] of expected.entries()) expectClose(actual[i], value, tolerance, `${what} ${i}`, floor);
}
