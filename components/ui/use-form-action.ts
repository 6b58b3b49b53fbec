'use client';

import { unstable_rethrow } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, startTransition, useActionState } from 'react';
import type { ActionResult, Problem } from '@/app/_contract/problem';

type FormAction<Result> = (before: ActionResult<Result> | null, form?: FormData) => Promise<ActionResult<Result>>;

interface FormSubmission {
  readonly problem: Problem | null;
  readonly busy: boolean;
  /** Goes onto the form. `action` is for a page whose scripts have not loaded. */
  readonly form: { readonly action: (form: FormData) => void; readonly onSubmit: (event: FormEvent<HTMLFormElement>) => void };
}

/** Posts a form to a server action. What was typed stays in the form when the action refuses or the server is away. */
export function useFormAction<Result>(action: FormAction<Result>): FormSubmission {
  const text = useTranslations('problems');
  const [before, post] = useActionState(action, null);
  const [after, send, busy] = useActionState(async (_: ActionResult<Result> | null, form: FormData): Promise<ActionResult<Result>> => {
    try {
      return await action(null, form);
    } catch (error) {
      unstable_rethrow(error);
      return { ok: false, problem: { code: 'unreachable', message: text('unreachable'), fields: [] } };
    }
  }, null);
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    // A form left to React is emptied after its action, whichever way that went.
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const { submitter } = event.nativeEvent as SubmitEvent;
    if (submitter instanceof HTMLButtonElement && submitter.name) form.append(submitter.name, submitter.value);
    startTransition(() => send(form));
  };
  const result = after ?? before;
  return { problem: result && !result.ok ? result.problem : null, busy, form: { action: post, onSubmit } };
}
