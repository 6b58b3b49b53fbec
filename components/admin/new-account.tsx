'use client';

import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { createAccountAction } from '@/app/_actions/admin';
import { platformRoles } from '@/app/_contract/roles';
import { Button } from '@/components/ui/button';
import { Field, Input, NativeSelect } from '@/components/ui/field';
import { FormDialog } from '@/components/ui/form-dialog';
import { useAction } from '@/components/ui/use-action';

export function NewAccountButton() {
  const text = useTranslations('admin');
  const roles = useTranslations('roles');
  const [open, setOpen] = useState(false);
  const { busy, problem, run } = useAction(createAccountAction, () => setOpen(false));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const field = (name: string) => String(form.get(name) ?? '');
    run({
      name: field('name'),
      legalName: field('legalName'),
      institution: field('institution'),
      staffNumber: field('staffNumber'),
      password: field('password'),
      role: platformRoles.find((role) => role === form.get('role')) ?? 'researcher',
    });
  };
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        <Plus aria-hidden className="size-4" />
        {text('new')}
      </Button>
      <FormDialog
        open={open}
        onOpenChange={setOpen}
        title={text('new')}
        form={{ onSubmit: submit }}
        problem={problem}
        busy={busy}
        submit={text('create')}
      >
        <Field label={text('signInName')} hint={text('signInNameHint')}>
          {(control) => <Input {...control} name="name" autoCapitalize="none" autoComplete="off" required />}
        </Field>
        <Field label={text('legalName')}>{(control) => <Input {...control} name="legalName" required />}</Field>
        <Field label={text('institution')}>{(control) => <Input {...control} name="institution" required />}</Field>
        <Field label={text('staffNumber')}>{(control) => <Input {...control} name="staffNumber" />}</Field>
        <Field label={text('role')}>
          {(control) => (
            <NativeSelect {...control} name="role" defaultValue="researcher">
              {platformRoles.map((role) => (
                <option key={role} value={role}>
                  {roles(role)}
                </option>
              ))}
            </NativeSelect>
          )}
        </Field>
        <Field label={text('firstPassword')} hint={text('firstPasswordHint')}>
          {(control) => <Input {...control} name="password" type="password" autoComplete="new-password" required />}
        </Field>
      </FormDialog>
    </>
  );
}
