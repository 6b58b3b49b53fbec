import { useEffect } from 'react';
import { useSelected } from '../use-selected';
import { useWorkbench } from '../workbench-context';
import type { LivePerson, LiveText } from './live-text';

function usePresence<Part>(select: (people: readonly LivePerson[]) => Part, same?: (a: Part, b: Part) => boolean): Part {
  const { presence } = useWorkbench().controller;
  return useSelected({ subscribe: presence.subscribe, snapshot: presence.people }, select, same);
}

/** The others in the notebook. */
export function usePeople(): readonly LivePerson[] {
  return usePresence((people) => people);
}

/** The others in a cell. */
export function usePeopleIn(id: string): readonly LivePerson[] {
  return usePresence((people) => people.filter(({ cell }) => cell === id), isSamePeople);
}

/** The others whose window runs a cell. */
export function useRunners(id: string): readonly LivePerson[] {
  return usePresence((people) => people.filter(({ running }) => running.includes(id)), isSamePeople);
}

/** Whether changes of others are seen at once. */
export function useConnection(): 'live' | 'connecting' | 'off' {
  const { presence } = useWorkbench().controller;
  return useSelected({ subscribe: presence.subscribe, snapshot: presence.connection }, (connection) => connection);
}

/**
 * The text of a cell that several people write in; null until it has its document.
 * @param wanted somebody looks at the words: it is asked for
 */
export function useLiveText(id: string, wanted: boolean): LiveText | null {
  const { texts } = useWorkbench().controller;
  const connection = useConnection();
  useEffect(() => {
    if (wanted && connection === 'live') texts.openText(id);
  }, [texts, id, wanted, connection]);
  return useSelected({ subscribe: texts.subscribe, snapshot: () => texts.liveText(id) }, (text) => text);
}

/** Who they are, how they are seen and where: what of them changes elsewhere draws nothing here. */
function isSamePeople(a: readonly LivePerson[], b: readonly LivePerson[]): boolean {
  return a.length === b.length && a.every(({ id, name, colour }, at) => id === b[at].id && name === b[at].name && colour === b[at].colour);
}
