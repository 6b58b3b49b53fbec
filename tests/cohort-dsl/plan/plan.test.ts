import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { compile } from '@/cohort-dsl/compile';
import { walkExpr } from '@/cohort-dsl/plan/children';
import { canonicalJson, hashPlan } from '@/cohort-dsl/plan/hash';
import type { Plan } from '@/cohort-dsl/plan/nodes';
import type { Dictionary } from '@/cohort-dsl/schema/dictionary';
import { omop, renal } from '../dictionary';

/** The first program of the manual, without its series. */
const manual = `cohort advanced_ckd "Advanced CKD, new to dialysis care"
from renal

codes dialysis "Dialysis" = ICD9CM3 { "39.95", "54.98" }
codes ckd      "CKD 3–5"  = ICD10 { "N18.3*", "N18.4".."N18.5" }
param history = 180 days

index at first diagnosis where code in ckd

include "Adults":             age at index >= 18
include "Observed before":    observed history before index
include "Sustained low eGFR": at least 2 lab(egfr) where value < 60 mL/min/1.73m²
                              within 365 days on or before index spaced 90 days
exclude "Prior dialysis":     any procedure where code in dialysis on or before index

follow until earliest { index + 5 years as "5 years"; end of observation as "lost" }

outcome kidney_failure = earliest { date of (first procedure where code in dialysis after index) as "dialysis"; death as "death" }
outcome all_death      = death

variable age      = age at index
variable sex      = patient.sex
variable egfr0    = value of last lab(egfr) within 180 days on or before index
variable visits   = count of visit within 365 days before index
variable stage    = case when egfr0 >= 30 mL/min/1.73m² then "3" when egfr0 >= 15 mL/min/1.73m² then "4" else "5" end
variable diabetes = any diagnosis where code in ICD10 { "E10".."E14" } on or before index
`;

function planOf(source: string, dictionary: Dictionary = renal): Plan {
  const { plan, diagnostics } = compile(source, { dictionary });
  expect(diagnostics.filter((one) => one.severity === 'error').map((one) => one.message.en)).toEqual([]);
  if (!plan) throw new Error('no plan');
  return plan;
}

it('a column of reasons has words in both languages for every reason the program does not word itself', () => {
  const { columns } = compile(
    'index at first visit\nfollow until earliest { index + 5 years; date of first visit after index as "seen again"; death }\n' +
      'outcome relapse = first diagnosis after index until index + 1 year\n',
    { dictionary: renal },
  );
  const said = (name: string) => columns.find((column) => column.name === name)?.codes?.map(({ key, label }) => [key, label?.zh ?? null]);
  const follow = [
    ['death', '死亡'],
    ['end of observation', '观察期结束'],
    ['5 years after the index date', '入组日期后 5 年'],
    ['seen again', null],
  ];
  expect(said('exit_reason')).toEqual(follow);
  expect(said('relapse_exit_reason')).toEqual([...follow, ['1 year after the index date', '入组日期后 1 年']]);
});

it('a column of causes has words in both languages for every cause the program does not word itself', () => {
  const { columns } = compile('index at first visit\noutcome x = earliest { first visit after index; first diagnosis as "found"; death }', {
    dictionary: renal,
  });
  const levels = columns.find(({ name }) => name === 'x_cause')?.levels ?? [];
  expect(levels.map(({ key }) => key)).toEqual(columns.find(({ name }) => name === 'x_event')?.event?.causes);
  expect(levels.map(({ label }) => label?.zh ?? null)).toEqual([expect.stringMatching(/^[^a-z]*visit[^a-z]*$/), null, '死亡']);
  const event = columns.find(({ name }) => name === 'x_event')?.event;
  expect(event?.causeWords).toEqual(levels.filter(({ label }) => label !== null));
});

it('an age and a time between two days are in the unit they are counted in, and compared with bare numbers all the same', () => {
  const { columns, diagnostics } = compile(
    'index at first visit\ninclude age at index >= 18\nvariable age = age at index\nvariable waited = months from birth to index\nvariable visits = count of visit',
    { dictionary: renal },
  );
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const units = ['age', 'waited', 'visits'].map((name) => columns.find((column) => column.name === name)?.unit);
  expect(units).toEqual(['a', 'mo', null]);
});

