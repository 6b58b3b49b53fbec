/** The most memory a fit holds beside its data, in multiples of the data: each in a process of its own. */
import { spawnSync } from 'node:child_process';
import { seededRandom } from '@/analysis-kernel/numeric/rng';
import { drain } from '@/analysis-kernel/numeric/steps';
import { fitGlm, type GlmData } from '@/analysis-kernel/registry/methods/glm/kernel/fit';
import { concordance } from '@/analysis-kernel/stats/cox/concordance';
import { fitCox } from '@/analysis-kernel/stats/cox/fit';
import { simulate, type Times } from './beside-r/survival-data';
import type { Tally } from './measure';

const ROWS = 1_000_000;
const COLUMNS = 10;

function cox(times: Times): { readonly bytes: number; readonly work: () => unknown } {
  const data = simulate(ROWS, COLUMNS, times, seededRandom(1));
  const work = () => {
    const fit = fitCox(data);
    return concordance(data, fit.linearPredictor, fit.workspace.risk);
  };
  return { bytes: data.x.byteLength + data.time.byteLength + data.event.byteLength, work };
}

function logistic(): { readonly bytes: number; readonly work: () => unknown } {
  const { x, event } = simulate(ROWS, COLUMNS, 'monthly', seededRandom(1));
  const plain = { weights: null, counted: false, offset: null, theta: null, intercept: false } as const;
  const data: GlmData = { n: ROWS, p: COLUMNS, x, y: Float64Array.from(event), ...plain, family: 'binomial', link: 'logit' };
  return { bytes: x.byteLength + data.y.byteLength, work: () => drain(fitGlm(data)) };
}

const FITS: Readonly<Record<string, () => { readonly bytes: number; readonly work: () => unknown }>> = {
  'cox and concordance, monthly times': () => cox('monthly'),
  'cox and concordance, distinct times': () => cox('distinct'),
  'logistic regression': logistic,
};

/** Prints how many times the data's memory a fit adds to what the process held with the data alone. */
export function weigh(name: string): void {
  const { bytes, work } = FITS[name]();
  global.gc?.();
  const before = process.memoryUsage().rss;
  work();
  process.stdout.write(((process.resourceUsage().maxRSS * 1024 - before) / bytes).toFixed(1));
}

export async function run(): Promise<readonly Tally[]> {
  return Object.keys(FITS).map((name) => {
    const script = `import(${JSON.stringify(import.meta.filename)}).then(({ weigh }) => weigh(${JSON.stringify(name)}))`;
    const ran = spawnSync(process.execPath, [...process.execArgv, '--expose-gc', '-e', script], { encoding: 'utf8' });
    if (ran.status !== 0) throw new Error(`${name}: ${ran.stderr}`);
    return { name: `memory beside the data: ${name}, ${ROWS} × ${COLUMNS}`, tally: `${ran.stdout} ×` };
  });
}
