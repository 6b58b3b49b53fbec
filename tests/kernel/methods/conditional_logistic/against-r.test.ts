/** Conditional logistic regression against survival::clogit and coxph, and its robust variance against numerical derivatives. */
import { describe, expect, it } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import { expectClose } from '../../close';
import { readFixture } from '../../fixture';
import { rowsOf, run } from '../run-method';

type Columns = Readonly<Record<string, readonly (number | string)[]>>;
interface Case {
  readonly name: string;
  readonly formula: string;
  readonly ties: string;
  readonly also?: string;
  readonly keys: Readonly<Record<string, unknown>> | null;
  readonly coef: number[];
  readonly se: number[];
  readonly loglik: [number, number];
  readonly score: number;
  readonly wald: number;
  readonly concordance: number;
  readonly concordance_se: number;
  readonly rscore: number | null;
}
const fixture = readFixture<{
  data: Readonly<Record<string, Columns>>;
  cases: readonly Case[];
  robust: { formula: string; by_set: number[]; by_town: number[]; rscore: number };
}>('methods/conditional_logistic/conditional-logistic');

function frameNamed(name: string): Frame {
  return frameOf(
    Object.entries(fixture.data[name]).map(([column, values]) =>
      typeof values[0] === 'string' ? textColumn(column, values as string[]) : numericColumn(column, values as number[]),
    ),
  );
}

describe.each(
  fixture.cases.flatMap((one) =>
    [one.ties, ...(one.also === undefined ? [] : [one.also])].map(
      (ties) => [`${one.name}: ${one.formula}, ${ties} ${JSON.stringify(one.keys)}`, ties, one] as const,
    ),
  ),
)('%s', (_, ties, r) => {
  it('is that of R', async () => {
    const output = await run('conditional_logistic', { formula: r.formula, ties, ...r.keys }, frameNamed(r.name));
    const coefficients = rowsOf(output, 'coefficients');
    const [fit] = rowsOf(output, 'fit');
    r.coef.forEach((value, j) => {
      expectClose(coefficients[j].estimate, value, 1e-8, `${coefficients[j].term}`, 1e-3);
      expectClose(coefficients[j].robust_se ?? coefficients[j].std_error, r.se[j], 1e-7, `error of ${coefficients[j].term}`, 1e-3);
    });
    expectClose(fit.loglik_null, r.loglik[0], 1e-10, 'loglik at 0', 1);
    expectClose(fit.loglik, r.loglik[1], 1e-10, 'loglik', 1);
    expectClose(fit.score, r.score, 1e-8, 'score', 1);
    expectClose(fit.wald, r.wald, 1e-7, 'wald', 1);
    expectClose(fit.concordance, r.concordance, 1e-10, 'concordance', 1);
    if (ties === r.ties) expectClose(fit.std_error_concordance, r.concordance_se, 1e-8, 'its error', 1e-3);
    if (r.rscore !== null) expectClose(fit.robust_score, r.rscore, 1e-8, 'robust score', 1);
  });
});

it('has a robust variance beside the exact likelihood of several cases', async () => {
  const { formula, by_set, by_town, rscore } = fixture.robust;
  const ofSets = await run('conditional_logistic', { formula, robust: true }, frameNamed('several'));
  const ofTowns = await run('conditional_logistic', { formula, cluster: 'town' }, frameNamed('several'));
  by_set.forEach((value, j) => void expectClose(rowsOf(ofSets, 'coefficients')[j].robust_se, value, 1e-7, `by set ${j}`, 1e-3));
  by_town.forEach((value, j) => void expectClose(rowsOf(ofTowns, 'coefficients')[j].robust_se, value, 1e-7, `by town ${j}`, 1e-3));
  expectClose(rowsOf(ofSets, 'fit')[0].robust_score, rscore, 1e-7, 'robust score', 1);
  expect(ofTowns.conventions).toMatchObject({ cluster: 'town', clusters: 23 });
  expect(ofSets.conventions).toMatchObject({ cluster: 'set', clusters: 40 });
});
