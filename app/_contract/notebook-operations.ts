import * as z from 'zod';
import { CELL_KINDS } from '@/analysis-kernel/document/notebook';
import type { Envelope, Operation } from '@/analysis-kernel/document/operations';
import type { CellDto } from './notebooks';

/** Longest text of one cell, in characters. */
export const LONGEST_BODY = 200_000;
/** Most operations one request carries: what is more is sent after it, so that no save holds the database for long. */
export const MOST_OPERATIONS = 100;
/** Most characters of text one request carries, the last cell's aside. */
export const MOST_CHARACTERS = 1_000_000;

/** Made by the browser that inserts the cell. */
const id = z.string().regex(/^[\w-]{8,64}$/);
const base = z.number().int().nonnegative();
const name = z.string().min(1).max(120);
const body = z.string().max(LONGEST_BODY);
const after = id.nullable();
const cell = z
  .object({ kind: z.enum(CELL_KINDS), name: name.nullable(), body })
  .refine((content) => (content.kind === 'text') === (content.name === null), { path: ['name'] });
const title = z.string().trim().min(1).max(200);
const whole = z.object({ as: z.literal('whole'), body });
/** An update of a shared text in base64, in characters: a whole text of three bytes a character and what holds it together. */
const MOST_UPDATE = 1_000_000;
const merge = z.object({ as: z.literal('merge'), update: z.base64().min(1).max(MOST_UPDATE) });
const text = z.literal('text');

/** What an operation of `analysis-kernel/document/operations.ts` may be when it comes from outside: one schema a kind. */
const operations: { readonly [Kind in Operation['kind']]: z.ZodType<Extract<Operation, { kind: Kind }>> } = {
  insert: z.object({ kind: z.literal('insert'), id, base, cell, after }),
  remove: z.object({ kind: z.literal('remove'), id, base }),
  move: z.object({ kind: z.literal('move'), id, after }),
  text: z.union([z.object({ kind: text, id, base, change: whole }), z.object({ kind: text, id, change: merge })]),
  rename: z.object({ kind: z.literal('rename'), id, base, name }),
  title: z.object({ kind: z.literal('title'), from: title.nullable(), title }),
};
const operation: z.ZodType<Operation> = z.union(Object.values(operations));
const envelope: z.ZodType<Envelope> = z.object({ id: z.string().regex(/^[\w-]{8,64}$/), operation });

/** A number under which somebody writes in the shared texts of a notebook, with the server's word that it was given to that person there. */
const writer = z.object({ number: z.number().int().positive(), proof: z.string().min(1).max(100) });
export type Writer = z.infer<typeof writer>;
/** As many windows' unsent work one window may take over. */
export const writers = z.array(writer).max(50);
/** What one message says is done. */
export const envelopes = z.array(envelope).min(1).max(MOST_OPERATIONS);

export const saveInput = z.object({
  notebook: z.string().min(1).max(100),
  /** Whose work it is: another person may have signed in since in this browser. */
  person: z.string().min(1).max(100),
  operations: envelopes,
  writers: writers.default([]),
});

/** What became of the operations, each by the id it came with. All are done but those in conflict. */
export interface SaveAnswer {
  readonly version: number;
  /**
   * Done now or when they were sent before, with the version each left its cell in; null where it changes none. `at` is the notebook's
   * version it was done as, null where there was nothing to do.
   */
  readonly done: readonly { readonly operation: string; readonly version: number | null; readonly at: number | null }[];
  readonly conflicts: readonly SaveConflict[];
}

/** An operation made from another version than its cell has, or from another title. */
export type SaveConflict = {
  readonly operation: string;
  /** What stands there was left so by the same person, in another window. */
  readonly own: boolean;
} & (
  | {
      readonly id: string;
      /** The cell as it stands; null where it was removed. */
      readonly theirs: CellDto | null;
    }
  | {
      readonly id: null;
      /** The title as it stands. */
      readonly theirs: string;
    }
);