describe('the manual’s first program', () => {
  it('compiles, with these columns', () => {
    const { plan, columns, diagnostics } = compile(manual, { dictionary: renal });
    expect(diagnostics.map((one) => one.code)).toEqual(['lint-lookback']);
    expect(plan).not.toBeNull();
    expect(columns.map((column) => column.name)).toEqual(
      (
        'patient_id index_date exit_date exit_reason kidney_failure_date kidney_failure_days kidney_failure_event kidney_failure_cause ' +
        'all_death_date all_death_days all_death_event age sex egfr0 visits stage diabetes'
      ).split(' '),
    );
    expect(columns.find((column) => column.name === 'kidney_failure_event')?.event).toEqual({
      outcome: 'kidney_failure',
      causes: ['dialysis', 'death'],
      causeWords: [{ key: 'death', label: { en: 'death', zh: '死亡' } }],
      namesDeath: true,
    });
    expect(columns.find((column) => column.name === 'sex')?.levels).toMatchObject([
      { key: 'F', label: { en: 'Female' } },
      { key: 'M', label: { en: 'Male' } },
    ]);
    expect(columns.find((column) => column.name === 'egfr0')?.unit).toBe('mL/min/{1.73_m2}');
  });

  it('is frozen through and through, and survives JSON', () => {
    const plan = planOf(manual);
    const check = (value: unknown): void => {
      if (value === null || typeof value !== 'object') return;
      expect(Object.isFrozen(value)).toBe(true);
      for (const part of Object.values(value)) check(part);
    };
    check(plan);
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
    expect(hashPlan(JSON.parse(JSON.stringify(plan)))).toBe(hashPlan(plan));
  });
});

const base = 'index at first diagnosis where code in ckd\ncodes ckd = ICD10 { "N18*" }\n';

describe('equal programs give equal plans', () => {
  it.each([
    ['layout and comments', `${base}include age at index >= 18`, `// adults\n${base}include\n   (age at   index) >= 18 // years`],
    ['labels', `${base}include "Adults": age at index >= 18`, `${base}include age at index >= 18`],
    ['names of lets', `${base}let a = age at index\ninclude a >= 18`, `${base}let years_old = age at index\ninclude years_old >= 18`],
    ['names of params', `${base}param a = 18\ninclude age at index >= a`, `${base}include age at index >= 18`],
    ['names of code lists', `${base}`, `index at first diagnosis where code in kidney\ncodes kidney "Kidney" = ICD10 { "n18*" }`],
    ['inline code lists', base, 'index at first diagnosis where code in ICD10 { "N18*" }'],
    ['unused lets, params and code lists', base, `${base}let a = 1\nparam b = 2\ncodes c = ATC { "A10" }`],
    [
      'order of lets',
      `${base}let a = age at index\nlet b = patient.children\ninclude a > b`,
      `${base}let b = patient.children\nlet a = age at index\ninclude a > b`,
    ],
    ['order of clauses that do not depend', `${base}variable a = 1`, `variable a = 1\n${base}`],
    ['order of windows', `${base}include any visit before index after birth`, `${base}include any visit after birth before index`],
    [
      'order of windows of one kind',
      `${base}include any visit before index before death`,
      `${base}include any visit before death before index`,
    ],
    [
      'a window before or after where',
      `${base}include any visit before index where kind = "in"`,
      `${base}include any visit where kind = "in" before index`,
    ],
    [
      'between and its and',
      `${base}include patient.children between 1 and 3`,
      `${base}include patient.children >= 1 and patient.children <= 3`,
    ],
    [
      'parentheses of and',
      `${base}include patient.smoker and (patient.children > 1 and true)`,
      `${base}include (patient.smoker and patient.children > 1) and true`,
    ],
    ['a unit spelt otherwise', `${base}include patient.height > 1.7 m`, `${base}include patient.height > 170 cm`],
    ['a pick and its date', `${base}outcome x = first visit after index`, `${base}outcome x = date of (first visit after index)`],
    [
      'labels of causes',
      `${base}outcome x = earliest { death as "a"; index + 1 year as "b" }`,
      `${base}outcome x = earliest { death as "c"; index + 1 year as "d" }`,
    ],
    ['the patient table by name', `${base}variable x = patient.sex`, `${base}variable x = \`patient\`.sex`],
  ])('%s', (_, one, other) => {
    expect(hashPlan(planOf(one))).toBe(hashPlan(planOf(other)));
  });

  it.each([
    ['a value', `${base}include age at index >= 18`, `${base}include age at index >= 19`],
    ['a sign', `${base}include age at index >= 18`, `${base}include age at index > 18`],
    ['include and exclude', `${base}include age at index >= 18`, `${base}exclude age at index >= 18`],
    [
      'order of criteria',
      `${base}include age at index >= 18\ninclude patient.smoker`,
      `${base}include patient.smoker\ninclude age at index >= 18`,
    ],
    ['a variable’s name', `${base}variable a = 1`, `${base}variable b = 1`],
    ['a code', base, base.replace('N18', 'N19')],
    ['a window', `${base}include any visit before index`, `${base}include any visit on or before index`],
    ['days and months', `${base}include any visit within 30 days before index`, `${base}include any visit within 1 month before index`],
  ])('but %s counts', (_, one, other) => {
    expect(hashPlan(planOf(one))).not.toBe(hashPlan(planOf(other)));
  });

  it('the hash is SHA-256 of canonical JSON', () => {
    const plan = planOf(base);
    expect(hashPlan(plan)).toBe(createHash('sha256').update(canonicalJson(plan)).digest('hex'));
  });
});

