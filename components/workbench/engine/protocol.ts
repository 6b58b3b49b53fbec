import type { HostCalls } from '@/analysis-kernel/host/contract';
import type { KeptCell } from '@/analysis-kernel/session/kept';
import type { CellState } from '@/analysis-kernel/session/state';
import type { SandboxUrls } from '../sandbox/sandbox-runner';

/** Where the engine's parts and the data are served: absolute addresses of this origin. */
export interface EngineUrls {
  readonly release: string;
  readonly dictionary: string;
  readonly database: string;
  readonly worker: string;
  readonly wasm: string;
  readonly sandbox: SandboxUrls;
}

/** What the engine's worker does for a page: a host, opened over one release. DuckDB starts inside it when first needed. */
export type EngineCalls = HostCalls & {
  readonly open: (urls: EngineUrls) => Promise<void>;
};

/** How far the database engine has come. */
type EngineStart =
  /** Bytes that are sent for it, 0 while nobody knows. */
  | { readonly phase: 'starting'; readonly total: number }
  | { readonly phase: 'ready' }
  | { readonly phase: 'failed'; readonly message: string };

export type EngineEvent =
  | { readonly kind: 'states'; readonly states: readonly CellState[] }
  | { readonly kind: 'kept'; readonly cells: readonly KeptCell[] }
  | { readonly kind: 'lost' }
  | { readonly kind: 'engine'; readonly start: EngineStart };
