'use client';

import { readRunAction, readVersionAction } from '@/app/_actions/history';
import { useWorkbench } from '@/components/workbench/workbench-context';
import { namedBy, type Side, type SideName } from './sides';
import { type Asked, useAsked } from './use-asked';

/** One side of a comparison. What stands now is this window's notebook as it was when it was asked for, saved or not. */
export function useSide(name: SideName): Asked<Side> {
  const { controller, notebook } = useWorkbench();
  return useAsked<Side>(name, async () => {
    const named = namedBy(name);
    if (named.kind === 'now') {
      const { settings, cells } = controller.store.snapshot().notebook;
      const states = [...controller.engine.snapshot().cells.values()];
      const own = states.flatMap(({ id, outcome, freshness }) => (outcome && freshness === 'fresh' ? [[id, outcome] as const] : []));
      const keys = states.flatMap(({ id, key }) => (key === null ? [] : [[id, key] as const]));
      return { ok: true, value: { title: settings.title, cells, keys: new Map(keys), own: new Map(own), version: null } };
    }
    const none = { own: new Map() };
    if (named.kind === 'version') {
      const found = await readVersionAction({ notebook: notebook.id, version: named.version });
      if (!found.ok) return found;
      const { title, cells, keys, version } = found.value;
      return { ok: true, value: { ...none, title, cells, keys: keys && new Map(keys), version } };
    }
    const found = await readRunAction({ notebook: notebook.id, run: named.id });
    if (!found.ok) return found;
    const { notebook: was, cells: ran, version } = found.value;
    const keys = new Map(ran.flatMap(({ id, key }) => (key === null ? [] : [[id, key] as const])));
    return { ok: true, value: { ...none, title: was.title, cells: was.cells, keys, version } };
  });
}
