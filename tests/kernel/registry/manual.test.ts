import { describe, expect, it } from 'vitest';
import { methodsManual } from '@/analysis-kernel/registry/manual';

describe('the manual of analysis methods', () => {
  // After a change of the registry: npx vitest run tests/kernel/registry/manual.test.ts -u
  it.each([
    ['en', 'analysis-methods.md'],
    ['zh', 'analysis-methods.zh.md'],
  ] as const)('in %s is docs/%s as the registry has it', async (lang, file) => {
    await expect(await methodsManual(lang)).toMatchFileSnapshot(`../../../docs/${file}`);
  });
});
