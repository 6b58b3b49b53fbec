'use client';

import { useLocale, useTranslations } from 'next-intl';
import { listText } from '@/analysis-kernel/results/format';
import { usePeopleIn } from '@/components/workbench/live/use-live';
import { PersonBadge } from './person-badge';

/** More than this many are counted. */
const MOST_SHOWN = 3;

/** Marks of the others who are in a cell. */
export function PeopleHere({ id, className }: { readonly id: string; readonly className?: string }) {
  const text = useTranslations('notebook.people');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const people = usePeopleIn(id);
  if (people.length === 0) return null;
  return (
    <span className={className} data-here={people.map((person) => person.id).join(' ')}>
      <span className="sr-only">
        {text('here', {
          names: listText(
            people.map(({ name }) => name),
            lang,
          ),
        })}
      </span>
      <span className="flex -space-x-1">
        {people.slice(0, MOST_SHOWN).map((person) => (
          <PersonBadge key={person.id} person={person} size="small" />
        ))}
        {people.length > MOST_SHOWN ? (
          <span aria-hidden className="ps-1.5 text-[11px] leading-4.5 text-ink-soft">
            +{people.length - MOST_SHOWN}
          </span>
        ) : null}
      </span>
    </span>
  );
}
