import type { LocalChange } from './pending';

/** Where changes rest that the server does not have yet. Texts only: rows and results never go here. */
export interface Drafts {
  read(notebook: string): Promise<readonly LocalChange[]>;
  write(notebook: string, changes: readonly LocalChange[]): Promise<void>;
}

const DATABASE = 'coho-drafts';
const STORE = 'changes';

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const request = work(database.transaction(STORE, mode).objectStore(STORE));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  } finally {
    database.close();
  }
}

/** Drafts in the browser's IndexedDB; where it is refused (a private window) changes live in memory alone. */
export const browserDrafts: Drafts = {
  async read(notebook) {
    try {
      const found: unknown = await run('readonly', (store) => store.get(notebook));
      return Array.isArray(found) ? (found as LocalChange[]) : [];
    } catch {
      return [];
    }
  },
  async write(notebook, changes) {
    try {
      if (changes.length === 0) await run('readwrite', (store) => store.delete(notebook));
      else await run('readwrite', (store) => store.put(changes, notebook));
    } catch {
      // The changes are still in memory and on their way to the server.
    }
  },
};
