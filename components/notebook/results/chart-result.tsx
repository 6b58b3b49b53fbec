'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import type { CellOutcome } from '@/analysis-kernel/cells/outcome';
import { refusalText } from '@/analysis-kernel/content/refusal';
import { useContent } from '@/components/content/use-content';
import { Button } from '@/components/ui/button';
import { ErrorNote } from '@/components/ui/error-note';
import { useToast } from '@/components/ui/toast';
import { PartComments } from '../comments/comment-button';
import { download, PRINT_SCALE, pngOf } from './download';

/** The drawing as a file of its own: dark ink on white, whatever the page's theme. */
function onWhite(image: SVGElement): string {
  const copy = image.cloneNode(true) as SVGElement;
  copy.style.setProperty('background', '#ffffff');
  copy.style.setProperty('color', '#1b1d22');
  return new XMLSerializer().serializeToString(copy);
}

/**
 * A chart as the sandbox drew it, made safe by the worker of texts from outside: the sandbox ran someone's code and could be made to answer
 * anything. It stands in a tree of its own, clipped to its box.
 */
export function ChartResult({ outcome, cell }: { readonly outcome: CellOutcome; readonly cell: string }) {
  const text = useTranslations('notebook.figure');
  const announce = useToast();
  const place = useRef<HTMLDivElement>(null);
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const answer = useContent('drawing', outcome.svg ?? null);
  const html = answer && 'html' in answer ? answer.html : null;
  useEffect(() => {
    const host = place.current;
    if (html === null || !host) return;
    const drawing = new DOMParser().parseFromString(html, 'text/html').body.firstElementChild;
    if (!drawing) return;
    const image = drawing.localName === 'svg' ? drawing : drawing.querySelector('svg');
    if (image && !image.hasAttribute('aria-label')) image.setAttribute('aria-label', cell);
    image?.setAttribute('role', 'img');
    // Plot names its marks on groups, where a name may not stand; the image has one.
    for (const mark of drawing.querySelectorAll('g[aria-label]')) mark.removeAttribute('aria-label');
    const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
    root.replaceChildren(document.importNode(drawing, true));
  }, [html, cell]);
  if (outcome.svg === undefined) return null;
  if (answer && 'refusal' in answer) return <ErrorNote>{refusalText('drawing', answer.refusal)[lang]}</ErrorNote>;
  const save = async (kind: 'svg' | 'png') => {
    const image = place.current?.shadowRoot?.querySelector('svg');
    if (!image) return;
    const drawing = onWhite(image);
    download(`${cell}.${kind}`, kind === 'png' ? await pngOf(drawing, PRINT_SCALE) : new Blob([drawing], { type: 'image/svg+xml' }));
  };
  return (
    <figure className="grid justify-items-start gap-1" data-chart={cell} data-comment-on="figure chart">
      <span className="flex gap-1 justify-self-end">
        {(['svg', 'png'] as const).map((kind) => (
          <Button
            key={kind}
            look="quiet"
            size="small"
            aria-label={text(kind === 'svg' ? 'saveSvg' : 'savePng', { figure: cell })}
            onClick={() => void save(kind).catch(() => announce(text('notSaved', { figure: cell })))}
          >
            {kind.toUpperCase()}
          </Button>
        ))}
        <PartComments part="figure chart" about={cell} />
      </span>
      <div ref={place} className="max-h-[1200px] w-full overflow-auto text-sm contain-content" />
    </figure>
  );
}
