/**
 * The information matrix of right-censored rows in one reading of the design: block by block in fast memory both Gram matrices grow,
 * and with them the running risk sums whose values at the event times are the rows of the second.
 */
import { type GramBlock, gramBlock } from '../../numeric/simd/gram-block';
import { BLOCK, COLUMN } from '../../numeric/simd/kernels';
import { oneStep, SAFE, sumSteps } from './steps';
import type { Stretch } from './stretches';
import { sumOfProducts, type Workspace } from './workspace';

/**
 * Adds Xᵀ diag(v) X − Σ γ m x̄ x̄ᵀ to the lower triangle of `into` and Σ v x to `totals`, v and γ as for `spread`.
 * False, with nothing added, when this way does not apply: delayed entry, more deaths at one time than a block holds, no WebAssembly SIMD.
 */
export function streamInformation(
  ws: Workspace,
  v: Float64Array,
  gamma: Float64Array | null,
  into: Float64Array,
  totals: Float64Array,
): boolean {
  const { risk, m, p, x } = ws;
  const block = p === 0 || risk.leaving !== null ? null : gramBlock(p);
  if (block === null || ws.stretches === null) return false;
  const { memory, risk: weightAt, grams, side } = block;
  const running = new Float64Array(p);
  const began = new Float64Array(p);
  const unused = new Float64Array(p);
  for (const stretch of ws.stretches) {
    const { from, to } = stretch;
    block.load(x, m, from, to - from);
    memory.set(v.subarray(from, to), weightAt);
    block.accumulate(0, totals, to - from);
    began.set(running);
    cumulateRisk(ws, block, stretch, running);
    const rows = pickTimes(ws, block, stretch, gamma, began);
    if (rows > 0) block.accumulate(0, unused, rows);
  }
  for (let i = 0; i < p; i++) for (let j = 0; j <= i; j++) into[i * p + j] += memory[grams[0] + i * side + j];
  return true;
}

/** Turns each column of the block into running sums of risk × column, begun anew where a stratum begins. */
function cumulateRisk(ws: Workspace, { memory }: GramBlock, { from, to, first, end }: Stretch, running: Float64Array): void {
  const { risk } = ws;
  let at = from;
  for (let g = first; g <= end && g < risk.groups; g++) {
    const opening = risk.enterFrom[g];
    if (risk.opens[g] === 0 || opening < from || opening >= to) continue;
    cumulateRows(ws, memory, from, at, opening, running);
    running.fill(0);
    at = opening;
  }
  cumulateRows(ws, memory, from, at, to, running);
}

/** Rows start…end − 1 of the block that begins at `from`, four columns side by side: their sums do not wait for each other. */
function cumulateRows(
  { risks, p }: Workspace,
  memory: Float64Array,
  from: number,
  start: number,
  end: number,
  running: Float64Array,
): void {
  let j = 0;
  for (; j + 4 <= p; j += 4) {
    let a = running[j];
    let b = running[j + 1];
    let c = running[j + 2];
    let d = running[j + 3];
    let at = j * COLUMN + start - from;
    for (let i = start; i < end; i++, at++) {
      const r = risks[i];
      a += r * memory[at];
      b += r * memory[at + COLUMN];
      c += r * memory[at + 2 * COLUMN];
      d += r * memory[at + 3 * COLUMN];
      memory[at] = a;
      memory[at + COLUMN] = b;
      memory[at + 2 * COLUMN] = c;
      memory[at + 3 * COLUMN] = d;
    }
    running[j] = a;
    running[j + 1] = b;
    running[j + 2] = c;
    running[j + 3] = d;
  }
  for (; j < p; j++) {
    let total = running[j];
    let at = j * COLUMN + start - from;
    for (let i = start; i < end; i++, at++) {
      total += risks[i] * memory[at];
      memory[at] = total;
    }
    running[j] = total;
  }
}

/**
 * Keeps of the running sums those at the event times, as the rows of the second Gram matrix, and puts their weights (negative) beside
 * them; returns their number. Of tied deaths by Efron's rule there are two rows, as in `informationMatrix`.
 */
function pickTimes(ws: Workspace, block: GramBlock, stretch: Stretch, gamma: Float64Array | null, began: Float64Array): number {
  const { memory, risk: weightAt } = block;
  const { sums, p } = ws;
  const { enterTo } = ws.risk;
  const { from, first, end } = stretch;
  let rows = 0;
  for (let g = first; g < end; g++) {
    const factor = gamma === null ? 1 : gamma[g];
    const last = enterTo[g] - 1 - from;
    if (sums.b[g] > 0) {
      memory[weightAt + rows] = -Math.max(sums.c[g] - (sums.b[g] * sums.b[g]) / sums.a[g], 0) * factor;
      PICKED[rows++] = last - 1;
    }
    memory[weightAt + rows] = -sums.a[g] * factor;
    PICKED[rows++] = last;
  }
  if (rows > end - first) splitTies(ws, memory, stretch, began);
  for (let j = 0; j < p; j++) keepPicked(memory, j * COLUMN, rows);
  return rows;
}

/** Places within the block whose running sums are kept. */
const PICKED = new Uint16Array(BLOCK);

