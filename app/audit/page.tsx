import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
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
  const filter = auditFilter.parse(await searchParams);
  const verification = filter.verify ? await verifyAudit(database) : null;
  return <AuditPage filter={filter} page={await listAudit(database, filter)} verification={verification} />;
}
