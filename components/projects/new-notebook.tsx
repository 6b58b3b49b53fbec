'use client';

import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { createNotebookAction } from '@/app/_actions/notebooks';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ErrorNote } from '@/components/ui/error-note';
import { Field, Input, NativeSelect } from '@/components/ui/field';
import { useFormAction } from '@/components/ui/use-form-action';

export function NewNotebookButton({ project }: { readonly project: string }) {
  const text = useTranslations('projects');
  const shell = useTranslations('shell');
  const [open, setOpen] = useState(false);
  const { problem, busy, form } = useFormAction(createNotebookAction);
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        <Plus aria-hidden className="size-4" />
        {text('newNotebook')}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={text('newNotebook')} closeLabel={shell('close')}>
        <form {...form} className="grid gap-4">
          <input type="hidden" name="project" value={project} />
          {problem ? <ErrorNote>{problem.message}</ErrorNote> : null}
          <Field label={text('notebookTitle')}>{(control) => <Input {...control} name="title" required maxLength={200} />}</Field>
          <Field label={text('begin')}>
            {(control) => (
              <NativeSelect {...control} name="begin" defaultValue="empty">
                <option value="empty">{text('beginEmpty')}</option>
                <option value="demo">{text('beginDemo')}</option>
              </NativeSelect>
            )}
          </Field>
          <div className="flex justify-end gap-2">
            <Button onClick={() => setOpen(false)}>{text('cancel')}</Button>
            <Button type="submit" look="primary" busy={busy}>
              {text('create')}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
