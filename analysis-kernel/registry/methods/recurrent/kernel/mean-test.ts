/** Whether the mean functions of groups are the same. */
import { pchisq } from '../../../../numeric/dist/chi-squared';
import { factorLdl, solveLdl } from '../../../../numeric/linalg/cholesky';
import { type MeanData, placesUpTo, type Steps, stepsOf } from './mean-function';

export interface MeanTest {
  readonly statistic: number;
  readonly df: number;
  readonly pValue: number;
}

/** A share of what a variance is summed of that is rounding. */
const ROUNDING = 1e-24;
/** Relative pivot below which a group adds nothing to the others. */
const TOLERANCE = Number.EPSILON ** 0.75;

/** The steps of one group, and what its patients are held against for one contrast: cumulated over the grid, 0 first. */
interface Weighed {
  /** Σ L S dR / Y: what every patient at risk is expected to add. */
  readonly expected: Float64Array;
  /** Σ L dμ. */
  readonly shift: Float64Array;
  /** Σ L C(u−) dμ, C the common loss by the terminal event. */
  readonly lost: Float64Array;
  readonly weight: Float64Array;
}

/**
 * U_g = Σ_h ∫ (1[g = h] − Y_g/Y) Y_h dμ_h, zero where the mean functions are equal, with its robust variance Σᵢ Uᵢ Uᵢ' over patients (each group's
 * own mean function in Uᵢ): the pseudo-score test of Cook, Lawless and Nadeau, and with a terminal event the log-rank type test of Ghosh and Lin.
 * groups: the rows of each group, with patients numbered alike in all of them, on one grid of times. NaN where nothing varies.
 * Cook, Lawless & Nadeau (1996), 10.2307/2532895; Ghosh & Lin (2000), 10.1111/j.0006-341x.2000.00554.x.
 */
export function meanTest(groups: readonly MeanData[], times: Float64Array): MeanTest {
  const G = groups.length;
  const steps = groups.map((data) => stepsOf(data, times));
  const all = times.map((_, k) => steps.reduce((sum, { nRisk }) => sum + nRisk[k], 0));
  const contrasts = G - 1;
  const { ids, copies } = groups[0];
  const own = new Float64Array(ids * contrasts);
  const total = new Float64Array(contrasts);
  const sizes = new Float64Array(contrasts);
  for (let h = 0; h < G; h++) {
    const lost = cumulated(times.length, (k) =>
      steps[h].nRisk[k] === 0 ? 0 : (steps[h].nTerminal[k] / steps[h].nRisk[k]) * steps[h].loss[k],
    );
    for (let g = 0; g < contrasts; g++) {
      const weighed = weigh(steps, all, lost, g, h);
      total[g] += weighed.shift[times.length];
      addPatients(groups[h], steps[h], times, lost, weighed, (patient, value, size) => {
        own[patient * contrasts + g] += value;
        sizes[g] += size * size;
      });
    }
  }
  const variance = new Float64Array(contrasts * contrasts);
  for (let patient = 0; patient < ids; patient++) {
    const m = copies === null ? 1 : copies[patient];
    for (let g = 0; g < contrasts; g++)
      for (let f = 0; f < contrasts; f++) variance[g * contrasts + f] += m * own[patient * contrasts + g] * own[patient * contrasts + f];
  }
  // Patients who are all like the mean of their group leave rounding only.
  for (let g = 0; g < contrasts; g++) {
    if (variance[g * contrasts + g] > ROUNDING * sizes[g]) continue;
    for (let f = 0; f < contrasts; f++) variance[g * contrasts + f] = variance[f * contrasts + g] = 0;
  }
  const df = Math.abs(factorLdl(variance, contrasts, TOLERANCE));
  const solved = Float64Array.from(total);
  solveLdl(variance, contrasts, solved);
  const statistic = df === 0 ? Number.NaN : total.reduce((sum, value, g) => sum + value * solved[g], 0);
  return { statistic, df, pValue: df === 0 ? Number.NaN : pchisq(statistic, df, { lower: false }) };
}

function cumulated(length: number, step: (k: number) => number): Float64Array {
  const sums = new Float64Array(length + 1);
  for (let k = 0; k < length; k++) sums[k + 1] = sums[k] + step(k);
  return sums;
}

function weigh(steps: readonly Steps[], all: Float64Array, lost: Float64Array, g: number, h: number): Weighed {
  const { nRisk, nEvent, alive, meanStep } = steps[h];
  const weight = all.map((total, k) => (total === 0 ? 0 : ((g === h ? 1 : 0) - steps[g].nRisk[k] / total) * nRisk[k]));
  const T = all.length;
  return {
    weight,
    expected: cumulated(T, (k) => (nRisk[k] === 0 ? 0 : (weight[k] * alive[k] * nEvent[k]) / (nRisk[k] * nRisk[k]))),
    shift: cumulated(T, (k) => weight[k] * meanStep[k]),
    lost: cumulated(T, (k) => weight[k] * lost[k] * meanStep[k]),
  };
}

/** What each row adds to its patient's share, patient by patient from early to late. */
function addPatients(
  { sorted, start, stop, event, terminal, id, weights }: MeanData,
  { nRisk, alive, loss }: Steps,
  times: Float64Array,
  common: Float64Array,
  { weight, expected, shift, lost }: Weighed,
  add: (patient: number, value: number, size: number) => void,
): void {
  const T = times.length;
  let [patient, q, at] = [-1, 0, 0];
  for (const row of sorted) {
    if (id[row] !== patient) {
      if (patient >= 0) add(patient, -q * (shift[T] - shift[at]), 0);
      [patient, q, at] = [id[row], 0, 0];
    }
    const w = weights === null ? 1 : weights[row];
    const from = placesUpTo(times, start[row]);
    const to = placesUpTo(times, stop[row]);
    const last = to - 1;
    const away = -q * (shift[from] - shift[at]);
    const observed = event[row] === 1 ? (w * weight[last] * alive[last]) / nRisk[last] : 0;
    const inside = (q + w * common[from]) * (shift[to] - shift[from]) - w * (lost[to] - lost[from]);
    const due = w * (expected[to] - expected[from]);
    add(patient, away + observed - due - inside, Math.abs(away) + Math.abs(observed) + Math.abs(due) + Math.abs(inside));
    q += w * ((terminal !== null && terminal[row] === 1 ? loss[last] : 0) - (common[to] - common[from]));
    at = to;
  }
  if (patient >= 0) add(patient, -q * (shift[T] - shift[at]), 0);
}
