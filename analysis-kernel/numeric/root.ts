/** Roots of functions whose slope is not known. */

/**
 * The root of a continuous f between low and high, where it has opposite signs, within a relative tolerance, to the last digit without: Brent's method, inverse quadratic steps kept
 * inside a shrinking bracket. An end where f is 0 is the root; NaN where the signs agree or f is NaN at an end.
 * Brent 1973, Algorithms for Minimization without Derivatives, chapter 4. R: `uniroot(f, c(low, high), tol = 0)`.
 */
export function bracketedRoot(f: (x: number) => number, low: number, high: number, relative = Number.EPSILON): number {
  let [a, b] = [low, high];
  let [fa, fb] = [f(a), f(b)];
  if (fa === 0) return a;
  if (fb === 0) return b;
  if (!(fa < 0 === fb > 0) || Number.isNaN(fa) || Number.isNaN(fb)) return Number.NaN;
  let [c, fc] = [a, fa];
  let step = b - a;
  let before = step;
  for (let i = 0; i < 300; i++) {
    if (fb > 0 === fc > 0) {
      [c, fc] = [a, fa];
      step = b - a;
      before = step;
    }
    if (Math.abs(fc) < Math.abs(fb)) {
      [a, b, c] = [b, c, b];
      [fa, fb, fc] = [fb, fc, fb];
    }
    const tolerance = relative * Math.abs(b) + Number.MIN_VALUE;
    const half = (c - b) / 2;
    if (Math.abs(half) <= tolerance || fb === 0) return b;
    const tried = Math.abs(before) >= tolerance && Math.abs(fa) > Math.abs(fb) ? interpolated(a, b, c, fa, fb, fc) : Number.NaN;
    const good = Math.sign(tried) === Math.sign(half) && Math.abs(tried) < Math.min(1.5 * Math.abs(half), Math.abs(before / 2));
    before = good ? step : half;
    step = good ? tried : half;
    [a, fa] = [b, fb];
    b += Math.abs(step) > tolerance ? step : Math.sign(half) * tolerance;
    fb = f(b);
  }
  return b;
}

/** The step from b to the root of the parabola x(f) through three points, of the line through two where a is c. */
function interpolated(a: number, b: number, c: number, fa: number, fb: number, fc: number): number {
  if (a === c) return ((c - b) * fb) / (fa - fb);
  const [r, s, t] = [fb / fc, fb / fa, fa / fc];
  const p = s * (t * (r - t) * (c - b) - (1 - r) * (b - a));
  return p / ((t - 1) * (r - 1) * (s - 1));
}
