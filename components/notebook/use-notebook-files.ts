'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { FrontMatterError } from '@/analysis-kernel/document/front-matter';
import { NotebookTooLargeError, readNotebook } from '@/analysis-kernel/document/read-notebook';
import { writeNotebook } from '@/analysis-kernel/document/write-notebook';
import { useToast } from '@/components/ui/toast';
import { useWorkbench } from '@/components/workbench/workbench-context';
import { fileNameOf } from './file-name';
import { download } from './results/download';

/** The notebook as files: its text and its results to take away, cells of another to add. */
export function useNotebookFiles() {
  const text = useTranslations('notebook');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const announce = useToast();
  const { controller, notebook: dto } = useWorkbench();
  return useMemo(() => {
    const current = () => controller.store.snapshot().notebook;
    const fileName = () => fileNameOf(current().settings.title);
    return {
      exportMarkdown: () => {
        const notebook = current();
        const settings = { title: notebook.settings.title, database: dto.release.split('@')[0] };
        const frontMatter = `title: ${JSON.stringify(settings.title ?? '')}\ndatabase: ${settings.database}\n`;
        download(`${fileName()}.md`, new Blob([writeNotebook({ ...notebook, settings, frontMatter })], { type: 'text/markdown' }));
      },
      importMarkdown: async (chosen: File) => {
        try {
          controller.edits.append(readNotebook(await chosen.text()).cells);
        } catch (error) {
          const refused = error instanceof NotebookTooLargeError || error instanceof FrontMatterError;
          announce(refused ? error.says[lang] : error instanceof Error ? error.message : String(error));
        }
      },
      resultsJson: async () => {
        const name = `${fileName()}.json`;
        try {
          await controller.runAll();
          const results = JSON.stringify(await controller.engine.results(`${fileName()}.md`));
          download(name, new Blob([results], { type: 'application/json' }));
        } catch {
          announce(text('figure.notSaved', { figure: name }));
        }
      },
    };
  }, [controller, dto.release, announce, lang, text]);
}
