/** Rows of (start, stop] as histories of patients: which event each row waits for, where its clock begins, and what cannot be. */
import { argsort } from '../../../../numeric/sort';

export interface HistoryRows {
  readonly start: Float64Array;
  readonly stop: Float64Array;
  /** 1 where the row ends with the event. */
  readonly event: Uint8Array;
  /** 1 where it ends with the terminal event; null where none is declared. */
  readonly terminal: Uint8Array | null;
  /** Patient of each row, from 0. */
  readonly id: Int32Array;
}

export interface Histories {
  /** The rows by patient and start, from early to late. */
  readonly sorted: Uint32Array;
  /** Which event each row waits for: 1 and the events of the patient's rows before. */
  readonly order: Int32Array;
  /** The first start of the rows that wait for this event: where its clock begins. */
  readonly clock: Float64Array;
  /** 1 where the patient's next row begins at the stop of this one. */
  readonly goesOn: Uint8Array;
  /** Patients with a row twice, with rows that overlap otherwise, with time between rows, with rows after the terminal event. */
  readonly repeated: number;
  readonly overlapping: number;
  readonly gapped: number;
  readonly afterTerminal: number;
}

/** Puts the rows of each patient in order, whatever order they come in. O(n) after sorting. */
export function histories({ start, stop, event, terminal, id }: HistoryRows): Histories {
  const n = start.length;
  const sorted = argsort(Float64Array.from(id), argsort(start, argsort(stop)));
  const order = new Int32Array(n);
  const clock = new Float64Array(n);
  const goesOn = new Uint8Array(n);
  const found = {
    repeated: new Set<number>(),
    overlapping: new Set<number>(),
    gapped: new Set<number>(),
    afterTerminal: new Set<number>(),
  };
  for (let at = 0; at < n; at++) {
    const row = sorted[at];
    const before = at > 0 && id[sorted[at - 1]] === id[row] ? sorted[at - 1] : null;
    if (before === null) {
      order[row] = 1;
      clock[row] = start[row];
      continue;
    }
    order[row] = order[before] + event[before];
    clock[row] = event[before] === 1 ? start[row] : clock[before];
    if (start[row] === stop[before]) goesOn[before] = 1;
    else if (start[row] > stop[before]) found.gapped.add(id[row]);
    else if (start[row] === start[before] && stop[row] === stop[before]) found.repeated.add(id[row]);
    else found.overlapping.add(id[row]);
    if (terminal !== null && terminal[before] === 1) found.afterTerminal.add(id[row]);
  }
  const sizes = Object.fromEntries(Object.entries(found).map(([name, set]) => [name, set.size])) as Record<keyof typeof found, number>;
  return { sorted, order, clock, goesOn, ...sizes };
}
