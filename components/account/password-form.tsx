'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useRef } from 'react';
import { changePasswordAction } from '@/app/_actions/account';
import { Button } from '@/components/ui/button';
import { ErrorNote } from '@/components/ui/error-note';
import { Field, Input } from '@/components/ui/field';
import { useToast } from '@/components/ui/toast';
import { useAction } from '@/components/ui/use-action';

export function PasswordForm() {
  const text = useTranslations('account');
  const announce = useToast();
  const form = useRef<HTMLFormElement>(null);
  const { busy, problem, run } = useAction(changePasswordAction, () => {
    form.current?.reset();
    announce(text('passwordChanged'));
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    run({ present: String(fields.get('present')), next: String(fields.get('next')) });
  };
  return (
    <form ref={form} onSubmit={submit} className="grid max-w-sm gap-4">
      {problem ? <ErrorNote>{problem.message}</ErrorNote> : null}
      <Field label={text('presentPassword')}>
        {(control) => <Input {...control} name="present" type="password" autoComplete="current-password" required />}
      </Field>
      <Field label={text('newPassword')} hint={text('newPasswordHint')}>
        {(control) => <Input {...control} name="next" type="password" autoComplete="new-password" required />}
      </Field>
      <div>
        <Button type="submit" busy={busy}>
          {text('changePassword')}
        </Button>
      </div>
    </form>
  );
}
