import { expect, it } from 'vitest';
import { frameOf, numericColumn } from '@/analysis-kernel/frame/build';
import { run } from '../methods/run-method';

const AT = Array.from({ length: 120 }, (_, at) => at);
const frame = (clusters: number) =>
  frameOf([
    numericColumn(
      't',
      AT.map((at) => 1 + ((at * 37) % 101)),
    ),
    numericColumn(
      'e',
      AT.map((at) => (at * 7) % 2),
    ),
    numericColumn(
      'x',
      AT.map((at) => (at * 13) % 17),
    ),
    numericColumn(
      'centre',
      AT.map((at) => at % clusters),
    ),
  ]);

it.each([
  ['glm', { formula: 'e ~ x', family: 'binomial' }],
  ['cox', { formula: 'Surv(t, e) ~ x' }],
  ['parametric', { formula: 'Surv(t, e) ~ x' }],
])('%s says that a variance between fewer than thirty clusters is too small', async (method, options) => {
  const warned = async (clusters: number) =>
    (await run(method, { ...options, cluster: 'centre' }, frame(clusters))).warnings.filter(({ code }) => code === 'few_clusters');
  expect((await warned(29)).map(({ message }) => message.en)).toEqual([expect.stringContaining('29 clusters')]);
  expect(await warned(30)).toEqual([]);
});
