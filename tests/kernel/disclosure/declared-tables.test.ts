import { describe, expect, it } from 'vitest';
import { analysisTableFault, cohortTableFault, groupsTableFault } from '@/analysis-kernel/disclosure/declared-tables';
import type { ValueType } from '@/analysis-kernel/frame/column';
import type { TableDeclaration } from '@/analysis-kernel/registry/method';
import type { ResultTable, Value } from '@/analysis-kernel/results/result';

const words = { en: 'a', zh: 'b' };

function declared(disclosure: TableDeclaration['disclosure']): TableDeclaration {
  return {
    name: 'rates',
    title: words,
    description: words,
    appears: words,
    columns: [
      { name: 'events', type: 'integer', description: words },
      { name: 'rate', type: 'number', description: words },
    ],
    disclosure,
  };
}

const RATES = declared({ kind: 'counts', columns: ['events'] });
const MODEL = declared({ kind: 'model', parameters: 'coefficients' });
const CURVE = declared({ kind: 'curve', atRisk: 'events', events: 'events', censored: 'events' });

function table(columns: readonly string[], types: readonly ValueType[], rows: readonly (readonly Value[])[]): ResultTable {
  return { columns, types, rows };
}
const repeated = (row: readonly Value[], times: number) => Array.from({ length: times }, () => row);
const rates = (rows: readonly (readonly Value[])[] = [[3, 0.5]]) => table(['events', 'rate'], ['integer', 'number'], rows);

describe('a table of an analysis', () => {
  const fault = (given: ResultTable, name = 'rates', declarations: readonly TableDeclaration[] = [RATES]) =>
    analysisTableFault(declarations, new Set(), name, given);

  it('is one its method declares, and never rows of patients', () => {
    expect(fault(rates())).toBeNull();
    expect(fault(rates(), 'curve')).toBe('table');
    expect(fault(rates(), 'rates', [])).toBe('table');
    expect(fault(rates(), 'rates', [declared({ kind: 'patient-level' })])).toBe('table');
    expect(fault(rates(), 'rates', [{ ...MODEL, name: 'other' }, RATES])).toBeNull();
  });

  it.each([
    ['counts', 5000, RATES],
    ['curve', 50_000, CURVE],
    ['model', 2000, MODEL],
    ['statistic', 2000, declared({ kind: 'statistic' })],
  ] as const)('has a bound on its rows: %s', (_, most, declaration) => {
    expect(fault(rates(repeated([1, 2], most)), 'rates', [declaration])).toBeNull();
    expect(fault(rates(repeated([1, 2], most + 1)), 'rates', [declaration])).toBe('rows');
  });

  it('has the declared columns with their types, after at most ten texts it is given by', () => {
    const by = (number: number, type: ValueType = 'text') =>
      table(
        [...Array.from({ length: number }, (_, at) => `by${at}`), 'events', 'rate'],
        [...Array.from({ length: number }, () => type), 'integer', 'number'],
        [[...Array.from({ length: number }, () => (type === 'text' ? 'a' : 1)), 3, 0.5]],
      );
    expect(fault(by(1))).toBeNull();
    expect(fault(by(10))).toBeNull();
    expect(fault(by(11))).toBe('column');
    expect(fault(by(1, 'integer'))).toBe('type');
    expect(fault(table(['rate'], ['number'], [[1]]))).toBeNull();
    expect(fault(table(['rate'], ['integer'], [[1]]))).toBe('type');
    expect(fault(table(['events', 'age'], ['integer', 'number'], [[1, 2]]))).toBe('column');
    // A name beside the declared ones is a group before them, and nothing after them.
    expect(fault(table(['events', 'sex', 'rate'], ['integer', 'text', 'number'], [[1, 'F', 2]]))).toBe('column');
    expect(fault(table(['a', 'b'], ['text', 'text'], [['x', 'y']]))).toBe('column');
    expect(fault(table([], [], []))).toBe('column');
  });

  it('is by no column that tells patients apart, and by at most 200 groups', () => {
    const by = (name: string, rows: readonly (readonly Value[])[]) =>
      analysisTableFault([RATES], new Set(['patient_id']), 'rates', table([name, 'events', 'rate'], ['text', 'integer', 'number'], rows));
    expect(by('centre', [['a', 1, 2]])).toBeNull();
    expect(by('Patient_ID', [['a', 1, 2]])).toBe('column');
    const groups = (number: number) => Array.from({ length: 2 * number }, (_, at) => [`g${at % number}`, at, 0.5]);
    expect(by('centre', groups(200))).toBeNull();
    expect(by('centre', groups(201))).toBe('rows');
    // A declared column may be called as a key is: a term of a model is a name, and no patient's.
    const named = { ...RATES, columns: [...RATES.columns, { name: 'patient_id', type: 'text' as const, description: words }] };
    const model = table(['events', 'patient_id'], ['integer', 'text'], [[1, 'b']]);
    expect(analysisTableFault([named], new Set(['patient_id']), 'rates', model)).toBeNull();
  });

  it('takes columns that an option adds to the declared ones', () => {
    const wider = { ...RATES, added: [{ name: 'ratio', type: 'number' as const, description: words }] };
    const given = table(['events', 'ratio'], ['integer', 'number'], [[1, 2]]);
    expect(fault(given, 'rates', [wider])).toBeNull();
    expect(fault(given)).toBe('column');
  });

  it('holds what it says', () => {
    expect(fault(rates([[3, 'x']]))).toBe('type');
    expect(fault(rates([[3, null]]))).toBeNull();
  });
});

