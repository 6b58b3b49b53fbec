'use client';

import { useTranslations } from 'next-intl';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useCommentStore, useComments } from '@/components/workbench/comments/comments-context';
import { useCommentKeys } from './use-comment-keys';

const Panel = lazy(() => import('./late-parts').then(({ lateParts }) => ({ default: lateParts.CommentsPanel })));

const ADDRESS = '#comment=';

/** The thread that an address within the page leads to. */
function threadOf(address: string): string | null {
  return address.startsWith(ADDRESS) ? address.slice(ADDRESS.length) : null;
}

/** Beside the document, below it in a narrow window: the panel of comments, fetched when it is opened first. */
export function CommentsAside() {
  const text = useTranslations('comments');
  const isOpen = useComments((state) => state.isOpen);
  useCommentKeys();
  useLinkedThread();
  if (!isOpen) return null;
  return (
    <aside
      aria-label={text('title')}
      className="fixed inset-x-0 bottom-0 z-30 max-h-[65dvh] overflow-y-auto border-t border-line bg-ground shadow-float [overflow-anchor:none] min-[1100px]:sticky min-[1100px]:top-16 min-[1100px]:z-10 min-[1100px]:max-h-[calc(100dvh-5rem)] min-[1100px]:self-start min-[1100px]:border-t-0 min-[1100px]:shadow-none"
    >
      <Suspense fallback={<p className="p-3 text-sm text-ink-soft">{text('loading')}</p>}>
        <Panel />
      </Suspense>
    </aside>
  );
}

/** Opens the thread that the page's address names, once it has arrived. */
function useLinkedThread(): void {
  const store = useCommentStore();
  const [wanted, setWanted] = useState<string | null>(null);
  const isThere = useComments(({ comments }) => comments.threads.some(({ id }) => id === wanted));
  useEffect(() => {
    const arrive = () => setWanted(threadOf(window.location.hash));
    arrive();
    window.addEventListener('hashchange', arrive);
    return () => window.removeEventListener('hashchange', arrive);
  }, []);
  useEffect(() => {
    if (!isThere || wanted === null) return;
    store.open(wanted);
    setWanted(null);
  }, [isThere, wanted, store]);
}
