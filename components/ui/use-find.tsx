'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { Input } from './field';

/** Fewer are found by looking. */
const MANY = 12;

/** Narrows a long list to the entries whose words hold what is typed; `field` is null where the list is short. */
export function useFind<Item>(
  items: readonly Item[],
  wordsOf: (item: Item) => string,
): { readonly shown: readonly Item[]; readonly field: ReactNode } {
  const text = useTranslations('shell');
  const [query, setQuery] = useState('');
  if (items.length <= MANY) return { shown: items, field: null };
  const wanted = query.trim().toLowerCase();
  const shown = items.filter((item) => wordsOf(item).toLowerCase().includes(wanted));
  const field = (
    <div className="flex flex-wrap items-center gap-3">
      <Input
        type="search"
        aria-label={text('find')}
        placeholder={text('find')}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        className="max-w-xs"
      />
      <span role="status" className="text-sm text-ink-soft">
        {text('found', { shown: shown.length, total: items.length })}
      </span>
    </div>
  );
  return { shown, field };
}
