'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { archiveProjectAction, bringBackProjectAction } from '@/app/_actions/projects';
import { Button } from '@/components/ui/button';
import { FormDialog } from '@/components/ui/form-dialog';
import { useAction } from '@/components/ui/use-action';

export function ArchiveButton({ project, archived }: { readonly project: string; readonly archived: boolean }) {
  const text = useTranslations('projects');
  const [open, setOpen] = useState(false);
  const { busy, problem, run } = useAction(archived ? bringBackProjectAction : archiveProjectAction, () => setOpen(false));
  if (archived) {
    return (
      <Button busy={busy} onClick={() => run({ project })}>
        {text('bringBack')}
      </Button>
    );
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    run({ project });
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{text('archive')}</Button>
      <FormDialog
        open={open}
        onOpenChange={setOpen}
        title={text('archive')}
        description={text('archiveWhat')}
        form={{ onSubmit: submit }}
        problem={problem}
        busy={busy}
        submit={text('archive')}
      />
    </>
  );
}
