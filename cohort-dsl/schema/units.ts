/** Reading and converting units: UCUM by `@lhncbc/ucum-lhc`, with the rules of the cohort language on top. */
import { UcumLhcUtils } from '@lhncbc/ucum-lhc';
import { type Matter, matterOf, sameMatter } from './unit-matter';
import { spellingToUcum } from './unit-spellings';

/** `target value = value × factor + offset`. */
export interface UnitConversion {
  readonly factor: number;
  readonly offset: number;
}

/** Why two units do not convert. */
export type UnitRefusal =
  /** `unit` is no unit UCUM knows. */
  | { readonly reason: 'unknown_unit'; readonly unit: string }
  /** They measure different things (a mass and a length). */
  | { readonly reason: 'different_kind' }
  /** They differ by an annotation (`mL/min` and `mL/min/{1.73_m2}`) or by an arbitrary unit (`U` and `[IU]`). */
  | { readonly reason: 'different_annotation' }
  /** Ratios of different things whose units cancel: `mmol/mol` or `mg/g` and a percentage. */
  | { readonly reason: 'different_ratio' }
  /** Equivalents and moles (`meq/L`, `mmol/L`): convertible for an ion whose charge is known. */
  | { readonly reason: 'needs_charge' }
  /** Mass and substance: convertible once the molar mass is known. */
  | { readonly reason: 'needs_molar_mass' }
  /** A scale without a factor, such as pH or decibel. */
  | { readonly reason: 'not_linear' };

/** Units UCUM calls arbitrary; ucum-lhc converts none of them, not even `m[IU]` to `[IU]`. */
const arbitrary = /\[(?:[A-Za-z'0-9]*'U|iU|IU|PFU|CFU|FFU|BAU|AU|PNU|Lf|FEU|ELU|EU|[CTE]*ID_50)\]/g;

/** The base unit that stands in for an arbitrary one while its prefix and powers are worked out; no clinical unit contains it. */
const standIn = 'cd';

const validity = new Map<string, boolean>();
const conversions = new Map<string, UnitConversion | UnitRefusal>();

function library(): UcumLhcUtils {
  return UcumLhcUtils.getInstance();
}

function isValid(ucum: string): boolean {
  let known = validity.get(ucum);
  if (known === undefined) {
    const answer = library().validateUnitString(ucum);
    // The library "corrects" what it cannot read (`KG` to `kg`); a corrected unit is not the one that was written.
    known = answer.status === 'valid' && answer.ucumCode === ucum;
    validity.set(ucum, known);
  }
  return known;
}

/**
 * The UCUM code of a unit as a person writes it: a usual clinical spelling, or UCUM itself.
 * @param written the unit without quotes, e.g. `µmol/L`, `mL/min/1.73m²`, `mg/dl`, `mm[Hg]`
 * @returns the UCUM code, or null where neither the table of spellings nor UCUM knows it
 */
export function readUnit(written: string): string | null {
  const text = written.trim();
  if (text === '') return null;
  const listed = spellingToUcum(text);
  if (listed !== null) return listed;
  const plain = text
    .replaceAll('μ', 'u')
    .replaceAll('µ', 'u')
    .replaceAll('²', '2')
    .replaceAll('³', '3')
    .replace(/10\^(?=\d)/g, '10*');
  return isValid(plain) ? plain : null;
}

/** The annotations of a unit (`{1.73_m2}`), sorted; they belong to the unit and never convert into one another. */
function annotations(ucum: string): string {
  return (ucum.match(/\{[^}]*\}/g) ?? []).sort().join('');
}

/** The arbitrary units within a unit, sorted, `[iU]` counting as `[IU]`. */
function arbitraries(ucum: string): string {
  return (ucum.match(arbitrary) ?? [])
    .map((atom) => (atom === '[iU]' ? '[IU]' : atom))
    .sort()
    .join('');
}

/** Removes the last bits' noise of a factor that is a short decimal (0.0009999999999999998 is 0.001). */
function tidy(value: number): number {
  const short = Number(value.toPrecision(14));
  return Math.abs(short - value) <= 8 * Number.EPSILON * Math.abs(value) ? short : value;
}

function convert(from: string, value: number, to: string, molarMass: number | null): number | null {
  const answer = library().convertUnitTo(from, value, to, molarMass === null ? {} : { molecularWeight: molarMass });
  return answer.status === 'succeeded' ? answer.toVal : null;
}

const kinds = new Map<string, Matter | null>();

