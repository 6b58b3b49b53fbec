/**
 * Fine–Gray models at 2 000, 10 000 and 100 000 rows of 5 columns: our fit with its variance, and its test of proportionality, to 10 000 rows beside R's
 * cmprsk::crr, whose time grows with their square, and survival's finegray() with coxph() and cox.zph() on the same data in the same run, where
 * Rscript is present. `npm run bench -- finegray`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RandomSource, seededRandom } from '@/analysis-kernel/numeric/rng';
import { drain } from '@/analysis-kernel/numeric/steps';
import type { FineGrayData } from '@/analysis-kernel/registry/methods/finegray/kernel/data';
import { fitFineGray } from '@/analysis-kernel/registry/methods/finegray/kernel/fit';
import { proportionalityTest } from '@/analysis-kernel/registry/methods/finegray/kernel/proportionality';
import { type Measurement, measure } from './measure';

const SEED = 20_240_601;
const P = 5;
const LARGEST_FOR_R = 10_000;

/** Times of days over about five years, a third of the rows with the event, a fifth with another. */
function simulate(n: number, random: RandomSource): FineGrayData {
  const x = Float64Array.from({ length: n * P }, (_, at) =>
    Math.floor(at / n) % 3 === 0 ? Number(random.uniform() < 0.3) : 2 * random.uniform() - 1,
  );
  const status = new Uint8Array(n);
  const time = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const hazard = Math.exp(0.5 * x[i] - 0.3 * x[n + i]) / 3000;
    const ends = [-Math.log(random.uniform()) / hazard, -Math.log(random.uniform()) * 5000, 1800 * random.uniform()];
    const first = Math.min(...ends);
    time[i] = Math.ceil(first);
    status[i] = first === ends[0] ? 1 : first === ends[1] ? 2 : 0;
  }
  const none = { start: null, weights: null, offset: null, cluster: null } as const;
  return { n, p: P, time, x, status, group: new Int32Array(n), groups: 1, ties: 'breslow', eventsFirst: false, ...none };
}

/** Milliseconds of crr, of finegray with coxph, and of cox.zph, with crr's coefficients; null where R is missing. */
function timeR({ n, time, status, x }: FineGrayData) {
  const folder = mkdtempSync(join(tmpdir(), 'coho-bench-'));
  try {
    const file = join(folder, 'data.bin');
    const all = new Float64Array(n * (P + 2));
    all.set(time);
    all.set(status, n);
    all.set(x, 2 * n);
    writeFileSync(file, new Uint8Array(all.buffer));
    const script = `
      suppressMessages({library(survival); library(cmprsk)})
      v <- matrix(readBin(${JSON.stringify(file)}, "double", ${n * (P + 2)}), ${n})
      x <- v[, -(1:2)]; colnames(x) <- paste0("x", 1:${P}); d <- data.frame(t = v[, 1], k = factor(v[, 2], 0:2), id = 1:${n}, x)
      crr <- system.time(f <- crr(v[, 1], v[, 2], x, failcode = 1))[[3]]
      fg <- system.time({ e <- finegray(Surv(t, k) ~ ., d, etype = "1", id = id); h <- coxph(Surv(fgstart, fgstop, fgstatus) ~ x1 + x2 + x3 + x4 + x5, e, weights = fgwt, cluster = id) })[[3]]
      z <- system.time(cox.zph(h, "identity"))[[3]]
      cat(sprintf("%.17g", c(1000 * crr, 1000 * fg, 1000 * z, f$coef)), "\\n")`;
    const ran = spawnSync('Rscript', ['-e', script], { encoding: 'utf8', maxBuffer: 1 << 20 });
    if (ran.status !== 0) return null;
    const [crr, survival, zph, ...coefficients] = ran.stdout.trim().split(/\s+/).map(Number);
    return { crr, survival, zph, coefficients };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Our fit and test at each size, beside R's where there is one; prints how many times as fast. Throws where the coefficients differ. */
export async function run(): Promise<readonly Measurement[]> {
  const measurements: Measurement[] = [];
  for (const n of [2000, 10_000, 100_000]) {
    const data = simulate(n, seededRandom(SEED));
    let fit = drain(fitFineGray(data, 'censoring'));
    const fitting = await measure(`finegray: fit with its variance, ${P} columns`, n, 3, () => {
      fit = drain(fitFineGray(data, 'censoring'));
    });
    const assign = Int32Array.from({ length: P }, (_, j) => j);
    const testing = await measure('finegray: test of proportionality', n, 3, () => {
      proportionalityTest(fit, assign, 'identity', true);
    });
    measurements.push(fitting, testing);
    const theirs = n > LARGEST_FOR_R ? null : timeR(data);
    if (theirs === null) continue;
    const apart = Math.max(...theirs.coefficients.map((value, j) => Math.abs(value - fit.coefficients[j])));
    if (!(apart < 1e-4)) throw new Error(`coefficients differ from crr's by ${apart}`);
    measurements.push({ name: 'R: cmprsk::crr', size: n, milliseconds: [theirs.crr] });
    measurements.push({ name: 'R: finegray() and coxph()', size: n, milliseconds: [theirs.survival] });
    measurements.push({ name: 'R: cox.zph()', size: n, milliseconds: [theirs.zph] });
    const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
    const [own, test] = [median(fitting.milliseconds), median(testing.milliseconds)];
    process.stdout.write(
      `${n}: ${(theirs.crr / own).toFixed(0)} × crr, ${(theirs.survival / own).toFixed(0)} × finegray() and coxph(); test ${(theirs.zph / test).toFixed(0)} × cox.zph()\n`,
    );
  }
  return measurements;
}
