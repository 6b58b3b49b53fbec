import { WebSocket } from 'ws';
import type { Envelope } from '@/analysis-kernel/document/operations';
import type { Writer } from '@/app/_contract/notebook-operations';
import type { Person } from '@/app/_server/access/person';
import { readNotebook } from '@/app/_server/notebooks/read';
import type { Socket } from '@/components/workbench/live/connection';
import { LiveNotebook } from '@/components/workbench/live/live-notebook';
import { TextDocuments } from '@/components/workbench/live/text-documents';
import { Drafts } from '@/components/workbench/store/drafts';
import { NotebookStore } from '@/components/workbench/store/notebook-store';
import type { PrismaClient } from '@/prisma/generated/client';
import { BrowserModel } from '../../components/server-model';

let ids = 0;
const newId = () => {
  ids += 1;
  return `live-operation-${ids}`;
};

interface Opening {
  readonly database: PrismaClient;
  readonly notebook: string;
  readonly project: string;
  readonly person: Person;
  readonly cookie: string;
  /** Where the server is, asked for each connection. */
  readonly at: () => { readonly address: string; readonly origin: string };
  readonly browser?: BrowserModel;
  /** What documents are made of has been fetched. */
  readonly fetched?: Promise<void>;
}

/** A window on the real store, its live connection and its drafts. What is saved without a connection reaches nobody: the network is one. */
export async function openLiveTab({ database, notebook, project, person, cookie, at, browser = new BrowserModel(), fetched }: Opening) {
  ids += 1;
  const drafts = new Drafts(browser, person.id, notebook, `tab${ids}`);
  const later = (work: () => void, milliseconds: number) => {
    const timer = setTimeout(work, milliseconds);
    return () => clearTimeout(timer);
  };
  const object = {
    kind: 'notebook',
    id: notebook,
    project: { kind: 'project', id: project, role: 'analyst', state: 'active' },
    lock: null,
  } as const;
  const read = () => readNotebook(database, person, object);
  let socket: WebSocket | null = null;
  let plugged = true;
  const live = new LiveNotebook(person.id, {
    open: () => {
      if (!plugged) throw new Error('unplugged');
      const { address, origin } = at();
      socket = new WebSocket(address, { headers: { origin, cookie } });
      return socket as unknown as Socket;
    },
    later: (work, milliseconds) => later(work, Math.min(milliseconds, 250)),
    readNotebook: read,
    standingChanged: () => undefined,
    save: async (_: readonly Envelope[], __: readonly Writer[]) => {
      throw new TypeError('unreachable');
    },
    documents: async (writer) => {
      await fetched;
      return new TextDocuments(writer);
    },
  });
  const store = new NotebookStore(await read(), {
    save: live.save,
    drafts,
    newId,
    later: (work, milliseconds) => later(work, Math.min(milliseconds, 250)),
  });
  await store.restoreDrafts();
  live.start(store, { kept: () => undefined, commented: () => undefined, changed: () => undefined });
  const body = (id: string) => store.snapshot().cells.get(id)?.body;
  return {
    store,
    live,
    browser,
    body,
    /** Breaks the connection without a word. */
    drop: () => socket?.terminate(),
    /** Takes the network away, or gives it back. */
    plug: (isIn: boolean) => {
      plugged = isIn;
      if (!isIn) socket?.terminate();
      else live.wake();
    },
    close: () => {
      live.close();
      drafts.close();
    },
  };
}

export type LiveTab = Awaited<ReturnType<typeof openLiveTab>>;

/** Resolves once it is so; rejects with what is not after a while. */
export async function until(isSo: () => boolean | Promise<boolean>, what: string, within = 20_000): Promise<void> {
  const end = performance.now() + within;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
