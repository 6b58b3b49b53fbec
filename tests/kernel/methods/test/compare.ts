/** R's numbers, which `test.R` writes, and how they are compared: closed forms to 1e-12, what either side integrates or solves to 1e-8. */
import { expect } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import { testMethod } from '@/analysis-kernel/registry/methods/test/method';
import { ALONE } from '@/analysis-kernel/registry/pool';
import type { ResultTable, Value } from '@/analysis-kernel/results/result';
import { readFixture } from '../../fixture';

export type Numbers = readonly number[];
type Side = 'two.sided' | 'less' | 'greater';
interface Sided {
  readonly alternative: Side;
  readonly level: number;
}
export interface Fixture {
  readonly samples: readonly { x: Numbers; y: Numbers; name: string }[];
  readonly means: readonly (Sided & { sample: number; test: 't' | 'welch' | 'one'; mu: number; numbers: Numbers })[];
  readonly ranks: readonly (Sided & { sample: number; mu: number; correct: boolean; numbers: Numbers })[];
  readonly signed: readonly (Sided & { sample: number; reached: boolean; mu: number; correct: boolean; numbers: Numbers })[];
  readonly many: readonly {
    y: Numbers;
    g: readonly string[];
    anova: Numbers;
    welch_anova: Numbers;
    kruskal: Numbers;
    levene: Numbers;
    tukey: readonly Numbers[];
    games_howell: readonly Numbers[];
    dunn: readonly Numbers[];
  }[];
  readonly blocks: readonly { rows: readonly Numbers[]; numbers: Numbers }[];
  readonly shapiro: readonly { x: Numbers; numbers: Numbers }[];
  readonly four: readonly (Sided & {
    table: Numbers;
    chisq: Numbers;
    yates: Numbers;
    fisher: Numbers;
    mid: number;
    mcnemar: Numbers | null;
    prop: number;
    newcombe: Numbers;
    mn: Numbers;
  })[];
  readonly one: readonly (Sided & { x: number; n: number; wilson: Numbers; clopper_pearson: Numbers; agresti_coull: Numbers })[];
  readonly larger: readonly { rows: readonly Numbers[]; chisq: Numbers; fisher: number }[];
  readonly square: readonly { rows: readonly Numbers[]; numbers: Numbers }[];
  readonly strata: readonly {
    cells: Numbers;
    dim: readonly [number, number, number];
    alternative: Side;
    numbers: Numbers;
    odds: Numbers | null;
  }[];
  readonly trend: readonly { x: Numbers; n: Numbers; scores: Numbers; numbers: Numbers }[];
  readonly cors: readonly {
    x: Numbers;
    y: Numbers;
    results: readonly { method: 'pearson' | 'spearman' | 'kendall'; alternative: Side; numbers: Numbers }[];
  }[];
  readonly tukey: readonly Numbers[];
}
export const R = readFixture<Fixture>('methods/test/test');

export const CLOSED = 1e-12;
export const SOLVED = 1e-8;

/** How many numbers were compared and the worst difference, by what is compared. */
const tally = new Map<string, { n: number; worst: number; at: string }>();

/** Prints what was compared, where it is asked for by SHOW_AGREEMENT. */
export function showAgreement(): void {
  if (process.env.SHOW_AGREEMENT) console.table(Object.fromEntries(tally));
}

export function expectNear(actual: Value | undefined, wanted: number, tolerance: number, what: string, floor = 0): void {
  if (!Number.isFinite(wanted)) {
    expect(actual ?? Number.NaN, what).toBe(wanted);
    return;
  }
  const difference = Math.abs(Number(actual) - wanted) / Math.max(Math.abs(wanted), floor, Number.MIN_VALUE);
  const kind = what.split(':')[0];
  const before = tally.get(kind) ?? { n: 0, worst: 0, at: '' };
  const worse = Number(actual) !== wanted && !(difference <= before.worst);
  tally.set(kind, { n: before.n + 1, worst: worse ? difference : before.worst, at: worse ? what : before.at });
  expect(
    Number(actual) === wanted || difference <= tolerance,
    `${what}: ${actual} where R has ${wanted} (${difference.toExponential(1)})`,
  ).toBe(true);
}

/** `expectNear` of one value after another. */
export function expectAll(
  found: readonly (Value | undefined)[],
  wanted: (place: number) => number,
  tolerance: (place: number) => number,
  what: (place: number) => string,
  floor: (place: number) => number = () => 0,
): void {
  for (const [place, value] of found.entries()) expectNear(value, wanted(place), tolerance(place), what(place), floor(place));
}

export const SIDES = { 'two.sided': 'two_sided', less: 'less', greater: 'greater' } as const;

async function tablesOf(frame: Frame, options: object): Promise<ReadonlyMap<string, ResultTable>> {
  const parsed = testMethod.schema.parse({ data: 'd', ...options });
  return (await testMethod.run({ options: parsed, frame, tables: new Map() }, ALONE)).tables;
}

const rowsOf = ({ columns, rows }: ResultTable): Readonly<Record<string, Value>>[] =>
  rows.map((row) => Object.fromEntries(columns.map((column, place) => [column, row[place]])));

export async function rowsIn(frame: Frame, options: object, table = 'test') {
  const found = (await tablesOf(frame, options)).get(table);
  if (found === undefined) throw new Error(`no table ${table}`);
  return rowsOf(found);
}

/** Two samples as rows of a value and its group. */
export function twoGroups(x: Numbers, y: Numbers): Frame {
  return frameOf([numericColumn('v', [...x, ...y]), textColumn('g', [...x.map(() => 'a'), ...y.map(() => 'b')])]);
}

/** A table of counts as rows with their frequency; levels r1, r2 … and c1, c2 … (c1 the last, so that proportions count it). */
export function countsFrame(rows: readonly Numbers[], strata?: Numbers): Frame {
  const cells = rows.flatMap((row, i) => row.map((n, j) => ({ i, j, n })));
  return frameOf([
    textColumn(
      'r',
      cells.map(({ i }) => `r${i}`),
    ),
    textColumn(
      'c',
      cells.map(({ j }) => `c${j}`),
    ),
    textColumn(
      'event',
      cells.map(({ j }) => (j === 0 ? 'yes' : `no${j}`)),
    ),
    numericColumn(
      'n',
      cells.map(({ n }) => n),
      'integer',
    ),
    ...(strata === undefined ? [] : [numericColumn('s', strata)]),
  ]);
}
export const FREQUENCIES = { weights: { column: 'n', kind: 'frequency' } };

export const limits = (row: Readonly<Record<string, Value>>) => [row.estimate, row.conf_low, row.conf_high];
