'use client';

import { useEffect, useState } from 'react';
import type { ContentAnswer, ContentQuestion } from '@/analysis-kernel/content/content';
import { pageDesk } from './page-desk';

/**
 * A text from outside as it may stand in the page; null until it has been set. While another version of the text is being set the last one
 * stands. Without a connection the worker may not come; it is asked again when there is one.
 */
export function useContent(kind: ContentQuestion['kind'], text: string | null): ContentAnswer | null {
  const [answer, setAnswer] = useState<ContentAnswer | null>(null);
  useEffect(() => {
    if (text === null) {
      setAnswer(null);
      return;
    }
    let late = false;
    const set = () =>
      void pageDesk()
        .ask({ kind, text })
        .then(
          (given) => {
            if (!late) setAnswer(given);
          },
          () => undefined,
        );
    set();
    window.addEventListener('online', set);
    return () => {
      late = true;
      window.removeEventListener('online', set);
    };
  }, [kind, text]);
  return answer;
}
