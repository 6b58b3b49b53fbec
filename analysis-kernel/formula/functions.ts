/** The functions formulas know, each with what it does to columns. */

import type { Localised } from '@/cohort-dsl/source/localised';
import { compareCodePoints } from '../frame/factor';
import { numberText } from '../frame/number-text';
import { quantileSorted } from '../numeric/quantile';
import { argsort } from '../numeric/sort';
import { type NaturalSpline, nsBasis } from './basis/ns';
import { type PolyCoefficients, polyBasis, polyCoefficients } from './basis/poly';
import { harrellKnots, rcsBasis } from './basis/rcs';
import type { Call } from './call';
import { type Evaluated, type EvaluatedColumn, LOGICAL_LEVELS } from './values';

type FormulaFunction = (call: Call) => Evaluated;

const numeric =
  (transform: (x: number) => number): FormulaFunction =>
  (call) => {
    const constants = call.constantNumbers(0);
    if (constants !== null) return { kind: 'constants', values: constants.map(transform) };
    return { kind: 'numeric', values: call.numbers(0, 'x').map(transform) };
  };

function logarithm(call: Call): EvaluatedColumn {
  const base = call.optionalNumber(1, 'base');
  const divide = base === null ? 1 : Math.log(base);
  return { kind: 'numeric', values: call.numbers(0, 'x').map((x) => Math.log(x) / divide) };
}

function parallel(choose: (a: number, b: number) => number): FormulaFunction {
  return (call) => {
    const columns = call.positional().map((index) => call.numbers(index, `argument ${index + 1}`));
    const out = Float64Array.from(columns[0]);
    for (const column of columns.slice(1)) {
      for (let i = 0; i < out.length; i++)
        out[i] = Number.isNaN(out[i]) || Number.isNaN(column[i]) ? Number.NaN : choose(out[i], column[i]);
    }
    return { kind: 'numeric', values: out };
  };
}

/** `factor(x)`, `factor(x, levels = c(…), labels = c(…))`. */
function factor(call: Call): EvaluatedColumn {
  const source = call.factor(0, 'x');
  const levels = call.optionalTexts(1, 'levels') ?? source.levels;
  const labels = call.optionalTexts(2, 'labels') ?? levels;
  if (labels.length !== levels.length) {
    throw call.error(
      `factor() has ${levels.length} levels and ${labels.length} labels; give as many labels as levels.`,
      `factor() 有 ${levels.length} 个水平，却有 ${labels.length} 个标签；两者数目应相同。`,
    );
  }
  const place = new Map(levels.map((level, index) => [level, index]));
  const codes = source.codes.map((code) => (code < 0 ? -1 : (place.get(source.levels[code]) ?? -1)));
  return { kind: 'factor', codes, levels: labels, logical: false };
}

/** `relevel(x, "ref")` or `relevel(x, ref = "ref")`: the named level becomes the reference. On new data the fitted order holds. */
function relevel(call: Call): EvaluatedColumn {
  const source = call.factor(0, 'x');
  const [reference] = call.texts(1, 'ref');
  if (call.applying) return { kind: 'factor', ...source, logical: false };
  const at = source.levels.indexOf(reference);
  if (at < 0) throw call.unknownLevel(reference, source.levels, 1, 'ref');
  const order = [at, ...source.levels.map((_, index) => index).filter((index) => index !== at)];
  const place = new Int32Array(order.length);
  order.forEach((old, index) => {
    place[old] = index;
  });
  const codes = source.codes.map((code) => (code < 0 ? -1 : place[code]));
  return { kind: 'factor', codes, levels: order.map((index) => source.levels[index]), logical: false };
}

/** `rcs(x, 4)` or `rcs(x, c(40, 50, 60))`; 5 knots when nothing is said, at most ten. Endings are x, x', x''. */
function rcs(call: Call): EvaluatedColumn {
  const x = call.numbers(0, 'x');
  const given = call.optionalNumbers(1, 'parms') ?? call.optionalNumbers(-1, 'knots') ?? [5];
  let knots = call.recall<readonly number[]>();
  if (knots === null) {
    if (given.length > 1) knots = [...given].sort((a, b) => a - b);
    else {
      if (!Number.isInteger(given[0]) || given[0] < 3 || given[0] > MOST_KNOTS) throw wrongKnots(call, String(given[0]));
      const placed = harrellKnots(knownSorted(x), given[0]);
      if (placed === 'too-few-values') {
        throw call.error('rcs() needs at least 6 known values to place its knots.', 'rcs() 至少需要 6 个非缺失值才能确定节点。');
      }
      if (placed === 'too-few-knots') throw tooFewKnots(call);
      knots = placed;
    }
    if (knots.length > MOST_KNOTS) throw wrongKnots(call, String(knots.length));
    if (new Set(knots).size < 3) throw tooFewKnots(call);
    call.remember(knots);
  }
  const columns = rcsBasis(x, knots);
  const label = call.argumentLabel(0);
  return { kind: 'basis', columns, endings: columns.map((_, index) => label + "'".repeat(index)) };
}

