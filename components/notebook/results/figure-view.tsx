'use client';

import { useLocale, useTranslations } from 'next-intl';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { CellOutcome } from '@/analysis-kernel/cells/outcome';
import type { DrawnFigure } from '@/analysis-kernel/figures/draw';
import type { Figure } from '@/analysis-kernel/figures/kinds';
import { Button } from '@/components/ui/button';
import { ErrorNote } from '@/components/ui/error-note';
import { useToast } from '@/components/ui/toast';
import { PartComments } from '../comments/comment-button';
import { download, PRINT_SCALE, pngOf } from './download';
import { useDarkTheme, useWidth } from './use-place';

interface FigureViewProps {
  readonly figure: Figure;
  readonly outcome: Pick<CellOutcome, 'tables' | 'labels'>;
  /** Name of the cell, for file names. */
  readonly cell: string;
  /** Opens the figure's data. */
  readonly onData?: () => void;
}

/** Height of the figure of each kind that was drawn last: the next of its kind takes about as much, and has it before it is drawn. */
const heights = new Map<Figure['kind'], number>();

/**
 * Draws a figure into its place, at its width and in the page's theme, again whenever one of these changes. `failed`: the part that draws could not
 * be fetched; `again` tries anew.
 */
function useDrawn(figure: Figure, { tables, labels }: FigureViewProps['outcome'], place: RefObject<HTMLDivElement | null>) {
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const width = useWidth(place);
  const dark = useDarkTheme();
  const [drawn, setDrawn] = useState<DrawnFigure | null>(null);
  // Each try is a number of its own.
  const [attempt, setAttempt] = useState(0);
  const [failed, setFailed] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt draws again
  useEffect(() => {
    if (width === 0) return;
    let late = false;
    import('@/analysis-kernel/figures/draw').then(
      ({ drawFigure }) => {
        if (late) return;
        const theme = dark ? 'dark' : 'light';
        setDrawn(drawFigure(figure, tables, labels, { document, lang, theme, width: Math.min(width, 820) }));
        setFailed(false);
      },
      () => {
        if (!late) setFailed(true);
      },
    );
    return () => {
      late = true;
    };
  }, [figure, tables, labels, lang, dark, width, attempt]);
  useEffect(() => {
    if (!drawn || !place.current) return;
    place.current.replaceChildren(drawn.element);
    heights.set(figure.kind, drawn.element.getBoundingClientRect().height);
  }, [drawn, figure.kind, place]);
  return { isDrawn: drawn !== null, failed, again: () => setAttempt(attempt + 1) };
}

/** A figure drawn at the width of its place, in the page's theme; exports are drawn anew on white. */
export function FigureView({ figure, outcome, cell, onData }: FigureViewProps) {
  const text = useTranslations('notebook');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const place = useRef<HTMLDivElement>(null);
  const announce = useToast();
  const { isDrawn, failed, again } = useDrawn(figure, outcome, place);
  const file = `${cell}-${figure.name}`;
  const save = (kind: 'svg' | 'png') =>
    import('@/analysis-kernel/figures/draw')
      .then(({ drawFigure }) => drawFigure(figure, outcome.tables, outcome.labels, { document, lang, theme: 'print', width: 820 }))
      .then(({ svg }) => (kind === 'png' ? pngOf(svg, PRINT_SCALE) : new Blob([svg], { type: 'image/svg+xml' })))
      .then((content) => download(`${file}.${kind}`, content))
      .catch(() => announce(text('figure.notSaved', { figure: figure.title[lang] })));
  return (
    <figure className="grid grid-cols-1 gap-1" data-comment-on={`figure ${figure.name}`}>
      <figcaption className="flex flex-wrap items-center justify-between gap-2 text-sm font-semibold">
        <span>{figure.title[lang]}</span>
        <span className="flex gap-1">
          {onData ? (
            <Button look="quiet" size="small" onClick={onData}>
              {text('figure.data')}
            </Button>
          ) : null}
          <Button
            look="quiet"
            size="small"
            onClick={() => void save('svg')}
            aria-label={text('figure.saveSvg', { figure: figure.title[lang] })}
          >
            SVG
          </Button>
          <Button
            look="quiet"
            size="small"
            onClick={() => void save('png')}
            aria-label={text('figure.savePng', { figure: figure.title[lang] })}
          >
            PNG
          </Button>
          <PartComments part={`figure ${figure.name}`} about={figure.title[lang]} />
        </span>
      </figcaption>
      {failed ? (
        <ErrorNote
          action={
            <Button size="small" className="justify-self-start" onClick={again}>
              {text('figure.again')}
            </Button>
          }
        >
          {text('figure.notDrawn')}
        </ErrorNote>
      ) : null}
      {/* The drawing follows the place, not the place the drawing: else it could never become narrower. */}
      <div
        ref={place}
        className="min-h-24 contain-inline-size"
        style={isDrawn ? undefined : { minHeight: heights.get(figure.kind) }}
        data-figure={figure.name}
      />
    </figure>
  );
}
