'use client';

import { useEffect, useRef } from 'react';
import type { CellOutcome } from '@/analysis-kernel/cells/outcome';
import { Button } from '@/components/ui/button';
import { download } from '../results/download';
import { safeDrawing } from '../results/safe-drawing';

/** A chart as the sandbox drew it, made safe; it stands in a tree of its own, so that its style rules reach nothing else on the page. */
export function ChartResult({ outcome, cell }: { readonly outcome: CellOutcome; readonly cell: string }) {
  const place = useRef<HTMLDivElement>(null);
  const { svg } = outcome;
  useEffect(() => {
    const host = place.current;
    if (!svg || !host) return;
    const drawing = safeDrawing(svg);
    if (!drawing) return;
    const image = drawing.localName === 'svg' ? drawing : drawing.querySelector('svg');
    if (image && !image.hasAttribute('aria-label')) image.setAttribute('aria-label', cell);
    image?.setAttribute('role', 'img');
    // Plot names its marks on groups, where a name may not stand; the image has one.
    for (const mark of drawing.querySelectorAll('g[aria-label]')) mark.removeAttribute('aria-label');
    const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
    root.replaceChildren(document.importNode(drawing, true));
  }, [svg, cell]);
  if (!svg) return null;
  const save = () => {
    const image = place.current?.shadowRoot?.querySelector('svg');
    if (image) download(`${cell}.svg`, new Blob([new XMLSerializer().serializeToString(image)], { type: 'image/svg+xml' }));
  };
  return (
    <figure className="grid justify-items-start gap-1" data-chart={cell}>
      <div ref={place} className="max-w-full overflow-x-auto text-sm contain-content" />
      <Button look="quiet" size="small" onClick={save} aria-label={`${cell}.svg`}>
        SVG
      </Button>
    </figure>
  );
}
