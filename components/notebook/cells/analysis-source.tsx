'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Cell } from '@/analysis-kernel/document/notebook';
import { Button } from '@/components/ui/button';
import { AnalysisForm } from '../forms/analysis-form';
import { CellSource } from './source-cell';

/** An analysis cell's two views of one text: the form, and the YAML. */
export function AnalysisSource({ cell }: { readonly cell: Cell }) {
  const text = useTranslations('notebook.cell');
  const [view, setView] = useState<'form' | 'text'>('form');
  return (
    <div className="grid gap-2">
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
