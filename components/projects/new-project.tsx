'use client';

import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { createProjectAction } from '@/app/_actions/projects';
import type { OfferedDatabase } from '@/app/_contract/catalogue';
import { Button } from '@/components/ui/button';
import { Field, Input, NativeSelect, Textarea } from '@/components/ui/field';
import { FormDialog } from '@/components/ui/form-dialog';
import { useLocalised } from '@/components/ui/localised';
import { useFormAction } from '@/components/ui/use-form-action';

export function NewProjectButton({ databases }: { readonly databases: readonly OfferedDatabase[] }) {
  const text = useTranslations('projects');
  const localised = useLocalised();
  const [open, setOpen] = useState(false);
  // None is taken for granted: a project stays on its database for good.
  const [chosen, setChosen] = useState('');
  const about = databases.find(({ release }) => release === chosen)?.description;
  const { problem, busy, form } = useFormAction(createProjectAction);
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        <Plus aria-hidden className="size-4" />
        {text('new')}
      </Button>
      <FormDialog open={open} onOpenChange={setOpen} title={text('new')} form={form} problem={problem} busy={busy} submit={text('create')}>
        <Field label={text('name')}>{(control) => <Input {...control} name="name" required maxLength={200} />}</Field>
        <Field label={text('question')} hint={text('questionHint')}>
          {(control) => <Textarea {...control} name="question" rows={3} maxLength={2000} />}
        </Field>
        <Field label={text('database')} hint={about ? `${localised(about)} ${text('databaseHint')}` : text('databaseHint')}>
          {(control) => (
            <NativeSelect {...control} name="release" required value={chosen} onChange={(event) => setChosen(event.target.value)}>
              <option value="">{text('chooseDatabase')}</option>
              {databases.map((database) => (
                <option key={database.release} value={database.release}>
                  {localised(database.title)} · {database.release}
                </option>
              ))}
            </NativeSelect>
          )}
        </Field>
      </FormDialog>
    </>
  );
}
