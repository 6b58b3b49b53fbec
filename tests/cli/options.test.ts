import { expect, test } from 'vitest';
import { parseArguments, UsageError } from '@/cli/options';

const spec = { out: 'text', patients: 'integer', set: 'list', verbose: 'flag' } as const;

test('positions, values, repeated options and flags', () => {
  expect(parseArguments(['a', '--out', 'x.duckdb', 'b', '--set', 'p=1', '--verbose', '--set=q=2', '--patients', '12'], spec)).toEqual({
    positions: ['a', 'b'],
    options: { out: 'x.duckdb', patients: 12, set: ['p=1', 'q=2'], verbose: true },
  });
  expect(parseArguments(['--', '--out'], spec)).toEqual({ positions: ['--out'], options: { set: [], verbose: false } });
  expect(parseArguments(['--out', '-', '-'], spec)).toMatchObject({ positions: ['-'], options: { out: '-' } });
  expect(parseArguments(['--out=--strange'], spec).options.out).toBe('--strange');
  expect(parseArguments(['--patients', '-3'], spec).options.patients).toBe(-3);
});

test.each([
  [['--ouf', 'x'], 'There is no option --ouf here; there are --out, --patients, --set, --verbose.'],
  [['--constructor'], 'There is no option --constructor here; there are --out, --patients, --set, --verbose.'],
  [['-v'], 'There is no option -v here; there are --out, --patients, --set, --verbose.'],
  [['--docx', 'x.docx'], 'Option --docx does not exist yet; there are --out, --patients, --set, --verbose.'],
  [['--out'], 'Option --out needs a value.'],
  [['--out', '--verbose'], 'Option --out needs a value.'],
  [['--patients', '1.5'], 'Option --patients takes a whole number, not "1.5".'],
  [['--verbose=1'], 'Option --verbose takes no value.'],
  [['--out', 'a', '--out', 'b'], 'Option --out is given twice.'],
])('%j is wrong usage', (words, message) => {
  expect(() => parseArguments(words, spec)).toThrow(new UsageError(message));
});
