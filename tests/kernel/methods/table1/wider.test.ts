/** Baseline tables by several columns, repeated within subgroups, weighted, with named tests, and how they are printed. */
import { describe, expect, it } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Column, Frame } from '@/analysis-kernel/frame/column';
import { viewsOf } from '@/analysis-kernel/registry/method';
import { tableOneMethod } from '@/analysis-kernel/registry/methods/table1/method';
import { runTableOne } from '@/analysis-kernel/registry/methods/table1/run';
import { headLines, tsvOf } from '@/analysis-kernel/views/journal-table';
import { journalViews } from '@/analysis-kernel/views/views';
import { expectClose, type RNumber } from '../../close';
import { readFixture } from '../../fixture';
import { readCsv } from '../../read-csv';

type Numbers = Readonly<Record<string, RNumber>>;
interface Weighted extends Record<string, RNumber | readonly number[]> {
  readonly levels: readonly number[];
  readonly percent: readonly number[];
  readonly of_all: readonly number[];
  readonly level_n: readonly number[];
}
interface Fixture {
  readonly weighted: {
    readonly all: Weighted;
    readonly groups: readonly Weighted[];
    readonly smd: Readonly<Record<'nodes' | 'differ', readonly number[]>>;
    readonly unweighted: Readonly<Record<'nodes' | 'differ', readonly number[]>>;
  };
  readonly tests: Readonly<Record<string, Numbers>>;
  readonly crossed: {
    readonly cells: Readonly<
      Record<string, { readonly n: number; readonly median: number; readonly mean: number; readonly stage: readonly number[] }>
    >;
    readonly within: Readonly<Record<string, Numbers>>;
  };
}
const fixture = readFixture<Fixture>('methods/table1/wider');

