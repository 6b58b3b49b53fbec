import { useEffect, useState } from 'react';
import { useWorkbench } from '@/components/workbench/workbench-context';

/** A person goes elsewhere by hand. */
const BY_HAND = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;
const ADDRESS = '#cell-';
const LEAD = 'coho:lead-to-cell';

/**
 * Leads to the cell that somebody goes to: by a link, the palette or the page's address, which also holds a click made before the page could hear it.
 * It is scrolled to, and again whenever what is above it grows, however late a result comes there, until the person scrolls, points or types.
 * @param order ids of the cells
 * @param placed how many of them there are on the page by now
 */
export function useArrival(order: readonly string[], placed: number): void {
  const { setFocus } = useWorkbench();
  const [goal, setGoal] = useState<string | null>(null);

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
    const arrive = () => setGoal(cellOf(window.location.hash));
    const lead = (event: Event) => setGoal((event as CustomEvent<string>).detail);
    window.addEventListener('click', follow);
    window.addEventListener('hashchange', arrive);
    window.addEventListener(LEAD, lead);
    return () => {
      window.removeEventListener('click', follow);
      window.removeEventListener('hashchange', arrive);
      window.removeEventListener(LEAD, lead);
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the goal may be among those that were placed just now
  useEffect(() => {
    if (goal === null) return;
    const leave = () => setGoal(null);
    const hold = () => scrollToCell(goal);
    hold();
    const sizes = new ResizeObserver(hold);
    sizes.observe(document.body);
    // Before what the same key or click goes to.
    for (const way of BY_HAND) window.addEventListener(way, leave, { capture: true, passive: true });
    return () => {
      sizes.disconnect();
      for (const way of BY_HAND) window.removeEventListener(way, leave, { capture: true });
    };
  }, [goal, placed]);
}

/** Goes to a cell as a link to it does: the page's address names it from then on. */
export function goToCell(id: string): void {
  window.location.hash = `${ADDRESS}${id}`;
  scrollToCell(id);
}

/** Leads to a cell and holds it in sight, as a link to it does; the page's address stays as it is. */
export function leadToCell(id: string): void {
  window.dispatchEvent(new CustomEvent(LEAD, { detail: id }));
  scrollToCell(id);
}

/** The cell that an address within the page leads to. */
function cellOf(address: string): string | null {
  return address.startsWith(ADDRESS) ? address.slice(ADDRESS.length) : null;
}

/** Brings the top of a cell into view. */
export function scrollToCell(id: string): void {
  document.getElementById(`cell-${id}`)?.scrollIntoView({ block: 'start' });
}
