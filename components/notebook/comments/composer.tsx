'use client';

import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { LONGEST_COMMENT } from '@/app/_contract/comments';
import type { Problem } from '@/app/_contract/problem';
import { Button } from '@/components/ui/button';
import { ErrorNote } from '@/components/ui/error-note';
import { Textarea } from '@/components/ui/field';
import { useCommentStore, useComments } from '@/components/workbench/comments/comments-context';
import { MentionList, useMentions } from './mention-list';

interface ComposerProps {
  /** Of the draft: `new ID`, `reply THREAD` or `edit COMMENT`. */
  readonly place: string;
  readonly label: string;
  readonly submit: string;
  /** What stands there before anything is typed. */
  readonly initial?: string;
  /** Another number asks for the focus again. */
  readonly turn?: number;
  /** Left with what is typed as a draft. */
  readonly onLeave: () => void;
  readonly onSent: () => void;
}

/** Where a comment is written: Ctrl Enter sends it, Escape leaves it as a draft. */
export function Composer({ place, label, submit, initial = '', turn = 0, onLeave, onSent }: ComposerProps) {
  const text = useTranslations('comments');
  const store = useCommentStore();
  const typed = useComments(({ drafts }) => drafts.get(place)?.text) ?? initial;
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const list = useId();
  const type = (value: string) => store.typed(place, value);
  const mentions = useMentions(area, type);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for anew with each turn
  useEffect(() => {
    const { current } = area;
    current?.focus();
    current?.setSelectionRange(current.value.length, current.value.length);
  }, [turn]);
  const send = async () => {
    if (typed.trim() === '' || busy) return;
    setBusy(true);
    const failed = await store.send(place);
    setBusy(false);
    setProblem(failed);
    if (!failed) onSent();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // Keys that choose among the words of an input method are its own.
    if (event.nativeEvent.isComposing || mentions.onKeyDown(event)) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      if (typed.trim() === '') store.forget(place);
      onLeave();
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void send();
    }
  };
  const isLong = typed.length > LONGEST_COMMENT * 0.9;
  return (
    <div className="relative grid gap-2">
      {problem ? <ErrorNote>{problem.message}</ErrorNote> : null}
      <Textarea
        ref={area}
        aria-label={label}
        placeholder={text('placeholder')}
        value={typed}
        maxLength={LONGEST_COMMENT}
        rows={3}
        onChange={(event) => {
          type(event.target.value);
          mentions.look();
        }}
        onClick={mentions.look}
        onBlur={mentions.close}
        onKeyDown={onKeyDown}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={mentions.offered.length > 0 ? list : undefined}
        aria-activedescendant={mentions.offered.length > 0 ? `${list}-${mentions.at}` : undefined}
        className="field-sizing-content max-h-60 min-h-16"
      />
      <MentionList id={list} mentions={mentions} />
      <div className="flex flex-wrap items-center gap-2">
        <Button look="primary" size="small" busy={busy} disabled={typed.trim() === ''} onClick={() => void send()} title="Ctrl Enter">
          {submit}
        </Button>
        <Button
          look="quiet"
          size="small"
          onClick={() => {
            store.forget(place);
            onLeave();
          }}
        >
          {text('discard')}
        </Button>
        {isLong ? (
          <span className="text-xs text-ink-soft tabular-nums">{text('left', { count: LONGEST_COMMENT - typed.length })}</span>
        ) : (
          <span className="text-xs text-ink-faint max-[400px]:hidden">{text('sendBy')}</span>
        )}
      </div>
    </div>
  );
}
