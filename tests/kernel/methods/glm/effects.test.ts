/** What stands beside the coefficients of `glm`: tests by term, comparisons, standardised means; against R (`effects.R`) and by hand. */
import { parseHTML } from 'linkedom';
import { describe, expect, it, test } from 'vitest';
import { drawFigure } from '@/analysis-kernel/figures/draw';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import type { MethodOutput } from '@/analysis-kernel/registry/method';
import { parseAnalysis } from '@/analysis-kernel/registry/parse-analysis';
import { runMethod } from '@/analysis-kernel/registry/run-method';
import { expectClose } from '../../close';
import { readFixture } from '../../fixture';
import { readCsv } from '../../read-csv';

type Columns = Readonly<Record<string, readonly number[]>>;
interface Case {
  readonly data: string;
  readonly yaml: string;
  readonly table: Columns;
}
interface Tested {
  readonly data: string;
  readonly yaml: string;
  readonly sequential?: Columns;
  readonly type2?: Columns;
}
const R = readFixture<{
  readonly marginal: readonly Case[];
  readonly contrasts: readonly Case[];
  readonly curves: readonly Case[];
  readonly tests: readonly Tested[];
}>('methods/glm/effects');

async function outcome(yaml: string, frame: Frame) {
  const parsed = await parseAnalysis(`method: glm\ndata: d\n${yaml}`);
  if (!parsed.ok) throw new Error(parsed.errors[0].message.en);
  return runMethod(parsed.analysis, frame);
}

async function run(yaml: string, frame: Frame): Promise<MethodOutput> {
  const result = await outcome(yaml, frame);
  if (!result.ok) throw new Error(result.error.message.en);
  return result.output;
}

function column(output: MethodOutput, table: string, name: string) {
  const found = output.tables.get(table);
  return found?.rows.map((row) => row[found.columns.indexOf(name)]) ?? [];
}

function expectColumns(output: MethodOutput, table: string, columns: Columns, tolerance: number) {
  for (const [name, values] of Object.entries(columns)) {
    const actual = column(output, table, name);
    expect(actual.length, `rows of ${table}`).toBe(values.length);
    values.forEach((value, row) => {
      // A p value far out changes by more than the statistic does.
      const allowed = name.startsWith('p_') ? 100 * tolerance : tolerance;
      expectClose(actual[row], Number.isNaN(value) ? null : value, allowed, `${table}.${name} of row ${row}`, 1e-9);
    });
  }
}

const named = <One extends { readonly yaml: string }>(cases: readonly One[]) =>
  cases.map((one) => [one.yaml.replaceAll('\n', ' · '), one] as const);

describe('standardised means, differences, ratios and slopes are R’s', () => {
  test.each(named(R.marginal))('%s', async (_, { data, yaml, table }) => {
    expectColumns(await run(yaml, readCsv(data)), 'marginal', table, 2e-7);
  });
});

describe('comparisons are R’s', () => {
  test.each(named(R.contrasts))('%s', async (_, { data, yaml, table }) => {
    expectColumns(await run(yaml, readCsv(data)), 'contrasts', table, 1e-7);
  });
});

describe('tests by term are R’s', () => {
  test.each(named(R.tests))('%s', async (_, { data, yaml, ...kinds }) => {
    for (const kind of ['sequential', 'type2'] as const) {
      const wanted = kinds[kind];
      // R stops each of its fits where the deviance hardly changes.
      if (wanted !== undefined) expectColumns(await run(`${yaml}\nanova: ${kind}`, readCsv(data)), 'anova', wanted, 5e-6);
    }
  });
});

describe('curves of splines and polynomials', () => {
  test.each(named(R.curves))('are R’s: %s', async (_, { data, yaml, table }) => {
    const output = await run(yaml, readCsv(data));
    [0, 25, 50, 89, 100].forEach((row, at) => {
      for (const [name, values] of Object.entries(table))
        expectClose(column(output, 'effects', name)[row], values[at], 1e-7, `${name} at ${row}`, 1e-3);
    });
  });

  it('are drawn against the median in both languages, and not of a column in an interaction', async () => {
    const pbc = readCsv('pbc');
    const columns = pbc.columns.map((one) =>
      one.name === 'age' ? { ...one, meta: { label: { en: 'Age', zh: '年龄' }, unit: 'a' } } : one,
    );
    const output = await run('formula: status == 2 ~ rcs(age, 4) + sex\nfamily: binomial', { ...pbc, columns });
    const figure = output.figures.find(({ kind }) => kind === 'effect');
    if (figure === undefined) throw new Error('no curve');
    const { document } = parseHTML('<!doctype html><html><body></body></html>');
    for (const [lang, axis, words] of [
      ['en', 'Age (years)', 'Odds ratio (95% CI) against 51'],
      ['zh', '年龄（年）', '比值比（95% CI），参照 51'],
    ] as const) {
      const options = { document: document as unknown as Document, lang, theme: 'print', width: 640 } as const;
      const drawn = drawFigure(figure, output.tables, output.labels, options);
      expect(drawn.alt).toContain(words);
      expect(drawn.alt).toContain(axis);
      expect(drawn.svg).toContain(axis);
      expect(drawn.svg).not.toMatch(/NaN|Infinity/);
    }
    const inside = await run('formula: status == 2 ~ rcs(age, 4) * sex\nfamily: binomial', pbc);
    expect(inside.figures.map(({ kind }) => kind)).toEqual(['forest']);
    expect([...inside.tables.keys()]).not.toContain('effects');
  });
});

