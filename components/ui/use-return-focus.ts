'use client';

import { useRef } from 'react';

/** Gives the focus back to what had it when a dialog opened: without a button of its own to open it, a dialog would leave it nowhere. */
export function useReturnFocus() {
  const before = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: () => {
      before.current = document.activeElement;
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      if (before.current instanceof HTMLElement && before.current.isConnected) before.current.focus();
    },
  };
}
