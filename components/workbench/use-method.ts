'use client';

import { useLocale } from 'next-intl';
import { useCallback, useEffect, useState } from 'react';
import { MethodUnavailable } from '@/analysis-kernel/registry/fetched';
import type { Method } from '@/analysis-kernel/registry/method';
import { loadedMethod, loadMethod, methodEntry } from '@/analysis-kernel/registry/registry';
import { useToast } from '@/components/ui/toast';
import { methodIdOf } from './method-of';
import { useStore, useWorkbench } from './workbench-context';

interface FetchedMethod {
  /** Null where there is no such method, and until it has come. */
  readonly method: Method | null;
  /** Why it did not come. */
  readonly failure: MethodUnavailable | null;
  readonly fetchAgain: () => void;
}

/** The method of this id, at once where this page has it, else when it has come. */
export function useMethod(id: string): FetchedMethod {
  const method = loadedMethod(id);
  const isAwaited = method === null && methodEntry(id) !== null;
  const [tried, setTried] = useState<{ readonly id: string; readonly failure: MethodUnavailable | null }>({ id: '', failure: null });
  const failure = isAwaited && tried.id === id ? tried.failure : null;
  useEffect(() => {
    if (!isAwaited || failure !== null) return;
    let late = false;
    const told = (found: MethodUnavailable | null) => {
      if (!late) setTried({ id, failure: found });
    };
    loadMethod(id).then(() => told(null), asUnavailable(told));
    return () => {
      late = true;
    };
  }, [id, isAwaited, failure]);
  return { method, failure, fetchAgain: useCallback(() => setTried({ id: '', failure: null }), []) };
}

/** Does what needs a method: at once where this page has it, else when it has come; where it does not come, that is said and nothing done. */
export function useWithMethod(): (id: string, work: (method: Method | null) => void) => void {
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const say = useToast();
  return useCallback(
    (id, work) => {
      const here = loadedMethod(id);
      if (here !== null || methodEntry(id) === null) work(here);
      else
        void loadMethod(id).then(
          work,
          asUnavailable(({ text }) => say(text[lang])),
        );
    },
    [lang, say],
  );
}

/** Fetches the methods of the notebook's analyses, so that they are here when a form opens. */
export function useMethodsAhead(): void {
  const { mayEdit } = useWorkbench().controller;
  const ids = useStore(({ notebook }) =>
    [...new Set(notebook.cells.map(({ kind, body }) => (kind === 'analysis' ? methodIdOf(body) : '')))].sort().join(' '),
  );
  useEffect(() => {
    if (!mayEdit) return;
    // What does not come is fetched again, and its absence said, where it is needed.
    for (const id of ids.split(' ')) loadMethod(id).catch(() => undefined);
  }, [ids, mayEdit]);
}

/** A handler of rejections that takes those of `loadMethod` and passes any other on. */
function asUnavailable(take: (failure: MethodUnavailable) => void): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof MethodUnavailable)) throw error;
    take(error);
  };
}
