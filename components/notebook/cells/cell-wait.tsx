'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { listText } from '@/analysis-kernel/results/format';
import type { CellState } from '@/analysis-kernel/session/state';
import type { Language } from '@/cohort-dsl/source/localised';
import { Button } from '@/components/ui/button';
import { clockNow } from '@/components/ui/clock';
import { countText } from '@/components/ui/number-text';
import { useWorkbench } from '@/components/workbench/workbench-context';
import { useWait } from './use-wait';
import type { Wait } from './wait-of';

/** One line that says what a cell waits for, since when, and what can be done about it here. */
export function CellWait({ id, state }: { readonly id: string; readonly state: CellState | null }) {
  const text = useTranslations('notebook.wait');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const { controller } = useWorkbench();
  const wait = useWait(state);
  if (wait === null) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-sm text-ink-soft" data-wait={wait.kind}>
      <span>{wordsOf(text, lang, wait, state?.name ?? '')}</span>
      {state?.since ? <Elapsed since={state.since} /> : null}
      {wait.kind === 'held' ? (
        <Button size="small" onClick={() => void controller.run([id])}>
          {text('run')}
        </Button>
      ) : null}
    </p>
  );
}

function wordsOf(text: ReturnType<typeof useTranslations<'notebook.wait'>>, lang: Language, wait: Wait, name: string): string {
  switch (wait.kind) {
    case 'engine':
      return wait.megabytes === null ? text('engine') : text('engineSize', { megabytes: wait.megabytes.toFixed(0) });
    case 'reading':
      return wait.rows === null ? text('readingAny') : text('reading', { count: wait.rows, shown: countText(wait.rows) });
    case 'making':
      return text('making', { done: wait.done, total: wait.total });
    case 'computing':
      return wait.percent === null ? text('computing') : text('computingPart', { percent: wait.percent });
    case 'behind':
      return wait.names.length === 0 ? text('next') : text('behind', { names: listText(wait.names, lang) });
    case 'held': {
      const seconds = wait.seconds.toFixed(wait.seconds < 10 ? 1 : 0);
      return wait.by === name ? text('heldSelf', { seconds }) : text('held', { name: wait.by, seconds });
    }
    case 'opening':
    case 'looking':
    case 'deciding':
    case 'running':
    case 'none':
      return text(wait.kind);
  }
}

/** Seconds since a run began; nothing in the first, which most runs do not outlast. */
function Elapsed({ since }: { readonly since: number }) {
  const text = useTranslations('notebook.wait');
  const [now, setNow] = useState(clockNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(clockNow()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.floor((now - since) / 1000);
  return seconds < 1 ? null : <span className="tabular-nums text-ink-faint">{text('since', { seconds })}</span>;
}
