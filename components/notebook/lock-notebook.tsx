'use client';

import { useRouter } from 'next/navigation';
import { useFormatter, useTranslations } from 'next-intl';
import { type FormEvent, useCallback, useState } from 'react';
import { lockNotebookAction, unlockNotebookAction } from '@/app/_actions/history';
import { Button } from '@/components/ui/button';
import { Field, Textarea } from '@/components/ui/field';
import { FormDialog } from '@/components/ui/form-dialog';
import { useToast } from '@/components/ui/toast';
import { useWorkbench } from '@/components/workbench/workbench-context';
import { useSending } from './history/use-sending';

/** Asks why a notebook is locked. What is typed and not saved yet is saved first. */
export function LockNotebook({ onOpenChange }: { readonly onOpenChange: (open: boolean) => void }) {
  const text = useTranslations('history.lock');
  const announce = useToast();
  const router = useRouter();
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
        router.refresh();
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

/** Opens the notebook for editing again, and the page with it. */
export function useUnlocking(): { readonly busy: boolean; readonly unlock: () => void } {
  const text = useTranslations('history.lock');
  const announce = useToast();
  const router = useRouter();
  const { notebook } = useWorkbench();
  const { busy, send } = useSending(announce);
  const { id } = notebook;
  const unlock = useCallback(
    () =>
      void send(
        () => unlockNotebookAction({ notebook: id }),
        () => {
          announce(text('undone'));
          router.refresh();
        },
      ),
    [send, id, announce, text, router],
  );
  return { busy, unlock };
}

/** Who locked the notebook, when and why; nothing where it may be edited. */
export function LockNote() {
  const text = useTranslations('history.lock');
  const format = useFormatter();
  const { busy, unlock } = useUnlocking();
  const { lock, mayLock } = useWorkbench().notebook;
  if (lock === null) return null;
  const at = format.dateTime(new Date(lock.at), { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <div
      role="note"
      className="mb-3 flex flex-wrap items-center justify-between gap-2 rounded-md border border-stale bg-stale-soft px-3 py-2"
    >
      <p className="min-w-0 wrap-anywhere">
        {text('said', { who: lock.by, at, reason: lock.reason })} <span className="text-ink-soft">{text('runs')}</span>
      </p>
      {mayLock ? (
        <Button size="small" busy={busy} onClick={unlock}>
          {text('undo')}
        </Button>
      ) : null}
    </div>
  );
}
