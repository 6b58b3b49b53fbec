import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { offeredDemoAccounts } from '@/app/_server/demo/open';
import { openPublicPage } from '@/app/_server/pages';
import { localPath } from '@/app/_server/session/local-path';
import { SignInPage } from '@/components/account/sign-in-page';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account'))('signInTitle') };
}

export default async function Page({ searchParams }: { readonly searchParams: Promise<{ next?: string | string[] }> }) {
  const { next } = await searchParams;
  const goTo = localPath(typeof next === 'string' ? next : '/');
  if ((await openPublicPage('/signin')).person) redirect(goTo);
  return <SignInPage next={goTo} demo={await offeredDemoAccounts()} />;
}
