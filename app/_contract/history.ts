import * as z from 'zod';
import type { Authored } from '@/analysis-kernel/document/history/blame';
import type { Spell } from '@/analysis-kernel/document/history/spells';
import type { BroughtResults, KeptEntry } from './kept-results';
import type { CellDto } from './notebooks';

const notebook = z.string().min(1).max(100);
const cell = z.string().regex(/^[\w-]{8,64}$/);
/** A version of a notebook, as the database counts them. */
export const versionNumber = z.number().int().min(0).max(2_147_483_647);
const reason = z.string().trim().min(1).max(500);

export const historyInput = z.object({
  notebook,
  /** The page of what was done before this version; the newest page where it is null. */
  before: versionNumber.nullable().default(null),
});
export const versionInput = z.object({ notebook, version: versionNumber });
export const blameInput = z.object({ notebook, cell });
export const nameVersionInput = z.object({
  notebook,
  version: versionNumber,
  name: z.string().trim().min(1).max(120),
  note: z.string().trim().max(2000).default(''),
});
/** What was restored: the version, and the one cell of it where it was not the whole notebook. */
export const restoredInput = z.object({ notebook, version: versionNumber, cell: cell.nullable().default(null) });
/** Results of a version by the keys that are known of it; of keys alone where the version is null. */
export const resultsThenInput = z.object({
  notebook,
  version: versionNumber.nullable(),
  keys: z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(1000),
});
export const lockInput = z.object({ notebook, reason });

/** What somebody did to a notebook's history. */
export interface MarkDto {
  readonly id: string;
  readonly kind: 'named' | 'restored' | 'locked' | 'unlocked';
  /** The version that was named, or that the notebook had then. */
  readonly version: number;
  readonly name: string;
  readonly note: string;
  readonly restored: number | null;
  readonly cell: string | null;
  readonly by: string;
  /** ISO time. */
  readonly at: string;
}

/** A run on a list. */
export interface RunHead {
  readonly id: string;
  readonly by: string;
  readonly at: string;
  readonly trigger: 'all' | 'cells';
  readonly version: number;
  readonly cells: number;
  /** Cells that were in error, blocked or called off. */
  readonly failed: number;
}

/** One page of a notebook's history, newest first. People are named by id. */
export interface HistoryDto {
  /** The notebook's version now, and the first that can be rebuilt. */
  readonly version: number;
  readonly begins: number;
  readonly spells: readonly Spell[];
  readonly marks: readonly MarkDto[];
  readonly runs: readonly RunHead[];
  readonly people: Readonly<Record<string, string>>;
  /** Names of the cells that are spoken of, as they are now or were last; empty of text cells. */
  readonly cells: Readonly<Record<string, string>>;
  /** Where the next older page begins; null on the last. */
  readonly older: number | null;
}

/** Keys of results by cell. */
export type CellKeys = readonly (readonly [cell: string, key: string])[];

/** A notebook as it stood. */
export interface VersionDto {
  readonly version: number;
  readonly title: string;
  readonly cells: readonly CellDto[];
  /** Keys of the cells that have one, named by the server; null where it has not read them: a very long notebook, or no time. */
  readonly keys: CellKeys | null;
}

/** Who wrote each line of a cell. */
export interface BlameDto {
  readonly lines: readonly Authored[];
  readonly people: Readonly<Record<string, string>>;
  /** Older texts of the cell were not looked at: their lines are given to the first that was. */
  readonly cut: boolean;
}

/** What is kept of a notebook as it was. */
export interface ResultsThen {
  /** In the words of its cells then; null where the server did not read them. */
  readonly brought: BroughtResults | null;
  /** Under keys that the server does not name for that version. */
  readonly others: readonly KeptEntry[];
}
