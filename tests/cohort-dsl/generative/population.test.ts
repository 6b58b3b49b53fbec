import type { DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compile } from '@/cohort-dsl/compile';
import type { Plan } from '@/cohort-dsl/plan/nodes';
import type { Row } from '@/cohort-dsl/reference/value';
import { renal } from '../dictionary';
import { fill, onDuckdb, onReference, openDatabase } from '../spec/both-engines';
import type { Tables } from '../spec/data-text';
import { programs } from './programs';

const seed = Number(process.env.COHO_SEED ?? 20260102);

const nobody: Tables = { ...Object.fromEntries(renal.tables.map((table) => [table.name, []])), earlier: [] };

/** A patient of whom the database knows nothing but the key. */
const unknown: Row = Object.fromEntries(
  renal.tables.flatMap((table) =>
    table.role === 'patient' ? table.columns.map((one) => [one.name, one.name === table.key ? 1n : null]) : [],
  ),
);
const keyAlone: Tables = { ...nobody, patient: [unknown] };

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await openDatabase(renal, ['earlier']);
});
afterAll(() => connection.closeSync());

function planOf(source: string): Plan {
  const { plan } = compile(source, { dictionary: renal, cohorts: ['earlier'] });
  if (!plan) throw new Error(source);
  return plan;
}

describe('A population', () => {
  it(`never includes patients for whom everything is missing (seed ${seed})`, async () => {
    await fill(connection, keyAlone);
    await fc.assert(
      fc.asyncProperty(programs, async (source) => {
        const plan = planOf(source);
        expect(onReference(plan, keyAlone).rows, source).toEqual([]);
        expect(onReference(plan, nobody).rows, source).toEqual([]);
        const { rows, attrition, long } = await onDuckdb(connection, plan);
        expect(rows, source).toEqual([]);
        expect(Object.values(long).flat(), source).toEqual([]);
        expect(attrition.at(-1)?.slice(0, 3)).toEqual(['result', 0, 0]);
      }),
      { seed, numRuns: 15 },
    );
  });

  it(`of empty tables is empty (seed ${seed})`, async () => {
    await fill(connection, nobody);
    await fc.assert(
      fc.asyncProperty(programs, async (source) => {
        const { rows, attrition } = await onDuckdb(connection, planOf(source));
        expect(rows, source).toEqual([]);
        expect(attrition[0].slice(0, 2)).toEqual(['database', 0]);
      }),
      { seed: seed + 1, numRuns: 6 },
    );
  });
});
