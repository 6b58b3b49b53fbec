/** Values that no square of is a number: right numbers or an error that names the column, never a number made of the overflow. */
import { describe, expect, it } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import { parseAnalysis } from '@/analysis-kernel/registry/parse-analysis';
import { runMethod } from '@/analysis-kernel/registry/run-method';

const N = 60;
const drawn = (k: number) => Array.from({ length: N }, (_, i) => ((i * 7919 + k * 104729) % 997) / 100 + 0.05);
const frameBy = (scale: number) =>
  frameOf([
    numericColumn('t', drawn(1)),
    numericColumn(
      'far',
      drawn(1).map((value) => value * scale),
    ),
    numericColumn(
      'e',
      drawn(2).map((value) => Number(value > 4)),
      'integer',
    ),
    numericColumn(
      'k',
      drawn(3).map((value) => (value > 6 ? 2 : value > 2 ? 1 : 0)),
      'integer',
    ),
    numericColumn(
      'x',
      drawn(4).map((value) => value * scale),
    ),
    numericColumn(
      'z',
      drawn(5).map((value) => value * scale),
    ),
    numericColumn('u', drawn(9)),
    numericColumn(
      'w',
      drawn(6).map((value) => value * scale),
    ),
    textColumn(
      'g',
      drawn(7).map((value) => (value > 5 ? 'a' : 'b')),
    ),
    textColumn(
      'id',
      drawn(8).map((_, i) => `p${i}`),
    ),
  ]);

async function outcome(yaml: string, scale: number) {
  const parsed = await parseAnalysis(`data: d\n${yaml}\n`);
  if (!parsed.ok) throw new Error(parsed.errors[0].message.en);
  return runMethod(parsed.analysis, frameBy(scale));
}

describe.each([1e160, 1e-160])('times %d', (scale) => {
  it.each([
    ['method: cox\nformula: Surv(t, e) ~ x', 'x'],
    ['method: cox\nformula: Surv(far, e) ~ u', 'far'],
    ['method: km\nformula: Surv(far, e) ~ g', 'far'],
    ['method: finegray\nformula: Surv(t, k) ~ x\ncause: 1', 'x'],
    ['method: cause_specific\nformula: Surv(t, k) ~ x', 'x'],
    ['method: competing\nformula: Surv(far, k) ~ g', 'far'],
    ['method: parametric\ndistribution: weibull\nformula: Surv(t, e) ~ x', 'x'],
    ['method: parametric\ndistribution: weibull\nformula: Surv(far, e) ~ u', 'far'],
    ['method: glm\nfamily: gaussian\nformula: x ~ u', 'x'],
    ['method: glm\nfamily: binomial\nformula: e ~ x', 'x'],
    ['method: test\ntest: t\nformula: x ~ g', 'x'],
    ['method: test\ntest: anova\nformula: x ~ g', 'x'],
    ['method: test\ntest: correlation\nx: x\ny: z', 'x'],
    ['method: agreement\ntype: bland_altman\nraters: [x, z]', 'x'],
    ['method: agreement\ntype: icc\nraters: [x, z]', 'x'],
  ])('%s is refused by name, with how to mend it', async (yaml, name) => {
    const result = await outcome(yaml, scale);
    if (result.ok) throw new Error('it ran');
    expect(result.error.code).toMatch(/infinite/u);
    expect(result.error.message.en).toMatch(new RegExp(`\\b${name}\\b.*(?:larger|smaller) unit`, 'u'));
    expect(result.error.message.zh).toMatch(/单位/u);
    expect((await outcome(yaml, 1)).ok).toBe(true);
  });

  it.each([
    ['method: describe\nvariables: [x]', 'variables', ['mean', 'sd', 'min', 'p25', 'median', 'p75', 'max']],
    ['method: diagnostic\noutcome: e\nmarkers: x', 'estimates', []],
  ] as const)('%s has the numbers of the scale', async (yaml, name, scaled) => {
    const [one, other] = [await outcome(yaml, 1), await outcome(yaml, scale)];
    if (!one.ok || !other.ok) throw new Error('refused');
    const [plain, far] = [one, other].map(({ output }) => output.tables.get(name));
    plain?.rows[0].forEach((value, j) => {
      const wanted = typeof value === 'number' && scaled.some((own) => own === plain.columns[j]) ? value * scale : value;
      const actual = far?.rows[0][j];
      if (typeof wanted !== 'number' || wanted === 0) return;
      expect(Math.abs(Number(actual) / wanted - 1), plain.columns[j]).toBeLessThan(1e-12);
    });
  });
});

it('weights past every size are refused', async () => {
  const result = await outcome('method: table1\nvariables: [u]\nweights: {column: w, kind: sampling}', 1e160);
  expect(result.ok ? null : result.error.code).toBe('weights_infinite');
});

it.each([
  ['method: cox\nformula: Surv(t, e) ~ x + strata(id)'],
  ['method: cause_specific\nformula: Surv(t, k) ~ x + strata(id)'],
  ['method: parametric\ndistribution: weibull\nformula: Surv(t, e) ~ x + strata(id)'],
])('%s: a stratum a row is refused with what to write instead', async (yaml) => {
  const result = await outcome(yaml, 1);
  if (result.ok) throw new Error('it ran');
  expect(result.error.code).toBe('strata_of_one');
  expect(result.error.message.en).toMatch(/Each stratum of id holds a single row.*cluster\(id\)/u);
  expect(result.error.message.zh).toMatch(/cluster\(id\)/u);
});
