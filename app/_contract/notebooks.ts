import * as z from 'zod';
import type { Cell, CellContent } from '@/analysis-kernel/document/notebook';
import type { Figure } from '@/analysis-kernel/figures/kinds';
import type { ResultTable } from '@/analysis-kernel/results/result';
import type { Localised } from '@/cohort-dsl/source/localised';

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

/** A cell of a stored notebook: none of what a file says beside it. */
export type CellDto = CellContent & Pick<Cell, 'id' | 'version'>;

/** Who locked a notebook, when (ISO time) and why: while it is locked nobody edits it. */
export interface NotebookLock {
  readonly by: string;
  readonly at: string;
  readonly reason: string;
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
  /** May lock it, and unlock it. */
  readonly mayLock: boolean;
  readonly lock: NotebookLock | null;
  /** Id of the person it was read by. */
  readonly reader: string;
}

/** A notebook as an open page asks for it again and again. */
export interface RefreshedNotebook extends NotebookDto {
  /** Keys of the project's results withdrawn last, by a person or by the server's own run: a page that shows one takes it away. */
  readonly withdrawn: readonly string[];
}

/** What a report says of itself beside its results: the project's question, who makes it, the day. */
export interface ReportFacts {
  readonly question: string | null;
  readonly author: string;
  readonly date: string;
}

/** A deleted cell, to look at and to bring back. */
export interface DeletedCellDto extends CellDto {
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
  /** JSON of a `NotebookPicture`: one text is sent with less work than all the numbers in it. */
  readonly picture: string | null;
}
