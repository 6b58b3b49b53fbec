/** Axes as every figure draws them. */
import * as Plot from '@observablehq/plot';
import { fixedText } from '../results/format';
import type { Palette } from './theme';

/** Below an axis's name, for the letters that reach under their line. */
const DESCENT = 6;
const MOST_DECIMALS = 12;

interface AxisBelow {
  readonly label: string;
  readonly ticks: readonly number[];
  readonly tickText: (tick: number) => string;
  /** Of the plot, in pixels. */
  readonly marginBottom: number;
}

/** The axis below a plot, its name in the middle. */
export function axisBelow({ ink }: Palette, { label, ticks, tickText: text, marginBottom }: AxisBelow): Plot.Markish {
  return Plot.axisX([...ticks], {
    stroke: ink,
    tickSize: 4,
    label,
    labelAnchor: 'center',
    labelArrow: 'none',
    labelOffset: marginBottom - DESCENT,
    text: text,
  });
}

/** A number on an axis, with the decimals it has: `2 500`, `0.05`, `−12.5`. */
export function tickText(tick: number): string {
  return fixedText(Number(tick.toPrecision(6)), decimalsOf(tick));
}

/** The numbers of one axis, with as many decimals as any of them has: `0.0`, `0.5`, `1.0`. */
export function alikeText(ticks: readonly number[]): (tick: number) => string {
  const decimals = Math.max(0, ...ticks.map(decimalsOf));
  return (tick) => fixedText(Number(tick.toPrecision(6)), decimals);
}

function decimalsOf(tick: number): number {
  const value = Number(tick.toPrecision(6));
  let decimals = 0;
  while (decimals < MOST_DECIMALS && Number(value.toFixed(decimals)) !== value) decimals += 1;
  return decimals;
}
