import { describe, expect, it } from 'vitest';
import type { Cell } from '@/analysis-kernel/document/notebook';
import { parseAnalysis } from '@/analysis-kernel/registry/parse-analysis';
import { errorsOf } from '@/components/notebook/cells/cell-errors';

const analysis = (body: string): Cell => ({ id: 'a', explicitId: false, kind: 'analysis', name: 'a', body, written: null, version: 0 });

describe('what is wrong with a cell', () => {
  it('is all that its text shows, where the engine stopped at one of them', async () => {
    const cell = analysis('method: km\ndatta: women\nformula: Surv(time, status) ~ 1\nconf_levl: 0.9\n');
    const parsed = await parseAnalysis(cell.body);
    if (parsed.ok) throw new Error('the text has errors');
    expect(parsed.errors.length).toBeGreaterThan(1);
    expect(errorsOf(cell, parsed.errors[0])).toEqual(parsed.errors);
  });

  it('is what the engine said, until the method has come that knows the rest', () => {
    const error = { code: 'unknown_key', message: { en: 'no', zh: '无' }, line: 2, column: 1, fixes: [] };
    expect(errorsOf(analysis('method: competing\ndatta: women\nconf_levl: 0.9\n'), error)).toEqual([error]);
  });

  it('is what the run said, where the text is in order', () => {
    const error = { code: 'unknown_column', message: { en: 'no', zh: '无' }, line: 3, column: 1, fixes: [] };
    expect(errorsOf(analysis('method: km\ndata: women\nformula: Surv(time, status) ~ 1\n'), error)).toEqual([error]);
  });
});
