import 'server-only';
import type { KeptOutcome } from '@/analysis-kernel/session/kept';
import type { RefusedResult } from '../kept-shape';
import type { OfferedResult } from './offered';

export interface PermittedTexts {
  readonly results: readonly OfferedResult[];
  readonly refused: readonly RefusedResult[];
}

/** JSON of the outcome of a run, and of the one that stands under its key. */
export interface Pair {
  readonly json: string;
  readonly standing: string;
}

export interface ReadEntries {
  /** JSON of `KeptEntry[]`. */
  readonly json: string;
  /** Of the results that stand, by key. */
  readonly figures: readonly (readonly [string, Pick<KeptOutcome, 'figures'>])[];
}
