/** Table 1 of the cohort that people begin from, as a reader sees it. */
import { readNotebook } from '@/analysis-kernel/document/read-notebook';
import { openRelease } from '@/cli/run-database';
import { openWorkspace } from '@/cli/run-workspace';
import { cellOfProgram } from '@/cohort-dsl/service/cell-of-program';
import type { Language } from '@/cohort-dsl/source/localised';

/** Its rows, and the words of a variable (`sex`) or one of its levels (`sex=F`). */
export async function tableOne(database: string, lang: Language) {
  const { dictionary } = await openRelease(database, () => {});
  const { host } = await openWorkspace({ database, tables: [], settings: new Map(), progress: () => {} });
  try {
    const { body } = cellOfProgram(dictionary.template?.[lang] ?? '');
    const cells = `\`\`\`cohort name=people\n${body}\n\`\`\`\n\n\`\`\`analysis name=baseline\nmethod: table1\ndata: people\n\`\`\`\n`;
    await host.update(readNotebook(`---\ndatabase: ${database}\n---\n${cells}`));
    await host.runAll(null);
    const outcome = host.states().find(({ name }) => name === 'baseline')?.outcome;
    const table = outcome?.tables.get('table');
    if (!outcome || !table) throw new Error(`${database}: ${JSON.stringify(host.states().map(({ error }) => error))}`);
    const rows = table.rows.map((row) => Object.fromEntries(table.columns.map((column, at) => [column, row[at]])));
    return { rows, label: (key: unknown) => outcome.labels[String(key)]?.[lang] };
  } finally {
    await host.close();
  }
}
