import { expect, it } from 'vitest';
import { wallClock } from '@/analysis-kernel/session/clock';
import { runProgress } from '@/cli/run-progress';

it('says a line a quarter of cells that take long, and nothing of the others', () => {
  const lines: string[] = [];
  const hear = runProgress((line) => lines.push(line));
  const at = (done: number | null, since: number | null = 0) =>
    hear([{ name: 'fit', since, progress: { stage: 'computing', done, total: 100 } }]);
  at(null);
  for (const done of [3, 24, 26, 40, 51, 100]) at(done);
  at(90, wallClock() + 60_000);
  at(90, null);
  expect(lines).toEqual(['fit: 25 %', 'fit: 50 %', 'fit: 100 %']);
});
