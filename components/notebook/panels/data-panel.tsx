'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import type { OfferedTable } from '@/analysis-kernel/host/contract';
import type { Dictionary } from '@/cohort-dsl/schema/dictionary';
import type { Language } from '@/cohort-dsl/source/localised';
import { Input } from '@/components/ui/field';
import { useWorkbench } from '@/components/workbench/workbench-context';
import { useTables } from '../forms/use-tables';
import { useInsertion } from './insertion';

interface Entry {
  /** What is written into a program: `lab(egfr)`, `patient.sex`, `nodes`. */
  readonly insert: string;
  readonly name: string;
  readonly label: string;
  readonly detail: string;
}

interface Listed {
  readonly name: string;
  readonly label: string;
  readonly entries: readonly Entry[];
}

/** What a cohort or query of this notebook offers to analyses and queries. */
function columnsOf({ name, columns }: OfferedTable, lang: Language): Listed {
  const entries = columns.map((column) => ({
    insert: column.name,
    name: column.name,
    label: column.label?.[lang] ?? '',
    detail: column.unit ?? column.type,
  }));
  return { name, label: '', entries };
}

function entriesOf(table: Dictionary['tables'][number], lang: Language): Entry[] {
  return [
    ...table.items.map((item) => ({
      insert: `${table.name}(${item.name})`,
      name: item.name,
      label: item.label[lang],
      detail: item.unit ?? '',
    })),
    ...table.columns.map((column) => ({
      insert: table.role === 'patient' ? `patient.${column.name}` : column.name,
      name: column.name,
      label: column.label[lang],
      detail: column.unit ?? column.type,
    })),
  ];
}

/** The notebook's cohorts and queries and the database's tables with their columns, to look up and to put into the cell in focus. */
export function DataPanel() {
  const text = useTranslations('notebook');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const { dictionary } = useWorkbench();
  const [wanted, setWanted] = useState('');
  const own = useTables();
  const insert = useInsertion(own);
  if (!dictionary) return <p className="text-sm text-ink-soft">{text('dictionary.loading')}</p>;
  const search = wanted.trim().toLowerCase();
  const listed: readonly Listed[] = [
    ...own.filter(({ cell, columns }) => cell !== '' && columns.length > 0).map((table) => columnsOf(table, lang)),
    ...dictionary.tables.map((table) => ({ name: table.name, label: table.label[lang], entries: entriesOf(table, lang) })),
  ];
  const tables = listed.flatMap((table) => {
    const entries = table.entries.filter(
      ({ name, label }) => search === '' || `${name} ${label} ${table.name}`.toLowerCase().includes(search),
    );
    return entries.length > 0 || (search === '' && table.entries.length === 0) ? [{ ...table, entries }] : [];
  });
  return (
    <section aria-label={text('data')} className="grid grid-cols-[minmax(0,1fr)] content-start gap-2">
      <p className="text-xs font-semibold text-ink-soft">{text('data')}</p>
      <Input
        type="search"
        aria-label={text('dictionary.search')}
        placeholder={text('dictionary.search')}
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
        className="h-8!"
      />
      {tables.length === 0 ? <p className="text-sm text-ink-soft">{text('dictionary.none')}</p> : null}
      {tables.map(({ name, label, entries }) => (
        <details key={name} open={search !== '' || undefined}>
          <summary className="min-h-7 cursor-default text-sm select-none">
            <span className="font-mono">{name}</span> <span className="text-ink-soft">{label === name ? '' : label}</span>
          </summary>
          <ul className="grid ps-3">
            {entries.map((entry) => (
              <li key={entry.insert}>
                <button
                  type="button"
                  draggable
                  onDragStart={(event) => event.dataTransfer.setData('text/plain', entry.insert)}
                  onClick={() => insert(entry.insert)}
                  aria-label={text('dictionary.insert', { name: entry.name })}
                  title={entry.label}
                  className="flex min-h-6 w-full items-baseline gap-2 rounded px-1 text-start text-sm hover:bg-sunken"
                >
                  <span className="font-mono text-xs">{entry.name}</span>
                  <span className="min-w-0 flex-1 truncate text-xs text-ink-soft">{entry.label === entry.name ? '' : entry.label}</span>
                  <span className="text-xs whitespace-nowrap text-ink-faint">{entry.detail}</span>
                </button>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}
