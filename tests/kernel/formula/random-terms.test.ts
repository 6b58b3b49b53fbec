/** Random terms: what of a formula is fixed, what varies between which groups, and who refuses them. */
import { describe, expect, it } from 'vitest';
import { deparse } from '@/analysis-kernel/formula/deparse';
import { formulaOf, rolesOf } from '@/analysis-kernel/formula/formula-roles';
import { parseFormula } from '@/analysis-kernel/formula/parse-formula';
import { splitRandom } from '@/analysis-kernel/formula/random-terms';
import { expandTerms } from '@/analysis-kernel/formula/terms';
import { MethodError } from '@/analysis-kernel/results/method-error';

/** The fixed terms, and `effects | grouping` of each random one. */
function split(text: string) {
  const { fixed, random } = splitRandom(parseFormula(text));
  const { terms, intercept } = expandTerms(fixed.right, []);
  return {
    fixed: [...(intercept ? ['1'] : []), ...terms.map(({ label }) => label)],
    random: random.map(({ effects, label }) => `${deparse(effects.right)} | ${label}`),
  };
}

const codeOf = (text: string, read: (text: string) => unknown = split) => {
  try {
    read(text);
  } catch (error) {
    if (error instanceof MethodError) return { code: error.code, en: error.text.en, offset: error.offset };
    throw error;
  }
  return null;
};

describe('a formula with random terms', () => {
  it.each([
    ['y ~ x + (1 | id)', ['1', 'x'], ['1 | id']],
    ['y ~ (1 + t | id) + x * t', ['1', 'x', 't', 'x:t'], ['1 + t | id']],
    ['y ~ (1 | id)', ['1'], ['1 | id']],
    ['y ~ x + (1 | a) + (0 + t | b) - 1', ['x'], ['1 | a', '0 + t | b']],
    ['y ~ (1 | a) - 1 + x', ['x'], ['1 | a']],
    // Nesting is the outer grouping and the combinations.
    ['y ~ x + (1 | a/b)', ['1', 'x'], ['1 | a', '1 | a:b']],
    ['y ~ x + (t | a/b/c)', ['1', 'x'], ['t | a', 't | a:b', 't | a:b:c']],
    ['y ~ x + (1 | a:b)', ['1', 'x'], ['1 | a:b']],
    // Without correlations each term stands alone.
    ['y ~ x + (1 + t || id)', ['1', 'x'], ['1 | id', '0 + t | id']],
    ['y ~ x + (0 + t + f:t || id)', ['1', 'x'], ['0 + t | id', '0 + t:f | id']],
    ['y ~ x + (log(t + 1) | factor(id))', ['1', 'x'], ['log(t + 1) | factor(id)']],
  ])('%s', (text, fixed, random) => {
    expect(split(text)).toEqual({ fixed, random });
  });

  it.each([
    ['y ~ (1 | a + b)', 'On the right of |'],
    ['y ~ (1 | 2)', 'On the right of |'],
    ['y ~ (1 | (a/b):c)', 'On the right of |'],
    [`y ~ ${Array.from({ length: 21 }, (_, k) => `(1 | g${k})`).join(' + ')}`, 'more than 20 random terms'],
    // What is multiplied, or stands without parentheses, is not taken for one.
    ['y ~ x:(1 | id)', 'has no meaning here'],
    ['y ~ x + 1 | id', 'has no meaning here'],
    ['y ~ x + ((1 | id))', 'has no meaning here'],
  ])('%s is refused', (text, said) => {
    const found = codeOf(text);
    expect(found?.code).toBe('formula_term');
    expect(found?.en).toContain(said);
    expect(found?.offset).toBeGreaterThan(0);
  });
});

describe('a formula whose method has no random terms', () => {
  const plain = (text: string) => expandTerms(parseFormula(text).right, []);

  it.each(['y ~ x + (1 | id)', 'y ~ x + (1 + t || id)', 'y ~ a | b'])('%s is refused', (text) => {
    const found = codeOf(text, plain);
    expect(found?.code).toBe('formula_term');
    expect(found?.en).toMatch(/mixed model.*I\(/u);
  });

  it('takes conditions within functions', () => {
    expect(plain('y ~ I(a > 1 | b > 1) + factor(a || b)').terms.map(({ label }) => label)).toEqual(['I(a > 1 | b > 1)', 'factor(a || b)']);
  });
});

describe('a form', () => {
  it.each([
    ['y ~ x + (1 | id)', { group: 'id', slope: null }],
    ['y ~ x + (1 + t | id)', { group: 'id', slope: 't' }],
    ['y ~ x + (t | id)', { group: 'id', slope: 't' }],
  ])('reads %s', (text, random) => {
    expect(rolesOf(text)).toMatchObject({ random });
  });

  it.each([
    'y ~ x + (1 | a) + (1 | b)',
    'y ~ x + (0 + t | id)',
    'y ~ x + (1 + t + u | id)',
    'y ~ x + (1 | a/b)',
    'y ~ x + (1 || id)',
    'y ~ (x)',
  ])('leaves %s as it is written', (text) => {
    expect(rolesOf(text)).toBeNull();
  });

  it('writes what it read', () => {
    for (const text of ['y ~ x + (1 | id)', 'y ~ x + (1 + t | id)', 'y ~ x']) {
      const roles = rolesOf(text);
      expect(roles && formulaOf(roles)).toBe(text);
    }
  });
});
