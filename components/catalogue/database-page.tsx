import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { DatabaseDto } from '@/app/_contract/catalogue';
import { PageFrame } from '@/components/shell/page-frame';
import { Badge } from '@/components/ui/badge';
import { useLocalised } from '@/components/ui/localised';
import { countText, estimateText } from '@/components/ui/number-text';
import { Table } from '@/components/ui/table';
import { Provenance } from './provenance';

export function DatabasePage({ database }: { readonly database: DatabaseDto }) {
  const text = useTranslations('catalogue');
  const localised = useLocalised();
  return (
    <PageFrame
      title={localised(database.title)}
      crumbs={[{ href: '/catalogue', label: text('title') }]}
      lead={database.description ? localised(database.description) : undefined}
    >
      <p className="flex flex-wrap gap-1.5">
        <Badge tone="accent">{text('openData')}</Badge>
        <Badge>{text(`kind.${database.kind}`)}</Badge>
        <Badge>{`${database.name}@${database.release}`}</Badge>
        <Badge>{text('patients', { count: database.patients, shown: countText(database.patients) })}</Badge>
      </p>
      <Contents database={database} />
      <Facts database={database} />
      {database.places.length > 0 ? <Centres database={database} /> : null}
      {database.trueModel ? <TrueModelFacts model={database.trueModel} /> : null}
      <Provenance database={database} />
    </PageFrame>
  );
}

function Contents({ database }: { readonly database: DatabaseDto }) {
  const text = useTranslations('catalogue');
  const localised = useLocalised();
  const columns = [
    { key: 'label', header: text('table') },
    { key: 'name', header: text('name') },
    { key: 'about', header: text('about') },
    { key: 'rows', header: text('rows'), numeric: true },
    { key: 'patients', header: text('patientsHeader'), numeric: true },
  ];
  const rows = database.contents.map((table) => ({
    key: table.name,
    cells: {
      label: (
        <Link href={`/catalogue/${database.name}/${table.name}`} className="font-medium text-accent underline-offset-2 hover:underline">
          {localised(table.label)}
        </Link>
      ),
      name: <code className="font-mono text-sm">{table.name}</code>,
      about: table.description ? localised(table.description) : '',
      rows: countText(table.rows),
      patients: countText(table.patients),
    },
  }));
  return (
    <section aria-labelledby="tables-heading" className="grid gap-2">
      <h2 id="tables-heading" className="text-xl font-semibold">
        {text('tablesTitle')}
      </h2>
      <Table caption={text('tablesTitle')} columns={columns} rows={rows} />
    </section>
  );
}

function Facts({ database }: { readonly database: DatabaseDto }) {
  const text = useTranslations('catalogue');
  const localised = useLocalised();
  return (
    <section aria-labelledby="facts-heading" className="grid gap-2">
      <h2 id="facts-heading" className="text-xl font-semibold">
        {text('factsTitle')}
      </h2>
      <dl className="grid grid-cols-[max-content_1fr] gap-x-6 gap-y-2">
        <dt className="text-ink-soft">{text('calendarTitle')}</dt>
        <dd>{text(`calendar.${database.calendar}`)}</dd>
        {database.coverage?.from || database.coverage?.through ? (
          <>
            <dt className="text-ink-soft">{text('coverage')}</dt>
            <dd>
              {database.coverage.from ?? '…'} – {database.coverage.through ?? '…'}
            </dd>
          </>
        ) : null}
        {database.lookBack ? (
          <>
            <dt className="text-ink-soft">{text('lookBack')}</dt>
            <dd>
              {database.lookBack.possible ? text('lookBackYes') : text('lookBackNo')} {localised(database.lookBack.note)}
            </dd>
          </>
        ) : null}
        {database.codeSystems.length > 0 ? (
          <>
            <dt className="text-ink-soft">{text('codeSystems')}</dt>
            <dd>{database.codeSystems.join(', ')}</dd>
          </>
        ) : null}
      </dl>
      {database.notes.length > 0 ? (
        <div className="grid gap-1">
          <h3 className="font-semibold">{text('notes')}</h3>
          <ul className="list-disc pl-5">
            {database.notes.map((note) => (
              <li key={note.en}>{localised(note)}</li>
            ))}
          </ul>
        </div>
      ) : null}
    </section>
  );
}

const CENTRE_WORDS = [
  ...(['general', 'teaching', 'specialist', 'county', 'cancer centre', 'trial group'] as const),
  ...(['north', 'east', 'south', 'west', 'central', 'Netherlands', 'Germany'] as const),
];

function Centres({ database }: { readonly database: DatabaseDto }) {
  const text = useTranslations('catalogue');
  const localised = useLocalised();
  // Kinds and regions are the database's own words; the usual ones are known in both languages.
  const worded = (word: string | null) => {
    const known = CENTRE_WORDS.find((one) => one === word);
    return known ? text(`centreWord.${known}`) : (word ?? '–');
  };
  const columns = [
    { key: 'label', header: text('centre') },
    { key: 'level', header: text('level') },
    { key: 'type', header: text('type') },
    { key: 'region', header: text('region') },
    { key: 'coverage', header: text('coverage') },
  ];
  const rows = database.places.map((centre) => ({
    key: centre.key,
    cells: {
      label: localised(centre.label),
      level: centre.level ?? '–',
      type: worded(centre.type),
      region: worded(centre.region),
      coverage: centre.coverage ? `${centre.coverage.from ?? '…'} – ${centre.coverage.through ?? '…'}` : '–',
    },
  }));
  return (
    <section aria-labelledby="centres-heading" className="grid gap-2">
      <h2 id="centres-heading" className="text-xl font-semibold">
        {text('centresTitle')}
      </h2>
      <Table caption={text('centresTitle')} columns={columns} rows={rows} />
    </section>
  );
}

function TrueModelFacts({ model }: { readonly model: NonNullable<DatabaseDto['trueModel']> }) {
  const text = useTranslations('catalogue');
  const columns = [
    { key: 'term', header: text('term') },
    { key: 'value', header: text('logHazardRatio'), numeric: true },
  ];
  const rows = model.logHazardRatios.map(({ term, value }) => ({ key: term, cells: { term, value: estimateText(value) } }));
  return (
    <section aria-labelledby="model-heading" className="grid gap-2">
      <h2 id="model-heading" className="text-xl font-semibold">
        {text('trueModelTitle')}
      </h2>
      <p className="max-w-prose text-ink-soft">{text('trueModelWhat')}</p>
      <pre className="rounded-md bg-sunken p-3 font-mono text-sm break-words whitespace-pre-wrap">{`${model.program.trim()}\n\n${model.method}: ${model.formula}`}</pre>
      <Table caption={text('trueModelTitle')} columns={columns} rows={rows} />
    </section>
  );
}
