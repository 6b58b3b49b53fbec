/** A researcher at work: signs in, makes a study of her own, then saves, reads data, opens pages and keeps results at a person's pace. */
import { randomBytes, randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { type RandomSource, seededRandom } from '@/analysis-kernel/numeric/rng';
import type { CellDto } from '@/app/_contract/notebooks';
import { Visitor } from './visitor';

export const kinds = ['sign-in', 'home', 'notebook', 'save', 'range of 256 kB', 'kept result'] as const;
export type Kind = (typeof kinds)[number];

export interface Account {
  readonly name: string;
  readonly password: string;
}

/** What one person saw. */
export interface Seen {
  readonly times: ReadonlyMap<Kind, number[]>;
  readonly errors: string[];
}

/** Of nineteen things done in a minute. */
const turns: readonly (readonly [Kind, number])[] = [
  ['save', 12],
  ['range of 256 kB', 4],
  ['home', 1],
  ['notebook', 1],
  ['kept result', 1],
];
/** Nineteen turns a minute are one in about three seconds. */
const THINK_TIME = 3160;
const RANGE = 256 * 1024;

export class Person {
  readonly #visitor: Visitor;
  readonly #random: RandomSource;
  readonly seen: Seen = { times: new Map(kinds.map((kind) => [kind, []])), errors: [] };
  #study = { path: '', notebook: '', release: '', bytes: 0, reader: '' };
  #cell = { id: '', version: 0 };

  constructor(
    address: string,
    actions: ReadonlyMap<string, string>,
    private readonly account: Account,
    private readonly release: string,
    seed = 1,
  ) {
    this.#random = seededRandom(seed);
    this.#visitor = new Visitor(address, actions);
  }

  /** Signs in after a while and works until told to stop. */
  async work(after: number, until: () => boolean): Promise<void> {
    await pause(after);
    try {
      await this.#timed('sign-in', this.does['sign-in']);
      await this.#begin();
      while (!until()) {
        await pause(THINK_TIME * (0.5 + this.#random.uniform()));
        if (!until()) await this.#turn();
      }
    } catch (error) {
      this.#failed(error);
    } finally {
      this.close();
    }
  }

  /** Signs in and makes her study, to do single things then. */
  async open(): Promise<void> {
    await this.does['sign-in']();
    await this.#begin();
  }

  close(): void {
    this.#visitor.close();
  }

  /** A project with a notebook that holds the demo study. */
  async #begin(): Promise<void> {
    const { release } = this;
    const project = String(await this.#visitor.act('createProjectAction', '/projects', { name: 'Load', question: '', release }));
    const made = await this.#visitor.act('createNotebookAction', project, { project: last(project), title: 'Load', begin: 'demo' });
    const [path, notebook] = [String(made), last(String(made))];
    const read = (await this.#visitor.act('readNotebookAction', path, { notebook })) as { cells: CellDto[]; reader: string };
    const cell = read.cells.find(({ kind }) => kind === 'text') ?? read.cells[0];
    const head = await this.#visitor.range(this.#database(), 0, 1024);
    const bytes = Number(/\/(\d+)$/u.exec(String(head.headers['content-range']))?.[1]);
    this.#study = { path, notebook, release, bytes, reader: read.reader };
    this.#cell = { id: cell.id, version: cell.version };
  }

  async #turn(): Promise<void> {
    const kind = drawn(this.#random.uniform());
    try {
      await this.#timed(kind, () => this.does[kind]());
    } catch (error) {
      this.#failed(error);
    }
  }

  readonly does: Readonly<Record<Kind, () => Promise<unknown>>> = {
    'sign-in': () => this.#visitor.act('signInAction', '/signin', { ...this.account, next: '/' }),
    home: () => this.#visitor.page('/'),
    notebook: () => this.#visitor.page(this.#study.path),
    save: () => this.#save(),
    'range of 256 kB': () => this.#visitor.range(this.#database(), Math.floor(this.#random.uniform() * (this.#study.bytes - RANGE)), RANGE),
    'kept result': () =>
      this.#visitor.act('keepResultsAction', this.#study.path, { notebook: this.#study.notebook, results: JSON.stringify([keptCurve()]) }),
  };

  async #save(): Promise<void> {
    const { notebook, path, reader } = this.#study;
    const { id, version } = this.#cell;
    const change = { as: 'whole', body: `# Study\n\n${'What a person types in a while. '.repeat(20)}${randomUUID()}` };
    const operations = [{ id: randomUUID(), operation: { kind: 'text', id, base: version, change } }];
    const answer = await this.#visitor.act('saveNotebookAction', path, { notebook, person: reader, operations });
    const { done } = answer as { done: readonly { readonly version: number }[] };
    if (done.length !== 1) throw new Error('a save was not done');
    this.#cell = { id, version: done[0].version };
  }

  async #timed(kind: Kind, work: () => Promise<unknown>): Promise<void> {
    const begun = performance.now();
    await work();
    this.seen.times.get(kind)?.push(performance.now() - begun);
  }

  #failed(error: unknown): void {
    this.seen.errors.push(error instanceof Error ? error.message : 'something failed');
  }

  #database(): string {
    return `/api/databases/${encodeURIComponent(this.release)}`;
  }
}

function drawn(share: number): Kind {
  let at = share * turns.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [kind, weight] of turns) {
    at -= weight;
    if (at < 0) return kind;
  }
  return 'save';
}

function last(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A survival curve of some three hundred times, under a key of its own. */
function keptCurve() {
  const columns = ['time', 'n_risk', 'n_event', 'n_censor', 'estimate'];
  const types = ['number', 'number', 'number', 'number', 'number'];
  const rows = Array.from({ length: 300 }, (_, at) => [at, 1500 - 5 * at, 2, 3, 1 - at / 600]);
  const outcome = {
    ...{ tables: [['curve', { columns, types, rows }]], totals: [['curve', 300]], stored: [], warnings: [], conventions: {}, seed: null },
    ...{ figures: [], views: [], rows: null, sentence: null, paragraph: null, words: null, rScript: null, labels: {}, aggregates: [] },
  };
  return { key: randomBytes(32).toString('hex'), kind: 'analysis', method: 'km', outcome };
}
