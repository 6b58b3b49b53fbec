'use client';

import { Link2, Printer } from 'lucide-react';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { ResultsThen } from '@/app/_contract/history';
import type { CellDto } from '@/app/_contract/notebooks';
import type { RunCell, RunRecordDto } from '@/app/_contract/runs';
import { MarkdownView } from '@/components/content/markdown-view';
import { PageFrame } from '@/components/shell/page-frame';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { useToast } from '@/components/ui/toast';
import { methodIdOf } from '@/components/workbench/method-of';
import { KindIcon } from '../cells/cell-kinds';
import { RecordedResult } from './recorded-result';
import { resultsIn } from './results-then';
import { RunTable } from './run-table';

interface RunPageProps {
  readonly project: string;
  readonly notebook: string;
  readonly record: RunRecordDto;
  /** JSON of `ResultsThen`: what is kept now of the notebook as it was, and under the record's keys. */
  readonly kept: string;
}

/** The record of a run: who, when, with what; what ran and how it ended; the notebook as it was with the results kept of it. */
export function RunPage({ project, notebook, record, kept }: RunPageProps) {
  const text = useTranslations('history.record');
  const format = useFormatter();
  const announce = useToast();
  const address = `/projects/${project}/notebooks/${notebook}`;
  const found = useMemo(() => resultsIn(JSON.parse(kept) as ResultsThen), [kept]);
  const ran = useMemo(() => new Map(record.cells.map((cell) => [cell.id, cell])), [record]);
  const at = format.dateTime(new Date(record.at), { dateStyle: 'medium', timeStyle: 'short' });
  const copy = () =>
    void navigator.clipboard.writeText(window.location.href).then(
      () => announce(text('copied')),
      () => announce(text('notCopied')),
    );
  const facts = [
    [text('who'), record.by],
    [text('when'), `${record.at.slice(0, 10)} ${record.at.slice(11, 19)} UTC`],
    [text('asked'), text(record.trigger)],
    [text('release'), record.release],
    [text('version'), String(record.version)],
    [text('kernel'), record.versions.kernel],
    [text('engine'), record.versions.engine],
    [text('policy'), record.versions.policy],
  ] as const;
  const actions = (
    <span className="flex flex-wrap gap-2 print:hidden">
      <Button onClick={copy}>
        <Link2 aria-hidden className="size-3.5" />
        {text('link')}
      </Button>
      <Button onClick={() => window.print()}>
        <Printer aria-hidden className="size-3.5" />
        {text('print')}
      </Button>
    </span>
  );
  return (
    <PageFrame
      title={text('title', { at })}
      crumbs={[{ href: address, label: record.notebook.title }]}
      actions={actions}
      lead={text('lead')}
    >
      <dl className="grid max-w-xl grid-cols-[max-content_1fr] gap-x-6 gap-y-1">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-soft">{name}</dt>
            <dd className="min-w-0 wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
      <section className="grid grid-cols-1 gap-2" aria-labelledby="ran">
        <h2 id="ran" className="text-lg font-semibold">
          {text('ran')}
        </h2>
        <RunTable cells={record.cells} />
        <p className="max-w-prose text-sm text-ink-soft">{text('trust')}</p>
      </section>
      <section className="grid grid-cols-1 gap-6" aria-labelledby="as-it-was">
        <h2 id="as-it-was" className="text-lg font-semibold">
          {text('asItWas')}
        </h2>
        <p className="text-xl font-semibold wrap-anywhere">{record.notebook.title}</p>
        {record.notebook.cells.map((cell) => (
          <CellAsItWas key={cell.id} cell={cell} ran={ran.get(cell.id) ?? null} found={found} />
        ))}
      </section>
      <p className="print:hidden">
        <Link href={address} className="text-accent underline underline-offset-2">
          {text('history')}
        </Link>
      </p>
    </PageFrame>
  );
}

interface CellAsItWasProps {
  readonly cell: CellDto;
  /** Null where it was no part of the run. */
  readonly ran: RunCell | null;
  readonly found: ReturnType<typeof resultsIn>;
}

function CellAsItWas({ cell, ran, found }: CellAsItWasProps) {
  const text = useTranslations('history.record');
  if (cell.kind === 'text') return <MarkdownView text={cell.body} />;
  const name = cell.name ?? '';
  return (
    <section aria-label={name} data-recorded={name} className="grid min-w-0 grid-cols-1 gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <KindIcon kind={cell.kind} method={methodIdOf(cell.body)} />
        <h3 title={name} className="max-w-96 min-w-0 truncate font-semibold">
          {name}
        </h3>
        {ran ? <Badge tone={ran.status === 'ok' ? 'fresh' : 'failed'}>{text(`state.${ran.status}`)}</Badge> : null}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard */}
      <pre tabIndex={0} className="overflow-x-auto rounded-md bg-sunken p-3 font-mono text-[13px] leading-[20px]">
        {cell.body}
      </pre>
      {cell.kind === 'input' ? null : <ResultAsItWas cell={cell} ran={ran} found={found} />}
    </section>
  );
}

function ResultAsItWas({ cell, ran, found }: CellAsItWasProps) {
  const text = useTranslations('history.record');
  const format = useFormatter();
  const moment = (iso: string) => format.dateTime(new Date(iso), { dateStyle: 'medium', timeStyle: 'short' });
  const key = ran?.key ?? null;
  const result = useMemo(() => (key === null ? null : found(cell, key)), [found, cell, key]);
  if (ran === null) return <Note>{text('notRun')}</Note>;
  if (key === null) return <Note>{text('noResult')}</Note>;
  if (result?.entry.origin.withdrawn) {
    const { at, by } = result.entry.origin.withdrawn;
    return <Note tone="text-stale">{text('withdrawn', { at: moment(at), by: by ?? text('server') })}</Note>;
  }
  if (!result?.outcome) return <Note>{text('gone')}</Note>;
  const { by, at, check } = result.entry.origin;
  const kept = by === null ? text('keptServer', { at: moment(at) }) : text('kept', { by, at: moment(at) });
  return (
    <div className="grid min-w-0 grid-cols-1 gap-2">
      <p className="text-xs text-ink-soft">
        {kept} · {text(check)}
        {ran.checked ? null : ` · ${text('toldKey')}`}
      </p>
      <RecordedResult kind={cell.kind} name={cell.name ?? ''} outcome={result.outcome} />
    </div>
  );
}

function Note({ children, tone = 'text-ink-soft' }: { readonly children: string; readonly tone?: string }) {
  return <p className={`rounded-md bg-sunken px-3 py-2 text-sm ${tone}`}>{children}</p>;
}
