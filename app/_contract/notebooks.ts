import { z } from 'zod';
import type { Figure, ResultTable } from '@/analysis-kernel/results/result';
import type { Localised } from '@/cohort-dsl/source/localised';

export const cellKinds = ['text', 'cohort', 'sql', 'analysis', 'chart', 'code', 'input'] as const;
export type CellKind = (typeof cellKinds)[number];

/** Front matter of the notebook beside its title; keys the product does not know are kept as they are. */
export const notebookSettings = z.object({ database: z.string().nullable(), other: z.record(z.string(), z.unknown()).default({}) });
export type NotebookSettings = z.infer<typeof notebookSettings>;

export const newNotebookInput = z.object({
  project: z.string().min(1).max(100),
  title: z.string().trim().min(1).max(200),
  /** Begin empty, or with the cells of the database's demo study in the reader's language. */
  begin: z.enum(['empty', 'demo']).default('empty'),
});
/** A deleted notebook is named with its project: it is on no list by which it could be found alone. */
export const deletedNotebookInput = z.object({ project: z.string().min(1).max(100), notebook: z.string().min(1).max(100) });
export const notebookInput = z.object({ notebook: z.string().min(1).max(100) });

export interface CellDto {
  readonly id: string;
  readonly kind: CellKind;
  readonly name: string;
  readonly body: string;
  readonly position: string;
  readonly version: number;
}

export interface NotebookDto {
  readonly id: string;
  readonly projectId: string;
  readonly projectName: string;
  readonly title: string;
  readonly settings: NotebookSettings;
  readonly release: string;
  readonly version: number;
  readonly cells: readonly CellDto[];
  readonly mayEdit: boolean;
}

/** A deleted cell, to look at and to bring back. */
export interface DeletedCellDto {
  readonly id: string;
  readonly kind: CellKind;
  readonly name: string;
  readonly body: string;
  readonly deletedAt: string;
}

export interface NotebookSummary {
  readonly id: string;
  readonly projectId: string;
  readonly projectName: string;
  readonly title: string;
  readonly updatedAt: string;
  readonly cells: number;
}

/** A figure out of a notebook's kept results, with the table it is drawn from. */
export interface NotebookPicture {
  readonly figure: Figure;
  readonly table: ResultTable;
  readonly labels: Readonly<Record<string, Localised>>;
}

/** A notebook to go on with. */
export interface RecentNotebook extends NotebookSummary {
  readonly picture: NotebookPicture | null;
}
