/** An analysis that names several columns the data lack is told of all of them, whatever else is wrong with it. */
import { expect, it } from 'vitest';
import { frameOf, numericColumn } from '@/analysis-kernel/frame/build';
import { absentColumns } from '@/analysis-kernel/registry/other-columns';
import { parseAnalysis } from '@/analysis-kernel/registry/parse-analysis';
import { loadMethod } from '@/analysis-kernel/registry/registry';
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

it.each([
  ['table1', 'method: table1\ndata: d\nvariables: [age, nodez, grad]\nbogus: 3', ['nodez 3:18', 'grad 3:25']],
  ['cox', 'method: cox\ndata: d\nformula: Surv(time, status) ~ agee + size + nods\nties: efrom\nconf_level: 3', ['agee 3:31', 'nods 3:45']],
  ['km', 'method: km\ndata: d\nformula: Surv(time, status) ~ 1\ncluster: centre\nties: 1', ['centre 4:10']],
  ['table1', 'method: table1\ndata: d\nvariables: [age, $which]\nby: size\nbogus: 3', []],
  ['table1', 'method: table1\nvariables: [', []],
])('wrong options of %s hide none of them: %s', async (id, body, places) => {
  const method = await loadMethod(id);
  if (method === null) throw new Error(id);
  const found = absentColumns(body, method, ['time', 'status', 'age', 'size']);
  expect(found.map(({ message, line, column }) => `${/no column (\S+)\./u.exec(message.en)?.[1]} ${line}:${column}`)).toEqual(places);
  for (const { code } of found) expect(code).toBe('unknown_column');
});
