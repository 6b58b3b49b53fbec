/** Times our Cox fit inside a browser's worker, where analyses run. */
import { seededRandom } from '@/analysis-kernel/numeric/rng';
import { fitCox } from '@/analysis-kernel/stats/cox/fit';
import { simulate, type Times } from './cox-data';

/** What the worker is asked. */
export interface CoxTask {
  readonly rows: number;
  readonly columns: number;
  readonly times: Times;
  readonly seed: number;
  readonly rounds: number;
}

/** What it answers. */
export interface CoxTimes {
  readonly milliseconds: readonly number[];
  readonly coefficients: readonly number[];
}

globalThis.onmessage = ({ data: { rows, columns, times, seed, rounds } }: MessageEvent<CoxTask>) => {
  const data = simulate(rows, columns, times, seededRandom(seed));
  let { coefficients } = fitCox(data);
  const milliseconds = Array.from({ length: rounds }, () => {
    const start = performance.now();
    ({ coefficients } = fitCox(data));
    return performance.now() - start;
  });
  const answer: CoxTimes = { milliseconds, coefficients: [...coefficients] };
  globalThis.postMessage(answer);
};
