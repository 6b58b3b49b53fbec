import { browserStore } from '../browser-store';
import type { Draft, DraftPlace } from './drafts';

/** Drafts of the first version say neither whose they are nor what they were made from. */
const { run } = browserStore('coho-drafts', 2);

/** Drafts of earlier versions do not say which title a new one was made from: whoever opens them is asked. */
function asToday({ entries, ...rest }: Draft): Draft {
  const today = entries.map((entry) =>
    entry.operation.kind === 'title' ? { ...entry, operation: { ...{ from: null }, ...entry.operation } } : entry,
  );
  return { entries: today, ...rest };
}

const lockOf = (tab: string) => `coho-drafts ${tab}`;

/** Drafts in the browser's IndexedDB; that a tab lives is said by a lock, which ends with it however it ends. */
export const browserDraftPlace: DraftPlace = {
  async tabs(person, notebook) {
    const keys = await run('readonly', (store) => store.getAllKeys(IDBKeyRange.bound([person, notebook], [person, notebook, []])));
    return keys.map((key) => String((key as readonly IDBValidKey[])[2]));
  },
  async read(person, notebook, tab) {
    const found: unknown = await run('readonly', (store) => store.get([person, notebook, tab]));
    return found === undefined ? null : asToday(found as Draft);
  },
  async write(person, notebook, tab, draft) {
    if (draft === null) await run('readwrite', (store) => store.delete([person, notebook, tab]));
    else await run('readwrite', (store) => store.put(draft, [person, notebook, tab]));
  },
  live: (tab) =>
    new Promise((resolve, reject) => {
      const held = () => new Promise<void>((leave) => resolve(leave));
      navigator.locks.request(lockOf(tab), held).catch(reject);
    }),
  async ifLeft(tab, work) {
    await navigator.locks.request(lockOf(tab), { ifAvailable: true }, (lock) => (lock ? work() : Promise.resolve()));
  },
};
