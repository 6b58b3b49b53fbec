'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { Method } from '@/analysis-kernel/registry/method';
import { type OfferedColumn, offeredOutcomes } from '@/analysis-kernel/registry/offered-column';
import { Button } from '@/components/ui/button';
import { readOptions } from './analysis-yaml';
import { startingAnalysis } from './starting-analysis';

/** An outcome a new analysis may begin with, by its event column, and the text that begins with it. */
interface Beginning {
  readonly event: OfferedColumn;
  readonly body: string;
}

const MOST_OFFERED = 6;

/**
 * The outcome a new analysis was filled with, and those of the table it could as well have begun with; null once anything of it was chosen, and
 * where there was nothing to choose from.
 */
function begunWith(
  body: string,
  method: Method,
  columns: readonly OfferedColumn[],
): { readonly own: Beginning; readonly others: readonly Beginning[] } | null {
  const data = readOptions(body)?.data;
  const outcomes = offeredOutcomes(columns);
  if (typeof data !== 'string' || outcomes.length < 2 || startingAnalysis(method, data, columns) !== body) return null;
  const beginnings = outcomes.map(({ name, event }) => {
    const alone = columns.filter(({ outcome }) => outcome === null || outcome.name === name);
    return { event, body: startingAnalysis(method, data, alone) };
  });
  const own = beginnings.find((one) => one.body === body);
  // What does not differ with the outcome has none.
  const others = beginnings.filter((one) => one.body !== body);
  return own === undefined || others.length !== outcomes.length - 1 ? null : { own, others: others.slice(0, MOST_OFFERED) };
}

interface BegunNoteProps {
  readonly body: string;
  readonly method: Method | null;
  readonly columns: readonly OfferedColumn[];
  readonly onChoose: (body: string) => void;
}

/** Says which outcome a new analysis began with by itself, and offers the others. */
export function BegunNote({ body, method, columns, onChoose }: BegunNoteProps) {
  const text = useTranslations('forms');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const begun = method === null ? null : begunWith(body, method, columns);
  if (begun === null) return null;
  const said = ({ event: { label, name } }: Beginning) => label?.[lang] ?? name;
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-2 text-sm">
      <p className="min-w-0">{text('begun', { outcome: said(begun.own) })}</p>
      {begun.others.map((other) => (
        <Button key={other.event.name} size="small" className="max-w-full min-w-0" onClick={() => onChoose(other.body)}>
          <span className="truncate">{said(other)}</span>
        </Button>
      ))}
    </div>
  );
}
