/** With nothing typed, the next word of programs over the product's own databases is among the first that completion offers. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readDictionarySource } from '@/cohort-dsl/schema/read-dictionary';
import { createLanguageService } from '@/cohort-dsl/service/language-service';
import { databasePrograms } from '../syntax/corpus';
import { isRight, nextWords } from './next-words';

/** How many next words are among the first ten, at least. */
const SHARE = 0.95;

describe.each(['renal', 'breast_cancer', 'cardiometabolic'])('in programs over %s', (database) => {
  const reading = readDictionarySource(parse(readFileSync(join('data', database, 'dictionary.yaml'), 'utf8')));
  if (!reading.ok) throw new Error(`the dictionary of ${database} cannot be read`);
  const { dictionary } = reading;
  const programs = databasePrograms().flatMap((program) => (program.database === database ? [program.source] : []));

  it('which are right', () => {
    expect(programs.length).toBeGreaterThan(9);
    expect(programs.filter((source) => !isRight(source, dictionary))).toEqual([]);
  });

  it.each(['variable x = age at index + |', 'include age at index > |'])('no number finds a name: %s', (line) => {
    const service = createLanguageService({ dictionary, profile: null, cohorts: [] });
    const source = `index at first ${dictionary.tables.find(({ role }) => role === 'event')?.name}\n${line.replace('|', '')}`;
    const offered = service.complete(source, source.length, 'en');
    expect(offered.length).toBeGreaterThan(5);
    // Enter behind a number that was typed would take what it finds.
    expect(offered.filter(({ filter }) => /(?:^|[\s(（、,])\d/u.test(filter)).map(({ label, filter }) => `${label}: ${filter}`)).toEqual(
      [],
    );
  });

  it('the next word is among the first ten offers', () => {
    const service = createLanguageService({ dictionary, profile: null, cohorts: ['other_cohort', 'transplanted'] });
    const { tried, missed } = nextWords(programs, service, dictionary);
    expect(tried).toBeGreaterThan(500);
    expect(1 - missed.length / tried, missed.join('\n')).toBeGreaterThanOrEqual(SHARE);
  });
});
