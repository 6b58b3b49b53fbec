import type { Localised } from '@/cohort-dsl/schema/dictionary';

/** A database a project can be made on. */
export interface OfferedDatabase {
  readonly release: string;
  readonly title: Localised;
}

export interface CentreChoice {
  readonly key: string;
  readonly label: Localised;
}
