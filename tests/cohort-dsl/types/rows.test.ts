import { describe, expect, it } from 'vitest';
import { compile } from '@/cohort-dsl/compile';
import type { Filter } from '@/cohort-dsl/plan/expressions';
import type { Plan } from '@/cohort-dsl/plan/nodes';
import { renal } from '../dictionary';
import { applyFix, eachMarked, expectMarked, header, type MarkedCase } from './marked';

function planOf(clauses: string, head = header): Plan {
  const { plan, diagnostics } = compile(head + clauses, { dictionary: renal });
  expect(diagnostics.filter((one) => one.severity === 'error').map((one) => one.message.en)).toEqual([]);
  if (!plan) throw new Error('no plan');
  return plan;
}

/** The filters of `any E`. */
function filters(rows: string): readonly Filter[] {
  const [step] = planOf(`include any ${rows}`).steps;
  if (step.kind !== 'include' || step.condition.kind !== 'rowTruth') throw new Error('no rows');
  return step.condition.rows.filters;
}

const rows: readonly MarkedCase[] = [
  ['type-no-role', 'include any allergy «before index»', null],
  ['type-no-role', 'variable x = severity of last «allergy»', null],
  [
    'type-no-role',
    'include at least 2 «allergy» spaced 30 days'.replace('«allergy»', 'allergy').replace('spaced 30 days', '«spaced 30 days»'),
    null,
  ],
  ['type-no-role', 'include at least 2 distinct days of «allergy»', null],
  ['type-no-role', 'include any lab(egfr) «overlapping index»', null],
  ['type-no-role', 'include any diagnosis «ending before index»', null],
  ['type-ending-overlap', 'include any visit «ending overlapping index»', null],
  ['type-two-wheres', 'include any visit where kind = "in" before index «where kind = "out"»', null],
  ['type-by-place', 'include any lab(egfr) «by value»', null],
  ['type-by-missing', 'variable x = value of «highest lab(egfr)»', 'variable x = value of highest lab(egfr) by value'],
  ['type-spaced-place', 'variable x = count of lab(egfr) «spaced 30 days»', null],
  ['type-spaced-place', 'include at least 2 distinct days of lab(egfr) «spaced 30 days»', null],
  ['type-suffix-twice', 'include any lab(egfr) spaced 30 days «spaced 60 days»', null],
  [
    'type-where-no-column',
    'include any diagnosis where code in ckd and «age at index >= 18»',
    'include any (diagnosis where code in ckd) and age at index >= 18',
  ],
  [
    'type-where-no-column',
    'include any diagnosis where code in ckd and main and «any visit»',
    'include any (diagnosis where code in ckd and main) and any visit',
  ],
  ['type-where-no-column', 'include any diagnosis where «age at index >= 18»', 'include any diagnosis and age at index >= 18'],
  ['type-where-no-column', 'include any diagnosis where («patient.smoker» and main)', undefined],
  ['type-rows-in-where', 'include any visit where any «lab(egfr) where value < 30 mL/min/1.73m²»', undefined],
  ['type-rows-in-where', 'include any visit where kind = "in" and (count of visit) > 3 and no «lab(egfr) on date»', undefined],
  ['type-summary', 'variable x = date of (highest diagnosis «by code»)', null],
  ['type-condition-expected', 'include any lab(egfr) where «value»', undefined],
];

describe('event rows', () => {
  eachMarked(rows);

  it('inner rows with a window stand in parentheses, and their dates may be the outer row’s', () => {
    const plan = planOf('include any visit where any (lab(egfr) within 7 days on or before date)');
    const [step] = plan.steps;
    expect(step).toMatchObject({ condition: { rows: { row: 1, filters: [{ kind: 'where', condition: { rows: { row: 2 } } }] } } });
    const text = JSON.stringify(step);
    expect(text).toContain('"value":{"kind":"rowColumn","row":1,"column":"date"');
  });

  it('patient and index conditions inside where need a column of the row in every conjunct', () => {
    expect(filters('diagnosis where date > index + 30 days or main')).toHaveLength(1);
  });
});

const index = { kind: 'entry', field: 'index' };
const before = { kind: 'shift', value: index, by: { count: -90, unit: 'days' } };
const after = { kind: 'shift', value: index, by: { count: 90, unit: 'days' } };

