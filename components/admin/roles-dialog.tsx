'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { setRolesAction } from '@/app/_actions/admin';
import type { AccountDto } from '@/app/_contract/account';
import { platformRoles } from '@/app/_contract/roles';
import { Button } from '@/components/ui/button';
import { FormDialog } from '@/components/ui/form-dialog';
import { useAction } from '@/components/ui/use-action';

export function RolesButton({ account }: { readonly account: AccountDto }) {
  const text = useTranslations('admin');
  const roles = useTranslations('roles');
  const [open, setOpen] = useState(false);
  const { busy, problem, run } = useAction(setRolesAction, () => setOpen(false));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    run({ account: account.id, roles: platformRoles.filter((role) => form.has(role)) });
  };
  return (
    <>
      <Button size="small" aria-label={text('rolesOf', { name: account.legalName })} onClick={() => setOpen(true)}>
        {text('roles')}
      </Button>
      <FormDialog
        open={open}
        onOpenChange={setOpen}
        title={text('rolesOf', { name: account.legalName })}
        description={text('rolesWhat')}
        form={{ onSubmit: submit }}
        problem={problem}
        busy={busy}
        submit={text('save')}
      >
        <fieldset className="grid gap-2">
          <legend className="sr-only">{text('roles')}</legend>
          {platformRoles.map((role) => (
            <label key={role} className="flex min-h-6 items-center gap-2">
              <input type="checkbox" name={role} defaultChecked={account.roles.includes(role)} className="size-4" />
              {roles(role)}
            </label>
          ))}
        </fieldset>
      </FormDialog>
    </>
  );
}
