'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { nameVersionAction } from '@/app/_actions/history';
import { Field, Input, Textarea } from '@/components/ui/field';
import { FormDialog } from '@/components/ui/form-dialog';
import { useToast } from '@/components/ui/toast';
import { useWorkbench } from '@/components/workbench/workbench-context';
import { useSending } from './use-sending';

interface NameVersionProps {
  /** The version to be named; null of the notebook as it stands once it is saved. */
  readonly version: number | null;
  readonly onOpenChange: (open: boolean) => void;
  readonly onNamed: () => void;
}

/** Asks for the name of a version, and for a note. */
export function NameVersion({ version, onOpenChange, onNamed }: NameVersionProps) {
  const text = useTranslations('history.name');
  const announce = useToast();
  const { controller, notebook } = useWorkbench();
  const [name, setName] = useState('');
  const [note, setNote] = useState('');
  const { busy, problem, send } = useSending();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send(
      async () => {
        if (version === null) await controller.store.flush();
        return nameVersionAction({
          notebook: notebook.id,
          version: version ?? (await controller.ports.readNotebook()).version,
          name,
          note,
        });
      },
      () => {
        announce(text('done'));
        onNamed();
      },
    );
  };
  return (
    <FormDialog
      open
      onOpenChange={onOpenChange}
      title={text('title')}
      form={{ onSubmit: submit }}
      problem={problem}
      busy={busy}
      submit={text('save')}
    >
      <Field label={text('name')} hint={text('nameHint')}>
        {(control) => <Input {...control} required maxLength={120} value={name} onChange={({ target }) => setName(target.value)} />}
      </Field>
      <Field label={text('note')}>
        {(control) => <Textarea {...control} rows={3} maxLength={2000} value={note} onChange={({ target }) => setNote(target.value)} />}
      </Field>
    </FormDialog>
  );
}
