import { expect, it } from 'vitest';
import { parseAnalysis } from '@/analysis-kernel/registry/parse-analysis';

it.each([
  ['logistic', ['binomial']],
  ['linear', ['gaussian']],
  ['bionmial', ['binomial']],
  ['weird', []],
])('of a choice written as %s offers the values that were meant, and no other that would run', async (family, fixes) => {
  const found = await parseAnalysis(`method: glm\ndata: d\nformula: y ~ x\nfamily: ${family}`);
  expect(found.ok ? null : found.errors.map((error) => error.fixes)).toEqual([fixes]);
});
