import { textWidth } from './svg';

/** An axis of effects that always shows the value of no effect. */
export interface EffectScale {
  readonly low: number;
  readonly high: number;
  readonly left: number;
  readonly right: number;
  readonly ticks: readonly number[];
  readonly place: (value: number) => number;
}

const MOST_TICKS = 8;
/** Room between the texts of two ticks. */
const GAP = 10;
/** A range of ratios narrower than this is ticked in equal steps: there are no powers of ten in it to speak of. */
const NARROW = 3;
const FONT_SIZE = 12;

function fits(ticks: readonly number[], place: (value: number) => number): boolean {
  if (ticks.length > MOST_TICKS) return false;
  return ticks.every((tick, at) => {
    if (at === 0) return true;
    const before = ticks[at - 1];
    return place(tick) - place(before) >= (textWidth(String(tick), FONT_SIZE) + textWidth(String(before), FONT_SIZE)) / 2 + GAP;
  });
}

/** A range narrower than this share of its values has one tick: between them there is no other number. */
const NO_RANGE = 1e-12;

/** Multiples of 1, 2, 2.5 or 5 times a power of ten, as many as there is room for; of one value alone that value, of none nothing. */
export function evenTicks(from: number, to: number, place: (value: number) => number): number[] {
  if (!Number.isFinite(to - from)) return [];
  if (to - from <= NO_RANGE * Math.max(Math.abs(from), Math.abs(to))) return [from];
  const power = Math.floor(Math.log10((to - from) / MOST_TICKS));
  for (let at = power; at <= power + 3; at += 1) {
    for (const factor of [1, 2, 2.5, 5]) {
      const step = factor * 10 ** at;
      const ticks: number[] = [];
      for (let n = Math.ceil(from / step - 1e-9); n * step <= to + step * 1e-9; n += 1) ticks.push(Number((n * step).toPrecision(6)));
      if (fits(ticks, place)) return ticks;
    }
  }
  return [];
}

/** Ratios on a logarithmic axis, widened to hold 1 and cut to within a factor of 100 of it, between two places in pixels. */
export function ratioScale(low: number, high: number, left: number, right: number): EffectScale {
  const from = Math.max(0.01, Math.min(low, 0.9)) * 0.97;
  const to = Math.min(100, Math.max(high, 1.1)) * 1.03;
  const place = (value: number) => left + ((Math.log(value) - Math.log(from)) / (Math.log(to) - Math.log(from))) * (right - left);
  const scale = { low: from, high: to, left, right, place };
  if (to / from < NARROW) {
    const ticks = evenTicks(from, to, place);
    return { ...scale, ticks: ticks.includes(1) ? ticks : [1] };
  }
  const series = [[1, 1.5, 2, 3, 5, 7], [1, 2, 5], [1, 3], [1]].map((factors) =>
    [-2, -1, 0, 1, 2]
      .flatMap((power) => factors.map((factor) => Number((factor * 10 ** power).toPrecision(3))))
      .filter((tick) => tick >= from && tick <= to),
  );
  return { ...scale, ticks: series.find((ticks) => fits(ticks, place)) ?? [1] };
}

/** Differences on a plain axis that holds 0. */
export function differenceScale(low: number, high: number, left: number, right: number): EffectScale {
  const [least, most] = [Math.min(low, 0), Math.max(high, 0)];
  const margin = (most - least || 1) * 0.04;
  const [from, to] = [least - margin, most + margin];
  const place = (value: number) => left + ((value - from) / (to - from)) * (right - left);
  return { low: from, high: to, left, right, ticks: evenTicks(from, to, place), place };
}
