import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '@/cohort-dsl/compile';
import { type Explanation, explain, stepTexts } from '@/cohort-dsl/explain/explain';
import type { Plan } from '@/cohort-dsl/plan/nodes';
import type { Language } from '@/cohort-dsl/source/localised';
import { renal } from '../dictionary';
import { programs } from '../generative/programs';

function planOf(source: string): Plan {
  const { plan, diagnostics } = compile(source, { dictionary: renal, cohorts: 'any' });
  if (!plan) throw new Error(diagnostics.map((one) => one.message.en).join('\n'));
  return plan;
}

function said(source: string, lang: Language): Readonly<Record<string, Explanation['sections'][number]['sentences']>> {
  const { sections } = explain(planOf(source), renal, lang);
  return Object.fromEntries(sections.map(({ heading, sentences }) => [heading, sentences]));
}

const study = `
codes ckd "CKD 3–5" = ICD10 { "N18.3*" }
index at first diagnosis where code in ckd
include "Adults": age at index >= 18
include at least 2 lab(egfr) where value < 60 mL/min/1.73m² within 365 days on or before index spaced 90 days
exclude any (visit called v where any (diagnosis where date > v.date))
keep first entry
follow until earliest { index + 5 years as "5 years"; end of observation as "lost" }
outcome death_or_visit = earliest { first visit after index as "visit"; death as "death" }
outcome stays = each visit after index spaced 30 days
variable egfr0 = value of last lab(egfr) within 180 days on or before index
variable drugs = count of prescription before index
variable children = if_missing(patient.children, 0)
series kidney = lab(egfr) from index to exit { date, value }
`;

