import { describe, expect, it } from 'vitest';
import { chapters, otherCohorts } from '../cohort-dsl/spec/manual';
import { specification } from '../cohort-dsl/spec/specification';
import { languagePage } from './language';

const { program, values } = specification({ cohorts: otherCohorts });

describe('the manual of the language', () => {
  for (const chapter of chapters) {
    describe(chapter.title.en, () => {
      for (const lesson of chapter.lessons) {
        if ('values' in lesson) values(lesson.says.en, chapter.data, lesson.values);
        else {
          const { rows, attrition, long } = lesson;
          program(lesson.says.en, chapter.data, lesson.program, {
            rows,
            ...(attrition === undefined ? {} : { attrition }),
            ...(long === undefined ? {} : { long: { [long.name]: long.rows } }),
          });
        }
      }
    });
  }

  // After a change of its cases: npx vitest run tests/docs/language.test.ts -u
  it.each([
    ['en', 'language.md'],
    ['zh', 'language.zh.md'],
  ] as const)('in %s is docs/%s as the cases have it', async (lang, file) => {
    await expect(languagePage(chapters, lang)).toMatchFileSnapshot(`../../docs/${file}`);
  });
});
