'use client';

import { useTranslations } from 'next-intl';
import { TITLE } from '@/components/workbench/store/typed-fields';
import { useStore, useWorkbench } from '@/components/workbench/workbench-context';
import { useEnterLeft, useTyped } from './use-typed';

/** The page's one heading, which is also where the title is changed. */
export function NotebookTitle() {
  const text = useTranslations('notebook');
  const { mayEdit, store } = useWorkbench().controller;
  const title = useStore(({ notebook }) => notebook.settings.title ?? '');
  const draft = useTyped(TITLE);
  const finish = () => {
    const wanted = draft?.text.trim() ?? '';
    if (draft && wanted !== '' && wanted !== draft.begun) store.typedOver({ kind: 'title', from: draft.begun, title: wanted });
    store.typed.end(TITLE);
  };
  useEnterLeft(TITLE, mayEdit, finish);
  if (!mayEdit)
    return (
      <h1 title={title} className="truncate font-semibold">
        {title}
      </h1>
    );
  return (
    <h1 className="min-w-0 flex-1 basis-48">
      <input
        aria-label={text('title')}
        value={draft?.text ?? title}
        title={title}
        maxLength={200}
        onChange={(event) => store.typed.type(TITLE, event.target.value, title)}
        onBlur={finish}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key === 'Escape') store.typed.end(TITLE);
        }}
        className="h-7 w-full truncate rounded border border-transparent bg-transparent px-1 font-semibold hover:border-line"
      />
    </h1>
  );
}
