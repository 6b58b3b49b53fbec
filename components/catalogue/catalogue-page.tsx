import { Search } from 'lucide-react';
import Form from 'next/form';
import { useTranslations } from 'next-intl';
import type { CatalogueHit, DatabaseCard } from '@/app/_contract/catalogue';
import { PageFrame } from '@/components/shell/page-frame';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorNote } from '@/components/ui/error-note';
import { Input } from '@/components/ui/field';
import { DatabaseCards } from './database-cards';
import { SearchHits } from './search-hits';

interface CataloguePageProps {
  readonly databases: readonly DatabaseCard[];
  readonly query: string;
  readonly hits: readonly CatalogueHit[];
  /** Releases that are not offered because their file was changed. */
  readonly damaged: readonly string[];
}

export function CataloguePage({ databases, query, hits, damaged }: CataloguePageProps) {
  const problems = useTranslations('problems');
  const text = useTranslations('catalogue');
  return (
    <PageFrame title={text('title')} lead={text('lead')}>
      <Form action="/catalogue" role="search" className="flex max-w-xl gap-2">
        <Input type="search" name="q" defaultValue={query} aria-label={text('search')} placeholder={text('searchHint')} maxLength={200} />
        <Button type="submit">
          <Search aria-hidden className="size-4" />
          {text('search')}
        </Button>
      </Form>
      {damaged.map((release) => (
        <ErrorNote key={release}>{problems('database-damaged', { release })}</ErrorNote>
      ))}
      {query ? <SearchHits query={query} hits={hits} /> : null}
      {databases.length > 0 ? <DatabaseCards databases={databases} /> : <EmptyState title={text('none')}>{text('noneWhat')}</EmptyState>}
    </PageFrame>
  );
}
