'use client';

import { useTranslations } from 'next-intl';
import { signInAction } from '@/app/_actions/session';
import { Button } from '@/components/ui/button';
import { ErrorNote } from '@/components/ui/error-note';
import { Field, Input } from '@/components/ui/field';
import { useFormAction } from '@/components/ui/use-form-action';
import { useOutlasts } from '@/components/ui/use-outlasts';

/** Who waits longer is told why. */
const WORD_AFTER_MS = 3000;

export function SignInForm({ next }: { readonly next: string }) {
  const text = useTranslations('account');
  const { problem, busy, form } = useFormAction(signInAction);
  const waits = useOutlasts(busy, WORD_AFTER_MS);
  return (
    <form {...form} className="grid max-w-sm gap-4">
      <input type="hidden" name="next" value={next} />
      {problem ? <ErrorNote>{problem.message}</ErrorNote> : null}
      <Field label={text('name')}>
        {(control) => <Input {...control} name="name" autoComplete="username" autoCapitalize="none" required />}
      </Field>
      <Field label={text('password')}>
        {(control) => <Input {...control} name="password" type="password" autoComplete="current-password" required />}
      </Field>
      <div>
        <Button type="submit" look="primary" busy={busy}>
          {text('signIn')}
        </Button>
      </div>
      <p role="status" className="text-sm text-ink-soft">
        {waits ? text('signingIn') : ''}
      </p>
    </form>
  );
}
