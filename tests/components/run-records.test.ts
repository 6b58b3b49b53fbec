import { expect, it } from 'vitest';
import type { CellState } from '@/analysis-kernel/session/state';
import { RunRecords, type ToldRun } from '@/components/workbench/run-records';

const state = (id: string, change: Partial<CellState> = {}): CellState => ({
  id,
  kind: 'sql',
  name: id,
  body: '',
  freshness: 'fresh',
  activity: 'idle',
  key: `key of ${id}`,
  outcome: null,
  error: null,
  materialised: false,
  keepable: true,
  duration: null,
  since: null,
  progress: null,
  waitsFor: [],
  held: null,
  ...change,
});
const outcome = {} as NonNullable<CellState['outcome']>;

function desk(...ids: readonly string[]) {
  let cells = new Map(ids.map((id) => [id, state(id)]));
  const told: ToldRun[] = [];
  let reachable = true;
  const engine = { snapshot: () => ({ cells }) as never };
  const store = { flush: async () => undefined, savedVersion: 7, snapshot: () => ({ order: ids }) as never };
  const runs = new RunRecords(
    store,
    engine,
    async () => {
      if (!reachable) throw new TypeError('unreachable');
      return 8;
    },
    async (run) => {
      if (!reachable) throw new TypeError('unreachable');
      told.push(run);
    },
  );
  return {
    runs,
    told,
    cutOff: (off: boolean) => {
      reachable = !off;
    },
    ends: (id: string, change: Partial<CellState>) => {
      cells = new Map([...cells, [id, state(id, change)]]);
    },
  };
}

it('tells of all cells, each as it ended', async () => {
  const { runs, told, ends } = desk('a', 'b', 'c');
  await runs.during(null, async () => {
    ends('a', { outcome, duration: 12 });
    ends('b', { error: { code: 'x', message: { en: '', zh: '' } } as CellState['error'], duration: 3 });
    ends('c', { activity: 'cancelled' });
  });
  expect(told).toEqual([]);
  await runs.flush();
  expect(told).toEqual([
    {
      version: 8,
      trigger: 'all',
      cells: [
        { cell: 'a', key: 'key of a', status: 'ok', milliseconds: 12 },
        { cell: 'b', key: 'key of b', status: 'error', milliseconds: 3 },
        { cell: 'c', key: 'key of c', status: 'cancelled', milliseconds: null },
      ],
    },
  ]);
});

it('of cells asked for tells of these and of what ran with them, though it was called off', async () => {
  const { runs, told, ends } = desk('a', 'b', 'c');
  const work = async () => {
    ends('a', { outcome, duration: 5 });
    throw new DOMException('', 'AbortError');
  };
  await expect(runs.during(['b'], work)).rejects.toThrow();
  await runs.flush();
  expect(told.map(({ trigger, cells }) => [trigger, cells.map(({ cell, status }) => `${cell} ${status}`)])).toEqual([
    ['cells', ['a ok', 'b cancelled']],
  ]);
});

it('tells again what the network kept from the server, in order and once', async () => {
  const { runs, told, cutOff } = desk('a');
  cutOff(true);
  await runs.during(['a'], async () => undefined);
  await runs.during(null, async () => undefined);
  await runs.flush();
  expect(told).toEqual([]);
  cutOff(false);
  await Promise.all([runs.flush(), runs.flush()]);
  // Of the versions that this window knew the server to have.
  expect(told.map(({ trigger, version }) => [trigger, version])).toEqual([
    ['cells', 7],
    ['all', 7],
  ]);
});
