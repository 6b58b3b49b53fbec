import { useTranslations } from 'next-intl';
import { Fragment, type ReactNode } from 'react';
import type { ProfiledColumn, ProfiledItem, TableDto } from '@/app/_contract/catalogue';
import { usualSpelling } from '@/cohort-dsl/schema/unit-spellings';
import { PageFrame } from '@/components/shell/page-frame';
import { useLocalised } from '@/components/ui/localised';
import { countText } from '@/components/ui/number-text';
import { CompletenessBar } from './completeness-bar';
import { Distribution } from './distribution';

export function TablePage({ table }: { readonly table: TableDto }) {
  const text = useTranslations('catalogue');
  const localised = useLocalised();
  const crumbs = [
    { href: '/catalogue', label: text('title') },
    { href: `/catalogue/${table.database}`, label: localised(table.databaseTitle) },
  ];
  return (
    <PageFrame title={localised(table.label)} crumbs={crumbs} lead={table.description ? localised(table.description) : undefined}>
      <p className="text-ink-soft">
        <code className="font-mono">{table.name}</code>
        {table.facts ? ` · ${text('rowsOf', sizeOf(table.facts))}` : null}
        {table.facts?.from && table.facts.through ? ` · ${table.facts.from} – ${table.facts.through}` : null}
      </p>
      <Entries heading={text('columnsTitle')} id="columns">
        {table.columns.map((entry) => (
          <ColumnEntry key={entry.column.name} entry={entry} />
        ))}
      </Entries>
      {table.items.length > 0 ? (
        <Entries heading={text('itemsTitle')} id="items">
          {table.items.map((entry) => (
            <ItemEntry key={entry.item.name} entry={entry} table={table.name} />
          ))}
        </Entries>
      ) : null}
    </PageFrame>
  );
}

/** Rows and patients as numbers and as they are written. */
function sizeOf({ rows, patients }: { readonly rows: number; readonly patients: number }) {
  return { rows, patients, shownRows: countText(rows), shownPatients: countText(patients) };
}

function Entries({ heading, id, children }: { readonly heading: string; readonly id: string; readonly children: ReactNode }) {
  return (
    <section aria-labelledby={`${id}-heading`} className="grid gap-1">
      <h2 id={`${id}-heading`} className="text-xl font-semibold">
        {heading}
      </h2>
      <ul className="border-y-[1.5px] border-ink">{children}</ul>
    </section>
  );
}

const entryLook =
  'grid gap-x-6 gap-y-2 border-line py-3 not-first:border-t sm:grid-cols-[minmax(0,5fr)_minmax(0,3fr)_minmax(0,4fr)] target:bg-accent-soft';

/** Facts after a name; a line breaks between them, never inside a number. */
function FactLine({ facts }: { readonly facts: readonly (string | null)[] }) {
  return facts
    .filter((fact) => fact !== null)
    .map((fact) => (
      <Fragment key={fact}>
        {' · '}
        <span className="whitespace-nowrap">{fact}</span>
      </Fragment>
    ));
}

function ColumnEntry({ entry: { column, profile } }: { readonly entry: ProfiledColumn }) {
  const text = useTranslations('catalogue');
  const localised = useLocalised();
  const facts = [
    text(`columnType.${column.type}`),
    column.role ? text(`columnRole.${column.role}`) : null,
    column.unit ? usualSpelling(column.unit) : null,
    column.system,
    column.precision && column.precision !== 'day' ? text(`precision.${column.precision}`) : null,
    column.plausible ? text('plausible', { low: column.plausible[0], high: column.plausible[1] }) : null,
  ];
  return (
    <li id={`column-${column.name}`} className={entryLook}>
      <div className="min-w-0">
        <p className="font-medium">{localised(column.label)}</p>
        <p className="text-sm text-ink-soft">
          <code className="font-mono">{column.name}</code>
          <FactLine facts={facts} />
        </p>
        {column.rule ? <p className="text-sm text-ink-soft">{text('derived', { rule: localised(column.rule) })}</p> : null}
      </div>
      {profile ? <CompletenessBar known={profile.known} rows={profile.rows} /> : <span />}
      {profile ? <Distribution summary={profile.summary} values={column.values} unit={column.unit} /> : null}
    </li>
  );
}

function ItemEntry({ entry: { item, profile }, table }: { readonly entry: ProfiledItem; readonly table: string }) {
  const text = useTranslations('catalogue');
  const localised = useLocalised();
  const facts = [
    item.unit ? usualSpelling(item.unit) : null,
    item.code ? `${item.code.system} ${item.code.value}` : null,
    item.sameDay ? text('sameDay', { rule: text(`sameDayRule.${item.sameDay}`) }) : null,
    item.plausible ? text('plausible', { low: item.plausible[0], high: item.plausible[1] }) : null,
    profile ? text('rowsOf', sizeOf(profile)) : null,
  ];
  return (
    <li id={`item-${item.name}`} className={entryLook}>
      <div className="min-w-0">
        <p className="font-medium">{localised(item.label)}</p>
        <p className="text-sm text-ink-soft">
          <code className="font-mono">{`${table}(${item.name})`}</code>
          <FactLine facts={facts} />
        </p>
        {item.rule ? <p className="text-sm text-ink-soft">{text('derived', { rule: localised(item.rule) })}</p> : null}
      </div>
      {profile ? <CompletenessBar known={profile.known} rows={profile.rows} /> : <span />}
      {profile ? <Distribution summary={profile.summary} values={null} unit={item.unit} /> : null}
    </li>
  );
}
