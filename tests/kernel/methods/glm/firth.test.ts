/** Firth's penalised likelihood against the written likelihood optimised by other means (`firth.R`), and the numbers of the paper. */
import { describe, expect, it, test } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import type { MethodOutput } from '@/analysis-kernel/registry/method';
import { parseAnalysis } from '@/analysis-kernel/registry/parse-analysis';
import { runMethod } from '@/analysis-kernel/registry/run-method';
import { expectClose } from '../../close';
import { readFixture } from '../../fixture';

type Columns = Readonly<Record<string, readonly (number | string)[]>>;
interface Case {
  readonly data: string;
  readonly yaml: string;
  readonly term: readonly string[];
  readonly loglik: number;
  readonly [column: string]: unknown;
}
const R = readFixture<{ readonly data: Readonly<Record<string, Columns>>; readonly cases: readonly Case[] }>('methods/glm/firth');

const frameFrom = (columns: Columns): Frame =>
  frameOf(
    Object.entries(columns).map(([name, values]) =>
      typeof values[0] === 'string' ? textColumn(name, values.map(String)) : numericColumn(name, values.map(Number)),
    ),
  );

async function run(yaml: string, frame: Frame): Promise<MethodOutput> {
  const parsed = await parseAnalysis(`method: glm\ndata: d\nfirth: true\n${yaml}`);
  if (!parsed.ok) throw new Error(parsed.errors[0].message.en);
  const result = await runMethod(parsed.analysis, frame);
  if (!result.ok) throw new Error(result.error.message.en);
  return result.output;
}

function column(output: MethodOutput, table: string, name: string) {
  const found = output.tables.get(table);
  return found?.rows.map((row) => row[found.columns.indexOf(name)]) ?? [];
}

describe('agrees with the likelihood optimised by other means', () => {
  test.each(R.cases.map((one) => [one.yaml.replaceAll('\n', ' · '), one] as const))('%s', async (_, one) => {
    const output = await run(one.yaml, frameFrom(R.data[one.data]));
    expect(column(output, 'coefficients', 'term')).toEqual(one.term);
    // brglm2 gives estimates to the last digits; the optimisers behind the profile do not.
    const tolerances = { estimate: 1e-7, std_error: 1e-7, statistic: 2e-6, p_value: 2e-6, conf_low: 2e-6, conf_high: 2e-6 };
    for (const [name, tolerance] of Object.entries(tolerances)) {
      (one[name] as readonly number[]).forEach((value, row) => {
        expectClose(column(output, 'coefficients', name)[row], value, tolerance, `${name} of ${one.term[row]}`, 1e-2);
      });
    }
    expectClose(column(output, 'fit', 'loglik')[0], one.loglik, 1e-10, 'penalised likelihood');
    expect(column(output, 'fit', 'aic')).toEqual([null]);
    expect(output.warnings.map(({ code }) => code)).not.toContain('separation');
  });
});

it('gives the published analysis of endometrial cancer, where no row with vascularisation has the low grade', async () => {
  // Heinze & Schemper (2002), 10.1002/sim.1047, table II: estimate, standard error and profile limits.
  const output = await run('formula: HG ~ NV + PI + EH\nfamily: binomial', frameFrom(R.data.endometrial));
  const at = (name: string) => column(output, 'coefficients', name).map((value) => Number(Number(value).toFixed(2)));
  expect(at('estimate').slice(1)).toEqual([2.93, -0.03, -2.6]);
  expect(at('std_error').slice(1)).toEqual([1.55, 0.04, 0.78]);
  expect(at('conf_low').slice(1)).toEqual([0.61, -0.12, -4.37]);
  expect(at('conf_high').slice(1)).toEqual([7.85, 0.04, -1.23]);
});

describe('by hand', () => {
  // Of a saturated table the penalty is half a case more in every cell.
  const cells = frameOf([
    textColumn('arm', [...new Array(6).fill('a'), ...new Array(8).fill('b')]),
    numericColumn('dead', [0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0], 'integer'),
  ]);

  it('the odds ratio of a table with an empty cell is that with half a row added to each', async () => {
    const output = await run('formula: dead ~ arm\nfamily: binomial\nexponentiate: true', cells);
    expectClose(column(output, 'coefficients', 'odds_ratio')[1], 3.5 / 5.5 / (0.5 / 6.5), 1e-8, 'odds ratio');
    expect(column(output, 'coefficients', 'odds_ratio_low').every((value) => typeof value === 'number')).toBe(true);
  });

  it('says that means are drawn towards one half, where they are shown', async () => {
    const codes = async (more: string) =>
      (await run(`formula: dead ~ arm\nfamily: binomial${more}`, cells)).warnings.map(({ code }) => code);
    expect(await codes('\nmarginal: arm')).toContain('penalised_means');
    expect(await codes('')).not.toContain('penalised_means');
  });

  it('frequencies are replication', async () => {
    const short = frameOf([
      textColumn('arm', ['a', 'b', 'b']),
      numericColumn('dead', [0, 1, 0], 'integer'),
      numericColumn('n', [6, 3, 5], 'integer'),
    ]);
    const [one, other] = [
      await run('formula: dead ~ arm\nfamily: binomial\nweights: {column: n, kind: frequency}', short),
      await run('formula: dead ~ arm\nfamily: binomial', cells),
    ];
    for (const name of ['estimate', 'std_error', 'conf_low', 'conf_high', 'p_value'])
      column(other, 'coefficients', name).forEach((value, row) => {
        expectClose(column(one, 'coefficients', name)[row], value as number, 1e-7, name);
      });
  });

  it('the unit of a covariate changes its coefficient alone, and a redundant column is left out', async () => {
    const { NV, PI, EH, HG } = R.data.endometrial;
    const frame = frameFrom({ NV, PI: PI.map((value) => Number(value) * 1e7), EH, twice: EH.map((value) => 2 * Number(value)), HG });
    const output = await run('formula: HG ~ NV + PI + EH + twice\nfamily: binomial', frame);
    const [first] = R.cases;
    const wanted = first.estimate as readonly number[];
    const scale = [1, 1, 1e-7, 1];
    wanted.forEach((value, row) => {
      expectClose(column(output, 'coefficients', 'estimate')[row], value * scale[row], 1e-7, `coefficient ${row}`);
    });
    expect(column(output, 'coefficients', 'estimate')[4]).toBeNull();
    expect(output.warnings.map(({ code }) => code)).toContain('collinear');
  });
});