/** Three to seven describe what data can tell; beyond ten a spline follows single rows. */
const MOST_KNOTS = 10;

function wrongKnots(call: Call, given: string) {
  return call.error(
    `rcs() needs a whole number of knots from 3 to ${MOST_KNOTS}; it was given ${given}.`,
    `rcs() 的节点数应为 3 至 ${MOST_KNOTS} 的整数，实际为 ${given}。`,
  );
}

function tooFewKnots(call: Call) {
  return call.error(
    'rcs() finds fewer than 3 distinct knots: the variable has too few different values. Use it as it is, or as factor().',
    'rcs() 得到的不同节点少于 3 个：该变量取值太少。请直接使用该变量，或用 factor()。',
  );
}

/** `ns(x, df = 3)` or `ns(x, knots = c(…), Boundary.knots = c(…))`; df, or one more than the knots, is at most 30 and below the number of different values. */
function ns(call: Call): EvaluatedColumn {
  const x = call.numbers(0, 'x');
  let spline = call.recall<NaturalSpline>();
  if (spline === null) {
    const values = knownSorted(x);
    if (values.length < 2) throw call.error('ns() needs at least 2 known values.', 'ns() 至少需要 2 个非缺失值。');
    const edges = call.optionalNumbers(4, 'Boundary.knots');
    const boundary: [number, number] = edges === null ? [values[0], values[values.length - 1]] : [Math.min(...edges), Math.max(...edges)];
    const intercept = call.optionalLogical(3, 'intercept') ?? false;
    const inside = values.filter((value) => value >= boundary[0] && value <= boundary[1]);
    const given = call.optionalNumbers(2, 'knots');
    const df = given === null ? (call.optionalNumber(1, 'df') ?? 1) : given.length + 1;
    bounded(call, 'ns()', { en: 'df', zh: '自由度' }, df);
    if (given === null) enoughValues(call, df, values);
    const knots = given ?? interiorKnots(inside, df - 1 - (intercept ? 1 : 0));
    spline = { knots: [...knots].sort((a, b) => a - b), boundary, intercept };
    call.remember(spline);
  }
  const columns = nsBasis(x, spline);
  return { kind: 'basis', columns, endings: columns.map((_, index) => String(index + 1)) };
}

/** A curve of more pieces than this follows single rows. */
const MOST_PIECES = 30;

function bounded(call: Call, name: string, word: Localised, given: number): void {
  if (Number.isInteger(given) && given >= 1 && given <= MOST_PIECES) return;
  throw call.error(
    `${name} needs a whole ${word.en} from 1 to ${MOST_PIECES}; it was given ${given}.`,
    `${name} 的${word.zh}应为 1 至 ${MOST_PIECES} 的整数，实际为 ${given}。`,
  );
}

/** Between as many knots as there are values, a spline is not determined. */
function enoughValues(call: Call, df: number, values: Float64Array): void {
  const different = new Set(values).size;
  if (df === 1 || df < different) return;
  throw call.error(
    `ns() of df ${df} needs more than ${df} different values; there are ${different}.`,
    `自由度为 ${df} 的 ns() 需要多于 ${df} 个不同的取值，实际只有 ${different} 个。`,
  );
}

function interiorKnots(sorted: Float64Array, count: number): number[] {
  return Array.from({ length: Math.max(0, count) }, (_, index) => quantileSorted(sorted, (index + 1) / (count + 1)));
}

