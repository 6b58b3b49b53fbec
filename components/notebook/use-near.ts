import { type RefObject, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** Beyond the window, above and below: what is read next is drawn before it is seen. */
const AROUND = '150% 0px';

/** What is called when an element comes near the window, for each that is still far from it. */
const far = new Map<Element, () => void>();
let observer: IntersectionObserver | null = null;

/**
 * The reader is in the browser's own search: what that goes to keeps the word it has marked, which another drawing would not have. Asked
 * for by a key, it is told of nothing more before the reader is back in the page.
 */
let isSearched = false;
/** What the search came near to: drawn at the reader's next move. */
const waiting = new Set<Element>();

function isSearchKey({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return key === 'F3' || ((ctrlKey || metaKey) && /^[fg]$/iu.test(key));
}

function drawWaiting(): void {
  for (const element of waiting) far.get(element)?.();
  waiting.clear();
}

/** Keys that do nothing alone. */
const MODIFIERS = new Set(['Control', 'Meta', 'Shift', 'Alt', 'AltGraph']);

function hear(key: KeyboardEvent): void {
  if (MODIFIERS.has(key.key)) return;
  isSearched = isSearchKey(key);
  if (!isSearched) drawWaiting();
}

function leaveSearch(): void {
  isSearched = false;
  drawWaiting();
}

if (typeof window !== 'undefined') {
  // The browser lays the sheets out as soon as this was heard.
  window.addEventListener('beforeprint', () =>
    flushSync(() => {
      for (const near of far.values()) near();
    }),
  );
  window.addEventListener('keydown', hear, { capture: true });
  window.addEventListener('pointerdown', leaveSearch, { capture: true });
  // One may look about with the search open, and go on with it.
  for (const way of ['wheel', 'touchmove']) window.addEventListener(way, drawWaiting, { capture: true, passive: true });
}

function cameNear(element: Element): void {
  if (isSearched) waiting.add(element);
  else far.get(element)?.();
}

function whenNear(element: Element, near: () => void): () => void {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (isIntersecting) cameNear(target);
        else waiting.delete(target);
      }
    },
    { rootMargin: AROUND },
  );
  const watched = observer;
  far.set(element, near);
  watched.observe(element);
  return () => {
    far.delete(element);
    waiting.delete(element);
    watched.unobserve(element);
  };
}

/**
 * Whether an element is drawn whole: where that is wanted, once it has come near the window, and on paper. What was drawn once stays so.
 * @param wanted it is drawn wherever it stands
 */
export function useNear(element: RefObject<Element | null>, wanted: boolean): boolean {
  const [drawn, setDrawn] = useState(wanted);
  if (wanted && !drawn) setDrawn(true);
  useEffect(() => {
    if (!drawn && element.current !== null) return whenNear(element.current, () => setDrawn(true));
  }, [element, drawn]);
  return drawn || wanted;
}
