/** A plot over time: its axes, its ticks and the lines at 0. */
import * as Plot from '@observablehq/plot';
import type { Language } from '@/cohort-dsl/source/localised';
import { countText, headingUnitText } from '../results/format';
import { type FigureOptions, FONT, palette } from './theme';

export const PLOT_HEIGHT = 300;

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
  /** What is drawn over time, and how its values are written. */
  readonly name: string;
  readonly values: string | ((value: number) => string);
}

/** Marks on both axes, 300 pixels high. */
export function timePlot(axes: TimeAxes, marks: readonly Plot.Markish[], { document, lang, width, theme }: FigureOptions) {
  const { marginLeft, marginRight, time, ticks } = axes;
  const { ink } = palette(theme);
  const axis = { stroke: ink, tickSize: 4, labelArrow: 'none' } as const;
  return Plot.plot({
    document,
    width,
    height: PLOT_HEIGHT,
    marginLeft,
    marginRight,
    marginTop: 30,
    marginBottom: 44,
    style: { background: 'none', color: ink, fontFamily: FONT, fontSize: '12px' },
    x: { domain: [0, axes.last] },
    y: { domain: [0, axes.top] },
    marks: [
      Plot.axisX({
        ...axis,
        label: axisLabel(time.unit, lang),
        labelAnchor: 'center',
        ticks,
        tickFormat: (at: number) => tickText(at / time.length),
      }),
      Plot.axisY({ ...axis, label: axes.name, ticks: 5, tickFormat: axes.values }),
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

/** A time on the axis. */
function tickText(value: number): string {
  return Number.isInteger(value) ? countText(value) : String(Number(value.toPrecision(3)));
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
