'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import type { Doubt } from '@/components/workbench/doubts';
import { useWorkbench } from '@/components/workbench/workbench-context';

/** A renaming could not follow the cell's code: which names and lines, the way to them, and the word that they are right. */
export function DoubtNote({ doubt: { renamed, lines }, id }: { readonly doubt: Doubt; readonly id: string }) {
  const text = useTranslations('notebook.doubt');
  const format = useFormatter();
  const { controller, setFocus } = useWorkbench();
  const names = format.list(renamed.map(({ old, now }) => text('name', { old, now })));
  return (
    <div role="alert" className="grid gap-2 rounded-md border border-stale bg-stale-soft p-3">
      <p>{text('said', { names, lines: format.list(lines.map(String)) })}</p>
      {controller.mayEdit ? (
        <div className="flex gap-2">
          <Button size="small" onClick={() => setFocus(id, true)}>
            {text('look')}
          </Button>
          <Button size="small" onClick={() => controller.names.doubts.settle(id)}>
            {text('right')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
