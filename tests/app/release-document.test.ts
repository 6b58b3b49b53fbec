import { expect, it } from 'vitest';
import type { ReleaseFacts } from '@/app/_server/catalogue/open-release';
import { documentOf } from '@/app/_server/catalogue/release-document';
import { renal } from '../cohort-dsl/dictionary';

const template = {
  en: 'cohort adults "Adults"\nfrom renal\n\nindex at first visit\n',
  zh: 'cohort adults "成人"\nfrom renal\n\n// 首次就诊\nindex at first visit\n',
};
const factsWith = (dictionary: typeof renal) =>
  ({ dictionary, profile: { tables: new Map(), columns: new Map(), items: new Map() } }) as unknown as ReleaseFacts;

it('a browser gets the database’s template without the lines a cell says itself', () => {
  const { startingCohort } = JSON.parse(documentOf(factsWith({ ...renal, template })).text);
  expect(startingCohort).toEqual({ name: 'adults', body: { en: 'index at first visit', zh: '// 首次就诊\nindex at first visit' } });
  expect(JSON.parse(documentOf(factsWith(renal)).text).startingCohort).toBeNull();
});

it('what it keeps is asked for again where anything of it is another', () => {
  const [plain, again, other] = [renal, renal, { ...renal, template }].map((dictionary) => documentOf(factsWith(dictionary)));
  expect(again.tag).toBe(plain.tag);
  expect(other.tag).not.toBe(plain.tag);
});