describe('lets', () => {
  it('are numbered by first use, what they use first, and say what they need', () => {
    const plan = planOf(
      `${base}let c = b + 1
`.replace('let c = b + 1\n', '') +
        'let unused = 1\nlet a = age at birth\nlet b = a + patient.children\nlet e = days from index to exit\ninclude b > 3\nvariable x = e + a',
    );
    expect(plan.lets.map((one) => one.needs)).toEqual(['patient', 'patient', 'exit']);
    expect(plan.lets[1].value).toMatchObject({ left: { kind: 'let', id: 0 } });
  });

  it('a let about the observation period is one thing in the index clause and another after it', () => {
    const plan = planOf('let s = start of observation\nindex at first visit after s\ninclude days from s to index > 30');
    expect(plan.lets).toMatchObject([
      { needs: 'patient', value: { kind: 'observation' } },
      { needs: 'entry', value: { kind: 'observation' } },
    ]);
  });

  it('rows are numbered once each', () => {
    const plan = planOf(manual);
    const rows: number[] = [];
    const visitor = { rows: (one: { readonly row: number }) => void rows.push(one.row) };
    if (plan.index.kind === 'pick') walkExpr(plan.index.pick, visitor);
    for (const step of plan.steps) if ('condition' in step) walkExpr(step.condition, visitor);
    for (const outcome of plan.outcomes) if (outcome.kind === 'causes') for (const cause of outcome.causes) walkExpr(cause.value, visitor);
    for (const variable of plan.variables) walkExpr(variable.value, visitor);
    for (const one of plan.lets) walkExpr(one.value, visitor);
    expect(rows.length).toBeGreaterThan(6);
    expect(new Set(rows).size).toBe(rows.length);
  });
});

describe('the index', () => {
  it('is a pick, a date, or each row', () => {
    expect(planOf('index at first visit').index).toMatchObject({ kind: 'pick', pick: { column: 'date' } });
    expect(planOf('index at birth + 18 years').index).toMatchObject({ kind: 'date', value: { kind: 'shift' } });
    expect(planOf('index at @2020-01-01').index).toMatchObject({ kind: 'date', value: { value: '2020-01-01' } });
    expect(planOf('index at each visit').index).toMatchObject({ kind: 'each', spaced: null });
    expect(planOf('index at each visit where kind = "in" spaced 90 days').index).toMatchObject({ kind: 'each', spaced: { count: 90 } });
    expect(planOf('index from visit').index).toMatchObject({ kind: 'each', rows: { source: { table: 'visit' } } });
  });

  it('washout is no row in the length before the row', () => {
    const plan = planOf('index at first prescription after 365 days without prescription');
    expect(plan.index).toMatchObject({
      pick: {
        rows: {
          row: 0,
          filters: [
            {
              kind: 'where',
              condition: {
                kind: 'rowTruth',
                mode: 'at most',
                n: 0,
                rows: {
                  row: 1,
                  filters: [
                    { op: '>=', value: { kind: 'shift', by: { count: -365 }, value: { kind: 'rowColumn', row: 0, column: 'date' } } },
                    { op: '<', value: { row: 0, column: 'date' } },
                  ],
                },
              },
            },
          ],
        },
      },
    });
  });

  it('columns of the index row that are used are listed in the table’s order', () => {
    const plan = planOf(`${base}variable b = index.grade\nvariable a = index.code\nlet unused = index.main`);
    expect(plan.indexColumns.map((column) => column.name)).toEqual(['code', 'grade']);
    expect(planOf('index at first visit\nvariable a = days from index to index.end').variables[0].value).toMatchObject({
      to: { kind: 'entry', field: 'indexEnd' },
    });
  });
});

