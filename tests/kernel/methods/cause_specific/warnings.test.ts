import { describe, expect, it } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import { rowsOf, run } from '../run-method';

const NUMBERS = Array.from({ length: 120 }, (_, at) => at);
const TIME = NUMBERS.map((at) => 1 + ((at * 37) % 101));
const CAUSE = NUMBERS.map((at) => (at * 7) % 3);

describe('what the hazards of a cause warn of', () => {
  it('names the term whose hazards are not proportional', async () => {
    const x = NUMBERS.map((at) => (TIME[at] < 40 ? 1 : -1) * ((at % 5) + 1) * (CAUSE[at] === 1 ? 1 : -1));
    const frame = frameOf([numericColumn('t', TIME), numericColumn('k', CAUSE), numericColumn('x', x)]);
    const { warnings } = await run('cause_specific', { formula: 'Surv(t, k) ~ x' }, frame);
    const said = warnings.filter(({ code }) => code === 'ph_violated').map(({ message }) => message.en);
    expect(said.length).toBeGreaterThan(0);
    for (const text of said) expect(text).toMatch(/: x(, all terms together)?\. /u);
  });

  it('advises what Fine and Gray’s model has where a coefficient may be infinite', async () => {
    const group = NUMBERS.map((at) => (CAUSE[at] === 1 ? 'a' : at % 2 === 0 ? 'a' : 'b'));
    const frame = frameOf([numericColumn('t', TIME), numericColumn('k', CAUSE), textColumn('g', group)]);
    const { warnings } = await run('finegray', { formula: 'Surv(t, k) ~ g', cause: 1 }, frame);
    const said = warnings.find(({ code }) => code === 'infinite_coefficient')?.message.en ?? '';
    expect(said).toContain('Gray’s test');
    expect(said).not.toContain('profile');
  });

  it('takes frequencies for rows in the ranks of the test of proportional hazards', async () => {
    const copies = NUMBERS.map((at) => 1 + (at % 3));
    const x = NUMBERS.map((at) => (at * 13) % 17);
    const columns = { t: TIME, k: CAUSE, x };
    const weighted = frameOf([...Object.entries({ ...columns, w: copies }).map(([name, values]) => numericColumn(name, values))]);
    const rows = NUMBERS.flatMap((at) => Array.from({ length: copies[at] }, () => at));
    const replicated = frameOf(
      Object.entries(columns).map(([name, values]) =>
        numericColumn(
          name,
          rows.map((at) => values[at]),
        ),
      ),
    );
    const options = { formula: 'Surv(t, k) ~ x', zph: 'rank', ties: 'breslow' };
    const [one, other] = [
      rowsOf(await run('cause_specific', { ...options, weights: { column: 'w', kind: 'frequency' } }, weighted), 'zph'),
      rowsOf(await run('cause_specific', options, replicated), 'zph'),
    ];
    expect(one.map((row) => Number(row.statistic).toFixed(8))).toEqual(other.map((row) => Number(row.statistic).toFixed(8)));
  });
});
