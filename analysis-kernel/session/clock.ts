/** The time of day, read here alone: when a run began, for whoever watches it. */
export function wallClock(): number {
  return Date.now();
}