/** What a unit without products or powers measures, where that is an amount of matter: of moles, of osmoles or a mass. */
function kindOfAtom(atom: string): Matter | null {
  let kind = kinds.get(atom);
  if (kind === undefined) {
    const isOf = (unit: string): boolean => convert(atom, 1, unit, null) !== null;
    kind = atom.endsWith('osm') ? 'osmoles' : isOf('mol') ? 'moles' : isOf('g') ? 'mass' : null;
    kinds.set(atom, kind);
  }
  return kind;
}

/** Equivalents, with their prefix. */
const equivalents = /(?<![A-Za-z])([a-z]{0,2})eq(?![A-Za-z])/g;

/** Whether one unit counts charges and the other particles of the same. */
function areEquivalents(from: string, to: string): boolean {
  const [source, target] = [from, to].map((unit) => unit.replace(equivalents, '$1mol'));
  return (source === from) !== (target === to) && annotations(from) === annotations(to) && convert(source, 1, target, null) !== null;
}

function findScale(from: string, to: string, molarMass: number | null): UnitConversion | UnitRefusal {
  for (const unit of [from, to]) if (!isValid(unit)) return { reason: 'unknown_unit', unit };
  if (from === to) return { factor: 1, offset: 0 };
  const atoms = arbitraries(from);
  const [source, target] = atoms === '' ? [from, to] : [from.replace(arbitrary, standIn), to.replace(arbitrary, standIn)];
  const zero = convert(source, 0, target, molarMass);
  const hundred = convert(source, 100, target, molarMass);
  const fifty = convert(source, 50, target, molarMass);
  if (zero === null || hundred === null || fifty === null) {
    if (molarMass === null && convert(source, 1, target, 100) !== null) {
      return annotations(from) === annotations(to) ? { reason: 'needs_molar_mass' } : { reason: 'different_annotation' };
    }
    return areEquivalents(from, to) ? { reason: 'needs_charge' } : { reason: 'different_kind' };
  }
  if (annotations(from) !== annotations(to) || atoms !== arbitraries(to)) return { reason: 'different_annotation' };
  if (![zero, fifty, hundred].every(Number.isFinite)) return { reason: 'not_linear' };
  const factor = (hundred - zero) / 100;
  if (Math.abs(fifty - (zero + 50 * factor)) > 1e-9 * Math.max(Math.abs(hundred), Math.abs(zero))) return { reason: 'not_linear' };
  return { factor: tidy(factor), offset: tidy(zero) };
}

function remembered(key: string, find: () => UnitConversion | UnitRefusal): UnitConversion | UnitRefusal {
  let found = conversions.get(key);
  if (!found) {
    found = find();
    conversions.set(key, found);
  }
  return found;
}

/**
 * How a value in one unit becomes a value in another by their dimensions alone: `mg/g` is 0.001. For units that a program multiplies or
 * divides itself; see {@link convertUnits} for values that are measured.
 */
export function scaleBetween(from: string, to: string, molarMass: number | null = null): UnitConversion | UnitRefusal {
  return remembered(`${from}\u0000${to}\u0000${molarMass ?? ''}`, () => findScale(from, to, molarMass));
}

/**
 * How a value in one unit becomes a value in another: `value × factor + offset`.
 * Annotations are part of a unit: `mL/min` does not convert to `mL/min/{1.73_m2}`. `%` converts to `1`, and so does a ratio of volumes
 * (a haematocrit in `L/L`); a ratio of amounts or masses does not, though its units cancel: 53 mmol/mol of HbA1c are 7.0 %, not 5.3 %.
 * Mass and substance convert only with a molar mass.
 * @param from UCUM code of the value's unit
 * @param to UCUM code wanted
 * @param molarMass g/mol of the substance, or null where it is not known
 * @returns the factor and offset, or the reason why there is none; never throws
 */
export function convertUnits(from: string, to: string, molarMass: number | null = null): UnitConversion | UnitRefusal {
  const scale = scaleBetween(from, to, molarMass);
  const isOther = (): boolean => !sameMatter(matterOf(from, kindOfAtom), matterOf(to, kindOfAtom));
  return (isConversion(scale) || scale.reason === 'needs_molar_mass') && isOther() ? { reason: 'different_ratio' } : scale;
}

/** Whether an answer of {@link convertUnits} is a conversion. */
export function isConversion(answer: UnitConversion | UnitRefusal): answer is UnitConversion {
  return 'factor' in answer;
}
