'use client';

import { Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { Cell } from '@/analysis-kernel/document/notebook';
import { StaticSource } from '@/components/editor/static-source';
import { useMonaco } from '@/components/editor/use-monaco';
import { Button } from '@/components/ui/button';
import { useToast } from '@/components/ui/toast';
import { useWorkbench } from '@/components/workbench/workbench-context';

/** The SQL a cohort's program stands for, as the engine would run it now. */
export function CohortSql({ cell }: { readonly cell: Cell }) {
  const text = useTranslations('editor.sql');
  const announce = useToast();
  const { engine } = useWorkbench().controller;
  const monaco = useMonaco(true, false);
  const [sql, setSql] = useState<string | null | undefined>(undefined);
  const { body, name } = cell;
  useEffect(() => {
    let over = false;
    engine.sql({ source: body, name: name ?? '' }).then(
      (script) => {
        if (!over) setSql(script);
      },
      () => undefined,
    );
    return () => {
      over = true;
    };
  }, [engine, body, name]);
  if (sql === undefined) return <p className="text-sm text-ink-soft">{text('reading')}</p>;
  if (sql === null) return <p className="text-sm text-ink-soft">{text('errors')}</p>;
  const copy = () =>
    navigator.clipboard.writeText(sql).then(
      () => announce(text('copied')),
      () => announce(text('notCopied')),
    );
  return (
    <div className="grid gap-1">
      <div className="flex items-center justify-between gap-2 text-sm text-ink-soft">
        <p>{text('lead')}</p>
        <Button look="quiet" size="small" onClick={() => void copy()}>
          <Copy aria-hidden className="size-3.5" />
          {text('copy')}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard */}
      <section aria-label={text('label')} tabIndex={0} className="max-h-96 overflow-auto rounded-md border border-line bg-sunken">
        <StaticSource value={sql} language="sql" monaco={monaco.kind === 'ready' ? monaco.monaco : null} label={text('label')} />
      </section>
    </div>
  );
}
