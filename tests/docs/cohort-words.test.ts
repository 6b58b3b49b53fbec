import { describe, expect, it } from 'vitest';
import { cohortWordsPage } from './cohort-words';

describe('the manual of the cohort language', () => {
  // After a change of the language's words: npx vitest run tests/docs/cohort-words.test.ts -u
  it.each([
    ['en', 'cohort-words.md'],
    ['zh', 'cohort-words.zh.md'],
  ] as const)('in %s is docs/%s as the language has it', async (lang, file) => {
    await expect(cohortWordsPage(lang)).toMatchFileSnapshot(`../../docs/${file}`);
  });
});
