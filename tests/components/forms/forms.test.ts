import { describe, expect, it } from 'vitest';
import { optionAt, readOptions, withMethod, withOption } from '@/components/notebook/forms/analysis-yaml';
import { formulaOf, rolesOf } from '@/components/notebook/forms/formula-roles';
import { namesIn, startingAnalysis } from '@/components/notebook/forms/starting-analysis';
import { withColumn } from '@/components/notebook/forms/with-column';

describe('a formula as roles', () => {
  it.each([
    ['Surv(time, status) ~ 1'],
    ['Surv(time, status) ~ age + sex'],
    ['Surv(start, stop, event) ~ x + strata(centre, arm) + cluster(id)'],
    ['Surv(time, status) ~ ph.ecog + `a b`'],
    ['Surv(时间, 事件) ~ 年龄'],
  ])('%s reads and writes back', (formula) => {
    const roles = rolesOf(formula);
    expect(roles && formulaOf(roles)).toBe(formula);
  });

  it.each([
    'Surv(time, status) ~ age * sex',
    'Surv(time, status) ~ rcs(age, 4)',
    'y ~ x',
    'Surv(time, status) ~ log(x)',
    'Surv(time, status)',
  ])('%s says more than roles can', (formula) => {
    expect(rolesOf(formula)).toBeNull();
  });
});

describe('the form writes YAML', () => {
  const body = '# my model\nmethod: cox\ndata: c # the cohort\nformula: Surv(t, e) ~ x\nties: breslow';

  it('sets and takes out one key and leaves comments and the rest', () => {
    expect(withOption(body, 'formula', 'Surv(t, e) ~ x + y')).toBe(body.replace('~ x', '~ x + y'));
    expect(withOption(body, 'ties', undefined)).toBe(body.replace('\nties: breslow', ''));
    expect(withOption('method: table1\ndata: c', 'variables', ['age', 'sex'])).toBe('method: table1\ndata: c\nvariables: [age, sex]');
  });

  it('sets a field of a mapping, and leaves no empty mapping behind', () => {
    const weighted = `${body}\nweights: {column: w}`;
    expect(withOption(body, 'weights.column', 'w')).toBe(weighted);
    expect(withOption(weighted, 'weights.kind', 'frequency')).toBe(`${body}\nweights: {column: w, kind: frequency}`);
    expect(withOption(weighted, 'weights.column', undefined)).toBe(body);
    expect(optionAt({ weights: { column: 'w' } }, 'weights.column')).toBe('w');
    expect(optionAt({ weights: 'w' }, 'weights.kind')).toBeUndefined();
  });

  it('keeps what another method knows too', () => {
    expect(withMethod(body, 'km', ['method', 'data', 'formula'])).toBe(
      '# my model\nmethod: km\ndata: c # the cohort\nformula: Surv(t, e) ~ x',
    );
  });

  it('does not read what is no map', () => {
    expect(readOptions('method: [')).toBeNull();
    expect(readOptions('just text')).toBeNull();
  });
});

describe('a new analysis', () => {
  const cohort = {
    id: 'c',
    version: 0,
    explicitId: false,
    kind: 'cohort',
    name: 'c1',
    written: null,
    body: 'index at first visit\noutcome `my death` = death\noutcome b = death\nvariable age = age at index\n  variable sex "Sex" = patient.sex',
  } as const;

  it('names what the cohort above it defines', () => {
    expect(namesIn(cohort.body)).toEqual({ outcomes: ['my death', 'b'], variables: ['age', 'sex'] });
  });

  it('runs as it stands', () => {
    expect(startingAnalysis('table1', cohort)).toBe('method: table1\ndata: c1\nvariables: [age, sex]');
    expect(startingAnalysis('km', cohort)).toBe('method: km\ndata: c1\nformula: Surv(`my death_days`, `my death_event`) ~ 1');
    expect(startingAnalysis('cox', cohort)).toBe('method: cox\ndata: c1\nformula: Surv(`my death_days`, `my death_event`) ~ age + sex');
  });
});

describe('a column put into an analysis', () => {
  it('joins the covariates of a formula, once, and leaves a formula alone that says more', () => {
    const cox = 'method: cox\ndata: c\nformula: Surv(t, e) ~ age + strata(centre)';
    const more = cox.replace('age', 'age + sex');
    expect(withColumn(cox, 'sex')).toBe(more);
    expect(withColumn(more, 'sex')).toBe(more);
    expect(withColumn(cox.replace('age', 'age * sex'), 'bmi')).toBeNull();
  });

  it('joins the variables of a table', () => {
    expect(withColumn('method: table1\ndata: c\nby: arm', 'sex')).toBe('method: table1\ndata: c\nby: arm\nvariables: [sex]');
    expect(withColumn('no analysis yet', 'sex')).toBeNull();
  });
});
