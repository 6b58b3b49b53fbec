import type { Metadata } from 'next';
import { getLocale } from 'next-intl/server';
import { readTable } from '@/app/_server/catalogue/database';
import { orNotFound } from '@/app/_server/or-not-found';
import { openPublicPage } from '@/app/_server/pages';
import { TablePage } from '@/components/catalogue/table-page';

interface Properties {
  readonly params: Promise<{ database: string; table: string }>;
}

async function open({ params }: Properties) {
  const { database, table } = await params;
  return orNotFound(readTable(database, table));
}

export async function generateMetadata(properties: Properties): Promise<Metadata> {
  const table = await open(properties);
  return { title: table.label[await getLocale()] };
}

export default async function Page(properties: Properties) {
  await openPublicPage('/catalogue/[database]/[table]');
  return <TablePage table={await open(properties)} />;
}
