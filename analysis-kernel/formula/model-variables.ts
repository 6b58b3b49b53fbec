/** Variables of a formula evaluated on a frame, with the rows that know all of them. */

import { findColumn } from '../frame/access';
import type { Frame } from '../frame/column';
import { gatherCodes } from '../frame/gather';
import { type Expression, namesIn } from './expression';
import { type EvaluatedColumn, isMissing } from './values';

export interface MissingCount {
  readonly variable: string;
  readonly n: number;
}

/** Collects which rows lack what. A row that lacks two columns counts for both; a column named twice counts once. */
export class MissingRows {
  private readonly counts = new Map<string, Uint8Array>();
  private readonly incomplete: Uint8Array;

  constructor(private readonly frame: Frame) {
    this.incomplete = new Uint8Array(frame.length);
  }

  /** Marks the rows where `missing` holds, blaming the columns the expression reads, or `label` where all of those are known. */
  add(label: string, names: readonly string[], missing: (row: number) => boolean): void {
    const columns = names.flatMap((name) => findColumn(this.frame, name) ?? []);
    for (let row = 0; row < this.frame.length; row++) {
      if (!missing(row)) continue;
      this.incomplete[row] = 1;
      let blamed = false;
      for (const column of columns) {
        if (column.valid[row] === 1) continue;
        this.mark(column.name, row);
        blamed = true;
      }
      if (!blamed) this.mark(label, row);
    }
  }

  addVariable(label: string, expression: Expression, value: EvaluatedColumn): void {
    this.add(label, namesIn(expression), (row) => isMissing(value, row));
  }

  /** Rows that lack nothing. */
  complete(): Int32Array {
    const rows = new Int32Array(this.frame.length);
    let n = 0;
    for (let row = 0; row < this.incomplete.length; row++) if (this.incomplete[row] === 0) rows[n++] = row;
    return rows.slice(0, n);
  }

  list(): MissingCount[] {
    return [...this.counts].map(([variable, mask]) => ({ variable, n: mask.reduce((sum, one) => sum + one, 0) }));
  }

  private mark(name: string, row: number): void {
    let mask = this.counts.get(name);
    if (mask === undefined) {
      mask = new Uint8Array(this.frame.length);
      this.counts.set(name, mask);
    }
    mask[row] = 1;
  }
}

/** A factor cut down to the levels that occur among the rows, in their order; codes by place in `rows`. */
export function usedLevels(
  value: Extract<EvaluatedColumn, { kind: 'factor' }>,
  rows: Int32Array,
): { codes: Int32Array; levels: readonly string[] } {
  if (value.logical) return { codes: gatherCodes(value.codes, rows), levels: value.levels };
  const seen = new Uint8Array(value.levels.length);
  for (const row of rows) seen[value.codes[row]] = 1;
  const place = new Int32Array(value.levels.length);
  const levels: string[] = [];
  value.levels.forEach((level, index) => {
    if (seen[index] === 0) return;
    place[index] = levels.length;
    levels.push(level);
  });
  const codes = gatherCodes(value.codes, rows);
  for (let i = 0; i < codes.length; i++) codes[i] = place[codes[i]];
  return { codes, levels };
}
