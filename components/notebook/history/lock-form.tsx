'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { lockNotebookAction, unlockNotebookAction } from '@/app/_actions/history';
import { Field, Textarea } from '@/components/ui/field';
import { FormDialog } from '@/components/ui/form-dialog';
import { useToast } from '@/components/ui/toast';
import { useWorkbench } from '@/components/workbench/workbench-context';
import { useSending } from './use-sending';

/** Asks why a notebook is to be locked; of one that is locked, whether it is to be opened. What is typed and not saved yet is saved first. */
export function LockForm({ onClose }: { readonly onClose: () => void }) {
  const text = useTranslations('history.lock');
  const announce = useToast();
  const { controller, notebook } = useWorkbench();
  const [reason, setReason] = useState('');
  const { busy, problem, send } = useSending();
  const { id, lock } = notebook;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send(
      async () => {
        if (lock) return unlockNotebookAction({ notebook: id });
        await controller.store.flush();
        return lockNotebookAction({ notebook: id, reason });
      },
      () => {
        announce(text(lock ? 'undone' : 'done'));
        onClose();
        // What is read tells of the lock, as it does in every other window.
        void controller.refresh();
      },
    );
  };
  return (
    <FormDialog
      open
      onOpenChange={onClose}
      title={text(lock ? 'unlockOpen' : 'title')}
      description={lock ? text('reasonSaid', { who: lock.by, reason: lock.reason }) : text('lead')}
      form={{ onSubmit: submit }}
      problem={problem}
      busy={busy}
      submit={text(lock ? 'undo' : 'do')}
    >
      {lock ? null : (
        <Field label={text('reason')} hint={text('reasonHint')}>
          {(control) => (
            <Textarea {...control} required rows={2} maxLength={500} value={reason} onChange={({ target }) => setReason(target.value)} />
          )}
        </Field>
      )}
    </FormDialog>
  );
}
