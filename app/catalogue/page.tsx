import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { cardOf, catalogueReleases } from '@/app/_server/catalogue/database';
import { damagedReleases } from '@/app/_server/catalogue/releases';
import { searchCatalogue } from '@/app/_server/catalogue/search';
import { openPublicPage } from '@/app/_server/pages';
import { CataloguePage } from '@/components/catalogue/catalogue-page';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('catalogue'))('title') };
}

export default async function Page({ searchParams }: { readonly searchParams: Promise<{ q?: string | string[] }> }) {
  await openPublicPage('/catalogue');
  const { q } = await searchParams;
  const query = typeof q === 'string' ? q.slice(0, 200) : '';
  const [releases, hits, damaged] = await Promise.all([catalogueReleases(), searchCatalogue(query), damagedReleases()]);
  return <CataloguePage databases={releases.map(cardOf)} query={query} hits={hits} damaged={damaged} />;
}
