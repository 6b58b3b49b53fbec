/** The default profile of disclosure control: what a value has to rest on to show no single patient. */
export const profile = {
  /** Patients behind every value and every group. */
  patients: 10,
  /** The largest contribution to a sum, as a part of it. */
  largestShare: 0.5,
  /** The lowest and the highest fraction of a quantile. */
  quantiles: { least: 0.05, greatest: 0.95 },
} as const;
