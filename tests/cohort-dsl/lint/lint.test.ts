import { describe, expect, it } from 'vitest';
import { compile } from '@/cohort-dsl/compile';
import { applied } from '@/cohort-dsl/diagnostics/tried-fixes';
import type { Dictionary } from '@/cohort-dsl/schema/dictionary';
import { renal } from '../dictionary';

/** Warnings of a program as code and place. */
function warnings(source: string, dictionary: Dictionary = renal): readonly (readonly [string, string])[] {
  const { diagnostics } = compile(source, { dictionary });
  expect(diagnostics.filter((one) => one.severity === 'error').map((one) => one.message.en)).toEqual([]);
  for (const { message } of diagnostics) expect(message.zh).toMatch(/[\u4e00-\u9fff]/);
  return diagnostics.map((one) => [one.code, source.slice(one.span.start, one.span.end)]);
}

const head = 'index at first diagnosis\n';

/** [code, clauses whose marked place gets exactly this warning]. */
type Warned = readonly [code: string, marked: string];

const warned: readonly Warned[] = [
  [
    'lint-outcome-not-excluded',
    'follow until index + 1 year\noutcome «x» = earliest { date of (first procedure where cost > 3 after index) as "a"; death as "death" }',
  ],
  [
    'lint-outcome-not-excluded',
    'exclude any procedure where cost > 4 before index\nfollow until index + 1 year\noutcome «x» = earliest { date of (first procedure where cost > 3 after index) as "a"; death as "death" }',
  ],
  ['lint-future-criterion', 'include any «visit»'],
  ['lint-future-criterion', 'include any «visit after index»'],
  ['lint-future-criterion', 'include observed 30 days before index\ninclude any «visit within 30 days of index»'],
  ['lint-future-criterion', 'include any «visit on or before death»'],
  ['lint-future-criterion', 'include «death is missing»'],
  ['lint-future-criterion', 'include «days from index to death > 30»'],
  ['lint-future-criterion', 'include «days from index to end of observation >= 365»'],
  ['lint-future-criterion', 'include «observed from index to (index + 1 year)»'],
  ['lint-future-criterion', 'let m = value of last «lab(egfr)»\ninclude m < 60 mL/min/1.73m²'],
  ['lint-future-variable', 'variable x = value of last «lab(egfr)»'],
  ['lint-future-variable', 'variable x = any «visit within 30 days after index»'],
  ['lint-lookback', 'include no «visit within 365 days before index»'],
  ['lint-lookback', 'include observed 180 days before index\ninclude no «visit within 365 days before index»'],
  [
    'lint-lookback',
    'include observed 180 days before index\nvariable x = count of visit within 90 days before index\nvariable y = count of «visit within 1 year before index»',
  ],
  ['lint-no-follow-up', 'outcome «x» = death'],
  ['lint-unlabelled-death', 'exclude any visit on or before index\nfollow until index + 1 year\noutcome «x» = first visit after index'],
  ['lint-codes-unused', 'codes «c» = ICD10 { "N18" }'],
  [
    'lint-codes-same',
    'codes a = ICD10 { "N18" }\ncodes «b» = ICD10 { "n18" }\ninclude any diagnosis where code in a or code in b before index',
  ],
  ['lint-codes-duplicated', 'codes a = ICD10 { "N18*", «"N18.3"» }\ninclude any diagnosis where code in a before index'],
  ['lint-codes-duplicated', 'codes a = ICD10 { "N18", «"N18"» }\ninclude any diagnosis where code in a before index'],
  ['lint-codes-duplicated', 'codes a = ICD10 { "N10".."N19", «"N18*"» }\ninclude any diagnosis where code in a before index'],
  ['lint-codes-duplicated', 'codes a = ICD10 { "N18*", «"N18.3*"», not "N18.9" }\ninclude any diagnosis where code in a before index'],
  [
    'lint-codes-duplicated',
    'codes a = ICD10 { "N10".."N99", "N11".."N12", "B1".."B2", «"N18.3"», "B", "N*" }\ninclude any diagnosis where code in a before index',
  ],
  ['lint-codes-reversed', 'codes a = ICD10 { «"N19".."N18"» }\ninclude any diagnosis where code in a before index'],
  ['lint-codes-in-one-text', 'codes a = ICD10 { «"N18.3-N18.5"» }\ninclude any diagnosis where code in a before index'],
  ['lint-codes-in-one-text', 'include any diagnosis where code in ICD10 { "E11", not «"E11.3,E11.4"» } before index'],
  ['lint-codes-in-one-text', 'include any diagnosis where code = «"N18.3-N18.5"» before index'],
  ['lint-codes-in-one-text', 'include any diagnosis where code != «"N18.3, N18.4"» before index'],
  ['lint-codes-in-one-text', 'include any diagnosis where «"N18.3-5"» = code before index'],
  ['lint-codes-in-one-text', 'include any diagnosis where code in { «"N18.3 or N18.4"», "N19" } before index'],
  ['lint-codes-in-one-text', 'include any diagnosis where code = «“N18.3-N18.5”» before index'],
  ['lint-codes-in-one-text', 'include any diagnosis where `code` = «"N18.3..N18.5"» and grade = "mild" before index'],
  ['lint-codes-in-one-text', 'include code of last diagnosis before index = «"E10–E14"»'],
  ['lint-series-items', 'follow until index + 1 year\nseries s = «lab(crp, cystatin) from index to exit» { date, value }'],
  [
    'lint-series-items',
    'follow until index + 1 year\nseries s = «lab(cystatin, crp) where value > 3 mg/L from index to exit» { date, method, value }',
  ],
  ['lint-codes-edition', 'include any diagnosis where «code in ICD10CN_CLIN_2_0 { "N18*" }» before index'],
  ['lint-criteria-duplicated', 'include age at index >= 18\ninclude «age at index >= 18»'],
  ['lint-criteria-duplicated', 'include any visit where kind = "in" before index\ninclude «any visit where kind = "in" before index»'],
  ['lint-criteria-contradictory', 'include any visit before index\nexclude «any visit before index»'],
  ['lint-window-empty', 'include any «visit before index on or after index»'],
  ['lint-window-empty', 'include any «visit from index to (index - 1 year)»'],
  ['lint-window-empty', 'include observed 30 days before index\ninclude any «visit within 30 days before index on index»'],
  ['lint-window-empty', 'include any «visit on or after @2020-01-01 before @2019-01-01»'],
  ['lint-instant', 'include any (lab(egfr) «on (first procedure before index)») before index'],
  [
    'lint-instant',
    'follow until index + 1 year\nvariable n = count of (lab(egfr) called l before index where any (procedure «on l.date»))',
  ],
  ['lint-instant', 'follow until index + 1 year\nseries s = lab(egfr) «on (first procedure)» { value }'],
  ['lint-whole-hours', 'include any (procedure called p where any (lab(egfr) where «hours from p.date to date <= 6»)) before index'],
  ['lint-whole-hours', 'include any procedure where «hours from date to end > 24» before index'],
  ['lint-whole-hours', 'include any procedure where cost > 1 and «90 >= minutes from date to end» before index'],
  ['lint-series-outcome', 'follow until index + 1 year\noutcome x = death\nseries s = lab(egfr) from index to «x» { value }'],
  ['lint-series-outcome', 'follow until index + 1 year\noutcome x = death\nseries s = diagnosis where date > «x» { code }'],
  ['lint-range-empty', 'include «patient.children between 3 and 1»'],
  ['lint-range-empty', 'include «patient.children > 3 and patient.children < 3»'],
  ['lint-range-empty', 'include any lab(egfr) where «value between 60 mL/min/1.73m² and 30 mL/min/1.73m²» before index'],
  ['lint-constant', 'include «1 < 2»'],
  ['lint-constant', 'include «true»'],
  ['lint-always', 'include «at least 0 visit before index»'],
  ['lint-always', 'include «at least 3 of (patient.smoker, patient.children > 1)»'],
  ['lint-always', 'include «at most 2 of (patient.smoker, patient.children > 1)»'],
  ['lint-hidden-name', 'let grade = 3\ninclude any diagnosis where «grade» = "mild" before index'],
];

