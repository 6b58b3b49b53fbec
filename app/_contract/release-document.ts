import type { Dictionary } from '@/cohort-dsl/schema/dictionary';
import type { Profile } from '@/cohort-dsl/schema/profile';

/** What the workbench reads of a release before it touches a row: the dictionary and the facts beside it. */
export interface ReleaseDocument {
  readonly dictionary: Dictionary;
  readonly profile: {
    readonly [Part in keyof Profile]: Profile[Part] extends ReadonlyMap<string, infer Facts>
      ? readonly (readonly [string, Facts])[]
      : never;
  };
}

/** The document's profile as the language service reads it. */
export function profileOf(document: ReleaseDocument): Profile {
  const { tables, columns, items } = document.profile;
  return { tables: new Map(tables), columns: new Map(columns), items: new Map(items) };
}
