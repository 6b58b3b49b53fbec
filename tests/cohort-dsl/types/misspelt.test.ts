/** Words of the language with a letter left out or two exchanged: some fix gives back what was meant. */
import { describe, expect, it } from 'vitest';
import { compile } from '@/cohort-dsl/compile';
import { applied } from '@/cohort-dsl/diagnostics/tried-fixes';
import { hashPlan } from '@/cohort-dsl/plan/hash';
import { renal } from '../dictionary';

const INDEX = 'index at first visit\n';

/** Words, and a clause that uses each; a clause of the index stands alone. */
const WORDS: readonly (readonly [clause: string, ...words: readonly string[]])[] = [
  ['index at first visit', 'index', 'first', 'visit'],
  ['index at last visit', 'last'],
  ['index at earliest(date of first visit, date of first diagnosis)', 'earliest', 'date'],
  ['index at first diagnosis where code in ICD10 { "N18*" }', 'where', 'code', 'ICD10'],
  ['index at each visit spaced 90 days', 'each', 'spaced'],
  ['codes ckd = ICD10 { "N18*" }\nexclude any diagnosis where code in ckd before index', 'codes', 'ckd', 'exclude'],
  ['param history = 180 days\ninclude observed history before index', 'param', 'history', 'observed'],
  ['let base = value of last lab(egfr) before index\nvariable x = base', 'base', 'value'],
  ['include any diagnosis before index', 'include', 'before', 'diagnosis'],
  ['include any diagnosis after birth', 'after', 'birth'],
  ['include any diagnosis within 90 days before index', 'within', 'days'],
  ['include any diagnosis within 2 years before index', 'years'],
  ['include any diagnosis within 2 months before index', 'months'],
  ['include any diagnosis within 2 weeks before index', 'weeks'],
  ['variable x = days from index to exit', 'exit'],
  ['include age at index between 18 and 65', 'between', 'age'],
  ['include at least 2 visit before index', 'least'],
  ['include at most 2 visit before index', 'most'],
  ['include exactly 2 visit before index', 'exactly'],
  ['include at least 2 distinct days of visit before index', 'distinct'],
  ['include patient.smoker is known', 'patient', 'smoker', 'known'],
  ['include patient.smoker is missing', 'missing'],
  ['include all of (patient.smoker, age at index > 18)', 'all'],
  ['include none of (patient.smoker, age at index > 18)', 'none'],
  ['include any visit overlapping index', 'overlapping'],
  ['include any visit ending before index', 'ending'],
  ['include any visit called v where any (diagnosis within 3 days of v.date)', 'called'],
  ['keep first entry', 'keep', 'entry'],
  ['merge entries within 30 days', 'merge', 'entries'],
  ['follow until death', 'follow', 'until', 'death'],
  ['follow until earliest { index + 5 years as "5 y"; end of observation as "lost" }', 'observation'],
  ['outcome x = death', 'outcome'],
  ['variable x = count of visit before index', 'variable', 'count'],
  ['variable x = mean of value of lab(egfr) before index', 'mean', 'egfr'],
  ['variable x = median of value of lab(egfr) before index', 'median'],
  ['variable x = days covered by visit', 'covered'],
  ['variable x = days from birth to index', 'birth'],
  ['variable x = year of index', 'year'],
  ['variable x = month of index', 'month'],
  ['variable x = value of highest lab(egfr) by value', 'highest'],
  ['variable x = value of lowest lab(egfr) by value', 'lowest'],
  ['variable x = case when patient.smoker then 1 else 2 end', 'case', 'when', 'then', 'else'],
  ['variable x = if_missing(age at index, 3)', 'if_missing'],
  ['variable x = round(age at index / 3)', 'round'],
  ['variable x = count of episodes(prescription, gap: 30 days)', 'episodes', 'gap', 'prescription'],
  ['variable x = count of union(visit, diagnosis)', 'union'],
  ['series s = lab(egfr) from index to exit { date, value }', 'series'],
  ['variable x = start of observation', 'start'],
  ['variable x = years from birth to index', 'from', 'to'],
  ['include days from birth to index > 300', 'to'],
  ['include any visit from birth to index', 'from', 'to'],
  ['include observed from birth to index', 'from', 'to'],
  ['series s = lab(egfr) from index to exit { date, value }', 'from', 'to'],
  ['index at first visit', 'at'],
  ['include age at index between 18 and 65', 'at', 'and'],
  ['include patient.smoker and age at index > 18', 'and'],
  ['include patient.smoker or age at index > 18', 'or'],
  ['include patient.smoker is known', 'is'],
  ['include any visit on index', 'on'],
  ['include any visit within 30 days of index', 'of'],
  ['include any diagnosis where code in ICD10 { "N18*" } before index', 'in'],
  ['variable x = value of last lab(egfr) before index', 'of'],
  ['variable x = count of visit before index', 'of'],
  ['variable x = year of index', 'of'],
  ['variable x = value of highest lab(egfr) by value', 'by'],
  ['variable x = days covered by visit', 'by'],
];

/** Misspellings that are other words. */
const WORDS_TOO: ReadonlySet<string> = new Set(['last', 'no']);

/** Two letters exchanged in the middle, and a letter left out. */
function misspellings(word: string): readonly string[] {
  const middle = Math.max(word.length > 2 ? 1 : 0, Math.floor(word.length / 2) - 1);
  const swapped = word.slice(0, middle) + word[middle + 1] + word[middle] + word.slice(middle + 2);
  const dropped = word.slice(0, middle) + word.slice(middle + 1);
  return [swapped, dropped].filter((one) => one !== word && !WORDS_TOO.has(one));
}

const cases = WORDS.flatMap(([clause, ...words]) =>
  words.flatMap((word) =>
    misspellings(word).map((typed) => ({ typed, word, wrong: clause.replace(new RegExp(`\\b${word}\\b`), typed), clause })),
  ),
);

const planOf = (clause: string) => {
  const { plan } = compile((/^index /.test(clause) ? '' : INDEX) + clause, { dictionary: renal });
  return plan && hashPlan(plan);
};

describe('a misspelt word', () => {
  it('is one of many', () => {
    expect(cases.length).toBeGreaterThanOrEqual(190);
    for (const [clause] of WORDS) expect(planOf(clause), clause).not.toBeNull();
  });

  it.each(cases)('$typed for $word: $wrong', ({ wrong, clause }) => {
    const source = (/^index /.test(clause) ? '' : INDEX) + wrong;
    const errors = compile(source, { dictionary: renal }).diagnostics.filter(({ severity }) => severity === 'error');
    expect(errors.length).toBeGreaterThan(0);
    const mended = errors.flatMap(({ fixes }) => fixes.map((fix) => applied(source, fix).text));
    const plans = mended.map((text) => compile(text, { dictionary: renal }).plan).flatMap((plan) => (plan ? [hashPlan(plan)] : []));
    expect(plans, mended.join('\n')).toContain(planOf(clause));
  });
});
