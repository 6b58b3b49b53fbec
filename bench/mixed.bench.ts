/**
 * A linear mixed model with random intercepts and slopes, 10⁵ rows of 10⁴ persons: our fit with its standard errors and Satterthwaite's degrees of freedom
 * beside lme4's lmer() and lmerTest's summary on the same data in the same run, where Rscript is present; processor time of both. `npm run bench -- mixed`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@/analysis-kernel/numeric/rng';
import { drain } from '@/analysis-kernel/numeric/steps';
import { fitMixed } from '@/analysis-kernel/registry/methods/mixed/kernel/fit';
import type { MixedData } from '@/analysis-kernel/registry/methods/mixed/kernel/system';
import { type Measurement, processorTime } from './measure';

const SEED = 20_241_130;
const TIMES = 3;

/** Values of persons over three years, two arms, intercepts and slopes of each. */
function simulate(persons: number, visits: number): MixedData {
  const random = seededRandom(SEED);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
  const n = persons * visits;
  const effects = Array.from({ length: persons }, () => [9 * normal(), 1.8 * normal()]);
  const codes = Int32Array.from({ length: n }, (_, i) => Math.floor(i / visits));
  const years = Float64Array.from({ length: n }, () => 3 * random.uniform());
  const x = new Float64Array(n * 4);
  const z = new Float64Array(n * 2);
  const y = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const arm = codes[i] % 2;
    x.set([1], i);
    x.set([arm], n + i);
    x.set([years[i]], 2 * n + i);
    x.set([arm * years[i]], 3 * n + i);
    z.set([1], i);
    z.set([years[i]], n + i);
    const [intercept, slope] = effects[codes[i]];
    y[i] = 60 + intercept + (-3 + slope + 0.7 * arm) * years[i] + 4 * normal();
  }
  return { n, p: 4, x, y, weights: null, random: [{ codes, levels: persons, q: 2, z }], reml: true };
}

/** Milliseconds of processor time of lmer() and of the summary with degrees of freedom, the criterion and the coefficients; null where R is missing. */
function timeR({ n, x, y, random: [{ codes }] }: MixedData) {
  const folder = mkdtempSync(join(tmpdir(), 'coho-bench-'));
  try {
    const file = join(folder, 'data.bin');
    const all = new Float64Array(n * 4);
    all.set(y);
    all.set(x.subarray(n, 3 * n), n);
    all.set(codes, 3 * n);
    writeFileSync(file, new Uint8Array(all.buffer));
    const script = `
      suppressPackageStartupMessages(library(lmerTest))
      n <- ${n}; v <- readBin(${JSON.stringify(file)}, "double", 4 * n)
      d <- data.frame(y = v[1:n], arm = v[n + 1:n], years = v[2 * n + 1:n], id = factor(v[3 * n + 1:n]))
      spent <- function(t) sum(t[1:2])
      plain <- system.time(f <- lme4::lmer(y ~ arm * years + (1 + years | id), d))
      tested <- system.time(s <- coef(summary(lmerTest::lmer(y ~ arm * years + (1 + years | id), d))))
      cat(sprintf("%.17g", c(1000 * spent(plain), 1000 * spent(tested), lme4::REMLcrit(f), s[, 1])), "\\n")`;
    const ran = spawnSync('Rscript', ['-e', script], { encoding: 'utf8', maxBuffer: 1 << 20 });
    if (ran.status !== 0) return null;
    const [plain, tested, criterion, ...coefficients] = ran.stdout.trim().split(/\s+/).map(Number);
    return { plain, tested, criterion, coefficients };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const SIZES = [{ persons: 10_000, visits: 10 }];

/** Our fit beside R's where there is one; prints how many times as fast. Throws where the deviance is worse or the coefficients differ. */
export async function run(
  sizes: readonly { readonly persons: number; readonly visits: number }[] = SIZES,
): Promise<readonly Measurement[]> {
  const measurements: Measurement[] = [];
  for (const { persons, visits } of sizes) {
    const data = simulate(persons, visits);
    let fit = drain(fitMixed(data));
    const milliseconds: number[] = [];
    for (let time = 0; time < TIMES; time += 1) {
      milliseconds.push(
        await processorTime(async () => {
          fit = drain(fitMixed(data));
        }),
      );
    }
    measurements.push({ name: `mixed: intercepts and slopes of ${persons} persons, with df`, size: data.n, milliseconds });
    const theirs = timeR(data);
    if (theirs === null) continue;
    if (fit.deviance > theirs.criterion + 1e-6) throw new Error(`a deviance of ${fit.deviance}, above R's ${theirs.criterion}`);
    const apart = Math.max(...theirs.coefficients.map((value, j) => Math.abs(value - fit.beta[j])));
    if (apart > 1e-5) throw new Error(`coefficients differ from R's by ${apart}`);
    measurements.push({ name: 'R: lme4::lmer()', size: data.n, milliseconds: [theirs.plain] });
    measurements.push({ name: 'R: summary(lmerTest::lmer())', size: data.n, milliseconds: [theirs.tested] });
    const own = [...milliseconds].sort((a, b) => a - b)[1];
    process.stdout.write(
      `${data.n} rows: ${(theirs.plain / own).toFixed(1)} × lmer(), ${(theirs.tested / own).toFixed(1)} × lmerTest (${fit.evaluations} evaluations)\n`,
    );
  }
  return measurements;
}
