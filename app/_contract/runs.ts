import * as z from 'zod';
import type { CellKind } from '@/analysis-kernel/document/notebook';
import type { CellStatus } from '@/analysis-kernel/session/state';
import { versionNumber } from './history';
import type { CellDto } from './notebooks';

const notebook = z.string().min(1).max(100);
const key = z.string().regex(/^[0-9a-f]{64}$/);

const STATUSES = ['ok', 'error', 'blocked', 'cancelled'] as const satisfies readonly CellStatus[];

/** What a browser tells of a run. Names, kinds, counts and warnings are the server's own; it names the keys itself too. */
export const recordRunInput = z.object({
  notebook,
  /** Of the notebook that ran. */
  version: versionNumber,
  trigger: z.enum(['all', 'cells']),
  cells: z
    .array(
      z.object({
        cell: z.string().regex(/^[\w-]{8,64}$/),
        key: key.nullable(),
        status: z.enum(STATUSES),
        milliseconds: z.number().min(0).max(1e9).nullable(),
      }),
    )
    .min(1)
    .max(1000),
});
export const readRunInput = z.object({ notebook, run: z.string().min(1).max(100) });

/** What a run was made with. */
export interface RunVersions {
  readonly kernel: string;
  readonly engine: string;
  readonly policy: string;
}

/** One cell of a run. */
export interface RunCell {
  readonly id: string;
  readonly name: string;
  readonly kind: CellKind;
  readonly key: string | null;
  /** The server read the cell and named this very key; otherwise the browser told it. */
  readonly checked: boolean;
  /** As the browser told. */
  readonly status: CellStatus;
  readonly milliseconds: number | null;
  /** Rows of its tables, as the result kept under the key then said; none where none was kept for everybody to see. */
  readonly rows: readonly (readonly [table: string, rows: number])[];
  /** Codes of the warnings of that result. */
  readonly warnings: readonly string[];
}

/** A run as it was recorded. */
export interface RunRecordDto {
  readonly id: string;
  /** Legal name. */
  readonly by: string;
  /** ISO time at which the server wrote it down. */
  readonly at: string;
  readonly trigger: 'all' | 'cells';
  readonly release: string;
  readonly versions: RunVersions;
  readonly version: number;
  readonly cells: readonly RunCell[];
  /** The notebook as it was. */
  readonly notebook: { readonly title: string; readonly cells: readonly CellDto[] };
}
