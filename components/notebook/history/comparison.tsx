'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { type CellChange, compared, isChanged } from '@/analysis-kernel/document/history/compare';
import type { Cell } from '@/analysis-kernel/document/notebook';
import { newCell } from '@/analysis-kernel/document/notebook';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { ErrorNote } from '@/components/ui/error-note';
import { methodIdOf } from '@/components/workbench/method-of';
import { KindIcon } from '../cells/cell-kinds';
import { ResultsBeside, type SideResult } from './results-beside';
import type { Side } from './sides';
import { TextComparison } from './text-comparison';
import { useResults } from './use-results';

interface ComparisonProps {
  readonly before: Side;
  readonly after: Side;
  /** Gives the open notebook a cell as it was before; null where nobody may. */
  readonly onRestore: ((id: string) => void) | null;
}

interface Shown extends CellChange {
  /** It has another result, whether or not its text is another. */
  readonly rerun: boolean;
  /** It is known to have the very same result. */
  readonly same: boolean;
}

/** What is another in the later of two versions: cells, their texts by line and word, and their results. */
export function Comparison({ before, after, onRestore }: ComparisonProps) {
  const text = useTranslations('history.compare');
  const { title, cells } = useMemo(() => compared(notebookOf(before), notebookOf(after)), [before, after]);
  const shown = useMemo(() => {
    const found = cells.flatMap((cell): readonly Shown[] => {
      const keys = [before.keys?.get(cell.id), after.keys?.get(cell.id)];
      // What an input gives stands in its text.
      const isComputed = (cell.after ?? cell.before)?.kind !== 'input';
      const areKnown = before.keys !== null && after.keys !== null;
      const rerun = isComputed && areKnown && keys[0] !== keys[1];
      const same = areKnown && keys[0] !== undefined && keys[0] === keys[1];
      return isChanged(cell) || rerun ? [{ ...cell, rerun, same }] : [];
    });
    // What somebody changed comes before what only gives another result for it.
    return [...found.filter(isChanged), ...found.filter((cell) => !isChanged(cell))];
  }, [cells, before, after]);
  const ids = useMemo(() => shown.map(({ id }) => id), [shown]);
  const results = { before: useResults(before, ids), after: useResults(after, ids) };
  const problem = results.before.problem ?? results.after.problem;
  if (title === null && shown.length === 0) return <p className="text-ink-soft">{text('same')}</p>;
  return (
    <div className="grid min-w-0 grid-cols-1 gap-6">
      {title === null ? null : (
        <p>
          <b>{text('notebookTitle')}</b> <del className="text-failed">{title.before ?? text('untitled')}</del>{' '}
          <ins className="text-fresh no-underline">{title.after ?? text('untitled')}</ins>
        </p>
      )}
      {shown.every((cell) => !isChanged(cell)) && title === null ? <p className="text-ink-soft">{text('onlyResults')}</p> : null}
      {problem === null ? null : <ErrorNote>{problem}</ErrorNote>}
      {shown.map((cell) => (
        <ChangedCell
          key={cell.id}
          change={cell}
          before={results.before.of?.(cell.id) ?? null}
          after={results.after.of?.(cell.id) ?? null}
          onRestore={onRestore}
        />
      ))}
    </div>
  );
}

function notebookOf({ title, cells }: Side) {
  return { settings: { title }, cells: cells.map((cell): Cell => newCell(cell.id, cell, cell.version)) };
}

interface ChangedCellProps extends Pick<ComparisonProps, 'onRestore'> {
  readonly change: Shown;
  /** Its results; null until they are known. */
  readonly before: SideResult | null;
  readonly after: SideResult | null;
}

function ChangedCell({ change, before, after, onRestore }: ChangedCellProps) {
  const text = useTranslations('history');
  const { id, moved, renamed, rewritten, rerun, same } = change;
  const cell = change.after ?? change.before;
  if (cell === null) return null;
  const name = cell.name ?? text('compare.unnamed');
  const marks = [
    change.before === null ? (['added', 'fresh'] as const) : null,
    change.after === null ? (['removed', 'failed'] as const) : null,
    renamed ? (['renamed', 'accent'] as const) : null,
    moved ? (['moved', 'accent'] as const) : null,
    rewritten ? (['rewritten', 'accent'] as const) : null,
    rerun && !rewritten && change.before !== null && change.after !== null ? (['result', 'stale'] as const) : null,
  ].filter((mark) => mark !== null);
  const hasResult =
    cell.kind !== 'text' && cell.kind !== 'input' && (rerun || rewritten || change.before === null || change.after === null);
  return (
    <section aria-label={name} className="grid min-w-0 grid-cols-1 gap-2" data-changed={name}>
      <div className="flex flex-wrap items-center gap-2">
        <KindIcon kind={cell.kind} method={methodIdOf(cell.body)} />
        <h4 title={name} className="max-w-72 min-w-0 truncate font-semibold">
          {name}
        </h4>
        {renamed && change.before ? (
          <span className="max-w-72 truncate text-sm text-ink-soft">{text('compare.nameBefore', { name: change.before.name ?? '' })}</span>
        ) : null}
        {marks.map(([mark, tone]) => (
          <Badge key={mark} tone={tone}>
            {text(`compare.${mark}`)}
          </Badge>
        ))}
        {onRestore && change.before ? (
          <Button look="quiet" size="small" className="ms-auto" onClick={() => onRestore(id)}>
            {text('restore.cell')}
          </Button>
        ) : null}
      </div>
      {rewritten || change.before === null || change.after === null ? (
        <TextComparison name={name} before={change.before?.body ?? ''} after={change.after?.body ?? ''} />
      ) : null}
      {hasResult && before !== null && after !== null ? (
        <details open className="min-w-0">
          <summary className="cursor-default text-sm text-ink-soft select-none">{text('compare.results')}</summary>
          <div className="pt-2">
            {same ? (
              <p className="text-sm text-ink-soft">{text('compare.sameResult')}</p>
            ) : (
              <ResultsBeside kind={cell.kind} name={cell.name ?? id} before={before} after={after} />
            )}
          </div>
        </details>
      ) : null}
    </section>
  );
}
