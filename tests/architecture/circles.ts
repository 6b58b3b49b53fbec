/** What stands on what: the key imports the values. */
export type Arrows = ReadonlyMap<string, ReadonlySet<string>>;

/** Strongly connected groups of more than one (Tarjan 1972), each as one line. */
export function circlesIn(arrows: Arrows): readonly string[] {
  const order = new Map<string, { readonly index: number; low: number; open: boolean }>();
  const stack: string[] = [];
  const circles: string[] = [];
  const visit = (place: string): number => {
    const state = { index: order.size, low: order.size, open: true };
    order.set(place, state);
    stack.push(place);
    for (const next of arrows.get(place) ?? []) {
      const known = order.get(next);
      if (!known) state.low = Math.min(state.low, visit(next));
      else if (known.open) state.low = Math.min(state.low, known.index);
    }
    if (state.low === state.index) {
      const group = stack.splice(stack.indexOf(place));
      for (const member of group) {
        const closed = order.get(member);
        if (closed) closed.open = false;
      }
      if (group.length > 1) circles.push(group.join(' → '));
    }
    return state.low;
  };
  for (const place of arrows.keys()) if (!order.has(place)) visit(place);
  return circles;
}