/** `poly(x, 2)`: orthogonal polynomials; `raw = TRUE` plain powers. */
function poly(call: Call): EvaluatedColumn {
  const x = call.numbers(0, 'x');
  const degree = call.optionalNumber(1, 'degree') ?? 1;
  bounded(call, 'poly()', { en: 'degree', zh: '次数' }, degree);
  const endings = Array.from({ length: degree }, (_, index) => String(index + 1));
  if (call.optionalLogical(-1, 'raw') === true) {
    return { kind: 'basis', columns: endings.map((_, index) => x.map((value) => value ** (index + 1))), endings };
  }
  const coefficients = call.recall<PolyCoefficients>() ?? polyCoefficients(x, degree);
  if (coefficients === null) {
    throw call.error(
      `poly() of degree ${degree} needs more than ${degree} different values.`,
      `${degree} 次 poly() 需要多于 ${degree} 个不同的取值。`,
    );
  }
  call.remember(coefficients);
  return { kind: 'basis', columns: polyBasis(x, coefficients), endings };
}

function knownSorted(x: Float64Array): Float64Array {
  const known = x.filter((value) => !Number.isNaN(value));
  const order = argsort(known);
  return Float64Array.from(order, (row) => known[row]);
}

function asNumeric(call: Call): EvaluatedColumn {
  const value = call.column(0, 'x');
  if (value.kind !== 'factor' || value.logical) return { kind: 'numeric', values: call.numbers(0, 'x') };
  const numbers = value.levels.map((level) => (level.trim() === '' ? Number.NaN : Number(level)));
  return { kind: 'numeric', values: Float64Array.from(value.codes, (code) => (code < 0 ? Number.NaN : numbers[code])) };
}

function isNa(call: Call): EvaluatedColumn {
  const value = call.column(0, 'x');
  const codes = new Int32Array(call.length);
  for (let row = 0; row < codes.length; row++) {
    const missing = value.kind === 'numeric' ? Number.isNaN(value.values[row]) : value.kind === 'factor' && value.codes[row] < 0;
    codes[row] = missing ? 1 : 0;
  }
  return { kind: 'factor', codes, levels: LOGICAL_LEVELS, logical: true };
}

function combine(call: Call): Evaluated {
  return { kind: 'constants', values: call.positional().flatMap((index) => call.constants(index)) };
}

const roundTo: FormulaFunction = (call) => {
  const scale = 10 ** (call.optionalNumber(1, 'digits') ?? 0);
  return { kind: 'numeric', values: call.numbers(0, 'x').map((x) => roundHalfEven(x * scale) / scale) };
};

function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  if (x - floor !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** `ifelse` and friends are left to SQL; what is here are the transformations of R's formulas. */
export const FUNCTIONS: Readonly<Record<string, FormulaFunction>> = {
  log: logarithm,
  log2: numeric(Math.log2),
  log10: numeric(Math.log10),
  log1p: numeric(Math.log1p),
  exp: numeric(Math.exp),
  expm1: numeric(Math.expm1),
  sqrt: numeric(Math.sqrt),
  abs: numeric(Math.abs),
  floor: numeric(Math.floor),
  ceiling: numeric(Math.ceil),
  round: roundTo,
  pmin: parallel(Math.min),
  pmax: parallel(Math.max),
  I: (call) => call.value(0),
  offset: (call) => ({ kind: 'numeric', values: call.numbers(0, 'object') }),
  c: combine,
  factor,
  'as.factor': (call) => ({ kind: 'factor', ...call.factor(0, 'x'), logical: false }),
  'as.character': (call) => {
    const source = call.factor(0, 'x');
    const order = source.levels.map((_, index) => index).sort((a, b) => compareCodePoints(source.levels[a], source.levels[b]));
    const place = new Int32Array(order.length);
    order.forEach((old, index) => {
      place[old] = index;
    });
    const codes = source.codes.map((code) => (code < 0 ? -1 : place[code]));
    return { kind: 'factor', codes, levels: order.map((index) => source.levels[index]), logical: false };
  },
  'as.numeric': asNumeric,
  'as.integer': (call) => {
    const value = asNumeric(call);
    return value.kind === 'numeric' ? { kind: 'numeric', values: value.values.map(Math.trunc) } : value;
  },
  'is.na': isNa,
  relevel,
  rcs,
  ns,
  poly,
};

/** Names that mean something in a formula besides the functions. */
export const SPECIAL_CALLS: readonly string[] = ['Surv', 'strata', 'cluster'];

/** A constant as the text a level is compared with. */
export function scalarText(value: number | string | boolean): string {
  if (typeof value === 'number') return numberText(value);
  return typeof value === 'string' ? value : value ? 'TRUE' : 'FALSE';
}
