/**
 * Cox regression at 10⁵ and 10⁶ rows, 10 and 50 columns, with times in months and with all times different: our fit and whole
 * analysis beside R's coxph.fit and coxph() on the same data in the same run, where Rscript is present. `npm run bench -- cox`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@/analysis-kernel/numeric/rng';
import { concordance } from '@/analysis-kernel/stats/cox/concordance';
import type { CoxData } from '@/analysis-kernel/stats/cox/data';
import { fitCox } from '@/analysis-kernel/stats/cox/fit';
import { proportionalHazardsTest } from '@/analysis-kernel/stats/cox/zph';
import { simulate, type Times } from './cox-data';
import { coxInChromium } from './cox-in-chromium';
import { type Measurement, measure } from './measure';

const SEED = 20_240_601;

/** Milliseconds of coxph.fit (sorting and C core) and of the whole coxph() call with its concordance; null where R or survival is missing. */
function timeR(
  data: CoxData,
  rounds: number,
): {
  readonly core: readonly number[];
  readonly call: readonly number[];
  readonly coefficients: readonly number[];
} | null {
  const folder = mkdtempSync(join(tmpdir(), 'coho-bench-'));
  try {
    const file = join(folder, 'data.bin');
    const all = new Float64Array(data.n * (data.p + 2));
    all.set(data.time);
    all.set(Float64Array.from(data.event), data.n);
    all.set(data.x, 2 * data.n);
    writeFileSync(file, new Uint8Array(all.buffer));
    const script = `
      suppressPackageStartupMessages(library(survival))
      n <- ${data.n}; p <- ${data.p}
      v <- readBin(${JSON.stringify(file)}, "double", n * (p + 2))
      y <- Surv(v[1:n], v[(n + 1):(2 * n)]); x <- matrix(v[-(1:(2 * n))], n); colnames(x) <- paste0("x", 1:p)
      core <- replicate(${rounds}, system.time(coxph.fit(x, y, NULL, NULL, NULL, coxph.control(), NULL, "efron", NULL, resid = FALSE, nocenter = c(-1, 0, 1)))[[3]])
      d <- data.frame(y = y, x)
      call <- system.time(f <- coxph(as.formula(paste("y ~", paste(colnames(x), collapse = "+"))), d))[[3]]
      cat(sprintf("%.17g", c(1000 * core, 1000 * call, coef(f))), "\\n")`;
    const ran = spawnSync('Rscript', ['-e', script], { encoding: 'utf8', maxBuffer: 1 << 20 });
    if (ran.status !== 0) return null;
    const numbers = ran.stdout.trim().split(/\s+/).map(Number);
    return { core: numbers.slice(0, rounds), call: [numbers[rounds]], coefficients: numbers.slice(rounds + 1) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Size {
  readonly n: number;
  readonly p: number;
  readonly times: Times;
}

const SIZES: readonly Size[] = [100_000, 1_000_000].flatMap((n) =>
  [10, 50].flatMap((p) => (['monthly', 'distinct'] as const).map((times) => ({ n, p, times }))),
);

/** Our fit, concordance and test of proportional hazards, each size beside R's where there is one; prints how many times as fast. */
export async function run(sizes: readonly Size[] = SIZES): Promise<readonly Measurement[]> {
  const measurements: Measurement[] = [];
  for (const { n, p, times } of sizes) {
    const data = simulate(n, p, times, seededRandom(SEED));
    const large = n * p > 10_000_000;
    const what = `${p} columns, ${times} times`;
    let fit = fitCox(data);
    const fitting = await measure(`cox: fit, ${what}`, n, large ? 1 : 3, () => {
      fit = fitCox(data);
    });
    const scoring = await measure(`cox: concordance, ${what}`, n, 2, () => concordance(data, fit.linearPredictor));
    const testing = await measure(`cox: test of proportional hazards, ${what}`, n, large ? 1 : 2, () => proportionalHazardsTest(fit));
    measurements.push(fitting, scoring, testing);
    const browser = large ? null : await coxInChromium({ rows: n, columns: p, times, seed: SEED, rounds: 3 });
    if (browser) {
      agree(fit.coefficients, browser.coefficients, "Chromium's");
      measurements.push({ name: `cox: fit in Chromium, ${what}`, size: n, milliseconds: browser.milliseconds });
    }
    const r = timeR(data, large ? 1 : 3);
    if (r === null) continue;
    agree(fit.coefficients, r.coefficients, "R's");
    measurements.push(
      { name: `R: coxph.fit, ${what}`, size: n, milliseconds: r.core },
      { name: `R: coxph, ${what}`, size: n, milliseconds: r.call },
    );
    const best = (rounds: readonly number[]) => Math.min(...rounds);
    const core = (best(r.core) / best(fitting.milliseconds)).toFixed(1);
    const call = (best(r.call) / (best(fitting.milliseconds) + best(scoring.milliseconds))).toFixed(1);
    const inBrowser = browser ? `, in Chromium ${(best(r.core) / best(browser.milliseconds)).toFixed(1)}` : '';
    process.stdout.write(`cox, ${n} rows, ${what}: ${core} times as fast as R's coxph.fit${inBrowser}; ${call} times as coxph()\n`);
  }
  return measurements;
}

function agree(ours: ArrayLike<number>, theirs: ArrayLike<number>, whose: string): void {
  const worst = Math.max(...Array.from(theirs, (b, j) => Math.abs(b - ours[j])));
  if (!(worst < 1e-8)) throw new Error(`Coefficients differ from ${whose} by ${worst}.`);
}
