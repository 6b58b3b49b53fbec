'use client';

import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { type LineChange, lineChanges, type Piece } from '@/analysis-kernel/document/history/text-diff';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';

/** Unchanged lines that stay in sight beside a change. */
const AROUND = 3;

interface Pair {
  readonly before: LineChange | null;
  readonly after: LineChange | null;
}

type Stretch = { readonly pairs: readonly Pair[]; readonly folded: boolean };

/** Two texts side by side, line by line with their words marked; below each other where there is no room. */
export function TextComparison({ name, before, after }: { readonly name: string; readonly before: string; readonly after: string }) {
  const text = useTranslations('history.compare');
  const stretches = useMemo(() => stretchesOf(pairsOf(lineChanges(before, after))), [before, after]);
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of lines, not of fields
    <div
      role="group"
      aria-label={text('texts', { name })}
      className="@container overflow-hidden rounded-md border border-line font-mono text-[13px] leading-[20px]"
    >
      {stretches.map(({ pairs, folded }, place) =>
        folded && !opened.has(place) ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the stretches of two texts keep their places
          <div key={place} className="border-y border-line bg-sunken px-2 py-0.5 font-sans">
            <Button look="quiet" size="small" aria-expanded={false} onClick={() => setOpened(new Set([...opened, place]))}>
              {text('unchanged', { count: pairs.length })}
            </Button>
          </div>
        ) : (
          pairs.map((pair, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines of two texts keep their places
            <div key={`${place} ${at}`} className="grid grid-cols-1 @2xl:grid-cols-2">
              <Line line={pair.before} number={pair.before?.before ?? null} twin={pair.before !== null && pair.before === pair.after} />
              <Line line={pair.after} number={pair.after?.after ?? null} twin={false} />
            </div>
          ))
        ),
      )}
    </div>
  );
}

interface LineProps {
  readonly line: LineChange | null;
  readonly number: number | null;
  /** The other side has the very same, and below each other one of them is enough. */
  readonly twin: boolean;
}

const GROUNDS = { same: '', removed: 'bg-failed-soft', added: 'bg-fresh-soft' } as const;
const MARKS = { same: '', removed: '−', added: '+' } as const;

function Line({ line, number, twin }: LineProps) {
  const text = useTranslations('history.compare');
  if (line === null) return <div aria-hidden className="hidden min-h-5 border-line bg-sunken @2xl:block @2xl:border-e" />;
  const { kind, pieces } = line;
  return (
    <div className={classNames('min-w-0 gap-2 border-line pe-2 @2xl:flex @2xl:border-e', twin ? 'hidden' : 'flex', GROUNDS[kind])}>
      <span aria-hidden className="w-[4ch] shrink-0 text-end text-ink-soft select-none">
        {number}
      </span>
      <span aria-hidden className="w-[1ch] shrink-0 select-none">
        {MARKS[kind]}
      </span>
      {kind === 'same' ? null : <span className="sr-only">{text(kind === 'removed' ? 'lineRemoved' : 'lineAdded')}</span>}
      <span className="min-h-5 min-w-0 flex-1 whitespace-pre-wrap wrap-anywhere">
        {pieces.map((piece, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a line keep their places
          <Words key={place} piece={piece} kind={pieces.length > 1 ? kind : 'same'} />
        ))}
      </span>
    </div>
  );
}

/** Words of a line, marked where the other text has them not; a line that is all another needs no marks. */
function Words({ piece, kind }: { readonly piece: Piece; readonly kind: LineChange['kind'] }) {
  if (!piece.changed || kind === 'same') return piece.text;
  const look = kind === 'removed' ? 'decoration-failed' : 'decoration-fresh';
  return <mark className={classNames('bg-transparent font-semibold text-ink underline decoration-2', look)}>{piece.text}</mark>;
}

/** Lines beside each other: what was removed stands beside what came in its place. */
function pairsOf(changes: readonly LineChange[]): readonly Pair[] {
  const pairs: Pair[] = [];
  let removed: LineChange[] = [];
  const drop = () => {
    for (const before of removed) pairs.push({ before, after: null });
    removed = [];
  };
  for (const change of changes) {
    if (change.kind === 'removed') removed.push(change);
    else if (change.kind === 'added') pairs.push({ before: removed.shift() ?? null, after: change });
    else {
      drop();
      pairs.push({ before: change, after: change });
    }
  }
  drop();
  return pairs;
}

/** Long stretches of lines that are the same are folded. */
function stretchesOf(pairs: readonly Pair[]): readonly Stretch[] {
  const isNear = pairs.map((_, at) => pairs.slice(Math.max(0, at - AROUND), at + AROUND + 1).some((pair) => pair.before !== pair.after));
  const stretches: { pairs: Pair[]; folded: boolean }[] = [];
  for (const [at, pair] of pairs.entries()) {
    const folded = !isNear[at];
    const last = stretches.at(-1);
    if (last?.folded === folded) last.pairs.push(pair);
    else stretches.push({ pairs: [pair], folded });
  }
  // One line is as short as the words that would stand for it.
  return stretches.map((stretch) => ({ ...stretch, folded: stretch.folded && stretch.pairs.length > 1 }));
}
