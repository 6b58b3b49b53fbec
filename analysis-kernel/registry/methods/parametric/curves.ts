/** Fitted curves beside Kaplan–Meier: mean survival of the rows of each group. */
import { namesIn } from '../../../formula/expression';
import type { Grouping } from '../../../formula/specials';
import { gather, gatherBytes, rowsByCode } from '../../../frame/gather';
import { numberText } from '../../../frame/number-text';
import { qnorm } from '../../../numeric/dist/normal';
import type { Steps } from '../../../numeric/steps';
import type { ResultTable, Value } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import { type KmCurve, kaplanMeier } from '../../../stats/survival/kaplan-meier';
import { survivalLimits } from '../../../stats/survival/km-interval';
import { repairTies } from '../../../stats/survival/ties';
import type { ParametricFit } from './fits';
import { type Known, meanCurveAt, meanQuantile, type Weighted } from './kernel/predict';
import { meanProfiles } from './kernel/profiles';
import type { PreparedParametric } from './prepare';
import { PARAMETRIC_TABLES } from './tables';

const MOST_GROUPS = 6;
/** Times of a fitted curve, and steps of an observed one. */
const POINTS = 100;
const MOST_STEPS = 400;

/**
 * The groups that curves are drawn of: levels of the first covariate of the formula, standing by itself, that has two to six of them (a category, or a number
 * of two values); else the strata. Null without.
 */
export function curveGroups({ design }: PreparedParametric): Grouping | null {
  const { names, assign, termLabels, encoding, n, x } = design;
  for (const [term, label] of termLabels.entries()) {
    const { variables } = encoding.terms.terms[encoding.kept[term]];
    if (variables.length !== 1) continue;
    const columns = names.flatMap((_, j) => (assign[j] === term ? [j] : []));
    const levels = encoding.levels.get(variables[0]) ?? null;
    if (levels === null && columns.length !== 1) continue;
    const column = namesIn(encoding.terms.variables[variables[0]].expression)[0] ?? label;
    if (levels === null) {
      const values = [...new Set(x.subarray(columns[0] * n, (columns[0] + 1) * n))].sort((a, b) => a - b);
      if (values.length !== 2 || label !== column) continue;
      const codes = Int32Array.from({ length: n }, (_, i) => values.indexOf(x[columns[0] * n + i]));
      return grouping(column, values.map(numberText), codes);
    }
    if (levels.length < 2 || levels.length > MOST_GROUPS) continue;
    const places = levels.map((level) => columns.findIndex((j) => names[j] === `${label}${level}`));
    const rest = places.indexOf(-1);
    const codes = Int32Array.from({ length: n }, (_, i) => {
      const found = places.findIndex((place) => place >= 0 && x[columns[place] * n + i] === 1);
      return found < 0 ? rest : found;
    });
    return grouping(column, levels, codes);
  }
  const { strata } = design;
  return strata !== null && strata.labels.length <= MOST_GROUPS ? strata : null;
}

function grouping(column: string, levels: readonly string[], codes: Int32Array): Grouping {
  return {
    codes,
    labels: levels.map((level) => `${column}=${level}`),
    parts: levels.map((level) => [{ label: column, level }]),
  };
}

/** Times from 0 to the end asked for; the first of them close to 0, where a hazard may be infinite. */
function timesTo(end: number): readonly number[] {
  return Array.from({ length: POINTS + 1 }, (_, k) => (end * k) / POINTS);
}

/** Kaplan–Meier of some rows, thinned evenly beyond 400 steps. */
function observed({ data, counted }: PreparedParametric, rows: Int32Array, z: number): readonly Record<string, Value>[] {
  const start = data.start === null ? null : gather(data.start, rows);
  const repaired = repairTies(start, gather(data.time, rows));
  if (repaired.collapsed.length > 0) return [];
  const robust = data.weights !== null && !counted;
  const curve = kaplanMeier({
    start: repaired.start,
    time: repaired.time,
    event: gatherBytes(data.event, rows),
    weights: data.weights === null ? null : gather(data.weights, rows),
    robust,
    cluster: null,
    origin: 0,
  });
  return stepsOf(curve).map((j) => {
    const { low, high } = survivalLimits(curve.survival[j], curve.stdErrorLog[j], z, 'log-log');
    const orNull = (value: number) => (Number.isFinite(value) ? value : null);
    return {
      source: 'observed',
      time: curve.time[j],
      n_risk: curve.nRisk[j],
      n_event: curve.nEvent[j],
      n_censor: curve.nCensor[j],
      estimate: curve.survival[j],
      std_error: orNull(curve.stdError[j]),
      conf_low: orNull(low),
      conf_high: orNull(high),
    };
  });
}