describe('windows', () => {
  it.each([
    ['before index', [['<', index]]],
    ['on or before index', [['<=', index]]],
    ['on index', [['=', index]]],
    ['on or after index', [['>=', index]]],
    ['after index', [['>', index]]],
    [
      'within 90 days before index',
      [
        ['<', index],
        ['>=', before],
      ],
    ],
    [
      'within 90 days on or before index',
      [
        ['<=', index],
        ['>=', before],
      ],
    ],
    [
      'within 90 days after index',
      [
        ['<=', after],
        ['>', index],
      ],
    ],
    [
      'within 90 days on or after index',
      [
        ['<=', after],
        ['>=', index],
      ],
    ],
    [
      'within 90 days of index',
      [
        ['<=', after],
        ['>=', before],
      ],
    ],
    [
      'from birth to index',
      [
        ['<=', index],
        ['>=', { kind: 'patientDate', which: 'birth' }],
      ],
    ],
  ] as const)('%s', (window, bounds) => {
    expect(filters(`visit ${window}`)).toMatchObject(bounds.map(([op, value]) => ({ kind: 'bound', on: 'date', op, value, as: 'day' })));
  });

  it('N may be a parameter; minus keeps the unit', () => {
    expect(filters('visit within history before index')).toMatchObject([{}, { value: { by: { count: -180, unit: 'days' } } }]);
    expect(filters('visit within 6 months before index')).toMatchObject([{}, { value: { by: { count: -6, unit: 'months' } } }]);
  });

  it('ending applies to the end date, overlapping to start and end', () => {
    expect(filters('visit ending on or after index')).toMatchObject([{ on: 'end', op: '>=' }]);
    expect(filters('visit overlapping index')).toMatchObject([{ kind: 'overlap', from: index, to: index }]);
    expect(filters('visit overlapping birth to index')).toMatchObject([{ kind: 'overlap', from: { which: 'birth' }, to: index }]);
  });

  it('two datetimes are instants, everything else days', () => {
    expect(filters('lab(egfr) before (first procedure)')).toMatchObject([{ as: 'instant' }]);
    expect(filters('lab(egfr) before index')).toMatchObject([{ as: 'day' }]);
    expect(filters('visit before (first procedure)')).toMatchObject([{ as: 'day' }]);
  });

  it('parentheses add their own windows to the same row', () => {
    expect(filters('(visit where kind = "in" before index) after birth')).toHaveLength(3);
  });

  it('birth, death, start and end of observation are rows with a date', () => {
    expect(planOf('include any death before index').steps[0]).toMatchObject({
      condition: { rows: { source: { kind: 'word', word: 'death' } } },
    });
    expect(planOf('include no (end of observation) before index').steps[0]).toMatchObject({
      condition: { mode: 'at most', n: 0, rows: { source: { word: 'observationEnd' } } },
    });
  });
});

describe('what rows give', () => {
  it('any, no, at least, at most, exactly', () => {
    const modes = ['any', 'no', 'at least 2', 'at most 3', 'exactly 4'].map((words) => planOf(`include ${words} visit`).steps[0]);
    expect(
      modes.map((step) => 'condition' in step && step.condition.kind === 'rowTruth' && [step.condition.mode, step.condition.n]),
    ).toEqual([
      ['at least', 1],
      ['at most', 0],
      ['at least', 2],
      ['at most', 3],
      ['exactly', 4],
    ]);
  });

  it('spaced and distinct days', () => {
    expect(planOf('include at least 2 visit spaced 90 days').steps[0]).toMatchObject({
      condition: { spaced: { count: 90, unit: 'days' } },
    });
    expect(planOf('include at least 2 distinct days of visit').steps[0]).toMatchObject({ condition: { distinctDays: true } });
  });

  it('first and last look at rows where the column is known; others do not', () => {
    const known = ['value of first lab(egfr)', 'value of 2nd lab(egfr)', 'value of highest lab(egfr) by value', 'date of first lab(egfr)'];
    const plan = planOf(known.map((pick, i) => `variable v${i} = ${pick}`).join('\n'));
    expect(plan.variables.map(({ value }) => value.kind === 'pick' && [value.which, value.n, value.by, value.known])).toEqual([
      ['first', 1, null, true],
      ['nth', 2, null, false],
      ['highest', 1, 'value', false],
      ['first', 1, null, false],
    ]);
  });

  it('items carry their same-day rules: their own before the table’s', () => {
    const plan = planOf(
      'variable a = value of last lab(creatinine)\nvariable b = value of last lab(cystatin, crp)\nvariable c = method of last lab',
    );
    const rules = plan.variables.map(
      ({ value }) => value.kind === 'pick' && value.rows.source.kind === 'table' && value.rows.source.sameDay?.rules,
    );
    expect(rules[0]).toEqual([{ item: 'creatinine', rule: 'mean' }]);
    expect(rules[1]).toEqual([
      { item: 'cystatin', rule: 'last' },
      { item: 'crp', rule: 'last' },
    ]);
    expect(rules[2]).toHaveLength(7);
  });

  it('types of summaries', () => {
    const summaries = {
      'count of visit': 'integer',
      'count of distinct kind of visit': 'integer',
      'mean of packs of prescription': 'number',
      'median of packs of prescription': 'number',
      'sum of packs of prescription': 'integer',
      'min of packs of prescription': 'integer',
      'sd of packs of prescription': 'number',
      'max of date of visit': 'date',
      'max of grade of diagnosis': 'text',
    };
    const plan = planOf(
      Object.keys(summaries)
        .map((text, i) => `variable v${i} = ${text}`)
        .join('\n'),
    );
    expect(plan.variables.map(({ value }) => value.type.base)).toEqual(Object.values(summaries));
  });

  it('a comparison with a value that has a comparator is open where the bound does not decide', () => {
    const [filter] = filters('lab(egfr) where value < 60 mL/min/1.73m²');
    expect(filter).toMatchObject({
      kind: 'where',
      condition: { kind: 'case', means: { kind: 'compare', op: '<' }, otherwise: { kind: 'compare' } },
    });
  });
});

