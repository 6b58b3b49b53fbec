'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import type { Cell } from '@/analysis-kernel/document/notebook';
import { Button } from '@/components/ui/button';
import { useFocus, useWorkbench } from '@/components/workbench/workbench-context';
import { AnalysisForm } from '../forms/analysis-form';
import { CellSource } from './source-cell';

/** An analysis cell's two views of one text: the form, and the YAML. */
export function AnalysisSource({ cell }: { readonly cell: Cell }) {
  const text = useTranslations('notebook.cell');
  const [view, setView] = useState<'form' | 'text'>('form');
  const { setFocus } = useWorkbench();
  const place = useRef<HTMLDivElement>(null);
  const editing = useFocus((focus) => focus.id === cell.id && focus.editing);
  useEffect(() => {
    // Enter on the cell leads into its form, as it leads into an editor.
    if (!editing || place.current?.contains(document.activeElement)) return;
    place.current?.querySelector<HTMLElement>('[data-form] select, [data-form] input')?.focus();
  }, [editing]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape leaves the form as it leaves an editor; the controls inside are the ones used
    <div
      ref={place}
      className="grid gap-2"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || view !== 'form') return;
        setFocus(cell.id, false);
        event.currentTarget.closest<HTMLElement>('[data-cell]')?.focus();
      }}
    >
      <div className="flex gap-1">
        {(['form', 'text'] as const).map((name) => (
          <Button
            key={name}
            look="quiet"
            size="small"
            aria-pressed={view === name}
            className={view === name ? 'bg-sunken!' : undefined}
            onClick={() => setView(name)}
          >
            {text(name === 'form' ? 'asForm' : 'asText')}
          </Button>
        ))}
      </div>
      {view === 'form' ? <AnalysisForm cell={cell} /> : <CellSource cell={cell} />}
    </div>
  );
}
