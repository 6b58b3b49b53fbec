import type { Envelope } from '@/analysis-kernel/document/operations';
import { beginRunAction, recordRunAction } from '@/app/_actions/history';
import { keepResultsAction, readKeptAction, readNotebookAction, saveNotebookAction, withdrawResultAction } from '@/app/_actions/workbench';
import type { KeptEntry } from '@/app/_contract/kept-results';
import type { SaveAnswer, Writer } from '@/app/_contract/notebook-operations';
import type { NotebookDto } from '@/app/_contract/notebooks';
import type { ActionResult } from '@/app/_contract/problem';
import { EngineClient } from './engine/engine-client';
import type { EngineUrls } from './engine/protocol';
import { LateLink } from './live/late-link';
import type { LiveNotebook } from './live/live-notebook';
import { RememberedEnds } from './remembered-ends';
import type { ToldRun } from './run-records';
import { browserDraftPlace } from './store/browser-draft-place';
import { Drafts } from './store/drafts';
import { NotebookStore } from './store/notebook-store';
import { SaveRefused } from './store/save-refused';
import { WorkbenchController } from './workbench-controller';

/** The value of an action that went well; a problem is thrown with the reader's own message. */
async function settled<T>(action: Promise<ActionResult<T>>): Promise<T> {
  const result = await action;
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

function later(work: () => void, milliseconds: number): () => void {
  const timer = setTimeout(work, milliseconds);
  return () => clearTimeout(timer);
}

/** Addresses of the engine and of a release's file on this origin. */
export function urlsOf(release: string): EngineUrls {
  const absolute = (path: string) => new URL(path, window.location.origin).href;
  const name = encodeURIComponent(release);
  return {
    release,
    dictionary: absolute(`/api/databases/${name}/dictionary`),
    database: absolute(`/api/databases/${name}`),
    worker: absolute('/api/engine/duckdb-browser-eh.worker.js'),
    wasm: absolute('/api/engine/duckdb-eh.wasm'),
    sandbox: { worker: absolute('/sandbox/code.worker.js'), ml: absolute('/sandbox/ml.js') },
  };
}

function liveAddress(notebook: string): string {
  const address = new URL(`/live/${encodeURIComponent(notebook)}`, window.location.origin);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  return address.href;
}

/**
 * The controller of an opened notebook, joined to the server's actions.
 * @param onLock told when somebody has locked or unlocked the notebook since it was opened
 */
export function createController(notebook: NotebookDto, onLock: () => void): WorkbenchController {
  const newId = () => crypto.randomUUID();
  const drafts = new Drafts(browserDraftPlace, notebook.reader, notebook.id, newId());
  const read = async () => {
    const standing = await settled(readNotebookAction({ notebook: notebook.id }));
    if (standing.lock?.at !== notebook.lock?.at) onLock();
    return standing;
  };
  const saveByAction = async (operations: readonly Envelope[], writers: readonly Writer[]): Promise<SaveAnswer> => {
    const sent = { notebook: notebook.id, person: notebook.reader, operations: [...operations], writers: [...writers] };
    const result = await saveNotebookAction(sent);
    if (!result.ok) {
      const { code, message } = result.problem;
      if (code === 'notebook-locked') onLock();
      throw new SaveRefused(message, code === 'signed-out' || code === 'other-person');
    }
    return result.value;
  };
  let joined: LiveNotebook | null = null;
  const live = new LateLink(async () => {
    const { LiveNotebook } = await import('./live/live-notebook');
    joined = new LiveNotebook(notebook.reader, {
      open: () => new WebSocket(liveAddress(notebook.id)),
      later,
      readNotebook: read,
      standingChanged: onLock,
      save: saveByAction,
      documents: async (writer) => new (await import('./live/text-documents')).TextDocuments(writer),
    });
    return joined;
  });
  const save = (operations: readonly Envelope[]) => joined?.save(operations) ?? saveByAction(operations, store.writers);
  const store: NotebookStore = new NotebookStore(notebook, { save, drafts, newId, later });
  const ports = {
    readNotebook: read,
    readKept: async (keys: readonly string[]): Promise<readonly KeptEntry[]> =>
      JSON.parse(await settled(readKeptAction({ notebook: notebook.id, keys: [...keys] }))),
    withdraw: (key: string) => settled(withdrawResultAction({ notebook: notebook.id, key })),
    // What one person keeps the next is shown: only those who may edit keep, the others look.
    keep: async (results: string) => {
      if (notebook.mayEdit) await settled(keepResultsAction({ notebook: notebook.id, results }));
    },
    closeDrafts: () => drafts.close(),
    beginRun: () => settled(beginRunAction({ notebook: notebook.id })),
    recordRun: async (run: ToldRun) => {
      await recordRunAction({ notebook: notebook.id, ...run });
    },
    newId,
    later,
  };
  return new WorkbenchController(store, new EngineClient(), ports, notebook.mayEdit, new RememberedEnds(), live);
}
