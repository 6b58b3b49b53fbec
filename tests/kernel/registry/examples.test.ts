/** The examples of the manual run as they stand on the embedded databases and give the sentences that the manual shows. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadMethods } from '@/analysis-kernel/registry/registry';
import { runCommandLine } from '@/cli/main';

const methods = await loadMethods();

const examples = methods.flatMap(({ id, examples: own }) => own.map((example) => ({ id, ...example })));
const databases = [...new Set(examples.map(({ database }) => database))];

/** Blanks at which a printed line does not break are blanks. */
const plain = (text: string) => text.replace(/[\u00a0\u202f\u2060]/g, (blank) => (blank === '\u2060' ? '' : ' '));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coho-examples-'));
  process.env.COHO_DATA = join(folder, 'data');
});
afterAll(() => rm(folder, { recursive: true }));

describe.each(databases)('examples on %s', (database) => {
  it.each(['en', 'zh'] as const)(
    'in %s',
    async (lang) => {
      const own = examples.filter((example) => example.database === database);
      const cells = own.flatMap(({ sql, cell }, at) => [
        ...(sql === undefined ? [] : [`\`\`\`sql name=${/^data: (\w+)$/mu.exec(cell)?.[1]}\n${sql}\n\`\`\``]),
        `\`\`\`analysis name=example_${at}\n${cell}\n\`\`\``,
      ]);
      const [file, html] = [join(folder, `${lang}.md`), join(folder, `${lang}.html`)];
      await writeFile(file, `---\ntitle: Examples\ndatabase: ${database}\nlanguage: ${lang}\n---\n\n${cells.join('\n\n')}\n`);
      expect(await runCommandLine(['run', file, '--html', html], { out: () => {}, progress: () => {} })).toBe(0);
      const { document } = parseHTML(await readFile(html, 'utf8'));
      const said = [...document.querySelectorAll('p')].map((paragraph) => plain(paragraph.textContent ?? ''));
      for (const { id, sentence } of own) expect(said, `${id}: ${said.join(' | ')}`).toContain(plain(sentence[lang]));
      // The first of a database builds it.
    },
    240_000,
  );
});
