import { describe, expect, it } from 'vitest';
import { frameOf, numericColumn } from '@/analysis-kernel/frame/build';
import { run } from '../run-method';

describe('a survival formula without an event', () => {
  const of = (part: 'time' | 'event') => ({ outcome: { name: 'relapse', part } });
  const days = numericColumn('relapse_days', [5, 9, 12]);
  const event = numericColumn('relapse_event', [1, 0, 0]);

  it.each(['km', 'cox'])('of %s counts every row as one, says so, and offers the event of the time’s outcome', async (method) => {
    const frame = frameOf([{ ...days, meta: of('time') }, { ...event, meta: of('event') }, numericColumn('x', [1, 3, 2])]);
    const { warnings } = await run(method, { formula: 'Surv(relapse_days) ~ x' }, frame);
    const said = warnings.find(({ code }) => code === 'no_event');
    expect(said?.message.en).toContain('every row counts as an event');
    expect(said?.change).toMatchObject({ option: 'formula', value: 'Surv(relapse_days, relapse_event) ~ x' });
  });

  it('says so where the data have no event of that time', async () => {
    const { warnings } = await run('km', { formula: 'Surv(relapse_days) ~ 1' }, frameOf([days]));
    expect(warnings.map(({ code, change }) => [code, change])).toEqual([['no_event', undefined]]);
  });
});
