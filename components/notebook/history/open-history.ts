import { Versioned } from '@/components/workbench/versioned';

/** What is asked for: the notebook's history, who wrote a cell, or to lock the notebook or unlock it. */
export type HistoryWish = { readonly of: 'notebook' } | { readonly of: 'lock' } | { readonly of: 'cell'; readonly cell: string };

/** What of the history stands open; opened from menu, palette and keyboard alike. */
class OpenHistory extends Versioned {
  wish: HistoryWish | null = null;

  open(wish: HistoryWish | null): void {
    this.wish = wish;
    this.changed();
  }
}

export const openHistory = new OpenHistory();
