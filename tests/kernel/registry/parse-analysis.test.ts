import { describe, expect, it } from 'vitest';
import { takeRows } from '@/analysis-kernel/frame/access';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import { methodManual } from '@/analysis-kernel/registry/manual';
import { analysisInputs, parseAnalysis } from '@/analysis-kernel/registry/parse-analysis';
import { loadMethods, methodEntries } from '@/analysis-kernel/registry/registry';
import { runMethod } from '@/analysis-kernel/registry/run-method';
import type { ParseCode } from '@/analysis-kernel/registry/yaml-source';
import { readCsv } from '../read-csv';

const methods = await loadMethods();

async function errorsOf(text: string) {
  const parsed = await parseAnalysis(text);
  return parsed.ok ? [] : parsed.errors;
}

describe('parseAnalysis', () => {
  it('fills in defaults and names the data', async () => {
    const parsed = await parseAnalysis('method: describe\ndata: lung\nwhere: age > 60\nvariables: age\n');
    if (!parsed.ok) throw new Error('expected a parse');
    expect(parsed.analysis.data).toBe('lung');
    expect(parsed.analysis.where).toBe('age > 60');
    expect(parsed.analysis.options).toEqual({ data: 'lung', where: 'age > 60', variables: ['age'], as: 'r' });
  });

  it.each<[string, ParseCode, number, number, string | undefined]>([
    ['method: describ\ndata: lung', 'unknown_method', 1, 9, 'describe'],
    ['method: describe\ndata: lung\nvariable: [age]', 'unknown_key', 3, 1, 'variables'],
    ['method: describe\ndata: lung\nas: SPS', 'invalid_option', 3, 5, 'spss'],
    ['method: describe\ndata: lung\nvariables: 3', 'wrong_type', 3, 12, undefined],
    ['method: describe\nvariables: [age]', 'missing_key', 1, 1, 'data: '],
    ['method: km\ndata: lung\nformula: Surv(t, e) ~ 1\nfollowup: yes', 'wrong_type', 4, 11, 'true'],
    ['method: km\ndata: lung\nformula: Surv(t, e) ~ 1\ntimes: [1, a]', 'wrong_type', 4, 12, undefined],
    ['method: km\ndata: lung\nformula: Surv(t, e) ~ 1\ntrend: abc', 'wrong_type', 4, 8, undefined],
    ['method: km\ndata: lung\nformula: Surv(t, e) ~ 1\nconf_level: 95', 'out_of_range', 4, 13, undefined],
    ['method: km\ndata: lung\nformula: Surv(t, e) ~ 1\nweights: {kind: frequency, colum: w}', 'unknown_key', 4, 28, 'column'],
    ['method: km\ndata: lung\nformul: Surv(t, e) ~ 1', 'unknown_key', 3, 1, 'formula'],
    ['method: km\ndata: lung\nformula: Surv(t, e) ~ 1\nlandmark: 3', 'unknown_key', 4, 1, 'landmark_at'],
    ['method: describe\ndata: a\ndata: b', 'duplicate_key', 3, 1, undefined],
    ['method: describe\ndata: [a', 'yaml_syntax', 2, 9, undefined],
    ['method: describe\ndata: *all', 'yaml_alias', 2, 7, undefined],
    [`method: describe\ndata: ${'['.repeat(60)}`, 'yaml_too_large', 2, 47, undefined],
    ['just words', 'not_a_mapping', 1, 1, 'method: describe'],
    ['data: lung', 'method_missing', 1, 1, 'method: describe'],
    ['method: describe\ndata: $which', 'unknown_input', 2, 7, undefined],
  ])('%j gives %s at %i:%i', async (text, code, line, column, fix) => {
    const [error] = await errorsOf(text);
    expect(error.code).toBe(code);
    expect([error.line, error.column]).toEqual([line, column]);
    if (fix !== undefined) expect(error.fixes).toContain(fix);
    expect(error.message.zh).toMatch(/\p{Script=Han}/u);
  });

  it('name an alias without what stands after it', async () => {
    const [error] = await errorsOf('method: describe\ndata: [*a,*a]');
    expect(error.message.en).toMatch(/^\*a is an alias/u);
    expect(error.message.zh).toMatch(/^\*a 是/u);
  });

  it('cut a long line that cannot be read in both languages', async () => {
    const [error] = await errorsOf(`method: describe\ndata: [${'a b '.repeat(100)}`);
    expect(error.code).toBe('yaml_syntax');
    for (const lang of ['en', 'zh'] as const) expect(error.message[lang].length).toBeLessThan(250);
    const [quoted] = await errorsOf(`method: describe\ndata: "a" ${'b'.repeat(100)}`);
    expect([quoted.code, quoted.message.en.includes(`${'b'.repeat(40)}…`), quoted.message.zh.includes(`${'b'.repeat(40)}…`)]).toEqual([
      'yaml_syntax',
      true,
      true,
    ]);
  });

  it('names what is wrong as it was written', async () => {
    const wording = async (text: string) => (await errorsOf(text))[0].message.en;
    expect(await wording('method: km\ndata: a\nformula: Surv(t, e) ~ 1\nformula: Surv(t, e) ~ g')).toContain(
      'The key formula is there twice',
    );
    expect(await wording('method: km\ndata: a\nformula: Surv(t, e) ~ 1\n  rho: 1')).toContain('near Surv(t, e) ~ 1');
    expect(await wording('method: km\ndata: a\nformula: Surv(t, e) ~ 1\nquantiles: [0.5, 1.5]')).toBe(
      'quantiles is 1.5; it must be below 1.',
    );
  });

  it.each(methodEntries().map(({ id }) => [id]))('says of every required field of %s what to do, in words', async (id) => {
    const missing = (await errorsOf(`method: ${id}`)).filter(({ code }) => code === 'missing_key');
    expect(missing.map(({ fixes }) => fixes[0])).toContain('data: ');
    for (const { message, fixes } of missing) {
      expect(message.en).toMatch(/^(Choose|Fill in) .*fields? /u);
      expect(message.zh).toMatch(/^请/u);
      const key = fixes[0].replace(': ', '');
      for (const lang of ['en', 'zh'] as const) expect(message[lang]).toContain(`\`${key}\``);
    }
    expect(missing.find(({ fixes }) => fixes[0] === 'data: ')?.message).toEqual({
      en: 'Choose a table in the field Data; where none is offered, add a cohort or a query first (in the text: `data`).',
      zh: '请在“数据”中选择一张表；没有可选的表时，先添加队列或查询（文本中为 `data`）。',
    });
  });

  it('asks for the parts of a formula as the form does, which has no field for the whole', async () => {
    const said = async (id: string) => (await errorsOf(`method: ${id}\ndata: a`)).find(({ fixes }) => fixes[0] === 'formula: ')?.message;
    expect(await said('glm')).toEqual({
      en: 'Choose columns in the fields Outcome and Covariates (in the text: `formula`).',
      zh: '请选择“结局”和“协变量”（文本中为 `formula`）。',
    });
    expect((await said('km'))?.en).toBe('Choose columns in the field Outcome (or Time and Event) (in the text: `formula`).');
  });

  it('says where an offset is written', async () => {
    for (const [method, formula] of [
      ['glm', 'y ~ x'],
      ['cox', 'Surv(t, e) ~ x'],
    ]) {
      const [error] = await errorsOf(`method: ${method}\ndata: d\nformula: ${formula}\noffset: ex`);
      expect([error.code, error.line, error.fixes]).toEqual(['unknown_key', 4, []]);
      expect(error.message.en).toContain('Write it in the formula, as + offset(log(');
    }
    const [km] = await errorsOf('method: km\ndata: d\nformula: Surv(t, e) ~ 1\noffset: ex');
    expect(km.message.en).not.toContain('in the formula');
  });

  it('reports every mistake of the schema', async () => {
    expect((await errorsOf('method: describe\ndatas: x\nas: q')).map((error) => error.code).sort()).toEqual([
      'invalid_option',
      'missing_key',
      'unknown_key',
    ]);
  });

  it('puts inputs in the place of $names and lists them', async () => {
    const text = 'method: describe\ndata: lung\nvariables: [$column]\nwhere: age > $limit and sex = 1\n';
    expect(analysisInputs(text)).toEqual(['column', 'limit']);
    const parsed = await parseAnalysis(text, new Map([['column', 'age']]));
    if (!parsed.ok) throw new Error('expected a parse');
    expect(parsed.analysis.options).toMatchObject({ variables: ['age'] });
  });
});

