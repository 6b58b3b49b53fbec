'use client';

import { Lock, LockOpen, Play, RotateCcw, Tag } from 'lucide-react';
import Link from 'next/link';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Share } from '@/analysis-kernel/document/history/spells';
import { listText } from '@/analysis-kernel/results/format';
import type { MarkDto, RunHead } from '@/app/_contract/history';
import { classNames } from '@/components/ui/class-names';
import type { Day, Entry } from './entries';
import { NOW, ofRun, ofVersion, type SideName } from './sides';

/** Who and what is spoken of, by id. */
interface HistoryNames {
  readonly people: Readonly<Record<string, string>>;
  readonly cells: Readonly<Record<string, string>>;
}

export interface Chosen {
  readonly before: SideName;
  readonly after: SideName;
}

interface HistoryListProps {
  readonly days: readonly Day[];
  readonly names: HistoryNames;
  readonly chosen: Chosen;
  /** First version that can be shown. */
  readonly begins: number;
  /** Address of the notebook's page. */
  readonly address: string;
  readonly onChoose: (chosen: Chosen) => void;
}

/** What a line of the list shows beside it when it is chosen; null where there is nothing to compare. */
export function comparisonOf(entry: Entry, begins: number): Chosen | null {
  switch (entry.of) {
    case 'spell': {
      const { before, last } = entry.spell;
      return last < begins ? null : { before: ofVersion(Math.max(begins, before)), after: ofVersion(last) };
    }
    case 'run':
      return { before: ofRun(entry.run.id), after: NOW };
    case 'mark': {
      const { kind, version, restored } = entry.mark;
      if (kind === 'restored') return { before: ofVersion(restored ?? version), after: ofVersion(version) };
      return { before: ofVersion(version), after: NOW };
    }
  }
}

/** Days with what was done in them, newest first; each line can be chosen to be looked at. */
export function HistoryList({ days, names, chosen, begins, address, onChoose }: HistoryListProps) {
  const format = useFormatter();
  return (
    <div className="grid gap-4">
      {days.map(({ day, entries }) => (
        <section key={day} aria-label={day} className="grid gap-0.5">
          <h3 className="px-2 text-xs font-semibold text-ink-soft">
            {format.dateTime(new Date(`${day}T00:00:00Z`), { dateStyle: 'full' })}
          </h3>
          {entries.map((entry) => {
            const wanted = comparisonOf(entry, begins);
            const isChosen = wanted?.before === chosen.before && wanted.after === chosen.after;
            return (
              <div key={keyOf(entry)} className="grid">
                <button
                  type="button"
                  aria-pressed={isChosen}
                  disabled={wanted === null}
                  onClick={() => wanted && onChoose(wanted)}
                  className={classNames(
                    'grid min-h-8 gap-0.5 rounded-md px-2 py-1 text-start text-sm hover:bg-sunken disabled:hover:bg-transparent',
                    isChosen && 'bg-accent-soft',
                  )}
                >
                  <EntryLine entry={entry} names={names} />
                </button>
                {entry.of === 'run' ? <RecordLink run={entry.run} address={address} /> : null}
              </div>
            );
          })}
        </section>
      ))}
    </div>
  );
}

function RecordLink({ run, address }: { readonly run: RunHead; readonly address: string }) {
  const text = useTranslations('history.run');
  return (
    <Link
      href={`${address}/runs/${run.id}`}
      className="mx-2 inline-flex min-h-6 items-center justify-self-start text-xs text-accent underline underline-offset-2"
    >
      {text('open')}
    </Link>
  );
}

function keyOf(entry: Entry): string {
  if (entry.of === 'spell') return `s${entry.spell.last}`;
  return entry.of === 'mark' ? entry.mark.id : entry.run.id;
}