describe('lints warn', () => {
  for (const [code, marked] of warned) {
    it(`${code}: ${marked.replaceAll('\n', ' ⏎ ')}`, () => {
      const place = marked.slice(marked.indexOf('«') + 1, marked.indexOf('»'));
      expect(warnings(head + marked.replace(/[«»]/g, ''))).toEqual([[code, place]]);
    });
  }

  it.each([
    ['include any lab(creatinine) where value > «90 mg/dL» before index', ['90 µmol/L']],
    ['include any lab(creatinine) where «5 mmol/L» < value before index', ['5 mg/dL']],
    ['include value of last lab(creatinine) before index > «9000 µmol/L»', ['9000 µg/L']],
    ['variable a = mean of value of lab(creatinine) before index < «2 µmol/L»', ['2 mg/dL']],
    ['variable a = sum of value of lab(creatinine) before index > 9000 µmol/L', []],
    ['include any lab(creatinine) where value > 1.5 mg/dL before index', []],
    ['include any lab(egfr) where value < 9000 mL/min/1.73m² before index', []],
  ])('of a number that is not plausible in its unit: %s', (marked, units) => {
    const tables = renal.tables.map((table) => ({
      ...table,
      items: table.items.map((item) => (item.name === 'creatinine' ? { ...item, plausible: [20, 2500] as const } : item)),
    }));
    const source = head + marked.replace(/[«»]/g, '');
    const found = compile(source, { dictionary: { ...renal, tables } }).diagnostics.filter(({ code }) => code === 'lint-implausible');
    const place = marked.includes('«') ? [marked.slice(marked.indexOf('«') + 1, marked.indexOf('»'))] : [];
    expect(found.map(({ span }) => source.slice(span.start, span.end))).toEqual(place);
    const [first] = found;
    expect(first?.fixes.slice(0, 1).flatMap(({ edits }) => edits.map(({ text }) => text)) ?? []).toEqual(units);
  });

  it('of an outcome by its label, else by its name', () => {
    const said = (outcome: string) =>
      compile(`${head}exclude any visit on or before index\nfollow until index + 1 year\n${outcome} = first visit after index`, {
        dictionary: renal,
      }).diagnostics.map(({ message }) => message);
    const [unnamed] = said('outcome seen');
    expect([unnamed.en, unnamed.zh]).toEqual([expect.stringContaining('`seen`'), expect.stringContaining('`seen`')]);
    const [named] = said('outcome seen "Next visit"');
    expect([named.en, named.zh]).toEqual([expect.stringContaining('“Next visit”'), expect.stringContaining('“Next visit”')]);
    expect(named.en + named.zh).not.toContain('`seen`');
    const before = 'outcome seen "Bypass" = earliest { date of (first procedure where cost > 3 after index) as "a"; death as "death" }';
    const [{ message }] = compile(`${head}follow until index + 1 year\n${before}`, { dictionary: renal }).diagnostics;
    expect([message.en, message.zh]).toEqual([expect.stringContaining('“Bypass”'), expect.stringContaining('“Bypass”')]);
    expect(message.en + message.zh).not.toContain('`seen`');
  });

  it('membership of another cohort, at whatever time', () => {
    const source = `${head}include in cohort treated`;
    expect(compile(source, { dictionary: renal, cohorts: 'any' }).diagnostics.map((one) => one.code)).toEqual(['lint-future-criterion']);
  });

  it('every row an entry, without spacing', () => {
    expect(warnings('index at each visit')).toEqual([['lint-each-unspaced', 'each visit']]);
    expect(warnings('index at each visit spaced 365 days')).toEqual([]);
    expect(warnings('index from visit')).toEqual([]);
  });

  it('a washout that asks for no observation', () => {
    const washout = 'index at first prescription after 365 days without prescription';
    expect(warnings(washout).map(([code]) => code)).toEqual(['lint-washout-unobserved']);
    expect(warnings(`${washout}\ninclude observed 365 days before index`)).toEqual([]);
    expect(warnings(`${washout}\ninclude observed 180 days before index`).map(([code]) => code)).toEqual(['lint-washout-unobserved']);
  });

  it('the calendar of a database whose dates are shifted or arbitrary', () => {
    const shifted: Dictionary = { ...renal, calendar: 'shifted' };
    expect(warnings(`${head}include index >= @2020-01-01`, shifted)).toEqual([['lint-calendar', '@2020-01-01']]);
    expect(warnings(`${head}include year of index >= 2020`, shifted)).toEqual([['lint-calendar', 'year of index']]);
    expect(warnings('index at @2020-01-01', shifted)).toEqual([['lint-calendar', '@2020-01-01']]);
    expect(warnings(`${head}include index >= @2020-01-01`)).toEqual([]);
  });
});

