'use client';

import { useEffect, useSyncExternalStore } from 'react';
import type { Command, Shortcut } from './palette-events';

interface Place {
  /** Asked for when the palette opens. */
  readonly commands: () => readonly Command[];
  readonly shortcuts: readonly Shortcut[];
}

const places = new Map<symbol, Place>();
const listeners = new Set<() => void>();
let snapshot: readonly Place[] = [];
const none: readonly Place[] = [];

function changed(): void {
  snapshot = [...places.values()];
  for (const listener of listeners) listener();
}

/** Offers a place's commands and shortcuts in palette and help for as long as the calling component is mounted. */
export function usePlaceCommands(place: Place): void {
  useEffect(() => {
    const id = Symbol('place');
    places.set(id, place);
    changed();
    return () => {
      places.delete(id);
      changed();
    };
  }, [place]);
}

export function usePlaces(): readonly Place[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => snapshot,
    () => none,
  );
}
