'use client';

import { useTranslations } from 'next-intl';
import { type CSSProperties, Fragment, type ReactNode, useMemo } from 'react';
import { changeBetween } from '@/analysis-kernel/document/text-change';
import { classNames } from '@/components/ui/class-names';
import { type Stretch, stretchesOf } from './line-diff';

interface Side {
  readonly title: ReactNode;
  readonly body: string;
  /** Said of a line that stands in this text alone. */
  readonly only: string;
}

interface SideBySideProps {
  readonly left: Side;
  readonly right: Side;
}

interface Line {
  readonly text: string;
  readonly differs: boolean;
  /** The line in its place on the other side; null where there is none. */
  readonly other: string | null;
}

/** Lines of one side; null where only the other side has one. */
function linesOf(stretches: readonly Stretch[], side: 'left' | 'right'): readonly (Line | null)[] {
  const otherSide = side === 'left' ? 'right' : 'left';
  return stretches.flatMap((stretch) =>
    Array.from({ length: Math.max(stretch.left.length, stretch.right.length) }, (_, at) => {
      const text = stretch[side][at];
      return text === undefined ? null : { text, differs: !stretch.isSame, other: stretch[otherSide][at] ?? null };
    }),
  );
}

/** Two texts beside each other, line by line, with what differs marked by a sign, a ground and, within a line, by underlining. */
export function SideBySide({ left, right }: SideBySideProps) {
  const text = useTranslations('notebook.conflict');
  const stretches = useMemo(() => stretchesOf(left.body, right.body), [left.body, right.body]);
  const sides = [
    { ...left, lines: linesOf(stretches, 'left') },
    { ...right, lines: linesOf(stretches, 'right') },
  ];
  const rows = sides[0].lines.length + 1;
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
      tabIndex={0}
      aria-label={text('lines')}
      style={{ '--rows': `repeat(${rows}, auto)` } as CSSProperties}
      className="grid max-h-80 grid-cols-1 gap-x-2 overflow-auto rounded-md bg-surface p-2 sm:grid-flow-col sm:grid-cols-2 sm:grid-rows-(--rows)"
    >
      {sides.map(({ title, only, lines }) => (
        <Fragment key={only}>
          <div className="pb-1 text-xs font-semibold">{title}</div>
          {lines.map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity beyond its number
            <OneLine key={at} line={line} only={only} />
          ))}
        </Fragment>
      ))}
    </section>
  );
}

function OneLine({ line, only }: { readonly line: Line | null; readonly only: string }) {
  if (line === null) return <div aria-hidden className="hidden bg-sunken sm:block" />;
  const { text, differs, other } = line;
  return (
    <div className={classNames('flex min-w-0 font-mono text-xs', differs && 'bg-stale-soft')} data-differs={differs || undefined}>
      <span aria-hidden className="w-4 shrink-0 text-stale select-none">
        {differs ? '≠' : ''}
      </span>
      {differs ? <span className="sr-only">{only}: </span> : null}
      <span className="min-h-[1.5em] min-w-0 flex-1 wrap-break-word whitespace-pre-wrap">
        {differs && other !== null ? <Marked text={text} other={other} /> : text}
      </span>
    </div>
  );
}

/** A line with what the other one has not. */
function Marked({ text, other }: { readonly text: string; readonly other: string }) {
  const change = changeBetween(other, text);
  if (change === null || change.text === '') return text;
  const end = change.start + change.text.length;
  return (
    <>
      {text.slice(0, change.start)}
      <span className="underline decoration-stale decoration-2 underline-offset-2">{change.text}</span>
      {text.slice(end)}
    </>
  );
}