function EntryLine({ entry, names }: { readonly entry: Entry; readonly names: HistoryNames }) {
  const text = useTranslations('history');
  const format = useFormatter();
  const time = (at: number) => format.dateTime(new Date(at), { timeStyle: 'short' });
  const who = (id: string) => names.people[id] ?? text('gone');
  if (entry.of === 'mark') return <MarkLine mark={entry.mark} who={who(entry.mark.by)} at={time(entry.at)} names={names} />;
  if (entry.of === 'run') {
    const { trigger, cells, failed, by } = entry.run;
    const said = trigger === 'all' ? text('run.all', { who: who(by) }) : text('run.cells', { who: who(by), count: cells });
    return (
      <Line icon={<Play aria-hidden className="size-3.5" />} head={time(entry.at)}>
        {said}
        {failed > 0 ? <span className="text-failed"> · {text('run.failed', { count: failed })}</span> : null}
      </Line>
    );
  }
  const { begun, ended, steps, shares } = entry.spell;
  const [from, to] = [time(begun), time(ended)];
  return (
    <>
      <span className="flex flex-wrap items-baseline gap-x-2">
        <b className="font-medium">{from === to ? to : text('spell', { from, to })}</b>
        <span className="text-xs text-ink-soft">{text('stepsOf', { count: steps })}</span>
      </span>
      {shares.map((share) => (
        <span key={share.by} className="text-ink-soft wrap-anywhere">
          <ShareText share={share} who={who(share.by)} names={names} />
        </span>
      ))}
    </>
  );
}

function MarkLine({
  mark,
  who,
  at,
  names,
}: {
  readonly mark: MarkDto;
  readonly who: string;
  readonly at: string;
  readonly names: HistoryNames;
}) {
  const text = useTranslations('history');
  switch (mark.kind) {
    case 'named':
      return (
        <Line icon={<Tag aria-hidden className="size-3.5 text-accent" />} head={at}>
          <b className="block font-semibold text-ink wrap-anywhere">{mark.name}</b>
          {mark.note === '' ? null : <span className="block whitespace-pre-line wrap-anywhere">{mark.note}</span>}
          {text('named', { who })}
        </Line>
      );
    case 'restored': {
      const version = mark.restored ?? 0;
      const cell = mark.cell === null ? null : names.cells[mark.cell] || text('textCell');
      return (
        <Line icon={<RotateCcw aria-hidden className="size-3.5" />} head={at}>
          {cell === null ? text('restoredAll', { who, version }) : text('restoredCell', { who, version, cell })}
        </Line>
      );
    }
    case 'locked':
      return (
        <Line icon={<Lock aria-hidden className="size-3.5" />} head={at}>
          {text('locked', { who, reason: mark.note })}
        </Line>
      );
    case 'unlocked':
      return (
        <Line icon={<LockOpen aria-hidden className="size-3.5" />} head={at}>
          {text('unlocked', { who })}
        </Line>
      );
  }
}

function Line({ icon, head, children }: { readonly icon: ReactNode; readonly head: string; readonly children: ReactNode }) {
  return (
    <>
      <span className="flex items-center gap-1.5">
        {icon}
        <b className="font-medium">{head}</b>
      </span>
      <span className="text-ink-soft wrap-anywhere">{children}</span>
    </>
  );
}

/** So many cells of one kind of change are named. */
const MOST_NAMED = 4;
const DID = { insert: 'insert', remove: 'remove', text: 'change', move: 'move', rename: 'rename' } as const;

/** `Ann: changed cohort and fit, added sql_1`. */
function ShareText({ share, who, names }: { readonly share: Share; readonly who: string; readonly names: HistoryNames }) {
  const text = useTranslations('history');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const said = (Object.keys(DID) as (keyof typeof DID)[]).flatMap((kind) => {
    // What was made is not said to be changed as well.
    const cells = share.cells.filter(
      ({ done }) => done.includes(kind) && (kind === 'insert' || kind === 'remove' || !done.includes('insert')),
    );
    if (cells.length === 0) return [];
    const named = cells.slice(0, MOST_NAMED).map(({ id }) => names.cells[id] || text('textCell'));
    const more = cells.length > MOST_NAMED ? [text('moreCells', { count: cells.length - MOST_NAMED })] : [];
    return [text(`did.${DID[kind]}`, { names: listText([...named, ...more], lang) })];
  });
  const all = share.titled ? [...said, text('did.change', { names: text('title_changed') })] : said;
  return text('share', { who, what: all.join(lang === 'zh' ? '；' : '; ') });
}
