import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NotFoundPage } from '@/components/shell/refused-page';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('shell'))('notFoundTitle') };
}

export default NotFoundPage;
