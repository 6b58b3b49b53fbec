/** Who is left after each clause of a program that is being written. */
import { expect, it, vi } from 'vitest';
import { registryCompiler } from '@/analysis-kernel/cells/registry-compiler';
import { emptyNotebook } from '@/analysis-kernel/document/notebook';
import { openHost } from '@/analysis-kernel/host/open-host';
import { openNodeEngine } from '@/analysis-kernel/node';
import { type EngineLine, EngineLost, type QueryEngine, Superseded } from '@/analysis-kernel/ports/query-engine';
import type { ColumnType } from '@/cohort-dsl/schema/dictionary';
import { renal } from '../../cohort-dsl/dictionary';

const sqlTypes: Readonly<Record<ColumnType, string>> = {
  integer: 'BIGINT',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  text: 'VARCHAR',
  date: 'DATE',
  datetime: 'TIMESTAMP',
  category: 'VARCHAR',
  code: 'VARCHAR',
};

/** An engine whose last line is asked for counts and loses its first few statements with the engine. */
async function openLosing(losses: number): Promise<{ readonly engine: QueryEngine; readonly asked: () => number }> {
  const engine = await openNodeEngine();
  for (const { name, columns } of renal.tables)
    await engine.execute(`CREATE TABLE "${name}" (${columns.map((column) => `"${column.name}" ${sqlTypes[column.type]}`).join(', ')})`);
  let asked = 0;
  const losing: EngineLine = {
    ...lineOf(engine),
    query: (...question) => {
      asked += 1;
      return asked <= losses ? Promise.reject(new EngineLost('gone')) : engine.query(...question);
    },
  };
  return { engine: { ...engine, lines: [losing] }, asked: () => asked };
}

const lineOf = ({ name, version, query, execute, insert, describe }: QueryEngine): EngineLine => ({
  ...{ name, version, query, execute, insert, describe },
});

async function countOver(losses: number) {
  const { engine, asked } = await openLosing(losses);
  const host = openHost({ engine, dictionary: renal, analysis: registryCompiler, code: null });
  await host.update(emptyNotebook());
  const counted = await host.counts({ cell: 'c', source: 'index at first visit', name: 'c' }).catch((error: unknown) => error);
  await host.close();
  return { counted, asked: asked() };
}

it('are there though the engine went under the first try, which starts again for the second', async () => {
  const { counted, asked } = await countOver(1);
  expect(counted).toMatchObject({ ok: true });
  expect(asked).toBe(2);
});

it('are given up where the engine goes each time', async () => {
  const { counted, asked } = await countOver(2);
  expect(counted).toBeInstanceOf(EngineLost);
  expect(asked).toBe(2);
});

it('are superseded by those of a newer text, for which no engine is ended', async () => {
  const engine = await openNodeEngine();
  const signals: (AbortSignal | undefined)[] = [];
  const slow: EngineLine = {
    ...lineOf(engine),
    query: (_sql, signal) => {
      signals.push(signal);
      return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))));
    },
  };
  const host = openHost({ engine: { ...engine, lines: [slow] }, dictionary: renal, analysis: registryCompiler, code: null });
  await host.update(emptyNotebook());
  const older = host.counts({ cell: 'c', source: 'index at first visit', name: 'c' });
  await vi.waitFor(() => expect(signals).toHaveLength(1));
  void host.counts({ cell: 'c', source: 'index at last visit', name: 'c' });
  expect(await older).toEqual({ ok: false, reason: 'cancelled' });
  expect(signals[0]?.reason).toBeInstanceOf(Superseded);
  await host.close();
});
