import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { useFocus } from '@/components/workbench/workbench-context';

/** So long after it was pressed the pointer may be pressed once more, as in a double click. */
const CLICK_MS = 600;

/**
 * Keeps the cell that the pointer is pressed on where it stands in the window until the click is over: an editor above it that closes as it loses
 * the focus is higher than the text it leaves, and the click would miss.
 * @returns the room above the cells, which is given where the page cannot be scrolled back far enough, and taken when it can
 */
export function useStillPointer(): RefObject<HTMLDivElement | null> {
  const room = useRef<HTMLDivElement>(null);
  const settle = useRef<() => void>(() => undefined);
  const focused = useFocus(({ id, editing }) => `${id} ${editing}`);
  // What the focus opens and closes stands by now, and nothing was painted or pressed between.
  // biome-ignore lint/correctness/useExhaustiveDependencies: with every change of the focus
  useLayoutEffect(() => settle.current(), [focused]);
  useEffect(() => {
    let release: () => void = () => undefined;
    const onDown = (event: PointerEvent) => {
      release();
      const cell = event.target instanceof Element ? event.target.closest('[data-cell]') : null;
      if (cell && room.current) release = hold(cell, room.current, settle);
    };
    window.addEventListener('pointerdown', onDown, true);
    return () => {
      release();
      window.removeEventListener('pointerdown', onDown, true);
    };
  }, []);
  return room;
}

function hold(cell: Element, room: HTMLElement, settle: { current: () => void }): () => void {
  const { top } = cell.getBoundingClientRect();
  let scrolled = window.scrollY;
  const back = () => {
    // Somebody moved the page on purpose.
    if (Math.abs(window.scrollY - scrolled) > 1) return release();
    const given = Number.parseFloat(room.style.height) || 0;
    const moved = cell.getBoundingClientRect().top - top;
    if (moved === 0) return;
    const wanted = window.scrollY + moved;
    const needed = Math.max(0, given - wanted);
    room.style.height = `${needed}px`;
    window.scrollTo({ top: Math.max(0, wanted + needed - given), behavior: 'instant' });
    scrolled = window.scrollY;
  };
  const release = () => {
    clearTimeout(timer);
    observer.disconnect();
    settle.current = () => undefined;
  };
  const timer = setTimeout(release, CLICK_MS);
  const observer = new ResizeObserver(back);
  observer.observe(document.body);
  settle.current = back;
  return release;
}
