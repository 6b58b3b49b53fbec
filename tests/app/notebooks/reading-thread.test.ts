import { LRUCache } from 'lru-cache';
import { afterEach, expect, it, vi } from 'vitest';
import { askThread } from '@/app/_server/notebooks/brought/reading-thread';

const holder = globalThis as { cohoReading?: unknown };

afterEach(() => {
  delete holder.cohoReading;
});

it('a text too slow to read costs others one thread, which is replaced at once, and is not read again', async () => {
  const asked: string[] = [];
  const thread = async (name: string, task: unknown) => {
    asked.push(name === 'ready' ? name : String(task));
    return task === 'slow' ? { refusal: 'too_slow' } : { answer: name };
  };
  holder.cohoReading = { thread, phase: 'stands', tooSlow: new LRUCache({ max: 10 }) };
  expect(await askThread('keysOf', 'mark of slow', 'slow')).toBeNull();
  expect(asked).toEqual(['slow', 'ready']);
  await vi.waitFor(async () => expect(await askThread('keysOf', 'mark of another', 'another')).toBe('keysOf'));
  expect(await askThread('keysOf', 'mark of slow', 'slow')).toBeNull();
  expect(asked.filter((what) => what === 'slow')).toHaveLength(1);
});

it('whoever looks back waits for the thread’s start, and longer for a text that pages gave up', async () => {
  const asked: (number | undefined)[] = [];
  const thread = async (name: string, _task: unknown, within?: number) => {
    if (name !== 'ready') asked.push(within);
    return name !== 'ready' && within === undefined ? { refusal: 'too_slow' } : { answer: name };
  };
  holder.cohoReading = { thread, phase: 'off', tooSlow: new LRUCache({ max: 10 }) };
  expect(await askThread('cellKeysOf', 'mark', 'text', 12_000)).toBe('cellKeysOf');
  expect(await askThread('keysOf', 'mark', 'text')).toBeNull();
  expect(await askThread('cellKeysOf', 'mark', 'text', 12_000)).toBe('cellKeysOf');
  expect(asked).toEqual([12_000, undefined, 12_000]);
});
