'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { lockNotebookAction } from '@/app/_actions/history';
import { Field, Textarea } from '@/components/ui/field';
import { FormDialog } from '@/components/ui/form-dialog';
import { useToast } from '@/components/ui/toast';
import { useWorkbench } from '@/components/workbench/workbench-context';
import { useSending } from './use-sending';

/** Asks why a notebook is locked. What is typed and not saved yet is saved first. */
export function LockForm({ onOpenChange }: { readonly onOpenChange: (open: boolean) => void }) {
  const text = useTranslations('history.lock');
  const announce = useToast();
  const { controller, notebook } = useWorkbench();
  const [reason, setReason] = useState('');
  const { busy, problem, send } = useSending();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send(
      async () => {
        await controller.store.flush();
        return lockNotebookAction({ notebook: notebook.id, reason });
      },
      () => {
        announce(text('done'));
        onOpenChange(false);
        // What is read tells of the lock, as it does in every other window.
        void controller.refresh();
      },
    );
  };
  return (
    <FormDialog
      open
      onOpenChange={onOpenChange}
      title={text('title')}
      description={text('lead')}
      form={{ onSubmit: submit }}
      problem={problem}
      busy={busy}
      submit={text('do')}
    >
      <Field label={text('reason')} hint={text('reasonHint')}>
        {(control) => (
          <Textarea {...control} required rows={2} maxLength={500} value={reason} onChange={({ target }) => setReason(target.value)} />
        )}
      </Field>
    </FormDialog>
  );
}
