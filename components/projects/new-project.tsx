'use client';

import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { createProjectAction } from '@/app/_actions/projects';
import type { OfferedDatabase } from '@/app/_contract/catalogue';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ErrorNote } from '@/components/ui/error-note';
import { Field, Input, NativeSelect, Textarea } from '@/components/ui/field';
import { useLocalised } from '@/components/ui/localised';
import { useFormAction } from '@/components/ui/use-form-action';

export function NewProjectButton({ databases }: { readonly databases: readonly OfferedDatabase[] }) {
  const text = useTranslations('projects');
  const shell = useTranslations('shell');
  const localised = useLocalised();
  const [open, setOpen] = useState(false);
  const { problem, busy, form } = useFormAction(createProjectAction);
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        <Plus aria-hidden className="size-4" />
        {text('new')}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={text('new')} closeLabel={shell('close')}>
        <form {...form} className="grid gap-4">
          {problem ? <ErrorNote>{problem.message}</ErrorNote> : null}
          <Field label={text('name')}>{(control) => <Input {...control} name="name" required maxLength={200} />}</Field>
          <Field label={text('question')} hint={text('questionHint')}>
            {(control) => <Textarea {...control} name="question" rows={3} maxLength={2000} />}
          </Field>
          <Field label={text('database')} hint={text('databaseHint')}>
            {(control) => (
              <NativeSelect {...control} name="release" required>
                {databases.map((database) => (
                  <option key={database.release} value={database.release}>
                    {localised(database.title)} ({database.release})
                  </option>
                ))}
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
