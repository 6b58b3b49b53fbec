/** A condition on words that no row has says which values there are, in every method that reads a formula. */
import { describe, expect, it } from 'vitest';
import { booleanColumn, frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import { parseAnalysis } from '@/analysis-kernel/registry/parse-analysis';
import { runMethod } from '@/analysis-kernel/registry/run-method';
import { applyFix } from '@/components/notebook/cells/apply-fix';

const levels = ['F', 'M', 'X'].map((key) => ({ key, label: null }));
const frame = frameOf([
  numericColumn('t', [1, 2, 3, 4, 5, 6, 7, 8]),
  numericColumn('e', [1, 0, 1, 1, 0, 1, 0, 1], 'integer'),
  numericColumn('x', [3, 1, 4, 1, 5, 9, 2, 6]),
  booleanColumn('seen', [true, false, true, true, false, true, false, true]),
  textColumn('vital', ['Dead', 'Alive', 'Dead', 'Alive', 'Dead', 'Alive', 'Lost', 'Dead']),
  textColumn('cause', [' not known', 'b', ' not known', 'b', 'b', 'b', 'b', 'b']),
  textColumn('end', ['dead', 'Dead', 'DEAD ', 'alive', 'dead', 'alive', 'lost', 'dead']),
  textColumn('alive', ['alive', 'alive', 'alive', 'alive', 'alive', 'alive', 'alive', 'alive']),
  { ...textColumn('sex', ['F', 'M', 'F', 'M', 'F', 'M', 'F', 'M']), meta: { levels } },
]);

async function refusal(body: string) {
  const parsed = await parseAnalysis(body);
  if (!parsed.ok) throw new Error(parsed.errors[0].message.en);
  const run = await runMethod(parsed.analysis, frame);
  return run.ok ? null : run.error;
}

/** The formula as the first fix leaves it. */
async function mended(method: string, formula: string): Promise<string | null> {
  const body = `method: ${method}\ndata: d\nformula: ${formula}`;
  const error = await refusal(body);
  if (error === null) return null;
  expect(error.code).toBe('unknown_level');
  const [fix] = error.fixes;
  return fix === undefined ? error.message.en : (applyFix(body, error, fix)?.split('formula: ')[1] ?? 'no place');
}

describe('a word that no row has', () => {
  it.each([
    ['km', 'Surv(t, vital == "dead") ~ 1', 'Surv(t, vital == "Dead") ~ 1'],
    ['cox', "Surv(t, vital == 'Daed') ~ x", "Surv(t, vital == 'Dead') ~ x"],
    ['cox', 'Surv(t, vital != "alive") ~ x', 'Surv(t, vital != "Alive") ~ x'],
    ['cox', 'Surv(t, "dead" == vital) ~ x', 'Surv(t, "Dead" == vital) ~ x'],
    ['cox', 'Surv(t, vital %in% c("Lost", "dead")) ~ x', 'Surv(t, vital %in% c("Lost", "Dead")) ~ x'],
    ['cox', 'Surv(t, e) ~ I(cause == "not known")', 'Surv(t, e) ~ I(cause == " not known")'],
    ['glm', 'e ~ I(vital == "Ｄead")', 'e ~ I(vital == "Dead")'],
    ['glm', 'e ~ I(seen == "true")', 'e ~ I(seen == "TRUE")'],
    ['glm', 'e ~ relevel(vital, "dead")', 'e ~ relevel(vital, "Dead")'],
  ])('%s %s', async (method, formula, meant) => {
    expect(await mended(method, formula)).toBe(meant);
  });

  it('is said with the values there are where none is near', async () => {
    const said = await mended('km', 'Surv(t, vital == "deceased") ~ 1');
    expect(said).toBe('No row has the value "deceased" in vital. Its values: "Alive", "Dead", "Lost".');
    expect(await mended('km', 'Surv(t, e == "dead") ~ 1')).toBe('No row has the value "dead" in e. Its values: "0", "1".');
  });

  it('may be wanting where the column holds one other value, knows it as a level, or lists it beside others', async () => {
    expect(await mended('km', 'Surv(t, alive == "dead") ~ 1')).toBeNull();
    expect(await mended('km', 'Surv(t, sex == "X") ~ 1')).toBeNull();
    expect(await mended('km', 'Surv(t, vital %in% c("Dead", "relapse")) ~ 1')).toBeNull();
    expect(await mended('km', 'Surv(t, alive == "Alive") ~ 1')).toBe('Surv(t, alive == "alive") ~ 1');
  });

  it('is mended in quotes of the formula, never in those of YAML', async () => {
    const body = `method: km\ndata: d\nformula: "Surv(t, vital == \\"dead\\") ~ 1"`;
    const error = await refusal(body);
    expect(error?.fixes).toEqual(['Dead']);
    expect(error && applyFix(body, error, 'Dead')).toBeNull();
    const single = `method: km\ndata: d\nformula: 'Surv(t, vital == "dead") ~ 1'`;
    const other = await refusal(single);
    expect(other && applyFix(single, other, 'Dead')).toBe(single.replace('dead', 'Dead'));
  });
});

describe('a word that rows spell otherwise too', () => {
  it.each([
    ['km', 'Surv(t, end == "dead") ~ 1'],
    ['cox', 'Surv(t, end != "dead") ~ x'],
    ['glm', 'e ~ I(end %in% c("dead", "lost"))'],
  ])('is compared to the letter, which is said: %s %s', async (method, formula) => {
    const parsed = await parseAnalysis(`method: ${method}\ndata: d\nformula: ${formula}`);
    if (!parsed.ok) throw new Error(parsed.errors[0].message.en);
    const run = await runMethod(parsed.analysis, frame);
    if (!run.ok) throw new Error(run.error.message.en);
    const said = run.output.warnings.filter(({ code }) => code === 'spelt_otherwise').map(({ message }) => message.en);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('2 rows have the same word as "DEAD ", "Dead" and count as something else.');
  });

  it('is silent where all spellings are listed', async () => {
    const parsed = await parseAnalysis('method: km\ndata: d\nformula: Surv(t, end %in% c("dead", "Dead", "DEAD ")) ~ 1');
    if (!parsed.ok) throw new Error(parsed.errors[0].message.en);
    const run = await runMethod(parsed.analysis, frame);
    expect(run.ok && run.output.warnings.filter(({ code }) => code === 'spelt_otherwise')).toEqual([]);
  });
});
