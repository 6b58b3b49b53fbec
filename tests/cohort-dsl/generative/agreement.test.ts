import type { DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compile } from '@/cohort-dsl/compile';
import type { Plan } from '@/cohort-dsl/plan/nodes';
import { renal } from '../dictionary';
import { fill, onDuckdb, onReference, openDatabase } from '../spec/both-engines';
import type { Tables } from '../spec/data-text';
import { programs } from './programs';
import { tables } from './tables';

// A run that fails prints its seed and the shrunk program; COHO_SEED and COHO_RUNS search elsewhere and longer.
const firstSeed = Number(process.env.COHO_SEED ?? 20260101);
const runs = Number(process.env.COHO_RUNS ?? 90);
/** The search in parts, each with a seed of its own. */
const seeds = [0, 1, 2, 3, 4, 5].map((part) => firstSeed + part);
const runsOfPart = Math.ceil(runs / seeds.length);

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await openDatabase(renal, ['earlier']);
});
afterAll(() => connection.closeSync());

function planOf(source: string): Plan {
  const { plan, diagnostics } = compile(source, { dictionary: renal, cohorts: ['earlier'] });
  const errors = diagnostics.filter((one) => one.severity === 'error').map((one) => `${one.code}: ${one.message.en}`);
  expect(errors, source).toEqual([]);
  if (!plan) throw new Error('a program without errors has a plan');
  return plan;
}

/** Every kind of node in a plan, and every variant that is told by a word. */
function seenIn(node: unknown, seen: Set<string>): void {
  if (node === null || typeof node !== 'object') return;
  if ('kind' in node && typeof node.kind === 'string') {
    seen.add(node.kind);
    for (const [name, value] of Object.entries(node))
      if (['fn', 'which', 'word', 'mode', 'field', 'as', 'part'].includes(name) && typeof value === 'string')
        seen.add(`${node.kind} ${value}`);
  }
  for (const value of Object.values(node)) seenIn(value, seen);
}

const everyKind: readonly string[] = [
  ...['literal', 'entry index', 'entry indexEnd', 'entry exit', 'indexColumn', 'patientColumn', 'patientDate birth', 'patientDate death'],
  ...['observation start', 'observation end', 'let', 'variable', 'outcomeDate', 'rowColumn', 'arithmetic', 'negate', 'convert', 'shift'],
  ...[
    'compare value',
    'compare day',
    'compare instant',
    'compare rank',
    'compare code',
    'and',
    'or',
    'not',
    'isMissing',
    'inList',
    'inCodes',
  ],
  ...[
    'inCohort',
    'match',
    'case',
    'quantifier at least',
    'quantifier at most',
    'quantifier exactly',
    'covered',
    'elapsed',
    'age',
    'observed',
  ],
  ...['abs', 'round', 'floor', 'ceil', 'sqrt', 'ln', 'exp', 'lowest_of', 'highest_of', 'earliest', 'latest', 'if_missing'].map(
    (fn) => `call ${fn}`,
  ),
  ...['count', 'count distinct', 'mean', 'median', 'min', 'max', 'sum', 'sd'].map((fn) => `rowNumber ${fn}`),
  ...['at least', 'at most', 'exactly'].map((mode) => `rowTruth ${mode}`),
  ...['first', 'last', 'nth', 'highest', 'lowest'].map((which) => `pick ${which}`),
  ...[
    'datePart year',
    'datePart month',
    'table',
    'word birth',
    'word death',
    'word observationStart',
    'word observationEnd',
    'union',
    'episodes',
  ],
  ...['cohort', 'bound day', 'bound instant', 'overlap', 'where', 'date', 'each', 'firstOf', 'every', 'include', 'exclude', 'keep first'],
  ...['rowNumber code'],
  ...['keep last', 'merge', 'causes', 'series', 'exact', 'prefix', 'range'],
];

describe('Random programs over random tables', () => {
  const seen = new Set<string>();
  let entries = 0;

  it.each(seeds)(`the reference and DuckDB agree in everything (seed %i, ${runsOfPart} runs)`, async (seed) => {
    await fc.assert(
      fc.asyncProperty(programs, tables, async (source, data: Tables) => {
        const plan = planOf(source);
        seenIn(plan, seen);
        const expected = onReference(plan, data);
        await fill(connection, data);
        expect(await onDuckdb(connection, plan), source).toEqual(expected);
        entries += expected.rows.length;
      }),
      { seed, numRuns: runsOfPart, endOnFailure: false },
    );
  });

  it('give many entries and meet every kind of node of a plan', () => {
    expect(entries).toBeGreaterThan(runs / 4);
    expect(everyKind.filter((kind) => !seen.has(kind))).toEqual([]);
  });
});
