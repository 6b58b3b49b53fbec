import { render } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import type { ReactNode } from 'react';
import type { CellState } from '@/analysis-kernel/session/state';
import type { CellDto, NotebookDto } from '@/app/_contract/notebooks';
import { messagesOf } from '@/app/_messages/messages';
import type { Dictionary } from '@/cohort-dsl/schema/dictionary';
import type { Language } from '@/cohort-dsl/source/localised';
import { NotebookDocument } from '@/components/notebook/notebook-document';
import { EngineClient, type EngineState } from '@/components/workbench/engine/engine-client';
import { WorkbenchContext } from '@/components/workbench/workbench-context';
import { WorkbenchController } from '@/components/workbench/workbench-controller';
import type { LiveModel } from './live/live-model';
import { BrowserModel, openTab, ServerModel } from './server-model';

/** The page's end of an engine that never starts: it says what a test tells it. */
class ToldEngine extends EngineClient {
  private told: EngineState = { ...new EngineClient().snapshot(), phase: 'ready' };
  private readonly hearers = new Set<() => void>();

  override readonly subscribe = (listener: () => void) => {
    this.hearers.add(listener);
    return () => this.hearers.delete(listener);
  };

  override readonly snapshot = () => this.told;

  tellDeciding(deciding: boolean, ...states: readonly CellState[]): void {
    this.told = { ...this.told, deciding };
    this.tell(...states);
  }

  tell(...states: readonly CellState[]): void {
    this.told = { ...this.told, cells: new Map([...this.told.cells, ...states.map((state) => [state.id, state] as const)]) };
    for (const hear of this.hearers) hear();
  }

  override run = async () => undefined;
}

interface Opening {
  readonly cells: readonly CellDto[];
  readonly lang?: Language;
  readonly mayEdit?: boolean;
  /** What stands around the document. */
  readonly around?: (document: ReactNode) => ReactNode;
  readonly server?: ServerModel;
  readonly browser?: BrowserModel;
  readonly dictionary?: Dictionary | null;
  /** Others in the notebook. */
  readonly live?: LiveModel;
}

/** A notebook as the workbench shows it, over the real store and a server that does operations by the kernel. */
export async function openNotebook({
  cells,
  lang = 'en',
  mayEdit = true,
  around = (shown) => shown,
  server = new ServerModel(...cells),
  browser = new BrowserModel(),
  dictionary = null,
  live,
}: Opening) {
  const tab = await openTab(server, browser);
  const engine = new ToldEngine();
  const controller = new WorkbenchController(
    tab.store,
    engine,
    {
      readNotebook: () => Promise.reject(new Error('not asked here')),
      readKept: async () => [],
      keep: async () => undefined,
      withdraw: async () => undefined,
      closeDrafts: () => undefined,
      beginRun: async () => 1,
      recordRun: async () => undefined,
      newId: () => crypto.randomUUID(),
      later: () => () => undefined,
    },
    mayEdit,
    undefined,
    live?.link,
  );
  const notebook: NotebookDto = {
    ...server.read(),
    id: 'notebook',
    projectId: 'project',
    projectName: 'Project',
    settings: { database: 'renal', other: {} },
    mayEdit,
    mayLock: mayEdit,
    lock: null,
  };
  const bench = { controller, notebook, dictionary, startingCohort: null, setFocus: controller.focus.set };
  const page = render(
    <NextIntlClientProvider locale={lang} messages={messagesOf(lang)} timeZone="UTC">
      <WorkbenchContext value={bench}>{around(<NotebookDocument hint={false} />)}</WorkbenchContext>
    </NextIntlClientProvider>,
  );
  return { ...tab, server, engine, controller, notebook, page };
}

/** A cell's state as the engine tells it. */
export function stateOf(cell: CellDto, change: Partial<CellState> = {}): CellState {
  return {
    id: cell.id,
    kind: cell.kind,
    name: cell.name ?? '',
    body: cell.body,
    freshness: 'never',
    activity: 'idle',
    key: `key of ${cell.body}`,
    outcome: null,
    error: null,
    materialised: false,
    keepable: true,
    duration: null,
    since: null,
    progress: null,
    waitsFor: [],
    held: null,
    ...change,
  };
}
