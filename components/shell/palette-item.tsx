'use client';

import { Command } from 'cmdk';
import { paletteScore } from './palette-score';

export const groupLook =
  '[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-ink-soft';

/** By an entry's words, never by the id that tells it from others of the same name. */
export function paletteFilter(_id: string, search: string, words: string[] = []): number {
  return paletteScore(search, words);
}

interface PaletteItemProps {
  readonly id: string;
  readonly label: string;
  /** At the right: keys, or where the entry belongs. */
  readonly detail?: string;
  /** Other words it is found by. */
  readonly words?: string;
  readonly onSelect: () => void;
}

/** One line of the palette; a name too long for it ends in dots and stands in full in its title. */
export function PaletteItem({ id, label, detail = '', words = '', onSelect }: PaletteItemProps) {
  return (
    <Command.Item
      value={id}
      keywords={[label, detail, words]}
      onSelect={onSelect}
      className="flex items-center justify-between gap-4 rounded px-2 py-1.5 data-[selected=true]:bg-sunken"
    >
      <span title={label} className="min-w-0 truncate">
        {label}
      </span>
      <span title={detail} className="max-w-44 shrink-0 truncate text-xs text-ink-faint">
        {detail}
      </span>
    </Command.Item>
  );
}
