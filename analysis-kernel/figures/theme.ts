import type { Language } from '@/cohort-dsl/source/localised';

/** What a drawing needs besides data. `print` is the ground of exports and reports: white, in both of the interface's themes. */
export interface FigureOptions {
  /** Any DOM document: the browser's, or linkedom's in a worker and in Node. */
  readonly document: Document;
  readonly lang: Language;
  readonly theme: 'light' | 'dark' | 'print';
  /** Outer width in pixels. */
  readonly width: number;
  /** A small picture of it: no table below the curves. */
  readonly small?: boolean;
}

export interface Palette {
  readonly ink: string;
  readonly muted: string;
  readonly rule: string;
  readonly ground: string;
  readonly series: readonly string[];
}

/** Okabe–Ito, black first replaced by the ink on dark ground, yellow left out (too pale for lines). */
const OKABE_ITO = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#56B4E9', '#E69F00'];

/** Second cue beside colour: one dash pattern a series. */
export const DASHES = ['none', '7 3', '2 2.5', '9 3 2 3', '5 2', '1 3'] as const;

export const FONT =
  'system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif';

/** What tells the line of this place from those before it: after as many as there are colours, each has another dash. */
export function lineLook({ series }: Palette, place: number): { readonly colour: string; readonly dash: string } {
  const round = Math.floor(place / series.length);
  return { colour: series[place % series.length], dash: DASHES[(place + round) % DASHES.length] };
}

/** Colours of a theme. */
export function palette(theme: FigureOptions['theme']): Palette {
  if (theme === 'dark') {
    return {
      ink: '#e6e7ea',
      muted: '#a6abb5',
      rule: '#4a4f59',
      ground: 'none',
      series: ['#56B4E9', '#E69F00', '#2bbf93', '#e39bc4', '#8cc8f0', '#f0c04a'],
    };
  }
  return { ink: '#1b1d22', muted: '#565c67', rule: '#c9cdd4', ground: theme === 'print' ? '#ffffff' : 'none', series: OKABE_ITO };
}