describe('constructs that are not compiled yet', () => {
  it.each([
    'include any «lines(prescription, combine: 28 days, gap: 60 days)»',
    'codes far = import «"renal/dialysis@3"»',
    'include any prescription where code in ATC { «mapped "A10"» }',
    '«intervals» i { split every 1 year }',
  ])('%s', (marked) => expectMarked(['type-not-supported', marked]));
});

const named: readonly MarkedCase[] = [
  ['type-called-taken', 'include any visit called «ckd» where kind = "in"', null],
  ['type-called-taken', 'include any visit called v where (any (lab(egfr) called «V» where date = v.date))', null],
  ['type-called-taken', 'include any visit called «patient» where kind = "in"', null],
  ['type-suffix-twice', 'include any visit called v «called w» where kind = "in"', null],
  ['type-called-alone', 'include any visit called v where «v» = index', undefined],
  ['type-unknown-column', 'include any visit called v where v.«kinds» = "in"', 'include any visit called v where v.kind = "in"'],
  ['type-unknown-prefix', 'include any visit called v where kind = "in" and «w».kind = "in"', undefined],
  ['type-no-role', 'include any union(visit, «allergy») before index', null],
  ['type-episodes-gap', 'include any «episodes(prescription)»', null],
  ['type-no-role', 'include any episodes(«allergy», gap: 30 days)', null],
  ['type-days-only', 'include any episodes(prescription, gap: «12 hours»)', null],
  ['type-days-only', 'include any episodes(prescription, gap: 1 month, plus: «90 minutes»)', null],
  ['type-no-role', 'variable x = days covered by «diagnosis»', null],
  ['type-hours-date', 'include any lab(egfr) within «24 hours» before index', null],
  ['type-hours-date', 'include any visit within «24 hours» before (first procedure)', null],
  ['type-hours-date', 'variable x = index + «3 hours»', null],
  ['type-index-label', 'variable x = «index.label»', null],
  ['type-label-twice', 'outcome x = earliest { death as "a"; index + 1 year as «"a"» }', null],
  ['type-keep-place', '«keep» first entry\ninclude age at index >= 18', null],
  ['type-keep-place', '«merge» entries within 30 days\ninclude age at index >= 18', null],
  ['type-clause-twice', 'time from birth\n«time» from birth', null],
  ['type-no-role', 'series s = «allergy» { severity }', null],
  ['type-unknown-column', 'series s = lab(egfr) { date, «valu» }', 'series s = lab(egfr) { date, value }'],
  ['type-column-twice', 'series s = lab(egfr) { date, «date» }', 'series s = lab(egfr) { date }'],
  ['type-column-twice', 'series s = visit { end, kind, «end_date» }', 'series s = visit { end, kind }'],
  ['type-column-twice', 'series s = diagnosis { code, main, «code» }', 'series s = diagnosis { code, main }'],
  ['type-fixed-name', 'series «attrition» = lab(egfr) { date }', null],
];

