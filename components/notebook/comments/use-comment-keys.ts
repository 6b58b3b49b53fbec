'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useMemo } from 'react';
import { usePlaceCommands } from '@/components/shell/place-commands';
import { useCommentStore, useMayComment } from '@/components/workbench/comments/comments-context';
import { useWorkbench } from '@/components/workbench/workbench-context';
import { useBegin } from './use-begin';

/** Where letters are typed, or mean something else. */
const TAKEN = 'input,textarea,select,button,a,summary,[contenteditable="true"],[role="menu"],[role="listbox"],[role="combobox"]';

/** `C` comments on what has the focus, `Ctrl Alt M` does in an editor too; palette and list of shortcuts say so. */
export function useCommentKeys(): void {
  const text = useTranslations('comments');
  const { controller } = useWorkbench();
  const store = useCommentStore();
  const mayComment = useMayComment();
  const { inFocus } = useBegin();
  useEffect(() => {
    if (!mayComment) return;
    const onKey = (event: KeyboardEvent) => {
      const { target } = event;
      if (!(target instanceof HTMLElement) || !(target.closest('[data-cell]') || target === document.body)) return;
      const control = event.ctrlKey || event.metaKey;
      const isAnywhere = control && event.altKey && event.code === 'KeyM' && !event.getModifierState('AltGraph');
      const isCommand = event.key.toLowerCase() === 'c' && !control && !event.altKey && target.closest(TAKEN) === null;
      if (!isAnywhere && !isCommand) return;
      const inside = target.closest('[data-cell]')?.id.replace(/^cell-/u, '');
      const cell = inside ?? controller.focus.snapshot().id;
      if (cell === null) return;
      event.preventDefault();
      event.stopPropagation();
      inFocus(cell);
    };
    // Before an open editor hears it.
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [controller, inFocus, mayComment]);
  const place = useMemo(() => {
    const group = text('title');
    const command = (id: string, label: string, run: () => void, keys?: string) => ({
      id: `comments.${id}`,
      group,
      label,
      words: text('palette'),
      keys,
      run,
    });
    return {
      commands: () => [
        ...(mayComment ? [command('add', text('add'), () => inFocus(controller.focus.snapshot().id), 'C')] : []),
        command('open', text('show'), () => store.open()),
        command('mentions', text('showMentions'), () => {
          store.show('mentions');
          store.open();
        }),
      ],
      shortcuts: mayComment
        ? [
            { keys: 'C', label: text('add') },
            { keys: 'Ctrl Alt M', label: text('addInEditor') },
          ]
        : [],
    };
  }, [controller, inFocus, mayComment, store, text]);
  usePlaceCommands(place);
}
