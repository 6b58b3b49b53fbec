'use client';

import { Ellipsis } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useMemo, useRef, useState } from 'react';
import { deleteNotebookAction } from '@/app/_actions/notebooks';
import { usePlaceCommands } from '@/components/shell/place-commands';
import { Button } from '@/components/ui/button';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu';
import { useToast } from '@/components/ui/toast';
import { useWorkbench } from '@/components/workbench/workbench-context';
import { DeletedCells } from './deleted-cells';
import { openHistory } from './history/open-history';
import { useNotebookFiles } from './use-notebook-files';

/** What is done with the notebook as a whole. */
export function NotebookMenu() {
  const text = useTranslations('notebook');
  const announce = useToast();
  const router = useRouter();
  const [deleted, setDeleted] = useState(false);
  const history = useTranslations('history');
  const picker = useRef<HTMLInputElement>(null);
  const { controller, notebook: dto } = useWorkbench();
  const { exportMarkdown, importMarkdown, resultsJson } = useNotebookFiles();
  const remove = async () => {
    const result = await deleteNotebookAction({ notebook: dto.id });
    if (result.ok) router.push(`/projects/${dto.projectId}`);
    else announce(result.problem.message);
  };
  usePlaceCommands(
    useMemo(() => {
      const command = (id: string, label: string, run: () => void, words = '') => ({
        id,
        group: text('shortcuts.place'),
        label,
        run,
        words,
      });
      const reading = [
        command('notebook.markdown', text('exportMarkdown'), exportMarkdown, text('palette.files')),
        command('notebook.json', text('resultsJson'), () => void resultsJson(), text('palette.resultFiles')),
      ];
      const locks = command('notebook.lock', history(dto.lock ? 'lock.unlockOpen' : 'lock.open'), () => openHistory.open({ of: 'lock' }));
      const editing = [
        command('notebook.import', text('importMarkdown'), () => picker.current?.click()),
        command('notebook.deleted', text('bringBack'), () => setDeleted(true)),
      ];
      const own = [...reading, ...(controller.mayEdit ? editing : []), ...(dto.mayLock ? [locks] : [])];
      return { commands: () => own, shortcuts: [] };
    }, [controller, dto, exportMarkdown, history, resultsJson, text]),
  );
  return (
    <>
      <Menu
        trigger={
          <Button look="quiet" size="icon" aria-label={text('more')}>
            <Ellipsis aria-hidden className="size-4" />
          </Button>
        }
      >
        <MenuItem onSelect={() => openHistory.open({ of: 'notebook' })}>{history('open')}</MenuItem>
        {dto.mayLock ? (
          <MenuItem onSelect={() => openHistory.open({ of: 'lock' })}>{history(dto.lock ? 'lock.unlockOpen' : 'lock.open')}</MenuItem>
        ) : null}
        <MenuSeparator />
        <MenuItem onSelect={exportMarkdown}>{text('exportMarkdown')}</MenuItem>
        {controller.mayEdit ? <MenuItem onSelect={() => picker.current?.click()}>{text('importMarkdown')}</MenuItem> : null}
        {controller.mayEdit ? <MenuItem onSelect={() => setDeleted(true)}>{text('bringBack')}</MenuItem> : null}
        <MenuItem onSelect={() => void resultsJson()}>{text('resultsJson')}</MenuItem>
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
