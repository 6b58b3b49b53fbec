'use client';

import { useLocale } from 'next-intl';
import { useEffect, useRef } from 'react';
import type { NotebookPicture as Picture } from '@/app/_contract/notebooks';
import { useDarkTheme } from '@/components/notebook/results/use-place';

/** Drawn at this width and scaled to its place, so that its words stay in proportion. */
const WIDTH = 560;

/** The figure a notebook is known by, as its kept result has it. */
export function NotebookPicture({ picture }: { readonly picture: string }) {
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const dark = useDarkTheme();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let late = false;
    const { figure, table, labels } = JSON.parse(picture) as Picture;
    import('@/analysis-kernel/figures/draw')
      .then(({ drawFigure }) => {
        if (late || !place.current) return;
        const theme = dark ? 'dark' : 'light';
        const { element } = drawFigure(figure, new Map([[figure.table, table]]), labels, {
          document,
          lang,
          theme,
          width: WIDTH,
          small: true,
        });
        element.setAttribute('width', '100%');
        element.removeAttribute('height');
        place.current.replaceChildren(element);
      })
      // Without its picture the notebook is still on the list.
      .catch(() => undefined);
    return () => {
      late = true;
    };
  }, [picture, lang, dark]);
  return <div ref={place} className="min-h-60" />;
}
