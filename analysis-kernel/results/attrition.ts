/** Attrition as it goes from the engine to the page: one shape for a result and for counts as one types. */
import type { Localised } from '@/cohort-dsl/source/localised';
import type { Span } from '@/cohort-dsl/source/span';
import type { Value } from './result';

/** A row of the attrition table as far as the program tells; the counts are joined to it. */
export interface AttritionText {
  readonly kind: string;
  /** The criterion's label, else what it asks, in words; the fixed rows in the glossary's. */
  readonly label: Localised;
  /** The label as the program writes it; null where it has none. */
  readonly written: string | null;
  /** Offsets of the clause in the program; null where no clause says it. */
  readonly place: Span | null;
}

/** Who is left after one step. */
export interface AttritionStep extends AttritionText {
  readonly patients: number;
  /** Null for the database, whose patients have no entries. */
  readonly entries: number | null;
  /** Null for the first step. */
  readonly removedPatients: number | null;
  readonly removedEntries: number | null;
}

/** Where the words of a step stand among the labels of a cohort's result. */
export function stepKey(step: Value): string {
  return `step=${step}`;
}
