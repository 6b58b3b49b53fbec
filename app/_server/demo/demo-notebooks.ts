import 'server-only';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Cell } from '@/analysis-kernel/document/notebook';
import { readNotebook } from '@/analysis-kernel/document/read-notebook';
import type { NotebookSettings } from '@/app/_contract/notebooks';
import { languages } from '@/app/_contract/roles';
import type { Language } from '@/cohort-dsl/source/localised';

/** A demo notebook of one database in one language, from `data/demos`. */
export interface DemoNotebook {
  readonly language: Language;
  readonly title: string;
  readonly question: string;
  readonly cells: readonly Cell[];
}

const folder = (): string => join(process.cwd(), 'data', 'demos');

/** Whether a notebook is one of the demo's own, to which its language is noted: what a person makes has no such note. */
export function isDemoNotebook({ other }: NotebookSettings): boolean {
  return other.language !== undefined;
}

/** The demo notebooks of a database, one a language; none where it ships none. */
export async function demoNotebooks(database: string): Promise<readonly DemoNotebook[]> {
  const read = await Promise.all(
    languages.map(async (language) => {
      const text = await readFile(join(folder(), `${database}.${language}.md`), 'utf8').catch(() => null);
      return text === null ? [] : [demoNotebook(language, text)];
    }),
  );
  return read.flat();
}

function demoNotebook(language: Language, text: string): DemoNotebook {
  const { frontMatter, settings, cells } = readNotebook(text);
  const { question } = parse(frontMatter ?? '') as { question?: string };
  return { language, title: settings.title ?? '', question: question ?? '', cells };
}
