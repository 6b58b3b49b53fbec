import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { can } from '@/app/_server/access/can';
import { nothing } from '@/app/_server/access/objects';
import { listAccounts, listSettings } from '@/app/_server/accounts/administer';
import { openPage } from '@/app/_server/pages';
import { AdminPage } from '@/components/admin/admin-page';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('admin'))('title') };
}

export default async function Page() {
  const { person, database } = await openPage('/admin');
  const mayChange = can(person, 'admin.accounts', nothing).ok;
  return <AdminPage accounts={await listAccounts(database, person)} settings={listSettings()} mayChange={mayChange} />;
}
