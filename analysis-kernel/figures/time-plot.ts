/** A plot over time: its axes, its ticks and the lines at 0. */
import * as Plot from '@observablehq/plot';
import type { Language } from '@/cohort-dsl/source/localised';
import { headingUnitText } from '../results/format';
import { axisBelow, tickText } from './axes';
import { type FigureOptions, FONT, palette } from './theme';

export const PLOT_HEIGHT = 300;
const MARGIN_TOP = 30;
const MARGIN_BOTTOM = 44;
/** Between the axes. */
export const INNER_HEIGHT = PLOT_HEIGHT - MARGIN_TOP - MARGIN_BOTTOM;

const TIME = { en: 'Time', zh: '时间' };

export interface TimeAxes {
  readonly marginLeft: number;
  readonly marginRight: number;
  /** The unit of the axis of time, and how many of the table's it is long. */
  readonly time: { readonly unit: string | null; readonly length: number };
  /** The ends of both axes, which begin at 0; in the table's units. */
  readonly last: number;
  readonly top: number;
  /** Places of the ticks of time, in the table's units. */
  readonly ticks: readonly number[];
  /** What is drawn over time, where its ticks stand, and how its values are written. */
  readonly name: string;
  readonly heights: readonly number[];
  readonly heightText: (value: number) => string;
}

/** Marks on both axes, 300 pixels high. */
export function timePlot(axes: TimeAxes, marks: readonly Plot.Markish[], { document, lang, width, theme }: FigureOptions) {
  const { marginLeft, marginRight, time, ticks } = axes;
  const colours = palette(theme);
  const { ink } = colours;
  return Plot.plot({
    document,
    width,
    height: PLOT_HEIGHT,
    marginLeft,
    marginRight,
    marginTop: MARGIN_TOP,
    marginBottom: MARGIN_BOTTOM,
    style: { background: 'none', color: ink, fontFamily: FONT, fontSize: '12px' },
    x: { domain: [0, axes.last] },
    y: { domain: [0, axes.top] },
    marks: [
      axisBelow(colours, {
        label: axisLabel(time.unit, lang),
        ticks,
        tickText: (at) => tickText(at / time.length),
        marginBottom: MARGIN_BOTTOM,
      }),
      Plot.axisY([...axes.heights], { stroke: ink, tickSize: 4, labelArrow: 'none', label: axes.name, text: axes.heightText }),
      Plot.ruleY([0], { stroke: ink }),
      Plot.ruleX([0], { stroke: ink }),
      ...marks,
    ],
  });
}

/** `Time (years)`. */
function axisLabel(unit: string | null, lang: Language): string {
  const name = unit === null ? null : headingUnitText(unit, lang);
  if (name === null) return TIME[lang];
  return lang === 'zh' ? `${TIME.zh}（${name}）` : `${TIME.en} (${name})`;
}

/** Round times from 0 to `last`, about seven, and fewer where `apart` pixels would not lie between two of them on `room` pixels. */
export function ticksWithin(last: number, room: number, apart: number): number[] {
  const least = (apart / Math.max(room, 1)) * last;
  const wanted = last / 7;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].map((factor) => factor * power);
  const nearest = steps.reduce((best, step) => (Math.abs(step - wanted) < Math.abs(best - wanted) ? step : best));
  const step = steps.find((candidate) => candidate >= nearest && candidate >= least) ?? last;
  const ticks: number[] = [];
  for (let place = 0; place * step <= last * (1 + 1e-12); place += 1) ticks.push(Number((place * step).toPrecision(12)));
  return ticks;
}
