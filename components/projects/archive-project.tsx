'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { archiveProjectAction, bringBackProjectAction } from '@/app/_actions/projects';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ErrorNote } from '@/components/ui/error-note';
import { useAction } from '@/components/ui/use-action';

export function ArchiveButton({ project, archived }: { readonly project: string; readonly archived: boolean }) {
  const text = useTranslations('projects');
  const shell = useTranslations('shell');
  const [open, setOpen] = useState(false);
  const { busy, problem, run } = useAction(archived ? bringBackProjectAction : archiveProjectAction, () => setOpen(false));
  if (archived) {
    return (
      <Button busy={busy} onClick={() => run({ project })}>
        {text('bringBack')}
      </Button>
    );
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>{text('archive')}</Button>
      <Dialog open={open} onOpenChange={setOpen} title={text('archive')} description={text('archiveWhat')} closeLabel={shell('close')}>
        {problem ? <ErrorNote>{problem.message}</ErrorNote> : null}
        <div className="flex justify-end gap-2">
          <Button onClick={() => setOpen(false)}>{text('cancel')}</Button>
          <Button look="primary" busy={busy} onClick={() => run({ project })}>
            {text('archive')}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
