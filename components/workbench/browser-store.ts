const STORE = 'drafts';

/** One object store of the browser's IndexedDB. */
export interface BrowserStore {
  /**
   * Does one thing in a transaction of its own, in the order in which it is asked; resolves once it is written.
   * Rejects where the browser stores nothing.
   */
  readonly run: <T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>) => Promise<T>;
}

/**
 * A database is opened once and kept: a write then begins with the key that asks for it, and a page that is left in the next moment has it.
 * @param version raised where what an earlier one held cannot be read any more: it is emptied
 */
export function browserStore(name: string, version: number): BrowserStore {
  let opening: Promise<IDBDatabase> | null = null;
  let open: IDBDatabase | null = null;
  const forget = () => {
    [opening, open] = [null, null];
  };
  const opened = () => {
    opening ??= new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name, version);
      request.onupgradeneeded = () => {
        for (const known of request.result.objectStoreNames) request.result.deleteObjectStore(known);
        request.result.createObjectStore(STORE);
      };
      request.onsuccess = () => {
        open = request.result;
        open.onclose = forget;
        // Another tab has a later version: it is not made to wait.
        open.onversionchange = () => {
          request.result.close();
          forget();
        };
        resolve(open);
      };
      request.onerror = () => {
        forget();
        reject(request.error);
      };
    });
    return opening;
  };
  return { run: async (mode, work) => done(open ?? (await opened()), mode, work) };
}

function done<T>(database: IDBDatabase, mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode);
    const request = work(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
    transaction.commit();
  });
}
