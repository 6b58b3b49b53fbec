import { describe, expect, it } from 'vitest';
import { formulaOf, rolesOf } from '@/analysis-kernel/formula/formula-roles';
import type { Method } from '@/analysis-kernel/registry/method';
import { offeredColumn } from '@/analysis-kernel/registry/offered-column';
import { loadMethod } from '@/analysis-kernel/registry/registry';
import { optionAt, readOptions, withMethod, withOption } from '@/components/notebook/forms/analysis-yaml';
import { startingAnalysis } from '@/components/notebook/forms/starting-analysis';
import { withColumn } from '@/components/notebook/forms/with-column';
import { methodIdOf } from '@/components/workbench/method-of';

describe('a formula as roles', () => {
  it.each([
    ['Surv(time, status) ~ 1'],
    ['Surv(time, status) ~ age + sex'],
    ['Surv(start, stop, event) ~ x + strata(centre, arm) + cluster(id)'],
    ['Surv(time, status) ~ ph.ecog + `a b`'],
    ['Surv(时间, 事件) ~ 年龄'],
    ['y ~ x'],
    ['~ age + sex'],
    ['Surv(time, status) ~ I(age/10) + relevel(stage, "II") + sex'],
  ])('%s reads and writes back', (formula) => {
    const roles = rolesOf(formula);
    expect(roles && formulaOf(roles)).toBe(formula);
  });

  it.each([
    ['Surv(days, ) ~ 1', null, 'days', ''],
    ['Surv(, died) ~ age + strata(centre)', null, '', 'died'],
    ['Surv(begin, , ) ~ x', 'begin', '', ''],
    ['Surv(`a b`, stop, ) ~ x', 'a b', 'stop', ''],
  ])('%s, an outcome half chosen, is read and written back', (formula, start, time, event) => {
    const roles = rolesOf(formula);
    expect(roles?.left).toEqual({ kind: 'survival', start, time, event });
    expect(roles && formulaOf(roles)).toBe(formula);
  });

  it.each([
    'Surv(time, status) ~ age * sex',
    'Surv(time, status) ~ rcs(age, 4)',
    'log(y) ~ x',
    'y ~ x - 1',
    'y ~ I(age / sex)',
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
  const columns = [
    offeredColumn('patient_id', 'integer', { role: 'key' }),
    offeredColumn('index_date', 'date', { role: 'date' }),
    offeredColumn('exit_reason', 'text', { role: 'exit' }),
    offeredColumn('relapse_days', 'integer', { unit: 'd', outcome: { name: 'relapse', part: 'time' } }),
    offeredColumn('relapse_event', 'integer', {
      outcome: { name: 'relapse', part: 'event' },
      event: { outcome: 'relapse', causes: ['relapse', 'death'], deathsUnlabelled: 0 },
    }),
    offeredColumn('relapse_cause', 'text', { outcome: { name: 'relapse', part: 'cause' } }),
    offeredColumn('my death_days', 'integer', { unit: 'd', outcome: { name: 'my death', part: 'time' } }),
    offeredColumn('my death_event', 'integer', {
      outcome: { name: 'my death', part: 'event' },
      event: { outcome: 'my death', causes: null, deathsUnlabelled: 0 },
    }),
    offeredColumn('age', 'integer', { unit: 'a' }),
    offeredColumn('sex', 'text', {}),
  ];
  const starting = async (id: string, offered = columns) => startingAnalysis((await loadMethod(id)) as Method, 'c1', offered);

  it('runs as it stands, on what the columns mean', async () => {
    expect(await starting('table1')).toBe('method: table1\ndata: c1\nvariables: [age, sex]');
    expect(await starting('describe')).toBe('method: describe\ndata: c1\nvariables: [age, sex]');
    expect(await starting('km')).toBe(
      'method: km\ndata: c1\nformula: Surv(`my death_days`, `my death_event`) ~ 1\ntime_unit: years\ntimes: [1, 3, 5]',
    );
    expect(await starting('cox')).toBe('method: cox\ndata: c1\nformula: Surv(`my death_days`, `my death_event`) ~ age + sex');
    expect(await starting('competing')).toBe(
      'method: competing\ndata: c1\nformula: Surv(relapse_days, relapse_event) ~ 1\ntime_unit: years\ntimes: [1, 3, 5]',
    );
  });

  it('leaves to the writer what nothing there can fill', async () => {
    expect(await starting('cox', [])).toBe('method: cox\ndata: c1');
    expect(await starting('table1', [])).toBe('method: table1\ndata: c1');
  });

  it('takes no name for what it is: a column called x_days is a number', async () => {
    expect(await starting('table1', [offeredColumn('hospital_days', 'integer', {})])).toContain('variables: [hospital_days]');
  });
});

describe('a column put into an analysis', () => {
  const put = async (body: string, column: string) => withColumn(body, column, await loadMethod(methodIdOf(body)));

  it('joins the covariates of a formula, once, and leaves a formula alone that says more', async () => {
    const cox = 'method: cox\ndata: c\nformula: Surv(t, e) ~ age + strata(centre)';
    const more = cox.replace('age', 'age + sex');
    expect(await put(cox, 'sex')).toBe(more);
    expect(await put(more, 'sex')).toBe(more);
    expect(await put(cox.replace('age', 'age * sex'), 'bmi')).toBeNull();
  });

  it('joins the variables of a table', async () => {
    expect(await put('method: table1\ndata: c\nby: arm', 'sex')).toBe('method: table1\ndata: c\nby: arm\nvariables: [sex]');
    expect(await put('no analysis yet', 'sex')).toBeNull();
  });
});
