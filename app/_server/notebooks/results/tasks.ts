import 'server-only';
import type { ValueAnchor } from '@/analysis-kernel/anchors/table-anchor';
import type { KeptOutcome } from '@/analysis-kernel/session/kept';
import type { CheckRun } from '../check/run-check';
import type { RefusedResult } from '../kept-shape';
import type { NamedTexts } from './named-texts';
import type { OfferedResult } from './offered';

/** Results as a browser sent them, and what they are held to. */
export interface SentTexts {
  readonly text: string;
  /** Names of the release's columns that tell one patient from another, in lower case. */
  readonly keys: readonly string[];
  readonly named: NamedTexts;
}

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

/** Asks whether a kept result, JSON of its outcome, has a value in one of its tables. */
export interface ValueShown extends ValueAnchor {
  readonly json: string;
  readonly table: string;
}

/** A run of the server's own, JSON of a `CheckRun`, and the JSON of the outcome that it is held against. */
export interface OwnRun {
  readonly run: string;
  readonly kept: { readonly kind: string; readonly json: string };
}

/** What the server's own run says of a kept result; `confirmed`: the same as it came out there, null where it came out otherwise. */
export type Verdict = Extract<CheckRun, { ran: false }> | { readonly ran: true; readonly confirmed: OfferedResult | null };
