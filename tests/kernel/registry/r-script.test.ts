import { expect, it } from 'vitest';
import { rScriptHead } from '@/analysis-kernel/registry/r-script';

it('a script stops where rows were chosen by SQL, which R does not read: it would go on with all of them', () => {
  const lines = rScriptHead({ data: 'd', where: 'age > 50\n  AND name <> "x"' }).trim().split('\n');
  expect(lines.at(-1)).toMatch(
    /^stop\("Only rows that meet this SQL condition were analysed: age > 50 AND name <> \\"x\\"\. Keep them here/u,
  );
  expect(rScriptHead({ data: 'd' })).not.toContain('stop(');
});
