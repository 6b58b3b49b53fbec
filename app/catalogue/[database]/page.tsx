import type { Metadata } from 'next';
import { getLocale } from 'next-intl/server';
import { readDatabase } from '@/app/_server/catalogue/database';
import { orNotFound } from '@/app/_server/or-not-found';
import { openPublicPage } from '@/app/_server/pages';
import { DatabasePage } from '@/components/catalogue/database-page';

interface Properties {
  readonly params: Promise<{ database: string }>;
}

export async function generateMetadata({ params }: Properties): Promise<Metadata> {
  const database = await orNotFound(readDatabase((await params).database));
  return { title: database.title[await getLocale()] };
}

export default async function Page({ params }: Properties) {
  await openPublicPage('/catalogue/[database]');
  return <DatabasePage database={await orNotFound(readDatabase((await params).database))} />;
}
