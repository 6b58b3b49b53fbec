/** What a clinician mistypes: one message, and its first fix gives a program without errors. */
import { describe, expect, it } from 'vitest';
import { compile } from '@/cohort-dsl/compile';
import { applied } from '@/cohort-dsl/diagnostics/tried-fixes';
import { renal } from '../dictionary';

/** A clause as typed, and as the first fix leaves it; clauses of the index stand alone, others after one. */
const mistakes: (readonly [typed: string, mended: string])[] = [
  ['index at first diagnosys', 'index at first diagnosis'],
  ['index at visit', 'index at date of first visit'],
  ['index on first visit', 'index at first visit'],
  ['Index at first visit', 'index at first visit'],
  ['index at 2020-01-01', 'index at @2020-01-01'],
  ['index at @2020-1-5', 'index at @2020-01-05'],
  ['index at first of { visit as "a", prescription as "b" }', 'index at first of { visit as "a"; prescription as "b" }'],
  ['index at first diagnosis where code in ICD10 "N18*"', 'index at first diagnosis where code in ICD10 { "N18*" }'],
  ['index at first diagnosis where code in ICD10 { N18.3* }', 'index at first diagnosis where code in ICD10 { "N18.3*" }'],
  ['index at first diagnosis where code in ICD10 { "E10"-"E14" }', 'index at first diagnosis where code in ICD10 { "E10".."E14" }'],
  ['index at first diagnosis where code = "N18*"', 'index at first diagnosis where code in ICD10 { "N18*" }'],
  ['index at first diagnosis where code in { "N18*" }', 'index at first diagnosis where code in ICD10 { "N18*" }'],
  ['index at first diagnosis where code starts with "N18"', 'index at first diagnosis where code in ICD10 { "N18*" }'],
  ['index at first visit where kind = "Inpatient"', 'index at first visit where kind = "in"'],
  ['index at first visit where kind = inpatient', 'index at first visit where kind = "in"'],
  ['index at first visit where kind is "in"', 'index at first visit where kind = "in"'],
  ['index at first visit where kind in ("in", "out")', 'index at first visit where kind in { "in", "out" }'],
  ['index at first lab(egfr) where value < 60', 'index at first lab(egfr) where value < 60 mL/min/1.73m²'],
  ['include sex = "F"', 'include patient.sex = "F"'],
  ['include age >= 18', 'include age at index >= 18'],
  ['include age at index >= 18 years', 'include age at index >= 18'],
  ['include age at index > 18 and < 65', 'include age at index > 18 and age at index < 65'],
  ['include 18 <= age at index <= 65', 'include 18 <= age at index and age at index <= 65'],
  ['include age at index between 18 to 65', 'include age at index between 18 and 65'],
  ['include age at index => 18', 'include age at index >= 18'],
  ['include age at index >= 18;', 'include age at index >= 18'],
  ['include age at index >= 18 AND patient.smoker', 'include age at index >= 18 and patient.smoker'],
  ['include age at index >= 18 且 patient.smoker', 'include age at index >= 18 and patient.smoker'],
  ['include Adults over 18: age at index >= 18', 'include "Adults over 18": age at index >= 18'],
  ['include ‘成人’：age at index >= 18', 'include "成人"：age at index >= 18'],
  ['include (age at index >= 18', 'include (age at index >= 18)'],
  ['include lab(egfr) before index', 'include any lab(egfr) before index'],
  ['include any diagnosis 365 days before index', 'include any diagnosis within 365 days before index'],
  ['include any diagnosis in 365 days before index', 'include any diagnosis within 365 days before index'],
  ['include any diagnosis within 365 before index', 'include any diagnosis within 365 days before index'],
  ['include any diagnosis within one year before index', 'include any diagnosis within 1 year before index'],
  ['include any diagnosis within 1 yr before index', 'include any diagnosis within 1 year before index'],
  ['include any diagnosis between index and index + 30 days', 'include any diagnosis from index to index + 30 days'],
  ['include any diagnosis before first prescription', 'include any diagnosis before (first prescription)'],
  ['include any diagnosis where age at index > 18', 'include any diagnosis and age at index > 18'],
  ['include at least two visit', 'include at least 2 visit'],
  ['include at least 2 of visit before index', 'include at least 2 visit before index'],
  ['include count visit before index >= 2', 'include count of visit before index >= 2'],
  ['include any lab(egfr) with value < 60 mL/min/1.73m²', 'include any lab(egfr) where value < 60 mL/min/1.73m²'],
  ['variable x = value last lab(egfr)', 'variable x = value of last lab(egfr)'],
  ['variable x = value of lab(egfr) before index', 'variable x = value of last lab(egfr) before index'],
  ['variable x = value of last lab(egfr) at index', 'variable x = value of last lab(egfr) on index'],
  ['variable x = mean(lab(egfr))', 'variable x = mean of value of lab(egfr)'],
  ['variable x = mean of lab(egfr)', 'variable x = mean of value of lab(egfr)'],
  ['variable x = highest value of lab(egfr)', 'variable x = max of value of lab(egfr)'],
  ['variable x = value of highest lab(egfr)', 'variable x = value of highest lab(egfr) by value'],
  ['variable x = kind of second visit', 'variable x = kind of 2nd visit'],
  ['variable x = days between index and exit', 'variable x = days from index to exit'],
  ['variable x = index - birth', 'variable x = days from birth to index'],
  ['variable x = if patient.smoker then 1 else 0', 'variable x = case when patient.smoker then 1 else 0 end'],
  ['variable x = case patient.smoker then 1 end', 'variable x = case when patient.smoker then 1 end'],
  ['variable x = patient.height in { 170, 180 }', 'variable x = patient.height in { 170 cm, 180 cm }'],
  ['variable age at index', 'variable age = age at index'],
  ['variable x = any visit where date > 2020-01-01', 'variable x = any visit where date > @2020-01-01'],
  ['follow to death', 'follow until death'],
  ['follow until 5 years', 'follow until index + 5 years'],
  [
    'follow until earliest(index + 5 years as "5 y", death as "death")',
    'follow until earliest { index + 5 years as "5 y"; death as "death" }',
  ],
  ['outcome x = any visit after index', 'outcome x = first visit after index'],
  ['outcome x = visit after index', 'outcome x = first visit after index'],
  ['follow until death or index + 5 years', 'follow until earliest { death; index + 5 years }'],
  ['outcome x = first visit or death', 'outcome x = earliest { first visit; death }'],
  [
    'outcome x = first diagnosis where code in ICD10 { "N18*" } or death',
    'outcome x = earliest { first diagnosis where code in ICD10 { "N18*" }; death }',
  ],
  ['index at first visit or first diagnosis', 'index at earliest(first visit, first diagnosis)'],
  ['keep first visit', 'keep first entry'],
  ['merge within 30 days', 'merge entries within 30 days'],
];

