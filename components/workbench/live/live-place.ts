import type { EngineClient } from '../engine/engine-client';
import type { FocusStore } from '../focus-store';
import type { Presence } from './live-text';

/** Tells the others where this person is and what this window runs; gives the function that ends it. */
export function tellPlace(
  focus: FocusStore,
  engine: Pick<EngineClient, 'subscribe' | 'snapshot'>,
  presence: Pick<Presence, 'here' | 'running'>,
): () => void {
  let told = '';
  const here = () => presence.here(focus.snapshot().id);
  const running = () => {
    const busy = [...engine.snapshot().cells.values()].filter(({ activity }) => activity === 'running' || activity === 'queued');
    const ids = busy.map(({ id }) => id);
    if (ids.join() === told) return;
    told = ids.join();
    presence.running(ids);
  };
  const ends = [focus.subscribe(here), engine.subscribe(running)];
  here();
  running();
  return () => {
    for (const end of ends) end();
  };
}