describe('named rows, joined rows, long tables', () => {
  eachMarked(named);

  it('arms of the index have their own labels', () => {
    expectMarked(['type-arm-label', 'index at first of { visit as "A"; diagnosis as «"A"» }'], '');
    expectMarked(['type-no-role', 'index at first of { visit as "A"; «allergy» as "B" }'], '');
    expectMarked(['type-unknown-key', 'index at first of { visit as "A"; diagnosis as "B" }\ninclude index.label = «"C"»'], '');
  });

  it('the index row of several arms has the columns they share', () => {
    expectMarked(['type-unknown-column', 'index at first of { visit as "A"; diagnosis as "B" }\nvariable x = index.«kind»'], '');
    expect(
      planOf('index at first of { prescription as "A"; visit as "B" }\nvariable x = index.end_date', '').indexColumns.map(
        ({ name }) => name,
      ),
    ).toEqual(['end_date']);
  });

  it('a union has the columns its parts share, by role word and by name', () => {
    const plan = planOf('include any union(visit, prescription) where end > index on or before index');
    const [step] = plan.steps;
    expect(step.kind === 'include' && step.condition.kind === 'rowTruth' && step.condition.rows.source).toMatchObject({
      kind: 'union',
      date: 'date',
      end: 'end',
      columns: [{ name: 'date' }, { name: 'end' }],
      parts: [{ map: ['date', 'end_date'] }, { map: ['date', 'end_date'] }],
    });
  });
});

describe('a window after rows inside a `where`', () => {
  const fixesOf = (clause: string) => {
    const source = header + clause;
    const [error] = compile(source, { dictionary: renal }).diagnostics.filter(({ severity }) => severity === 'error');
    expect(error.code).toBe('type-rows-in-where');
    return error.fixes.map((fix) => ({ ...fix, after: applyFix(source, fix).slice(header.length) }));
  };

  it('is offered as that of the outer rows, then as that of the inner ones, each said in words', () => {
    const fixes = fixesOf('include any visit called v where any (lab(egfr) where date > v.date) within 30 days before index');
    expect(fixes.map(({ after }) => after)).toEqual([
      'include any visit called v within 30 days before index where any (lab(egfr) where date > v.date)',
      'include any visit called v where any (lab(egfr) where date > v.date within 30 days before index)',
    ]);
    expect(fixes.map(({ title }) => title.en)).toEqual([
      'if `within 30 days before index` is when the `visit` was, write it before `where`',
      'if it is when the `lab(egfr)` was, write it inside the parentheses',
    ]);
    for (const { after } of fixes) planOf(after);
  });

  it.each([
    [
      'include any diagnosis called d where code in ckd and no (procedure where date > d.date) on or before index before exit',
      'include any diagnosis called d on or before index before exit where code in ckd and no (procedure where date > d.date)',
      'include any diagnosis called d where code in ckd and no (procedure where date > d.date on or before index before exit)',
    ],
    [
      'variable n = count of visit called v where count of (prescription where date < v.date) before index > 2',
      'variable n = count of visit called v before index where count of (prescription where date < v.date) > 2',
      'variable n = count of visit called v where count of (prescription where date < v.date before index) > 2',
    ],
    [
      'let n = any visit called v where any (lab(egfr) where date > v.date) before index',
      'let n = any visit called v before index where any (lab(egfr) where date > v.date)',
      'let n = any visit called v where any (lab(egfr) where date > v.date before index)',
    ],
    [
      'variable n = date of first visit where kind = "in" and any (lab(egfr)) within 30 days before index',
      'variable n = date of first visit within 30 days before index where kind = "in" and any (lab(egfr))',
      'variable n = date of first visit where kind = "in" and any (lab(egfr) within 30 days before index)',
    ],
    [
      'include any visit where any lab(egfr) before index',
      'include any visit before index where any lab(egfr)',
      'include any visit where any (lab(egfr) before index)',
    ],
    [
      'variable n = count of diagnosis where code in ckd and any visit within 30 days before index',
      'variable n = count of diagnosis within 30 days before index where code in ckd and any visit',
      'variable n = count of diagnosis where code in ckd and any (visit within 30 days before index)',
    ],
    [
      'let n = any diagnosis where no visit before index',
      'let n = any diagnosis before index where no visit',
      'let n = any diagnosis where no (visit before index)',
    ],
  ])('%s', (clause, outer, inner) => expect(fixesOf(clause).map(({ after }) => after)).toEqual([outer, inner]));

  it('with a condition of their own, the inner rows only lack their parentheses', () => {
    expect(fixesOf('include any visit where any lab(egfr) where value < 30 mL/min/1.73m²').map(({ after }) => after)).toEqual([
      'include any visit where any (lab(egfr) where value < 30 mL/min/1.73m²)',
    ]);
  });
});
