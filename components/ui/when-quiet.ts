/** What a page shows first has the machine to itself for this long after the page was loaded. */
const OPENING_MS = 3000;
const IDLE_WITHIN_MS = 2000;

/** Does some work that nobody waits for: after what the page shows first, and when the browser has nothing better to do. Gives a way to call it off. */
export function whenQuiet(work: () => void): () => void {
  let handle: number | null = null;
  const timer = setTimeout(
    () => {
      if (typeof requestIdleCallback === 'function') handle = requestIdleCallback(work, { timeout: IDLE_WITHIN_MS });
      else work();
    },
    Math.max(0, OPENING_MS - performance.now()),
  );
  return () => {
    clearTimeout(timer);
    if (handle !== null) cancelIdleCallback(handle);
  };
}
