import { type RefObject, useEffect } from 'react';

/** Keeps an element where it stands in the window, however what is above it grows: a list open at it stays in sight. */
export function useSteady(element: RefObject<HTMLElement | null>, steady: boolean): void {
  useEffect(() => {
    if (!steady || !element.current) return;
    const top = element.current.getBoundingClientRect().top;
    const observer = new ResizeObserver(() => {
      const moved = (element.current?.getBoundingClientRect().top ?? top) - top;
      if (moved !== 0) window.scrollBy({ top: moved, behavior: 'instant' });
    });
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [element, steady]);
}
