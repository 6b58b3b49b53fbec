/**
 * One pass over right-censored data whose event times are few beside the rows, as when times are in days or months: the design is
 * read once, and risk-weighted sums and Gram matrices grow along the risk sets in fast memory.
 */
import { type GramBlock, gramBlock } from '../../numeric/simd/gram-block';
import { BLOCK } from '../../numeric/simd/kernels';
import { sumSteps } from './steps';
import type { Workspace } from './workspace';

/** Below this many rows for each event time the matrices of the event times cost more than a second reading of the design. */
const ROWS_A_TIME = 32;
/** Linear predictors beyond it are left to the pass that subtracts their maximum. */
const LARGEST = 100;

/** What grows along the risk sets: S₀ and S₁ over everyone at risk and over the deaths of one time; the deaths' observed sums. */
interface Growing {
  all: number;
  own: number;
  readonly allSums: Float64Array;
  readonly ownSums: Float64Array;
  readonly observed: Float64Array;
}

/**
 * As `evaluate`: log partial likelihood, `ws.score`, `ws.information`; η, risks and the sums of every event time stay behind (shift
 * 0). Null when this pass does not apply: delayed entry, few rows for each time, |η| above 100, or no WebAssembly SIMD.
 */
export function evaluateTied(ws: Workspace, beta: Float64Array): number | null {
  const { risk, m, p, deaths, score, information } = ws;
  if (p === 0 || risk.leaving !== null || m < ROWS_A_TIME * risk.groups) return null;
  const block = gramBlock(p);
  if (block === null) return null;
  const efron = ws.data.ties === 'efron';
  const grown: Growing = {
    all: 0,
    own: 0,
    allSums: new Float64Array(p),
    ownSums: new Float64Array(p),
    observed: new Float64Array(p),
  };
  score.fill(0);
  information.fill(0);
  ws.shift.fill(0);
  let loglik = 0;
  for (let g = 0; g < risk.groups; g++) {
    if (risk.opens[g] === 1) startStratum(block, grown);
    const tied = efron && deaths[g] > 1;
    const alive = grow(ws, block, beta, grown, risk.enterFrom[g], risk.deathFrom[g], 0);
    if (tied) clearOwn(block, grown);
    const dead = grow(ws, block, beta, grown, risk.deathFrom[g], risk.enterTo[g], tied ? 2 : 1);
    if (alive === null || dead === null) return null;
    if (tied) addOwnToAll(block, grown);
    loglik += dead - sumSteps(ws, g, grown.all, grown.own);
    addTime(ws, block, grown, g, tied);
  }
  for (let j = 0; j < p; j++) score[j] += grown.observed[j];
  return loglik;
}

function startStratum(block: GramBlock, grown: Growing): void {
  grown.all = 0;
  grown.allSums.fill(0);
  block.memory.fill(0, block.grams[0], block.grams[1]);
}

function clearOwn(block: GramBlock, grown: Growing): void {
  grown.own = 0;
  grown.ownSums.fill(0);
  block.memory.fill(0, block.grams[1], block.grams[1] + block.side * block.side);
}

function addOwnToAll(block: GramBlock, grown: Growing): void {
  const { memory, grams, side } = block;
  grown.all += grown.own;
  for (let j = 0; j < grown.allSums.length; j++) grown.allSums[j] += grown.ownSums[j];
  for (let k = 0; k < side * side; k++) memory[grams[0] + k] += memory[grams[1] + k];
}

/**
 * Rows from…to − 1 join: censored ones (kind 0), deaths (1), or tied deaths whose sums are kept apart (2).
 * Returns Σ w η over deaths, 0 for the others, or null when a linear predictor is out of range.
 */
function grow(
  ws: Workspace,
  block: GramBlock,
  beta: Float64Array,
  grown: Growing,
  from: number,
  to: number,
  kind: 0 | 1 | 2,
): number | null {
  const { x, m, weight, offset, risks, eta, p } = ws;
  const { memory, eta: etaAt, weight: weightAt, risk: riskAt } = block;
  let share = 0;
  for (let start = from; start < to; start += BLOCK) {
    const count = Math.min(BLOCK, to - start);
    block.load(x, m, start, count);
    if (offset === null) memory.fill(0, etaAt, etaAt + count);
    else memory.set(offset.subarray(start, start + count), etaAt);
    memory.set(weight.subarray(start, start + count), weightAt);
    for (let j = 0; j < p; j++) if (beta[j] !== 0) block.addColumn(j, beta[j], count);
    for (let i = etaAt; i < etaAt + count; i++) if (!(memory[i] <= LARGEST && memory[i] >= -LARGEST)) return null;
    eta.set(memory.subarray(etaAt, etaAt + count), start);
    if (kind !== 0) for (let i = 0; i < count; i++) share += weight[start + i] * eta[start + i];
    const total = block.exponentiate(count);
    risks.set(memory.subarray(riskAt, riskAt + count), start);
    if (kind !== 0) block.addWeighted(grown.observed, count);
    if (kind === 2) grown.own += total;
    else grown.all += total;
    block.accumulate(kind === 2 ? 1 : 0, kind === 2 ? grown.ownSums : grown.allSums, count);
  }
  return share;
}

/**
 * One event time's part of the score and the information. With S and e the sums over the risk set and over the deaths, and h, own,
 * a, b, c as in `GroupSums`: −(h S₁ − (h − own) e₁) and h S₂ − (h − own) e₂ − a S₁S₁ᵀ + b (S₁e₁ᵀ + e₁S₁ᵀ) − c e₁e₁ᵀ.
 */
function addTime(ws: Workspace, block: GramBlock, grown: Growing, g: number, tied: boolean): void {
  const { p, sums, score, information } = ws;
  const { memory, grams, side } = block;
  const { allSums, ownSums } = grown;
  const h = sums.h[g];
  const a = sums.a[g];
  if (!tied) {
    for (let i = 0; i < p; i++) {
      const s = allSums[i];
      score[i] -= h * s;
      for (let j = 0; j <= i; j++) information[i * p + j] += h * memory[grams[0] + i * side + j] - a * s * allSums[j];
    }
    return;
  }
  const less = h - sums.own[g];
  const b = sums.b[g];
  const c = sums.c[g];
  for (let i = 0; i < p; i++) {
    const s = allSums[i];
    const e = ownSums[i];
    const withAll = a * s - b * e;
    const withOwn = c * e - b * s;
    score[i] -= h * s - less * e;
    for (let j = 0; j <= i; j++) {
      const at = i * side + j;
      const products = h * memory[grams[0] + at] - less * memory[grams[1] + at];
      information[i * p + j] += products - withAll * allSums[j] - withOwn * ownSums[j];
    }
  }
}
