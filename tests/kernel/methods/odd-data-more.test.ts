/** The forty awkward data sets of `odd-data.test.ts` for parametric, diagnostic, agreement, cause_specific and finegray, against R. */
import { describe, expect, it } from 'vitest';
import { frameOf, numericColumn } from '@/analysis-kernel/frame/build';
import type { MethodOutput } from '@/analysis-kernel/registry/method';
import { parseAnalysis } from '@/analysis-kernel/registry/parse-analysis';
import { runMethod } from '@/analysis-kernel/registry/run-method';
import type { Value } from '@/analysis-kernel/results/result';
import { readFixture } from '../fixture';

type Numbers = readonly number[];
type Fitted = Readonly<Record<'estimate' | 'se', Numbers>>;
interface Answers {
  readonly parametric: (Fitted & { readonly loglik: Numbers }) | null;
  readonly diagnostic: Numbers | null;
  readonly kappa: Numbers | null;
  readonly limits: Numbers | null;
  readonly icc: Numbers | null;
  readonly cause: Fitted | null;
  readonly finegray: Fitted | null;
}
const answers = readFixture<readonly { readonly kind: string; readonly r: Answers }[]>('methods/odd-data-more');
const data = readFixture<readonly { readonly data: Readonly<Record<string, readonly (number | string)[]>> }[]>('methods/odd-data');

async function run(at: number, yaml: string): Promise<MethodOutput | string> {
  const { g: _, ...numbers } = data[at].data;
  const known = (values: readonly (number | string)[]) => values.map((value) => (Number.isNaN(Number(value)) ? null : Number(value)));
  const frame = frameOf(
    Object.entries(numbers).map(([name, values]) =>
      numericColumn(name, known(values), ['e', 'k', 'w', 'y', 'm'].includes(name) ? 'integer' : 'number'),
    ),
  );
  const parsed = await parseAnalysis(`data: d\n${yaml}\n`);
  if (!parsed.ok) throw new Error(parsed.errors[0].message.en);
  const result = await runMethod(parsed.analysis, frame);
  if (!result.ok) {
    expect(result.error.code).toMatch(/^[a-z_]+$/u);
    expect(result.error.code).not.toBe('internal');
    return result.error.code;
  }
  const none = [...result.output.tables].flatMap(([name, { columns, rows }]) =>
    columns.filter((_, j) => rows.some((row) => Number.isNaN(row[j]))).map((column) => `${name}.${column}`),
  );
  expect(none).toEqual([]);
  expect(`${result.output.sentence.en}${result.output.sentence.zh}`).not.toMatch(/NaN|undefined|null/u);
  return result.output;
}

function column(output: MethodOutput, table: string, name: string): Value[] {
  const found = output.tables.get(table);
  return (found?.rows ?? []).map((row) => row[found?.columns.indexOf(name) ?? -1]);
}

const quantity = (output: MethodOutput, name: string, column: string): Value => {
  const table = output.tables.get('estimates');
  const row = table?.rows.find((one) => one[table.columns.indexOf('quantity')] === name);
  return row?.[table?.columns.indexOf(column) ?? -1] ?? null;
};

/** Within 1e-6 of the number, or of `size` where it is next to nothing. */
function near(actual: Value | undefined, expected: number, what: string, size = Math.abs(expected)): void {
  const distance = Math.abs(Number(actual ?? Number.NaN) - expected) / Math.max(Math.abs(expected), 1e-7 * size, 1e-300);
  expect(distance, `${what}: ${actual} for ${expected}`).toBeLessThan(1e-6);
}

const unstable = ({ warnings }: MethodOutput) =>
  warnings.some(({ code }) => /infinite|not_converged|separat|no_standard_errors|collinear/u.test(code));

describe.each(answers.map(({ kind, r }, at) => [`${at + 1}, ${kind}`, r, at] as const))('%s', (_, r, at) => {
  it('parametric', async () => {
    const output = await run(at, 'method: parametric\ndistribution: weibull\nformula: Surv(t, e) ~ x');
    if (typeof output === 'string' || r.parametric === null || unstable(output)) return;
    const { estimate, se, loglik } = r.parametric;
    const [estimates, errors] = ['estimate', 'std_error'].map((name) => column(output, 'coefficients', name));
    for (const [j, value] of estimates.entries()) near(value, estimate[j], `estimate ${j}`, Math.max(...estimate.map(Math.abs)));
    for (const [j, value] of errors.entries()) near(value, se[j], `error ${j}`);
    near(column(output, 'fit', 'loglik')[0], loglik[0], 'loglik');
  });

  it('diagnostic', async () => {
    const output = await run(at, 'method: diagnostic\noutcome: y\nmarkers: x');
    if (typeof output === 'string') return expect(r.diagnostic).toBeNull();
    const [auc, error] = r.diagnostic ?? [Number.NaN, Number.NaN];
    near(quantity(output, 'auc', 'estimate'), auc, 'auc');
    near(quantity(output, 'auc', 'std_error'), error, 'error', 1);
  });

  it('agreement', async () => {
    const kappa = await run(at, 'method: agreement\ntype: kappa\nraters: [y, e]');
    if (typeof kappa === 'string') throw new Error(kappa);
    const [own, error] = r.kappa ?? [Number.NaN, Number.NaN];
    if (Number.isFinite(own)) {
      near(quantity(kappa, 'kappa', 'estimate'), own, 'kappa', 1);
      // Where kappa is 0 whatever the ratings, R's formula gives an error of 0, and here there is none.
      if (error > 1e-7) near(quantity(kappa, 'kappa', 'std_error'), error, 'error of kappa');
      else expect(quantity(kappa, 'kappa', 'std_error')).toBe(own === 0 ? null : 0);
    } else expect(quantity(kappa, 'kappa', 'estimate')).toBeNull();
    const limits = await run(at, 'method: agreement\ntype: bland_altman\nraters: [x, m]');
    if (typeof limits === 'string' || r.limits === null) throw new Error(String(limits));
    const [bias, lower, upper, standard] = r.limits;
    near(quantity(limits, 'bias', 'estimate'), bias, 'bias', standard);
    near(quantity(limits, 'lower_limit', 'estimate'), lower, 'lower');
    near(quantity(limits, 'upper_limit', 'estimate'), upper, 'upper');
    near(quantity(limits, 'bias', 'std_error'), standard, 'error of the bias');
    const icc = await run(at, 'method: agreement\ntype: icc\nraters: [x, m]\nunit: single');
    if (typeof icc === 'string' || r.icc === null) throw new Error(String(icc));
    // Of raters on scales of their own it is rounding: a share of the largest it can be.
    for (const [form, value] of r.icc.entries())
      expect(Math.abs(Number(quantity(icc, `icc_${form + 2}_single`, 'estimate')) - value)).toBeLessThan(1e-9);
  });

  it.each([
    ['cause_specific', 'cause', 'std_error'],
    ['finegray', 'finegray', 'robust_se'],
  ] as const)('%s', async (method, name, error) => {
    const cause = method === 'finegray' ? '\ncause: 1' : '';
    const output = await run(at, `method: ${method}\nformula: Surv(t, k) ~ x${cause}`);
    const expected = r[name];
    // Of times around 1e-8 survival's finegray has no answer.
    if (typeof output === 'string' || unstable(output) || expected === null) return;
    near(column(output, 'coefficients', 'estimate')[0], expected.estimate[0], 'estimate', expected.se[0]);
    near(column(output, 'coefficients', error)[0], expected.se[0], 'error');
  });
});
