/** `strata()` and `cluster()`: groupings rather than columns. */

import { findColumn } from '../frame/access';
import type { Frame } from '../frame/column';
import { factorOf } from '../frame/factor';
import { MethodError } from '../results/method-error';
import { factorOfNumbers } from './call';
import { deparse } from './deparse';
import { FORMULA_ERRORS } from './error-codes';
import type { Evaluator } from './evaluate';
import type { Expression } from './expression';
import type { MissingRows } from './model-variables';
import type { Terms, Variable } from './terms';
import type { EvaluatedColumn } from './values';

export interface Grouping {
  /** Group of each used row, from 0. */
  readonly codes: Int32Array;
  /** `sex=1`, `sex=1, centre=Basel`; of clusters the key alone. */
  readonly labels: readonly string[];
  /** What each label is made of: the columns or calls, and their levels. */
  readonly parts: readonly (readonly { readonly label: string; readonly level: string }[])[];
}

interface Factor {
  readonly label: string;
  readonly codes: Int32Array;
  readonly levels: readonly string[];
  /** R leaves the name out of a stratum's label when all its parts are factors; only coefficient names show that. */
  readonly text: boolean;
}

interface Specials {
  readonly strata: readonly Factor[] | null;
  readonly cluster: Factor | null;
  /** Strata as factors, for interactions, by variable. */
  readonly values: ReadonlyMap<number, EvaluatedColumn>;
}

/** Whether a variable is `strata(…)` or `cluster(…)`. */
export function isSpecial(variable: Variable): boolean {
  return variable.expression.kind === 'call' && (variable.expression.name === 'strata' || variable.expression.name === 'cluster');
}

/** Evaluates the strata and the cluster of a formula on all rows, noting what is missing. */
export function specialsOf(terms: Terms, frame: Frame, evaluator: Evaluator, missing: MissingRows): Specials {
  const strata: Factor[] = [];
  const values = new Map<number, EvaluatedColumn>();
  let cluster: Factor | null = null;
  terms.variables.forEach((variable, index) => {
    if (!isSpecial(variable) || variable.expression.kind !== 'call') return;
    const args = variable.expression.args;
    if (args.length === 0 || (variable.expression.name === 'cluster' && args.length !== 1)) throw wrongCount(variable);
    const parts = args.map((argument) => groupFactor(argument.value, frame, evaluator, missing));
    if (variable.expression.name === 'cluster') {
      if (cluster !== null || interacts(terms, index)) throw oneCluster(variable);
      cluster = parts[0];
      return;
    }
    strata.push(...parts);
    values.set(index, combinedValue(parts));
  });
  return { strata: strata.length === 0 ? null : strata, cluster, values };
}

/** Strata on new rows by the labels of the fit; null where the frame lacks one of their columns and no interaction needs it. */
export function strataOf(
  terms: Terms,
  frame: Frame,
  evaluator: Evaluator,
  fitted: Grouping,
  missing: MissingRows,
): { codes: Int32Array; values: ReadonlyMap<number, EvaluatedColumn> } | null {
  const names = terms.variables.flatMap((variable) =>
    isSpecial(variable) && variable.expression.kind === 'call' && variable.expression.name === 'strata'
      ? variable.expression.args.map((argument) => argument.value)
      : [],
  );
  if (names.some((expression) => expression.kind === 'name' && findColumn(frame, expression.name) === null)) return null;
  const withoutCluster: Terms = {
    ...terms,
    variables: terms.variables.filter((variable) => variable.expression.kind !== 'call' || variable.expression.name !== 'cluster'),
  };
  const { strata, values } = specialsOf(withoutCluster, frame, evaluator, missing);
  if (strata === null) return null;
  const label = labeller(strata);
  const place = new Map(fitted.labels.map((text, index) => [text, index]));
  const codes = new Int32Array(frame.length);
  for (let row = 0; row < frame.length; row++) {
    codes[row] = strata.some((part) => part.codes[row] < 0) ? -1 : (place.get(label(row)) ?? -1);
  }
  return { codes, values };
}

/** The strata that occur among the used rows, in the order of their parts' levels, the first part slowest. */
export function takeStrata(parts: readonly Factor[], rows: Int32Array): Grouping {
  return combine(parts, rows, labeller(parts));
}