function stepsOf({ time, nEvent }: KmCurve): readonly number[] {
  const last = time.length - 1;
  const steps = Array.from(time.keys()).filter((j) => nEvent[j] > 0 || j === last);
  const every = Math.ceil(steps.length / MOST_STEPS);
  return steps.filter((j, at) => at % every === 0 || j === last);
}

const finite = (value: number) => (Number.isFinite(value) ? value : null);

/** A group of rows with its profiles. */
interface Group {
  readonly strata: string | null;
  readonly rows: Int32Array;
  readonly profiles: readonly Weighted[];
}

/** The groups that have rows, one of all without groups. */
export function groupProfiles(fit: ParametricFit, prepared: PreparedParametric, groups: Grouping | null): readonly Group[] {
  const labels: readonly (string | null)[] = groups?.labels ?? [null];
  const members = rowsByCode(groups?.codes ?? new Int32Array(prepared.data.n), labels.length);
  return labels.flatMap((strata, g) => {
    const rows = members[g];
    if (rows.length === 0) return [];
    return [{ strata, rows, profiles: meanProfiles(prepared.data, rows, fit.uses, fit.maximum.theta.subarray(fit.model.covariatesAt)) }];
  });
}

/** The table `curve`: of each group the fitted mean survival and hazard to `end`, then the observed steps. */
export function* curveTable(
  known: Known,
  prepared: PreparedParametric,
  groups: readonly Group[],
  end: number,
  confLevel: number,
): Steps<ResultTable> {
  const z = qnorm((1 + confLevel) / 2);
  const rows: Record<string, Value>[] = [];
  for (const [g, { strata, rows: members, profiles }] of groups.entries()) {
    for (const [k, time] of timesTo(end).entries()) {
      if (k % 10 === 0) yield (g + k / POINTS) / groups.length;
      const { survival, hazard } = meanCurveAt(known, profiles, time, z);
      rows.push({
        source: 'fitted',
        strata,
        time,
        estimate: survival.estimate,
        std_error: finite(survival.stdError),
        conf_low: finite(survival.low),
        conf_high: finite(survival.high),
        hazard: finite(hazard.estimate),
        hazard_low: finite(hazard.low),
        hazard_high: finite(hazard.high),
      });
    }
    rows.push(...observed(prepared, members, z).map((row) => ({ ...row, strata })));
  }
  return tableOf(PARAMETRIC_TABLES.curve, rows);
}

/** The table `summary`: of each group its size, events and the median of its mean curve. */
export function summaryTable(
  known: Known,
  { data, counted }: PreparedParametric,
  groups: readonly Group[],
  confLevel: number,
): ResultTable {
  const z = qnorm((1 + confLevel) / 2);
  const copies = (row: number) => (counted ? (data.weights?.[row] ?? 1) : 1);
  return tableOf(
    PARAMETRIC_TABLES.summary,
    groups.map(({ strata, rows, profiles }) => {
      const { estimate, low, high } = meanQuantile(known, profiles, 0.5, z);
      return {
        strata,
        records: rows.reduce((sum, row) => sum + copies(row), 0),
        events: rows.reduce((sum, row) => sum + copies(row) * data.event[row], 0),
        median: finite(estimate),
        conf_low: finite(low),
        conf_high: finite(high),
      };
    }),
  );
}

/** The table `compared`: the mean survival of all rows by each distribution to `end`, then the observed steps. */
export function* comparedTable(
  fits: readonly { readonly fit: ParametricFit; readonly known: Known }[],
  prepared: PreparedParametric,
  end: number,
): Steps<ResultTable> {
  const all = Int32Array.from({ length: prepared.data.n }, (_, row) => row);
  const rows: Record<string, Value>[] = [];
  for (const [at, { fit, known }] of fits.entries()) {
    const [{ profiles }] = groupProfiles(fit, prepared, null);
    for (const [k, time] of timesTo(end).entries()) {
      if (k % 10 === 0) yield (at + k / POINTS) / fits.length;
      const { survival } = meanCurveAt(known, profiles, time, 0);
      rows.push({ source: 'fitted', distribution: fit.distribution, time, estimate: survival.estimate });
    }
  }
  rows.push(...observed(prepared, all, 0).map(({ std_error: _, conf_low: __, conf_high: ___, ...row }) => row));
  return tableOf(PARAMETRIC_TABLES.compared, rows);
}
