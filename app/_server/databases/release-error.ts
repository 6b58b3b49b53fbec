import 'server-only';
import type { Localised } from '@/cohort-dsl/source/localised';

export type ReleaseErrorCode =
  | 'unknown_database'
  | 'not_built'
  | 'no_manifest'
  | 'hash_mismatch'
  | 'not_a_release'
  | 'faults'
  | 'unreadable_folder'
  | 'sources_missing';

/** What is wrong with a release or with the folder it is built from, in both languages. */
export class ReleaseError extends Error {
  constructor(
    readonly code: ReleaseErrorCode,
    readonly text: Localised,
    /** Each fault on its own, where there are several. */
    readonly faults: readonly Localised[] = [],
  ) {
    super(text.en);
    this.name = 'ReleaseError';
  }
}
