/** What a Fine–Gray model is fitted to, as plain arrays. */
import type { CoxData } from '../../../../stats/cox/data';

/** Complete rows, one a subject; times free of near ties, start < time. */
export interface FineGrayData extends Pick<CoxData, 'n' | 'p' | 'time' | 'start' | 'x' | 'weights' | 'offset' | 'cluster'> {
  /** 0 censored, 1 the event, 2 another. */
  readonly status: Uint8Array;
  /** Group within which censoring is estimated, from 0. */
  readonly group: Int32Array;
  readonly groups: number;
  readonly ties: 'efron' | 'breslow';
  /** Whether a row that ends with an event at the time of a censoring has left before it: survival's rule, not cmprsk's. */
  readonly eventsFirst: boolean;
}
