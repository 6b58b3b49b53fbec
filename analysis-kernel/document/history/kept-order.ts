/**
 * Of places, the most that stand in rising order: what is not among them was moved.
 * @param places each once
 */
export function risingPlaces(places: readonly number[]): ReadonlySet<number> {
  // For each length the place that ends the row that ends lowest, and before each place the one it follows.
  const ends: number[] = [];
  const before = new Map<number, number | undefined>();
  for (const place of places) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle] < place) low = middle + 1;
      else high = middle;
    }
    before.set(place, ends[low - 1]);
    ends[low] = place;
  }
  const rising = new Set<number>();
  for (let place = ends.at(-1); place !== undefined; place = before.get(place)) rising.add(place);
  return rising;
}
