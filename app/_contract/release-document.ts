import type { Dictionary } from '@/cohort-dsl/schema/dictionary';
import type { Profile } from '@/cohort-dsl/schema/profile';
import type { Localised } from '@/cohort-dsl/source/localised';

/** What a new cohort cell begins with: the database's template, its first lines read by the server. */
export interface StartingCohort {
  readonly name: string | null;
  readonly body: Localised;
}

/** What the workbench reads of a release before it touches a row: the dictionary and the facts beside it. */
export interface ReleaseDocument {
  readonly dictionary: Dictionary;
  /** Null where the database has no template. */
  readonly startingCohort: StartingCohort | null;
  readonly profile: {
    readonly [Part in keyof Profile]: Profile[Part] extends ReadonlyMap<string, infer Facts>
      ? readonly (readonly [string, Facts])[]
      : never;
  };
}

/** The document's profile as the language service reads it. */
export function profileOf(document: Pick<ReleaseDocument, 'profile'>): Profile {
  const { tables, columns, items } = document.profile;
  return { tables: new Map(tables), columns: new Map(columns), items: new Map(items) };
}