const tidy = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

// A unit beside an item: the item's own is meant where it is near.
mistakes.push(
  ['include any lab(creatinine) where value > 150 umoll', 'include any lab(creatinine) where value > 150 µmol/L'],
  ['include any lab(creatinine) where value > 1.5 mgdl', 'include any lab(creatinine) where value > 1.5 mg/dL'],
  ['include any lab(crp) where value > 5 mgl', 'include any lab(crp) where value > 5 mg/L'],
  ['include any lab(crp) where value > 5 mgdl', 'include any lab(crp) where value > 5 mg/dL'],
  ['include any lab(crp) where value > 5 mg/LL', 'include any lab(crp) where value > 5 mg/L'],
  ['include any lab(urea) where 7 mmoll < value', 'include any lab(urea) where 7 mmol/L < value'],
  [
    'include any lab(egfr) where value between 15 mlmin1.73m2 and 60 mL/min/1.73m²',
    'include any lab(egfr) where value between 15 mL/min/1.73m² and 60 mL/min/1.73m²',
  ],
  ['include any lab(cystatin) where value in { 1 mgl, 2 mg/L }', 'include any lab(cystatin) where value in { 1 mg/L, 2 mg/L }'],
);

// Phrases of everyday writing, of SQL and of other languages.
mistakes.push(
  ['include any diagnosis prior to index', 'include any diagnosis before index'],
  ['include any diagnosis since index', 'include any diagnosis on or after index'],
  ['include any diagnosis until index', 'include any diagnosis on or before index'],
  ['include any diagnosis in the 90 days before index', 'include any diagnosis within 90 days before index'],
  ['include any diagnosis within the 90 days before index', 'include any diagnosis within 90 days before index'],
  ['include any diagnosis within 90 days of the index', 'include any diagnosis within 90 days of index'],
  ['include any diagnosis within 90d before index', 'include any diagnosis within 90 days before index'],
  ['include any diagnosis within 3 mths before index', 'include any diagnosis within 3 months before index'],
  ['include any diagnosis before index_date', 'include any diagnosis before index'],
  ['include age at index > = 18', 'include age at index >= 18'],
  ['include age at index is between 18 and 65', 'include age at index between 18 and 65'],
  ['include patient.smoker = yes', 'include patient.smoker = true'],
  ['include patient.smoker is not null', 'include patient.smoker is known'],
  ['include patient.village like "%st%"', 'include patient.village contains "st"'],
  ['include patient.village like "O%"', 'include patient.village starts with "O"'],
  ['include patient.village startswith "O"', 'include patient.village starts with "O"'],
  ['include atleast 2 visit before index', 'include at least 2 visit before index'],
  ['include >= 2 visit before index', 'include at least 2 visit before index'],
  ['include more than 1 visit before index', 'include at least 2 visit before index'],
  ['include exists visit before index', 'include any visit before index'],
  ['include without visit before index', 'include no visit before index'],
  ['纳入 age at index >= 18', 'include age at index >= 18'],
  ['include any lab(egfr) < 60 mL/min/1.73m² before index', 'include any lab(egfr) where value < 60 mL/min/1.73m² before index'],
  ['include any diagnosis where code = ICD10 { "N18*" } before index', 'include any diagnosis where code in ICD10 { "N18*" } before index'],
  ['variable x = avg of value of lab(egfr) before index', 'variable x = mean of value of lab(egfr) before index'],
  ['variable x = mean(value of lab(egfr) before index)', 'variable x = mean of value of (lab(egfr) before index)'],
  ['variable x = number of visit before index', 'variable x = count of visit before index'],
  ['variable x = count(visit before index)', 'variable x = count of (visit before index)'],
  ['variable x = last value of lab(egfr) before index', 'variable x = value of last lab(egfr) before index'],
  ['variable x = value of most recent lab(egfr) before index', 'variable x = value of last lab(egfr) before index'],
  ['variable x = year(index)', 'variable x = year of index'],
  ['variable x = month(index + 1 month)', 'variable x = month of (index + 1 month)'],
  ['variable x = coalesce(patient.children, 0)', 'variable x = if_missing(patient.children, 0)'],
  ['variable x = max(patient.children, 2)', 'variable x = highest_of(patient.children, 2)'],
  ['variable x = 2020-01-01', 'variable x = @2020-01-01'],
  ['variable x = 2020-1-5', 'variable x = @2020-01-05'],
  ['follow until 5 years after index', 'follow until index + 5 years'],
  ['follow up until death', 'follow until death'],
  ['series s = lab(egfr) after index (date, value)', 'series s = lab(egfr) after index { date, value }'],
  ['series s = lab(egfr) after index { date value }', 'series s = lab(egfr) after index { date, value }'],
);

