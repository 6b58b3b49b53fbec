/** Front of `conditional_logistic`: formula, cases, sets, weights, clusters, complete cases; hands plain arrays to the fit. */
import { deparse } from '../../../formula/deparse';
import { buildDesign, type Design } from '../../../formula/design-matrix';
import type { EventStatus } from '../../../formula/event-coding';
import { type Formula, parseFormula } from '../../../formula/parse-formula';
import type { Grouping } from '../../../formula/specials';
import type { Frame } from '../../../frame/column';
import { gather, gatherBytes, gatherCodes } from '../../../frame/gather';
import type { Warning } from '../../../results/result';
import type { CoxData } from '../../../stats/cox/data';
import { caseWarnings } from '../../case-words';
import { columnLabels } from '../../labels';
import { modelRows, usedClusters } from '../../model-rows';
import { eventsOf } from '../../named-event';
import { constantColumns, exactSetsWork, fewerAsCases, type MatchedRows, type SetSizes, setSizes } from './kernel/sets';
import type { ConditionalLogisticOptions } from './options';
import * as refusals from './refusals';

/** Multiplications of one pass, some ten seconds of them. */
const MOST_WORK = 2e9;
/** Cases or controls of a set, whichever are fewer, beyond which the numbers of choices are beyond all numbers. */
const MOST_CHOSEN = 1000;

export interface PreparedSets {
  /** Rows of the sets that inform, as the fit wants them. */
  readonly data: CoxData;
  /** The same rows as they were given. */
  readonly matched: MatchedRows;
  /** Of the sets that inform. */
  readonly sizes: SetSizes;
  /** Sets among all complete rows, and those that have no case or no control. */
  readonly all: { readonly sizes: SetSizes; readonly withoutCase: number; readonly withoutControl: number };
  readonly constant: readonly number[];
  readonly design: Design;
  readonly formula: Formula;
  /** The frame without rows of weight 0. */
  readonly frame: Frame;
  readonly caseLabel: string;
  readonly coding: EventStatus['coding'];
  /** Whether each complete row is a case. */
  readonly events: Uint8Array;
  readonly sets: Grouping;
  readonly robust: boolean;
  readonly clusters: number | null;
  readonly total: number;
  readonly warnings: readonly Warning[];
}

/** Reads formula and options on a frame. Throws MethodError with the option at fault. */
export function prepareSets(options: ConditionalLogisticOptions, given: Frame): PreparedSets {
  const model = modelRows(options, given);
  const { frame, weights } = model;
  const exact = options.ties === 'exact';
  if (exact && weights !== null && weights.kind !== 'frequency') throw refusals.exactWeights(weights.kind);
  const formula = parseFormula(options.formula);
  const { left } = formula;
  if (left === null) throw refusals.noCase();
  const status = eventsOf(frame, left, options.event, { column: 'formula', value: 'event', others: 'control' });
  const caseLabel = deparse(left);
  const design = buildDesign(formula, frame, {
    response: 'none',
    intercept: 'coded',
    cause: null,
    also: [{ variable: caseLabel, missing: (row) => status.valid[row] === 0 }, ...model.also],
  });
  if (design.strata === null) throw refusals.noSets();
  if (design.p === 0) throw refusals.noTerms();
  const cluster = usedClusters(model, design);
  const used = informativeRows(design, status, weights?.kind === 'frequency' ? weights.values : null);
  const { matched, sizes } = used;
  const constant = constantColumns(matched);
  if (constant.length === matched.p) throw refusals.nothingVaries(design.names);
  const chosen = sizes.cases.reduce((most, m, s) => Math.max(most, Math.min(m, sizes.controls[s])), 0);
  if (exact && (chosen > MOST_CHOSEN || exactSetsWork(sizes, matched.p) > MOST_WORK)) throw refusals.setsTooLong(sizes);
  const own = cluster && gatherCodes(cluster.codes, used.places);
  if (exact && own !== null && splitsSets(own, matched)) throw refusals.clusterSplitsSets();
  const robust = options.robust ?? (cluster !== null || (weights !== null && weights.kind !== 'frequency'));
  const codes = own ?? matched.set;
  if (robust && codes.every((code) => code === codes[0])) throw refusals.oneCluster(own !== null);
  const varying = withoutColumns(matched, constant);
  const offset = design.offset && gather(design.offset, used.places);
  const rowsOf = exact ? fewerAsCases(varying, offset, sizes) : { x: varying.x, event: matched.cases, offset };
  const data: CoxData = {
    ...rowsOf,
    n: matched.n,
    p: matched.p,
    time: new Float64Array(matched.n).fill(1),
    start: null,
    strata: matched.set,
    weights: weights && { values: gather(weights.values, used.rows), kind: weights.kind },
    cluster: robust ? codes : null,
    ties: options.ties,
    assign: design.assign,
  };
  return {
    data,
    matched: varying,
    sizes,
    all: used.all,
    constant,
    design,
    formula,
    frame,
    caseLabel,
    coding: status.coding,
    events: gatherBytes(status.event, design.rows),
    sets: design.strata,
    robust,
    clusters: robust ? new Set(codes).size : null,
    total: given.length,
    warnings: [...model.warnings, ...caseWarnings(status.notes, caseLabel, 'control', columnLabels(frame.columns))],
  };
}

/** The complete rows of sets with a case and a control, their sets numbered anew. */
function informativeRows(design: Design, status: EventStatus, copies: Float64Array | null) {
  const strata = design.strata as Grouping;
  const all = {
    n: design.n,
    cases: gatherBytes(status.event, design.rows),
    set: strata.codes,
    sets: strata.labels.length,
    copies: copies && gather(copies, design.rows),
  };
  const sizes = setSizes(all);
  const numbers = new Int32Array(all.sets).fill(-1);
  let [sets, withoutCase, withoutControl] = [0, 0, 0];
  for (let s = 0; s < all.sets; s++) {
    if (sizes.cases[s] === 0) withoutCase++;
    else if (sizes.controls[s] === 0) withoutControl++;
    else numbers[s] = sets++;
  }
  if (sets === 0) throw refusals.noInformativeSets(all.sets, withoutCase, withoutControl);
  const places = Int32Array.from({ length: all.n }, (_, place) => place).filter((place) => numbers[all.set[place]] >= 0);
  const x = new Float64Array(places.length * design.p);
  for (let j = 0; j < design.p; j++) x.set(gather(design.x.subarray(j * design.n, (j + 1) * design.n), places), j * places.length);
  const matched: MatchedRows = {
    n: places.length,
    p: design.p,
    x,
    cases: gatherBytes(all.cases, places),
    set: places.map((place) => numbers[all.set[place]]),
    sets,
    copies: all.copies && gather(all.copies, places),
  };
  return {
    places,
    rows: gatherCodes(design.rows, places),
    matched,
    sizes: setSizes(matched),
    all: { sizes, withoutCase, withoutControl },
  };
}

/** Columns that cancel count for nothing, to the last bit. */
function withoutColumns(matched: MatchedRows, columns: readonly number[]): MatchedRows {
  const x = Float64Array.from(matched.x);
  for (const j of columns) x.fill(0, j * matched.n, (j + 1) * matched.n);
  return { ...matched, x };
}

function splitsSets(cluster: Int32Array, { set, sets }: MatchedRows): boolean {
  const first = new Int32Array(sets).fill(-1);
  for (let i = 0; i < set.length; i++) {
    if (first[set[i]] < 0) first[set[i]] = cluster[i];
    else if (first[set[i]] !== cluster[i]) return true;
  }
  return false;
}