describe('by hand', () => {
  // Risks 10/40 and 20/40.
  const counts = frameOf([
    textColumn('arm', ['a', 'a', 'b', 'b']),
    numericColumn('dead', [1, 0, 1, 0], 'integer'),
    numericColumn('n', [10, 30, 20, 20], 'integer'),
  ]);
  const weighted = 'formula: dead ~ arm\nfamily: binomial\nweights: {column: n, kind: frequency}\n';

  it('of two arms the risks, their difference and ratio with the errors of the textbook', async () => {
    const output = await run(`${weighted}marginal: arm`, counts);
    expect(column(output, 'marginal', 'quantity')).toEqual(['mean', 'mean', 'difference', 'ratio']);
    const estimate = column(output, 'marginal', 'estimate');
    [0.25, 0.5, 0.25, 2].forEach((value, row) => {
      expectClose(estimate[row], value, 1e-7, `estimate ${row}`);
    });
    const error = column(output, 'marginal', 'std_error');
    const [a, b] = [(0.25 * 0.75) / 40, (0.5 * 0.5) / 40];
    [Math.sqrt(a), Math.sqrt(b), Math.sqrt(a + b), 2 * Math.sqrt(1 / 10 - 1 / 40 + 1 / 20 - 1 / 40)].forEach((value, row) => {
      expectClose(error[row], value, 2e-6, `error ${row}`);
    });
  });

  it('a pair turned round is the same comparison with its sign turned', async () => {
    const first = await run(`${weighted}compare: {arm: [b, a]}\nexponentiate: true`, counts);
    const second = await run(`${weighted}compare: {arm: [a, b]}\nexponentiate: true`, counts);
    expectClose(column(first, 'contrasts', 'estimate')[0], -Number(column(second, 'contrasts', 'estimate')[0]), 1e-12, 'estimate');
    expectClose(column(first, 'contrasts', 'odds_ratio')[0], 3, 1e-7, 'odds ratio');
    expect(first.tables.get('contrasts')?.columns).not.toContain('p_adjusted');
  });

  it('of a linear model the standardised difference is the coefficient, limits included, and so is the slope', async () => {
    const output = await run('formula: albumin ~ sex + age\nmarginal: [sex, age]', readCsv('pbc'));
    const [sex, age] = [1, 2];
    for (const name of ['estimate', 'std_error', 'conf_low', 'conf_high', 'p_value']) {
      const coefficient = column(output, 'coefficients', name);
      expectClose(column(output, 'marginal', name)[2], coefficient[sex] as number, 1e-9, `${name} of sex`);
      expectClose(column(output, 'marginal', name)[3], coefficient[age] as number, 1e-6, `${name} of age`);
    }
  });

  it('a comparison of levels is the coefficient, whatever the reference', async () => {
    const first = await run('formula: nodes ~ rx\nfamily: poisson\ncompare: {rx: [Obs, Lev]}', readCsv('colon'));
    const other = await run('formula: nodes ~ relevel(rx, "Obs")\nfamily: poisson\ncompare: {rx: [Obs, Lev]}', readCsv('colon'));
    expectClose(column(first, 'contrasts', 'estimate')[0], column(first, 'coefficients', 'estimate')[2] as number, 1e-12, 'estimate');
    for (const name of ['estimate', 'std_error', 'p_value'])
      expectClose(column(first, 'contrasts', name)[0], column(other, 'contrasts', name)[0] as number, 1e-7, name);
  });

  it('the test of a term of one coefficient is the square of its Wald statistic under a robust variance', async () => {
    const output = await run('formula: status ~ age + rx\nfamily: binomial\ncluster: id\nanova: type2', readCsv('colon'));
    expectClose(column(output, 'anova', 'statistic')[0], Number(column(output, 'coefficients', 'statistic')[1]) ** 2, 1e-9, 'Wald');
    expect(column(output, 'anova', 'test')).toEqual(['wald', 'wald']);
  });
});

describe('what cannot be done is said', () => {
  const frame = frameOf([
    numericColumn('y', [1, 0, 1, 0, 1, 0, 0, 1], 'integer'),
    numericColumn('x', [1, 2, 3, 5, 4, 2, 1, 6]),
    textColumn('g', ['a', 'a', 'b', 'b', 'c', 'c', 'a', 'b']),
  ]);
  it.each([
    ['marginal: z', 'not_in_formula'],
    ['compare: {z: [1, 2]}', 'not_in_formula'],
    ['compare: {g: [a, d]}', 'value_not_found'],
    ['compare: {x: all}', 'value_not_found'],
    ['compare: {x: [low, high]}', 'value_not_found'],
    ['anova: sequential\nrobust: hc0', 'sequential_robust'],
    ['firth: true\nrobust: hc0', 'firth_alone'],
    ['firth: true\nanova: type2', 'firth_alone'],
    ['firth: true\nlink: probit', 'firth_family'],
  ])('%s: %s', async (yaml, code) => {
    const result = await outcome(`formula: y ~ x + g\nfamily: binomial\n${yaml}`, frame);
    if (result.ok) throw new Error('expected an error');
    expect(result.error.code).toBe(code);
    expect(result.error.message.zh).toMatch(/\p{Script=Han}/u);
  });

  it('a test of a term that another contains stands empty under a robust variance', async () => {
    const output = await run('formula: y ~ x * g\nrobust: hc0\nanova: type2', frame);
    expect(column(output, 'anova', 'statistic').map((value) => value === null)).toEqual([true, true, false]);
  });
});
