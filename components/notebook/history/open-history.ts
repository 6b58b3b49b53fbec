import { Versioned } from '@/components/workbench/versioned';

/** What is asked for: the notebook's history, or who wrote a cell. */
type HistoryWish = { readonly of: 'notebook' } | { readonly of: 'cell'; readonly cell: string };

/** What of the history stands open; opened from menu, palette and keyboard alike. */
class OpenHistory extends Versioned {
  wish: HistoryWish | null = null;

  open(wish: HistoryWish | null): void {
    this.wish = wish;
    this.changed();
  }
}

export const openHistory = new OpenHistory();
