/** An option that would change nothing beside the others is refused where it stands, the same way in every method. */
import { expect, it } from 'vitest';
import { parseAnalysis } from '@/analysis-kernel/registry/parse-analysis';
import { loadMethods } from '@/analysis-kernel/registry/registry';

async function errorsOf(method: string, keys: string) {
  const parsed = await parseAnalysis(`method: ${method}\ndata: d\n${keys}`);
  return parsed.ok ? [] : parsed.errors.map(({ code, message, line, fixes }) => ({ code, message, line, fixes }));
}

const R = 'formula: Surv(a, b, e) ~ x\nid: p';
const MEAN = `${R}\ntype: mean_cumulative`;
const S = 'formula: Surv(t, e) ~ x';

it.each([
  ['recurrent', MEAN, 'zph: rank'],
  ['recurrent', MEAN, 'exponentiate: true'],
  ['recurrent', MEAN, 'ties: breslow'],
  ['recurrent', MEAN, 'robust: false'],
  ['recurrent', MEAN, 'last_stratum: 2'],
  ['recurrent', MEAN, 'terminal_value: 1'],
  ['recurrent', R, 'conf_type: plain'],
  ['recurrent', R, 'whole_curves: true'],
  ['recurrent', R, 'times: 3'],
  ['recurrent', R, 'order: one'],
  ['agreement', 'type: kappa\nraters: [a, b]', 'unit: single'],
  ['agreement', 'type: icc\nraters: [a, b]', 'id: p'],
  ['test', 'test: chisq\nformula: a ~ b', 'mu: 1'],
  ['test', 'test: kruskal\nformula: a ~ b', 'adjust: bh'],
  ['test', 'test: kruskal\nformula: a ~ b', 'conf_level: 0.9'],
  ['test', 'test: paired\nx: a\ny: b', 'strata: c'],
  ['km', 'formula: Surv(t, e) ~ 1', 'rho: 1'],
  ['km', 'formula: Surv(t, e) ~ 1', 'gamma: 1'],
  ['km', 'formula: Surv(t, e) ~ 1', 'pairwise: holm'],
  ['km', 'formula: Surv(t, e) ~ 1', 'trend: true'],
  ['cox', `${S}\nfirth: true`, 'zph: rank'],
  ['cox', `${S}\nridge: {terms: x}`, 'zph: log'],
  ['cox', S, 'adjust: holm'],
  ['table1', 'variables: a', 'smd_of: largest'],
  ['table1', 'variables: a\nby: g', 'subtotals: true'],
  ['table1', 'weights: {column: w, kind: sampling}', 'as: sas'],
  ['describe', 'weights: {column: w, kind: sampling}', 'as: spss'],
  ['diagnostic', 'outcome: e\nmarkers: x', 'seed: 2'],
  ['diagnostic', 'outcome: e\nmarkers: x', 'adjust: none'],
  ['diagnostic', 'outcome: e\nmarkers: x\nbest: youden', 'cost: 2'],
  ['incidence', 'event: e\ntime: t', 'age_groups: [50]'],
  ['incidence', 'event: e\ntime: t', 'age: a'],
  ['incidence', 'event: e\ntime: t\nsplit: {follow_up: 1}', 'entry: d'],
  ['incidence', 'event: e\ntime: t', 'reference: a'],
  ['prevalence', 'case: e', 'standards: s'],
  ['prevalence', 'case: e', 'resolved: d'],
  ['cause_specific', S, 'conf_type: log'],
  ['finegray', S, 'conf_type: log'],
  ['parametric', S, 'knots: 3'],
  ['parametric', `${S}\ncompare: [weibull, gamma]`, 'scale: odds'],
  ['mixed', 'formula: y ~ t + (1 | p)', 'knot: 3'],
  ['mixed', 'formula: y ~ t + (1 | p)', 'random_slopes: each'],
  ['mixed', 'preset: slope\nvalue: y\ntime: t\nid: p', 'total_at: 2'],
  ['mixed', 'preset: slope\nvalue: y\ntime: t\nid: p', 'means: {time: t}'],
])('%s, %j: %s', async (method, beside, idle) => {
  const key = idle.split(':')[0];
  expect(await errorsOf(method, beside)).toEqual([]);
  expect(await errorsOf(method, `${beside}\n${idle}`)).toMatchObject([
    { code: 'option_without_effect', line: 3 + beside.split('\n').length, fixes: [`${key}: null`] },
  ]);
});

it('says when it has one, in both languages', async () => {
  const [{ message }] = await errorsOf('recurrent', `${MEAN}\nlast_stratum: 2`);
  expect(message).toEqual({
    en: 'last_stratum has no effect here: it counts only with type: pwp_total or pwp_gap. Leave it out.',
    zh: 'last_stratum 在此不起作用：仅在 type 为 pwp_total 或 pwp_gap 时有效。请删去。',
  });
});

it('what is written as it is by default asks for nothing', async () => {
  expect(await errorsOf('recurrent', `${MEAN}\nzph: km\nexponentiate: false\nties: efron`)).toEqual([]);
  expect(await errorsOf('test', 'test: chisq\nformula: a ~ b\nconf_level: 0.95')).toEqual([]);
});

it('is told beside what else is wrong', async () => {
  const codes = (await errorsOf('recurrent', `${MEAN}\nrobust: 1\nzph: rank`)).map(({ code }) => code);
  expect(codes).toEqual(['wrong_type', 'option_without_effect', 'option_without_effect']);
});

it('an option with a condition says it in the manual’s words', async () => {
  for (const { id, options } of await loadMethods())
    for (const { key, only } of options)
      if (only !== null) {
        expect(only.said.en, `${id}.${key}`).toMatch(/^with(out)? /u);
        expect(only.said.zh, `${id}.${key}`).toMatch(/[一-鿿]/u);
      }
});

it('asks for what a preset cannot do without, all of it, as the form does', async () => {
  const said = async (keys: string) => (await errorsOf('mixed', keys)).map(({ code, message, fixes }) => [code, message.en, ...fixes]);
  expect(await said('preset: slope\nvalue: y')).toEqual([
    ['missing_key', 'Choose a column in the field Time (in the text: `time`).', 'time: '],
    ['missing_key', 'Choose a column in the field Patient (in the text: `id`).', 'id: '],
  ]);
  expect(await said('reml: true')).toEqual([
    ['missing_key', 'Choose columns in the fields Outcome and Covariates (in the text: `formula`).', 'formula: '],
  ]);
});
