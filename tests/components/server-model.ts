import { emptyNotebook, type Notebook, newCell } from '@/analysis-kernel/document/notebook';
import { applyAll, type Envelope, type Operation, versionAfter } from '@/analysis-kernel/document/operations';
import type { SaveAnswer, SaveConflict } from '@/app/_contract/notebook-operations';
import type { CellDto } from '@/app/_contract/notebooks';
import { type Draft, type DraftPlace, Drafts } from '@/components/workbench/store/drafts';
import { NotebookStore, type StoredNotebook } from '@/components/workbench/store/notebook-store';
import type { SaveRefused } from '@/components/workbench/store/save-refused';

export const cellNamed = (id: string, body: string, version = 1): CellDto => ({ id, kind: 'sql', name: id, body, version });

/** A server with one notebook, which does operations by the kernel as the real one does, and can be unplugged. */
export class ServerModel {
  notebook: Notebook;
  version = 0;
  readonly sent: (readonly Envelope[])[] = [];
  refusal: SaveRefused | null = null;
  /** `deaf`: nothing arrives; `mute`: it is done, and the answer is lost. */
  line: 'up' | 'deaf' | 'mute' = 'up';
  private readonly done = new Map<string, { readonly was: Operation; readonly at: number }>();
  private readonly removed = new Map<string, number>();
  private readonly changedBy = new Map<string, string>();

  constructor(...cells: readonly CellDto[]) {
    this.notebook = {
      ...emptyNotebook(),
      settings: { title: 'Study', database: null },
      cells: cells.map((cell) => newCell(cell.id, cell, cell.version)),
    };
  }

  read(reader = 'ann'): StoredNotebook {
    const cells = this.notebook.cells.map(({ id, kind, name, body, version }) => ({ id, kind, name, body, version }));
    return { title: this.notebook.settings.title ?? '', release: 'renal@2026.1', version: this.version, reader, cells };
  }

  body(id: string): string | undefined {
    return this.notebook.cells.find((cell) => cell.id === id)?.body;
  }

  private owns(what: string, person: string): boolean {
    return this.changedBy.get(what) === person;
  }

  async save(envelopes: readonly Envelope[], person = 'ann'): Promise<SaveAnswer> {
    if (this.line === 'deaf') throw new TypeError('unreachable');
    if (this.refusal) throw this.refusal;
    this.sent.push(envelopes);
    const fresh = envelopes.filter(({ id }) => !this.done.has(id));
    const asked = fresh.map(
      ({ operation }): Operation =>
        operation.kind === 'insert' ? { ...operation, base: this.removed.get(operation.id) ?? operation.base } : operation,
    );
    const answers = new Map<string, { readonly version: number | null; readonly at: number | null }>();
    for (const { id } of envelopes) {
      const before = this.done.get(id);
      if (before) answers.set(id, { version: versionAfter(before.was), at: before.at });
    }
    const { notebook, applied } = applyAll(this.notebook, asked);
    const conflicts = applied.flatMap<SaveConflict>(({ conflict, effects, notebook: state }, place) => {
      const { id } = fresh[place];
      if (conflict?.id === null) return [{ operation: id, id: null, theirs: conflict.theirs ?? '', own: this.owns('title', person) }];
      if (conflict) return [{ operation: id, id: conflict.id, theirs: conflict.theirs, own: this.owns(conflict.id, person) }];
      const operation = asked[place];
      if (effects.length > 0) {
        this.version += 1;
        this.done.set(id, { was: operation, at: this.version });
        this.changedBy.set('id' in operation ? operation.id : 'title', person);
        if (operation.kind === 'remove') this.removed.set(operation.id, operation.base + 1);
      }
      const asIs = operation.kind === 'title' ? null : (state.cells.find((cell) => cell.id === operation.id)?.version ?? null);
      answers.set(id, effects.length > 0 ? { version: versionAfter(operation), at: this.version } : { version: asIs, at: null });
      return [];
    });
    this.notebook = notebook;
    if (this.line === 'mute') throw new TypeError('the answer was lost');
    return { version: this.version, done: [...answers].map(([operation, then]) => ({ operation, ...then })), conflicts };
  }
}

/** One browser: the drafts of all its tabs. */
export class BrowserModel implements DraftPlace {
  readonly drafts = new Map<string, Draft>();
  private readonly alive = new Set<string>();

  readonly tabs = async (person: string, notebook: string) =>
    [...this.drafts.keys()].map((key) => key.split('|')).flatMap(([p, n, tab]) => (p === person && n === notebook ? [tab] : []));
  readonly read = async (...key: [string, string, string]) => this.drafts.get(key.join('|')) ?? null;
  readonly write = async (person: string, notebook: string, tab: string, draft: Draft | null) => {
    const key = [person, notebook, tab].join('|');
    if (draft) this.drafts.set(key, draft);
    else this.drafts.delete(key);
  };
  readonly live = async (tab: string) => {
    this.alive.add(tab);
    return () => void this.alive.delete(tab);
  };
  readonly ifLeft = async (tab: string, work: () => Promise<void>) => {
    if (!this.alive.has(tab)) await work();
  };
}

let ids = 0;

/** A tab with the notebook open, on its store, its drafts and its timers. */
export async function openTab(server: ServerModel, browser: BrowserModel = new BrowserModel(), person = 'ann') {
  ids += 1;
  const drafts = new Drafts(browser, person, 'notebook', `tab${ids}`);
  const timers: { readonly work: () => void; readonly milliseconds: number }[] = [];
  const store = new NotebookStore(server.read(person), {
    save: (operations) => server.save(operations, person),
    drafts,
    newId: () => {
      ids += 1;
      return `operation${ids}`;
    },
    later: (work, milliseconds) => {
      const timer = { work, milliseconds };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer) >>> 0, 1);
    },
  });
  await store.restoreDrafts();
  const cell = (id: string) => store.snapshot().cells.get(id);
  return {
    store,
    timers,
    body: (id: string) => cell(id)?.body,
    type: (id: string, body: string) => store.dispatch({ kind: 'text', id, base: cell(id)?.version ?? 0, change: { as: 'whole', body } }),
    refresh: () => store.refresh(server.read(person)),
    close: () => drafts.close(),
  };
}

/** Lets what was written to the drafts come to rest. */
export const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
