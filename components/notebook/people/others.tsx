'use client';

import { lazy, Suspense, useState } from 'react';
import { usePeople } from '@/components/workbench/live/use-live';

// Fetched when the first of the others comes.
const PeopleList = lazy(async () => ({ default: (await import('./people-list')).PeopleList }));
const PeopleAnnouncer = lazy(async () => ({ default: (await import('./people-announcer')).PeopleAnnouncer }));
const FollowBar = lazy(async () => ({ default: (await import('./follow-bar')).FollowBar }));

/** Who else is in the notebook; nothing where nobody is. */
export function OthersButton() {
  if (usePeople().length === 0) return null;
  return (
    <Suspense>
      <PeopleList />
    </Suspense>
  );
}

/** Whom one follows, and what a screen reader hears of the others: from when the first of them has come. */
export function OthersAround() {
  const isSomebodyHere = usePeople().length > 0;
  const [has, setHas] = useState(isSomebodyHere);
  if (isSomebodyHere && !has) setHas(true);
  if (!has) return null;
  return (
    <Suspense>
      <PeopleAnnouncer />
      <FollowBar />
    </Suspense>
  );
}
