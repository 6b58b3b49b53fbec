/** Survival times as the passes over them want them, and the risk sets made of them. */

export interface SurvivalTimes {
  /** End of each row's interval. */
  readonly time: Float64Array;
  /** Start of each row's interval (open), or null when every row is at risk from the beginning. */
  readonly start: Float64Array | null;
  /** 1 where the interval ends with the event. */
  readonly event: Uint8Array;
  /** Stratum of each row as a whole number, or null. */
  readonly strata: Int32Array | null;
}

/**
 * Rows and event times in the order in which risk sets are built: stratum by stratum, from the last event time to the first.
 * A *place* is a position in `rows`; a *group* is a distinct event time of a stratum. Rows that are at risk at no event time are
 * left out. At group g the rows at places `enterFrom[g]…enterTo[g] − 1` join the risk set, those that die at this time being the
 * last of them, from `deathFrom[g]` on; then the rows `leaving[leaveFrom[g]…leaveTo[g] − 1]` (places) drop out because their
 * interval starts at or after this time. All ranges of a stratum's groups are consecutive.
 */
export interface RiskSets {
  readonly rows: Uint32Array;
  /** Place of each row of the data; the number of places or more for rows that are at risk at no event time. */
  readonly places: Uint32Array;
  readonly groups: number;
  readonly time: Float64Array;
  readonly enterFrom: Uint32Array;
  readonly enterTo: Uint32Array;
  readonly deathFrom: Uint32Array;
  readonly leaving: Uint32Array | null;
  readonly leaveFrom: Uint32Array;
  readonly leaveTo: Uint32Array;
  /** 1 at the first group of each stratum, where the risk set starts empty. */
  readonly opens: Uint8Array;
  /** 1 where nobody but the time's own deaths is at risk: sums over the risk set start afresh, free of what cancelled. */
  readonly alone: Uint8Array;
  /** Group at which each place joins. */
  readonly joins: Uint32Array;
  /** Group from which on (towards earlier times) each place is out; the end of its stratum's groups when it never leaves. */
  readonly leaves: Uint32Array;
  /** Strata that have events: their ids, first groups and first places; one entry more at the end. */
  readonly stratumId: Int32Array;
  readonly stratumGroup: Uint32Array;
  readonly stratumPlace: Uint32Array;
}
