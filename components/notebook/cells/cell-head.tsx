'use client';

import { Play, Square } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { flushSync } from 'react-dom';
import { isCellName, nameKey } from '@/analysis-kernel/document/names';
import type { Cell } from '@/analysis-kernel/document/notebook';
import type { CellState } from '@/analysis-kernel/session/state';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { countText } from '@/components/ui/number-text';
import { usePressed } from '@/components/ui/use-pressed';
import { useRunners } from '@/components/workbench/live/use-live';
import { methodIdOf } from '@/components/workbench/method-of';
import { useOrigin, useWorkbench } from '@/components/workbench/workbench-context';
import { CellComments } from '../comments/comment-button';
import { RunningElsewhere } from '../people/running-elsewhere';
import { useEnterLeft, useTyped } from '../use-typed';
import { KindIcon } from './cell-kinds';
import { CellMenu } from './cell-menu';
import { CellStatus } from './cell-status';
import { focusCell } from './focus-cell';
import { KeptNote } from './kept-note';
import { useSummaryLine } from './summary-line';
import { useShownStatus } from './use-wait';

interface CellHeadProps {
  readonly cell: Cell;
  readonly state: CellState | null;
  readonly sourceShown: boolean | null;
  readonly onToggleSource: () => void;
  readonly onAdd: (at: number) => void;
}

/** The line above a cell: kind, name, what it does, how its result stands, and its buttons. */
export function CellHead({ cell, state, sourceShown, onToggleSource, onAdd }: CellHeadProps) {
  const text = useTranslations('notebook');
  const { controller } = useWorkbench();
  const origin = useOrigin(state?.key ?? null);
  const status = useShownStatus(cell.id);
  const [busy, press] = usePressed(state?.activity === 'running' || state?.activity === 'queued');
  const runners = useRunners(cell.id);
  const left = cell.kind === 'cohort' ? patientsLeft(state) : null;
  const summary = useSummaryLine(cell, state?.outcome ?? null);
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1">
      <KindIcon kind={cell.kind} method={methodIdOf(cell.body)} />
      <CellName cell={cell} />
      <span
        className={classNames('flex-1 text-sm text-ink-soft', left === null ? 'min-w-0 basis-40 truncate' : 'whitespace-nowrap')}
        title={summary}
      >
        {left ?? summary}
      </span>
      {runners.length > 0 && !busy ? <RunningElsewhere people={runners} /> : null}
      {cell.kind === 'input' || (runners.length > 0 && !busy) ? null : <CellStatus status={status} by={state?.error?.by} />}
      {state?.duration !== null && state?.duration !== undefined && status === 'fresh' ? (
        <span className="text-xs whitespace-nowrap text-ink-faint">
          {text('cell.ranIn', { seconds: (state.duration / 1000).toFixed(state.duration < 950 ? 2 : 1) })}
        </span>
      ) : null}
      <span className="flex items-center">
        {sourceShown === null ? null : (
          <Button look="quiet" size="small" aria-expanded={sourceShown} onClick={onToggleSource}>
            {sourceShown ? text('cell.hideSource') : text('cell.showSource')}
          </Button>
        )}
        {busy ? (
          <Button look="quiet" size="small" {...press} onClick={() => void controller.cancel(cell.id)}>
            <Square aria-hidden className="size-3.5" />
            {text('cell.cancel')}
          </Button>
        ) : cell.kind === 'input' ? null : (
          <Button look="quiet" size="small" {...press} onClick={() => void controller.run([cell.id])}>
            <Play aria-hidden className="size-3.5" />
            {text('cell.run')}
          </Button>
        )}
        <CellComments id={cell.id} name={cell.name ?? ''} />
        {controller.mayEdit ? <CellMenu cell={cell} keptKey={origin.kept?.withdrawn ? null : keptKeyOf(state)} onAdd={onAdd} /> : null}
      </span>
      {cell.kind === 'input' || state === null ? null : (
        <KeptNote origin={origin} isOwnRun={state.duration !== null} shown={state.outcome !== null && status === 'fresh'} />
      )}
    </div>
  );
}

/** The key of a result that is up to date and may stand on the server. */
function keptKeyOf(state: CellState | null): string | null {
  return state?.freshness === 'fresh' && state.keepable && state.outcome ? state.key : null;
}

/** `18 204 → 1 932` of a cohort that has run. */
function patientsLeft(state: CellState | null): string | null {
  const attrition = state?.outcome?.tables.get('attrition');
  if (!attrition) return null;
  const place = attrition.columns.indexOf('patients');
  const counts = attrition.rows.map((row) => row[place]);
  const show = (value: unknown) => countText(Number(value));
  return `${show(counts[0])} → ${show(counts[counts.length - 1])}`;
}

/** The cell's name; a click or Enter lets one change it. A name that cannot stand is not taken, and says why. */
function CellName({ cell }: { readonly cell: Cell }) {
  const text = useTranslations('notebook.cell');
  const { controller, dictionary } = useWorkbench();
  const { typed } = controller.store;
  const draft = useTyped(cell.id);
  const name = cell.name ?? '';
  const wanted = draft?.text ?? name;
  const taken =
    draft !== null &&
    controller.store
      .snapshot()
      .notebook.cells.some((other) => other.id !== cell.id && other.name !== null && nameKey(other.name) === nameKey(wanted));
  const bad = draft !== null && (!isCellName(wanted) || taken);
  const finish = () => {
    const close = () => typed.end(cell.id);
    if (draft === null || bad || draft.text === draft.begun) return close();
    const begun = { ...cell, name: draft.begun, version: draft.version ?? cell.version };
    // What was typed stands until it is the name; where what renames could not be fetched, Enter tries again.
    controller.names.renameCell(begun, draft.text, dictionary).then(close, () => undefined);
  };
  // A name that cannot stand is shown until somebody mends it or gives it up.
  useEnterLeft(cell.id, controller.mayEdit && dictionary !== null && !bad, finish);
  if (!controller.mayEdit)
    return (
      <span title={name} className="max-w-64 truncate font-semibold">
        {name}
      </span>
    );
  return (
    <input
      data-cell-name
      aria-label={text('name')}
      aria-invalid={bad || undefined}
      title={wanted}
      value={wanted}
      onChange={(event) => typed.type(cell.id, event.target.value, name, cell.version)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') {
          // Given up before the field is left, which would take what stands in it.
          flushSync(() => typed.end(cell.id));
          focusCell(cell.id);
        }
      }}
      className="field-sizing-content max-w-64 min-w-8 truncate rounded border border-transparent bg-transparent px-1 font-semibold hover:border-line aria-invalid:border-failed"
    />
  );
}
