import { describe, expect, it } from 'vitest';
import type { CellState } from '@/analysis-kernel/session/state';
import { waitOf } from '@/components/notebook/cells/wait-of';

const idle = {
  id: 'a',
  kind: 'sql',
  name: 'a',
  body: '',
  freshness: 'never',
  activity: 'idle',
  key: 'k',
  outcome: null,
  error: null,
  materialised: false,
  keepable: true,
  duration: null,
  since: null,
  progress: null,
  waitsFor: [],
  held: null,
} satisfies CellState;
const running = { ...idle, activity: 'running', since: 1 } satisfies CellState;
const engine = { phase: 'ready', total: 0, deciding: false, looking: new Set<string>() } as const;
const outcome = {} as CellState['outcome'];

describe('what a cell waits for', () => {
  it.each<[string, CellState | null, Parameters<typeof waitOf>[1], ReturnType<typeof waitOf>]>([
    ['the notebook is not read yet', null, engine, { kind: 'opening' }],
    ['its worker could not start', null, { ...engine, phase: 'failed' }, { kind: 'none' }],
    ['it is found out what has to run', idle, { ...engine, deciding: true }, { kind: 'deciding' }],
    ['it was called off', { ...idle, activity: 'cancelled' }, { ...engine, deciding: true }, { kind: 'none' }],
    ['a kept result is asked for', idle, { ...engine, looking: new Set(['k']) }, { kind: 'looking' }],
    ['another’s kept result is asked for', idle, { ...engine, looking: new Set(['other']) }, { kind: 'none' }],
    ['the engine starts', running, { ...engine, phase: 'starting', total: 9_000_000 }, { kind: 'engine', megabytes: 9 }],
    ['the engine starts, nobody knows how large', running, { ...engine, phase: 'starting' }, { kind: 'engine', megabytes: null }],
    ['it runs', running, engine, { kind: 'running' }],
    ['it reads', { ...running, progress: { stage: 'reading', done: null, total: 20_000 } }, engine, { kind: 'reading', rows: 20_000 }],
    [
      'it makes its tables',
      { ...running, progress: { stage: 'making', done: 3, total: 12 } },
      engine,
      { kind: 'making', done: 4, total: 12 },
    ],
    ['it computes', { ...running, progress: { stage: 'computing', done: 42, total: 100 } }, engine, { kind: 'computing', percent: 42 }],
    [
      'nobody knows how far it is',
      { ...running, progress: { stage: 'computing', done: null, total: null } },
      engine,
      { kind: 'computing', percent: null },
    ],
    ['others come first', { ...idle, activity: 'queued', waitsFor: ['b'] }, engine, { kind: 'behind', names: ['b'] }],
    [
      'a slow cell waits to be asked for',
      { ...idle, outcome, held: { by: 'b', milliseconds: 4200 } },
      engine,
      { kind: 'held', by: 'b', seconds: 4.2 },
    ],
    ['nothing is under way', idle, engine, { kind: 'none' }],
    ['it has a result', { ...idle, freshness: 'fresh', outcome }, engine, null],
  ])('where %s', (_, state, around, wait) => {
    expect(waitOf(state, around)).toEqual(wait);
  });

  it('is nothing where its error says why it has no result', () => {
    const error = { code: 'blocked', message: { en: '', zh: '' }, line: null, column: null, fixes: [] };
    expect(waitOf({ ...idle, activity: 'failed', error }, engine)).toBeNull();
  });
});