/** The clusters among the used rows. */
export function clusterCodes(cluster: Factor, rows: Int32Array): Grouping {
  return combine([cluster], rows, (row) => cluster.levels[cluster.codes[row]]);
}

/** Rows grouped by all combinations of factors that occur; labels `a=1, b=2`. Rows must know every part. */
export function groupRows(parts: readonly { label: string; codes: Int32Array; levels: readonly string[] }[], rows: Int32Array): Grouping {
  return combine(parts, rows, labeller(parts));
}

/** An expression as a factor, for grouping: texts, numbers, booleans and keys of any size. */
export function groupFactor(expression: Expression, frame: Frame, evaluator: Evaluator, missing: MissingRows): Factor {
  const label = deparse(expression);
  const column = expression.kind === 'name' ? findColumn(frame, expression.name) : null;
  if (column !== null) {
    const factor = factorOf(column);
    missing.add(label, [column.name], (row) => factor.codes[row] < 0);
    return { label, codes: factor.codes, levels: factor.levels, text: column.kind === 'text' };
  }
  const value = evaluator.column(expression);
  missing.addVariable(label, expression, value);
  if (value.kind === 'factor') return { label, codes: value.codes, levels: value.levels, text: !value.logical };
  if (value.kind === 'numeric') return { label, ...factorOfNumbers(value.values), text: false };
  throw new MethodError(
    FORMULA_ERRORS,
    'formula_argument',
    { en: `${label} has several columns and cannot divide rows into groups.`, zh: `${label} 有多列，不能用于分组。` },
    'formula',
    expression.offset,
  );
}

function labeller(parts: readonly { label: string; codes: Int32Array; levels: readonly string[] }[]): (row: number) => string {
  return (row) => parts.map((part) => `${part.label}=${part.levels[part.codes[row]]}`).join(', ');
}

function combine(
  parts: readonly { label: string; codes: Int32Array; levels: readonly string[] }[],
  rows: Int32Array,
  label: (row: number) => string,
): Grouping {
  const keys = new Float64Array(rows.length);
  for (const part of parts) {
    const size = part.levels.length;
    for (let i = 0; i < keys.length; i++) keys[i] = keys[i] * size + part.codes[rows[i]];
  }
  const order = [...new Set(keys)].sort((a, b) => a - b);
  const place = new Map(order.map((key, index) => [key, index]));
  const first = new Array<number>(order.length);
  const codes = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const at = place.get(keys[i]) ?? 0;
    codes[i] = at;
    first[at] ??= rows[i];
  }
  return {
    codes,
    labels: first.map(label),
    parts: first.map((row) => parts.map((part) => ({ label: part.label, level: part.levels[part.codes[row]] }))),
  };
}

function combinedValue(parts: readonly Factor[]): EvaluatedColumn {
  const short = parts.every((part) => part.text);
  const length = parts[0].codes.length;
  const known = Int32Array.from({ length }, (_, row) => row).filter((row) => parts.every((part) => part.codes[row] >= 0));
  const label = (row: number) => parts.map((part) => (short ? '' : `${part.label}=`) + part.levels[part.codes[row]]).join(', ');
  const grouping = combine(parts, known, label);
  const codes = new Int32Array(length).fill(-1);
  known.forEach((row, i) => {
    codes[row] = grouping.codes[i];
  });
  return { kind: 'factor', codes, levels: grouping.labels, logical: false };
}

function interacts(terms: Terms, variable: number): boolean {
  return terms.terms.some((term) => term.variables.length > 1 && term.variables.includes(variable));
}

function wrongCount(variable: Variable): MethodError {
  return new MethodError(
    FORMULA_ERRORS,
    'formula_argument',
    {
      en: `${variable.label} needs ${variable.label.startsWith('cluster') ? 'exactly one column' : 'at least one column'}.`,
      zh: `${variable.label} 需要${variable.label.startsWith('cluster') ? '且只能有一列' : '至少一列'}。`,
    },
    'formula',
    variable.expression.offset,
  );
}

function oneCluster(variable: Variable): MethodError {
  return new MethodError(
    FORMULA_ERRORS,
    'formula_argument',
    { en: 'A formula takes one cluster(), by itself and not in an interaction.', zh: '公式中只能有一个 cluster()，且不能参与交互项。' },
    'formula',
    variable.expression.offset,
  );
}
