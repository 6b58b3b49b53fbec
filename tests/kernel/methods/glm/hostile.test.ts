/** Data that a model cannot do much with: a message or a warning, never a number that is none. */
import { describe, expect, it } from 'vitest';
import { booleanColumn, frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import { parseAnalysis } from '@/analysis-kernel/registry/parse-analysis';
import { runMethod } from '@/analysis-kernel/registry/run-method';

const N = 40;
/** Numbers without a pattern, the same each time. */
const noise = (i: number, salt: number) => (((Math.sin(i * 12.9898 + salt * 78.233) * 43758.5453) % 1) + 1) % 1;
const each = (value: (i: number) => number) => Array.from({ length: N }, (_, i) => value(i));
const words = (value: (i: number) => string) => Array.from({ length: N }, (_, i) => value(i));
const frame = frameOf([
  numericColumn(
    'y',
    each((i) => Number(noise(i, 1) < 0.4)),
    'integer',
  ),
  numericColumn(
    'positive',
    each((i) => 0.1 + 5 * noise(i, 2)),
  ),
  numericColumn(
    'count',
    each((i) => Math.floor(6 * noise(i, 3) ** 2)),
    'integer',
  ),
  numericColumn(
    'x',
    each((i) => 10 * noise(i, 4)),
  ),
  numericColumn(
    'twice',
    each((i) => 20 * noise(i, 4)),
  ),
  numericColumn(
    'same',
    each(() => 3),
  ),
  numericColumn(
    'row',
    each((i) => i),
    'integer',
  ),
  booleanColumn(
    'flag',
    Array.from({ length: N }, (_, i) => noise(i, 7) < 0.5),
  ),
  textColumn(
    'g',
    words((i) => 'abc'[Math.floor(3 * noise(i, 8))]),
  ),
  textColumn(
    'centre',
    words((i) => `c${i % 5}`),
  ),
]);

async function run(yaml: string) {
  const parsed = await parseAnalysis(`method: glm\ndata: d\n${yaml}`);
  if (!parsed.ok) throw new Error(parsed.errors[0].message.en);
  const result = await runMethod(parsed.analysis, frame);
  if (!result.ok) return { error: result.error.code, codes: [], odd: [], tables: new Map() };
  const { output } = result;
  const odd = [...output.tables].flatMap(([name, { columns, rows }]) =>
    rows.flatMap((row) =>
      row.flatMap((value, at) => (typeof value === 'number' && !Number.isFinite(value) ? [`${name}.${columns[at]}`] : [])),
    ),
  );
  const said = [output.sentence.en, output.sentence.zh].filter((text) => /NaN|undefined/u.test(text));
  return { error: null, codes: output.warnings.map(({ code }) => code), odd: [...odd, ...said], tables: output.tables };
}

describe('no cell of a result is a number that is none', () => {
  it.each([
    'formula: y ~ flag * g\nfamily: binomial\nmarginal: [flag, g]\nanova: type2\ncompare: {flag: all, g: all}\nadjust: by',
    'formula: y ~ same + x\nfamily: binomial\nmarginal: [same, x]\nanova: sequential',
    'formula: y ~ x + twice + g\nfamily: binomial\nanova: type2\ncompare: {x: [1, 2]}',
    'formula: y ~ g\nfamily: binomial\nlink: identity\nmarginal: g',
    'formula: count ~ g - 1\nfamily: negbin\nanova: type2',
    'formula: count ~ 0 + x\nfamily: poisson\nlink: identity',
    'formula: count ~ rcs(x, 3) + row\nfamily: quasipoisson\nanova: type2\nmarginal: [x, row]',
    'formula: positive ~ x + g\nfamily: gamma\npredictions: {type: response}\nmarginal: g',
    'formula: y ~ x + offset(x / 10) + g\nfamily: binomial\nmarginal: [x, g]',
    'formula: y ~ factor(centre):x\nfamily: binomial\nmarginal: [centre, x]\nanova: type2',
    'formula: y ~ poly(x, 2) + cluster(centre)\nfamily: binomial\nanova: type2\nmarginal: x',
    'formula: positive ~ g + factor(row)\nanova: type2\nmarginal: g',
    'formula: y ~ I(g == "a") + x\nfamily: quasibinomial\nmarginal: g\ncompare: {g: [a, b]}',
    'formula: y ~ x + g + flag\nfamily: binomial\nfirth: true\nmarginal: [g, x]\ncompare: {g: all}',
  ])('%j', async (yaml) => {
    expect(await run(yaml)).toMatchObject({ error: null, odd: [] });
  });
});

describe('the reason is said', () => {
  it.each([
    ['a separation in an interaction', 'formula: y ~ flag * g\nfamily: binomial', 'separation'],
    ['a coefficient for every row', 'formula: positive ~ g + factor(row)', 'saturated'],
    ['an outcome among its covariates', 'formula: positive ~ I(positive * 2) + x', 'perfect_fit'],
    ['more columns than a penalty can hold', 'formula: y ~ factor(row) + x\nfamily: binomial\nfirth: true', 'not_converged'],
  ])('%s', async (_, yaml, code) => {
    expect((await run(yaml)).codes).toContain(code);
  });

  it.each([
    ['a number that does not vary', 'formula: same ~ x'],
    ['a positive number that does not vary', 'formula: same ~ x\nfamily: gamma'],
  ])('%s is refused', async (_, yaml) => {
    expect((await run(yaml)).error).toBe('one_outcome');
  });

  it('counts of one size have their mean', async () => {
    expect((await run('formula: same ~ x\nfamily: poisson')).error).toBeNull();
  });
});
