import type { Row } from './value';

/** A row as a pick or a count sees it. `origin` is the row it came from: the same one in two parts of a union is one. */
export interface EventRow {
  readonly values: Row;
  readonly date: string | null;
  readonly end: string | null;
  readonly origin: Row;
  /** Place of its part in a union. */
  readonly part: number;
}
