/** What missing values cost stands in the JSON and in the report. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCommandLine } from '@/cli/main';

it('says how many rows a result rests on, and what each variable cost, NaN of a logarithm too', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'coho-rows-'));
  try {
    const [study, json, html] = ['study.md', 'out.json', 'out.html'].map((name) => join(folder, name));
    const cells = ['x + g', 'log(x) + g'].map(
      (right, at) => `\`\`\`analysis name=m${at}\nmethod: cox\ndata: d\nformula: Surv(t, e) ~ ${right}\n\`\`\`\n`,
    );
    await writeFile(study, `---\ntitle: Missing\n---\n${cells.join('\n')}`);
    const words = ['run', study, '--table', 'd=tests/fixtures/csv/missing.csv', '--json', json, '--html', html];
    expect(await runCommandLine(words, { out: () => {}, progress: () => {} })).toBe(0);
    const document = JSON.parse(await readFile(json, 'utf8'));
    const known = { total: 200, used: 83, missing: expect.objectContaining({ t: 38, e: 43, x: 35 }) };
    expect(document.cells[0].rows).toEqual(known);
    expect(document.cells[1].rows.used).toBeLessThan(83);
    expect(document.cells[1].rows.missing['log(x)']).toBeGreaterThan(0);
    expect(await readFile(html, 'utf8')).toContain('83 of 200 rows used. Missing: t 38, e 43, x 35');
  } finally {
    await rm(folder, { recursive: true });
  }
});
