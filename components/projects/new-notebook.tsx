'use client';

import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { createNotebookAction } from '@/app/_actions/notebooks';
import { Button } from '@/components/ui/button';
import { Field, Input, NativeSelect } from '@/components/ui/field';
import { FormDialog } from '@/components/ui/form-dialog';
import { useFormAction } from '@/components/ui/use-form-action';

export function NewNotebookButton({ project }: { readonly project: string }) {
  const text = useTranslations('projects');
  const [open, setOpen] = useState(false);
  const { problem, busy, form } = useFormAction(createNotebookAction);
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        <Plus aria-hidden className="size-4" />
        {text('newNotebook')}
      </Button>
      <FormDialog
        open={open}
        onOpenChange={setOpen}
        title={text('newNotebook')}
        form={form}
        problem={problem}
        busy={busy}
        submit={text('create')}
      >
        <input type="hidden" name="project" value={project} />
        <Field label={text('notebookTitle')}>{(control) => <Input {...control} name="title" required maxLength={200} />}</Field>
        <Field label={text('begin')}>
          {(control) => (
            <NativeSelect {...control} name="begin" defaultValue="empty">
              <option value="empty">{text('beginEmpty')}</option>
              <option value="demo">{text('beginDemo')}</option>
            </NativeSelect>
          )}
        </Field>
      </FormDialog>
    </>
  );
}
