import { useFormatter, useTranslations } from 'next-intl';
import type { OwnAccountDto, SessionDto } from '@/app/_contract/account';
import { PageFrame } from '@/components/shell/page-frame';
import { PasswordForm } from './password-form';
import { PreferencesForm } from './preferences-form';
import { Sessions } from './sessions';

interface AccountPageProps {
  readonly account: OwnAccountDto;
  readonly sessions: readonly SessionDto[];
}

export function AccountPage({ account, sessions }: AccountPageProps) {
  const text = useTranslations('account');
  const roles = useTranslations('roles');
  const format = useFormatter();
  return (
    <PageFrame title={text('title')}>
      <dl className="grid max-w-xl grid-cols-[max-content_1fr] gap-x-6 gap-y-1">
        <dt className="text-ink-soft">{text('legalName')}</dt>
        <dd>{account.legalName}</dd>
        <dt className="text-ink-soft">{text('name')}</dt>
        <dd>{account.name}</dd>
        <dt className="text-ink-soft">{text('institution')}</dt>
        <dd>{account.institution}</dd>
        {account.staffNumber ? (
          <>
            <dt className="text-ink-soft">{text('staffNumber')}</dt>
            <dd>{account.staffNumber}</dd>
          </>
        ) : null}
        <dt className="text-ink-soft">{text('roles')}</dt>
        <dd>{account.roles.length > 0 ? format.list(account.roles.map((role) => roles(role))) : text('noRoles')}</dd>
      </dl>
      <section aria-labelledby="preferences-heading" className="grid gap-3">
        <h2 id="preferences-heading" className="text-xl font-semibold">
          {text('preferences')}
        </h2>
        <PreferencesForm language={account.language} theme={account.theme} />
      </section>
      <section aria-labelledby="sessions-heading" className="grid gap-3">
        <h2 id="sessions-heading" className="text-xl font-semibold">
          {text('sessions')}
        </h2>
        <Sessions sessions={sessions} />
      </section>
      {account.demo ? null : (
        <section aria-labelledby="password-heading" className="grid gap-3">
          <h2 id="password-heading" className="text-xl font-semibold">
            {text('changePassword')}
          </h2>
          <PasswordForm />
        </section>
      )}
    </PageFrame>
  );
}
