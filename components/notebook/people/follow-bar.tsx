'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { useLiveText, usePeople } from '@/components/workbench/live/use-live';
import { useSelected } from '@/components/workbench/use-selected';
import { useWorkbench } from '@/components/workbench/workbench-context';
import { scrollToCell } from '../use-arrival';
import { PersonBadge } from './person-badge';

/** What somebody does who goes elsewhere by hand. */
const BY_HAND = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;
/** Keys that lead nowhere by themselves. */
const STILL_KEYS = new Set(['Shift', 'Control', 'Alt', 'Meta', 'Tab', 'Enter', ' ']);

/**
 * Goes along with a person, from cell to cell and in a text to the cursor, until one moves by oneself; says whom, and how it ends. The words
 * stand in one place of the page from the beginning, so that a screen reader hears them.
 */
export function FollowBar() {
  const text = useTranslations('notebook.people');
  const { following } = useWorkbench().controller;
  const whom = useSelected(following, () => following.whom());
  const person = usePeople().find(({ id }) => id === whom);
  const [said, setSaid] = useState('');
  const name = person?.name ?? null;
  const isGone = whom !== null && !person;
  useEffect(() => {
    if (isGone) following.set(null);
  }, [isGone, following]);
  useEffect(() => {
    if (name === null) return;
    setSaid(text('following', { name }));
    return () => setSaid(text('noLonger', { name }));
  }, [name, text]);
  useEndByHand(name !== null, following.set);
  return (
    <>
      <p role="status" className="sr-only">
        {said}
      </p>
      {person ? (
        <div
          data-follow
          className="fixed bottom-4 left-1/2 z-40 flex max-w-[calc(100vw-16px)] -translate-x-1/2 items-center gap-2 rounded-md border border-line-strong bg-raised px-3 py-2 shadow-float"
        >
          <PersonBadge person={person} />
          <span aria-hidden className="min-w-0 truncate">
            {text('following', { name: person.name })}
          </span>
          <Button size="small" onClick={() => following.set(null)}>
            {text('stop')}
          </Button>
          {person.cell === null ? null : <Along key={person.cell} cell={person.cell} person={person.id} />}
        </div>
      ) : null}
    </>
  );
}

function useEndByHand(isOn: boolean, end: (person: null) => void): void {
  useEffect(() => {
    if (!isOn) return;
    const leave = (event: Event) => {
      if (event instanceof KeyboardEvent && STILL_KEYS.has(event.key)) return;
      if (event.target instanceof Element && event.target.closest('[data-follow]')) return;
      end(null);
    };
    for (const way of BY_HAND) window.addEventListener(way, leave, { capture: true, passive: true });
    return () => {
      for (const way of BY_HAND) window.removeEventListener(way, leave, { capture: true });
    };
  }, [isOn, end]);
}

/** Keeps the cell somebody is in before the reader's eyes, and in its text the cursor. */
function Along({ cell, person }: { readonly cell: string; readonly person: string }) {
  const live = useLiveText(cell, true);
  useEffect(() => {
    const { top = 0 } = document.getElementById(`cell-${cell}`)?.getBoundingClientRect() ?? {};
    if (top < 0 || top > window.innerHeight * 0.6) scrollToCell(cell);
  }, [cell]);
  useEffect(() => {
    if (!live) return;
    const show = () => {
      const caret = document.getElementById(`cell-${cell}`)?.querySelector(`[data-caret="${CSS.escape(person)}"]`);
      caret?.scrollIntoView({ block: 'nearest' });
    };
    // Drawn first.
    let frame = requestAnimationFrame(show);
    const end = live.listenCursors(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(show);
    });
    return () => {
      cancelAnimationFrame(frame);
      end();
    };
  }, [live, cell, person]);
  return null;
}
