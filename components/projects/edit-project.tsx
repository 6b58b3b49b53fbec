'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { editProjectAction } from '@/app/_actions/projects';
import type { ProjectDto } from '@/app/_contract/projects';
import { Button } from '@/components/ui/button';
import { Field, Input, Textarea } from '@/components/ui/field';
import { FormDialog } from '@/components/ui/form-dialog';
import { useAction } from '@/components/ui/use-action';

export function EditProjectButton({ project }: { readonly project: ProjectDto }) {
  const text = useTranslations('projects');
  const [open, setOpen] = useState(false);
  const { busy, problem, run } = useAction(editProjectAction, () => setOpen(false));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    run({ project: project.id, name: String(form.get('name')), question: String(form.get('question')) });
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{text('edit')}</Button>
      <FormDialog
        open={open}
        onOpenChange={setOpen}
        title={text('edit')}
        form={{ onSubmit: submit }}
        problem={problem}
        busy={busy}
        submit={text('save')}
      >
        <Field label={text('name')}>
          {(control) => <Input {...control} name="name" defaultValue={project.name} required maxLength={200} />}
        </Field>
        <Field label={text('question')} hint={text('questionHint')}>
          {(control) => <Textarea {...control} name="question" rows={4} defaultValue={project.question} maxLength={2000} />}
        </Field>
      </FormDialog>
    </>
  );
}
