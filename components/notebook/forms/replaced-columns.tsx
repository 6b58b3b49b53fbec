'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { OfferedColumn } from '@/analysis-kernel/registry/offered-column';
import { listText } from '@/analysis-kernel/results/format';
import { readOptions } from './analysis-yaml';

/** Columns that a text named and the changed one names no more, and those it names instead. */
export interface ReplacedColumns {
  readonly gone: readonly OfferedColumn[];
  readonly came: readonly OfferedColumn[];
}

/** What became of the columns where an option changed others with it; null where all that were named still are. */
export function replacedColumns(before: string, after: string, columns: readonly OfferedColumn[]): ReplacedColumns | null {
  const [was, is] = [namesIn(before), namesIn(after)];
  const gone = columns.filter(({ name }) => was.has(name) && !is.has(name));
  return gone.length === 0 ? null : { gone, came: columns.filter(({ name }) => is.has(name) && !was.has(name)) };
}

/** The words of all options, among them every column named. */
function namesIn(body: string): ReadonlySet<string> {
  const { method: _, data: __, ...options } = readOptions(body) ?? {};
  const texts = Object.values(options).flatMap((value) => (Array.isArray(value) ? value : [value]));
  return new Set(texts.flatMap((value) => (typeof value === 'string' ? [value, ...value.split(/[^\p{L}\p{N}_.]+/u)] : [])));
}

/** Says which columns another choice took out, and what stands in their place. */
export function ReplacedNote({ columns }: { readonly columns: ReplacedColumns | null }) {
  const text = useTranslations('forms');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const namesOf = (found: readonly OfferedColumn[]) =>
    listText(
      found.map(({ name, label }) => label?.[lang] ?? name),
      lang,
    );
  return (
    <p role="status" className="text-sm text-stale empty:hidden">
      {columns === null
        ? null
        : text('replaced', {
            gone: namesOf(columns.gone),
            came: namesOf(columns.came),
            count: columns.came.length,
            left: columns.gone.length,
          })}
    </p>
  );
}
