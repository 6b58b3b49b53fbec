'use client';

import { useTranslations } from 'next-intl';
import { openDemoAction } from '@/app/_actions/session';
import type { DemoAccountDto } from '@/app/_contract/account';
import { Button } from '@/components/ui/button';
import { ErrorNote } from '@/components/ui/error-note';
import { useFormAction } from '@/components/ui/use-form-action';

/** Opens the demo study as each kind of person that has a room; works before any script has loaded. */
export function DemoButtons({ accounts }: { readonly accounts: readonly DemoAccountDto[] }) {
  const text = useTranslations('account');
  const roles = useTranslations('roles');
  const { problem, busy, form } = useFormAction(openDemoAction);
  return (
    <form {...form} className="grid gap-3">
      {problem ? <ErrorNote>{problem.message}</ErrorNote> : null}
      <div className="flex flex-wrap gap-2">
        {accounts.map((account, index) => (
          <Button
            key={account.name}
            type="submit"
            name="account"
            value={account.name}
            look={index === 0 ? 'primary' : 'plain'}
            disabled={busy}
          >
            {text('openAs', { role: roles(account.role) })}
          </Button>
        ))}
      </div>
    </form>
  );
}
