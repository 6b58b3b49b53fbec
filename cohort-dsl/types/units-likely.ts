/** The unit that a bare number was likely thought of in, by what the dictionary holds for plausible. */
import type { Dictionary } from '../schema/dictionary';
import { unitSpellings } from '../schema/unit-spellings';
import { convertUnits, isConversion } from '../schema/units';

type Range = readonly [low: number, high: number];

/** The plausible values of what is measured in a unit with a molar mass, all together; null where the dictionary does not say it of each. */
function plausibleRange({ tables }: Dictionary, unit: string, molarMass: number | null): Range | null {
  const measured = tables
    .flatMap(({ items, columns }) => [...items, ...columns])
    .filter((one) => one.unit === unit && one.molarMass === molarMass);
  const ranges = measured.flatMap(({ plausible }) => (plausible === null ? [] : [plausible]));
  if (ranges.length === 0 || ranges.length < measured.length) return null;
  return [Math.min(...ranges.map(([low]) => low)), Math.max(...ranges.map(([, high]) => high))];
}

/** How far a positive value lies from the middle of a range, in steps of its size. */
function fromMiddle(value: number, [low, high]: Range): number {
  return Math.abs(Math.log(value / Math.sqrt(Math.max(low, high / 1e4) * high)));
}

/** What values are measured in, and between what they are plausible. */
export interface Measure {
  /** UCUM. */
  readonly unit: string | null;
  /** g/mol. */
  readonly molarMass: number | null;
  readonly plausible: Range | null;
}

/** The units in which a number is plausible for a measure, the likeliest first; none where its own is one, or the plausible is not known. */
export function plausibleUnits(value: number, { unit, molarMass, plausible: range }: Measure): readonly string[] {
  const isPlausible = (one: number): boolean => range !== null && range[0] <= one && one <= range[1];
  if (range === null || unit === null || !(value > 0) || isPlausible(value)) return [];
  const others = unitSpellings().flatMap(({ ucum }) => {
    const by = ucum === unit ? null : convertUnits(ucum, unit, molarMass);
    const converted = by !== null && isConversion(by) ? value * by.factor + by.offset : Number.NaN;
    return isPlausible(converted)
      ? [{ ucum, scaled: isConversion(convertUnits(ucum, unit)) ? 1 : 0, far: fromMiddle(converted, range) }]
      : [];
  });
  // A laboratory reports masses or amounts: another power of ten of its own unit is thought of less often.
  return others.sort((a, b) => a.scaled - b.scaled || a.far - b.far).map(({ ucum }) => ucum);
}

/**
 * The units to offer for a bare number, the likeliest first: the item's own; before it another in which the number is plausible where it is
 * not in its own (`creatinine > 1.2`: mg/dL, then µmol/L).
 * @param unit UCUM code of the unit of what the number is compared with
 * @param molarMass g/mol of what is measured, or null
 */
export function likelyUnits(dictionary: Dictionary, value: number, unit: string, molarMass: number | null): readonly string[] {
  const plausible = plausibleRange(dictionary, unit, molarMass);
  return [...plausibleUnits(value, { unit, molarMass, plausible }).slice(0, 1), unit];
}
