'use client';

import { useTranslations } from 'next-intl';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import type { LivePerson } from '@/components/workbench/live/live-text';
import { usePeople } from '@/components/workbench/live/use-live';
import { useSelected } from '@/components/workbench/use-selected';
import { useStore, useWorkbench } from '@/components/workbench/workbench-context';
import { titleOf } from '../cells/title-of';
import { goToCell } from '../use-arrival';
import { PersonBadge } from './person-badge';

/** More than this many are counted. */
const MOST_SHOWN = 4;

/** Who else is in the notebook: initials, and behind them the names, what each may do and where each is. */
export function PeopleList() {
  const text = useTranslations('notebook.people');
  const people = usePeople();
  const [open, setOpen] = useState(false);
  if (people.length === 0) return null;
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <Button look="quiet" className="h-8! px-1!" aria-label={text('others', { count: people.length })} data-people={people.length}>
          <span className="flex -space-x-1.5">
            {people.slice(0, MOST_SHOWN).map((person) => (
              <PersonBadge key={person.id} person={person} />
            ))}
          </span>
          {people.length > MOST_SHOWN ? <span aria-hidden>+{people.length - MOST_SHOWN}</span> : null}
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={4}
          aria-label={text('title')}
          className="z-50 max-h-[70vh] w-[min(24rem,calc(100vw-16px))] overflow-y-auto rounded-md border border-line bg-raised p-2 shadow-float"
        >
          <p className="px-1 pb-1 text-xs font-semibold text-ink-soft">{text('title')}</p>
          <ul className="grid gap-1">
            {people.map((person) => (
              <Person key={person.id} person={person} onGone={() => setOpen(false)} />
            ))}
          </ul>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Person({ person, onGone }: { readonly person: LivePerson; readonly onGone: () => void }) {
  const text = useTranslations('notebook.people');
  const { controller, setFocus } = useWorkbench();
  const { following } = controller;
  const isFollowed = useSelected(following, () => following.whom() === person.id);
  const title = useStore(({ cells }) => (person.cell === null ? null : titleOf(cells.get(person.cell))));
  const go = (cell: string) => {
    setFocus(cell);
    goToCell(cell);
    onGone();
  };
  const follow = () => {
    following.set(isFollowed ? null : person.id);
    onGone();
  };
  return (
    <li className="flex items-center gap-2 rounded px-1 py-1">
      <PersonBadge person={person} />
      <span className="min-w-0 flex-1">
        <span className="block truncate" title={person.name}>
          {person.name}
        </span>
        <span className="block truncate text-xs text-ink-soft">
          {text(person.mayEdit ? 'mayEdit' : 'readsOnly')}
          {title === null ? null : ` · ${text('in', { cell: title || text('aText') })}`}
        </span>
      </span>
      {person.cell === null ? null : (
        <Button look="quiet" size="small" aria-label={text('goTo', { name: person.name })} onClick={() => go(person.cell ?? '')}>
          {text('go')}
        </Button>
      )}
      <Button
        look="quiet"
        size="small"
        aria-pressed={isFollowed}
        aria-label={text(isFollowed ? 'unfollowWhom' : 'followWhom', { name: person.name })}
        onClick={follow}
      >
        {text(isFollowed ? 'unfollow' : 'follow')}
      </Button>
    </li>
  );
}