describe('a table of a cohort', () => {
  const columns = ['step', 'kind', 'label', 'patients', 'entries', 'removed_patients', 'removed_entries'];
  const types: ValueType[] = ['integer', 'text', 'text', 'integer', 'integer', 'integer', 'integer'];
  const row: readonly Value[] = [1, 'include', 'Adults', 10, 12, 1, 2];
  const attrition = table(columns, types, [row]);

  it('is its attrition, column by column', () => {
    expect(cohortTableFault('attrition', attrition)).toBeNull();
    expect(cohortTableFault('patients', attrition)).toBe('table');
    for (const [at] of columns.entries()) {
      const other = columns.map((name, place) => (place === at ? 'other' : name));
      expect(cohortTableFault('attrition', table(other, types, [row]))).toBe('column');
      const typed = types.map((type, place) => (place === at ? 'boolean' : type));
      expect(cohortTableFault('attrition', table(columns, typed, [row]))).toBe('type');
      // Without a value in it either.
      expect(cohortTableFault('attrition', table(columns, typed, []))).toBe('type');
    }
    expect(cohortTableFault('attrition', table(columns.slice(1), types.slice(1), [row.slice(1)]))).toBe('column');
    expect(cohortTableFault('attrition', table([...columns, 'age'], [...types, 'number'], [[...row, 50]]))).toBe('column');
  });

  it('has a bound on its steps, and holds what it says', () => {
    expect(cohortTableFault('attrition', table(columns, types, repeated(row, 200)))).toBeNull();
    expect(cohortTableFault('attrition', table(columns, types, repeated(row, 201)))).toBe('rows');
    expect(cohortTableFault('attrition', table(columns, types, [['1', 'include', 7, 10, 12, 1, 2]]))).toBe('type');
  });
});

describe('a table of groups', () => {
  const keys = new Set(['patient_id']);
  const groups = (rows: readonly (readonly Value[])[]) => table(['sex', 'n'], ['text', 'integer'], rows);

  it('is the one of its cell, and names no patient', () => {
    expect(groupsTableFault('sql', keys, 'table', groups([['F', 12]]))).toBeNull();
    expect(groupsTableFault('sql', keys, 'rows', groups([['F', 12]]))).toBe('table');
    expect(groupsTableFault('sql', keys, 'table', table(['n', 'Patient_ID'], ['integer', 'integer'], [[1, 2]]))).toBe('column');
  });

  it('has a bound on its groups, columns and texts', () => {
    expect(groupsTableFault('sql', keys, 'table', groups(repeated(['F', 1], 1000)))).toBeNull();
    expect(groupsTableFault('sql', keys, 'table', groups(repeated(['F', 1], 1001)))).toBe('rows');
    expect(groupsTableFault('code', keys, 'table', groups(repeated(['F', 1], 100)))).toBeNull();
    expect(groupsTableFault('code', keys, 'table', groups(repeated(['F', 1], 101)))).toBe('rows');
    const wide = (number: number) => {
      const names = Array.from({ length: number }, (_, at) => `c${at}`);
      return table(
        names,
        names.map(() => 'integer'),
        [names.map(() => 1)],
      );
    };
    expect(groupsTableFault('sql', keys, 'table', wide(200))).toBeNull();
    expect(groupsTableFault('sql', keys, 'table', wide(201))).toBe('column');
    expect(groupsTableFault('sql', keys, 'table', groups([['x'.repeat(1000), 1]]))).toBeNull();
    expect(groupsTableFault('sql', keys, 'table', groups([['x'.repeat(1001), 1]]))).toBe('text');
  });

  it('is a table: as many types and values as columns, each name once', () => {
    expect(groupsTableFault('sql', keys, 'table', table(['a'], ['integer', 'integer'], []))).toBe('column');
    expect(groupsTableFault('sql', keys, 'table', table(['a', 'a'], ['integer', 'integer'], []))).toBe('column');
    expect(groupsTableFault('sql', keys, 'table', groups([['F']]))).toBe('column');
    expect(groupsTableFault('sql', keys, 'table', groups([['F', 1, 2]]))).toBe('column');
    expect(groupsTableFault('sql', keys, 'table', groups([['F', 1], ['M']]))).toBe('column');
  });

  const fits = (type: ValueType, value: Value) => groupsTableFault('sql', keys, 'table', table(['x'], [type], [[value]])) === null;

  it.each([
    ['boolean', [true, false, null], [1, 0, 'true', '']],
    ['number', [1, 0.5, 'NaN', 'Infinity', '-Infinity', null], [true, 'nan', '1', '', 'Infinity ', '+Infinity']],
    ['integer', [1, -3, '12345678901234567890', '-4', null], [0.5, '1.0', '1a', 'a1', '', '- 1', true]],
    ['decimal', [1, 0.5, '12.50', '-3', '-0.1', null], ['1.', '.5', '1.5a', 'a1.5', '', true, '1,5']],
    ['date', ['2024-01-31', '-0044-03-15', '12024-01-01', null], ['1/2/2024', '24-01-01', ' 2024-01-01', '2024-1-1', 20240101, '2024-01']],
    ['datetime', ['2024-01-31 10:00:00', '2024-01-31T10:00:00.123456789+08:00', null], [`2024-01-31 ${'x'.repeat(30)}`, 'now', 5, true]],
    ['text', ['', 'a', null], [1, true]],
  ] as const)('holds values of its types: %s', (type, right, wrong) => {
    expect(right.map((value) => [value, fits(type, value)])).toEqual(right.map((value) => [value, true]));
    expect(wrong.map((value) => [value, fits(type, value)])).toEqual(wrong.map((value) => [value, false]));
  });

  it('takes a date of forty characters and no longer', () => {
    expect(fits('datetime', `2024-01-31 ${'0'.repeat(29)}`)).toBe(true);
    expect(fits('datetime', `2024-01-31 ${'0'.repeat(30)}`)).toBe(false);
  });
});
