'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import type { OfferedTable } from '@/analysis-kernel/host/contract';
import { Input } from '@/components/ui/field';
import { percentText } from '@/components/ui/number-text';
import { useReleaseDocument } from '@/components/workbench/use-release-document';
import { useWorkbench } from '@/components/workbench/workbench-context';
import { useTables } from '../forms/use-tables';
import { useInsertion } from './insertion';
import { matching, namesOfCell, namesOfDatabase, type OfferedName, type OfferedNames } from './offered-names';
import { useFilled } from './use-filled';

/** The notebook's cohorts and queries and the database's tables with their columns, to look up and to put into the cell in focus. */
export function DataPanel() {
  const text = useTranslations('notebook');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const { notebook } = useWorkbench();
  const document = useReleaseDocument(notebook.release);
  const [wanted, setWanted] = useState('');
  const own = useTables();
  const insert = useInsertion(own);
  const database = useMemo(() => (document ? namesOfDatabase(document, lang) : []), [document, lang]);
  if (!document) return <p className="text-sm text-ink-soft">{text('dictionary.loading')}</p>;
  const search = wanted.trim().toLowerCase();
  const cells = own.filter((table) => table.cell !== '' && table.columns.length > 0 && matching(namesOfCell(table, lang), search));
  const tables = database.filter((names) => matching(names, search));
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
      {cells.length + tables.length === 0 ? <p className="text-sm text-ink-soft">{text('dictionary.none')}</p> : null}
      {cells.map((table) => (
        <CellNames key={table.name} table={table} search={search} onChoose={insert} />
      ))}
      {tables.map((names) => (
        <Names key={names.name} names={names} search={search} onChoose={insert} />
      ))}
    </section>
  );
}

interface NamesProps {
  readonly names: OfferedNames;
  readonly search: string;
  readonly onChoose: (insert: string) => void;
  readonly onOpen?: (open: boolean) => void;
}

function CellNames({ table, search, onChoose }: Pick<NamesProps, 'search' | 'onChoose'> & { readonly table: OfferedTable }) {
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const [open, setOpen] = useState(false);
  const filled = useFilled(table, open);
  return <Names names={namesOfCell(table, lang, filled)} search={search} onChoose={onChoose} onOpen={setOpen} />;
}

/** A table to fold open, with what is found in it. */
function Names({ names, search, onChoose, onOpen }: NamesProps) {
  const { name, label } = names;
  return (
    <details open={search !== '' || undefined} onToggle={(event) => onOpen?.(event.currentTarget.open)}>
      <summary title={label ? `${name} · ${label}` : name} className="min-h-7 cursor-default truncate text-sm select-none">
        <span className="font-mono">{name}</span> <span className="text-ink-soft">{label === name ? '' : label}</span>
      </summary>
      <ul className="grid grid-cols-[minmax(0,1fr)] ps-3">
        {matching(names, search)?.map((entry) => (
          <li key={entry.insert}>
            <Name entry={entry} onChoose={onChoose} />
          </li>
        ))}
      </ul>
    </details>
  );
}

/** One name with what it is: its label, its type, its unit, how much of it is filled. */
function Name({ entry, onChoose }: { readonly entry: OfferedName; readonly onChoose: NamesProps['onChoose'] }) {
  const text = useTranslations('notebook.dictionary');
  const { name, label, insert, type, unit, filled } = entry;
  const facts = [
    type === null ? null : text(`type.${type}`),
    unit,
    filled === null ? null : text('complete', { percent: percentText(filled.known, filled.rows) }),
  ].filter((fact) => fact !== null);
  const shownLabel = label === name ? '' : label;
  return (
    <button
      type="button"
      draggable
      onDragStart={(event) => event.dataTransfer.setData('text/plain', insert)}
      onClick={() => onChoose(insert)}
      aria-label={text('insert', { name })}
      title={[name, shownLabel, ...facts].filter((part) => part !== '').join(' · ')}
      className="grid w-full grid-cols-[minmax(0,1fr)] rounded px-1 py-0.5 text-start text-xs hover:bg-sunken"
    >
      <span className="truncate">
        <span className="font-mono">{name}</span> <span className="text-ink-soft">{shownLabel}</span>
      </span>
      <span className="text-ink-faint">{facts.join(' · ')}</span>
    </button>
  );
}
