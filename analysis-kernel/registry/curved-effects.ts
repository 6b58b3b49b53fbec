/** Effects of numbers that enter a model as a basis, as splines and polynomials: curves against a reference, for every regression. */
import type { Localised } from '@/cohort-dsl/source/localised';
import type { Figure } from '../figures/kinds';
import { type Design, encodeRows } from '../formula/design-matrix';
import { namesIn } from '../formula/expression';
import { findColumn, numbersOf, selectColumns, takeRows } from '../frame/access';
import type { Column, Frame } from '../frame/column';
import { gather } from '../frame/gather';
import { qnorm } from '../numeric/dist/normal';
import { qt } from '../numeric/dist/student-t';
import { quadraticForm } from '../numeric/linalg/cholesky';
import { quantileSorted } from '../numeric/quantile';
import type { Value } from '../results/result';
import { EFFECTS_TABLE } from './declare-table';
import type { Estimates } from './method';
import type { Measure } from './model-estimates';

const BASES = new Set(['rcs', 'ns', 'poly']);
const POINTS = 101;
/** The curve begins and ends where so many rows lie beyond, at most this share of them: at the ends stand single patients. */
const BEYOND = 10;
const SHARE_BEYOND = 0.05;

/** A combination of the coefficients; null where it rests on one that is not estimated. */
type AlongOf = (along: Float64Array) => Readonly<Record<'estimate' | 'std_error' | 'conf_low' | 'conf_high', Value>> | null;

/** By the estimates' variance, with limits by t where they have degrees of freedom. */
export function alongEstimates({ beta, vcov, df }: Estimates, confLevel: number): AlongOf {
  const quantile = df === null ? qnorm((1 + confLevel) / 2) : qt((1 + confLevel) / 2, df);
  return (along) => {
    const estimate = along.reduce((sum, part, j) => (part === 0 ? sum : sum + part * beta[j]), 0);
    if (Number.isNaN(estimate)) return null;
    const error = Math.sqrt(Math.max(0, quadraticForm(vcov, beta.length, along)));
    return { estimate, std_error: error, conf_low: estimate - quantile * error, conf_high: estimate + quantile * error };
  };
}

interface Curved {
  readonly rows: readonly Readonly<Record<string, Value>>[];
  readonly figures: readonly Figure[];
}

/**
 * For each such column the effects at 101 values between its tenth smallest and tenth largest (less far out in small samples), against its median.
 * @param design built on `frame`; its used rows are the sample
 * R: `rms::Predict(fit, x, ref.zero = TRUE)`.
 */
export function curvedEffects(design: Design, frame: Frame, along: AlongOf, measure: Measure, confLevel: number): Curved {
  const rows: Record<string, Value>[] = [];
  const figures: Figure[] = [];
  for (const name of curvedColumns(design)) {
    const grid = gridOf(name, design, frame);
    if (grid === null) continue;
    const { values, reference, x } = grid;
    const n = values.length + 1;
    values.forEach((value, i) => {
      const shown = along(Float64Array.from({ length: design.p }, (_, j) => x[j * n + i] - x[j * n + n - 1]));
      if (shown !== null) rows.push({ variable: name, value, ...shown });
    });
    figures.push(figureOf(name, grid.meta, measure, confLevel, reference));
  }
  return { rows, figures };
}

function figureOf(name: string, meta: Column['meta'], measure: Measure, confLevel: number, reference: number): Figure {
  const own: Localised = meta.label ?? { en: name, zh: name };
  return {
    kind: 'effect',
    name: `effect_${name}`.slice(0, 80),
    title: { en: `${measure.name.en} by ${own.en}`.slice(0, 400), zh: `${measure.name.zh}随${own.zh}的变化`.slice(0, 400) },
    table: EFFECTS_TABLE.name,
    variable: name,
    unit: meta.unit ?? null,
    reference,
    confLevel,
    measure: { kind: measure.kind, name: measure.name },
  };
}

/** Columns of a basis of one column that no other term and no offset reads. */
function curvedColumns({ encoding: { terms, kept } }: Design): readonly string[] {
  const uses = [...kept.flatMap((index) => terms.terms[index].variables), ...terms.offsets].map(
    (index) => terms.variables[index].expression,
  );
  const single = kept.filter((index) => terms.terms[index].variables.length === 1);
  return single.flatMap((index) => {
    const { expression } = terms.variables[terms.terms[index].variables[0]];
    const names = namesIn(expression);
    const isBasis = expression.kind === 'call' && BASES.has(expression.name) && names.length === 1;
    return isBasis && uses.filter((other) => namesIn(other).includes(names[0])).length === 1 ? names : [];
  });
}

/** The design of one row with the column at each value of the grid and, last, at the reference. */
function gridOf(name: string, { encoding, rows }: Design, frame: Frame) {
  const whole = findColumn(frame, name);
  const numbers = whole === null ? null : numbersOf(whole);
  if (whole === null || numbers === null) return null;
  const sorted = gather(numbers, rows).sort();
  const beyond = Math.min(BEYOND, Math.floor(sorted.length * SHARE_BEYOND));
  const [from, to] = [sorted[beyond], sorted[sorted.length - 1 - beyond]];
  if (!(to > from)) return null;
  const reference = quantileSorted(sorted, 0.5);
  const values = Array.from({ length: POINTS }, (_, k) => from + ((to - from) * k) / (POINTS - 1));
  const names = encoding.terms.variables.flatMap(({ expression }) => namesIn(expression));
  const repeated = takeRows(selectColumns(frame, [...new Set(names)]), new Int32Array(POINTS + 1).fill(rows[0]));
  const changed: Column = {
    kind: 'numeric',
    type: 'number',
    name,
    meta: whole.meta,
    valid: new Uint8Array(POINTS + 1).fill(1),
    values: Float64Array.of(...values, reference),
  };
  const { x } = encodeRows(encoding, { length: POINTS + 1, columns: repeated.columns.map((one) => (one.name === name ? changed : one)) });
  return { values, reference, x, meta: whole.meta };
}
