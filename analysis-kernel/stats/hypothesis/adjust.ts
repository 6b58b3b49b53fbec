/** Adjusting p values for their number. */

export type PAdjustment = 'none' | 'holm' | 'hochberg' | 'bonferroni' | 'bh' | 'by';

/**
 * Adjusted p values in the given order: Bonferroni, Holm 1979, Hochberg 1988 (doi:10.1093/biomet/75.4.800), Benjamini–Hochberg 1995
 * (doi:10.1111/j.2517-6161.1995.tb02031.x), Benjamini–Yekutieli 2001. NaN stays NaN and does not count. R: `p.adjust(p, method)`.
 */
export function adjustP(p: readonly number[], method: PAdjustment): number[] {
  const known = [...p.keys()].filter((i) => !Number.isNaN(p[i])).sort((a, b) => p[a] - p[b]);
  const n = known.length;
  const out = [...p];
  if (method === 'none') return out;
  if (method === 'bonferroni') return p.map((value) => Math.min(1, value * n));
  const harmonic = method === 'by' ? known.reduce((total, _, i) => total + 1 / (i + 1), 0) : 1;
  if (method === 'holm') {
    let most = 0;
    known.forEach((index, rank) => {
      most = Math.max(most, (n - rank) * p[index]);
      out[index] = Math.min(1, most);
    });
    return out;
  }
  let least = 1;
  for (let rank = n - 1; rank >= 0; rank--) {
    const factor = method === 'hochberg' ? n - rank : (harmonic * n) / (rank + 1);
    least = Math.min(least, factor * p[known[rank]]);
    out[known[rank]] = least;
  }
  return out;
}
