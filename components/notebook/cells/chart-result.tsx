'use client';

import { useEffect, useRef } from 'react';
import type { CellOutcome } from '@/analysis-kernel/cells/outcome';
import { Button } from '@/components/ui/button';
import { download } from '../results/download';

/** A chart's SVG, which the worker that drew it has sanitised; parsed as an image document, never as HTML. */
export function ChartResult({ outcome, cell }: { readonly outcome: CellOutcome; readonly cell: string }) {
  const place = useRef<HTMLDivElement>(null);
  const { svg } = outcome;
  useEffect(() => {
    if (!svg || !place.current) return;
    const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
    place.current.replaceChildren(document.importNode(parsed, true));
  }, [svg]);
  if (!svg) return null;
  return (
    <figure className="grid justify-items-start gap-1">
      <div ref={place} className="max-w-full overflow-x-auto" />
      <Button look="quiet" size="small" onClick={() => download(`${cell}.svg`, new Blob([svg], { type: 'image/svg+xml' }))}>
        SVG
      </Button>
    </figure>
  );
}
