/** What `diagnostic` finds of each marker: its curve, area, cut-offs and what they say. */
import { qnorm } from '../../../numeric/dist/normal';
import { quantile } from '../../../numeric/quantile';
import type { Steps } from '../../../numeric/steps';
import { leaveOut } from '../../../results/method-error';
import { type Accuracy, accuracyOf, type TestByTruth } from './kernel/accuracy';
import { type BestCut, bestCut, type Choice } from './kernel/best-cut';
import { type Areas, delong } from './kernel/delong';
import { mcClish, type Part, partialArea } from './kernel/partial-area';
import { firstAtOrAbove, type Resampled, resample } from './kernel/resample';
import { type Curve, curveOf, type Tally, tally } from './kernel/tally';
import { refuse } from './markers';
import type { DiagnosticOptions } from './options';
import type { Prepared, PreparedMarker } from './prepare';

export interface Limits {
  readonly estimate: number;
  readonly error: number;
  readonly low: number;
  readonly high: number;
}

/** A cut-off and what it says. */
export interface CutFound {
  /** Null of a positive or negative result. */
  readonly cut: number | null;
  readonly counts: TestByTruth;
  readonly accuracy: readonly Accuracy[];
}

/** A best cut-off beside what it gives in samples drawn anew. */
interface BestFound extends BestCut {
  readonly cut: number;
  readonly low: number;
  readonly high: number;
  readonly optimism: Resampled['optimism'];
}

export interface MarkerFound {
  readonly marker: PreparedMarker;
  readonly curve: Curve;
  readonly auc: Limits;
  /** Area over the range asked for, and McClish's. */
  readonly partial: Limits | null;
  readonly corrected: Limits | null;
  readonly cuts: readonly CutFound[];
  readonly best: BestFound | null;
}

export interface Found {
  readonly markers: readonly MarkerFound[];
  readonly areas: Areas;
}

/** Runs all of it; a long draw of samples stops in between. Throws MethodError `best_beside_cut`, `cut_count`, `cut_without_numbers`. */
export function* analyse(prepared: Prepared, options: DiagnosticOptions): Steps<Found> {
  const cuts = cutsOf(prepared.markers, options);
  const tallies = prepared.markers.map(({ turned }) => tally(turned, prepared.isCase));
  const areas = delong(tallies, prepared.isCase);
  const markers: MarkerFound[] = [];
  for (const [at, marker] of prepared.markers.entries()) {
    markers.push(yield* ofMarker(prepared, options, { marker, tally: tallies[at], areas, at, cuts: cuts[at] }));
  }
  return { markers, areas };
}

interface Given {
  readonly marker: PreparedMarker;
  readonly tally: Tally;
  readonly areas: Areas;
  readonly at: number;
  readonly cuts: readonly number[];
}

function* ofMarker(prepared: Prepared, options: DiagnosticOptions, given: Given): Steps<MarkerFound> {
  const { marker, tally: own, areas, at } = given;
  const { partial_auc: part = null, auc_interval, conf_level: level } = options;
  const curve = curveOf(own);
  const choice = marker.isResult || options.cut !== undefined ? null : choiceOf(options, prepared);
  const best = choice === null ? null : bestCut(curve, choice);
  const wanted = { area: auc_interval === 'bootstrap', part, choice: best === null ? null : choice };
  const isDrawn = wanted.area || part !== null || best !== null;
  const samples = isDrawn ? yield* resample(own, prepared.isCase, wanted, options.bootstrap, options.seed) : null;
  const area = part === null ? null : percentiles(partialArea(curve, part), samples?.partial ?? [], level);
  const found = best === null || samples === null ? null : { ...best, ...bestFound(curve, best.at, samples, marker, level) };
  const cuts = found === null ? given.cuts : [found.cut];
  const point = (cut: number) => firstAtOrAbove(own.values, turned(cut, marker));
  const said = (place: number, cut: number | null) => cutFound(curve, place, cut, options);
  return {
    marker,
    curve,
    auc: aucLimits(areas, at, auc_interval, samples, level),
    partial: area,
    corrected: area === null || part === null ? null : rescaled(area, part),
    cuts: marker.isResult ? [said(point(0.5), null)] : cuts.map((cut) => said(found === null ? point(cut) : found.at, cut)),
    best: found,
  };
}

/** A value of the marker on the turned scale, and back. */
function turned(value: number, { isLower }: PreparedMarker): number {
  return isLower && value !== 0 ? -value : value;
}

/** The thresholds of a curve on the marker's own scale. */
export function thresholdsOf({ curve, marker }: Pick<MarkerFound, 'curve' | 'marker'>): Float64Array {
  return curve.thresholds.map((value) => turned(value, marker));
}

