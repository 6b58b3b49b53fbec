import { expect, test } from 'vitest';
import { numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import { isIdentifier, namesPeople } from '@/analysis-kernel/frame/identifier';

const upTo = (n: number) => Array.from({ length: n }, (_, at) => at + 1);
const again = (values: readonly number[], times: number) => Array.from({ length: times }, () => values).flat();

test.each<[string, string, (number | null)[], boolean]>([
  ['whole numbers, each once', 'id', upTo(20), true],
  ['a few twice', 'patient_id', [...upTo(19), 1], true],
  ['missing here and there', 'ID', [...upTo(20), null, null], true],
  ['forty people with five rows each', 'subject_id', again(upTo(40), 5), true],
  ['three people only, time and again', 'id', again(upTo(3), 20), false],
  ['numbers of samples', 'sample_id', upTo(20), true],
  ['numbers of centres', 'centre_id', again(upTo(4), 10), false],
  ['names of rows as R writes them', 'column1', upTo(20), true],
  ['Chinese', '住院号', upTo(20), true],
  ['Chinese with the word people', '患者编号', upTo(20), true],
  ['ages', 'age', upTo(20), false],
  ['numbers of visits in one word', 'visitId', upTo(20), true],
  ['a word that ends like it', 'covid', upTo(20), false],
  ['numbers with decimals', 'id', upTo(20).map((n) => n / 2), false],
  ['one row', 'id', [1], false],
])('%s', (_, name, values, is) => {
  expect(isIdentifier(numericColumn(name, values))).toBe(is);
});

test('texts number too', () => {
  expect(isIdentifier(textColumn('pid', ['A1', 'A2', 'B1', 'B2']))).toBe(true);
  expect(isIdentifier(textColumn('pid', ['A', 'A', 'B', 'B']))).toBe(false);
});

test('a name alone says whom it numbers', () => {
  for (const name of ['id', 'PatientID', 'subject id', 'usubjid', 'mrn', '病历号', '编号']) expect(namesPeople(name)).toBe(true);
  for (const name of ['centre_id', 'age', 'idh', 'no', 'x']) expect(namesPeople(name)).toBe(false);
});
