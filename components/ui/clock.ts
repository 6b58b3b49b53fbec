/** The time of day in this window, in milliseconds since 1970. */
export function clockNow(): number {
  return Date.now();
}