/** What the first mend of a warning leaves of the clauses. */
function mended(clauses: string): string | null {
  const source = `${head}follow until index + 1 year\n${clauses}`;
  const [warning] = compile(source, { dictionary: renal }).diagnostics.filter(({ fixes }) => fixes.length > 0);
  if (!warning) return null;
  expect(warning.message.en).toContain(warning.fixes[0].title.en);
  const { text } = applied(source, warning.fixes[0]);
  expect(compile(text, { dictionary: renal }).diagnostics.map(({ code }) => code)).not.toContain(warning.code);
  return text.slice(source.length - clauses.length);
}

describe('the mend of a warning', () => {
  it.each([
    ['variable n = count of lab(egfr) on (first procedure)', 'variable n = count of lab(egfr) on the day of (first procedure)'],
    [
      'variable n = count of procedure ending on (first procedure)',
      'variable n = count of procedure ending on the day of (first procedure)',
    ],
    [
      'variable n = count of procedure called p where any (lab(egfr) where hours from p.date to date <= 6)',
      'variable n = count of procedure called p where any (lab(egfr) within 6 hours on or after p.date)',
    ],
    [
      'variable n = count of procedure called p where any (lab(egfr) where minutes from date to p.end <= 1)',
      'variable n = count of procedure called p where any (lab(egfr) within 1 minute on or before p.end)',
    ],
    [
      'variable n = count of procedure where cost > 1 and hours from date to end <= 24',
      'variable n = count of procedure where cost > 1 and end <= date + 24 hours',
    ],
    ['variable n = count of procedure where 2 < hours from date to end', 'variable n = count of procedure where end > date + 2 hours'],
    [
      'variable n = hours from (first lab(egfr)) to (first procedure) <= 12',
      'variable n = (first procedure) <= (first lab(egfr)) + 12 hours',
    ],
    [
      'include any diagnosis where code = "N18.3-N18.5" before index',
      'include any diagnosis where code in ICD10 { "N18.3".."N18.5" } before index',
    ],
    [
      'include any diagnosis where code != "N18.3|N18.4" before index',
      'include any diagnosis where code not in ICD10 { "N18.3", "N18.4" } before index',
    ],
    [
      'include any diagnosis where code not in { "N18.3, N18.4", "N19" } before index',
      'include any diagnosis where code not in ICD10 { "N18.3", "N18.4", "N19" } before index',
    ],
    [
      'series s = lab(crp, cystatin) from index to exit { date, value }',
      'series s = lab(crp, cystatin) from index to exit { date, value, item }',
    ],
    ['variable n = count of procedure where hours from date to end < 24', null],
    ['variable n = days from index to exit <= 24', null],
  ])('%s', (clauses, expected) => expect(mended(clauses)).toBe(expected));
});