describe('runMethod', () => {
  it('places an error of the data at the option', async () => {
    const parsed = await parseAnalysis('method: describe\ndata: lung\nvariables: [age, ph_ecog]\n');
    if (!parsed.ok) throw new Error('expected a parse');
    const run = await runMethod(parsed.analysis, readCsv('lung'));
    if (run.ok) throw new Error('expected an error');
    expect(run.error).toMatchObject({ code: 'unknown_column', line: 3, column: 18, fixes: ['ph.ecog'] });
  });

  const rows = frameOf([
    numericColumn('time', [3, 5, 8]),
    numericColumn('status', [1, 0, 1], 'integer'),
    numericColumn('never', [0, 0, 0], 'integer'),
    numericColumn('zero', [0, 1, 2]),
    numericColumn('day', [20000, 20001, 20002], 'date'),
    textColumn('same', ['a', 'a', 'a']),
    textColumn('none', [null, null, null]),
  ]);
  it.each([
    ['method: cox\ndata: d\nformula: |\n  Surv(time, status) ~\n    zero + zeros\n', 'unknown_column', 5, 12],
    ['method: cox\ndata: d\nformula: >-\n  Surv(time, status)\n  ~ zeros\n', 'unknown_column', 5, 5],
    ['method: cox\ndata: d\nformula: "Surv(time, status) ~\n  zero + zeros"\n', 'unknown_column', 4, 10],
    ["method: cox\ndata: d\nformula: 'Surv(time, status) ~ relevel(same, ''b'')'\n", 'unknown_level', 3, 46],
    ['method: cox\ndata: d\nformula: Surv(time, status) ~ zero + same\n', 'one_level', 3, 38],
    ['method: cox\ndata: d\nformula: Surv(time, status) ~ zero + log(zero)\n', 'infinite_values', 3, 38],
    ['method: cox\ndata: d\nformula: Surv(time, never) ~ zero\n', 'no_events', 3, 21],
    ['method: cox\ndata: d\nformula: Surv(day, status) ~ zero\n', 'time_is_date', 3, 15],
    ['method: competing\ndata: d\nformula: Surv(day, status) ~ 1\n', 'time_is_date', 3, 15],
    ['method: table1\ndata: d\nby: none\n', 'no_rows', 3, 5],
    ['method: describe\ndata: d\ngroup: none\n', 'no_rows', 3, 8],
  ])('%j gives %s at %i:%i', async (text, code, line, column) => {
    const parsed = await parseAnalysis(text);
    if (!parsed.ok) throw new Error('expected a parse');
    const run = await runMethod(parsed.analysis, rows);
    if (run.ok) throw new Error('expected an error');
    expect(run.error).toMatchObject({ code, line, column });
  });

  it('blames where for leaving nothing, or else the data', async () => {
    const empty = takeRows(rows, new Int32Array(0));
    const placing = ['', 'where: zero > 9\n'].map(async (where) => {
      const parsed = await parseAnalysis(`method: km\n${where}formula: Surv(time, status) ~ 1\ndata: d\n`);
      if (!parsed.ok) throw new Error('expected a parse');
      const run = await runMethod(parsed.analysis, empty);
      return run.ok ? null : [run.error.code, run.error.line, run.error.column];
    });
    expect(await Promise.all(placing)).toEqual([
      ['no_rows', 3, 7],
      ['no_rows', 2, 8],
    ]);
  });
});

