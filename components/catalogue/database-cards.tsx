import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { DatabaseCard } from '@/app/_contract/catalogue';
import { Badge } from '@/components/ui/badge';
import { useLocalised } from '@/components/ui/localised';
import { countText } from '@/components/ui/number-text';

export function DatabaseCards({ databases }: { readonly databases: readonly DatabaseCard[] }) {
  const text = useTranslations('catalogue');
  const localised = useLocalised();
  return (
    <ul className="grid gap-3 sm:grid-cols-2">
      {databases.map((database) => (
        <li
          key={database.name}
          className="relative grid content-start gap-2 rounded-md border border-line bg-surface p-4 hover:border-line-strong"
        >
          <Link href={`/catalogue/${database.name}`} className="text-lg font-semibold after:absolute after:inset-0">
            {localised(database.title)}
          </Link>
          <p className="flex flex-wrap gap-1.5">
            <Badge tone="accent">{text('openData')}</Badge>
            <Badge>{text(`kind.${database.kind}`)}</Badge>
            <Badge>{`${database.name}@${database.release}`}</Badge>
          </p>
          {database.description ? <p className="line-clamp-3 text-ink-soft">{localised(database.description)}</p> : null}
          <p className="text-sm text-ink-soft">
            {[
              text('patients', { count: database.patients, shown: countText(database.patients) }),
              text('centres', { count: database.centres }),
              text('tables', { count: database.tables }),
              database.years ? `${database.years[0]}–${database.years[1]}` : text('noYears'),
            ].join(' · ')}
          </p>
        </li>
      ))}
    </ul>
  );
}
