/** Each method refuses what it declares and nothing else: every declared code is reached by a small input, and no input reaches another. */
import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Frame } from '@/analysis-kernel/frame/column';
import type { Method } from '@/analysis-kernel/registry/method';
import { COX_ERRORS } from '@/analysis-kernel/registry/methods/cox/errors';
import { parseAnalysis } from '@/analysis-kernel/registry/parse-analysis';
import { loadMethods } from '@/analysis-kernel/registry/registry';
import { runMethod } from '@/analysis-kernel/registry/run-method';
import { MethodError } from '@/analysis-kernel/results/method-error';
import type { CellError } from '@/analysis-kernel/results/result';
import { readOptions } from '@/components/notebook/forms/analysis-yaml';
import { changedOption } from '@/components/notebook/forms/changed-option';
import { frame, others } from './error-frames';
import { CASES, REQUIRED } from './error-inputs';

const methods = await loadMethods();

/** What a cell is refused with; null where it has a result. */
async function errorOf(body: string, data: Frame = frame): Promise<CellError | null> {
  const parsed = await parseAnalysis(body);
  if (!parsed.ok) throw new Error(`${body}: ${JSON.stringify(parsed.errors)}`);
  const run = await runMethod(parsed.analysis, data, others);
  return run.ok ? null : run.error;
}

const bodyOf = (method: string, keysOf: string) => `method: ${method}\ndata: d\n${keysOf}\n`;

/** The code a cell ends with; null where it has a result. */
const codeOf = async (method: string, keysOf: string, data?: Frame) => (await errorOf(bodyOf(method, keysOf), data))?.code ?? null;

/** The cell with what a fix says of an option, as the button beside the error writes it; null of a fix that replaces a word. */
function mended(body: string, fix: string, method: Method): string | null {
  const [key, value] = Object.entries(readOptions(fix) ?? {})[0] ?? [];
  return key === undefined || key === 'method' ? null : changedOption(body, method, key, value, []);
}

describe.each(methods.map((method) => [method.id, method] as const))('%s', (id, method) => {
  const { errors } = method;
  const cases = CASES[id] ?? [];

  it('has an input for each code it declares', () => {
    expect([...new Set(cases.map(([code]) => code))].sort()).toEqual(Object.keys(errors).sort());
  });

  it.each(cases.map(([code, keysOf, data]) => ({ code, keysOf, data })))('refuses with $code: $keysOf', async ({ code, keysOf, data }) => {
    expect(await codeOf(id, keysOf, data)).toBe(code);
  });

  it('each button that sets or leaves out an option ends what it stands beside', async () => {
    for (const [code, keysOf, data] of cases) {
      const body = bodyOf(id, keysOf);
      const error = await errorOf(body, data);
      const bodies = (error?.fixes ?? []).flatMap((fix) => mended(body, fix, method) ?? []);
      for (const after of bodies) expect((await errorOf(after, data))?.message.en ?? null, after).not.toBe(error?.message.en);
      const isOfFormula = body.split('\n')[(error?.line ?? 1) - 1].startsWith('formula:');
      if (!isOfFormula && /[Ll]eave (?!them\b|groups\b)\w+ out\b/u.test(error?.message.en ?? '')) expect(bodies, code).not.toEqual([]);
    }
  });

  it('says in both languages what each means', () => {
    for (const { en, zh } of Object.values(errors)) {
      expect(en).toMatch(/\.$/u);
      expect(zh).toMatch(/[一-鿿].*。$/u);
    }
  });
});

it('formulas of any pieces end in a result or in a code the method declares', async () => {
  const pieces =
    'Surv( ( ) , + * : ^ ~ 1 0 x g t e none infinite same log( factor( strata( cluster( offset( Surv(t,e) Surv(t,causes)~ x~'.split(' ');
  const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 9 }).map((some) => some.join(' '));
  const withFormula = methods.filter(({ options }) => options.some(({ key }) => key === 'formula'));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...withFormula), texts, async ({ id, errors }, text) => {
      const code = await codeOf(id, `${REQUIRED[id] ?? ''}formula: ${JSON.stringify(`${text} `)}`);
      expect([null, ...Object.keys(errors)], `${id}: ${text}`).toContain(code);
    }),
    { numRuns: 400, seed: 21 },
  );
});

it('an undeclared code does not compile', () => {
  type Declared = keyof typeof COX_ERRORS;
  expectTypeOf<ConstructorParameters<typeof MethodError<Declared>>[1]>().toEqualTypeOf<Declared>();
  expect(new MethodError(COX_ERRORS, 'no_rows', { en: 'x', zh: 'x' }).code).toBe('no_rows');
});
