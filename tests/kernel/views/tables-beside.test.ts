import { describe, expect, it } from 'vitest';
import { type JournalTable, plain } from '@/analysis-kernel/views/journal-table';
import { tablesBeside } from '@/analysis-kernel/views/tables-beside';

const names = { before: 'Before', after: 'After' };

function tableOf(rows: readonly (readonly [label: string, value: string, indent?: 0 | 1 | 2])[], header = 'Patients'): JournalTable {
  return {
    name: 't',
    caption: 'T',
    columns: [
      { header: 'Step', numeric: false },
      { header, numeric: true, under: 'n = 4' },
    ],
    rows: rows.map(([label, value, indent = 0]) => ({ cells: [plain(label), plain(value)], indent })),
    notes: ['A note.'],
  };
}

const textsOf = (table: JournalTable | null) => table?.rows.map(({ cells }) => cells.map(({ text }) => text));

describe('two tables beside each other', () => {
  it('have each column twice under its heading, and rows of one label in one line', () => {
    const joint = tablesBeside(
      tableOf([
        ['a', '1'],
        ['b', '2'],
      ]),
      tableOf([
        ['a', '10'],
        ['b', '20'],
      ]),
      names,
    );
    expect(joint?.columns).toEqual([
      { header: 'Step', numeric: false },
      { header: 'Before', numeric: true, spanners: ['Patients'] },
      { header: 'After', numeric: true, spanners: ['Patients'] },
    ]);
    expect(textsOf(joint)).toEqual([
      ['a', '1', '10'],
      ['b', '2', '20'],
    ]);
    expect(joint?.notes).toEqual(['A note.']);
  });

  it('show rows that one has not where they stood, with a dash', () => {
    const joint = tablesBeside(
      tableOf([
        ['gone first', '0'],
        ['a', '1'],
        ['gone', '2'],
        ['b', '3'],
      ]),
      tableOf([
        ['a', '1'],
        ['new', '5'],
        ['b', '3'],
      ]),
      names,
    );
    expect(textsOf(joint)).toEqual([
      ['gone first', '0', '–'],
      ['a', '1', '1'],
      ['gone', '2', '–'],
      ['new', '–', '5'],
      ['b', '3', '3'],
    ]);
  });

  it('tell rows of one label apart by what they are set in below, and by their order', () => {
    const before = tableOf([
      ['sex', ''],
      ['yes', '1', 1],
      ['grade', ''],
      ['yes', '2', 1],
      ['x', '3'],
      ['x', '4'],
    ]);
    const after = tableOf([
      ['grade', ''],
      ['yes', '20', 1],
      ['x', '30'],
      ['x', '40'],
    ]);
    expect(textsOf(tablesBeside(before, after, names))).toEqual([
      ['sex', '', '–'],
      ['yes', '1', '–'],
      ['grade', '', ''],
      ['yes', '2', '20'],
      ['x', '3', '30'],
      ['x', '4', '40'],
    ]);
  });

  it('stand in their order where a row has no label', () => {
    const numbers = (...values: readonly string[]): JournalTable => ({
      ...tableOf(values.map((value) => [value, 'p'])),
      columns: [
        { header: 'Statistic', numeric: true },
        { header: 'p', numeric: true },
      ],
    });
    const joint = tablesBeside(numbers('12.6', '1'), numbers('12.5'), names);
    expect(joint?.columns.map(({ header, spanners }) => [header, ...(spanners ?? [])])).toEqual([
      ['Before', 'Statistic'],
      ['After', 'Statistic'],
      ['Before', 'p'],
      ['After', 'p'],
    ]);
    expect(textsOf(joint)).toEqual([
      ['12.6', '12.5', 'p', 'p'],
      ['1', '–', 'p', '–'],
    ]);
  });

  it('are two where they have other columns', () => {
    expect(tablesBeside(tableOf([]), tableOf([], 'Rows'), names)).toBeNull();
  });
});