it('says of a table without rows that it has none, not what its columns are', async () => {
  const empty = frameOf([textColumn('time', []), textColumn('event', [])]);
  for (const text of [
    'km\nformula: Surv(time, event) ~ 1',
    'cox\nformula: Surv(time, event) ~ x',
    'glm\nformula: event ~ time',
    'table1',
    'describe',
  ]) {
    const parsed = await parseAnalysis(`method: ${text}\ndata: d\n`);
    if (!parsed.ok) throw new Error('expected a parse');
    const run = await runMethod(parsed.analysis, empty);
    expect(run.ok ? null : run.error).toMatchObject({
      code: 'no_rows',
      message: { en: expect.stringContaining('the table d has no rows') },
    });
  }
});

describe('every method', () => {
  it.each(methods.map((method) => [method.id, method] as const))(
    '%s declares exactly the keys of its schema and writes its manual',
    (_, method) => {
      const probe = method.schema.safeParse({ data: 'x', 'no such key': 1 });
      expect(probe.success).toBe(false);
      const page = methodManual(method, 'en');
      for (const option of method.options) {
        expect(page).toContain(`| \`${option.key}\` |`);
        expect(option.help.zh).toMatch(/\p{Script=Han}/u);
      }
      for (const table of method.tables) expect(page).toContain(`| \`${table.name}\` |`);
      const shape = (method.schema as unknown as { shape?: Record<string, unknown> }).shape;
      if (shape !== undefined) {
        expect(Object.keys(shape).sort()).toEqual(
          method.options
            .map((option) => option.key)
            .filter((key) => !key.includes('.'))
            .sort(),
        );
      }
    },
  );
});
