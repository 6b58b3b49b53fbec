import type { CellKind } from '@/analysis-kernel/document/notebook';
import { fromKept, type KeptCell, type KeptOutcome } from '@/analysis-kernel/session/kept';
import { sameOutcome } from '@/analysis-kernel/session/same-outcome';
import type { CellState } from '@/analysis-kernel/session/state';
import type { BroughtResults, KeptEntry } from '@/app/_contract/kept-results';
import type { EngineClient } from './engine/engine-client';
import { KeptOrigins } from './kept-origins';
import { KeptSender } from './kept-sender';

/** What is asked of the server about kept results. */
export interface KeptPorts {
  readonly readKept: (keys: readonly string[]) => Promise<readonly KeptEntry[]>;
  readonly withdraw: (key: string) => Promise<void>;
  /** @param results JSON of `KeptResult[]` */
  readonly keep: (results: string) => Promise<void>;
  readonly later: (work: () => void, milliseconds: number) => () => void;
}

/** Results kept on the server: shown before the engine stands, given to it, looked for, sent and withdrawn. */
export class KeptResults {
  /** Where results come from. */
  readonly origins = new KeptOrigins();
  private readonly asked = new Set<string>();
  /** As they were sent or read: a new worker is given them. */
  private readonly kept = new Map<string, KeptOutcome>();
  /** Resolves once what the page brought along is shown. */
  private brought: Promise<void> = Promise.resolve();
  /** Of it, what the worker has not been given yet. */
  private toGive: readonly (readonly [string, KeptOutcome])[] = [];
  private readonly sender: KeptSender;

  constructor(
    private readonly engine: EngineClient,
    private readonly ports: KeptPorts,
  ) {
    this.sender = new KeptSender(ports.keep, ports.later);
  }

  /**
   * Shows what the page brings along, unless the page was closed or a cell has another text by then.
   * @param bodyOf the text of a cell as it stands; undefined where there is none any more
   */
  show(brought: PromiseLike<string | null>, bodyOf: (id: string) => string | undefined, isClosed: () => boolean): void {
    this.brought = this.showBrought(brought, bodyOf, isClosed);
  }

  private async showBrought(
    brought: PromiseLike<string | null>,
    bodyOf: (id: string) => string | undefined,
    isClosed: () => boolean,
  ): Promise<void> {
    // What React hands a page has `then` alone.
    const text = await Promise.resolve(brought).catch(() => null);
    if (text === null || isClosed()) return;
    const { looked, entries, states } = JSON.parse(text) as BroughtResults;
    for (const key of looked) this.asked.add(key);
    const standing = this.note(entries, new Map(states.map(({ key, kind }) => [key, kind])));
    this.toGive = standing;
    const outcomes = new Map(standing);
    this.engine.show(
      states.flatMap(({ said, ...state }) => {
        const outcome = state.key === null ? undefined : outcomes.get(state.key);
        // A draft may have given the cell another text.
        return outcome && bodyOf(state.id) === state.body ? [{ ...state, outcome: { ...fromKept(outcome), ...said } }] : [];
      }),
    );
  }

  /** Remembers where results come from, and gives those that stand and are of their cell's kind. */
  private note(entries: readonly KeptEntry[], kinds: ReadonlyMap<string | null, CellKind>): readonly (readonly [string, KeptOutcome])[] {
    for (const { key, origin } of entries) this.origins.set(key, { kept: origin });
    const standing = entries.flatMap(({ key, kind, outcome }) =>
      outcome === null || kinds.get(key) !== kind ? [] : [[key, outcome] as const],
    );
    for (const [key, outcome] of standing) this.kept.set(key, outcome);
    return standing;
  }

  /** Gives the engine what the page brought along, and what the server has of keys not asked for yet. */
  async giveEngine(): Promise<void> {
    await this.brought;
    if (this.toGive.length > 0) {
      const given = this.toGive;
      this.toGive = [];
      await this.engine.restore(given);
      this.engine.forgetShown();
    }
    const keys = [...this.engine.snapshot().cells.values()].flatMap(({ key, freshness, kind }) =>
      key !== null && kind !== 'input' && freshness !== 'fresh' && !this.asked.has(key) ? [key] : [],
    );
    if (keys.length === 0) return;
    for (const key of keys) this.asked.add(key);
    this.engine.lookFor(keys, false);
    const kept = await this.ports.readKept(keys).catch(() => []);
    const standing = this.note(kept, new Map([...this.engine.snapshot().cells.values()].map(({ key, kind }) => [key, kind])));
    if (standing.length > 0) await this.engine.restore(standing);
    this.engine.lookFor(keys, true);
  }

  /**
   * The server has results under these keys now.
   * @returns whether some are of cells here that are not up to date
   */
  came(keys: readonly string[]): boolean {
    const wanted = new Set(
      [...this.engine.snapshot().cells.values()].flatMap(({ key, freshness }) => (freshness === 'fresh' ? [] : (key ?? []))),
    );
    const fresh = keys.filter((key) => !this.kept.has(key));
    for (const key of fresh) this.asked.delete(key);
    return fresh.some((key) => wanted.has(key));
  }

  /** What of the cells' states is up to date and stands in another worker without being run. */
  standing(states: Iterable<CellState>): readonly (readonly [string, KeptOutcome])[] {
    return [...states].flatMap((state) => {
      const outcome = state.key === null || state.freshness !== 'fresh' ? null : (this.kept.get(state.key) ?? shownOf(state));
      return outcome && state.key !== null ? [[state.key, outcome] as const] : [];
    });
  }

  /** Sends what this window's runs gave, though a result is kept already: one that differs takes its place. */
  keep(results: readonly KeptCell[]): void {
    for (const { key, outcome } of results) {
      const before = this.kept.get(key);
      const { kept } = this.origins.of(key);
      // The run a withdrawal spoke of.
      if (kept?.withdrawn) this.origins.set(key, { kept: null });
      if (before && kept && !sameOutcome(before, outcome)) this.origins.set(key, { differsFrom: kept });
      this.kept.set(key, outcome);
    }
    this.sender.add(results);
  }

  /** Sends what still waits to be sent. */
  flush(): Promise<void> {
    return this.sender.flush();
  }

  /** Takes a kept result from everybody's sight, this window's own first; the cell's next run is kept anew. */
  async withdraw(key: string): Promise<void> {
    // A run still on its way would stand again.
    await this.flush();
    await this.ports.withdraw(key);
    await this.takeAway(key);
  }

  /** Takes away what somebody else withdrew and this window shows; its own runs stay. */
  async takeAwayWithdrawn(keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      const { kept } = this.origins.of(key);
      if (kept && kept.withdrawn === null) await this.takeAway(key);
    }
  }

  private async takeAway(key: string): Promise<void> {
    this.kept.delete(key);
    this.toGive = this.toGive.filter(([given]) => given !== key);
    void this.engine.forget(key).catch(() => undefined);
    // Who withdrew it, when, and whose it was: as the server has it on record.
    const [entry] = await this.ports.readKept([key]).catch(() => []);
    this.origins.set(key, { kept: entry?.origin ?? null, differsFrom: null });
  }
}

/** What is shown of a cell; of a long table the first rows, whose others come with the table when somebody asks for them. */
function shownOf({ outcome, error }: CellState): KeptOutcome | null {
  return !outcome || error ? null : { ...outcome, tables: [...outcome.tables], totals: [...outcome.totals], stored: [...outcome.stored] };
}
