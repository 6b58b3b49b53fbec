/**
 * The information matrix of right-censored rows in one reading of the design: block by block in fast memory both Gram matrices grow,
 * and with them the running risk sums whose values at the event times are the rows of the second.
 */
import { type GramBlock, gramBlock } from '../../numeric/simd/gram-block';
import { BLOCK, COLUMN } from '../../numeric/simd/kernels';
import type { Stretch } from './stretches';
import type { Workspace } from './workspace';

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
function pickTimes(
  ws: Workspace,
  { memory, risk: weightAt }: GramBlock,
  stretch: Stretch,
  gamma: Float64Array | null,
  began: Float64Array,
): number {
  const { risk, sums, p } = ws;
  const { from, first, end } = stretch;
  let rows = 0;
  for (let g = first; g < end; g++) {
    const factor = gamma === null ? 1 : gamma[g];
    memory[weightAt + rows++] = -sums.a[g] * factor;
    if (sums.b[g] > 0) memory[weightAt + rows++] = -Math.max(sums.c[g] - (sums.b[g] * sums.b[g]) / sums.a[g], 0) * factor;
  }
  for (let j = 0; j < p; j++) {
    const column = j * COLUMN;
    let into = column;
    let last = began[j];
    for (let g = first; g < end; g++) {
      const all = memory[column + risk.enterTo[g] - 1 - from];
      if (sums.b[g] === 0) memory[into++] = all;
      else {
        if (risk.opens[g] === 1 && risk.enterFrom[g] >= from) last = 0;
        // The deaths' own sum is what they added to that of the place before; rows written so far may lie where an earlier time ended.
        const alive = risk.deathFrom[g] - 1;
        const own = all - (alive >= from && alive >= risk.enterFrom[g] ? memory[column + alive - from] : last);
        memory[into++] = all - (sums.b[g] / sums.a[g]) * own;
        memory[into++] = own;
      }
      last = all;
    }
  }
  return rows;
}

/** Adds X β to η; false where there is no WebAssembly SIMD. */
export function streamPredictor({ x, m, p, eta }: Workspace, beta: Float64Array): boolean {
  if (beta.every((b) => b === 0)) return true;
  const block = gramBlock(p);
  if (block === null) return false;
  const { memory, eta: etaAt } = block;
  for (let from = 0; from < m; from += BLOCK) {
    const count = Math.min(BLOCK, m - from);
    block.load(x, m, from, count);
    memory.set(eta.subarray(from, from + count), etaAt);
    for (let j = 0; j < p; j++) if (beta[j] !== 0) block.addColumn(j, beta[j], count);
    eta.set(memory.subarray(etaAt, etaAt + count), from);
  }
  return true;
}

/** Below it, and where η is not a number, the block's exponential is not to be trusted. */
const LEAST = -700;

/** risk = weight × exp(η), η at most 0; false where there is no WebAssembly SIMD. */
export function streamRisks({ m, p, eta, weight, risks }: Workspace): boolean {
  const block = gramBlock(p);
  if (block === null) return false;
  const { memory, eta: etaAt, weight: weightAt, risk: riskAt } = block;
  for (let from = 0; from < m; from += BLOCK) {
    const to = Math.min(from + BLOCK, m);
    let usable = true;
    for (let i = from; i < to; i++) usable &&= eta[i] >= LEAST;
    if (!usable) {
      for (let i = from; i < to; i++) risks[i] = weight[i] * Math.exp(eta[i]);
      continue;
    }
    memory.set(eta.subarray(from, to), etaAt);
    memory.set(weight.subarray(from, to), weightAt);
    block.exponentiate(to - from);
    risks.set(memory.subarray(riskAt, riskAt + to - from), from);
  }
  return true;
}