describe('lints stay silent', () => {
  it.each([
    'exclude any procedure on or before index\nfollow until index + 1 year\noutcome x = earliest { first procedure where cost > 3 after index as "a"; death as "death" }',
    'include no procedure on or before index\nfollow until index + 1 year\noutcome x = earliest { first procedure after index as "a"; death as "death" }',
    'follow until index + 1 year\noutcome x = death',
    'include any visit before index',
    'include any visit on index',
    'include any lab(egfr) on the day of (first procedure before index) before index',
    'include any procedure where hours from date to end < 24 before index',
    'include any visit from birth to index',
    'include any visit before (first procedure before index)',
    'include any visit overlapping index',
    'include any diagnosis on or before (index - 1 day)',
    'let v = date of first visit before index\ninclude v is known',
    'variable x = months from index to exit',
    'variable x = death is known',
    'variable x = count of visit from index to exit',
    'include observed 365 days before index\ninclude no visit within 365 days before index',
    'include observed 1 year before index\ninclude no visit within 365 days before index',
    'include patient.children between 1 and 1',
    'include observed 30 days before index\ninclude any visit within 30 days before index after birth',
    'include age at index >= 18\nexclude age at index >= 90',
    'include any diagnosis where code = "N18.3" and grade = "mild" before index',
    'follow until index + 1 year\nseries s = lab(crp, cystatin) from index to exit { item, value }',
    'follow until index + 1 year\nseries s = lab(crp, cystatin) where item = "crp" from index to exit { value }',
    'follow until index + 1 year\nseries s = lab(crp) from index to exit { value }',
    'follow until index + 1 year\nseries s = lab(crp, cystatin) from index to exit { date, method }',
    'follow until index + 1 year\nseries s = procedure from index to exit { date, cost }',
  ])('%s', (clauses) => {
    expect(warnings(head + clauses)).toEqual([]);
  });

  it('on episodes as entries, and on a let that is the index itself', () => {
    expect(warnings('index at each episodes(prescription, gap: 30 days)')).toEqual([]);
    expect(warnings('let dx = date of first diagnosis\nindex at dx\nvariable when_found = dx')).toEqual([]);
  });
});
