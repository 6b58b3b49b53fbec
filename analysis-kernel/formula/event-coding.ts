/** What was read off an event column. */

export type EventCoding =
  /** `Surv(time)`: every row is an event. */
  | { readonly kind: 'all' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'zero-one' }
  | { readonly kind: 'one-two' }
  | { readonly kind: 'factor'; readonly event: string }
  | { readonly kind: 'cause'; readonly cause: string; readonly others: readonly string[] };

/** Facts a method passes on as warnings. */
export type EventProblem =
  /** A word that the column spells in several ways counts as one. */
  | { readonly kind: 'spellings'; readonly word: string; readonly others: readonly string[] }
  | { readonly kind: 'other-causes-censored'; readonly cause: string; readonly others: readonly string[]; readonly n: number }
  /** Every known value of a column means the event, and nothing but the values says so. */
  | { readonly kind: 'all-events'; readonly label: string; readonly value: string }
  /** The formula names no event: every row counts as one. `instead`: the formula with the outcome's own event, where the time is of an outcome. */
  | { readonly kind: 'no-event'; readonly time: string; readonly event: string | null; readonly instead: string | null }
  | { readonly kind: 'death-is-competing'; readonly outcome: string; readonly n: number };

export interface EventStatus {
  readonly event: Uint8Array;
  readonly valid: Uint8Array;
  readonly coding: EventCoding;
  readonly notes: readonly EventProblem[];
}

/** The value that is the event, as the column writes it; `all` where there is no column of events. */
export function eventValue(coding: EventCoding): string {
  switch (coding.kind) {
    case 'all':
      return 'all';
    case 'boolean':
      return 'TRUE';
    case 'zero-one':
      return '1';
    case 'one-two':
      return '2';
    case 'factor':
      return coding.event;
    case 'cause':
      return coding.cause;
  }
}