/** The cut-offs of each marker: what is written is of the measured ones. */
function cutsOf(markers: readonly PreparedMarker[], { cut, best }: DiagnosticOptions): readonly (readonly number[])[] {
  if (cut === undefined) return markers.map(() => []);
  if (best !== undefined) {
    throw refuse(
      'best_beside_cut',
      'best',
      `A cut-off is given (cut: ${cut.join(', ')}), and best: ${best} would look for another. Leave one of them out.`,
      `已给定截断值（cut: ${cut.join(', ')}），而 best: ${best} 要求另行寻找。请删去其中之一。`,
      [leaveOut('best'), leaveOut('cut')],
    );
  }
  const measured = markers.filter(({ isResult }) => !isResult).length;
  if (measured === 0) {
    throw refuse(
      'cut_without_numbers',
      'cut',
      'A cut-off is for a marker that is measured; these are positive or negative already. Leave cut out.',
      '截断值用于数值型标志物；此处的标志物已是阳性/阴性结果。请删去 cut。',
      [leaveOut('cut')],
    );
  }
  if (measured > 1 && cut.length > 1 && cut.length !== measured) {
    throw refuse(
      'cut_count',
      'cut',
      `There are ${measured} measured markers and ${cut.length} cut-offs. Write one for all, or one for each in their order.`,
      `有 ${measured} 个数值型标志物，而截断值有 ${cut.length} 个。请写一个共用，或按顺序各写一个。`,
    );
  }
  let next = 0;
  return markers.map(({ isResult }) => (isResult ? [] : measured === 1 || cut.length === 1 ? [...new Set(cut)] : [cut[next++]]));
}

function choiceOf({ best, cost, prevalence }: DiagnosticOptions, { nCases, nControls }: Prepared): Choice | null {
  return best === undefined ? null : { criterion: best, cost, prevalence: prevalence ?? nCases / (nCases + nControls) };
}

function cutFound(
  { truePositive: positive, falsePositive: wrong }: Curve,
  at: number,
  cut: number | null,
  options: DiagnosticOptions,
): CutFound {
  const counts = {
    truePositive: positive[at],
    falsePositive: wrong[at],
    falseNegative: positive[0] - positive[at],
    trueNegative: wrong[0] - wrong[at],
  };
  const { conf_type, conf_level: level, prevalence = null } = options;
  return { cut, counts, accuracy: accuracyOf(counts, { conf_type, level, prevalence }) };
}

function bestFound(curve: Curve, at: number, { cuts, optimism }: Resampled, marker: PreparedMarker, level: number) {
  const tail = (1 - level) / 2;
  const own = Float64Array.from(cuts, (cut) => turned(cut, marker));
  const [low, high] = quantile(own, [tail, 1 - tail]);
  return { cut: turned(curve.thresholds[at], marker), low, high, optimism };
}

function percentiles(estimate: number, samples: readonly number[], level: number): Limits {
  const tail = (1 - level) / 2;
  const values = Float64Array.from(samples);
  const [low, high] = quantile(values, [tail, 1 - tail]);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const error = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
  return { estimate, error, low, high };
}

/** A partial area and its limits as McClish rescales them; NaN where the curve lies below the diagonal, and the scale means nothing. */
function rescaled({ estimate, error, low, high }: Limits, part: Part): Limits {
  const { slope, line } = mcClish(part);
  if (line(estimate) < 0.5) return { estimate: Number.NaN, error: Number.NaN, low: Number.NaN, high: Number.NaN };
  return { estimate: line(estimate), error: error * slope, low: line(low), high: line(high) };
}

/**
 * The area with its interval: DeLong's normal one within 0 and 1 (R: `pROC::ci.auc`), that of the logit with the error over A (1 − A), which an area of
 * 0 or 1 has none of, or percentiles of the samples.
 */
export function aucLimits(
  { auc, covariance }: Areas,
  at: number,
  kind: DiagnosticOptions['auc_interval'],
  samples: Resampled | null,
  level: number,
): Limits {
  const estimate = auc[at];
  const error = Math.sqrt(covariance[at * auc.length + at]);
  if (kind === 'bootstrap') return { ...percentiles(estimate, samples?.areas ?? [], level), estimate };
  const z = qnorm(1 - (1 - level) / 2);
  if (kind === 'delong') return { estimate, error, low: Math.max(0, estimate - z * error), high: Math.min(1, estimate + z * error) };
  const half = (z * error) / (estimate * (1 - estimate));
  const back = (logit: number) => 1 / (1 + Math.exp(-logit));
  const centre = Math.log(estimate / (1 - estimate));
  return { estimate, error, low: back(centre - half), high: back(centre + half) };
}
