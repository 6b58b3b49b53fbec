/** Quantiles by inverting a distribution function on the log scale. */

/**
 * The root u of g(u) = target for a monotone g with known slope: Newton steps kept inside a shrinking bracket.
 * g: value and slope at u; start: first guess; step: first width of the search for a bracket. NaN when none is found.
 */
export function solveMonotone(
  g: (u: number) => { readonly value: number; readonly slope: number },
  target: number,
  start: number,
  step: number,
): number {
  let low = -Infinity;
  let high = Infinity;
  let u = start;
  let width = step;
  let direction = 0;
  for (let i = 0; i < 400; i++) {
    const { value, slope } = g(u);
    if (Number.isNaN(value)) return Number.NaN;
    const gap = value - target;
    if (gap === 0) return u;
    if (direction === 0) direction = slope < 0 ? -1 : 1;
    if (gap * direction > 0) high = Math.min(high, u);
    else low = Math.max(low, u);
    let next = u - gap / slope;
    if (!Number.isFinite(next) || next <= low || next >= high) {
      if (low === -Infinity) next = u - width;
      else if (high === Infinity) next = u + width;
      else next = low + (high - low) / 2;
      width *= 2;
    }
    if (Math.abs(next - u) <= 2e-16 * Math.max(Math.abs(u), 1e-3) || next === low || next === high) return next;
    u = next;
  }
  return u;
}
