import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { auditFilter } from '@/app/_contract/audit';
import { listAudit } from '@/app/_server/audit/list';
import { verifyAudit } from '@/app/_server/audit/verify';
import { openPage } from '@/app/_server/pages';
import { AuditPage } from '@/components/audit/audit-page';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('admin'))('auditTitle') };
}

export default async function Page({ searchParams }: { readonly searchParams: Promise<Record<string, string | string[]>> }) {
  const { database } = await openPage('/audit');
  const asked = auditFilter.safeParse(await searchParams);
  if (!asked.success) notFound();
  const filter = asked.data;
  const verification = filter.verify ? await verifyAudit(database) : null;
  return <AuditPage filter={filter} page={await listAudit(database, filter, await getLocale())} verification={verification} />;
}
