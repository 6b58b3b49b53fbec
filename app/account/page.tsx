import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { listSessions, readOwnAccount } from '@/app/_server/accounts/own';
import { openPage } from '@/app/_server/pages';
import { AccountPage } from '@/components/account/account-page';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account'))('title') };
}

export default async function Page() {
  const { person, database } = await openPage('/account');
  return <AccountPage account={await readOwnAccount(database, person)} sessions={await listSessions(database, person)} />;
}
