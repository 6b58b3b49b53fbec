import { useTranslations } from 'next-intl';
import type { AccountDto, SettingDto } from '@/app/_contract/account';
import { PageFrame } from '@/components/shell/page-frame';
import { Table } from '@/components/ui/table';
import { Accounts } from './accounts';

interface AdminPageProps {
  readonly accounts: readonly AccountDto[];
  readonly settings: readonly SettingDto[];
  readonly mayChange: boolean;
}

export function AdminPage({ accounts, settings, mayChange }: AdminPageProps) {
  const text = useTranslations('admin');
  return (
    <PageFrame title={text('title')} lead={mayChange ? text('leadSecurity') : text('leadSystem')}>
      <section aria-labelledby="accounts-heading" className="grid gap-3">
        <h2 id="accounts-heading" className="text-xl font-semibold">
          {text('accounts')}
        </h2>
        <Accounts accounts={accounts} mayChange={mayChange} />
      </section>
      <section aria-labelledby="settings-heading" className="grid gap-3">
        <h2 id="settings-heading" className="text-xl font-semibold">
          {text('settings')}
        </h2>
        <p className="text-ink-soft">{text('settingsWhat')}</p>
        <Settings settings={settings} />
      </section>
    </PageFrame>
  );
}

function Settings({ settings }: { readonly settings: readonly SettingDto[] }) {
  const text = useTranslations('admin');
  const columns = [
    { key: 'name', header: text('setting') },
    { key: 'value', header: text('value') },
    { key: 'default', header: text('default') },
  ];
  const rows = settings.map((setting) => ({
    key: setting.name,
    cells: {
      name: <code className="font-mono">{setting.name}</code>,
      value: <code className="font-mono break-all">{setting.value}</code>,
      default: <code className="font-mono">{setting.default}</code>,
    },
  }));
  return <Table caption={text('settings')} columns={columns} rows={rows} />;
}
