import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { CatalogueHit } from '@/app/_contract/catalogue';
import { EmptyState } from '@/components/ui/empty-state';
import { useLocalised } from '@/components/ui/localised';
import { Table } from '@/components/ui/table';

export function SearchHits({ query, hits }: { readonly query: string; readonly hits: readonly CatalogueHit[] }) {
  const text = useTranslations('catalogue');
  const localised = useLocalised();
  if (hits.length === 0) return <EmptyState title={text('noHits', { query })}>{text('noHitsWhat')}</EmptyState>;
  const columns = [
    { key: 'label', header: text('found') },
    { key: 'name', header: text('name') },
    { key: 'kind', header: text('what') },
    { key: 'database', header: text('database') },
  ];
  const rows = hits.map((hit) => ({
    key: `${hit.href} ${hit.name}`,
    cells: {
      label: (
        <Link href={hit.href} className="text-accent underline-offset-2 hover:underline">
          {localised(hit.label)}
        </Link>
      ),
      name: <code className="font-mono text-sm">{hit.name}</code>,
      kind: text(`hit.${hit.kind}`),
      database: localised(hit.database),
    },
  }));
  return (
    <section aria-labelledby="hits-heading" className="grid gap-2">
      <h2 id="hits-heading" className="text-xl font-semibold">
        {text('hits', { count: hits.length })}
      </h2>
      <Table caption={text('hits', { count: hits.length })} columns={columns} rows={rows} />
    </section>
  );
}