async function run(options: object, frame: Frame) {
  const output = await runTableOne(tableOneMethod.schema.parse({ data: 'd', ...options }), frame);
  const table = output.tables.get('table');
  const rows = (table?.rows ?? []).map((row) => Object.fromEntries(row.map((value, j) => [table?.columns[j] ?? '', value])));
  const view = (lang: 'en' | 'zh') =>
    journalViews({ tables: output.tables, views: viewsOf(tableOneMethod, output) }, { lang, labels: output.labels })[0];
  const printed = (lang: 'en' | 'zh' = 'en') =>
    view(lang).rows.map(({ cells, indent }) => `${'> '.repeat(indent)}${cells.map(({ text }) => text).join(' | ')}`);
  return { output, rows, view, printed };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('weighted', () => {
  const colon = readCsv('colon');
  const age = colon.columns.find(({ name }) => name === 'age');
  if (age?.kind !== 'numeric') throw new Error('age');
  const frame = frameOf([
    ...colon.columns,
    numericColumn(
      'w',
      [...age.values].map((value) => value / 50),
    ),
  ]);
  const options = {
    by: 'rx',
    variables: ['nodes', 'differ'],
    categorical: 'differ',
    smd: true,
    weights: { column: 'w', kind: 'inverse_probability' },
  };

  it.each([
    ['known', 'percent'],
    ['all', 'of_all'],
  ] as const)('equals the survey package, percentages of %s', async (percent_of, percent) => {
    const { rows } = await run({ ...options, percent_of }, frame);
    const { all, groups } = fixture.weighted;
    [null, 'Lev', 'Lev+5FU', 'Obs'].forEach((group, at) => {
      const expected = group === null ? all : groups[at - 1];
      const [nodes] = rows.filter((row) => row.variable === 'nodes' && row.group === group);
      for (const [name, value] of Object.entries(expected)) {
        if (typeof value === 'number') expectClose(nodes[name], value, 1e-12, `${group} ${name}`);
      }
      const levels = rows.filter((row) => row.variable === 'differ' && row.group === group);
      levels.forEach((row, level) => {
        expectClose(row.n, expected.levels[level], 1e-12, 'n');
        expectClose(row.percent, expected[percent][level], 1e-12, 'percent');
        expect(row.n_unweighted).toBe(expected.level_n[level]);
      });
    });
  });

  it.each(['mean', 'largest'] as const)('gives the %s difference of three groups, before weighting and after', async (smd_of) => {
    const { rows, output, view } = await run({ ...options, smd_of }, frame);
    const whole = smd_of === 'mean' ? mean : (values: readonly number[]) => Math.max(...values);
    for (const variable of ['nodes', 'differ'] as const) {
      const [row] = rows.filter((one) => one.variable === variable);
      expectClose(row.smd, whole(fixture.weighted.smd[variable]), 1e-10, variable);
      expectClose(row.smd_unweighted, whole(fixture.weighted.unweighted[variable]), 1e-10, `${variable} unweighted`);
    }
    expect(output.conventions).toMatchObject({
      smd_of: `${smd_of} of the pairs`,
      weights: 'inverse_probability',
      effective_n: 'squared sum of weights over sum of their squares',
    });
    expect(view('en').columns.map(({ header }) => header)).toContain('SMD, weighted');
    expect(view('zh').notes.some((note) => note.includes(smd_of === 'mean' ? '平均值' : '最大值'))).toBe(true);
  });

  it('says rows and effective size beside the sum of weights, and gives no p values', async () => {
    const { view, output, rows, printed } = await run({ ...options, test: true, tests: { nodes: 'welch' } }, frame);
    expect(view('en').columns[2].under).toBe('n = 745.4');
    const thin = '\u202f';
    expect(printed('en').slice(0, 2)).toEqual([
      `Rows, unweighted | 1${thin}858 | 620 | 608 | 630 |  | `,
      `Effective sample size | 1${thin}786.6 | 597.6 | 583.5 | 605.5 |  | `,
    ]);
    expect(printed('zh')[1]).toMatch(/^有效样本量 \| /u);
    expect(output.warnings.map(({ code }) => code)).toContain('no_tests_when_weighted');
    expect(rows.every((row) => row.p_value === null)).toBe(true);
  });

  it('equal weights are no weights', async () => {
    const flat = frameOf([...colon.columns, numericColumn('w', [...age.values].fill(2))]);
    const weighted = await run({ ...options, variables: ['nodes', 'differ'] }, flat);
    const plain = await run({ ...options, variables: ['nodes', 'differ'], weights: undefined }, flat);
    weighted.rows.forEach((row, at) => {
      const same = plain.rows[at];
      for (const name of ['mean', 'sd', 'percent', 'smd', 'missing', 'missing_percent']) {
        if (same[name] === null) expect(row[name]).toBeNull();
        else expect(Number(row[name])).toBeCloseTo(Number(same[name]), 11);
      }
      expect(row.n).toBe(2 * Number(same.n));
      expect(row.n_unweighted).toBe(same.n);
      expect(row.effective_n).toBe(same.group_n);
      expect(row.smd_unweighted).toBe(same.smd);
    });
  });
});

describe('named tests', () => {
  const pbc = readCsv('pbc');
  it.each([
    ['trt', 'bili', 'welch', 'welch'],
    ['trt', 'bili', 't', 't'],
    ['trt', 'albumin', 'wilcoxon', 'wilcoxon'],
    ['trt', 'edema', 'chisq', 'chisq'],
    ['trt', 'sex', 'fisher', 'fisher'],
    ['stage', 'bili', 'welch', 'welch_anova'],
    ['stage', 'bili', 't', 'anova'],
    ['stage', 'albumin', 'wilcoxon', 'kruskal'],
  ])('by %s, %s by %s', async (by, variable, choice, made) => {
    const categorical = variable === 'edema' ? { categorical: variable } : {};
    const { rows } = await run({ by, variables: [variable, 'age'], ...categorical, tests: { [variable]: choice } }, pbc);
    const [row] = rows.filter((one) => one.variable === variable);
    expect(row.test).toBe(made);
    expectClose(row.p_value, fixture.tests[made].p_value, 1e-8, 'p');
    if (choice !== 'fisher' && !(choice === 't' && made === 't'))
      expectClose(Math.abs(Number(row.statistic)), Math.abs(Number(fixture.tests[made].statistic)), 1e-9, 'statistic');
    // Without `test` the others have none.
    expect(rows.find((one) => one.variable === 'age')?.p_value).toBeNull();
  });

  it('none leaves one out, and a test of another kind is refused', async () => {
    const { rows } = await run({ by: 'trt', variables: ['bili', 'age'], test: true, tests: { age: 'none' } }, pbc);
    expect(rows.filter((one) => one.p_value === null).map((one) => one.variable)).toEqual(['age', 'age', 'age']);
    await expect(run({ by: 'trt', variables: ['sex'], tests: { sex: 'welch' } }, pbc)).rejects.toThrow(
      /sex is counted by its levels; welch is no test of that/u,
    );
    await expect(run({ by: 'trt', variables: ['age'], tests: { age: 'fisher' } }, pbc)).rejects.toThrow(/described as a number/u);
    await expect(run({ by: 'trt', variables: ['age'], tests: { constructor: 't' } }, pbc)).rejects.toThrow(/tests names constructor/u);
  });
});

describe('by several columns', () => {
  const pbc = readCsv('pbc');
  const options = { by: ['sex', 'trt'], variables: ['bili', 'stage'], categorical: 'stage', test: true };

  it('crosses them and compares the last within the others, as R does in each part', async () => {
    const { rows } = await run(options, pbc);
    for (const [key, expected] of Object.entries(fixture.crossed.cells)) {
      const [trt, sex] = key.split('.');
      const own = rows.filter((row) => row.group === `sex=${sex}, trt=${trt}`);
      expect(own[0]).toMatchObject({ variable: 'bili', n: expected.n });
      expectClose(own[0].median, expected.median, 1e-13, key);
      expectClose(own[0].mean, expected.mean, 1e-13, key);
      expect(own.filter((row) => row.variable === 'stage').map((row) => row.n)).toEqual(expected.stage);
    }
    for (const [sex, expected] of Object.entries(fixture.crossed.within)) {
      const own = rows.filter((row) => String(row.group).startsWith(`sex=${sex}, `));
      for (const row of own)
        expectClose(row.p_value, row.variable === 'bili' ? expected.wilcoxon : expected.stage, 1e-7, `${sex} ${row.variable}`);
    }
    expect(rows.filter((row) => row.group === null).every((row) => row.p_value === null)).toBe(true);
  });

  it('is what a table of each outer group alone says', async () => {
    const { rows } = await run({ ...options, smd: true }, pbc);
    const sex = pbc.columns.find(({ name }) => name === 'sex');
    if (sex?.kind !== 'text') throw new Error('sex');
    for (const level of ['f', 'm']) {
      const valid = sex.valid.map((ok, row) => (ok === 1 && sex.dictionary[sex.codes[row]] === level ? 1 : 0));
      const only: Frame = { ...pbc, columns: pbc.columns.map((column) => (column === sex ? { ...sex, valid } : column)) };
      const alone = await run({ ...options, smd: true, overall: false }, only);
      expect(alone.rows).toEqual(rows.filter((row) => String(row.group).startsWith(`sex=${level}, `)));
    }
  });

  it('stands under nested headings, its comparisons under those of the outer group', async () => {
    const { view } = await run({ ...options, subtotals: true }, pbc);
    const lines = headLines(view('en').columns).map((line) => line.map(({ text, columns, lines: down }) => `${text} ${columns}×${down}`));
    expect(lines).toEqual([
      ['Characteristic 1×3', 'Overall 1×3', 'sex: f 4×1', 'sex: m 4×1'],
      ['All 1×2', 'trt 2×1', 'p 1×2', 'All 1×2', 'trt 2×1', 'p 1×2'],
      ['1 1×1', '2 1×1', '1 1×1', '2 1×1'],
    ]);
    expect(tsvOf(view('zh')).split('\n')[0]).toBe(
      '特征\t合计 (n = 312)\tsex：f: 小计 (n = 276)\tsex：f, trt: 1 (n = 137)\tsex：f, trt: 2 (n = 139)\tsex：f: P 值\tsex：m: 小计 (n = 36)\tsex：m, trt: 1 (n = 21)\tsex：m, trt: 2 (n = 15)\tsex：m: P 值',
    );
    const filled = view('en').rows[0].cells.map(({ text }) => text !== '');
    expect(filled).toEqual(Array(10).fill(true));
  });

  it('names itself in sentence, paragraph and script', async () => {
    const { output } = await run(options, pbc);
    expect(output.sentence.en).toMatch(/^The table describes 312 rows \(sex: f and trt: 1, 137; sex: f and trt: 2, 139; /u);
    expect(output.sentence.zh).toMatch(/^基线表共纳入 312 例（sex：f、trt：1，137；/u);
  });
});

describe('repeated within subgroups', () => {
  const labelled = (column: Column, en: string, zh: string): Column => ({ ...column, meta: { ...column.meta, label: { en, zh } } });
  const frame = frameOf([
    labelled(textColumn('site', ['a', 'a', 'a', 'a', 'b', 'b', 'b', 'b']), 'Site', '中心'),
    textColumn('arm', ['x', 'x', 'y', 'y', 'x', 'x', 'y', 'y']),
    numericColumn('age', [10, 20, 30, 40, 50, null, 70, 80]),
    textColumn('sex', ['F', 'M', 'F', 'M', 'F', 'F', 'F', null]),
  ]);

  it('is a block a level, each with the size of its groups', async () => {
    const { printed, rows, view } = await run(
      { by: 'arm', subgroups: 'site', variables: ['age', 'sex'], decimals: { age: 0 }, smd: true },
      frame,
    );
    expect(printed()).toEqual([
      'Site: a | n = 4 | n = 2 | n = 2 | ',
      '> age | 25 [18 to 33] | 15 [13 to 18] | 35 [33 to 38] | 2.828',
      '> sex |  |  |  | 0.000',
      '> > F | 2 (50.0) | 1 (50.0) | 1 (50.0) | ',
      '> > M | 2 (50.0) | 1 (50.0) | 1 (50.0) | ',
      'Site: b | n = 4 | n = 2 | n = 2 | ',
      '> age | 70 [60 to 75] | 50 [50 to 50] | 75 [73 to 78] | ',
      '> > Missing | 1 | 1 | 0 | ',
      '> sex |  |  |  | 0.000',
      '> > F | 3 (100.0) | 2 (100.0) | 1 (100.0) | ',
      '> > M | 0 (0.0) | 0 (0.0) | 0 (0.0) | ',
      '> > Missing | 1 | 0 | 1 | ',
    ]);
    expect(printed('zh')[0]).toBe('中心：a | n = 4 | n = 2 | n = 2 | ');
    expect(view('en').columns.map(({ under }) => under)).toEqual([undefined, 'n = 8', 'n = 4', 'n = 4', undefined]);
    expect(rows[0]).toMatchObject({ subgroup: 'a', variable: 'age', group: null, group_n: 4 });
  });

  it('says of how many comparisons a number is missing', async () => {
    const { output } = await run({ by: 'arm', subgroups: 'site', variables: ['age'], smd: true }, frame);
    expect(output.warnings.map(({ message }) => message.en)).toEqual([
      'The standardised difference of age is not defined in 1 of 2 comparisons: a group has a single known value.',
    ]);
    expect(output.warnings[0].message.zh).toBe('age 的标准化均数差在 2 次比较中有 1 次无定义：有一组只有一个已知值。');
  });
});

describe('missing values', () => {
  const frame = frameOf([
    textColumn('g', ['a', 'a', 'a', 'b']),
    numericColumn('x', [1, null, 3, null]),
    textColumn('c', ['u', null, 'v', 'u']),
    numericColumn('z', [1, 2, 3, 4]),
  ]);
  const options = { by: 'g', variables: ['x', 'c', 'z'] };

  it('stand in rows, with percentages where those are of all', async () => {
    const { printed, view } = await run({ ...options, percent_of: 'all', percent_decimals: 0 }, frame);
    expect(printed()).toEqual([
      'x | 2.0 [1.5 to 2.5] | 2.0 [1.5 to 2.5] | ',
      '> Missing | 2 (50) | 1 (33) | 1 (100)',
      'c |  |  | ',
      '> u | 2 (50) | 1 (33) | 1 (100)',
      '> v | 1 (25) | 1 (33) | 0 (0)',
      '> Missing | 1 (25) | 1 (33) | 0 (0)',
      'z | 2.5 [1.8 to 3.3] | 2.0 [1.5 to 2.5] | 4.0 [4.0 to 4.0]',
    ]);
    expect(view('en').notes).toContain('Categories: n (% of all, those missing included).');
    expect(view('zh').notes).toContain('分类变量：例数（占全部例数的 %，含缺失者）。');
  });

  it.each([true, false])('stand in a column, overall: %s', async (overall) => {
    const { view } = await run({ ...options, overall, missing: 'column' }, frame);
    const { columns, rows } = view('en');
    expect(columns.at(-1)).toMatchObject({ header: 'Missing', under: 'n (%)' });
    expect(rows.map(({ cells }) => `${cells[0].text} ${cells.at(-1)?.text}`)).toEqual(['x 2 (50.0)', 'c 1 (25.0)', 'u ', 'v ', 'z 0']);
  });

  it('of weighted rows are counts and percentages of rows, and say so', async () => {
    const weighted = frameOf([...frame.columns, numericColumn('w', [1, 7, 1, 1])]);
    const asked = { ...options, weights: { column: 'w', kind: 'inverse_probability' } };
    const { view } = await run({ ...asked, missing: 'footnote' }, weighted);
    expect(view('en').notes).toContain('Missing values, unweighted n (% of all rows): x 2 (50.0); c 1 (25.0).');
    expect(view('zh').notes).toContain('缺失值，未加权例数（占全部例数的 %）：x：2（50.0）；c：1（25.0）。');
    const column = await run({ ...asked, missing: 'column' }, weighted);
    expect(column.view('en').columns.at(-1)?.header).toBe('Missing, unweighted');
    const rows = await run({ ...asked, percent_of: 'all' }, weighted);
    expect(rows.printed()).toContain('> Missing, unweighted | 2 (50.0) | 1 (33.3) | 1 (100.0)');
  });

  it('stand in a note, and percentages say what they are of', async () => {
    const { view, printed } = await run({ ...options, missing: 'footnote' }, frame);
    expect(printed().some((row) => row.includes('Missing'))).toBe(false);
    expect(view('en').notes).toContain('Missing values, n (% of all rows): x 2 (50.0); c 1 (25.0).');
    expect(view('zh').notes).toContain('缺失值，例数（占全部例数的 %）：x：2（50.0）；c：1（25.0）。');
    expect(view('en').notes).toContain('Categories: n (% of those known).');
  });
});

it('levels may stand by how often they occur', async () => {
  const frame = frameOf([textColumn('c', ['u', 'v', 'v', 'w', 'w', 'w'])]);
  const { rows } = await run({ variables: 'c', level_order: 'frequency' }, frame);
  expect(rows.map((row) => row.level)).toEqual(['w', 'v', 'u']);
});

describe('too many groups', () => {
  const numbers = Array.from({ length: 67 }, (_, at) => 20 + at);
  const frame = frameOf([
    numericColumn('age', numbers, 'integer'),
    textColumn(
      'name',
      numbers.map((value) => `n${value}`),
    ),
    { ...numericColumn('day', numbers), type: 'date' } as Column,
    textColumn(
      'a',
      numbers.map((value) => `a${value % 8}`),
    ),
    textColumn(
      'b',
      numbers.map((value) => `b${value % 5}`),
    ),
    numericColumn('x', numbers),
  ]);

  it.each<[object, RegExp, RegExp]>([
    [
      { by: 'age' },
      /age has 67 different values.*room for 15 of a number.*CASE WHEN age < 42 THEN '< 42' WHEN age < 64 THEN '42 to < 64' WHEN age >= 64/u,
      /分段/u,
    ],
    [{ by: 'name' }, /name has 67 different values.*room for 30\. Join values/u, /合并取值/u],
    [{ by: 'day' }, /day has 67 different values.*year\(day\)/u, /取年份/u],
    [{ by: ['a', 'age'] }, /age has 67/u, /67/u],
    [{ subgroups: 'age' }, /age has 67/u, /67/u],
    [{ by: ['a', 'b'] }, /a by b makes 40 groups; a table has room for 30.*subgroups/u, /组合为 40 组/u],
    [{ by: ['a', 'a'] }, /a is named twice/u, /重复/u],
    [{ by: 'a', subgroups: 'a' }, /a is named twice/u, /重复/u],
  ])('%j is refused with what mends it', async (options, en, zh) => {
    const error = await run({ variables: 'x', ...options }, frame).catch((thrown) => thrown);
    expect(error.text.en).toMatch(en);
    expect(error.text.zh).toMatch(zh);
  });

  it('a column of few numbers, as of arms, is a group as before', async () => {
    const few = frameOf([
      numericColumn(
        'arm',
        numbers.map((value) => value % 3),
        'integer',
      ),
      numericColumn('x', numbers),
    ]);
    expect((await run({ by: 'arm', variables: 'x' }, few)).view('en').columns).toHaveLength(5);
  });
});

it('numbers of any size have their means, spreads, tests and differences', async () => {
  const [small, large] = [[1, 2, 3, 4, 6, 9], [1, 2, 3, 4, 6, 9].map((value) => value * 1e160)];
  const columns = (values: readonly number[]) =>
    frameOf([
      textColumn('g', ['a', 'a', 'a', 'b', 'b', 'b']),
      numericColumn('x', values),
      numericColumn('w', [1, 2, 1, 2, 1, 1], 'integer'),
    ]);
  for (const more of [
    {},
    { normal: 'x' },
    { tests: { x: 'welch' } },
    { weights: { column: 'w', kind: 'frequency' } },
    { weights: { column: 'w', kind: 'sampling' } },
  ]) {
    const options = { by: 'g', variables: 'x', test: true, smd: true, ...more };
    const [plain, huge] = [await run(options, columns(small)), await run(options, columns(large))];
    plain.rows.forEach((row, at) => {
      for (const name of ['mean', 'sd', 'median', 'p25', 'p75'])
        expectClose(Number(huge.rows[at][name]) / 1e160, Number(row[name]), 1e-12, name);
      for (const name of ['p_value', 'smd']) {
        if (row[name] === null) expect(huge.rows[at][name]).toBeNull();
        else expectClose(huge.rows[at][name], Number(row[name]), 1e-12, name);
      }
    });
  }
});
