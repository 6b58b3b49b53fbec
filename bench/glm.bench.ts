/**
 * Logistic regression at 10⁵ and 10⁶ rows, 10 and 50 columns: our fit with its variance beside R's glm.fit and summary(glm()) on the same data in the
 * same run, where Rscript is present. `npm run bench -- glm`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RandomSource, seededRandom } from '@/analysis-kernel/numeric/rng';
import { drain } from '@/analysis-kernel/numeric/steps';
import { fitGlm, type GlmData } from '@/analysis-kernel/registry/methods/glm/kernel/fit';
import { type Measurement, measure } from './measure';

const SEED = 20_240_601;

/** An intercept and columns of which a third are binary; about four rows in ten have the outcome. */
function simulate(n: number, p: number, random: RandomSource): GlmData {
  const x = new Float64Array(n * (p + 1));
  x.fill(1, 0, n);
  const eta = new Float64Array(n).fill(-0.5);
  for (let j = 1; j <= p; j++) {
    for (let i = 0; i < n; i++) {
      const value = j % 3 === 0 ? Number(random.uniform() < 0.3) : 2 * random.uniform() - 1;
      x[j * n + i] = value;
      if (j < 6) eta[i] += 0.3 * value;
    }
  }
  const y = eta.map((value) => Number(random.uniform() < 1 / (1 + Math.exp(-value))));
  const plain = { weights: null, counted: false, offset: null, theta: null } as const;
  return { n, p: p + 1, x, y, ...plain, intercept: true, family: 'binomial', link: 'logit' };
}

/** Milliseconds of glm.fit and of summary(glm()), and the coefficients; null where R is missing. */
function timeR({ n, p, x, y }: GlmData) {
  const folder = mkdtempSync(join(tmpdir(), 'coho-bench-'));
  try {
    const file = join(folder, 'data.bin');
    const all = new Float64Array(n * (p + 1));
    all.set(y);
    all.set(x, n);
    writeFileSync(file, new Uint8Array(all.buffer));
    const script = `
      n <- ${n}; p <- ${p}
      v <- readBin(${JSON.stringify(file)}, "double", n * (p + 1))
      y <- v[1:n]; x <- matrix(v[-(1:n)], n)
      core <- system.time(glm.fit(x, y, family = binomial()))[[3]]
      d <- data.frame(y = y, x[, -1])
      call <- system.time({ f <- glm(y ~ ., binomial, d); s <- summary(f) })[[3]]
      cat(sprintf("%.17g", c(1000 * core, 1000 * call, coef(f))), "\\n")`;
    const ran = spawnSync('Rscript', ['-e', script], { encoding: 'utf8', maxBuffer: 1 << 20 });
    if (ran.status !== 0) return null;
    const [core, call, ...coefficients] = ran.stdout.trim().split(/\s+/).map(Number);
    return { core, call, coefficients };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const SIZES = [100_000, 1_000_000].flatMap((n) => [10, 50].map((p) => ({ n, p })));

/** Our fit, each size beside R's where there is one; prints how many times as fast. Throws where the coefficients differ. */
export async function run(sizes: readonly { readonly n: number; readonly p: number }[] = SIZES): Promise<readonly Measurement[]> {
  const measurements: Measurement[] = [];
  for (const { n, p } of sizes) {
    const data = simulate(n, p, seededRandom(SEED));
    const large = n * p > 10_000_000;
    let fit = drain(fitGlm(data));
    const fitting = await measure(`glm: logistic fit, ${p} columns`, n, large ? 1 : 3, () => {
      fit = drain(fitGlm(data));
    });
    measurements.push(fitting);
    const theirs = large && n * p > 30_000_000 ? null : timeR(data);
    if (theirs === null) continue;
    const apart = Math.max(...theirs.coefficients.map((value, j) => Math.abs(value - fit.coefficients[j])));
    if (apart > 1e-8) throw new Error(`coefficients differ from R's by ${apart}`);
    measurements.push({ name: `R: glm.fit, ${p} columns`, size: n, milliseconds: [theirs.core] });
    measurements.push({ name: `R: summary(glm()), ${p} columns`, size: n, milliseconds: [theirs.call] });
    const own = [...fitting.milliseconds].sort((a, b) => a - b)[Math.floor(fitting.milliseconds.length / 2)];
    process.stdout.write(`${n} × ${p}: ${(theirs.core / own).toFixed(1)} × glm.fit, ${(theirs.call / own).toFixed(1)} × summary(glm())\n`);
  }
  return measurements;
}
