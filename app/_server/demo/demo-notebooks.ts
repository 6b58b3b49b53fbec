import 'server-only';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Cell } from '@/analysis-kernel/document/notebook';
import { readNotebook } from '@/analysis-kernel/document/read-notebook';
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
