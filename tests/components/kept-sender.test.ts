import { beforeEach, describe, expect, it } from 'vitest';
import type { KeptCell } from '@/analysis-kernel/session/kept';
import { LONGEST_RESULTS, MOST_RESULTS } from '@/app/_contract/kept-bounds';
import type { EngineClient } from '@/components/workbench/engine/engine-client';
import { KeptResults } from '@/components/workbench/kept-results';
import { KeptSender } from '@/components/workbench/kept-sender';

const result = (key: string, sentence = '') => ({ key, kind: 'analysis', method: 'km', outcome: { sentence } }) as unknown as KeptCell;

/** What each call carried, as the keys of its results; the first so many calls fail. */
let calls: string[][] = [];
let failing = 0;
let timers: (() => void)[] = [];

const sender = () =>
  new KeptSender(
    async (json) => {
      calls.push((JSON.parse(json) as KeptCell[]).map(({ key, outcome }) => `${key}${outcome.sentence}`.slice(0, 10)));
      expect(json.length).toBeLessThanOrEqual(LONGEST_RESULTS);
      failing -= 1;
      if (failing >= 0) throw new TypeError('unreachable');
    },
    (work) => {
      timers.push(work);
      return () => {
        timers = timers.filter((one) => one !== work);
      };
    },
  );

beforeEach(() => {
  [calls, timers, failing] = [[], [], 0];
});

describe('results to be kept', () => {
  it('of cells that finish within moments go in one call, in their order, the later of two runs', async () => {
    const own = sender();
    own.add([result('a', '1'), result('b')]);
    own.add([result('c')]);
    own.add([result('a', '2')]);
    expect(timers).toHaveLength(1);
    expect(calls).toEqual([]);
    timers[0]();
    await own.flush();
    expect(calls).toEqual([['a2', 'b', 'c']]);
    expect(timers).toEqual([]);
    own.add([result('d')]);
    expect(timers).toHaveLength(1);
  });

  it('go in as many calls as they need, none beyond what one may carry', async () => {
    const own = sender();
    own.add(Array.from({ length: MOST_RESULTS + 1 }, (_, at) => result(`k${at}`)));
    await own.flush();
    expect(calls.map(({ length }) => length)).toEqual([MOST_RESULTS, 1]);
    calls = [];
    const half = 'x'.repeat(LONGEST_RESULTS / 2);
    own.add([result('a', half), result('b', half), result('c'), result('d', half + half), result('e')]);
    await own.flush();
    expect(calls.map((keys) => keys.map(([key]) => key))).toEqual([['a'], ['b', 'c', 'e']]);
  });

  it('that fill a call to its last character go in it', async () => {
    const own = sender();
    const around = JSON.stringify([result('a')]).length;
    own.add([result('a', 'x'.repeat(LONGEST_RESULTS - around))]);
    await own.flush();
    own.add([result('a', 'x'.repeat(LONGEST_RESULTS - around + 1))]);
    await own.flush();
    expect(calls).toHaveLength(1);
  });

  it('whose call fails take none of the others with them', async () => {
    failing = 1;
    const own = sender();
    own.add([result('a')]);
    await own.flush();
    own.add([result('b')]);
    await own.flush();
    expect(calls).toEqual([['a'], ['b']]);
  });

  it('are asked for once where none wait', async () => {
    await sender().flush();
    expect(calls).toEqual([]);
  });

  it('are sent before one of them is withdrawn: it would stand again', async () => {
    const asked: string[] = [];
    const results = new KeptResults({ forget: async () => undefined } as unknown as EngineClient, {
      keep: async () => void asked.push('keep'),
      withdraw: async () => void asked.push('withdraw'),
      readKept: async () => [],
      later: () => () => undefined,
    });
    results.keep([result('a')]);
    await results.withdraw('a');
    expect(asked).toEqual(['keep', 'withdraw']);
  });
});
