'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useRef } from 'react';
import { addMemberAction } from '@/app/_actions/projects';
import type { CentreChoice } from '@/app/_contract/catalogue';
import { projectRoles } from '@/app/_contract/roles';
import { Button } from '@/components/ui/button';
import { ErrorNote } from '@/components/ui/error-note';
import { Field, Input, NativeSelect } from '@/components/ui/field';
import { useLocalised } from '@/components/ui/localised';
import { useAction } from '@/components/ui/use-action';

export function NewMember({ project, centres }: { readonly project: string; readonly centres: readonly CentreChoice[] }) {
  const text = useTranslations('projects');
  const roles = useTranslations('roles');
  const localised = useLocalised();
  const ref = useRef<HTMLFormElement>(null);
  const { busy, problem, run } = useAction(addMemberAction, () => ref.current?.reset());
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const role = projectRoles.find((known) => known === form.get('role')) ?? 'viewer';
    run({ project, account: String(form.get('account')), role, centre: String(form.get('centre') ?? '') });
  };
  return (
    <form ref={ref} onSubmit={submit} className="grid gap-3 rounded-md border border-line p-4">
      <h3 className="font-semibold">{text('addMember')}</h3>
      {problem ? <ErrorNote>{problem.message}</ErrorNote> : null}
      <div className="grid items-start gap-3 sm:grid-cols-3">
        <Field label={text('account')}>{(control) => <Input {...control} name="account" autoCapitalize="none" required />}</Field>
        <Field label={text('role')}>
          {(control) => (
            <NativeSelect {...control} name="role" defaultValue="analyst">
              {projectRoles.map((role) => (
                <option key={role} value={role}>
                  {roles(role)}
                </option>
              ))}
            </NativeSelect>
          )}
        </Field>
        <Field label={text('centre')}>
          {(control) => (
            <NativeSelect {...control} name="centre" defaultValue="">
              <option value="">{text('noCentre')}</option>
              {centres.map((centre) => (
                <option key={centre.key} value={centre.key}>
                  {localised(centre.label)}
                </option>
              ))}
            </NativeSelect>
          )}
        </Field>
      </div>
      <div>
        <Button type="submit" busy={busy}>
          {text('add')}
        </Button>
      </div>
    </form>
  );
}
