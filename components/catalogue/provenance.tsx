import { useTranslations } from 'next-intl';
import type { DatabaseDto } from '@/app/_contract/catalogue';
import { useLocalised } from '@/components/ui/localised';
import { countText } from '@/components/ui/number-text';

/** Where a release comes from and how to tell it is the one that was published. */
export function Provenance({ database }: { readonly database: DatabaseDto }) {
  const text = useTranslations('catalogue');
  const localised = useLocalised();
  return (
    <section aria-labelledby="provenance-heading" className="grid gap-2">
      <h2 id="provenance-heading" className="text-xl font-semibold">
        {text('provenance')}
      </h2>
      <dl className="grid grid-cols-[max-content_1fr] gap-x-6 gap-y-2">
        {database.source ? (
          <>
            <dt className="text-ink-soft">{text('source')}</dt>
            <dd>{localised(database.source)}</dd>
          </>
        ) : null}
        {database.licence ? (
          <>
            <dt className="text-ink-soft">{text('licence')}</dt>
            <dd>{database.licence}</dd>
          </>
        ) : null}
        <dt className="text-ink-soft">{text('file')}</dt>
        <dd>{text('fileFacts', { count: database.bytes, shown: countText(database.bytes), engine: database.engine })}</dd>
        <dt className="text-ink-soft">SHA-256</dt>
        <dd className="min-w-0 font-mono text-sm break-all">{database.sha256}</dd>
      </dl>
    </section>
  );
}
