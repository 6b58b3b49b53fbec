'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { useToast } from '@/components/ui/toast';
import { useEngine } from '@/components/workbench/workbench-context';

/** Tells a screen reader which cell has just run or failed. */
export function Announcer() {
  const text = useTranslations('notebook.announce');
  const cells = useEngine((engine) => engine.cells);
  const before = useRef(new Map<string, string>());
  const [message, setMessage] = useState('');
  const toast = useToast();
  const words = useTranslations('notebook.engine');
  const restarts = useEngine((engine) => engine.restarts);
  useEffect(() => {
    if (restarts > 0) toast(words('restarted'));
  }, [restarts, toast, words]);
  useEffect(() => {
    for (const { id, name, activity, error, freshness } of cells.values()) {
      const was = before.current.get(id);
      before.current.set(id, activity);
      if (was !== 'running' && was !== 'queued') continue;
      if (activity === 'failed' && error && error.code !== 'blocked') setMessage(text('failed', { name }));
      // An engine that had to be started again leaves a cell idle that has not run.
      if (activity === 'idle' && freshness === 'fresh') setMessage(text('ran', { name }));
    }
  }, [cells, text]);
  return (
    <p role="status" className="sr-only">
      {message}
    </p>
  );
}
