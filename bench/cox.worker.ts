/** Times our Cox fit inside a browser's worker, where analyses run. */
import { seededRandom } from '@/analysis-kernel/numeric/rng';
import { fitCox } from '@/analysis-kernel/stats/survival/cox/fit';
import { simulate } from './cox-data';

/** What the worker is asked. */
export interface CoxTask {
  readonly rows: number;
  readonly columns: number;
  readonly seed: number;
  readonly times: number;
}

/** What it answers. */
export interface CoxTimes {
  readonly milliseconds: readonly number[];
  readonly coefficients: readonly number[];
}

globalThis.onmessage = ({ data: { rows, columns, seed, times } }: MessageEvent<CoxTask>) => {
  const data = simulate(rows, columns, seededRandom(seed));
  let { coefficients } = fitCox(data);
  const milliseconds = Array.from({ length: times }, () => {
    const start = performance.now();
    ({ coefficients } = fitCox(data));
    return performance.now() - start;
  });
  const answer: CoxTimes = { milliseconds, coefficients: [...coefficients] };
  globalThis.postMessage(answer);
};
