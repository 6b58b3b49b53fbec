'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';
import { whenQuiet } from '@/components/ui/when-quiet';
import { type LoadedMonaco, loadMonaco } from './monaco/load';

type MonacoState = { readonly kind: 'loading' | 'failed' } | ({ readonly kind: 'ready' } & LoadedMonaco);

const LOADING: MonacoState = { kind: 'loading' };
let ready: MonacoState = LOADING;

/** The code editor, fetched when the page has nothing better to do, or at once where it is `needed`. */
export function useMonaco(wanted: boolean, needed: boolean): MonacoState {
  const [state, setState] = useState(ready);
  useEffect(() => {
    if (!wanted || ready.kind === 'ready') {
      setState(ready);
      return;
    }
    let over = false;
    const load = () =>
      loadMonaco().then(
        (loaded) => {
          ready = { kind: 'ready', ...loaded };
          if (!over) setState(ready);
        },
        () => {
          if (!over) setState({ kind: 'failed' });
        },
      );
    const cancel = needed ? void load() : whenQuiet(() => void load());
    return () => {
      over = true;
      cancel?.();
    };
  }, [wanted, needed]);
  return state;
}

const FINE_POINTER = '(any-pointer: fine)';

function watchPointer(listener: () => void): () => void {
  const media = matchMedia(FINE_POINTER);
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
}

/** Whether the device has nothing but touch: the code editor does not serve its keyboard and selection well. */
export function useTouchOnly(): boolean {
  return useSyncExternalStore(
    watchPointer,
    () => !matchMedia(FINE_POINTER).matches && matchMedia('(any-pointer: coarse)').matches,
    () => false,
  );
}