describe('a mistyped clause', () => {
  it.each(mistakes)('%s', (typed, mended) => {
    const before = /^index /i.test(typed) ? '' : 'index at first visit\n';
    const source = before + typed;
    const errors = compile(source, { dictionary: renal }).diagnostics.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ message }) => message.en)).toHaveLength(1);
    const [error] = errors;
    expect(error.span.start).toBeGreaterThanOrEqual(before.length);
    const [fix] = error.fixes;
    expect(error.message.en).toContain(fix.title.en);
    const { text } = applied(source, fix);
    expect(tidy(text.slice(before.length))).toBe(tidy(mended));
    expect(compile(text, { dictionary: renal }).plan).not.toBeNull();
  });
});

describe('a fix', () => {
  const fixesOf = (source: string) =>
    compile(source, { dictionary: renal }).diagnostics.flatMap(({ fixes }) => fixes.map(({ title }) => title.en));

  it('that leaves its place wrong is not offered', () => {
    expect(fixesOf('index at first visit\ninclude last lab(egfr) before index < 60 mL/min/1.73m²')[0]).toBe(
      'write `value of last lab(egfr) before index`',
    );
    expect(fixesOf('index at visit')).toEqual(['write `date of first visit`']);
  });

  it('that leaves as much wrong as there was is not offered beside one that mends', () => {
    expect(fixesOf('index at first visit\nvariable x = days from birth ot index').slice(0, 2)).toEqual(['write `to`']);
    expect(fixesOf('index at first visit\nexclude any diagnosis where code in { "N18.3".."N18.5" } before index')).toEqual([
      'write `code in ICD10 { "N18.3".."N18.5" }`',
    ]);
  });

  it.each([
    ['lab(creatinine) where value > 1.5 mgdl', ['mg/dL', 'µmol/L']],
    ['lab(crp) where value > 5 mgdl', ['mg/dL', 'mg/L']],
    ['lab(creatinine) where value > 150 umoll', ['µmol/L']],
    ['lab(creatinine) where value > 150 UMOL/L', ['µmol/L']],
    ['lab(crp) where value > 5 mg/dll', ['mg/dL', 'g/dL', 'µg/dL']],
  ])('offers each unit once: %s', (rows, units) => {
    const offered = fixesOf(`index at first visit\ninclude any ${rows}`).map((title) => title.slice('write `'.length, -1));
    expect(offered).toEqual(units);
  });

  it.each([
    ['cells/ul', "'/uL'"],
    ['10^9l', '10^9/L'],
    ['mlmin', 'mL/min'],
    ['kgm2', 'kg/m²'],
    ['mmhg', 'mmHg'],
    ['ngml', 'ng/mL'],
    ['mcgml', 'µg/mL'],
    ['uiuml', 'µIU/mL'],
    ['meql', 'mEq/L'],
    ['gdl', 'g/dL'],
    ['MG/DL', 'mg/dL'],
    ['pgml', 'pg/mL'],
    ['IUl', 'IU/L'],
    ['nmoll', 'nmol/L'],
    ['ugdl', 'µg/dL'],
  ])('writes a unit as it is read: %s', (typed, unit) => {
    const source = `index at first visit\nvariable x = 5 ${typed}`;
    const [error] = compile(source, { dictionary: renal }).diagnostics.filter(({ severity }) => severity === 'error');
    const { text } = applied(source, error.fixes[0]);
    expect(text).toBe(`index at first visit\nvariable x = 5 ${unit}`);
    expect(compile(text, { dictionary: renal }).plan).not.toBeNull();
    expect(error.fixes).toHaveLength(2);
  });

  it('that the rules ask for is offered whatever else is wrong', () => {
    expect(fixesOf('index at first visit\ninclude any diagnosis where any visit before index')).toEqual([
      'if `before index` is when the `diagnosis` was, write it before `where`',
      'if it is when the `visit` was, put it in parentheses: `(visit before index)`',
    ]);
  });
});
