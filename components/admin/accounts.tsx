'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { setDisabledAction } from '@/app/_actions/admin';
import type { AccountDto } from '@/app/_contract/account';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { ErrorNote } from '@/components/ui/error-note';
import { PersonName } from '@/components/ui/person-name';
import { Table } from '@/components/ui/table';
import { useAction } from '@/components/ui/use-action';
import { useFind } from '@/components/ui/use-find';
import { NewAccountButton } from './new-account';
import { RolesButton } from './roles-dialog';

export function Accounts({ accounts, mayChange }: { readonly accounts: readonly AccountDto[]; readonly mayChange: boolean }) {
  const text = useTranslations('admin');
  const roles = useTranslations('roles');
  const format = useFormatter();
  const { busy, problem, run } = useAction(setDisabledAction);
  const columns = [
    { key: 'name', header: text('account') },
    { key: 'institution', header: text('institution') },
    { key: 'roles', header: text('roles') },
    { key: 'sessions', header: text('sessions'), numeric: true },
    { key: 'state', header: text('state') },
    ...(mayChange ? [{ key: 'change', header: <span className="sr-only">{text('change')}</span> }] : []),
  ];
  const { shown, field } = useFind(accounts, ({ name, legalName, institution }) => `${name} ${legalName} ${institution}`);
  const rows = shown.map((account) => ({
    key: account.id,
    cells: {
      name: <PersonName {...account} />,
      institution: account.institution,
      roles: account.roles.length > 0 ? format.list(account.roles.map((role) => roles(role))) : '–',
      sessions: account.sessions,
      state: (
        <span className="flex gap-1">
          {account.disabled ? <Badge tone="failed">{text('disabled')}</Badge> : <Badge tone="fresh">{text('enabled')}</Badge>}
          {account.demo ? <Badge>{text('demo')}</Badge> : null}
        </span>
      ),
      change: account.self ? null : (
        <span className="flex justify-end gap-1">
          <RolesButton account={account} />
          <Button
            size="small"
            busy={busy}
            aria-label={text(account.disabled ? 'enableName' : 'disableName', { name: account.legalName })}
            onClick={() => run({ account: account.id, disabled: !account.disabled })}
          >
            {account.disabled ? text('enable') : text('disable')}
          </Button>
        </span>
      ),
    },
  }));
  return (
    <div className="grid gap-3">
      {problem ? <ErrorNote>{problem.message}</ErrorNote> : null}
      {mayChange ? (
        <div>
          <NewAccountButton />
        </div>
      ) : null}
      {field}
      <Table caption={text('accounts')} columns={columns} rows={rows} />
    </div>
  );
}
