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
