import { type RefObject, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** Beyond the window, above and below: what is read next is drawn before it is seen. */
const AROUND = '150% 0px';

/** What is called when an element comes near the window, for each that is still far from it. */
const far = new Map<Element, () => void>();
let observer: IntersectionObserver | null = null;

// The browser lays the sheets out as soon as this was heard.
if (typeof window !== 'undefined') {
  window.addEventListener('beforeprint', () =>
    flushSync(() => {
      for (const near of far.values()) near();
    }),
  );
}

function whenNear(element: Element, near: () => void): () => void {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) far.get(target)?.();
    },
    { rootMargin: AROUND },
  );
  const watched = observer;
  far.set(element, near);
  watched.observe(element);
  return () => {
    far.delete(element);
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
