import type { ResultOrigin } from '@/app/_contract/kept-results';
import { Versioned } from './versioned';

/** What is known of a result beside what it says. */
export interface Origin {
  /** Of the result kept under the key; null where none is known. */
  readonly kept: ResultOrigin | null;
  /** Whose kept result this window's own run did not agree with. */
  readonly differsFrom: ResultOrigin | null;
}

const UNKNOWN: Origin = { kept: null, differsFrom: null };

/** Where results come from, by key. */
export class KeptOrigins extends Versioned {
  private readonly known = new Map<string, Origin>();

  of(key: string | null): Origin {
    return (key === null ? undefined : this.known.get(key)) ?? UNKNOWN;
  }

  set(key: string, change: Partial<Origin>): void {
    this.known.set(key, { ...this.of(key), ...change });
    this.changed();
  }
}
