import { describe, expect, it } from 'vitest';
import { compile } from '@/cohort-dsl/compile';
import { constructs } from '@/cohort-dsl/types/constructs';
import { blueprintOf, functions } from '@/cohort-dsl/types/functions';
import { renal } from '../dictionary';
import { header } from './marked';

describe('blueprints', () => {
  for (const blueprint of [...Object.values(functions), ...constructs]) {
    it(`${blueprint.name}: its example compiles`, () => {
      const expression = blueprint.kind === 'rows' ? `count of ${blueprint.example}` : blueprint.example;
      const { diagnostics, plan } = compile(`${header}variable x = ${expression}`, { dictionary: renal });
      expect(diagnostics.filter((one) => one.severity === 'error').map((one) => one.message.en)).toEqual([]);
      expect(plan?.variables).toHaveLength(1);
      for (const text of [blueprint.doc, blueprint.missing]) {
        expect(text.en).toMatch(/\S/);
        expect(text.zh).toMatch(/[\u4e00-\u9fff]/);
      }
    });
  }

  it('are found by name', () => {
    expect(blueprintOf('earliest')?.signature).toBe('earliest(d1, d2, …)');
    expect(blueprintOf('at least')?.kind).toBe('truth');
    expect(blueprintOf('toString')).toBeNull();
  });
});
