'use client';

import { useTranslations } from 'next-intl';
import type { ComponentProps, ReactNode } from 'react';
import type { Problem } from '@/app/_contract/problem';
import { Button } from './button';
import { Dialog } from './dialog';
import { ErrorNote } from './error-note';

interface FormDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly description?: string;
  /** What of the form tells where it is sent. */
  readonly form: Pick<ComponentProps<'form'>, 'action' | 'onSubmit'>;
  readonly problem: Problem | null;
  readonly busy: boolean;
  /** Words of the button that sends it. */
  readonly submit: string;
  readonly children?: ReactNode;
}

/** A question with its fields: what is wrong above them, Cancel and the answer below, in sight however many fields there are. */
export function FormDialog({ form, problem, busy, submit, children, ...dialog }: FormDialogProps) {
  const shell = useTranslations('shell');
  return (
    <Dialog {...dialog} closeLabel={shell('close')}>
      <form {...form} className="flex flex-col gap-4">
        {problem ? <ErrorNote>{problem.message}</ErrorNote> : null}
        {children}
        <div className="sticky -bottom-5 -mx-5 -mb-5 flex justify-end gap-2 border-t border-line bg-raised px-5 py-3">
          <Button onClick={() => dialog.onOpenChange(false)}>{shell('cancel')}</Button>
          <Button type="submit" look="primary" busy={busy}>
            {submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