describe('outcomes', () => {
  const outcome = (text: string, dictionary: Dictionary = renal): Plan['outcomes'][number] =>
    planOf(`index at first ${dictionary === renal ? 'visit' : 'observation'}\n${text}`, dictionary).outcomes[0];

  it('are followed to the coverage of what they are read from', () => {
    expect(outcome('outcome x = death').through).toBe('2025-06-30');
    expect(outcome('outcome x = first procedure after index').through).toBe('2025-09-30');
    expect(outcome('outcome x = first visit after index').through).toBe('2025-12-31');
    expect(outcome('let p = date of first procedure after index\noutcome x = earliest(p, death)').through).toBe('2025-06-30');
    expect(outcome('outcome x = index + 1 year').through).toBeNull();
  });

  it('count on the index day only for death and where they say on or after index', () => {
    const onIndexDay = (text: string): unknown => {
      const found = outcome(text);
      return found.kind === 'date' ? found.onIndexDay : found.kind === 'causes' ? found.causes.map((cause) => cause.onIndexDay) : null;
    };
    expect(onIndexDay('outcome x = death')).toBe(true);
    expect(onIndexDay('outcome x = earliest(death, first visit after index)')).toBe(true);
    expect(onIndexDay('let d = death\noutcome x = d')).toBe(true);
    expect(onIndexDay('outcome x = first visit after index')).toBe(false);
    expect(onIndexDay('outcome x = first visit')).toBe(false);
    expect(onIndexDay('outcome x = first visit on or after index')).toBe(true);
    expect(onIndexDay('outcome x = first visit within 30 days on or after index')).toBe(true);
    expect(onIndexDay('let v = date of first visit on or after index\noutcome x = v')).toBe(true);
    expect(onIndexDay('outcome x = earliest { first visit after index as "visit"; death as "death" }')).toEqual([false, true]);
  });

  it('name death or do not', () => {
    expect(outcome('outcome x = death').namesDeath).toBe(true);
    expect(outcome('outcome x = first visit after index').namesDeath).toBe(false);
    expect(outcome('outcome x = earliest { first visit after index as "visit"; death as "other" }').namesDeath).toBe(true);
    expect(outcome('outcome x = first visit after index until earliest { death as "died" }').namesDeath).toBe(true);
    expect(outcome('outcome x = date of (first death)', omop).namesDeath).toBe(true);
  });

  it('without labels braces are the earliest date; with some, the others are named by their text', () => {
    expect(outcome('outcome x = earliest { death; index + 1 year }')).toMatchObject({
      kind: 'date',
      value: { kind: 'call', fn: 'earliest' },
    });
    expect(outcome('outcome x = earliest { death as "died"; index + 1 year }')).toMatchObject({
      kind: 'causes',
      causes: [{ label: 'died' }, { label: '1 year after the index date' }],
    });
  });

  it('may have their own exit', () => {
    expect(outcome('outcome x = death until earliest { index + 1 year as "a year" }').until).toMatchObject([{ label: 'a year' }]);
    expect(planOf('index at first visit\nfollow until index + 1 year').follow).toMatchObject([{ label: '1 year after the index date' }]);
  });
});

describe('observation', () => {
  it('comes from the observation table, else from dated rows to the earliest coverage of what outcomes read', () => {
    expect(planOf('index at first visit').observation).toEqual({
      kind: 'table',
      table: 'observed',
      key: 'patient_id',
      start: 'start_date',
      end: 'end_date',
      through: '2025-12-31',
    });
    const rows = (text: string): unknown => planOf(`index at first observation\n${text}`, omop).observation;
    expect(rows('')).toEqual({ kind: 'rows', through: null });
    expect(rows('outcome x = first observation after index')).toEqual({ kind: 'rows', through: '2024-06-30' });
    expect(rows('outcome x = earliest(first observation after index, first death)')).toEqual({ kind: 'rows', through: null });
  });

  it('event tables with a date are listed', () => {
    expect(planOf('index at first visit').eventTables.map((table) => table.table)).toEqual([
      'visit',
      'diagnosis',
      'procedure',
      'lab',
      'prescription',
    ]);
  });
});
