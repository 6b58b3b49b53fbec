import 'server-only';
import type { CellKind } from '@/analysis-kernel/document/notebook';
import type { KeptOutcome } from '@/analysis-kernel/session/kept';
import { sameOutcome } from '@/analysis-kernel/session/same-outcome';
import { type KeptResult, keptOutcome } from '@/app/_contract/kept-results';
import { pictureOf } from '../picture';

/** A result that may be kept, written down: what is large of it stays text. */
export interface OfferedResult {
  readonly key: string;
  readonly kind: Exclude<CellKind, 'text' | 'input'>;
  readonly method: string | null;
  /** JSON of its outcome. */
  readonly json: string;
  readonly bytes: number;
  readonly picture: string;
  readonly figures: KeptOutcome['figures'];
  /** Whether it says what only a run could confirm (`doubt.ts`). */
  readonly doubtful: boolean;
}

/** How a run agrees with the result that stands under its key; `unreadable` where that is of no form of today. */
export type Agreement = 'unreadable' | 'differs' | 'numbers' | 'whole';

export function offeredOf({ key, kind, method, outcome }: KeptResult, doubtful = false): OfferedResult {
  const json = JSON.stringify(outcome);
  return {
    key,
    kind,
    method,
    json,
    bytes: Buffer.byteLength(json),
    picture: pictureOf(outcome),
    figures: outcome.figures,
    doubtful,
  };
}

/** @param json of the run's outcome; `standing` that of the one kept */
export function agreementOf(json: string, standing: string): Agreement {
  const kept = keptOutcome.safeParse(JSON.parse(standing)).data;
  if (kept === undefined) return 'unreadable';
  const run = keptOutcome.parse(JSON.parse(json));
  if (!sameOutcome(kept, run)) return 'differs';
  return kept.svg === run.svg ? 'whole' : 'numbers';
}
