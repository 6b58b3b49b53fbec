'use client';

import { Check, Circle, CircleAlert, CircleDashed, CircleX, Clock, Hourglass, Loader, RefreshCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { CellState } from '@/analysis-kernel/session/state';
import { classNames } from '@/components/ui/class-names';

export type ShownStatus =
  | 'never'
  | 'fresh'
  | 'doubted'
  | 'stale_code'
  | 'stale_input'
  | 'queued'
  | 'running'
  | 'waiting'
  | 'cancelled'
  | 'failed';

/**
 * The one word for a cell's state: what it does now, else how its result stands.
 * @param doubted a renaming left something to be looked at in the cell
 */
export function shownStatus(state: CellState | null, doubted: boolean): ShownStatus {
  if (!state) return 'never';
  if (state.activity === 'running' || state.activity === 'queued') return state.activity;
  if (state.error) return state.error.code === 'blocked' ? 'waiting' : 'failed';
  if (state.activity === 'cancelled') return 'cancelled';
  return doubted && state.freshness === 'fresh' ? 'doubted' : state.freshness;
}

const looks = {
  never: { icon: CircleDashed, tone: 'text-ink-faint', gutter: 'bg-line' },
  fresh: { icon: Check, tone: 'text-fresh', gutter: 'bg-fresh' },
  doubted: { icon: CircleAlert, tone: 'text-stale', gutter: 'bg-stale' },
  stale_code: { icon: RefreshCw, tone: 'text-stale', gutter: 'bg-stale' },
  stale_input: { icon: RefreshCw, tone: 'text-stale', gutter: 'bg-stale' },
  queued: { icon: Clock, tone: 'text-running', gutter: 'bg-running' },
  running: { icon: Loader, tone: 'text-running', gutter: 'bg-running' },
  waiting: { icon: Hourglass, tone: 'text-ink-soft', gutter: 'bg-line-strong' },
  cancelled: { icon: Circle, tone: 'text-ink-faint', gutter: 'bg-line-strong' },
  failed: { icon: CircleX, tone: 'text-failed', gutter: 'bg-failed' },
} as const;

/** Colour of the thin line at a cell's left. */
export function gutterOf(status: ShownStatus): string {
  return looks[status].gutter;
}

interface CellStatusProps {
  readonly status: ShownStatus;
  /** Of a cell that waits: the name of the cell that has to be mended first. */
  readonly by?: string;
  readonly short?: boolean;
}

/** A cell's state as a shape and a word. */
export function CellStatus({ status, by = '', short = false }: CellStatusProps) {
  const text = useTranslations('notebook.fresh');
  const { icon: Icon, tone } = looks[status];
  return (
    <span className={classNames('inline-flex items-center gap-1 text-xs whitespace-nowrap', tone)}>
      <Icon aria-hidden className={classNames('size-3.5', status === 'running' && 'animate-spin')} />
      <span className={short ? 'sr-only' : undefined}>{text(status, { name: by })}</span>
    </span>
  );
}
