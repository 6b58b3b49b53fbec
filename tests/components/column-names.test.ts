import { describe, expect, it } from 'vitest';
import { newCell } from '@/analysis-kernel/document/notebook';
import type { OfferedTable } from '@/analysis-kernel/host/contract';
import { oldNames } from '@/components/notebook/cells/old-names';
import { ColumnNames } from '@/components/workbench/column-names';

const table = (...names: readonly string[]): readonly OfferedTable[] => [
  {
    name: 'adults',
    cell: 'adults',
    columns: names.map((name) => ({
      name,
      type: 'integer',
      label: null,
      unit: null,
      use: 'numeric',
      outcome: null,
      causes: null,
      levels: null,
    })),
  },
];

function staleAfter(...states: readonly (readonly OfferedTable[])[]) {
  const names = new ColumnNames();
  for (const state of states) names.note(state);
  return names.stale();
}

describe('what columns were called before', () => {
  it('is known of a renaming, in one go or letter by letter, through a program in error, and forgotten when taken back', () => {
    expect(staleAfter(table('age', 'sex'), table('years', 'sex'))).toEqual([{ old: 'age', now: 'years' }]);
    expect(staleAfter(table('age', 'sex'), table('a', 'sex'), table(), table('years', 'sex'))).toContainEqual({ old: 'age', now: 'years' });
    expect(staleAfter(table('age', 'sex'), table('years', 'sex'), table('age', 'sex')).filter(({ old }) => old === 'age')).toEqual([]);
  });

  it('is known of a renaming made here, though the next change came before the engine saw it', () => {
    const names = new ColumnNames();
    names.note(table('age', 'sex'));
    names.rename('Adults', new Map([['age', 'years']]));
    names.note(table('lived', 'sex'));
    expect(names.stale()).toContainEqual({ old: 'years', now: 'lived' });
    expect(names.stale()).toContainEqual({ old: 'age', now: 'lived' });
  });

  it('is no renaming where columns come, go or change places', () => {
    expect(staleAfter(table('age', 'sex'), table('age'))).toEqual([]);
    expect(staleAfter(table('age', 'sex'), table('sex', 'age'))).toEqual([]);
    expect(staleAfter(table('a', 'b', 'c', 'd'), table('e', 'f', 'g', 'h'))).toEqual([]);
  });
});

describe('a failing cell that reads an old name', () => {
  const cell = newCell('1', { kind: 'analysis', name: 'd', body: 'method: describe\ndata: adults\nvariables: [age]' }, 1);
  const error = (en: string) => ({ message: { en, zh: '' } });
  const stale = [{ old: 'age', now: 'years' }];

  it('is offered the new one, in its own text', async () => {
    expect(await oldNames(cell, error('The data have no column age.'), stale, ['people', 'adults'])).toEqual([
      { old: 'age', now: 'years', body: cell.body.replace('age', 'years') },
    ]);
  });

  it('is offered nothing where its error is about something else or it does not read the table', async () => {
    expect(await oldNames(cell, error('The data have no column agent.'), stale, ['adults'])).toEqual([]);
    expect(await oldNames(cell, error('The data have no column age.'), stale, ['people'])).toEqual([]);
  });
});
