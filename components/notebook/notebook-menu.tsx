'use client';

import { Ellipsis } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { NotebookTooLargeError, readNotebook } from '@/analysis-kernel/document/read-notebook';
import { writeNotebook } from '@/analysis-kernel/document/write-notebook';
import { deleteNotebookAction } from '@/app/_actions/notebooks';
import { Button } from '@/components/ui/button';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu';
import { useToast } from '@/components/ui/toast';
import { useWorkbench } from '@/components/workbench/workbench-context';
import { DeletedCells } from './deleted-cells';
import { fileNameOf } from './file-name';
import { download } from './results/download';

/** What is done with the notebook as a whole. */
export function NotebookMenu() {
  const text = useTranslations('notebook');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const announce = useToast();
  const router = useRouter();
  const [deleted, setDeleted] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const { controller, notebook: dto } = useWorkbench();
  const current = () => controller.store.snapshot().notebook;
  const fileName = () => fileNameOf(current().settings.title);
  const exportMarkdown = () => {
    const notebook = current();
    const settings = { title: notebook.settings.title, database: dto.release.split('@')[0] };
    const frontMatter = `title: ${JSON.stringify(settings.title ?? '')}\ndatabase: ${settings.database}\n`;
    download(`${fileName()}.md`, new Blob([writeNotebook({ ...notebook, settings, frontMatter })], { type: 'text/markdown' }));
  };
  const importMarkdown = async (chosen: File) => {
    try {
      controller.append(readNotebook(await chosen.text()).cells);
    } catch (error) {
      announce(error instanceof NotebookTooLargeError ? error.says[lang] : error instanceof Error ? error.message : String(error));
    }
  };
  const resultsJson = async () => {
    await controller.runAll();
    const results = JSON.stringify(await controller.engine.results(`${fileName()}.md`));
    download(`${fileName()}.json`, new Blob([results], { type: 'application/json' }));
  };
  const remove = async () => {
    const result = await deleteNotebookAction({ notebook: dto.id });
    if (result.ok) router.push(`/projects/${dto.projectId}`);
    else announce(result.problem.message);
  };
  return (
    <>
      <Menu
        trigger={
          <Button look="quiet" size="icon" aria-label={text('more')}>
            <Ellipsis aria-hidden className="size-4" />
          </Button>
        }
      >
        <MenuItem onSelect={exportMarkdown}>{text('exportMarkdown')}</MenuItem>
        {controller.mayEdit ? <MenuItem onSelect={() => picker.current?.click()}>{text('importMarkdown')}</MenuItem> : null}
        {controller.mayEdit ? <MenuItem onSelect={() => setDeleted(true)}>{text('bringBack')}</MenuItem> : null}
        <MenuItem onSelect={() => void resultsJson().catch(() => announce(text('figure.notSaved', { figure: `${fileName()}.json` })))}>
          {text('resultsJson')}
        </MenuItem>
        {controller.mayEdit ? (
          <>
            <MenuSeparator />
            <MenuItem onSelect={() => void remove()}>{text('deleteNotebook')}</MenuItem>
          </>
        ) : null}
      </Menu>
      <DeletedCells open={deleted} onOpenChange={setDeleted} />
      <input
        ref={picker}
        type="file"
        accept=".md,text/markdown"
        className="sr-only"
        tabIndex={-1}
        aria-label={text('importMarkdown')}
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          if (chosen) void importMarkdown(chosen);
          event.target.value = '';
        }}
      />
    </>
  );
}
