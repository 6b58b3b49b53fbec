'use client';

import { type KeyboardEvent, type RefObject, useState } from 'react';
import { flushSync } from 'react-dom';
import type { CommentPerson } from '@/app/_contract/comments';
import { classNames } from '@/components/ui/class-names';
import { PersonName } from '@/components/ui/person-name';
import { useCommentStore } from '@/components/workbench/comments/comments-context';

/** As many as one looks through; more letters find the others. */
const MOST_OFFERED = 8;
/** A mention that is being typed: not within an address. */
const BEGUN = /(?:^|[^a-z0-9._@-])@([\p{L}\p{N}._-]{0,60})$/iu;

/** Members whose sign-in name begins with some letters, or whose name has them. */
export function offeredFor(letters: string, people: readonly CommentPerson[]): readonly CommentPerson[] {
  const wanted = letters.toLowerCase();
  const begins = people.filter(({ isMember, name }) => isMember && name.toLowerCase().startsWith(wanted));
  const has = people.filter((person) => person.isMember && !begins.includes(person) && person.legalName.toLowerCase().includes(wanted));
  return [...begins, ...has].slice(0, MOST_OFFERED);
}

/** The members offered while one is being mentioned at the cursor of a text area. */
export function useMentions(area: RefObject<HTMLTextAreaElement | null>, type: (text: string) => void) {
  const store = useCommentStore();
  const [offered, setOffered] = useState<readonly CommentPerson[]>([]);
  const [at, setAt] = useState(0);
  const begun = () => {
    const { current } = area;
    return current ? BEGUN.exec(current.value.slice(0, current.selectionStart)) : null;
  };
  const look = () => {
    const found = begun();
    setOffered(found ? offeredFor(found[1], store.snapshot().comments.people) : []);
    setAt(0);
  };
  const close = () => setOffered([]);
  const choose = ({ name }: CommentPerson) => {
    const { current } = area;
    const found = begun();
    if (!current || !found) return;
    const cursor = current.selectionStart;
    const from = cursor - found[1].length;
    const put = `${name} `;
    flushSync(() => {
      type(current.value.slice(0, from) + put + current.value.slice(cursor));
      close();
    });
    current.focus();
    current.setSelectionRange(from + put.length, from + put.length);
  };
  /** Whether the list took the key. */
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (offered.length === 0) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setAt((at + step + offered.length) % offered.length);
    else if ((event.key === 'Enter' && !event.ctrlKey && !event.metaKey) || event.key === 'Tab') choose(offered[at]);
    else if (event.key === 'Escape') close();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return { offered, at, look, close, choose, onKeyDown };
}

export function MentionList({ id, mentions }: { readonly id: string; readonly mentions: ReturnType<typeof useMentions> }) {
  const { offered, at, choose } = mentions;
  if (offered.length === 0) return null;
  return (
    <div id={id} role="listbox" tabIndex={-1} aria-label="@" className="grid rounded-md border border-line bg-raised p-1 shadow-float">
      {offered.map((person, place) => (
        <div
          key={person.account}
          id={`${id}-${place}`}
          role="option"
          tabIndex={-1}
          aria-selected={place === at}
          // The text keeps the focus.
          onPointerDown={(event) => {
            event.preventDefault();
            choose(person);
          }}
          className={classNames('min-h-7 cursor-default truncate rounded px-2 py-1 text-sm', place === at && 'bg-sunken')}
        >
          <PersonName {...person} />
        </div>
      ))}
    </div>
  );
}
