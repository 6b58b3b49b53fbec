/** Methods of which no code can be fetched, by id: what a mocked `registry/fetched` goes by. */
export const away = new Set<string>();

/** `registry/fetched` over a network that has lost the code of the methods that are away. */
export async function overNetwork<Fetched extends typeof import('@/analysis-kernel/registry/fetched')>(
  original: () => Promise<Fetched>,
): Promise<Fetched> {
  const real = await original();
  const fetched: Fetched['fetched'] = (method, load) =>
    real.fetched(method, away.has(method) ? () => Promise.reject(new TypeError('Failed to fetch')) : load);
  return { ...real, fetched };
}
