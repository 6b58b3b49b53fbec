'use client';

import { EllipsisVertical } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import type { CommentDto, CommentPerson } from '@/app/_contract/comments';
import { mentionsIn } from '@/app/_contract/mentions';
import { Button } from '@/components/ui/button';
import { Menu, MenuItem } from '@/components/ui/menu';
import { Moment } from '@/components/ui/moment';
import { useToast } from '@/components/ui/toast';
import { useCommentStore, useComments } from '@/components/workbench/comments/comments-context';
import { Composer } from './composer';

/** One comment: who, when, what; one's own can be edited and deleted. */
export function CommentView({ comment }: { readonly comment: CommentDto }) {
  const text = useTranslations('comments');
  const store = useCommentStore();
  const people = useComments(({ comments }) => comments.people);
  const mayChange = useComments(({ comments }) => comments.mayComment) && comment.by === store.reader && comment.text !== null;
  const [isEditing, setEditing] = useState(false);
  const place = useRef<HTMLLIElement>(null);
  const by = people.find(({ account }) => account === comment.by);
  const leave = () => {
    setEditing(false);
    place.current?.querySelector<HTMLElement>('button')?.focus();
  };
  return (
    <li ref={place} className="grid gap-0.5">
      <div className="flex min-h-7 items-center gap-2 text-xs text-ink-soft">
        <b title={by ? `${by.legalName} (${by.name})` : undefined} className="min-w-0 truncate text-sm font-semibold text-ink">
          {by?.legalName ?? text('someone')}
        </b>
        <span className="shrink-0">
          <Moment iso={comment.at} />
          {comment.edited && comment.text !== null ? ` · ${text('edited')}` : ''}
        </span>
        {mayChange ? <OwnMenu comment={comment} onEdit={() => setEditing(true)} /> : null}
      </div>
      {isEditing ? (
        <Composer
          place={`edit ${comment.id}`}
          label={text('edit')}
          submit={text('save')}
          initial={comment.text ?? ''}
          onLeave={leave}
          onSent={leave}
        />
      ) : comment.text === null ? (
        <p className="text-sm text-ink-faint">{text('deleted')}</p>
      ) : (
        <CommentText text={comment.text} people={people} />
      )}
    </li>
  );
}

function OwnMenu({ comment, onEdit }: { readonly comment: CommentDto; readonly onEdit: () => void }) {
  const text = useTranslations('comments');
  const store = useCommentStore();
  const announce = useToast();
  const remove = async () => {
    const problem = await store.remove(comment.id);
    announce(problem?.message ?? text('deleted'));
  };
  return (
    <span className="ms-auto">
      <Menu
        trigger={
          <Button look="quiet" size="icon" aria-label={text('ownMenu')} className="size-6!">
            <EllipsisVertical aria-hidden className="size-3.5" />
          </Button>
        }
      >
        {/* After the menu has given the focus back. */}
        <MenuItem onSelect={() => setTimeout(onEdit)}>{text('edit')}</MenuItem>
        <MenuItem onSelect={() => void remove()}>{text('delete')}</MenuItem>
      </Menu>
    </span>
  );
}

/** Plain text, with those it mentions by their names. */
function CommentText({ text, people }: { readonly text: string; readonly people: readonly CommentPerson[] }) {
  return (
    <p className="text-sm whitespace-pre-wrap wrap-anywhere">
      {mentionsIn(text, people).map(({ text: part, person }, at) =>
        person ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text keep their places
          <span key={at} title={person.name} className="rounded bg-accent-soft px-0.5 text-accent">
            @{person.legalName}
          </span>
        ) : (
          part
        ),
      )}
    </p>
  );
}
