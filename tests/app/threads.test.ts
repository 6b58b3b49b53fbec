/** A thread of the server reads what its code imports when it is needed: readers of code, methods of analysis. */
import { expect, it } from 'vitest';
import type { NotebookText } from '@/app/_server/notebooks/brought/tasks';
import { threadFor } from '@/app/_server/threads';

const cells = [
  { id: 'a', version: 1, kind: 'code', name: 'c', body: '1 + 1' },
  { id: 'b', version: 1, kind: 'analysis', name: 'k', body: 'method: km\ndata: c\nformula: Surv(a, b) ~ 1' },
] as const;
const text = {
  release: 'ward@1',
  dictionary: { database: 'ward', release: '1', title: { en: 'Ward', zh: '病房' }, tables: [] },
  cells,
} as unknown as NotebookText;

it('reads code and analyses of a notebook', async () => {
  const entry = 'app/_server/notebooks/brought/reading.worker.ts';
  const thread = threadFor({ entry, deadline: 120_000, mostWaiting: 1, memory: 500, idle: 1 });
  const told = await thread<readonly (readonly [key: string, kind: string])[]>('keysOf', text);
  expect('answer' in told && told.answer.map(([, kind]) => kind)).toEqual(['code', 'analysis']);
});
