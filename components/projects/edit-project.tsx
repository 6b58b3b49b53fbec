'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { editProjectAction } from '@/app/_actions/projects';
import type { ProjectDto } from '@/app/_contract/projects';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ErrorNote } from '@/components/ui/error-note';
import { Field, Input, Textarea } from '@/components/ui/field';
import { useAction } from '@/components/ui/use-action';

export function EditProjectButton({ project }: { readonly project: ProjectDto }) {
  const text = useTranslations('projects');
  const shell = useTranslations('shell');
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
      <Dialog open={open} onOpenChange={setOpen} title={text('edit')} closeLabel={shell('close')}>
        <form onSubmit={submit} className="grid gap-4">
          {problem ? <ErrorNote>{problem.message}</ErrorNote> : null}
          <Field label={text('name')}>
            {(control) => <Input {...control} name="name" defaultValue={project.name} required maxLength={200} />}
          </Field>
          <Field label={text('question')} hint={text('questionHint')}>
            {(control) => <Textarea {...control} name="question" rows={4} defaultValue={project.question} maxLength={2000} />}
          </Field>
          <div className="flex justify-end gap-2">
            <Button onClick={() => setOpen(false)}>{text('cancel')}</Button>
            <Button type="submit" look="primary" busy={busy}>
              {text('save')}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