/** Moves the picked numbers of a column to its beginning. */
function keepPicked(memory: Float64Array, column: number, rows: number): void {
  for (let k = 0; k < rows; k++) memory[column + k] = memory[column + PICKED[k]];
}

/**
 * Of tied deaths, puts u and e at the places of the last two. From the last time to the first, as the deaths' own sum is what they
 * added to that of the place before.
 */
function splitTies({ risk, sums, p }: Workspace, memory: Float64Array, { from, first, end }: Stretch, began: Float64Array): void {
  for (let g = end - 1; g >= first; g--) {
    if (sums.b[g] === 0) continue;
    const before = risk.deathFrom[g] - 1;
    const opening = risk.opens[g] === 1 && risk.enterFrom[g] > before;
    const last = risk.enterTo[g] - 1 - from;
    const share = sums.b[g] / sums.a[g];
    for (let j = 0; j < p; j++) {
      const column = j * COLUMN;
      const all = memory[column + last];
      const alive = opening ? 0 : before >= from ? memory[column + before - from] : began[j];
      memory[column + last] = all - share * (all - alive);
      memory[column + last - 1] = all - alive;
    }
  }
}

/** Linear predictors beyond it need their maximum subtracted before exponentials are taken. */
const LARGEST = 100;

/**
 * η, the risks and the sums of every event time in one reading of rows that are all at risk from the beginning; returns the log partial
 * likelihood. Null where `stretches` are, some |η| is above 100 or there is no WebAssembly SIMD.
 */
export function streamSums(ws: Workspace, beta: Float64Array): number | null {
  const { stretches, p, observed, dying, offset } = ws;
  const block = stretches === null ? null : gramBlock(p);
  if (stretches === null || block === null) return null;
  const still = beta.every((b) => b === 0);
  const grown = { risk: 0, logs: 0 };
  ws.shift.fill(0);
  for (const stretch of stretches) {
    if (!blockRisks(ws, block, still ? null : beta, stretch.from, stretch.to - stretch.from)) return null;
    growSums(ws, stretch, grown);
  }
  let deaths = offset === null ? 0 : sumOfProducts(dying, offset);
  for (let j = 0; j < p; j++) deaths += beta[j] * observed[j];
  return deaths - grown.logs;
}

/** Continues the risk set over a stretch, and Σ m log D. */
function growSums(ws: Workspace, { from, to, first, end }: Stretch, grown: { risk: number; logs: number }): void {
  const { risks, deaths, deathWeight, sums } = ws;
  const { groups, opens, enterFrom, deathFrom, enterTo } = ws.risk;
  const efron = ws.data.ties === 'efron';
  let all = grown.risk;
  // One logarithm for the product of many sums.
  let product = 1;
  let at = from;
  for (let g = first; g < end; g++) {
    if (opens[g] === 1 && enterFrom[g] >= from) all = 0;
    let own = 0;
    for (; at < deathFrom[g]; at++) all += risks[at];
    for (; at < enterTo[g]; at++) own += risks[at];
    all += own;
    const weight = deathWeight[g];
    if (weight !== 1 || (efron && deaths[g] > 1) || !(all < SAFE && all > 1 / SAFE)) {
      grown.logs += sumSteps(ws, g, all, own);
      continue;
    }
    oneStep(sums, g, weight, all);
    product *= all;
    if (product < SAFE && product > 1 / SAFE) continue;
    grown.logs += Math.log(product);
    product = 1;
  }
  grown.logs += Math.log(product);
  if (end < groups && opens[end] === 1 && enterFrom[end] >= from) all = 0;
  for (; at < to; at++) all += risks[at];
  grown.risk = all;
}

/** η = offset + X β and risk = weight × exp(η), shift 0; false where some |η| is above 100 or there is no WebAssembly SIMD. */
export function streamRisks(ws: Workspace, beta: Float64Array): boolean {
  const { m, p } = ws;
  const block = gramBlock(p);
  if (block === null) return false;
  const still = beta.every((b) => b === 0);
  ws.shift.fill(0);
  for (let from = 0; from < m; from += BLOCK) {
    if (!blockRisks(ws, block, still ? null : beta, from, Math.min(BLOCK, m - from))) return false;
  }
  return true;
}

/** Rows from…from + count − 1; beta null where all are 0. */
function blockRisks(ws: Workspace, block: GramBlock, beta: Float64Array | null, from: number, count: number): boolean {
  const { x, m, p, offset, eta, weight, risks } = ws;
  const { memory, eta: etaAt, weight: weightAt, risk: riskAt } = block;
  if (offset === null) memory.fill(0, etaAt, etaAt + count);
  else memory.set(offset.subarray(from, from + count), etaAt);
  if (beta !== null) {
    block.load(x, m, from, count);
    for (let j = 0; j < p; j++) if (beta[j] !== 0) block.addColumn(j, beta[j], count);
  }
  if (!within(memory, etaAt, etaAt + count)) return false;
  eta.set(memory.subarray(etaAt, etaAt + count), from);
  memory.set(weight.subarray(from, from + count), weightAt);
  block.exponentiate(count);
  risks.set(memory.subarray(riskAt, riskAt + count), from);
  return true;
}

/** Whether every linear predictor may be exponentiated as it is; NaN may not. */
function within(memory: Float64Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (!(memory[i] <= LARGEST && memory[i] >= -LARGEST)) return false;
  return true;
}
