/** The default profile of disclosure control: what a value has to rest on to show no single patient. */
export const profile = {
  /** Patients behind every value and every group. */
  patients: 10,
  /** The largest contribution to a sum, as a part of it. */
  largestShare: 0.5,
} as const;
