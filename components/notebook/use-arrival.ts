import { useEffect, useLayoutEffect, useState } from 'react';
import { useFocus, useWorkbench } from '@/components/workbench/workbench-context';

/** A person goes elsewhere by hand. */
const BY_HAND = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;
const ADDRESS = '#cell-';

/**
 * The cell that somebody goes to while the notebook is still being drawn: by a link, by the keyboard, or by the page's address, which
 * also holds a click made before the page could hear it. It is scrolled to as soon as it stands, and again whenever what is above it
 * grows, however late a result comes there, until the person scrolls, points or types.
 * @param order ids of the cells
 * @param drawn how many of them are drawn
 * @returns id of the cell to draw before its turn; null where there is none
 */
export function useArrival(order: readonly string[], drawn: number): string | null {
  const { setFocus } = useWorkbench();
  const isWhole = drawn === order.length;
  const focused = useFocus(({ id }) => (id === null || isWhole || order.indexOf(id) < drawn ? null : id));
  const [seen, setSeen] = useState(focused);
  const [goal, setGoal] = useState(focused);
  if (focused !== seen) {
    setSeen(focused);
    if (focused !== null) setGoal(focused);
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is read once, by the cells there are when the page opens
  useEffect(() => {
    const id = cellOf(window.location.hash);
    if (id === null || !order.includes(id)) return;
    setGoal(id);
    setFocus(id);
  }, []);

  useEffect(() => {
    const follow = ({ target }: Event) => {
      const link = target instanceof Element ? target.closest('a') : null;
      const id = cellOf(link?.getAttribute('href') ?? '');
      if (id !== null) setGoal(id);
    };
    window.addEventListener('click', follow);
    return () => window.removeEventListener('click', follow);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each stretch that is drawn moves what stands below it
  useLayoutEffect(() => {
    if (goal !== null) scrollToCell(goal);
  }, [goal, drawn]);

  useEffect(() => {
    if (goal === null) return;
    const leave = () => setGoal(null);
    const sizes = new ResizeObserver(() => scrollToCell(goal));
    sizes.observe(document.body);
    // Before what the same key or click goes to.
    for (const way of BY_HAND) window.addEventListener(way, leave, { capture: true, passive: true });
    return () => {
      sizes.disconnect();
      for (const way of BY_HAND) window.removeEventListener(way, leave, { capture: true });
    };
  }, [goal]);
  return focused ?? goal;
}

/** The cell that an address within the page leads to. */
function cellOf(address: string): string | null {
  return address.startsWith(ADDRESS) ? address.slice(ADDRESS.length) : null;
}

function scrollToCell(id: string): void {
  document.getElementById(`cell-${id}`)?.scrollIntoView({ block: 'start' });
}
