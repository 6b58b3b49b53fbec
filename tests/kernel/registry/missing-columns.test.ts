/** An analysis that names several columns the data lack is told of all of them. */
import { expect, it } from 'vitest';
import { frameOf, numericColumn } from '@/analysis-kernel/frame/build';
import { parseAnalysis } from '@/analysis-kernel/registry/parse-analysis';
import { runMethod } from '@/analysis-kernel/registry/run-method';

const data = frameOf(['time', 'status', 'age', 'size'].map((name) => numericColumn(name, [1, 2, 3, 1, 0, 1])));

async function messageOf(body: string) {
  const parsed = await parseAnalysis(body);
  if (!parsed.ok) throw new Error(parsed.errors[0].message.en);
  const run = await runMethod(parsed.analysis, data);
  if (run.ok) throw new Error('it ran');
  return run.error.message;
}

it.each([
  ['method: table1\ndata: d\nby: hormon\nvariables: [age, gradee, sizee]', ['hormon', 'gradee', 'sizee']],
  ['method: cox\ndata: d\nformula: Surv(tim, status) ~ agee + size', ['tim', 'agee']],
  ['method: km\ndata: d\nformula: Surv(time, stat) ~ 1\ncluster: centre', ['stat', 'centre']],
])('%s', async (body, missing) => {
  const { en, zh } = await messageOf(body);
  for (const name of missing) for (const said of [en, zh]) expect(said.split(new RegExp(`\\b${name}\\b`, 'u'))).toHaveLength(2);
  expect(en).toContain('Nor do they have');
  expect(zh).toContain('也没有列');
});

it('one alone is told alone', async () => {
  expect((await messageOf('method: cox\ndata: d\nformula: Surv(time, status) ~ agee')).en).not.toContain('Nor');
});