describe('A program in words', () => {
  it('is what a protocol says, in English', () => {
    expect(said(study, 'en')).toEqual({
      'Index date': ['First diagnosis with code in “CKD 3–5”'],
      Included: [
        'Adults: age at the index date at least 18',
        'At least 2 eGFR values below 60 mL/min/1.73m² in the 365 days before the index date or on that day, at least 90 days apart',
        'First entry of each patient',
      ],
      Excluded: ['Any visit with any diagnosis with date after date of that visit'],
      'Follow-up': [
        'Until the earliest of 5 years after the index date (“5 years”) and end of observation (“lost”), at the latest until death',
      ],
      Outcomes: [
        'death_or_visit: the earliest of first visit after the index date (“visit”) or death',
        'stays: each visit after the index date, at least 30 days apart',
      ],
      Variables: [
        'egfr0: last eGFR in the 180 days before the index date or on that day',
        'drugs: number of prescriptions before the index date',
        'children: children (0 where missing)',
      ],
      'Long tables': ['kidney: date and eGFR of each eGFR value from the index date to exit'],
      'Code lists': ['“CKD 3–5”: ICD-10 N18.3*'],
    });
  });

  it.each([
    ['ICD10 { "N18.3*", "N18.4".."N18.5" }', 'ICD-10 N18.3*, N18.4 to N18.5', 'ICD-10 N18.3*、N18.4～N18.5'],
    ['ICD10 {"E10".."E14", not "E14*"}', 'ICD-10 E10 to E14, without E14*', 'ICD-10 E10～E14，不含 E14*'],
    ['ICD9CM3 {\n  "39.95",\n  "54.98"\n}', 'ICD-9-CM-3 39.95, 54.98', 'ICD-9-CM-3 39.95、54.98'],
    ['ICD10CN_CLIN_2_0 { "N18.3*" }', 'ICD10CN_CLIN_2_0 N18.3*', 'ICD10CN_CLIN_2_0 N18.3*'],
  ])('says the codes of %s in words', (list, en, zh) => {
    const table = list.startsWith('ICD10') ? 'diagnosis' : 'procedure';
    const program = `codes ckd = ${list}\nindex at first ${table} where code in ckd`;
    expect(said(program, 'en')['Code lists']).toEqual([`ckd: ${en}`]);
    expect(said(program, 'zh').编码集).toEqual([`ckd：${zh}`]);
  });

  it('and in Chinese', () => {
    const sections = said(study, 'zh');
    expect(Object.keys(sections)).toEqual(['入组日期', '纳入', '排除', '随访', '结局', '变量', '长表', '编码集']);
    expect(sections.纳入[1]).toBe('入组日期当天或之前 365 天内、小于 60 mL/min/1.73m²的估算肾小球滤过率结果至少 2 次，彼此至少相隔 90 天');
    expect(sections.随访).toEqual(['至以下最早者：入组日期后 5 年（“5 years”）；观察期结束（“lost”），最迟至死亡']);
  });

  it('puts picks, summaries and bounds as one says them', () => {
    const source = [
      'index at first visit',
      'include age at index between 18 and 65',
      'variable a = mean of value of lab(egfr) before index',
      'variable b = date of lowest lab(egfr) by value before index',
      'variable c = floor(patient.children / 10) * 10 / (2 * 3)',
      'variable d = any visit where kind = "in" and (date > @2020-01-01 or date is missing)',
      'variable e = all of (patient.smoker, 1 = 1) or at least 1 of (patient.smoker, 1 = 1)',
    ].join('\n');
    const { Included, Variables } = said(source, 'en');
    expect([...Included, ...Variables]).toEqual([
      'Age at the index date between 18 and 65',
      'a: mean eGFR before the index date',
      'b: date of the lowest eGFR value before the index date',
      'c: (children ÷ 10 rounded down) × 10 ÷ (2 × 3)',
      'd: any visit with kind “Inpatient” and (date after 2020-01-01 or date is missing)',
      'e: all of (smoker; 1 is 1) or any of (smoker; 1 is 1)',
    ]);
    expect(said(source, 'zh').变量.slice(0, 2)).toEqual([
      'a：入组日期之前的估算肾小球滤过率的均数',
      'b：入组日期之前的最低估算肾小球滤过率结果的date',
    ]);
  });

  it('tells rows of one kind apart by the names the program gives them', () => {
    const inner = 'any (lab(egfr) called a where date > b.date and any (lab(egfr) where date > a.date and date < b.date + 1 year))';
    const nested = `index at first visit\ninclude any (lab(egfr) called b where ${inner})`;
    expect(said(nested, 'en').Included).toEqual([
      'Any eGFR value “b” with any eGFR value “a” with date after date of eGFR value “b” and any eGFR value with date after date of eGFR value “a” and date before 1 year after date of eGFR value “b”',
    ]);
    expect(said(nested, 'zh').纳入[0]).toMatch(/晚于估算肾小球滤过率结果“b”的date.*晚于估算肾小球滤过率结果“a”的date/);
  });

  it('names no row that is alone of its kind, and tells a named one from the row of a window', () => {
    const apart =
      'index at first visit\ninclude any (visit called v where any (diagnosis called d where date > v.date and any (lab(egfr) where date > d.date)))';
    expect(said(apart, 'en').Included[0]).toBe(
      'Any visit with any diagnosis with date after date of that visit and any eGFR value with date after date of that diagnosis',
    );
    const window =
      'index at first visit\nvariable n = count of visit called v where any (visit within 9 days after date where date < v.end)';
    expect(said(window, 'en').Variables[0]).toBe(
      'n: number of visits “v” with any visit with date before end_date of visit “v” in the 9 days after date of visit “v”',
    );
  });

  it('takes no longer for what is nested deep', () => {
    const nested = `${'case when patient.smoker then '.repeat(60)}1${' end'.repeat(60)}`;
    expect(said(`index at first visit\nvariable x = ${nested}`, 'en').Variables[0]).toMatch(/^x: 1 when/);
    const rows = `${'visit within 9 days of date where kind = "in" and any ('.repeat(20)}visit within 9 days of date${')'.repeat(20)}`;
    expect(said(`index at first visit\ninclude any (visit where any (${rows}))`, 'zh').纳入[0]).toMatch(/存在该visit/);
  });

  it('tells the time origin', () => {
    expect(said('index at first visit\ntime from birth', 'en')['Follow-up']).toEqual([
      'Until end of observation or death',
      'Time counts from birth; entry is at the index date',
    ]);
  });

  it('puts a comparison with a bounded value into words as it was written', () => {
    expect(said('index at first visit\ninclude any lab(crp) where value < 10 mg/L', 'en').Included).toEqual([
      'Any crp value below 10 mg/L',
    ]);
  });

  it('says what joins episodes, how long each goes on and of what each is', () => {
    const source =
      'index at first visit\nvariable n = count of episodes(prescription, gap: 30 days, plus: 1 month, by: code)\nvariable m = count of episodes(prescription, gap: 0 days)';
    expect(said(source, 'en').Variables).toEqual([
      'n: number of episodes of prescriptions (gaps of up to 30 days joined, each going on for 1 month more, each code apart)',
      'm: number of episodes of prescriptions',
    ]);
    expect(said(source, 'zh').变量[0]).toContain('（间隔不超过 30 天则合并，每条延长 1 个月，按code分别计算）');
  });

  it('labels every step of attrition: by its label, else by what it asks', () => {
    expect(stepTexts(planOf(study), renal, 'en').map((label) => label.slice(0, 20))).toEqual([
      'Adults',
      'At least 2 eGFR valu',
      'Any visit with any d',
      'First entry of each ',
    ]);
  });

  it('has words for everything a program may hold', () => {
    fc.assert(
      fc.property(programs, (source) => {
        const plan = planOf(source);
        for (const lang of ['en', 'zh'] as const) {
          const { text, sections } = explain(plan, renal, lang);
          expect(text, source).not.toMatch(/undefined|null|\[object|NaN|\bpatient\./);
          for (const { heading, sentences } of sections)
            for (const sentence of [heading, ...sentences]) expect(sentence.trim(), source).not.toBe('');
          expect(sections.flatMap(({ sentences }) => sentences).length).toBeGreaterThan(plan.steps.length + plan.outcomes.length);
        }
      }),
      { seed: 20260101, numRuns: 40 },
    );
  });
});
