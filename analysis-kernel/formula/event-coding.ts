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
  | { readonly kind: 'other-causes-censored'; readonly cause: string; readonly others: readonly string[]; readonly n: number }
  | { readonly kind: 'death-is-competing'; readonly outcome: string; readonly n: number };

export interface EventStatus {
  readonly event: Uint8Array;
  readonly valid: Uint8Array;
  readonly coding: EventCoding;
  readonly notes: readonly EventProblem[];
}
