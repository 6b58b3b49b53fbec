import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { catalogueReleases } from '@/app/_server/catalogue/database';
import { openPublicPage } from '@/app/_server/pages';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('catalogue'))('title') };
}

export default async function Page() {
  await openPublicPage('/catalogue');
  const releases = await catalogueReleases();
  return (
    <ul>
      {releases.map(({ dictionary }) => (
        <li key={dictionary.database}>{dictionary.title.en}</li>
      ))}
    </ul>
  );
}
