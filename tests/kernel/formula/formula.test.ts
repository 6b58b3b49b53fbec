import { describe, expect, it } from 'vitest';
import { deparse } from '@/analysis-kernel/formula/deparse';
import { buildDesign, type DesignOptions, encodeRows } from '@/analysis-kernel/formula/design-matrix';
import { nearestNames } from '@/analysis-kernel/formula/nearest-name';
import { formulaColumns, parseFormula } from '@/analysis-kernel/formula/parse-formula';
import { expandTerms } from '@/analysis-kernel/formula/terms';
import { booleanColumn, frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import { MethodError } from '@/analysis-kernel/results/method-error';

const frame = frameOf([
  numericColumn('ph.ecog', [0, 1, 2, null, 1, 0]),
  numericColumn('age', [50, 60, 70, 55, null, 65]),
  textColumn('sex', ['F', 'M', 'F', 'M', 'F', 'M'], {}),
  textColumn('stage', ['II', 'I', 'III', 'II', 'IV', 'I'], { levels: ['I', 'II', 'III', 'IV', 'V'].map((key) => ({ key, label: null })) }),
  booleanColumn('smoker', [true, true, false, true, false, true]),
  numericColumn('年龄', [1, 2, 3, 4, 5, 6]),
  numericColumn('a b', [1, 2, 3, 4, 5, 6]),
  numericColumn('key', [10, 10, 20, 20, 30, 30], 'integer'),
]);
const none: DesignOptions = { response: 'none', intercept: 'coded', cause: null, also: [] };

function labels(text: string): string[] {
  return expandTerms(parseFormula(text).right, ['p', 'q']).terms.map((term) => term.label);
}

function failure(text: string, options = none): MethodError {
  try {
    buildDesign(parseFormula(text), frame, options);
  } catch (error) {
    if (error instanceof MethodError) return error;
    throw error;
  }
  throw new Error('expected a MethodError');
}

describe('parsing', () => {
  it.each([
    ['~ a + b*c', 'a + b * c'],
    ['~ -a^2', '-a^2'],
    ['~ (a+b)^2', '(a + b)^2'],
    ['~ I( x/2 +1e5 )', 'I(x/2 + 1e+05)'],
    ['~ relevel( x,"a\\"b" )', 'relevel(x, "a\\"b")'],
    ['~ `a b`:log(x , base=2)', '`a b`:log(x, base = 2)'],
    ['~ x %in% c(1L,.5)', 'x %in% c(1L, 0.5)'],
    ['~ !a & b == TRUE', '!a & b == TRUE'],
    ['~ 年龄 + .x', '年龄 + .x'],
  ])('%s reads %s', (text, expected) => {
    expect(deparse(parseFormula(text).right)).toBe(expected);
  });

  it.each([
    ['Surv(t, e)', 'formula_tilde', 10],
    ['y ~ a ~ b', 'formula_tilde', 6],
    ['y ~ a +', 'formula_syntax', 7],
    ['y ~ a b', 'formula_syntax', 6],
    ['y ~ log(a', 'formula_syntax', 9],
    ['y ~ a + #', 'formula_character', 8],
    ['y ～ a', 'formula_character', 2],
    ['y ~ "a', 'formula_unclosed', 4],
    ['y ~ a + `b', 'formula_unclosed', 8],
  ])('%s gives %s at %i', (text, code, offset) => {
    let caught: unknown = null;
    try {
      parseFormula(text);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(MethodError);
    expect(caught).toMatchObject({ code, offset, path: 'formula' });
  });

  it.each([
    ['signs', `y ~ ${'+'.repeat(10_000)}a`, 'operators'],
    ['negations', `y ~ ${'!'.repeat(10_000)}a`, 'operators'],
    ['powers', `y ~ a${'^2'.repeat(10_000)}`, 'operators'],
    ['terms', `y ~ a${' + a'.repeat(10_000)}`, 'operators'],
    ['parentheses', `y ~ ${'('.repeat(10_000)}a${')'.repeat(10_000)}`, 'parentheses inside one another'],
  ])('says where %s go on for too long', (_name, text, what) => {
    let caught: unknown = null;
    try {
      parseFormula(text);
    } catch (error) {
      caught = error;
    }
    expect(caught).toMatchObject({ code: 'formula_syntax', path: 'formula' });
    expect((caught as Error).message).toMatch(new RegExp(`^The formula has (more than 2000 )?${what}`, 'u'));
    expect(formulaColumns(text)).toContain('a');
  });

  it('offers the plain sign for a full-width one', () => {
    try {
      parseFormula('y ～ a');
    } catch (error) {
      expect(error).toMatchObject({ fixes: ['~'] });
    }
  });

  it('lists columns, also of what cannot be read', () => {
    expect(formulaColumns('Surv(t, e == 2) ~ rcs(age, 4) * sex + strata(`a b`) + age')).toEqual(['t', 'e', 'age', 'sex', 'a b']);
    expect(formulaColumns('Surv(t, e) ~ age + log(x')).toEqual(['t', 'e', 'age', 'x']);
  });
});

describe('terms', () => {
  it.each([
    ['~ a * b * c', ['a', 'b', 'c', 'a:b', 'a:c', 'b:c', 'a:b:c']],
    ['~ (a + b + c)^2 - a:b', ['a', 'b', 'c', 'a:c', 'b:c']],
    ['~ a/b', ['a', 'a:b']],
    ['~ b:a + a', ['a', 'b:a']],
    ['~ . + a', ['p', 'q', 'a']],
    ['~ a + a + (b)', ['a', 'b']],
    ['~ a + offset(z)', ['a']],
  ])('%s', (text, expected) => {
    expect(labels(text)).toEqual(expected);
  });

  it('knows 0, 1 and what is taken away', () => {
    const intercept = (text: string) => expandTerms(parseFormula(text).right, []).intercept;
    expect(['~ a', '~ a - 1', '~ 0 + a', '~ a + 1', '~ a - 0'].map(intercept)).toEqual([true, false, false, true, true]);
  });
});

describe('designs', () => {
  it('drops levels no complete row has, keeps the dictionary’s order and both sides of a logical', () => {
    const design = buildDesign(parseFormula('~ stage + smoker + age + ph.ecog'), frame, none);
    expect([...design.rows]).toEqual([0, 1, 2, 5]);
    expect(design.names).toEqual(['stageII', 'stageIII', 'smokerTRUE', 'age', 'ph.ecog']);
    expect(design.missing).toEqual([
      { variable: 'age', n: 1 },
      { variable: 'ph.ecog', n: 1 },
    ]);
  });

  it('reads dotted, Chinese and quoted names, and names coefficients as R', () => {
    const design = buildDesign(parseFormula('~ log(年龄) + `a b` + relevel(sex, "M"):smoker'), frame, none);
    expect(design.names).toEqual([
      'log(年龄)',
      '`a b`',
      'relevel(sex, "M")M:smokerFALSE',
      'relevel(sex, "M")F:smokerFALSE',
      'relevel(sex, "M")M:smokerTRUE',
      'relevel(sex, "M")F:smokerTRUE',
    ]);
  });

  it('gives strata, clusters and offsets as groupings, not columns', () => {
    const design = buildDesign(parseFormula('~ 年龄 + strata(sex, smoker) + cluster(key) + offset(log(key))'), frame, none);
    expect(design.names).toEqual(['年龄']);
    expect(design.strata?.labels).toEqual(['sex=F, smoker=FALSE', 'sex=F, smoker=TRUE', 'sex=M, smoker=TRUE']);
    expect([...(design.cluster?.codes ?? [])]).toEqual([0, 0, 1, 1, 2, 2]);
    expect(design.offset?.[2]).toBeCloseTo(Math.log(20), 15);
  });

  it('counts a row that lacks two variables for both, and values a function cannot take for the function', () => {
    const holes = frameOf([numericColumn('x', [null, -1, 2, 3]), numericColumn('y', [null, 1, 2, 3])]);
    expect(buildDesign(parseFormula('~ log(x) + y'), holes, none).missing).toEqual([
      { variable: 'x', n: 1 },
      { variable: 'log(x)', n: 1 },
      { variable: 'y', n: 1 },
    ]);
  });

  it('encodes new rows by the levels of the fit and refuses others', () => {
    const design = buildDesign(parseFormula('~ stage + strata(sex)'), frame, none);
    const fresh = encodeRows(design.encoding, frameOf([textColumn('stage', ['IV', 'I']), textColumn('sex', ['M', 'X'])]));
    expect([...fresh.x]).toEqual([0, 0, 0, 0, 1, 0]);
    expect([...(fresh.strata ?? [])]).toEqual([1, -1]);
    expect(() => encodeRows(design.encoding, frameOf([textColumn('stage', ['V'])]))).toThrow(/stage = V/);
    try {
      encodeRows(design.encoding, frameOf([textColumn('Stage', ['I'])]));
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code: 'unknown_column', path: 'predictions.data', offset: null, fixes: ['Stage'] });
    }
  });

  it.each([
    ['~ ph_ecog', 'unknown_column', ['ph.ecog']],
    ['~ rsc(age, 3)', 'unknown_function', ['rcs']],
    ['~ relevel(sex, "f")', 'unknown_level', ['F']],
    ['~ age + 2', 'formula_term', []],
    ['~ age^0.5', 'formula_term', ['I(age^0.5)']],
    ['~ log(sex)', 'formula_argument', []],
    ['~ I(strata(sex))', 'formula_argument', []],
    ['~ rcs(age, 2)', 'formula_argument', []],
    ['~ rcs(age, 11)', 'formula_argument', []],
    ['~ rcs(age, 1e9)', 'formula_argument', []],
    ['~ rcs(age, c(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11))', 'formula_argument', []],
    ['~ poly(ph.ecog, 5)', 'formula_argument', []],
    ['~ poly(age, 31)', 'formula_argument', []],
    ['~ poly(age, 1e9)', 'formula_argument', []],
    ['~ poly(age, 1e9, raw = TRUE)', 'formula_argument', []],
    ['~ ns(age, 99999999)', 'formula_argument', []],
    ['~ ns(age, df = 2.5)', 'formula_argument', []],
    ['~ ns(age, -1)', 'formula_argument', []],
    ['~ ns(ph.ecog, 4)', 'formula_argument', []],
    [`~ ns(age, knots = c(${Array.from({ length: 30 }, (_, knot) => 40 + knot).join(', ')}))`, 'formula_argument', []],
    ['~ factor(sex == "F" | TRUE)', 'one_level', []],
    ['~ I(age / 0)', 'infinite_values', []],
    ['~ cluster(sex):age', 'formula_argument', []],
  ])('%s gives %s', (text, code, fixes) => {
    const error = failure(text);
    expect(error.code).toBe(code);
    expect(error.fixes).toEqual(fixes);
    expect(error.text.zh).toMatch(/\p{Script=Han}/u);
  });

  it('says which variables left no row', () => {
    const empty = frameOf([numericColumn('x', [null, 1]), numericColumn('y', [1, null])]);
    expect(() => buildDesign(parseFormula('~ x + y'), empty, none)).toThrow(/None of the 2 rows is complete.*x \(1\), y \(1\)/);
  });
});

describe('nearest names', () => {
  it('sees through case and separators', () => {
    expect(nearestNames('PH_ECOG', ['age', 'ph.ecog', 'ph.karno'])).toEqual(['ph.ecog']);
    expect(nearestNames('zzz', ['age', 'sex'])).toEqual([]);
  });
});
