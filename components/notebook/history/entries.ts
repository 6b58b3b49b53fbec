import type { Spell } from '@/analysis-kernel/document/history/spells';
import type { HistoryDto, MarkDto, RunHead } from '@/app/_contract/history';

/** One line of the history's list, with when it was, in milliseconds since 1970. */
export type Entry = { readonly at: number } & (
  | { readonly of: 'spell'; readonly spell: Spell }
  | { readonly of: 'mark'; readonly mark: MarkDto }
  | { readonly of: 'run'; readonly run: RunHead }
);

/** A day of the history: `2026-11-30`, in UTC as all times of the product. */
export interface Day {
  readonly day: string;
  readonly entries: readonly Entry[];
}

/** Pages of a history as one list by day, newest first. */
export function daysOf(pages: readonly Pick<HistoryDto, 'spells' | 'marks' | 'runs'>[]): readonly Day[] {
  const entries = pages.flatMap(({ spells, marks, runs }): readonly Entry[] => [
    ...spells.map((spell): Entry => ({ of: 'spell', at: spell.ended, spell })),
    ...marks.map((mark): Entry => ({ of: 'mark', at: Date.parse(mark.at), mark })),
    ...runs.map((run): Entry => ({ of: 'run', at: Date.parse(run.at), run })),
  ]);
  const days = new Map<string, Entry[]>();
  for (const entry of entries.toSorted((a, b) => b.at - a.at)) {
    const day = new Date(entry.at).toISOString().slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return [...days].map(([day, list]) => ({ day, entries: list }));
}
