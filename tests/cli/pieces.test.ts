/** What a method splits, in threads of the command line: as many as there are, the numbers are the same. */
import { afterAll, expect, it } from 'vitest';
import { type PieceAnswer, type PieceQuestion, piecesElsewhere } from '@/analysis-kernel/cells/piece-place';
import { frameOf, textColumn } from '@/analysis-kernel/frame/build';
import { workerPool } from '@/analysis-kernel/ports/worker-pool';
import { tableOneMethod } from '@/analysis-kernel/registry/methods/table1/method';
import { inlinePool, type Pool } from '@/analysis-kernel/registry/pool';
import { threadsOf } from '@/cli/thread-worker';

const COUNTS = [
  [40, 31, 28, 22, 17, 3, 1],
  [35, 36, 21, 30, 12, 1, 4],
  [44, 27, 33, 18, 21, 2, 2],
  [29, 38, 25, 26, 14, 4, 1],
  [31, 30, 30, 24, 19, 0, 6],
];
const pairs = COUNTS.flatMap((row, i) => row.flatMap((n, j) => Array.from({ length: n }, () => [`g${i}`, `x${j}`])));
const frame = frameOf([
  textColumn(
    'g',
    pairs.map(([group]) => group),
  ),
  textColumn(
    'x',
    pairs.map(([, level]) => level),
  ),
]);
const options = tableOneMethod.schema.parse({ data: 'd', by: 'g', variables: ['x'], test: true });

async function tested(pool: Pool, signal = new AbortController().signal, progress: (share: number) => void = () => undefined) {
  const output = await tableOneMethod.run({ options, frame, tables: new Map() }, { pool, signal, progress });
  const table = output.tables.get('table');
  const at = (name: string) => table?.rows[0][table.columns.indexOf(name)];
  return { p: at('p_value'), test: at('test'), warnings: output.warnings, seed: output.seed };
}

const thread = threadsOf(new URL('../../cli/analysis-thread.ts', import.meta.url));
const pools = [1, 2, 8].map((most) => ({ most, workers: workerPool<PieceQuestion, PieceAnswer>(thread, most) }));
afterAll(() => {
  for (const { workers } of pools) workers.close();
});

it.each(pools)('$most threads give the bits that one after another gives', async ({ workers }) => {
  const alone = await tested(inlinePool);
  expect(alone).toMatchObject({ test: 'fisher_simulated', seed: 20240501 });
  expect(alone.p).toBeGreaterThan(0.2);
  expect(alone.warnings.map(({ message }) => message.en)).toEqual([
    expect.stringMatching(/200\s000 random tables \(95% interval 0\.\d{3} to 0\.\d{3,4}, Clopper–Pearson\)\.$/),
  ]);
  const shares: number[] = [];
  expect(await tested(piecesElsewhere(workers), undefined, (share) => shares.push(share))).toEqual(alone);
  expect(shares).toHaveLength(16);
  expect(shares.at(-1)).toBe(1);
});

it('a cancel ends the pieces under way', async () => {
  const cancel = new AbortController();
  const run = tested(piecesElsewhere(pools[1].workers), cancel.signal, () => cancel.abort());
  await expect(run).rejects.toThrow(/cancel|abort/i);
});
