/** Confidence limits of a survival probability on a transformed scale. */

export type ConfType = 'log' | 'log-log' | 'plain' | 'logit' | 'arcsin';
export const CONF_TYPES = ['log', 'log-log', 'plain', 'logit', 'arcsin'] as const satisfies readonly ConfType[];

export interface Limits {
  /** NaN where the transformation has no value there. */
  readonly low: number;
  readonly high: number;
}

/**
 * Pointwise limits of S with σ the standard error of log S and z the normal quantile: log S·exp(±zσ); plain S(1 ± zσ); log-log
 * exp(−exp(log(−log S) ± zσ/log S)); logit with σ/(1−S); arcsin with ½σ√(S/(1−S)). Clipped to [0, 1].
 * As R's survival has them: NaN at S = 0 (plain: 0 with σ = 0), and at S = 1 for log-log; with σ = 0 the others are S itself.
 * R: `survival::survfit(conf.type = …)`.
 */
export function survivalLimits(s: number, sigma: number, z: number, type: ConfType): Limits {
  if (s === 0 && sigma === 0 && type === 'plain') return { low: 0, high: 0 };
  if (s === 0 || Number.isNaN(sigma)) return { low: Number.NaN, high: Number.NaN };
  const e = z * sigma;
  switch (type) {
    case 'plain':
      return { low: Math.max(s - e * s, 0), high: Math.min(s + e * s, 1) };
    case 'log':
      return { low: Math.exp(Math.log(s) - e), high: Math.min(Math.exp(Math.log(s) + e), 1) };
    case 'log-log': {
      if (s === 1) return { low: Number.NaN, high: Number.NaN };
      const shift = e / Math.log(s);
      const inner = Math.log(-Math.log(s));
      return { low: Math.exp(-Math.exp(inner - shift)), high: Math.exp(-Math.exp(inner + shift)) };
    }
    case 'logit': {
      if (s === 1) return { low: Number.NaN, high: Number.NaN };
      const shift = e * (1 + s / (1 - s));
      const inner = Math.log(s / (1 - s));
      return { low: 1 - 1 / (1 + Math.exp(inner - shift)), high: 1 - 1 / (1 + Math.exp(inner + shift)) };
    }
    case 'arcsin': {
      if (s === 1) return { low: Number.NaN, high: Number.NaN };
      const shift = 0.5 * e * Math.sqrt(s / (1 - s));
      const inner = Math.asin(Math.sqrt(s));
      return { low: Math.sin(Math.max(0, inner - shift)) ** 2, high: Math.sin(Math.min(Math.PI / 2, inner + shift)) ** 2 };
    }
  }
}
