/**
 * Cox regression at 10⁵ and 10⁶ rows, 10 columns: our fit and whole analysis beside R's coxph.fit and coxph() on the same data in
 * the same run, where Rscript is present. `npx tsx bench/cox.ts [rows …]`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type RandomSource, seededRandom } from '@/analysis-kernel/numeric/rng';
import { concordance } from '@/analysis-kernel/stats/survival/cox/concordance';
import type { CoxData } from '@/analysis-kernel/stats/survival/cox/data';
import { fitCox } from '@/analysis-kernel/stats/survival/cox/fit';
import { proportionalHazardsTest } from '@/analysis-kernel/stats/survival/cox/zph';

export interface BenchLine {
  readonly name: string;
  readonly seconds: number;
  /** Seconds of R for the same work, null without R. */
  readonly rSeconds: number | null;
}

/** Monthly times with many ties, a third of the columns binary, about half of the rows censored. */
export function simulate(n: number, p: number, random: RandomSource): CoxData {
  const x = new Float64Array(n * p);
  const lp = new Float64Array(n);
  for (let j = 0; j < p; j++) {
    for (let i = 0; i < n; i++) {
      const value = j % 3 === 0 ? Number(random.uniform() < 0.3) : 2 * random.uniform() - 1;
      x[j * n + i] = value;
      if (j < 5) lp[i] += 0.3 * value;
    }
  }
  const time = new Float64Array(n);
  const event = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const death = -60 * Math.log(random.uniform()) * Math.exp(-lp[i]);
    const censoring = 120 * random.uniform();
    time[i] = Math.ceil(Math.min(death, censoring));
    event[i] = Number(death <= censoring);
  }
  return {
    n,
    p,
    time,
    start: null,
    event,
    x,
    strata: null,
    weights: null,
    offset: null,
    cluster: null,
    ties: 'efron',
    assign: Int32Array.from({ length: p }, (_, j) => j),
  };
}

/** Best of three: what the work takes when nothing else gets in its way. */
function seconds(work: () => unknown): number {
  let best = Infinity;
  for (let i = 0; i < 3; i++) {
    const started = performance.now();
    work();
    best = Math.min(best, (performance.now() - started) / 1000);
  }
  return best;
}

/** Times of coxph.fit (sorting and C core, best of three) and of the whole coxph() call with its concordance; null where R or survival is missing. */
function timeR(data: CoxData): { readonly core: number; readonly call: number; readonly coefficients: readonly number[] } | null {
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
      core <- min(replicate(3, system.time(coxph.fit(x, y, NULL, NULL, NULL, coxph.control(), NULL, "efron", NULL, resid = FALSE, nocenter = c(-1, 0, 1)))[[3]]))
      d <- data.frame(y = y, x)
      call <- system.time(f <- coxph(as.formula(paste("y ~", paste(colnames(x), collapse = "+"))), d))[[3]]
      cat(sprintf("%.17g", c(core, call, coef(f))), "\\n")`;
    const ran = spawnSync('Rscript', ['-e', script], { encoding: 'utf8', maxBuffer: 1 << 20 });
    if (ran.status !== 0) return null;
    const [core, call, ...coefficients] = ran.stdout.trim().split(/\s+/).map(Number);
    return { core, call, coefficients };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs the benchmark and returns one line a measurement; `sizes` are numbers of rows. */
export function run(sizes: readonly number[] = [100_000, 1_000_000], columns = 10): BenchLine[] {
  const lines: BenchLine[] = [];
  fitCox(simulate(20_000, columns, seededRandom(1)));
  for (const n of sizes) {
    const data = simulate(n, columns, seededRandom(20_240_601));
    let fit = fitCox(data);
    const fitting = seconds(() => {
      fit = fitCox(data);
    });
    const scoring = seconds(() => concordance(data, fit.linearPredictor));
    const testing = seconds(() => proportionalHazardsTest(fit));
    const r = timeR(data);
    if (r !== null) {
      const worst = Math.max(...r.coefficients.map((b, j) => Math.abs(b - fit.coefficients[j])));
      if (!(worst < 1e-8)) throw new Error(`Coefficients differ from R's by ${worst}.`);
    }
    const label = `${n.toLocaleString('en')} × ${columns}`;
    lines.push({ name: `cox ${label}: fit (R: coxph.fit)`, seconds: fitting, rSeconds: r?.core ?? null });
    lines.push({ name: `cox ${label}: fit and concordance (R: coxph)`, seconds: fitting + scoring, rSeconds: r?.call ?? null });
    lines.push({ name: `cox ${label}: proportional-hazards test`, seconds: testing, rSeconds: null });
  }
  return lines;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const sizes = process.argv.slice(2).map(Number);
  for (const line of run(sizes.length === 0 ? undefined : sizes)) {
    const beside =
      line.rSeconds === null ? '' : `   R ${line.rSeconds.toFixed(2)} s   ${(line.rSeconds / line.seconds).toFixed(1)} times as fast`;
    console.log(`${line.name.padEnd(56)} ${line.seconds.toFixed(3)} s${beside}`);
  }
}
