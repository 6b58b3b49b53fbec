/** The fixture's cases as plain arrays: our own vocabulary for a model, read from the shipped data sets or from the fixture itself. */
import { readFileSync } from 'node:fs';
import type { CoxData, Ties, WeightKind } from '@/analysis-kernel/stats/cox/data';
import { repairTies } from '@/analysis-kernel/stats/survival/ties';
import { readFixture } from '../../fixture';

export interface CaseSpec {
  readonly id: string;
  readonly data: string | Readonly<Record<string, number[]>>;
  readonly time: string;
  readonly start?: string;
  readonly event: string;
  readonly eventValue?: number;
  readonly ties: Ties;
  readonly terms: string[][][];
  readonly strata?: string;
  readonly weights?: string;
  readonly offset?: string;
  readonly cluster?: string;
}

interface ZphExpected {
  readonly statistic: number[];
  readonly df: number[];
  readonly p: number[];
}

interface Expected {
  readonly n: number;
  readonly events: number;
  readonly coef: number[];
  readonly var: number[];
  readonly naive: number[] | null;
  readonly loglik: number[];
  readonly score: number;
  readonly wald: number;
  readonly iterations: number;
  readonly concordance: number[];
  readonly means: number[];
  readonly rows: number[];
  readonly lp: number[];
  readonly martingale: number[];
  readonly deviance?: number[];
  readonly scoreResiduals?: number[][];
  readonly dfbeta?: number[][];
  readonly deaths?: number;
  readonly deathRows?: number[];
  readonly schoenfeld?: number[][];
  readonly scaledSchoenfeld?: number[][];
  readonly zph_km?: ZphExpected;
  readonly zph_rank?: ZphExpected;
  readonly zph_log?: ZphExpected;
  readonly zph_identity?: ZphExpected;
  readonly basehaz?: { readonly count: number; readonly rows: number[]; readonly time: number[]; readonly hazard: number[] };
  readonly basehazMeans?: number[];
  readonly predict?: Readonly<Record<'rows' | 'times' | 'surv' | 'se' | 'lower' | 'upper' | 'lp' | 'lpSe', number[]>>;
}

export interface Case {
  readonly case: CaseSpec;
  readonly expected: Expected;
}

export const CASES = readFixture<{ readonly cases: Case[] }>('methods/cox/cox').cases;

type Table = Readonly<Record<string, readonly string[]>>;
const FILTERS: Readonly<Record<string, (row: (name: string) => string) => boolean>> = {
  colon: (row) => row('etype') === '2',
  flchain: (row) => Number(row('futime')) > 0,
};

function readTable(name: string): Table {
  const text = readFileSync(new URL(`../../../fixtures/data/${name}.csv`, import.meta.url), 'utf8');
  const [head, ...lines] = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(',').map((cell) => cell.replace(/^"|"$/g, '')));
  const kept = lines.filter((line) => FILTERS[name]?.((column) => line[head.indexOf(column)]) ?? true);
  return Object.fromEntries(head.map((column, j) => [column, kept.map((line) => line[j])]));
}

/** Builds the model's arrays from complete rows. */
export function caseData(spec: CaseSpec, weightKind: WeightKind = 'sampling'): CoxData {
  const table: Table =
    typeof spec.data === 'string'
      ? readTable(spec.data)
      : Object.fromEntries(Object.entries(spec.data).map(([name, values]) => [name, values.map(String)]));
  const columns = spec.terms.flat();
  const plain = (name: string | undefined): string[] => (name === undefined ? [] : [name]);
  const used = [
    ...columns.flat().map((f) => f.split('=')[0]),
    spec.time,
    spec.event,
    ...plain(spec.start),
    ...plain(spec.strata),
    ...plain(spec.weights),
    ...plain(spec.offset),
    ...plain(spec.cluster),
  ];
  const rows = table[spec.time].map((_, i) => i).filter((i) => used.every((name) => table[name][i] !== '' && table[name][i] !== 'NA'));
  const number = (name: string): Float64Array => Float64Array.from(rows, (i) => Number(table[name][i]));
  const level = (factor: string, i: number): number => {
    const at = factor.indexOf('=');
    return at < 0 ? Number(table[factor][i]) : Number(table[factor.slice(0, at)][i] === factor.slice(at + 1));
  };
  const codes = (name: string): Int32Array => {
    const levels = [...new Set(rows.map((i) => table[name][i]))].sort((a, b) => Number(a) - Number(b));
    return Int32Array.from(rows, (i) => levels.indexOf(table[name][i]));
  };
  const n = rows.length;
  const x = new Float64Array(n * columns.length);
  columns.forEach((factors, j) => {
    rows.forEach((row, i) => {
      x[j * n + i] = factors.reduce((product, factor) => product * level(factor, row), 1);
    });
  });
  const { start, time } = repairTies(spec.start === undefined ? null : number(spec.start), number(spec.time));
  return {
    n,
    p: columns.length,
    time,
    start,
    event: Uint8Array.from(number(spec.event), (v) => Number(v === (spec.eventValue ?? 1))),
    x,
    strata: spec.strata === undefined ? null : codes(spec.strata),
    weights: spec.weights === undefined ? null : { values: number(spec.weights), kind: weightKind },
    offset: spec.offset === undefined ? null : number(spec.offset),
    cluster: spec.cluster === undefined ? null : codes(spec.cluster),
    ties: spec.ties,
    assign: Int32Array.from(spec.terms.flatMap((term, k) => term.map(() => k))),
  };
}
